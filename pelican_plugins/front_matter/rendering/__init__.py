"""From Markdown to HTML, just as Pelican does it: quicker, and once for each text."""
