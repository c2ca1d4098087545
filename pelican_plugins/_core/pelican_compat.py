"""Private names of other libraries, and monkeypatches: both are only here.

A private name may disappear with any release. A feature is off where a name it needs is missing,
which is found out once and logged in one line.
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
from pelican.urlwrappers import URLWrapper
from pelican.utils import slugify
from pelican.writers import Writer

from .urls import in_path

Resolve = Callable[[str, str], str]
"""Makes the links in HTML absolute, given the HTML and the URL of the site."""


@dataclass(frozen=True, slots=True)
class Need:
    """Private names that a feature needs.

    Attributes:
        owner: their class.
        names: of attributes and methods.
        without: what happens without them, a clause.
    """

    owner: type
    names: tuple[str, ...]
    without: str


BODIES = Need(
    Content,
    ("_content", "_context", "_update_content"),
    "images and reference lists are left as written",
)
FEEDS = Need(
    Writer,
    ("_add_item_to_the_feed", "_create_new_feed", "_open_w", "_overridden_files", "_written_files"),
    "Pelican writes the feeds",
)
PAGES = Need(
    Writer,
    ("_open_w", "_written_files"),
    "redirects and other files may overwrite files that Pelican has written",
)
HEADERS = Need(
    MarkdownReader,
    ("_md", "_parse_metadata", "_source_path"),
    "posts with Pelican's own headers are read by Python-Markdown, whatever the settings say",
)
LOG = Need(
    LimitFilter,
    ("_group_count", "_raised_messages"),
    "Pelican's own messages appear only once under --autoreload",
)
_NEEDS = (BODIES, FEEDS, PAGES, HEADERS, LOG)


@cache
def is_met(need: Need) -> bool:
    """Return whether all names exist."""
    return not set(need.names) - _names_of(need.owner)


def unmet() -> Iterator[str]:
    """Yield one sentence for each need that this version of Pelican does not meet."""
    for need in _NEEDS:
        if not is_met(need):
            missing = ", ".join(sorted(set(need.names) - _names_of(need.owner)))
            yield f"Pelican's {need.owner.__name__} has no {missing}, so {need.without}"


def _names_of(owner: type) -> set[str]:
    """Return the names of a class, and those that its methods read or set."""
    values = [value for each in owner.__mro__ for value in vars(each).values()]
    methods = [each for each in values if isinstance(each, FunctionType)]
    return set(dir(owner)).union(*(each.__code__.co_names for each in methods))


def body_of(content: Any) -> str:
    """Return the HTML of a content, with its links as written."""
    return getattr(content, "_content", None) or ""


def makes_body(content: Any) -> bool:
    """Return whether a plugin's method makes the body of a content when it is read."""
    return hasattr(content, "_get_content")


def set_body(content: Any, html: str) -> None:
    """Replace the body of a content, also in Pelican's memo."""
    content._content = html
    key = (content, content.get_siteurl())
    for method in (content.get_content, content.get_summary):
        getattr(method, "cache", {}).pop(key, None)


def set_summary(content: Any, html: str) -> None:
    """Set the summary that an author wrote, before Pelican resolves its links."""
    # Themes read the one, Pelican's own code the other.
    content.metadata["summary"] = content._summary = html


def forget_bodies() -> None:
    """Clear Pelican's memos of the contents of earlier builds."""
    for name in ("get_content", "get_summary"):
        getattr(vars(Content).get(name), "cache", {}).clear()


def context_of(content: Any) -> dict[str, Any]:
    """Return the context of a content."""
    context: dict[str, Any] = content._context
    return context


def adopt(content: Any, context: dict[str, Any], settings: dict[str, Any]) -> None:
    """Set the context and settings of a content that may come out of Pelican's cache."""
    content._context, content.settings = context, settings


def resolver_of(content: Any) -> Resolve:
    """Return the function that makes the links of a content absolute."""
    return cast("Resolve", content._update_content)


def set_resolver(content: Any, resolve: Resolve) -> None:
    """Replace that function."""
    content._update_content = resolve


def slug_of_name(group: Any, name: str) -> str:
    """Return Pelican's slug of a name for a tag, category or author like *group*.

    Unlike `group.slug`, it does not warn of an empty one.
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
    """Return the absolute paths that a writer has written; a set that may be added to."""
    paths: set[str] = getattr(writer, "_written_files", set())
    return paths


def overridden_paths(writer: Any) -> set[str]:
    """Return the paths that a writer has written with `override_output`."""
    paths: set[str] = getattr(writer, "_overridden_files", set())
    return paths


def open_to_write(writer: Any, path: str, *, override: bool = False) -> TextIO:
    """Open a text file as a writer opens pages.

    Raises:
        RuntimeError: another page has that path.
    """
    if not is_met(PAGES):
        return cast("TextIO", vars(pelican.writers)["open"](path, "w", "utf-8"))
    return cast("TextIO", writer._open_w(path, "utf-8", override))


def new_feed(writer: Any, feed_type: str, title: str | None, context: Any) -> Any:
    """Return an empty feed of Pelican's own."""
    return writer._create_new_feed(feed_type, title, context)


def add_item(writer: Any, feed: Any, article: Any) -> None:
    """Add Pelican's item for an article to a feed of Pelican's own."""
    writer._add_item_to_the_feed(feed, article)


def adds_as_pelican(writer: Any) -> bool:
    """Return whether a writer adds items with Pelican's own method, which nobody has replaced."""
    return bool(type(writer)._add_item_to_the_feed.__module__ == Writer.__module__)


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
    """Reset Pelican's log filter, which drops repeated messages."""
    for name in LOG.names:
        getattr(LimitFilter, name, set()).clear()


def is_watched() -> bool:
    """Return whether `--autoreload` runs the build; Pelican gives plugins no other sign of it."""
    watch = getattr(pelican, "autoreload", None)
    code = getattr(watch, "__code__", None)
    return any(frame.f_code is code for frame, _ in traceback.walk_stack(None))


def watch_also(files_of: Callable[[MutableMapping[str, Any]], list[str]]) -> None:
    """Make `--autoreload` watch further files, too; calling it twice is safe.

    Args:
        files_of: returns absolute paths of files that exist, given the settings.
    """
    wait = getattr(pelican, "wait_for_changes", None)
    if wait is None or wait.__module__ == __name__:
        return

    def wait_for_changes(settings_file: str, settings: MutableMapping[str, Any]) -> Any:
        # Joined to the content folder, absolute paths stay as they are.
        paths = [*settings.get("STATIC_PATHS", ()), *files_of(settings)]
        return wait(settings_file, {**settings, "STATIC_PATHS": paths})

    pelican.wait_for_changes = wait_for_changes


def replace_writing(
    open_file: Callable[[str, str, str], IO[str]], copy_file: Callable[[str, str], None]
) -> None:
    """Replace the functions with which Pelican opens and copies files; calling it twice is safe."""
    pelican.writers.open = open_file
    pelican.utils.copy_file = copy_file


def writes_as_pelican(writer: Any) -> bool:
    """Return whether a writer writes pages as Pelican does, with the functions replaced here."""
    kind = type(writer)
    is_pelicans = kind.write_file is Writer.write_file and kind._open_w is Writer._open_w
    opened: Any = vars(pelican.writers).get("open")
    return is_pelicans and getattr(opened, "__module__", "").startswith(__package__)


def guard_writing(guard: Callable[[Any, object], AbstractContextManager[None]]) -> None:
    """Make Pelican's writers write each page and feed within *guard*.

    Args:
        guard: gets the writer and the path.
    """
    for name, place, word in (("write_file", 1, "name"), ("write_feed", 3, "path")):
        method = getattr(Writer, name)
        if method.__module__ != __name__:
            setattr(Writer, name, _guarded(guard, method, place, word))


def _guarded(
    guard: Callable[[Any, object], AbstractContextManager[None]],
    method: Callable[..., Any],
    place: int,
    word: str,
) -> Callable[..., Any]:
    def write(*arguments: Any, **more: Any) -> Any:
        path = arguments[place] if len(arguments) > place else more.get(word)
        with guard(arguments[0], path):
            return method(*arguments, **more)

    return write


def encode_group_urls() -> None:
    """Make the URLs of tags, categories and authors encode what would end their path.

    Without it the tag C# with the slug `c#` is linked as `tags/c#/`, which is the page `tags/c`.
    Calling it twice is safe.
    """
    original: Any = vars(URLWrapper)["url"]
    if getattr(original.fget, "__module__", "") == __name__:
        return

    def url(group: Any) -> Any:
        name, slug = in_path(group.name), in_path(group.slug)
        pattern = group.settings[f"{type(group).__name__.upper()}_URL"]
        if (name, slug) == (group.name, group.slug) or not isinstance(pattern, str):
            return original.fget(group)
        return pattern.format(**{**group.as_dict(), "name": name, "slug": slug})

    URLWrapper.url = property(url)


@contextmanager
def replaced(names: MutableMapping[str, Any], name: str, value: Any) -> Iterator[None]:
    """Set a name in a module of another library for some time.

    Args:
        names: `vars(module)`.
        name: one of them.
        value: for the time being; not reset if somebody else replaces it meanwhile.
    """
    original = names[name]
    names[name] = value
    try:
        yield
    finally:
        if names[name] is value:
            names[name] = original
