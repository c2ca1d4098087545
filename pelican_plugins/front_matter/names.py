"""The category, the tags and the authors of a post."""

from __future__ import annotations

from typing import Any

from .._core.contract import AUTHOR_DETAILS, TAGS_AS_TYPED
from .._core.diagnostics import Diagnostic
from .people import authors_in, names_in, padded_in
from .rules import GUESSED
from .url_keys import Chooser


def read_names(chooser: Chooser) -> tuple[dict[str, Any], list[Diagnostic]]:
    """Return the metadata that hold names, and what was decided for the owner."""
    metadata: dict[str, Any] = {}
    notes: list[Diagnostic] = []
    found = chooser.keys.get("tags")
    tags = names_in(found.written) if found is not None else []
    padded = padded_in(found.written) if found is not None else []
    found = chooser.get("category")
    categories: list[str] = []
    if found is not None and isinstance(found.written, str) and _first(chooser) == "category":
        # One name to every generator, commas and all.
        categories = [found.written.strip()]
    elif found is not None:
        categories = names_in(found.written)
    if found is not None and categories:
        metadata["category"], *others = categories
        if others:
            tags += [name for name in others if name not in tags]
            text = f"{categories[0]} is the category, and {', '.join(others)} became tags"
            why = "Pelican has one category for each post"
            notes.append(GUESSED(text, why, line=found.line))
    if tags:
        metadata["tags"] = tags
    if padded:
        metadata[TAGS_AS_TYPED] = padded
    _add_authors(metadata, chooser)
    return metadata, notes


def _first(chooser: Chooser) -> str:
    """Return the first key that holds a category."""
    return next((key for key, _ in chooser.keys.named("category")), "")


def _add_authors(metadata: dict[str, Any], chooser: Chooser) -> None:
    if chooser.settled is not None:
        # As Pelican reads a text: in `author` it is one name, in `authors` commas part several.
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
