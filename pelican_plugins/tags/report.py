"""The report of `pouch tags`, the line of the summary, and problems of tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .._core.diagnostics import Diagnostic
from .._core.rules import BUILD
from .._core.text import counted, printable
from .spelling import LONGEST, display_name
from .taxonomies import TagIndex

if TYPE_CHECKING:
    from rich.console import RenderableType

    from .suggestions.run import Suggestion

_SHOWN = 40


def json_report(index: TagIndex, suggested: Iterable[Suggestion]) -> dict[str, Any]:
    """Return the report on one taxonomy, for JSON."""
    taxonomy = index.taxonomy
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
        "unused": [
            entry.name
            for entry in index.vocabulary.entries
            if entry.name not in met and not entry.drop and not entry.split
        ],
    }


def text_report(index: TagIndex, suggested: list[Suggestion]) -> list[RenderableType]:
    """Return the report as lines under headings."""
    # A build needs none of what commands share.
    from .._core.commands import styled

    blocks = [
        ("Merged", _merged(index)),
        ("Removed", _dropped(index)),
        ("Parted", _split(index)),
        ("Possible duplicates", suggestion_lines(suggested, usage_counts(index))),
    ]
    report: list[RenderableType] = []
    for heading, block in blocks:
        if lines := [f"  {line}" for line in block]:
            report += [styled(heading, "bold"), *lines, ""]
    return [*report, counted(len(index.taxonomy.terms), index.kind.word, index.kind.many)]


def suggestion_lines(
    suggested: Iterable[Suggestion], counts: Callable[[str], int]
) -> Iterator[str]:
    """Yield a line per suggestion."""
    for one in suggested:
        yield (
            f"{_name(one.alias)} ({counts(one.alias)}) looks like {_name(one.canonical)}"
            f" ({counts(one.canonical)}): {one.reason}  [{one.score:.2f}]"
        )


def usage_counts(index: TagIndex) -> Callable[[str], int]:
    """Return a function from a tag's name to the number of its uses."""
    counts = {term.name: term.count for term in index.taxonomy.terms}
    return lambda name: counts.get(name, 0)


def _merged(index: TagIndex) -> Iterator[str]:
    for term in index.taxonomy.terms:
        others = {one: n for one, n in term.written.items() if one != term.name}
        if others:
            listed = ", ".join(f"{_name(one)} ({n})" for one, n in others.items())
            yield f"{_name(term.name)} ({term.count}): {listed}"


def _dropped(index: TagIndex) -> Iterator[str]:
    for written, count in sorted(index.taxonomy.dropped.items()):
        why = "in the vocabulary" if display_name(written) else "not a name"
        yield f"{_name(written)} ({count}): {why}"


def _split(index: TagIndex) -> Iterator[str]:
    for written, parts in sorted(index.taxonomy.split.items()):
        yield f"{_name(written)}: {', '.join(map(_name, parts))}"


def _name(text: str) -> str:
    shown = printable(text)
    # In backticks, to show white space at the ends.
    return f"`{shown}`" if len(shown) <= _SHOWN else f"`{shown[:_SHOWN]}…`"


def invalid_tags(index: TagIndex) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each tag that is dropped or changed because of its characters."""
    word = index.kind.word
    for written in sorted(index.taxonomy.dropped):
        if len(written) > LONGEST:
            yield BUILD(
                f"a {word} of {len(written)} characters was removed: {written[:40]!r}…",
                f"did you write a sentence among the {index.kind.many}?",
            )
        elif not display_name(written):
            yield BUILD(f"the {word} {written!r} has no visible characters, so it was removed")
    for term in index.taxonomy.terms:
        if "⟨" in term.name and any("<" in written for written in term.written):
            yield BUILD(
                f"the {word} {next(iter(term.written))!r} could be read as HTML, so it appears"
                f" as {term.name!r}",
                "write it without `<` and `>`",
            )


def merge_summary(index: TagIndex) -> Iterator[str]:
    """Yield one line on what was merged, dropped and split, if anything."""
    taxonomy = index.taxonomy
    merged = [term for term in taxonomy.terms if term.aliases]
    spellings = sum(len(term.aliases) + 1 for term in merged)
    dropped = [written for written in taxonomy.dropped if display_name(written)]
    parts = []
    if merged:
        parts.append(
            f"{spellings} spellings merged into"
            f" {counted(len(merged), index.kind.word, index.kind.many)}"
        )
    if dropped:
        parts.append(f"{len(dropped)} dropped")
    if taxonomy.split:
        parts.append(f"{len(taxonomy.split)} parted")
    if parts:
        yield f"{index.kind.many}: {', '.join(parts)}; `pouch tags` lists them"
