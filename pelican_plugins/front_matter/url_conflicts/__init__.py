"""Every file of a site has a path of its own, which it can have, before anything is written."""
