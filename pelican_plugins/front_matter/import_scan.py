"""Survey the checkout of another generator's site: which generator, and how much can be read."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import yaml

from .._core.contract import AUTHOR_DETAILS, FROM_PERMALINK, LEAD_PICTURE, REDIRECTS
from .._core.errors import DiagnosticError
from .dates import Order
from .key_aliases import means
from .post import HTML, SourceContext, has_pelican_headers, read_post
from .settings import FrontMatterSettings
from .shortcodes import render_shortcodes
from .split import decode, has_front_matter

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
# Formats that other generators read, and we do not.
_OTHER_TEXTS = (".mdx", ".adoc", ".asciidoc", ".org", ".textile", ".njk", ".liquid", ".pug")
_NOT_POSTS = {"readme", "license", "licence", "changelog", "contributing", "code_of_conduct"}
_LIST_PAGE = re.compile(r"(^|/)_index(\.\w+)?\.\w+$")


@dataclass(frozen=True, slots=True)
class Generator:
    """A site generator, and where it keeps files.

    Attributes:
        name: as its makers write it.
        configs: names of its settings file, in the site's root.
        content: possible content folders; the first that exists counts.
        static: folders whose files it copies unchanged.
        date_order: what it reads first in a date such as 08/03/2019; None if it refuses them.
    """

    name: str
    configs: tuple[str, ...]
    content: tuple[str, ...]
    static: tuple[str, ...]
    date_order: Order | None = None


HUGO_FOLDER = "config/_default"
_HUGO_CONFIGS = tuple(
    f"{folder}{stem}.{ending}"
    for folder in ("", f"{HUGO_FOLDER}/")
    for stem in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)
_ASSETS = ("assets", "images", "img", "files", "uploads", "media", "static")
JEKYLL = Generator("Jekyll", ("_config.yml", "_config.yaml", "_config.toml"), ("",), _ASSETS, "day")
ZOLA = Generator("Zola", ("zola.toml",), ("content",), ("static",))
GENERATORS = (
    JEKYLL,
    Generator(
        "Eleventy",
        (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
        ("src", "content", ""),
        _ASSETS,
    ),
    ZOLA,
    Generator("Hugo", _HUGO_CONFIGS, ("content",), ("static", "assets")),
)
VAULT = Generator("Obsidian", (), ("content", ""), _ASSETS)
PLAIN = Generator("Markdown files", (), ("content", "src", "posts", ""), _ASSETS)


def detect_generator(names: Iterable[str], read: Callable[[str], str]) -> tuple[Generator, str]:
    """Return a site's generator by the *names* in its root, and its settings file.

    Args:
        names: of the files and folders, and of the files in `HUGO_FOLDER` with that folder.
        read: returns the text of one of the files.
    """
    present = set(names)
    if "config.toml" in present and "base_url" in read_config("config.toml", read("config.toml")):
        # Zola and Hugo share this file name, but spell this key differently.
        return ZOLA, "config.toml"
    for generator in GENERATORS:
        for config in generator.configs:
            if config in present:
                return generator, config
    if present & {"_posts", "_drafts"}:
        return JEKYLL, ""
    return (VAULT if ".obsidian" in present else PLAIN), ""


def read_config(name: str, text: str) -> dict[str, Any]:
    """Return the top level of a settings file with lower-case keys; empty if it is code."""
    try:
        if name.endswith(".toml"):
            found: Any = tomllib.loads(text)
        elif name.endswith((".yml", ".yaml", ".json")):
            # JSON is YAML.
            found = yaml.safe_load(text)
        else:
            return {}
    except (tomllib.TOMLDecodeError, yaml.YAMLError):
        return {}
    if not isinstance(found, Mapping):
        return {}
    return {str(key).lower(): value for key, value in found.items()}


@dataclass(slots=True)
class Survey:
    """The result of reading a site's posts.

    Attributes:
        statuses: number of posts by status.
        undated: paths of posts without a date.
        unreadable: one sentence for each file that cannot be read.
        warnings: one sentence for each problem in a readable file.
        guesses: number of guessed titles, dates and languages.
        keys: unknown keys, and how many posts have them.
        shortcodes: unrendered shortcodes, and how often each occurs.
        other: extensions of files that are not read, and how many there are.
        posts: paths of all that can be read.
    """

    statuses: Counter[str] = field(default_factory=Counter)
    undated: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    guesses: Counter[str] = field(default_factory=Counter)
    keys: Counter[str] = field(default_factory=Counter)
    shortcodes: Counter[str] = field(default_factory=Counter)
    other: Counter[str] = field(default_factory=Counter)
    posts: list[str] = field(default_factory=list)


_KNOWN = {
    *("title", "date", "modified", "summary", "description", "slug", "url", "save_as", "tags"),
    *("category", "authors", AUTHOR_DETAILS, "lang", "template", "status", REDIRECTS),
    *(LEAD_PICTURE, FROM_PERMALINK),
}


def publishes_future(generator: Generator, config: Mapping[str, Any]) -> bool:
    """Return whether a site shows posts with a future date.

    Eleventy and Zola do, Hugo (`buildFuture`) and Jekyll (`future`) if they are set to. What other
    generators do is not known.
    """
    if generator.name in {"Eleventy", "Zola"}:
        return True
    return is_true(config, {"Hugo": "buildfuture", "Jekyll": "future"}.get(generator.name, ""))


def curls_quotes(generator: Generator, config: Mapping[str, Any]) -> bool:
    """Return whether a site's quotation marks and dashes are curled.

    By default Hugo does so, and Jekyll's kramdown, but not its other engines; Zola if it is set to.
    """
    if generator.name == "Hugo":
        typographer = _at(config, "markup.goldmark.extensions.typographer")
        return typographer is not False and _at(typographer, "disable") is not True
    if generator.name == "Jekyll":
        straight = str(_at(config, "kramdown.smart_quotes")).replace(" ", "").startswith("apos")
        return str(config.get("markdown", "kramdown")).lower() == "kramdown" and not straight
    return generator.name == "Zola" and _at(config, "markdown.smart_punctuation") is True


def _at(value: Any, path: str) -> Any:
    """Return the value at a *path* of keys, in any case; None if there is none."""
    for key in path.split("."):
        if not isinstance(value, Mapping):
            return None
        value = next((found for name, found in value.items() if str(name).lower() == key), None)
    return value


def is_true(config: Mapping[str, Any], key: str) -> bool:
    """Return whether *key*, in lower case, is true in a site's settings."""
    return str(config.get(key)).lower() == "true"


def survey(
    paths: Iterable[str],
    read: Callable[[str], bytes],
    settings: FrontMatterSettings,
    *,
    future: bool,
) -> Survey:
    """Read every post of a site as a build would, and summarise the result.

    Args:
        paths: of the files, relative to the content folder, with `/`.
        read: returns a file's bytes.
        settings: of that build.
        future: whether posts with a future date are published.
    """
    found = Survey()
    for path in sorted(paths):
        ending = path[path.rfind(".") :].lower() if "." in path else ""
        if ending in _OTHER_TEXTS:
            found.other[ending] += 1
        elif ending in MARKDOWN and is_post(path):
            _add(found, path, read(path), settings, future=future)
        elif ending in HTML and is_post(path) and has_front_matter(data := read(path)):
            _add(found, path, data, settings, future=future)
    return found


def is_post(path: str) -> bool:
    """Return whether a Markdown file is a post, not a list page or a note about the code."""
    stem = path.rpartition("/")[2].partition(".")[0].lower()
    return stem not in _NOT_POSTS and not _LIST_PAGE.search(path)


def _add(
    found: Survey, path: str, data: bytes, settings: FrontMatterSettings, *, future: bool
) -> None:
    place = SourceContext(
        path=path,
        is_page="/" not in path or path.startswith(("pages/", "_pages/")),
        now=datetime.now(UTC),
        zone=UTC,
        takes_comments=settings.obsidian_comments == "always",
    )
    try:
        text = decode(data)
        post = read_post(text, place, settings)
    except DiagnosticError as error:
        found.unreadable.append(str(error.at(path)))
        return
    found.posts.append(path)
    if post is None:
        assert has_pelican_headers(text)
        found.statuses["published"] += 1
        return
    status = post.metadata.get("status", "published")
    held_back = not future and _is_after(post.metadata.get("date"), place)
    found.statuses["draft" if held_back and status != "skip" else status] += 1
    if "date" not in post.metadata and not place.is_page:
        found.undated.append(path)
    found.warnings += [p.at(path, 1).message for p in post.problems]
    for kind in ("title", "date", "language"):
        found.guesses[kind] += sum(note.topic == kind for note in post.notes)
    found.keys.update(key for key in post.metadata if key not in _KNOWN and not means(key))
    found.shortcodes += render_shortcodes(post.body, in_html=path.lower().endswith(HTML))[1]


def _is_after(date: object, place: SourceContext) -> bool:
    if not isinstance(date, datetime):
        return False
    return (date if date.tzinfo else date.replace(tzinfo=place.zone)) > place.now
