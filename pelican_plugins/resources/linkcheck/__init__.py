"""What the web answers for cited links, and what is kept of it."""
