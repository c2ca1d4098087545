"""Feeds are read back and held against their specifications; pure code on bytes."""
