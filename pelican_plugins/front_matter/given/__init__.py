"""What Pelican knows of a file without its front matter."""
