"""Moving a site from another generator: what it is, and the settings that keep its URLs."""
