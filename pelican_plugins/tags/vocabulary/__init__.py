"""What an owner has settled about tags: which are one, which are none, which belong together."""
