"""What an article's own page shows in addition: contents, side notes, backlinks, reading time."""
