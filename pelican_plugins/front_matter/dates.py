"""Parse the dates of front matter and file names, and find the date of a file that states none.

`docs/front-matter.md` states the grammar. Nothing is guessed: a date in no known form, or in
two, is refused.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Literal

from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError, unreadable
from .._core.text import MONTHS, SHORT_MONTHS, WEEKDAYS, cut, folded
from .key_aliases import MetadataValue
from .rules import DATE_ORDER
from .time_zones import UnknownZoneError, in_zone

NAMED = MONTHS | SHORT_MONTHS
"""The number of a month by its name."""

_NAME = rf"(?P<name>{'|'.join(sorted(NAMED, key=len, reverse=True))})\.?"
_WEEKDAY = rf"(?:{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})\.?"
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|o|e|\.)?"
_JOINT = r"(?: (?:of|de|di) | ?[-/ ] ?)"
OPENING = re.compile(rf"(?:{_WEEKDAY},? )?(?:(?:the|den|am|le|el|il|op) )?")
DATES = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        # ISO 8601, 5.2.1: calendar dates, with any of three separators; 5.2.2 and 5.2.3: ordinal
        # and week dates.
        r"(?P<y>\d{4})(?P<joint>[-/ ])(?P<m>\d{1,2})(?P=joint)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})\. ?(?P<m>\d{1,2})\. ?(?P<d>\d{1,2})\.?",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<y>\d{4})-(?P<of_year>\d{3})",
        r"(?P<y>\d{4})-?w(?P<week>\d\d)(?:-?(?P<of_week>[1-7]))?",
        r"(?P<y>\d{4})(?:-(?P<m>\d{1,2}))?",
        r"(?P<y>\d{4}) ?[年년] ?(?P<m>\d{1,2}) ?[月월](?: ?(?P<d>\d{1,2}) ?[日일])?",
        # Day first, wherever dots are used.
        r"(?P<d>\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>\d{4}|\d\d)",
        r"(?P<first>\d{1,2})(?P<joint>[-/])(?P<second>\d{1,2})(?P=joint)(?P<y>\d{4})",
        # RFC 5322, 3.3 and its like; two digits are 4.3, and need a time and a zone.
        rf"{_DAY}{_JOINT}{_NAME}(?:,? (?:del? |di )?| ?[-/] ?)(?P<y>\d{{4}}|\d\d)",
        rf"{_NAME} (?:the )?{_DAY}(?:, ?| )(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})(?:,? |-|/){_NAME}(?:,? |-|/){_DAY}",
        rf"{_NAME},? (?:de |of )?(?P<y>\d{{4}})",
        # C's asctime(), `date`, Git, Twitter: the year follows the time.
        rf"{_NAME} {_DAY}(?= \d\d?:)",
        rf"{_DAY} {_NAME}(?= \d\d?:)",
    )
)
_ZONE = (
    r"(?:(?:(?:utc|gmt|ut) ?)?(?P<offset>[+-](?:\d\d(?::?\d\d){0,2}|\d(?::\d\d)?))"
    r"|(?P<bracket>\[)?(?P<zone>z|[a-z]{2,5}|[a-z_]+(?:/[a-z0-9_+-]+){1,2})(?(bracket)\]))"
)
# After an offset: RFC 9557's zone, the name that Go prints, a comment, Go's monotonic clock.
_BESIDE = (
    r"(?: ?\[[a-z0-9_/+!-]+\])?(?: (?![ap]m)[a-z]{1,5}| (?P<again>[+-]\d\d(?:\d\d)?))?"
    r"(?: ?\([^()]*\))?(?: m=[+-]\d+(?:\.\d+)?)?"
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?P<h> ?h(?![a-z]))(?: ?(?P<past>\d\d))?"
    r"|(?P<colon>[:.]|)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d)(?:[.,](?P<part>\d+))?)?|)"
    r"(?: ?(?P<half>[ap])(?:m|\.m\.|\. m\.)(?![a-z]))?(?P<word>(?: uhr| h)(?![a-z]))?"
)
REST = re.compile(
    rf"(?:,? (?:\({_WEEKDAY}\)|{_WEEKDAY}))?"
    rf"(?:(?:(?P<t>-?t)|,? (?:(?:at|@|um|om|a|as|a las|ore|alle|alle ore) )?|_){_CLOCK}"
    r"(?: (?P<year>\d{4})(?!\d))?"
    rf"(?: ?{_ZONE}{_BESIDE}(?: (?P<year_after>\d{{4}}))?)?)?",
    re.ASCII,
)
# Looks like a date with a two-digit year.
TWO_DIGITS = re.compile(rf"(?:\d\d?([-/])\d\d?\1\d\d|{_DAY}[ -/]{_NAME}[ -/]\d\d)(?!\d)", re.ASCII)
STAMP = re.compile(r"(?P<day>\d{8})(?P<clock>\d\d\d\d(?:\d\d)?)", re.ASCII)


Order = Literal["day", "month"]

# The longest output of any program, with room for the name of a zone in any language.
_LONGEST = 120
_WAY_OUT = "write it as 2025-06-03 or 2025-06-03T05:00:00Z"


class DateError(ValueError):
    """A string is not a date; the message is a clause that begins with "which".

    Attributes:
        fix: how to write it.
    """

    def __init__(self, problem: str, fix: str = _WAY_OUT) -> None:
        self.fix = fix
        super().__init__(f"which is not a date: {problem}")


class DateOrderError(ValueError):
    """A date may have its day or its month first; the message is a clause, as in `DateError`.

    Attributes:
        fix: how to write it.
    """

    def __init__(self, day_first: date, month_first: date) -> None:
        self.fix = (
            f"write {day_first} or {month_first}, or set POUCH_FRONT_MATTER['date_order'] to"
            " 'day' or 'month'"
        )
        super().__init__(f"which can mean {_long(day_first)} or {_long(month_first)}")


def read_date(text: str, order: Order | None = None) -> datetime:
    """Return the date and time that *text* states.

    The result has a time zone only if *text* names one, and keeps the offset as written, since the
    date in an entry's GUID is the date in that zone. Without a time it is midnight, without a day
    the first, without a month January.

    Args:
        text: see `docs/front-matter.md` for its grammar.
        order: whether day or month comes first in 08/03/2019; None if unknown.

    Raises:
        DateOrderError: the order matters, and is not known.
        DateError: it is not a date, or one that no calendar has.
    """
    found = read_moment(text, order)
    # Naive until the site's TIMEZONE is known.
    return found if isinstance(found, datetime) else datetime.combine(found, time())


def read_moment(text: str, order: Order | None = None) -> datetime | date:
    """Do what `read_date` does, but return a mere date if *text* states no time.

    Raises:
        DateOrderError: the order matters, and is not known.
        DateError: it is not a date, or one that no calendar has.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise DateError("it is too long")
    text = folded(" ".join(text.split())).replace("\N{MINUS SIGN}", "-")
    text = STAMP.sub(r"\g<day>t\g<clock>", text) if STAMP.fullmatch(text) else text
    opening = OPENING.match(text)
    start = opening.end() if opening else 0
    for form in DATES:
        found = form.match(text, start)
        rest = REST.fullmatch(text, found.end()) if found else None
        if found and rest:
            moment = _moment(found, rest, order)
            if moment is not None:
                return moment
    if TWO_DIGITS.match(text, start):
        raise DateError("the year has only two digits", "write all four digits, as in 2025-06-03")
    raise DateError("unknown format")


def _moment(
    found: re.Match[str], rest: re.Match[str], order: Order | None
) -> datetime | date | None:
    """Return the date that matches a form; None if the complete string does not fit the form."""
    said = {key: value for key, value in found.groupdict().items() if value is not None}
    years = [year for year in (said.get("y"), rest["year"], rest["year_after"]) if year]
    short = len(years[0]) == len("25") if years else False
    whole = "d" in said or "first" in said or "of_year" in said or "week" in said
    if (
        len(set(years)) != 1
        or (not whole and rest.group())
        # RFC 5322, 4.3 gives years of two digits a meaning, in its own form alone.
        or (short and "name" in said and not (rest["offset"] or rest["zone"]))
        or not _is_clock(rest)
        or (rest["again"] and not rest["offset"].startswith(rest["again"]))
    ):
        return None
    try:
        day = _day(said, _full_year(years[0]), order)
        return _with_clock(day, rest) if rest["hour"] else day
    except UnknownZoneError as error:
        raise DateError(str(error), error.fix) from error
    except (DateError, DateOrderError):
        raise
    except (ArithmeticError, ValueError) as error:
        problem = f"no such date or time ({error})"
        raise DateError(problem) from error


def _full_year(digits: str) -> int:
    """Return the year; two digits below 50 are of this century (RFC 5322, 4.3)."""
    year = int(digits)
    return year if len(digits) > len("25") else year + (2000 if year < 50 else 1900)  # noqa: PLR2004


def _day(said: dict[str, str], year: int, order: Order | None) -> date:
    if "of_year" in said:
        day = date(year, 1, 1) + timedelta(days=int(said["of_year"]) - 1)
        if day.year != year:
            raise ValueError("the year has no such day")
        return day
    if "week" in said:
        return date.fromisocalendar(year, int(said["week"]), int(said.get("of_week", 1)))
    if "first" in said:
        return _in_order(year, int(said["first"]), int(said["second"]), order)
    month = NAMED[said["name"]] if "name" in said else int(said.get("m", 1))
    return date(year, month, int(said.get("d", 1)))


def _in_order(year: int, first: int, second: int, order: Order | None) -> date:
    readings = {}
    for name, month, day in (("day", second, first), ("month", first, second)):
        if month <= 12:  # noqa: PLR2004
            readings[name] = date(year, month, day)
    if not readings:
        raise ValueError("month must be in 1..12")
    if len(set(readings.values())) == 1:
        return next(iter(readings.values()))
    if order is None:
        raise DateOrderError(readings["day"], readings["month"])
    return readings[order]


def _is_clock(rest: re.Match[str]) -> bool:
    """Return whether the digits can be a time in this form."""
    if rest["hour"] is None:
        return True
    if rest["half"] and not int(rest["hour"]) <= 12:  # noqa: PLR2004
        return False
    # Two digits alone, or four in a row, are a time only after ISO 8601's T.
    bare = not (rest["colon"] or rest["word"] or rest["half"] or rest["h"])
    return bool(not bare or (rest["t"] and len(rest["hour"]) == len("10")))


def _with_clock(day: date, rest: re.Match[str]) -> datetime:
    hour, minute = int(rest["hour"]), int(rest["minute"] or rest["past"] or 0)
    second = int(rest["second"] or 0)
    if rest["half"]:
        hour = hour % 12 + (12 if rest["half"] == "p" else 0)
    part = timedelta(microseconds=int((rest["part"] or "")[:6].ljust(6, "0")))
    # ISO 8601-1:2005, 4.2.3: the end of a day; RFC 3339, 5.7: a leap second.
    late = timedelta(days=1) if (hour, minute, second, part) == (24, 0, 0, timedelta()) else None
    leap = timedelta(seconds=1) if second == 60 else timedelta()  # noqa: PLR2004
    clock = time(0 if late else hour, minute, 59 if leap else second)
    moment = datetime.combine(day, clock) + part + leap + (late or timedelta())
    if rest["offset"]:
        return moment.replace(tzinfo=timezone(_offset(rest["offset"])))
    return in_zone(moment, rest["zone"]) if rest["zone"] else moment


def _offset(written: str) -> timedelta:
    digits = written[1:].replace(":", "")
    digits = digits if len(digits) % 2 == 0 else f"0{digits}"
    hours, minutes, seconds = (int(digits[n : n + 2] or 0) for n in (0, 2, 4))
    if hours > 23 or minutes > 59 or seconds > 59:  # noqa: PLR2004
        raise ValueError(f"no time zone is {written} from UTC")
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -offset if written[0] == "-" else offset


def _long(day: date) -> str:
    return f"{day.day} {_ENGLISH[day.month - 1]} {day.year}"


_ENGLISH = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def first_commit_date(path: Path) -> datetime | None:
    """Return when the file at *path* was first committed; None if git does not know."""
    command = ("git", "log", "--follow", "--diff-filter=A", "--format=%aI", "--", path.name)
    try:
        run = subprocess.run(  # noqa: S603
            command, cwd=path.parent, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    lines = run.stdout.split()
    return datetime.fromisoformat(lines[-1]) if lines else None


def first_commits(folder: Path) -> dict[str, str]:
    """Return when each file below *folder* was first committed, in UTC, by path.

    Empty without git or a repository.
    """
    form = "--format=%x01%ad"
    dates = "--date=format-local:%Y-%m-%dT%H:%M:%S"
    command = ("git", "log", "--diff-filter=A", "--no-renames", "--relative", "--name-only", "-z")
    try:
        run = subprocess.run(  # noqa: S603
            (*command, form, dates, "--", "."),
            cwd=folder,
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    found: dict[str, str] = {}
    moment = ""
    for entry in run.stdout.decode("utf-8", "surrogateescape").split("\0"):
        text = entry.lstrip("\n")
        if text.startswith("\1"):
            moment = text[1:]
        elif text:
            # The newest commit comes first.
            found[str(folder / text)] = moment
    return found


def modification_date(path: Path) -> datetime:
    """Return when the file at *path* was last modified, to the second."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).replace(microsecond=0)


SOURCES: dict[str, Callable[[Path], datetime | None]] = {
    "nothing": lambda _path: None,
    "git": first_commit_date,
    "mtime": modification_date,
}
"""By the value of the setting `date_fallback`."""


def parse_date_value(value: MetadataValue, order: Order | None, key: str = "") -> datetime:
    """Return the date and time of a *value*.

    Args:
        value: of front matter.
        order: see `read_date`.
        key: its key, for the message.

    Raises:
        DiagnosticError: it is not a date, or may be one of two.
    """
    said = f"{key} is {cut(repr(value.written))}" if key else cut(repr(value.written))
    if not isinstance(value.written, str):
        problem = f"{key or said} should be a single date"
        raise unreadable(problem, "write it as 2025-06-03", line=value.line)
    try:
        return read_date(value.written, order)
    except (DateError, DateOrderError) as error:
        raise unreadable(f"{said}, {error}", error.fix, line=value.line) from error


def read_post_date(
    value: MetadataValue, order: Order | None, key: str, problems: list[Diagnostic]
) -> datetime:
    """Return the date of a post; an ambiguous one is read as Pelican reads it, with a problem.

    So turning the suite on loses no post and moves no URL.

    Raises:
        DiagnosticError: it is not a date.
    """
    try:
        return parse_date_value(value, order, key)
    except DiagnosticError as error:
        if not isinstance(error.__cause__, DateOrderError):
            raise
        text = f"{error.diagnostic.text}; read as the second, as Pelican does"
        problems.append(DATE_ORDER(text, error.diagnostic.fix, line=value.line))
        return parse_date_value(value, "month", key)
