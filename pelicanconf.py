"""The settings of the demo site: what an owner would write for a site of their own."""

import os
import sys
from pathlib import Path

# The plugins are found here from wherever Pelican is started. With pelican-pouch installed,
# these lines are not needed.
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

SITENAME = "Long Shore"
SITESUBTITLE = "Notes on water, maps and public records"
# Empty while you write; feeds need the address that you publish at.
SITEURL = os.environ.get("SITEURL", "")
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"

PATH = "content"
THEME = str(HERE / "theme")
DEFAULT_PAGINATION = 10

PLUGINS = ["pelican_plugins"]

# A tag that was once misspelt keeps one page under its right name.
POUCH_TAGS = {"aliases": {"Cartograpy": "Cartography"}}
