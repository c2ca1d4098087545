"""Posts and files of guest authors: what other readers read, and what is copied."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.readers import HTMLReader, RstReader, parse_path_metadata, path_metadata

from .._core.build import build_of
from .._core.contract import GUEST, withhold
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.errors import DiagnosticError, unreadable
from .._core.paths import shown
from .._core.rules import BUILD
from .._core.source_lines import in_file
from .._core.text import listed, one_line
from .markdown_settings import is_known_extension
from .rules import GUEST as GUEST_RULE
from .settings import FrontMatterSettings

_LINE = re.compile(r"line (\d+)")
_Read = Callable[[str], tuple[str, dict[str, Any]]]
# Docutils' own switches for untrusted input ("Deploying Docutils Securely"); a directive that they
# turn off is left out, and the rest of the post is read.
_DOCUTILS = {
    "raw_enabled": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "report_level": 2,
    "line_length_limit": 10_000,
}


def connect_guests() -> None:
    """Connect to Pelican's signals."""
    signals.article_generator_init.connect(_guard_readers)
    signals.page_generator_init.connect(_guard_readers)
    signals.static_generator_finalized.connect(_withhold_what_may_run)
    signals.content_object_init.connect(_clean_path_metadata)


def has_guests(settings: FrontMatterSettings) -> bool:
    """Return whether a site has guest authors."""
    return bool(settings.guests or settings.guest_authors)


def turn_off_caches(settings: dict[str, Any]) -> None:
    """Have Pelican keep no posts: what it kept may be from before their authors were guests."""
    settings["CACHE_CONTENT"] = settings["LOAD_CONTENT_CACHE"] = False


def clean_guest_post(
    html: str, metadata: dict[str, Any], path: str, settings: dict[str, Any]
) -> tuple[str, list[Diagnostic]]:
    """See `guests.clean_post`; *path* is relative to the content folder.

    Raises:
        DiagnosticError: what cleans HTML is not installed.
    """
    from .guests import clean_post, own_files

    files = own_files(path, settings["STATIC_PATHS"], str(settings["SITEURL"]))
    return clean_post(html, metadata, files, {"summary", *settings["FORMATTED_FIELDS"]})


def strict_markdown_of(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the setting `MARKDOWN` for posts of guests."""
    from .guests import strict_markdown

    return strict_markdown(settings["MARKDOWN"], is_known_extension)[0]


def report_guests_extensions(settings: dict[str, Any]) -> None:
    """Report the extensions of Markdown that posts of guests are read without."""
    if not has_guests(build_of(settings).state(FrontMatterSettings)):
        return
    from .guests import strict_markdown

    _, left_out = strict_markdown(settings["MARKDOWN"], is_known_extension)
    if left_out:
        text = f"guests' posts are read without {listed(left_out)}, which could read any file"
        report(BUILD(text, severity=Severity.ADVICE))


def is_guest_content(
    metadata: dict[str, Any], path: str, site: dict[str, Any], settings: FrontMatterSettings
) -> bool:
    """Return whether what a reader returned for the file at *path* is a guest's."""
    if not has_guests(settings):
        return False
    # Few sites have guests.
    from .guests import has_guest_author, is_guest_file

    if is_guest_file(path, settings):
        return True
    if not settings.guest_authors:
        return False
    given = path_metadata(path, path, site) | parse_path_metadata(path, site)
    found = given | metadata
    authors = found.get("authors") or found.get("author") or site.get("AUTHOR") or ()
    names = authors if isinstance(authors, list) else [authors]
    return has_guest_author((str(getattr(each, "name", each)) for each in names), settings)


def _guard_readers(generator: Any) -> None:
    settings = build_of(generator).state(FrontMatterSettings)
    if not has_guests(settings):
        return
    for extension, reader in generator.readers.readers.items():
        # Our own know guests themselves.
        if extension != "static" and not hasattr(reader, "pouch_in_html"):
            reader.read = partial(read_other, reader, reader.read)


def read_other(reader: Any, read: _Read, source_path: str) -> tuple[str, dict[str, Any]]:
    """Read a file with another *reader*; one that is a guest's strictly.

    Raises:
        DiagnosticError: it is a guest's, and nothing is known of the reader.
    """
    settings = build_of(reader).state(FrontMatterSettings)
    if not has_guests(settings):
        return read(source_path)
    from .guests import is_guest_file

    path = Path(os.path.relpath(source_path, reader.settings["PATH"])).as_posix()
    if is_guest_file(path, settings) or _names_guest(source_path, settings):
        html, metadata = _strict(reader, source_path)
        if is_guest_content(metadata, path, reader.settings, settings):
            return _cleaned(html, metadata, source_path, path, reader.settings)
    html, metadata = read(source_path)
    if is_guest_content(metadata, path, reader.settings, settings):
        html, metadata = _strict(reader, source_path)
        return _cleaned(html, metadata, source_path, path, reader.settings)
    return html, metadata


def _names_guest(source_path: str, settings: FrontMatterSettings) -> bool:
    """Return whether a file holds the name of a guest, so that it is read strictly first."""
    if not settings.guest_authors:
        return False
    text = Path(source_path).read_text(encoding="utf-8", errors="replace")
    return any(name in text for name in settings.guest_authors)


def _strict(reader: Any, source_path: str) -> tuple[str, dict[str, Any]]:
    site = reader.settings
    if type(reader) is RstReader:
        site = {**site, "DOCUTILS_SETTINGS": {**(site["DOCUTILS_SETTINGS"] or {}), **_DOCUTILS}}
    elif type(reader) is not HTMLReader:
        name = type(reader).__qualname__
        text = f"it is a guest's post, and {name}, which reads it, may not be safe for guests"
        error = unreadable(text, "ask for it in Markdown, reStructuredText or HTML")
        raise error.at(shown(source_path))
    html, metadata = type(reader)(site).read(source_path)
    return _without_messages(html, source_path), metadata


def _cleaned(
    html: str, metadata: dict[str, Any], source_path: str, path: str, site: dict[str, Any]
) -> tuple[str, dict[str, Any]]:
    from .guests import drop_site_authors_keys

    problems = drop_site_authors_keys(metadata)
    try:
        html, found = clean_guest_post(html, metadata, path, site)
    except DiagnosticError as error:
        raise error.at(shown(source_path)) from error
    for problem in [*problems, *found]:
        report(in_file(source_path, problem))
    return html, metadata


# What docutils has to say is between the paragraphs of a post.
_SAID = "system-message"


def _without_messages(html: str, source_path: str) -> str:
    """Return the HTML of docutils without its messages, which go to the log."""
    if _SAID not in html:
        return html
    from bs4 import BeautifulSoup

    soup, said, line = BeautifulSoup(html, "html.parser"), list[str](), 1
    for message in soup.select(f".{_SAID}"):
        title, words = message.select_one(f".{_SAID}-title"), message.find("p", class_=False)
        place = _LINE.search(title.get_text() if title else "")
        line = int(place[1]) if place and not said else line
        if words:
            said.append(one_line(words.get_text()).rstrip("."))
        message.decompose()
    named = listed(dict.fromkeys(said or ["what docutils cannot read"]))
    text = f"removed from the post, since guests may not use it: {named}"
    report(in_file(source_path, GUEST_RULE(text, "delete or correct it", line=line)))
    return str(soup)


def _withhold_what_may_run(generator: Any) -> None:
    """Copy no file of a guest's in which a browser may run a script, or a server an order."""
    settings = build_of(generator).state(FrontMatterSettings)
    if not settings.guests:
        return
    from .guest_html import may_run
    from .guests import is_guest_file

    left_out = [
        static
        for static in generator.staticfiles
        if is_guest_file(static.relative_source_path, settings)
        and (may_run(static.relative_source_path) or may_run(static.save_as))
    ]
    for static in left_out:
        generator.staticfiles.remove(static)
        withhold(static, "guests may not publish files of this type")
        text = "guests may not publish files of this type, so this one is not copied"
        fix = "check its contents, and move it to a folder of your own"
        report(in_file(static.source_path, GUEST_RULE(text, fix, line=1)))


def _clean_path_metadata(content: Any) -> None:
    """Make what Pelican takes from the path of a guest's file text, too."""
    if GUEST not in content.metadata:
        return
    from .guests import plain

    for key in parse_path_metadata(content.relative_source_path, content.settings):
        value = content.metadata.get(key)
        if plain(value) != value:
            content.metadata[key] = plain(value)
            setattr(content, key, plain(value))
