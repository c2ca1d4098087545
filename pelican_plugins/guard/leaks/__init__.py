"""Scan the output for what must not be published."""
