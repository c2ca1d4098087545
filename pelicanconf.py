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
# While you write, pages link to each other from wherever they lie, and feeds to your own
# machine. To publish: SITEURL=https://example.org pelican
SITEURL = os.environ.get("SITEURL", "http://127.0.0.1:8000")
RELATIVE_URLS = "SITEURL" not in os.environ
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"

PATH = "content"
THEME = str(HERE / "theme")
DEFAULT_PAGINATION = 10

PLUGINS = ["pelican_plugins"]

# Markdown is read as Hugo, GitHub and most others do.
POUCH_FRONT_MATTER = {"markdown": "commonmark"}

# Which spellings are one tag, and what is said of it, stands in content/tags.yaml.

# What a reader finds at the end of an article, and at its headings.
POUCH_THEME = {
    "previous_next": "all",
    "related": 2,
    "heading_links": True,
    "authors": {
        "Mara Quill": "Walks rivers with a notebook, and reads what people cut into bridges.",
        "Tomas Arden": "Asks public offices for papers, and keeps count of the days they take.",
    },
}
