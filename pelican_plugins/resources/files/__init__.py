"""The files that are made of resources: references of articles, and the index of sources."""
