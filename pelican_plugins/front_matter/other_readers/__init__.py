"""What the metadata of texts say that Pelican's own readers, or those of others, have read."""
