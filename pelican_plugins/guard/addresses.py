"""Which addresses a site had when it was built, and which of them lead nowhere now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from .._core.whole_files import UnwrittenError, write_whole

_REFRESH = 'http-equiv="refresh"'
# A page that leads on is a short one.
_MOST = 4_096


@dataclass(frozen=True, slots=True)
class Addresses:
    """The pages of texts, by their paths in the output folder, each with its source.

    Attributes:
        present: those of the last build.
        gone: those of earlier ones, as long as nothing leads on from them.
    """

    present: Mapping[str, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)


def file_of(cache_path: str) -> Path:
    """Return where they are kept."""
    return Path(cache_path, "pouch", "addresses.json")


def load(path: Path) -> Addresses:
    """Return what was kept; nothing where it is not there or damaged."""
    with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Addresses(*(_texts(kept[name]) for name in ("present", "gone")))
    return Addresses()


def keep(path: Path, addresses: Addresses) -> None:
    """Keep them for the next build; where that cannot be done, it knows of none."""
    with suppress(OSError, UnwrittenError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(addresses), sort_keys=True).encode())


def missing_from(
    known: Addresses, present: Iterable[str], leads_on: Callable[[str], bool]
) -> dict[str, str]:
    """Return the addresses that were there and are not among those that are *present*.

    Args:
        known: of earlier builds.
        present: paths of pages in the output folder.
        leads_on: tells whether at such a path is a page that leads to another.
    """
    before = {**known.gone, **known.present}
    gone = before.keys() - set(present)
    return {path: before[path] for path in sorted(gone) if not leads_on(path)}


def leads_on(output: Path, path: str) -> bool:
    """Tell whether the file at *path* below the output folder leads readers to another page."""
    try:
        with (output / path).open(encoding="utf-8", errors="replace") as file:
            return _REFRESH in file.read(_MOST)
    except OSError:
        return False


def ruled(output: Path) -> Iterator[str]:
    """Yield the paths from which a file `_redirects` leads on, as Netlify and others read it."""
    try:
        lines = (output / "_redirects").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        old = line.partition("#")[0].split()[:1]
        yield from (path.lstrip("/") for path in old)


def may_be_gone(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether the owner has said that nothing need be at *path*."""
    names = {path, as_address(path), as_address(path).lstrip("/")}
    return any(fnmatchcase(name, pattern) for name in names for pattern in patterns)


def as_address(path: str) -> str:
    """Return the address of a page, from the site's root."""
    return "/" + (path if path.rpartition("/")[2] != "index.html" else path[: -len("index.html")])


def _texts(kept: Any) -> dict[str, str]:
    return {str(path): str(source) for path, source in kept.items()}
