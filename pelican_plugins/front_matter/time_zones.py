"""Time zones by the names written after a time, and zones in headers that Pelican does not know."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from .._core.diagnostics import Diagnostic
from .rules import VALUE_UNUSABLE

# By hours from UTC: names with a single offset in the IANA database or common use. RFC 5322, 4.3
# fixes those of North America, but CST is mostly China's elsewhere.
_NAMES = {
    0: "utc gmt ut z zulu wet wez",
    1: "west wesz cet met mez wat",
    2: "cest mest mesz eet oez cat sast",
    3: "eest oesz msk trt eat idt",
    5: "pkt",
    5.75: "npt",
    7: "ict wib",
    8: "wita sgt hkt pht awst",
    9: "wit jst kst",
    9.5: "acst",
    10: "aest",
    10.5: "acdt",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
    -2: "brst",
    -2.5: "ndt",
    -3: "brt art",
    -3.5: "nst",
    -4: "edt",
    -5: "est",
    -6: "mdt",
    -7: "mst pdt",
    -8: "pst akdt",
    -9: "akst",
    -10: "hst",
}
_HOURS = {name: hours for hours, names in _NAMES.items() for name in names.split()}
_SHARED = {
    "ast": "-04:00 (Atlantic Canada) or +03:00 (Arabia)",
    "adt": "-03:00 (Atlantic Canada) or +04:00 (Arabia)",
    "bst": "+01:00 (Britain in summer) or +06:00 (Bangladesh)",
    "cdt": "-05:00 (North America) or -04:00 (Cuba)",
    "cst": "-06:00 (North America), +08:00 (China) or -05:00 (Cuba)",
    "gst": "+04:00 (Gulf) or -02:00 (South Georgia)",
    "ist": "+05:30 (India), +01:00 (Ireland) or +02:00 (Israel)",
    "sst": "-11:00 (Samoa) or +08:00 (Singapore)",
}
_WAY_OUT = "write its offset, such as +02:00, or a name such as Europe/Berlin"


class UnknownZoneError(ValueError):
    """A name means no time zone, or several.

    Attributes:
        fix: how to write it.
    """

    def __init__(self, problem: str, fix: str = _WAY_OUT) -> None:
        self.fix = fix
        super().__init__(problem)


def in_zone(moment: datetime, name: str) -> datetime:
    """Return a naive *moment* with the offset that the zone *name* has then.

    Args:
        moment: local time.
        name: an abbreviation, or a name of the IANA database, in any case.

    Raises:
        UnknownZoneError: the offset is unknown or ambiguous.
    """
    key = name.casefold()
    if key in _HOURS:
        return moment.replace(tzinfo=timezone(timedelta(hours=_HOURS[key])))
    if key in _SHARED:
        raise UnknownZoneError(
            f"several time zones are called {name.upper()}", f"write the offset: {_SHARED[key]}"
        )
    if "/" not in name or key not in _iana():
        shown = name if "/" in name else name.upper()
        raise UnknownZoneError(f"the time zone {shown} is unknown")
    zone = ZoneInfo(_iana()[key])
    first, second = (moment.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    if first != second or first is None:
        # PEP 495: the hour that clocks go back or forward.
        raise UnknownZoneError(
            f"in {zone.key}, that time occurs twice or not at all when the clocks change"
        )
    return moment.replace(tzinfo=timezone(first))


@cache
def _iana() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


# Of Markdown, reStructuredText and HTML.
_DATED = re.compile(
    r"^[ \t]*(?::|<meta[ \t][^>\n]{0,100}?name=[\"'])?(?:date|modified)\b"
    r"[^\n]{0,100}?\d:\d\d(?:[:.]\d+)*[ \t]*(?P<zone>[A-Z]{3,5})\b(?![ \t]*[+-]\d)",
    re.IGNORECASE | re.MULTILINE,
)


_HEAD = 4096


def unknown_zone_diagnostics(path: str) -> list[Diagnostic]:
    """Return a problem for each date in a file's headers whose zone Pelican ignores."""
    with Path(path).open("rb") as file:
        head = file.read(_HEAD).decode("utf-8-sig", "replace")
    # dateutil knows UTC and the machine's zone.
    known = {"UTC", "GMT", *time.tzname}
    return [
        VALUE_UNUSABLE(
            f"Pelican does not know the time zone {match['zone']}, so the site's own is used",
            "write the offset, such as +05:30",
            line=head.count("\n", 0, match.start()) + 1,
        )
        for match in _DATED.finditer(head)
        if match["zone"].isupper() and match["zone"] not in known
    ]
