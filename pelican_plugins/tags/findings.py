"""Findings of `pouch check` about tags: merged spellings, and near-duplicates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .._core.contract import FOUND_TAGS
from .._core.diagnostics import Diagnostic, Replacement
from .._core.paths import lines_of, shown
from .._core.pelican_site_reader import Reading
from .report import usage_counts
from .rules import TAG_NEAR_DUPLICATE, TAG_SPELLING
from .spelling import display_name
from .suggestions.run import suggestions_for
from .taxonomies import TAG, TagIndex, Term

_NAMES = re.compile(r"\W*(?:tags?|keywords|taxonomies|categor(?:y|ies)|authors?)\b", re.IGNORECASE)


def findings(site: Reading) -> Iterator[Diagnostic]:
    """Yield each use of a non-canonical spelling, and each pair of near-duplicates."""
    contents = [content for content in site.context["generated_content"].values() if content]
    contents.sort(key=lambda content: str(content.source_path))
    for index in site.context.get(FOUND_TAGS, {}).values():
        uses = _uses(index, contents)
        yield from _spellings(index, uses)
        yield from _near_duplicates(site, index, uses)


def _uses(index: TagIndex, contents: list[Any]) -> dict[str, list[str]]:
    """Return the source paths of the posts that use each spelling."""
    key = f"POUCH_{index.kind.many.upper()}_AS_WRITTEN"
    uses: dict[str, list[str]] = {}
    for content in contents:
        for written in dict.fromkeys(content.metadata.get(key, ())):
            uses.setdefault(written, []).append(str(content.source_path))
    return uses


def _spellings(index: TagIndex, uses: dict[str, list[str]]) -> Iterator[Diagnostic]:
    word = index.kind.word
    for term in index.taxonomy.terms:
        for written in term.written:
            if _is_settled(term, written):
                continue
            for source in uses.get(written, ()):
                renamed = Replacement(written.strip(), term.name)
                yield TAG_SPELLING(
                    f"the {word} {written!r} appears as {term.name!r} on the site",
                    f"change it to {term.name}",
                    path=shown(source),
                    line=_line_of(source, written),
                    replacement=renamed if index.kind is TAG else None,
                )


def _is_settled(term: Term, written: str) -> bool:
    """Return whether a spelling is canonical, or an alias in the vocabulary."""
    aliases = term.entry.aliases if term.entry else ()
    return written.strip() == term.name or display_name(written) in aliases


def _near_duplicates(
    site: Reading, index: TagIndex, uses: dict[str, list[str]]
) -> Iterator[Diagnostic]:
    counts = usage_counts(index)
    spellings = {term.name: term.written for term in index.taxonomy.terms}
    for one in suggestions_for(site.contents, index):
        places = [(path, w) for w in spellings[one.alias] for path in uses.get(w, ())]
        source, written = min(places, default=("", ""))
        yield TAG_NEAR_DUPLICATE(
            f"the {index.kind.word} {one.alias!r} ({counts(one.alias)}) looks like"
            f" {one.canonical!r} ({counts(one.canonical)}): {one.reason}",
            f"decide with `pouch tags --kind {index.kind.many} --write`",
            path=shown(source) if source else "",
            line=_line_of(source, written) if source else None,
        )


def _line_of(source: str, written: str) -> int:
    """Return the line of a term, after the key of its list."""
    lines = lines_of(source)
    exact = re.compile(rf"(?<!\w){re.escape(written.strip())}(?!\w)")
    begins = next((n for n, line in enumerate(lines) if _NAMES.match(line)), 0)
    return next((n + 1 for n in range(begins, len(lines)) if exact.search(lines[n])), begins + 1)
