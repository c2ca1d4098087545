"""Pages that are kept: what each was made of, and whether any of that has changed."""
