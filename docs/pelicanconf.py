"""The settings of our own site: the documents of this folder, which read well without it, too."""

import os
import sys
from pathlib import Path

# The plugins are found in this checkout. With pelican-pouch installed, no such line is needed.
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

SITENAME = "pelican-pouch"
SITESUBTITLE = "For people who publish sourced, illustrated long-form writing"
SITEURL = os.environ.get("SITEURL", "http://127.0.0.1:8000")
RELATIVE_URLS = "SITEURL" not in os.environ
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en-GB"

PLUGINS = ["pelican_plugins"]

# Every file is a page, at the address that its path says: how-to/hugo.md is how-to/hugo.html.
PATH = str(HERE)
OUTPUT_PATH = str(HERE.parent / "output-docs")
PAGE_PATHS = [""]
ARTICLE_PATHS = []
PATH_METADATA = r"(?P<path_no_ext>.*)\.\w+"
PAGE_URL = "{path_no_ext}.html"
PAGE_SAVE_AS = "{path_no_ext}.html"
STATIC_PATHS = ["images"]
# The front page is a table of contents itself.
EXTRA_PATH_METADATA = {"index.md": {"toc": "no"}}
# There are no articles, so there are no lists of them and no feeds: index.md is the front page.
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

# As code hosts read it, so that links to headings work in both places.
POUCH_FRONT_MATTER = {"markdown": "commonmark"}

POUCH_THEME = {
    "menu": {
        "Tutorial": "/tutorial.html",
        "How to": "/index.html#how-to",
        "Reference": "/index.html#reference",
        "Why": "/index.html#explanation",
    },
    "toc": 4,
    "custom_css": ["site.css"],
}
