"""Check cited links over HTTP, and cache the results."""
