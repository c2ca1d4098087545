"""What is looked at once all contents are read: addresses, templates, shortcodes left over."""
