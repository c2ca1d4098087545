"""What a build says of its pictures when it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..._core.text import readable
from .plan import Variant


def summary_of(sizes: Iterable[tuple[int, int]], encoded: int) -> Iterator[str]:
    """Yield one sentence, if there is any picture.

    Args:
        sizes: of each picture the bytes of the original, and of what the widest screen fetches
            instead; 0 where that is the original.
        encoded: of how many of them variants were made.
    """
    pairs = list(sizes)
    if not pairs:
        return
    before = sum(original for original, instead in pairs if instead)
    after = sum(instead for _, instead in pairs)
    spared = f"; {readable(after)} at the widest in place of {readable(before)}" if after else ""
    counts = [(encoded, "encoded"), (len(pairs) - encoded, "from the cache")]
    told = ", ".join(f"{number:,} {what}" for number, what in counts if number)
    yield f"pictures: {told}{spared}"


def at_the_widest(variants: Iterable[tuple[Variant, int]]) -> int:
    """Return the bytes of the smallest of the widest variants; 0 where none is offered.

    Args:
        variants: of one picture, each with its bytes.
    """
    offered = [(variant.width, size) for variant, size in variants if size and not variant.covers]
    widest = max((width for width, _ in offered), default=0)
    return min((size for width, size in offered if width == widest), default=0)
