"""Slugs, permalinks and old URLs, none of which may lead out of the output folder."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from urllib.parse import unquote

from .._core.output_paths import fitted
from .._core.urls import split

# Placeholders that only their own generator fills: Jekyll's `:title`, the `{{ … }}` and `{% … %}`
# of Liquid and Nunjucks, `<% … %>`, Pelican's `{slug}`, WordPress' `%postname%`, Astro's `[slug]`.
_WORD = (
    r"(?:year|month|monthnum|day|hour|minute|second|post_?id|post_?name|slug|title|category|name)"
)
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])[:$]\w*[A-Za-z]\w*|\{\{|\{%|<%|\{[^{}/]*\}"
    rf"|(?:^|/)\[(?:\.{{3}})?\w+\](?=[/.]|$)|%{_WORD}%",
    re.IGNORECASE,
)
# Names of Jekyll's permalink styles, and words for yes, no and null.
_NO_PERMALINK = frozenset(
    {
        *("date", "none", "ordinal", "pretty", "weekdate"),
        *("true", "false", "yes", "no", "on", "off", "null", "nil", "~"),
    }
)
_SLASHES = re.compile("/{2,}")
_WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_DATED = re.compile(r"(?:19|20)\d\d([-_.]?)\d\d\1\d\d[-_.]?")
# ISO 639-1, without rare codes: `node.js.md` is no translation.
_LANGUAGES = frozenset(
    {
        *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr"),
        *("gl", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb", "nl", "nn", "no"),
        *("pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"),
    }
)
_LAST = re.compile(r"\.[A-Za-z0-9]{1,5}$")


class UnusableUrlError(ValueError):
    """A URL cannot be used; the message says why, as a clause."""


def clean_slug(text: str, *, as_pelican: bool = False) -> str:
    """Return a slug without characters that no URL should hold.

    Control and format characters (UAX #44, categories Cc and Cf, such as direction marks) are
    dropped, as are slashes at its ends.

    Args:
        text: as typed.
        as_pelican: keep slashes within and at its end, as Pelican does.

    Raises:
        UnusableUrlError: it leads out of its folder, or is empty.
    """
    typed = _visible(text).strip()
    slug = typed.strip("/").strip()
    if as_pelican:
        slug = _SLASHES.sub("/", slug)
    _check(slug)
    # Pelican refuses a slug that begins with a slash.
    keeps_end = as_pelican and typed.endswith("/") and not typed.startswith("/")
    return f"{slug}/" if keeps_end else slug


def url_and_save_as(text: str, *, permalink: bool = False) -> tuple[str, str]:
    """Return the `url` and the `save_as` for a `permalink` or `url`.

    Args:
        text: `/about/`, `/2019/old.html`, or an absolute URL, of which only the path counts.
        permalink: it may name a pattern instead, such as Jekyll's `pretty`.

    Raises:
        UnusableUrlError: it holds placeholders (`/:year/:title/`), leads out of its folder, or is
            not a URL.
    """
    # Before splitting: template code may hold anything.
    if _PLACEHOLDER.search(text):
        raise UnusableUrlError("it holds placeholders, which only its own generator fills")
    parts = split(text.strip())
    if parts is None or (permalink and text.strip().lower() in _NO_PERMALINK):
        raise UnusableUrlError("it is no address")
    if (parts.query or parts.fragment) and parts.path in {"", "/"}:
        raise UnusableUrlError("it has no path, and nothing else names a file")
    path = _visible(unquote(parts.path)).lstrip("/")
    if path in {"", "."}:
        return "", "index.html"
    _check(path.rstrip("/"))
    if path.endswith("/"):
        return path, f"{path}index.html"
    if _LAST.search(path):
        return path, path
    return f"{path}/", f"{path}/index.html"


def old_path(text: str) -> str:
    """Return the path of the redirect page for an old URL.

    Raises:
        UnusableUrlError: as `url_and_save_as`, or it is too long to have existed.
    """
    path = url_and_save_as(text)[1]
    if fitted(path) != path:
        raise UnusableUrlError("it is longer than a file's name may be")
    return path


def redirect_circles(redirects: Mapping[str, str], site_url: str) -> list[list[str]]:
    """Return the loops among redirects: lists of paths, each of which leads to the next.

    Args:
        redirects: by path of the redirect page, the URL that it leads to.
        site_url: URLs that begin with it are the site's own; may be empty.
    """
    leads_to = {}
    for path, url in redirects.items():
        own = url.removeprefix(site_url) if site_url else url
        with suppress(UnusableUrlError):
            if "://" not in own:
                leads_to[path] = old_path(own.partition("#")[0].partition("?")[0])
    circles: list[list[str]] = []
    seen: set[str] = set()
    for start in redirects:
        chain: dict[str, int] = {}
        path = start
        while path in leads_to and path not in seen:
            seen.add(path)
            chain[path] = len(chain)
            path = leads_to[path]
        if path in chain:
            circles.append(list(chain)[chain[path] :])
    return circles


def language_of_file(path: str) -> str | None:
    """Return the language in a file name, as in Hugo: `index.fr.md`, `post.pt-br.md`."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    _, dot, code = stem.rpartition(".")
    return code if dot and code.partition("-")[0].lower() in _LANGUAGES else None


def slug_of_file(path: str) -> str:
    """Return the slug in a file name: without date, extension, or the `index` of a bundle."""
    folder, name = posixpath.split(path)
    stem = posixpath.splitext(name)[0]
    language = language_of_file(path)
    if language:
        stem = stem.removesuffix(f".{language}")
    if stem in {"index", "_index", "README"} and folder:
        stem = posixpath.basename(folder)
    return _DATED.sub("", stem, count=1) or stem


def _visible(text: str) -> str:
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cf"})


def device_in(path: str) -> str:
    """Return the part of a path that is a device name on Windows; may be empty."""
    return next((step for step in path.split("/") if _WINDOWS.fullmatch(step)), "")


def _check(path: str) -> None:
    steps = path.replace("\\", "/").split("/")
    if not path or "" in steps:
        raise UnusableUrlError("it is empty" if not path else "it has an empty part")
    if any(step in {".", ".."} for step in steps):
        raise UnusableUrlError("it leads out of its folder")
