"""What must never be published, looked for in what is."""
