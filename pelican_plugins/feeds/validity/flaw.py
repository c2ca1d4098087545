"""What is wrong in a feed, and the values that all formats have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

from ..._core.diagnostics import Diagnostic, Severity
from ..._core.urls import split
from ..rules import FEED_ADDRESS, FEED_DATE, FEED_ELEMENT, FEED_ID

_SITEURL = "set SITEURL to the address of the site, with https://"
# RFC 3339, section 5.6.
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)
# RFC 822, section 5, with years of four digits, as RSS 2.0 asks.
_RFC822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?"
    r" (?:[+-]\d{4}|[A-Z]{1,3})",
    re.ASCII,
)
_RELATIVE = re.compile(
    r"<[^<>]*?\s(?:href|src|poster)\s*=\s*[\"'](?!\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#|[\"']))"
)
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Value:
    """A text of a feed, with its line where that is known."""

    text: str
    line: int | None = None


def missing(name: str, where: str, line: int | None, mend: str) -> Diagnostic:
    """Return the flaw of a feed or an entry without a required element."""
    return FEED_ELEMENT(f"{where} has no {name}", mend, line=line)


def relative_addresses(values: Iterable[Value]) -> Iterator[Diagnostic]:
    """Yield a flaw where addresses are no absolute ones; RFC 3986, section 4.3."""
    wrong = [value for value in values if not is_absolute(value.text)]
    if wrong:
        text = f"the address {wrong[0].text[:_SHOWN]!r}{_more(wrong)} is not absolute"
        yield FEED_ADDRESS(text, _SITEURL, line=wrong[0].line)


def relative_in_texts(values: Iterable[Value]) -> Iterator[Diagnostic]:
    """Yield a flaw where texts of entries, as HTML, have addresses that lead nowhere in a feed."""
    wrong = [value for value in values if _RELATIVE.search(value.text)]
    if wrong:
        text = f"the text of an entry{_more(wrong)} has addresses that are not absolute"
        # No reader refuses the feed for it, or loses entries.
        yield FEED_ADDRESS(text, _SITEURL, line=wrong[0].line, severity=Severity.WARNING)


def repeated(ids: Iterable[Value]) -> Iterator[Diagnostic]:
    """Yield a flaw for each id that several entries have."""
    lines: dict[str, list[int | None]] = {}
    for one in ids:
        lines.setdefault(one.text, []).append(one.line)
    for name, places in lines.items():
        if len(places) > 1:
            text = f"{len(places)} entries have the id {name[:_SHOWN]!r}, and readers show one"
            yield FEED_ID(text, "give each article its own guid or slug", line=places[1])


def wrong_dates(values: Iterable[Value], form: str) -> Iterator[Diagnostic]:
    """Yield a flaw where dates are not of a *form*: `RFC 822` or `RFC 3339`."""
    is_date = is_rfc822 if form == "RFC 822" else is_rfc3339
    wrong = [value for value in values if not is_date(value.text)]
    if wrong:
        text = f"the date {wrong[0].text[:_SHOWN]!r}{_more(wrong)} is not of {form}"
        yield FEED_DATE(text, "correct the date of its article", line=wrong[0].line)


def is_absolute(address: str) -> bool:
    """Tell whether *address* has a scheme, and a host where its scheme needs one."""
    parts = split(address.strip())
    if parts is None or not parts.scheme or re.search(r"\s", address.strip()):
        return False
    return bool(parts.hostname) or parts.scheme not in {"http", "https", "ftp"}


def is_rfc822(text: str) -> bool:
    """Tell whether *text* is a date as RSS 2.0 has it."""
    try:
        return _RFC822.fullmatch(text.strip()) is not None and bool(parsedate_to_datetime(text))
    except ValueError:
        return False


def is_rfc3339(text: str) -> bool:
    """Tell whether *text* is a date as Atom and JSON Feed have it."""
    try:
        return _RFC3339.fullmatch(text) is not None and bool(datetime.fromisoformat(text.upper()))
    except ValueError:
        return False


def _more(values: list[Value]) -> str:
    more = len(values) - 1
    return f" (and {more} more)" if more else ""
