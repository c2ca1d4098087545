"""From the HTML of a body to its list of references: find, read, accept, render."""
