"""Read one source file: its front matter, its body, and what is missing in the one of the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from .._core.errors import Problem, SourceError
from .._core.text import one_line
from .addresses import language_of_file, slug_of_file
from .dates import date_in_path
from .headings import take_heading, title_of_file
from .html_text import as_html
from .json_block import read_json
from .keys import Keys
from .metadata import Collected, collect
from .settings import FrontMatterSettings
from .split import Parts, split
from .status import changes_later, status_of
from .toml_block import read_toml
from .url_keys import IN_FILE_NAME
from .value import Value
from .yaml_block import read_yaml
from .yaml_repair import read_yaml_as_meant

_LARGEST = 256 * 1024
_HEADER = re.compile(r"[A-Za-z][\w-]*:(\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a file lies, and when and where it is read.

    Attributes:
        path: of the file, relative to the content folder, with `/`.
        is_page: whether it makes a page, which needs no date.
        now: the time of the build, for posts that begin or cease to be published.
        zone: of times that name none.
        reserved: see `metadata.collect`.
        given: keys that the site's settings give it by its path or to every post; what is
            set so is not guessed.
        settled: see `url_keys.Chooser`.
    """

    path: str
    is_page: bool
    now: datetime
    zone: tzinfo
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
        problems: what the owner should be warned of.
        notes: what was guessed or decided.
        changes_later: whether the time alone will give it another status.
        formatted, unused, typed_title: see `metadata.Collected`.
    """

    metadata: dict[str, Any]
    body: str
    body_line: int
    problems: list[Problem]
    notes: list[Problem]
    changes_later: bool
    formatted: set[str]
    unused: dict[str, str]
    typed_title: str


def has_pelican_headers(text: str) -> bool:
    """Tell whether a text without front matter begins with lines such as `Title: …`."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return _HEADER.match(first) is not None


def read_post(text: str, place: Place, settings: FrontMatterSettings) -> Post | None:
    """Read the text of a file.

    Returns:
        The post; None where the file has no front matter but Pelican's own headers.

    Raises:
        SourceError: the file cannot be read.
    """
    if not text.strip():
        raise SourceError(
            "the file is empty", mend="write a title, a date and a text, or delete it"
        )
    parts = split(text)
    if parts.kind is None and has_pelican_headers(text):
        return None
    values, problems = _values(parts, settings)
    keys = Keys(values)
    collected = collect(keys, place.reserved, place.settled)
    metadata, notes = collected.metadata, collected.notes
    status, odd = status_of(keys, settings, place.now, place.zone)
    if status is not None:
        metadata["status"] = status
    if _in_drafts_folder(place.path):
        metadata["status"] = "draft"
    _add_language(collected, place)
    body = _add_title(metadata, parts, place, notes)
    _add_date(metadata, place, notes)
    if settings.slugs == "file_name" and "slug" not in place.given:
        metadata.setdefault("slug", slug_of_file(place.path))
    problems += [*collected.problems, *odd]
    if not body.strip() and metadata.get("status") != "draft":
        line = parts.first_line + parts.front_matter.count("\n") + 1
        mend = "write some, or set `draft: true`"
        text = "there is no text below the front matter"
        problems.append(Problem(text, mend, line=line, code="text-empty"))
    later = changes_later(keys, place.now, place.zone)
    return Post(
        *(metadata, body, parts.body_line, problems, notes, later, collected.formatted),
        *(collected.unused, collected.typed_title),
    )


def _values(parts: Parts, settings: FrontMatterSettings) -> tuple[dict[str, Value], list[Problem]]:
    if len(parts.front_matter) > _LARGEST:
        raise SourceError(
            f"the front matter is larger than {_LARGEST // 1024} kB",
            mend="move its text below it",
            line=parts.first_line,
        )
    if parts.kind == "toml":
        return read_toml(parts.front_matter, parts.first_line), []
    if parts.kind == "json":
        return read_json(parts.front_matter, parts.first_line), []
    if parts.kind is None:
        return {}, []
    if settings.strict:
        problems: list[Problem] = []
        return read_yaml(parts.front_matter, parts.first_line, problems), problems
    return read_yaml_as_meant(parts.front_matter, parts.first_line)


def _add_title(metadata: dict[str, Any], parts: Parts, place: Place, notes: list[Problem]) -> str:
    """Add a title if there is none; return the body, less the heading it was taken from."""
    if metadata.get("title") or "title" in place.given:
        return parts.body
    heading = take_heading(parts.body)
    if heading is not None and heading[0]:
        title, body = heading
        where = "its first heading"
    elif parts.kind is None:
        # Nothing says that this is a post at all, and a name is no proof.
        raise SourceError(
            "there is neither a front matter nor a heading",
            mend="begin the file with ---, `title: …`, `date: …` and ---",
        )
    else:
        title, body, where = title_of_file(place.path), parts.body, "its file's name"
    metadata["title"] = as_html(one_line(title))
    text = f"the title {title!r} is taken from {where}"
    notes.append(_guessed(text, "write `title:` to choose another"))
    return body


def _in_drafts_folder(path: str) -> bool:
    """Tell whether Jekyll would keep the file back for the folder it lies in."""
    return "_drafts" in path.split("/")[:-1]


def _add_language(collected: Collected, place: Place) -> None:
    language = language_of_file(place.path)
    if not language or "lang" in collected.metadata or "lang" in place.given:
        return
    if place.settled is not None:
        collected.unused.setdefault(IN_FILE_NAME, language)
        return
    collected.metadata["lang"] = language
    text = f"the language {language} is taken from its name"
    collected.notes.append(_guessed(text, "write `lang:` to set it"))


def _add_date(metadata: dict[str, Any], place: Place, notes: list[Problem]) -> None:
    if "date" in metadata or "date" in place.given or place.is_page:
        return
    found = date_in_path(place.path)
    if found is not None:
        metadata["date"], source = found
        text = f"the date is taken from {source!r} in its name"
        notes.append(_guessed(text, "write `date:` to set it"))


def _guessed(text: str, mend: str) -> Problem:
    return Problem(text, mend, code="front-matter-guessed")
