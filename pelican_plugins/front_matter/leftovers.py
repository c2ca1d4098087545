"""What is said once for a whole site: of shortcodes, and of what other readers show besides."""

from __future__ import annotations

from collections.abc import Mapping

from .._core.diagnostics import Diagnostic
from .._core.summary import counted
from .rules import SHORTCODE_UNKNOWN

_MOST_FILES = 5


def sum_up_shortcodes(left: Mapping[str, Mapping[str, int]]) -> list[Diagnostic]:
    """Return one diagnostic for each kind of shortcode that is printed as it was written.

    Args:
        left: by source path, the kinds with their counts.
    """
    kinds: dict[str, dict[str, int]] = {}
    for path, counts in left.items():
        for kind, count in counts.items():
            kinds.setdefault(kind, {})[path] = count
    return [_sum(kind, files) for kind, files in sorted(kinds.items())]


def _sum(kind: str, files: Mapping[str, int]) -> Diagnostic:
    names = sorted(files)
    shown = ", ".join(names[:_MOST_FILES])
    more = f" and {len(names) - _MOST_FILES} more" if len(names) > _MOST_FILES else ""
    told = times(sum(files.values()))
    return SHORTCODE_UNKNOWN(
        f"the shortcode {kind!r} is printed as it stands, {told}, in {shown}{more}",
        "replace it with Markdown or HTML",
    )


def tell_of_differences(posts: int) -> str:
    """Return one sentence for *posts* that other readers of Markdown show more of."""
    return (
        f"Markdown: {counted(posts, 'text')} without some lists, their levels, code or tables that"
        " other readers show; pouch check names them, pouch check --fix mends most"
    )


def times(count: int) -> str:
    """Return how often that is, in words."""
    return "once" if count == 1 else f"{count} times"
