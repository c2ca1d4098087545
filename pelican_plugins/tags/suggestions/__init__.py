"""Suggest tags that may be duplicates, without comparing all pairs."""
