"""Incremental builds: the inputs of each page, and whether any of them has changed."""
