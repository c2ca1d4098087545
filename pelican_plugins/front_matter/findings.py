"""What `pouch check` says of source files, besides what a build tells of their front matter."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from .._core.findings import Change, Finding, Severity
from .._core.paths import shown
from .._core.site import Reading


def findings(site: Reading) -> Iterator[Finding]:
    """Yield the sources that begin with a byte order mark."""
    for path in sorted(site.context["generated_content"]):
        source = Path(site.context["PATH"], path)
        if _has_mark(source):
            yield Finding(
                path=shown(source),
                line=1,
                severity=Severity.ADVICE,
                code="byte-order-mark",
                text="it begins with a byte order mark, behind which other tools see no ---",
                mend="save it as UTF-8 without that mark",
                change=Change("\ufeff", ""),
            )


def _has_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    except OSError:
        return False
