import bookbinding

SITENAME = "Shelf and Spine"
SITEURL = ""
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
LOCALE = ["C"]
RELATIVE_URLS = True
PLUGINS = [bookbinding]
THEME = "simple"
THEME_TEMPLATES_OVERRIDES = ["templates"]
AUTHOR = "The binder"
JINJA_FILTERS = {"shout": lambda text: text.upper() + "!", "backwards": bookbinding.backwards}
JINJA_GLOBALS = {"thread": bookbinding.THREAD}
JINJA_TESTS = {"thick": lambda article: "thicker" in article.content}
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "extensions": ["jinja2.ext.do"]}
DIRECT_TEMPLATES = ["index", "tags", "categories", "archives", "shelf"]
TEMPLATE_PAGES = {"colophon.html": "notes/colophon.html"}
PATH_METADATA = r"(?P<category>[^/]+)/(?P<slug>[^.]+)\..*"
USE_FOLDER_AS_CATEGORY = False
DEFAULT_METADATA = {"status": "published", "binding": "cloth"}
EXTRA_PATH_METADATA = {"extra/robots.txt": {"path": "robots.txt"}}
STATIC_PATHS = ["images", "extra"]
DEFAULT_DATE = (2012, 12, 12)
OUTPUT_SOURCES = True
OUTPUT_SOURCES_EXTENSION = ".txt"
