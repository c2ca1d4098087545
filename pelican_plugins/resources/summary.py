"""What a build says of its resources when it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._core.text import counted


def summary_of(numbers: Sequence[int], works: int, page: str) -> Iterator[str]:
    """Yield one sentence, if there is any resource.

    Args:
        numbers: of resources, one for each text.
        works: how many different ones are cited.
        page: the path of their index; empty where there is none.
    """
    total = sum(numbers)
    if total:
        texts = counted(sum(map(bool, numbers)), "text")
        index = f" in {page}" if page else ""
        yield f"resources: {total:,} in {texts}; {counted(works, 'work')}{index}"
