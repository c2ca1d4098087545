"""What an owner should know of the tags after a build, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator

from .._core.diagnostics import Diagnostic
from .._core.rules import BUILD
from .._core.summary import counted
from .found import Found
from .spelling import LONGEST, display_name


def problems_of(found: Found) -> Iterator[Diagnostic]:
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


def summary_of(found: Found) -> Iterator[str]:
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
