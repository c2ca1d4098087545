"""What the plugins share. It knows none of them, and only `hooks.py` knows Pelican."""
