SITENAME = "The Atlas"
SITEURL = "https://nested.example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
LOCALE = ["C"]
PLUGINS = ["small_atlas"]
PLUGIN_PATHS = ["plugins"]
THEME = "simple"
AUTHOR = "The printer"
TAG_FEED_ATOM = "feeds/tag/{slug}.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
STATIC_PATHS = ["images"]
# What the site inside the site has of its own; the plugin below builds it.
SMALL_ATLAS = {
    "SITENAME": "The Small Atlas",
    "SITEURL": "https://nested.example/small",
    "ARTICLE_EXCLUDES": ["long"],
    "ARTICLE_SAVE_AS": "sheets/{slug}.html",
    "ARTICLE_URL": "sheets/{slug}.html",
    "FEED_ALL_ATOM": None,
    "FEED_ALL_RSS": "all.rss",
    "TAG_FEED_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "STATIC_PATHS": ["images"],
    "THEME": "notmyidea",
    "TYPOGRIFY": True,
}
