"""An article's HTML made fit to be read away from its page."""
