"""Dates as front matters hold them."""

from __future__ import annotations

from datetime import datetime

from dateutil import parser

# Without a zone, as a date without one must stay until the site's TIMEZONE is known.
_ONE_DAY = datetime(1, 1, 1)  # noqa: DTZ001
_ANOTHER_DAY = datetime(2, 2, 2)  # noqa: DTZ001


def read_date(text: str) -> datetime:
    """Return the moment that *text* names.

    The result has a time zone only if *text* names one; it is kept as written, since the
    date in an entry's GUID is the date of that zone. A day without a time is its midnight.

    Raises:
        ValueError: it is no date, or one that no calendar has.
    """
    text = text.strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        # What is missing must not be filled from today, which changes: two defaults that
        # differ in everything show whether year, month and day all stand in the text.
        first: datetime = parser.parse(text, default=_ONE_DAY)
        second: datetime = parser.parse(text, default=_ANOTHER_DAY)
    except (OverflowError, ValueError) as error:
        raise ValueError(str(error)) from error
    if first != second:
        raise ValueError("it names no full date")
    return first
