"""What a build says of its feeds when it is done."""

from __future__ import annotations

from collections.abc import Iterator


def summary_of(feeds: int, changed: int) -> Iterator[str]:
    """Yield one sentence, if there are *feeds*, on them and on those that have *changed*."""
    if feeds:
        told = (
            f"all {feeds:,} changed" if changed == feeds > 1 else f"{feeds:,}, {changed:,} changed"
        )
        yield f"feeds: {told}"
