"""The one room for what other libraries keep to themselves, and for what of theirs is replaced.

A private name may go with any release, so nobody else touches one. What needs some is off where
they are not there, which is found out once and told in one line.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import IO, Any, TextIO, cast

import pelican
import pelican.utils
import pelican.writers
from pelican.contents import Content
from pelican.log import LimitFilter
from pelican.readers import MarkdownReader
from pelican.utils import slugify
from pelican.writers import Writer

Resolve = Callable[[str, str], str]
"""Makes the links in HTML whole: of HTML and the address of the site that they are seen from."""


@dataclass(frozen=True, slots=True)
class Need:
    """Private names that something of the suite needs.

    Attributes:
        owner: the class that has them.
        names: of its attributes and methods.
        without: what a site has without them, a clause.
    """

    owner: type
    names: tuple[str, ...]
    without: str


BODIES = Need(
    Content,
    ("_content", "_context", "_update_content"),
    "pictures and reference lists stay as they are written",
)
FEEDS = Need(
    Writer,
    ("_add_item_to_the_feed", "_create_new_feed", "_open_w", "_overridden_files", "_written_files"),
    "feeds are written by Pelican",
)
PAGES = Need(
    Writer,
    ("_open_w", "_written_files"),
    "what Pelican has written is not asked before redirects and other files are",
)
HEADERS = Need(
    MarkdownReader,
    ("_md", "_parse_metadata", "_source_path"),
    "below Pelican's own headers Python-Markdown reads, whatever the setting says",
)
LOG = Need(
    LimitFilter,
    ("_group_count", "_raised_messages"),
    "under --autoreload Pelican tells nothing a second time",
)
_NEEDS = (BODIES, FEEDS, PAGES, HEADERS, LOG)


@cache
def is_met(need: Need) -> bool:
    """Tell whether all names are there that something needs."""
    return not set(need.names) - _names_of(need.owner)


def unmet() -> Iterator[str]:
    """Yield one sentence for each need that this version of Pelican does not meet."""
    for need in _NEEDS:
        if not is_met(need):
            missing = ", ".join(sorted(set(need.names) - _names_of(need.owner)))
            yield f"Pelican's {need.owner.__name__} has no {missing}, so {need.without}"


def _names_of(owner: type) -> set[str]:
    """Return the names that a class has, and those that its methods read or set."""
    values = [value for each in owner.__mro__ for value in vars(each).values()]
    methods = [each for each in values if isinstance(each, FunctionType)]
    return set(dir(owner)).union(*(each.__code__.co_names for each in methods))


def body_of(content: Any) -> str:
    """Return the HTML of a content, its links as they are written."""
    return getattr(content, "_content", None) or ""


def set_body(content: Any, html: str) -> None:
    """Give a content another body, also where a plugin has asked for it before."""
    content._content = html
    key = (content, content.get_siteurl())
    for method in (content.get_content, content.get_summary):
        getattr(method, "cache", {}).pop(key, None)


def forget_bodies() -> None:
    """Let go of what Pelican has memoized for the contents of earlier builds."""
    for name in ("get_content", "get_summary"):
        getattr(vars(Content).get(name), "cache", {}).clear()


def context_of(content: Any) -> dict[str, Any]:
    """Return what a content knows of its site."""
    context: dict[str, Any] = content._context
    return context


def adopt(content: Any, context: dict[str, Any], settings: dict[str, Any]) -> None:
    """Make a content one of a site: out of a cache it knows only that of an earlier build."""
    content._context, content.settings = context, settings


def resolver_of(content: Any) -> Resolve:
    """Return what makes the links in the HTML of a content whole."""
    return cast("Resolve", content._update_content)


def set_resolver(content: Any, resolve: Resolve) -> None:
    """Have *resolve* asked for that from now on."""
    content._update_content = resolve


def slug_of_name(group: Any, name: str) -> str:
    """Return the slug that Pelican makes of a name for a tag, category or author like *group*.

    It is what such an object has for its slug, without Pelican's warning of an empty one.
    """
    settings = group.settings
    of_all = settings.get("SLUG_REGEX_SUBSTITUTIONS", [])
    slug: str = slugify(
        name,
        regex_subs=settings.get(f"{type(group).__name__.upper()}_REGEX_SUBSTITUTIONS", of_all),
        preserve_case=settings.get("SLUGIFY_PRESERVE_CASE", False),
        use_unicode=settings.get("SLUGIFY_USE_UNICODE", False),
    )
    return slug


def written_paths(writer: Any) -> set[str]:
    """Return the absolute paths of what a writer has written; what is added to it counts, too."""
    paths: set[str] = getattr(writer, "_written_files", set())
    return paths


def overridden_paths(writer: Any) -> set[str]:
    """Return those of what it has written in the place of other files, and lets nobody change."""
    paths: set[str] = getattr(writer, "_overridden_files", set())
    return paths


def open_to_write(writer: Any, path: str, *, override: bool = False) -> TextIO:
    """Open a text file as a writer opens pages.

    Raises:
        RuntimeError: something else is written there.
    """
    if not is_met(PAGES):
        return cast("TextIO", vars(pelican.writers)["open"](path, "w", "utf-8"))
    return cast("TextIO", writer._open_w(path, "utf-8", override))


def new_feed(writer: Any, feed_type: str, title: str | None, context: Any) -> Any:
    """Return an empty feed of Pelican's own."""
    return writer._create_new_feed(feed_type, title, context)


def add_item(writer: Any, feed: Any, article: Any) -> None:
    """Add to a feed of Pelican's own what Pelican says of an article."""
    writer._add_item_to_the_feed(feed, article)


def read_headers(reader: Any, source_path: str, renderer: Any, meta: Any) -> dict[str, Any]:
    """Return the metadata that Pelican makes of its own headers.

    Args:
        reader: of Markdown.
        source_path: of the file.
        renderer: has the methods of a `markdown.Markdown` and renders values that are Markdown.
        meta: the headers as Python-Markdown's extension `meta` returns them.
    """
    reader._source_path, reader._md = source_path, renderer
    metadata: dict[str, Any] = reader._parse_metadata(meta)
    return metadata


def forget_messages() -> None:
    """Have Pelican's log tell again what it has told before."""
    for name in LOG.names:
        getattr(LimitFilter, name, set()).clear()


def is_watched() -> bool:
    """Tell whether it is `--autoreload` that builds, of which Pelican tells no plugin."""
    watch = getattr(pelican, "autoreload", None)
    code = getattr(watch, "__code__", None)
    return any(frame.f_code is code for frame, _ in traceback.walk_stack(None))


def replace_writing(
    open_file: Callable[[str, str, str], IO[str]], copy_file: Callable[[str, str], None]
) -> None:
    """Have Pelican open what it writes, and copy files, by functions of ours.

    They stand where its modules look for these names; its own bookkeeping stays as it is.
    """
    pelican.writers.open = open_file
    pelican.utils.copy_file = copy_file


def guard_writing(guard: Callable[[object], AbstractContextManager[None]]) -> None:
    """Have Pelican's writers write each page and each feed within *guard*, which gets its path."""
    for name, place, word in (("write_file", 1, "name"), ("write_feed", 3, "path")):
        method = getattr(Writer, name)
        if method.__module__ != __name__:
            setattr(Writer, name, _guarded(guard, method, place, word))


def _guarded(
    guard: Callable[[object], AbstractContextManager[None]],
    method: Callable[..., Any],
    place: int,
    word: str,
) -> Callable[..., Any]:
    def write(*arguments: Any, **more: Any) -> Any:
        with guard(arguments[place] if len(arguments) > place else more.get(word)):
            return method(*arguments, **more)

    return write


@contextmanager
def replaced(names: MutableMapping[str, Any], name: str, value: Any) -> Iterator[None]:
    """Have another value at a name of a module of another library for some time.

    Args:
        names: of the module: `vars(module)`.
        name: one of them.
        value: is left there if somebody else has replaced it in the meantime.
    """
    original = names[name]
    names[name] = value
    try:
        yield
    finally:
        if names[name] is value:
            names[name] = original
