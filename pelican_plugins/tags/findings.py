"""What `pouch check` says of tags: spellings that became one, and tags that may be one."""

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
    """Yield each use of a spelling that is not the term's own, and each pair that may be one."""
    contents = [content for content in site.context["generated_content"].values() if content]
    contents.sort(key=lambda content: str(content.source_path))
    for found in site.context.get(FOUND_TAGS, {}).values():
        uses = _uses(found, contents)
        yield from _spellings(found, uses)
        yield from _near_duplicates(site, found, uses)


def _uses(found: TagIndex, contents: list[Any]) -> dict[str, list[str]]:
    """Return the source paths of the texts that a term stands in, by its spelling."""
    key = f"POUCH_{found.kind.many.upper()}_AS_WRITTEN"
    uses: dict[str, list[str]] = {}
    for content in contents:
        for written in dict.fromkeys(content.metadata.get(key, ())):
            uses.setdefault(written, []).append(str(content.source_path))
    return uses


def _spellings(found: TagIndex, uses: dict[str, list[str]]) -> Iterator[Diagnostic]:
    word = found.kind.word
    for term in found.taxonomy.terms:
        for written in term.written:
            if _is_settled(term, written):
                continue
            for source in uses.get(written, ()):
                renamed = Replacement(written.strip(), term.name)
                yield TAG_SPELLING(
                    f"the {word} {written!r} is shown as {term.name!r}",
                    f"write {term.name}",
                    path=shown(source),
                    line=_line_of(source, written),
                    replacement=renamed if found.kind is TAG else None,
                )


def _is_settled(term: Term, written: str) -> bool:
    """Tell whether a spelling is the term's own, or one that the owner has named as an alias."""
    aliases = term.entry.aliases if term.entry else ()
    return written.strip() == term.name or display_name(written) in aliases


def _near_duplicates(
    site: Reading, found: TagIndex, uses: dict[str, list[str]]
) -> Iterator[Diagnostic]:
    counts = usage_counts(found)
    spellings = {term.name: term.written for term in found.taxonomy.terms}
    for one in suggestions_for(site.contents, found):
        places = [(path, w) for w in spellings[one.alias] for path in uses.get(w, ())]
        source, written = min(places, default=("", ""))
        yield TAG_NEAR_DUPLICATE(
            f"the {found.kind.word} {one.alias!r} ({counts(one.alias)}) looks like"
            f" {one.canonical!r} ({counts(one.canonical)}): {one.reason}",
            f"settle it with `pouch tags --kind {found.kind.many} --write`",
            path=shown(source) if source else "",
            line=_line_of(source, written) if source else None,
        )


def _line_of(source: str, written: str) -> int:
    """Return the line on which a term is written: behind the key that begins such a list."""
    lines = lines_of(source)
    whole = re.compile(rf"(?<!\w){re.escape(written.strip())}(?!\w)")
    begins = next((n for n, line in enumerate(lines) if _NAMES.match(line)), 0)
    return next((n + 1 for n in range(begins, len(lines)) if whole.search(lines[n])), begins + 1)
