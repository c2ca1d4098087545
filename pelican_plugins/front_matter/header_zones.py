"""Time zones in Pelican's own headers, which Pelican leaves out where it does not know them."""

from __future__ import annotations

import re
import time
from pathlib import Path

from .._core.diagnostics import Diagnostic
from .rules import VALUE_UNUSABLE

# Of Markdown, reStructuredText and HTML.
_DATED = re.compile(
    r"^[ \t]*(?::|<meta[ \t][^>\n]{0,100}?name=[\"'])?(?:date|modified)\b"
    r"[^\n]{0,100}?\d:\d\d(?:[:.]\d+)*[ \t]*(?P<zone>[A-Z]{3,5})\b(?![ \t]*[+-]\d)",
    re.IGNORECASE | re.MULTILINE,
)


_HEAD = 4096


def unread_zones(path: str) -> list[Diagnostic]:
    """Return what to say of each date in the headers of a file whose zone is left out."""
    with Path(path).open("rb") as file:
        head = file.read(_HEAD).decode("utf-8-sig", "replace")
    # What dateutil knows: UTC, and the zone of the machine.
    known = {"UTC", "GMT", *time.tzname}
    return [
        VALUE_UNUSABLE(
            f"Pelican does not know the time zone {match['zone']}, so the time is the site's own",
            "write its offset, such as +05:30",
            line=head.count("\n", 0, match.start()) + 1,
        )
        for match in _DATED.finditer(head)
        if match["zone"].isupper() and match["zone"] not in known
    ]
