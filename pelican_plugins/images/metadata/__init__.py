"""Private metadata is taken out of the copies of pictures that are published."""
