"""What is said once for a whole site: shortcodes left in texts, addresses that two posts share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

_MOST_FILES = 5


@dataclass(frozen=True, slots=True)
class Clash:
    """Two contents with one address.

    Attributes:
        kept: source path of the one that keeps it.
        moved: source path of the one that must give way.
        old: the shared path in the output folder.
        new: the path for `moved`.
    """

    kept: str
    moved: str
    old: str
    new: str


def tell_of_shortcodes(left: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Return one sentence for each kind of shortcode that is printed as it was written.

    Args:
        left: by source path, the kinds with their counts.
    """
    kinds: dict[str, dict[str, int]] = {}
    for path, counts in left.items():
        for kind, count in counts.items():
            kinds.setdefault(kind, {})[path] = count
    return [_sentence(kind, files) for kind, files in sorted(kinds.items())]


def _sentence(kind: str, files: Mapping[str, int]) -> str:
    names = sorted(files)
    shown = ", ".join(names[:_MOST_FILES])
    more = f" and {len(names) - _MOST_FILES} more" if len(names) > _MOST_FILES else ""
    count = sum(files.values())
    times = "once" if count == 1 else f"{count} times"
    return (
        f"the shortcode {kind!r} is printed as it stands, {times}, in {shown}{more};"
        " replace it with Markdown or HTML"
    )


def find_clashes(addresses: Iterable[tuple[str, str]]) -> list[Clash]:
    """Return where two contents would be written to one path; the first keeps it.

    Args:
        addresses: pairs of source path and path in the output folder.
    """
    taken: dict[str, str] = {}
    clashes = []
    for source, address in addresses:
        if address not in taken:
            taken[address] = source
            continue
        new = _free(address, taken)
        taken[new] = source
        clashes.append(Clash(taken[address], source, address, new))
    return clashes


def _free(address: str, taken: Mapping[str, str]) -> str:
    path = PurePosixPath(address)
    # `name/index.html` is the address of a folder: that is what must differ.
    bundle = path.stem == "index" and path.parent.name
    number = 2
    while True:
        if bundle:
            new = path.parent.with_name(f"{path.parent.name}-{number}") / path.name
        else:
            new = path.with_name(f"{path.stem}-{number}{path.suffix}")
        if str(new) not in taken:
            return str(new)
        number += 1
