"""From Markdown to HTML, just as Pelican does it: once for each text."""
