SITENAME = "The Ledger"
SITEURL = "https://addresses.example/sub/path"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
LOCALE = ["C"]
PLUGINS = []
THEME = "simple"
AUTHOR = "The clerk"
ARTICLE_URL = "{date:%Y}/{date:%b}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = "{date:%Y}/{date:%b}/{date:%d}/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
DRAFT_URL = "hidden-drafts/{slug}/"
DRAFT_SAVE_AS = "hidden-drafts/{slug}/index.html"
CATEGORY_URL = "about/{slug}/"
CATEGORY_SAVE_AS = "about/{slug}/index.html"
TAG_URL = "on/{slug}/"
TAG_SAVE_AS = "on/{slug}/index.html"
AUTHOR_SAVE_AS = ""
AUTHORS_SAVE_AS = ""
ARCHIVES_SAVE_AS = "all/index.html"
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%b}/index.html"
DEFAULT_PAGINATION = 1
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_DOMAIN = "https://feeds.addresses.example"
FEED_ALL_ATOM = "feed/atom.xml"
FEED_ALL_RSS = "feed/rss.xml"
FEED_RSS = "feed/main.rss.xml"
CATEGORY_FEED_ATOM = "about/{slug}/feed.xml"
TAG_FEED_RSS = "on/{slug}/feed.rss"
FEED_MAX_ITEMS = 2
RSS_FEED_SUMMARY_ONLY = False
WITH_FUTURE_DATES = False
SLUG_REGEX_SUBSTITUTIONS = [
    (r"[^\w\s-]", ""),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "_"),
]
STATIC_PATHS = ["papers"]
