"""Read source files for Pelican, on all processors where there are many."""
