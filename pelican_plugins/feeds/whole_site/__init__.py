"""What is about all feeds of a site: which there are, and what is written besides them."""
