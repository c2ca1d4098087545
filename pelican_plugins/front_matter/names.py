"""Names in front matter: tags, categories and authors, however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._core.contract import (
    AUTHOR_DETAILS,
    TAGS_AS_TYPED,
)
from .._core.diagnostics import Diagnostic
from .generator_names import jekyll_categories, names_of, tags_of
from .rules import GUESSED
from .url_keys import Chooser

_SPACE = re.compile(r"\s")


def names_in(written: Any) -> list[str]:
    """Return the names in a list, in a string with commas or semicolons, or in a mapping.

    A semicolon lets names hold commas, as in Pelican's own headers.
    """
    if isinstance(written, str):
        names = re.split(";" if ";" in written else ",", written)
        return [name.strip() for name in names if name.strip()]
    return [name for name, _ in _entries(written)]


def padded_names_in(written: Any) -> list[str]:
    """Return the names of a list that have white space around them, unchanged."""
    if not isinstance(written, list):
        return []
    texts = (item for item in written if isinstance(item, str))
    return [text for text in texts if text.strip() and text != text.strip()]


def authors_in(written: Any) -> tuple[list[str], list[dict[str, str]]]:
    """Return the names of authors, and the details of those given as mappings.

    A comma separates two full names ("Ada Ferris, Björn Ström"), but not "Ferris, Ada".
    """
    if isinstance(written, str):
        parts = names_in(written)
        whole = ";" in written or all(_SPACE.search(part) for part in parts)
        return (parts if whole else [written.strip()]), []
    entries = list(_entries(written))
    return [name for name, _ in entries], [details for _, details in entries if details]


def _entries(written: Any) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(written, list):
        for item in written:
            yield from _entries(item)
    elif isinstance(written, Mapping):
        name = written.get("name") or written.get("title")
        if isinstance(name, str) and name.strip():
            yield name.strip(), {key: str(v) for key, v in written.items() if v is not None}
    elif isinstance(written, str) and written.strip():
        yield written.strip(), {}


def read_names(
    chooser: Chooser, style: str | None = None, folders: Iterable[str] = ()
) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return the metadata that hold names, and notes on what was decided.

    Args:
        chooser: of one front matter.
        style: see the setting `permalink_style`.
        folders: in Jekyll, those above the folder of posts.
    """
    metadata: dict[str, Any] = {}
    notes: list[Diagnostic] = []
    found = chooser.keys.get("tags")
    if style is None:
        tags = names_in(found.written) if found is not None else []
    else:
        key, found = tags_of(chooser.keys, style) or ("", None)
        tags = names_of(key, found.written, style) if found is not None else []
    padded = padded_names_in(found.written) if found is not None else []
    categories, line = _categories(chooser, style, folders)
    if categories:
        metadata["category"], *others = categories
        if others:
            tags += [name for name in others if name not in tags]
            text = f"{categories[0]!r} is used as the category, and {', '.join(others)} became tags"
            why = "Pelican allows one category per post"
            notes.append(GUESSED(text, why, line=line))
    if tags:
        metadata["tags"] = tags
    if padded:
        metadata[TAGS_AS_TYPED] = padded
    _add_authors(metadata, chooser)
    return metadata, notes


def _categories(
    chooser: Chooser, style: str | None, folders: Iterable[str]
) -> tuple[list[str], int | None]:
    """Return the categories, and the line of the value that names them."""
    found = chooser.get("category")
    line = None if found is None else found.line
    if style == "jekyll":
        return jekyll_categories(chooser.keys, folders), line
    if found is None:
        return [], None
    if isinstance(found.written, str) and (style or _first(chooser) == "category"):
        # One name for every generator, even with commas.
        return [found.written.strip()], line
    return names_in(found.written), line


def _first(chooser: Chooser) -> str:
    """Return the first key that holds a category."""
    return next((key for key, _ in chooser.keys.named("category")), "")


def _add_authors(metadata: dict[str, Any], chooser: Chooser) -> None:
    if chooser.settled is not None:
        # As in Pelican, `author` is one name, and commas separate those in `authors`.
        one, several = chooser.keys.said("author"), chooser.keys.said("authors")
        alone = one.written.strip() if one is not None and isinstance(one.written, str) else ""
        if several is not None and isinstance(several.written, str) and several.written.strip():
            metadata["authors"] = names_in(several.written)
            if alone:
                metadata["author"] = alone
            return
        if alone and (several is None or not several.written):
            metadata["authors"] = [alone]
            return
    found = chooser.get("authors")
    if found is not None:
        metadata["authors"], details = authors_in(found.written)
        if details:
            metadata[AUTHOR_DETAILS] = details
