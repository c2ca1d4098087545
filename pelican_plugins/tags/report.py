"""What became of the tags of a site: the report of `pouch tags` and the lines after a build."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .._core.commands import styled
from .._core.diagnostics import Diagnostic
from .._core.rules import BUILD
from .._core.text import counted, printable
from .spelling import LONGEST, display_name
from .suggestions.run import Suggestion
from .tag_index import TagIndex

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN = 40


def plain_report(found: TagIndex, suggested: Iterable[Suggestion]) -> dict[str, Any]:
    """Return all about one kind of terms as JSON can hold it."""
    taxonomy = found.taxonomy
    met = {term.name for term in taxonomy.terms}
    return {
        "merged": [
            {
                "name": term.name,
                "aliases": [one for one in term.written if one != term.name],
                "count": term.count,
            }
            for term in taxonomy.terms
            if set(term.written) - {term.name}
        ],
        "suggestions": [asdict(one) for one in suggested],
        "dropped": dict(sorted(taxonomy.dropped.items())),
        "split": {name: list(parts) for name, parts in sorted(taxonomy.split.items())},
        "unused": [entry.name for entry in found.vocabulary.entries if _is_unused(entry, met)],
    }


def text_report(found: TagIndex, suggested: list[Suggestion]) -> list[RenderableType]:
    """Return the same for reading: a heading and its lines for each thing there is to say."""
    blocks = [
        ("Merged", _merged(found)),
        ("Left out", _dropped(found)),
        ("Parted", _split(found)),
        ("May be one", told_of(suggested, counts_of(found))),
    ]
    told: list[RenderableType] = []
    for heading, given in blocks:
        if lines := [f"  {line}" for line in given]:
            told += [styled(heading, "bold"), *lines, ""]
    return [*told, counted(len(found.taxonomy.terms), found.kind.word, found.kind.many)]


def told_of(suggested: Iterable[Suggestion], counts: Callable[[str], int]) -> Iterator[str]:
    """Yield a sentence for each suggestion."""
    for one in suggested:
        yield (
            f"{_name(one.alias)} ({counts(one.alias)}) looks like {_name(one.canonical)}"
            f" ({counts(one.canonical)}): {one.reason}  [{one.score:.2f}]"
        )


def counts_of(found: TagIndex) -> Callable[[str], int]:
    """Return what tells how often a tag is used."""
    counts = {term.name: term.count for term in found.taxonomy.terms}
    return lambda name: counts.get(name, 0)


def _merged(found: TagIndex) -> Iterator[str]:
    for term in found.taxonomy.terms:
        others = {one: n for one, n in term.written.items() if one != term.name}
        if others:
            listed = ", ".join(f"{_name(one)} ({n})" for one, n in others.items())
            yield f"{_name(term.name)} ({term.count}): {listed}"


def _dropped(found: TagIndex) -> Iterator[str]:
    for written, count in sorted(found.taxonomy.dropped.items()):
        why = "as the vocabulary says" if display_name(written) else "it is no name"
        yield f"{_name(written)} ({count}): {why}"


def _split(found: TagIndex) -> Iterator[str]:
    for written, parts in sorted(found.taxonomy.split.items()):
        yield f"{_name(written)}: {', '.join(map(_name, parts))}"


def _is_unused(entry: Any, met: set[str]) -> bool:
    return entry.name not in met and not entry.drop and not entry.split


def _name(text: str) -> str:
    shown = printable(text)
    # White space at an end is what may be the matter.
    return f"`{shown}`" if len(shown) <= _SHOWN else f"`{shown[:_SHOWN]}…`"


def problems_of(found: TagIndex) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each tag that cannot be kept as it was written."""
    word = found.kind.word
    for written in sorted(found.taxonomy.dropped):
        if len(written) > LONGEST:
            yield BUILD(
                f"a {word} of {len(written)} characters is left out: {written[:40]!r}…",
                f"did a sentence get among the {found.kind.many}?",
            )
        elif not display_name(written):
            yield BUILD(f"the {word} {written!r} has nothing that could be shown, and is left out")
    for term in found.taxonomy.terms:
        if "⟨" in term.name and any("<" in written for written in term.written):
            yield BUILD(
                f"the {word} {next(iter(term.written))!r} could be read as HTML, so it is shown as"
                f" {term.name!r}",
                "write it without `<` and `>`",
            )


def summary_of(found: TagIndex) -> Iterator[str]:
    """Yield one sentence on what was merged, dropped and parted, if anything was."""
    taxonomy = found.taxonomy
    merged = [term for term in taxonomy.terms if term.aliases]
    spellings = sum(len(term.aliases) + 1 for term in merged)
    dropped = [written for written in taxonomy.dropped if display_name(written)]
    parts = []
    if merged:
        parts.append(
            f"{spellings} spellings became {counted(len(merged), found.kind.word, found.kind.many)}"
        )
    if dropped:
        parts.append(f"{len(dropped)} dropped")
    if taxonomy.split:
        parts.append(f"{len(taxonomy.split)} parted")
    if parts:
        yield f"{found.kind.many}: {', '.join(parts)}; `pouch tags` names them"
