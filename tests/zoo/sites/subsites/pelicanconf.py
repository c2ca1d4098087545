SITENAME = "Two Rivers"
SITEURL = "https://subsites.example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
LOCALE = ["C"]
PLUGINS = ["i18n_subsites"]
THEME = "notmyidea"
AUTHOR = "The ferryman"
STATIC_PATHS = ["images"]
I18N_SUBSITES = {
    "de": {"SITENAME": "Zwei Flüsse", "THEME": "notmyidea"},
    "he": {"SITENAME": "שני נהרות", "THEME": "simple", "FEED_ALL_ATOM": None},
}
I18N_UNTRANSLATED_ARTICLES = "remove"
I18N_UNTRANSLATED_PAGES = "remove"
