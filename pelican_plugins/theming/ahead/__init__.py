"""Render the pages of articles on all processors."""
