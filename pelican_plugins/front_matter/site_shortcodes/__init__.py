"""Shortcodes of a site's own: plain HTML with parameters, for Hugo or Jekyll."""
