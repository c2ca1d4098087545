SITENAME = "Clay and Glaze"
SITEURL = "https://pictures.example"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
LOCALE = ["C"]
PLUGINS = ["image_process", "sitemap"]
THEME = "simple"
AUTHOR = "The potter"
STATIC_PATHS = ["images"]
IMAGE_PROCESS = {
    "thumbnail": ["scale_in 30 30 True"],
    "article-image": {
        "type": "responsive-image",
        "srcset": [("1x", ["scale_in 40 40 True"]), ("2x", ["scale_in 80 80 True"])],
        "default": "1x",
    },
}
SITEMAP = {"format": "xml", "exclude": ["tag/"]}
