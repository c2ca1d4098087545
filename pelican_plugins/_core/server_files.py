"""Which files of a site are orders to a server, a browser or a search engine, and no page.

A page among them is more than a text: what it says in a line of `_redirects` sends readers away,
and an `.htaccess` that Apache cannot read closes the whole site.
"""

from __future__ import annotations

import re

# In any folder. Apache's `.ht…` (an address that ends with a slash is `.html`, which orders
# nothing), IIS's, PHP's, those of GitHub and git.
_ANYWHERE = re.compile(
    r"(?!\.html?\Z)\.ht.+|\.user\.ini|web\.config|php\.ini|\.nojekyll|\.env(\..+)?|\.git(ignore|attributes)"
)
# Folders of which no file is a page: RFC 8615, and what hosts keep for themselves.
_FOLDERS = frozenset(
    {
        *(".well-known", ".git", ".github", ".gitlab", ".forgejo", ".gitea", ".netlify", ".vercel"),
        *("cgi-bin", "_functions", "functions.d", "cdn-cgi"),
    }
)
# What a server runs instead of showing it, or a browser instead of the page.
_RUN = re.compile(
    r".*\.(php\d?|phtml|pht|phar|phps|cgi|fcgi|pl|py|rb|lua|aspx?|ashx|asmx|asax|jspx?|cfml?"
    r"|shtml?|stm|m?js|cjs|wasm|htc|appcache|webmanifest)"
)
# At the top of a site.
_AT_THE_TOP = frozenset(
    {
        # Netlify, Cloudflare, GitHub, Surge, Vercel, Firebase, Azure, Amplify, Render and others.
        *("_redirects", "_headers", "_routes.json", "_worker.js", "_worker.bundle", "_config.yml"),
        *("cname", "netlify.toml", "vercel.json", "now.json", "fly.toml", "serve.json"),
        *("firebase.json", "staticwebapp.config.json", "routes.json", "customhttp.yml"),
        *("amplify.yml", "render.yaml", "wrangler.toml", "wrangler.json", "wrangler.jsonc"),
        *("static.json", "staticfile", "caddyfile", "nginx.conf", "lighttpd.conf", "app.yaml"),
        # Search engines, advertisers, browsers and programs that ask every site for them.
        *("robots.txt", "ads.txt", "app-ads.txt", "sellers.json", "humans.txt", "security.txt"),
        *("llms.txt", "llms-full.txt", "trust.txt", "favicon.ico", "crossdomain.xml"),
        *("clientaccesspolicy.xml", "browserconfig.xml", "manifest.json", "bingsiteauth.xml"),
        *("opensearch.xml", "keybase.txt", "apple-app-site-association", "assetlinks.json"),
    }
)
# Words as others are: a page may well lie in a folder of such a name.
_WORDS_AT_THE_TOP = frozenset({"router", "auth", "cors"})
_ALIKE_AT_THE_TOP = re.compile(
    r"sitemaps?([-_.]?\w*)\.(xml|xml\.gz|txt)|apple-touch-icon[\w-]*\.png|favicon[\w-]*\.(png|svg)"
    # By which an owner proves to be one.
    r"|google[0-9a-f]{12,16}\.html|yandex_[0-9a-f]{16}\.html|pinterest-[0-9a-f]{5}\.html"
)
# Shown by a server in the place of what it does not find. Pelican's own documents have an owner
# make a page of one.
_IN_PLACE_OF_PAGES = re.compile(r"(200|40[0-5]|410|429|50[0-4x])(\.html|/index\.html)")


def server_file_in(path: str, *, is_page: bool = False) -> str:
    """Return what part of a *path* makes it a file of the server's; empty where it is a page.

    Case does not count: some servers and file systems know none.

    Args:
        path: below the output folder.
        is_page: it is to be one of Pelican's pages, which may be shown for what is not found.
    """
    steps = path.split("/")
    for step in steps[:-1]:
        if step.casefold() in _FOLDERS or _ANYWHERE.fullmatch(step.casefold()):
            return step
    name = steps[-1].casefold()
    if _ANYWHERE.fullmatch(name) or _RUN.fullmatch(name) or _is_hidden(name):
        return steps[-1]
    top = path.casefold()
    if (
        top.removesuffix("/index.html") in _AT_THE_TOP
        or top in _WORDS_AT_THE_TOP
        or _ALIKE_AT_THE_TOP.fullmatch(top)
    ):
        return steps[0]
    return path if _IN_PLACE_OF_PAGES.fullmatch(top) and not is_page else ""


def _is_hidden(name: str) -> bool:
    """Tell it of `.nojekyll`, `.env`, `.domains` and whatever else is named so and is no page."""
    return name.startswith(".") and not name.endswith((".html", ".htm", ".xml", ".json"))
