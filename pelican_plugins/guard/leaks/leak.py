"""Something in the output that must not be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..._core.diagnostics import Diagnostic
from ..._core.text import counted


def once(leaks: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield the first of those that say the same, with ` and 3 other files` for the rest."""
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    for leak in leaks:
        alike.setdefault((leak.text, leak.fix), []).append(leak)
    for first, *rest in alike.values():
        yield first, f" and {counted(len(rest), 'other file')}" if rest else ""
