"""Clean the HTML of an article for feeds."""
