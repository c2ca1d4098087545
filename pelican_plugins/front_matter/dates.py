"""Dates as front matters and file names hold them."""

from __future__ import annotations

import re
from datetime import datetime

from dateutil import parser

# Without a zone, as a date without one must stay until the site's TIMEZONE is known.
_ONE_DAY = datetime(1, 1, 1)  # noqa: DTZ001
_ANOTHER_DAY = datetime(2, 2, 2)  # noqa: DTZ001

_YEAR_AND_MONTH = re.compile(r"(?P<year>[12]\d{3})(?:-(?P<month>\d{1,2}))?")
# `2020-05-10-T14:01:27`, and an offset of hours only such as ` -4`.
_STRAY_HYPHEN = re.compile(r"(?<=\d)-(?=T\d)")
_SHORT_OFFSET = re.compile(r"(?<=:\d\d) ?(?P<sign>[+-])(?P<hours>\d{1,2})$")
# dateutil knows no names of zones but the machine's own, which another machine may lack.
_ZONES = {
    name: hours * 3600
    for name, hours in {
        "UTC": 0,
        "GMT": 0,
        "BST": 1,
        "CET": 1,
        "CEST": 2,
        "EET": 2,
        "EEST": 3,
        "MSK": 3,
        "EST": -5,
        "EDT": -4,
        "CST": -6,
        "CDT": -5,
        "MST": -7,
        "MDT": -6,
        "PST": -8,
        "PDT": -7,
        "JST": 9,
    }.items()
}

_IN_NAME = re.compile(
    r"(?:^|/)(?P<year>(?:19|20)\d\d)(?P<joint>[-_./]?)(?P<month>\d\d)(?P=joint)(?P<day>\d\d)"
    r"(?=$|[-_./T ])"
)


def read_date(text: str) -> datetime:
    """Return the moment that *text* names.

    The result has a time zone only if *text* names one; it is kept as written, since the
    date in an entry's GUID is the date of that zone. A day without a time is its midnight, a
    month without a day its first, a year without a month its first of January.

    Raises:
        ValueError: it is no date, or one that no calendar has.
    """
    text = " ".join(text.split())
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    short = _YEAR_AND_MONTH.fullmatch(text)
    if short:
        return datetime(int(short["year"]), int(short["month"] or 1), 1)  # noqa: DTZ001
    text = _STRAY_HYPHEN.sub("", text)
    text = _SHORT_OFFSET.sub(lambda match: f"{match['sign']}{int(match['hours']):02}00", text)
    try:
        # What is missing must not be filled from today, which changes: two defaults that
        # differ in everything show whether year, month and day all stand in the text.
        first: datetime = parser.parse(text, default=_ONE_DAY, tzinfos=_ZONES)
        second: datetime = parser.parse(text, default=_ANOTHER_DAY, tzinfos=_ZONES)
        # An offset of a day or more is noticed only when it is asked for.
        first.utcoffset()
    except (ArithmeticError, ValueError, TypeError) as error:
        raise ValueError(str(error)) from error
    if first != second:
        raise ValueError("it names no full date")
    return first


def date_in_path(path: str) -> tuple[datetime, str] | None:
    """Return the date in the name of a file or of its folders, and the text it was read from.

    Args:
        path: of the file, with `/`: `2019-04-23-name.md`, `2019/04/23/name.md`,
            `20190423-name/index.md`.
    """
    for match in reversed(list(_IN_NAME.finditer(path))):
        try:
            moment = datetime(int(match["year"]), int(match["month"]), int(match["day"]))  # noqa: DTZ001
        except ValueError:
            continue
        return moment, match.group().lstrip("/")
    return None
