"""The settings of our own site: the documents of this folder, which read well without it, too."""

import os
import sys
from pathlib import Path

# The plugins are found in this checkout. With pelican-pouch installed, no such line is needed.
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

# The owner of the project puts in where it lies.
REPOSITORY = "https://github.com/pelican-pouch/pelican-pouch"

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
    "menu": {"Tutorial": "/tutorial.html", "Recipes": "/recipes.html", "Why": "/why.html"},
    "toc": 4,
    "sidebar": {
        "Start": ("index.md", "tutorial.md"),
        "How to": (
            "how-to/existing-site.md",
            "how-to/hugo.md",
            "how-to/jekyll.md",
            "how-to/other-generators.md",
            "how-to/pictures.md",
            "how-to/resources.md",
            "how-to/tags.md",
            "how-to/feeds.md",
            "how-to/check.md",
            "how-to/publish.md",
            "how-to/editor.md",
            "how-to/theme.md",
            "how-to/upgrade.md",
            "recipes.md",
        ),
        "Reference": (
            "settings.md",
            "commands.md",
            "templates.md",
            "findings.md",
            "front-matter.md",
            "markdown.md",
            "images.md",
            "reference-lists.md",
            "tags.md",
            "feeds.md",
            "feeds-compared.md",
            "embeds.md",
            "theme.md",
            "other-themes.md",
            "speed.md",
            "glossary.md",
        ),
        "Explanation": (
            "why.md",
            "compare.md",
            "faq.md",
            "stability.md",
            "security.md",
            "architecture.md",
            "decisions.md",
            "dependencies.md",
        ),
    },
    "edit_url": f"{REPOSITORY}/edit/main/docs/{{path}}",
    "copy_code": True,
    "search": "pagefind",
    "custom_css": ["site.css"],
}
