"""Read one source file: its front matter, its body, and values missing in the front matter."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from .._core.contract import GUEST
from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError, unreadable
from .._core.text import drop_controls, one_line
from .dates_in_names import FILE_NAME, date_in_file_name, date_in_path
from .defaults import with_defaults
from .guests import is_guest_post, own_values
from .header_block import is_pelican_metadata, must_be_pelican_metadata, read_header
from .headings import escape_text, take_first_line, take_heading, title_of_file
from .key_aliases import Keys, MetadataValue
from .metadata import Collected, collect
from .no_posts import is_section_page, why_no_post
from .parse_json import read_json
from .parse_toml import read_toml
from .parse_yaml import read_yaml
from .path_safety import innermost_folder
from .permalinks.place import add_permalink
from .rules import COMMENT_SHOWN, GUESSED, LEFT_OUT, TEXT_EMPTY
from .settings import FrontMatterSettings
from .shapes import check_shapes
from .slugs_and_urls import language_of_file, slug_of_file
from .split import Parts, split
from .status import most_private, publication_of
from .url_keys import IN_FILE_NAME
from .vault_comments import remove_comments
from .yaml_characters import values_cut_by_comments
from .yaml_repair import read_yaml_as_meant

HTML = (".html", ".htm")
"""Extensions of HTML files."""

_LARGEST = 256 * 1024
_COMMENT = re.compile(r"[ \t]#")
_HEADER = re.compile(r"[A-Za-z][\w-]*:(\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContext:
    """The place of a file, and when and where it is read.

    Attributes:
        path: relative to the content folder, with `/`.
        is_page: whether it makes a page, which needs no date.
        now: the time of the build, for posts whose publication begins or ends.
        zone: of times without a zone.
        takes_comments: whether Obsidian's `%%` comments are left out.
        encrypts: whether another plugin encrypts posts with a password.
        reserved: see `metadata.collect`.
        given: keys that the site's settings set for the file; they are not guessed.
        settled: see `url_keys.Chooser`.
    """

    path: str
    is_page: bool
    now: datetime
    zone: tzinfo
    takes_comments: bool = False
    encrypts: bool = False
    reserved: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()
    settled: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A source file as plain data.

    Attributes:
        metadata: see `metadata.Collected`.
        body: the text below the front matter.
        body_line: the line of the file it begins on.
        problems: warnings.
        notes: guesses and decisions.
        changes_at: when its status will next change without an edit; None for never.
        formatted, unused, typed_title: see `metadata.Collected`.
    """

    metadata: dict[str, Any]
    body: str
    body_line: int
    problems: list[Diagnostic]
    notes: list[Diagnostic]
    changes_at: datetime | None
    formatted: set[str]
    unused: dict[str, str]
    typed_title: str

    @property
    def changes_with_time(self) -> bool:
        """Whether its status will change without an edit."""
        return self.changes_at is not None


def has_pelican_headers(text: str) -> bool:
    """Return whether a post without front matter begins with lines such as `Title: …`."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return _HEADER.match(first) is not None


def read_post(text: str, place: SourceContext, settings: FrontMatterSettings) -> Post | None:
    """Read the text of a file.

    Returns:
        The post; None if the file has no front matter but Pelican's own headers.

    Raises:
        DiagnosticError: the file cannot be read.
    """
    folder = innermost_folder(place.path, settings.content_folders) or ""
    inner = place.path[len(folder) :].lstrip("/")
    parts = split(text)
    if reason := why_no_post(inner, parts, settings.permalink_style):
        return _no_post(place, reason)
    if not text.strip():
        raise unreadable("the file is empty", "add a title, a date and text, or delete it")
    parts, odd = _without_comments(parts, place, settings)
    if parts.kind is None and has_pelican_headers(text):
        return None
    values, problems = _values(parts, settings)
    values = _without_controls(values, parts.front_matter)
    values, guest = _own_and_defaults(values, place, settings, problems)
    if parts.kind == "header":
        _check_end(values, parts, place)
    values, kept, misshapen = check_shapes(values, place.settled)
    keys = Keys(values)
    collected = collect(*(keys, place.reserved, place.settled, settings), inner)
    metadata, notes = collected.metadata, collected.notes
    metadata.update(kept | guest)
    publication = publication_of(keys, settings, place.now, place.zone, encrypts=place.encrypts)
    notes += publication.notes
    drafts = "draft" if _in_drafts_folder(place.path) else None
    if status := most_private((publication.status, drafts)):
        metadata["status"] = status
    _add_language(collected, place)
    body = _add_title(metadata, parts, place, notes, settings.permalink_style)
    _add_date(metadata, place, settings, notes)
    if settings.permalink_style is not None:
        problems += add_permalink(collected, values, place.path, place.zone, settings)
    elif settings.slug_source == "file_name" and "slug" not in place.given:
        metadata.setdefault("slug", slug_of_file(place.path))
    if is_section_page(place.path) and _lacks_date(metadata, place, settings):
        return _no_post(place, "Pelican has no section pages that could show its text")
    problems += [*misshapen, *collected.problems, *publication.problems, *odd]
    if not body.strip() and metadata.get("status") not in {"draft", "skip"}:
        line = parts.first_line + parts.front_matter.count("\n") + 1
        fix = "add some, or set `draft: true`"
        text = "no text after the front matter"
        problems.append(TEXT_EMPTY(text, fix, line=line))
    return Post(
        *(metadata, body, parts.body_line, problems, notes, publication.changes_at),
        *(collected.formatted, collected.unused, collected.typed_title),
    )


def _no_post(place: SourceContext, reason: str) -> Post:
    """Return what Pelican leaves out without a message."""
    title = escape_text(one_line(title_of_file(place.path))) or "_"
    note = LEFT_OUT(f"not published: {reason}", line=1)
    metadata = {"title": title, "status": "skip"}
    return Post(metadata, "", 1, [], [note], None, set(), {}, title)


def _lacks_date(
    metadata: dict[str, Any], place: SourceContext, settings: FrontMatterSettings
) -> bool:
    """Return whether Pelican would leave out a post of an ordinary site for lack of a date."""
    if settings.permalink_style in {"hugo", "zola"} or settings.date_fallback != "nothing":
        return False
    return "date" not in metadata and "date" not in place.given and not place.is_page


def _without_comments(
    parts: Parts, place: SourceContext, settings: FrontMatterSettings
) -> tuple[Parts, list[Diagnostic]]:
    """Return the parts without Obsidian's comments, and the problems with them."""
    if settings.obsidian_comments == "never":
        return parts, []
    body, count, problems = remove_comments(parts.body)
    if place.takes_comments:
        return replace(parts, body=body), problems
    if not count:
        return parts, []
    text = "Obsidian comments (between two %%) are published, though Obsidian hides them"
    fix = (
        "set POUCH_FRONT_MATTER['obsidian_comments'] to 'always' to hide them, or to"
        " 'never' if this is intended"
    )
    return parts, [COMMENT_SHOWN(text, fix, "%%")]


def _values(
    parts: Parts, settings: FrontMatterSettings
) -> tuple[dict[str, MetadataValue], list[Diagnostic]]:
    if len(parts.front_matter) > _LARGEST:
        raise unreadable(
            f"the front matter is larger than {_LARGEST // 1024} kB",
            "move the text below it",
            line=parts.first_line,
        )
    if parts.kind == "toml":
        return read_toml(parts.front_matter, parts.first_line), []
    if parts.kind == "json":
        return read_json(parts.front_matter, parts.first_line), []
    if parts.kind == "header":
        return read_header(parts.front_matter, parts.first_line), []
    if parts.kind is None:
        return {}, []
    return _between_dashes(parts.front_matter, parts.first_line, settings)


def _own_and_defaults(
    values: dict[str, MetadataValue],
    place: SourceContext,
    settings: FrontMatterSettings,
    problems: list[Diagnostic],
) -> tuple[dict[str, MetadataValue], dict[str, bool]]:
    """Return the values with those of the folder, and metadata that mark the post of a guest."""
    merged = with_defaults(values, place.path, settings)
    if not is_guest_post(merged, place.path, settings):
        return merged, {}
    own, refused = own_values(values)
    problems += refused
    return with_defaults(own, place.path, settings), {GUEST: True}


def _without_controls(
    values: dict[str, MetadataValue], front_matter: str
) -> dict[str, MetadataValue]:
    """Return the values without the control characters that an escape may have brought in."""
    if "\\" not in front_matter and front_matter.replace("\n", "").isprintable():
        return values
    return {
        key: replace(each, typed=drop_controls(each.typed), written=drop_controls(each.written))
        for key, each in values.items()
    }


def _between_dashes(
    text: str, first_line: int, settings: FrontMatterSettings
) -> tuple[dict[str, MetadataValue], list[Diagnostic]]:
    """Read YAML, or Pelican's own metadata if YAML would read only part of it."""
    lines = text.split("\n")
    if _COMMENT.search(text) and is_pelican_metadata(lines):
        return read_header(text, first_line), []
    problems: list[Diagnostic] = []
    try:
        if settings.strict:
            values = read_yaml(text, first_line, problems)
        else:
            values, problems = read_yaml_as_meant(text, first_line)
    except DiagnosticError:
        if must_be_pelican_metadata(lines):
            return read_header(text, first_line), []
        raise
    repaired = {problem.line for problem in problems if problem.replacement}
    if repaired and is_pelican_metadata(lines):
        return read_header(text, first_line), []
    cut = values_cut_by_comments(text, first_line, values)
    return values, [*problems, *(problem for problem in cut if problem.line not in repaired)]


def _check_end(values: dict[str, MetadataValue], parts: Parts, place: SourceContext) -> None:
    """Refuse metadata that a blank line ends and that lacks a required key: it may continue below.

    Raises:
        DiagnosticError: it has no title, or no date where it needs one.
    """
    dated = "date" in values or "date" in place.given or place.is_page or date_in_path(place.path)
    if "title" not in values or not dated:
        raise unreadable(
            "the front matter is never closed",
            "close it with a line ---",
            line=parts.first_line - 1,
        )


def _add_title(
    metadata: dict[str, Any],
    parts: Parts,
    place: SourceContext,
    notes: list[Diagnostic],
    style: str | None,
) -> str:
    """Add a title if there is none; return the body, without the heading it was taken from."""
    if metadata.get("title") or "title" in place.given:
        return parts.body
    # Without front matter, only its file name shows that a file is a post.
    dated = parts.kind is None and date_in_path(posixpath.basename(place.path)) is not None
    heading = None
    if not place.path.lower().endswith(HTML):
        heading = take_heading(parts.body) or (take_first_line(parts.body) if dated else None)
    if heading is not None and heading[0]:
        title, body = heading
        where = "its first heading"
    elif parts.kind is None and not dated and style != "jekyll":
        raise unreadable(
            "no front matter and no heading",
            "begin the file with ---, `title: …`, `date: …` and ---",
        )
    else:
        title, body, where = title_of_file(place.path, style), parts.body, "its file name"
    metadata["title"] = escape_text(one_line(title))
    text = f"the title {title!r} comes from {where}"
    notes.append(GUESSED(text, "set `title:` to choose another", topic="title"))
    return body


def _in_drafts_folder(path: str) -> bool:
    """Return whether the file is in a `_drafts` folder of Jekyll."""
    return "_drafts" in path.split("/")[:-1]


def _add_language(collected: Collected, place: SourceContext) -> None:
    language = language_of_file(place.path)
    if not language or "lang" in collected.metadata or "lang" in place.given:
        return
    if place.settled is not None:
        collected.unused.setdefault(IN_FILE_NAME, language)
        return
    collected.metadata["lang"] = language
    text = f"the language {language} comes from its file name"
    collected.notes.append(GUESSED(text, "set `lang:` to choose another", topic="language"))


def _date_in_name(path: str, settings: FrontMatterSettings) -> tuple[datetime, str] | None:
    """Return the date in the names of a file, where the settings have it count."""
    if not settings.date_keys:
        return date_in_path(path, settings.permalink_style)
    return date_in_file_name(path) if FILE_NAME in settings.date_keys else None


def _add_date(
    metadata: dict[str, Any],
    place: SourceContext,
    settings: FrontMatterSettings,
    notes: list[Diagnostic],
) -> None:
    if "date" in metadata or "date" in place.given or place.is_page:
        return
    found = _date_in_name(place.path, settings)
    if found is not None:
        metadata["date"], source = found
        text = f"the date comes from {source!r} in its file name"
        notes.append(GUESSED(text, "set `date:` to choose another", topic="date"))
