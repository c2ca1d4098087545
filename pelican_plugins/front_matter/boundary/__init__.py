"""Nothing is read from outside the content folder, and nothing written outside the output."""
