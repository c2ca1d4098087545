"""Code that the plugins share. It imports none of them."""
