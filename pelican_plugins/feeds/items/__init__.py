"""What Pelican says of an article in a feed."""
