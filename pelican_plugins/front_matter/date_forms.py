"""The forms of dates, as `docs/front-matter.md` states them, over folded text."""

from __future__ import annotations

import re

from .._core.calendar_words import MONTHS, SHORT_MONTHS, WEEKDAYS

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
        # ISO 8601, 5.2.1: calendar dates, with any of three joints; 5.2.2 and 5.2.3: of a year's
        # day, and of a week's.
        r"(?P<y>\d{4})(?P<joint>[-/ ])(?P<m>\d{1,2})(?P=joint)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})\. ?(?P<m>\d{1,2})\. ?(?P<d>\d{1,2})\.?",
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)",
        r"(?P<y>\d{4})-(?P<of_year>\d{3})",
        r"(?P<y>\d{4})-?w(?P<week>\d\d)(?:-?(?P<of_week>[1-7]))?",
        r"(?P<y>\d{4})(?:-(?P<m>\d{1,2}))?",
        r"(?P<y>\d{4}) ?[年년] ?(?P<m>\d{1,2}) ?[月월](?: ?(?P<d>\d{1,2}) ?[日일])?",
        # Day first, wherever dots are written.
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
# Behind an offset: RFC 9557's zone, the name that Go prints, a comment, Go's monotonic clock.
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
# What looks like a date with a year of two digits.
TWO_DIGITS = re.compile(rf"(?:\d\d?([-/])\d\d?\1\d\d|{_DAY}[ -/]{_NAME}[ -/]\d\d)(?!\d)", re.ASCII)
STAMP = re.compile(r"(?P<day>\d{8})(?P<clock>\d\d\d\d(?:\d\d)?)", re.ASCII)
