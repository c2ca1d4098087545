"""Read source files for Pelican."""
