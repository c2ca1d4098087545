"""Files that programs keep for themselves are no posts, nor published."""
