"""Findings of `pouch check` about the feeds of a build."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .._core.diagnostics import Diagnostic
from .._core.paths import shown, walk
from .._core.pelican_site_reader import Reading
from .validation import HEAD, is_feed, validate

_EXTENSIONS = {"", ".atom", ".feed", ".json", ".rdf", ".rss", ".xml"}


def findings(site: Reading) -> Iterator[Diagnostic]:
    """Yield what is wrong with each feed in the output folder."""
    copied = {path for path, file in site.context["static_content"].items() if file}
    output = Path(site.output)
    for path in _feeds(output):
        # A feed among the static files is not ours to fix.
        if path.relative_to(output).as_posix() not in copied:
            yield from _flaws(path)


def _feeds(output: Path) -> Iterator[Path]:
    for place, _, names in walk(output):
        for name in names:
            path = place / name
            if path.suffix.lower() in _EXTENSIONS and _is_feed(path):
                yield path


def _is_feed(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_feed(file.read(HEAD))
    except OSError:
        return False


def _flaws(path: Path) -> Iterator[Diagnostic]:
    try:
        data = path.read_bytes()
    except OSError:
        return
    for flaw in dict.fromkeys(validate(data)):
        yield flaw.at(shown(path))
