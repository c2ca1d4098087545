"""Cited works in the formats of other programs."""
