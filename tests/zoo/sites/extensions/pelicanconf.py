from markdown.extensions.toc import TocExtension

SITENAME = "The Grammar Shed"
SITEURL = "https://extensions.example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
LOCALE = ["C"]
PLUGINS = []
THEME = "simple"
AUTHOR = "The grammarian"
TYPOGRIFY = True
TYPOGRIFY_IGNORE_TAGS = ["pre", "code"]
TYPOGRIFY_OMIT_FILTERS = ["caps"]
FORMATTED_FIELDS = ["summary", "subtitle"]
MARKDOWN = {
    "extensions": [TocExtension(permalink="¶"), "markdown.extensions.extra"],
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight", "linenums": False},
        "markdown.extensions.admonition": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.nl2br": {},
    },
    "output_format": "html5",
}
