"""From the HTML of a body to its reference list: find, parse, accept, render."""
