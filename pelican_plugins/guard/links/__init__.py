"""Broken internal links."""
