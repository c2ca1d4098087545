"""What an answer over HTTP says of a link, and whether to ask again. Pure; see `link_check`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus


class Status(StrEnum):
    """What became of a link."""

    ALIVE = "alive"
    MOVED = "moved"
    """It leads elsewhere for good, so the address should be changed."""
    SLOW = "slow"
    UNSURE = "unsure"
    """Whoever answers does not talk to programs, which says nothing of readers."""
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of a link.

    Attributes:
        status: what became of it.
        code: the status code of the last answer, or None where there was none.
        reason: the same in words.
        final: the address it leads to for good, if that is another one.
        certain: whether a death needs no second sight.
        seconds: how long the last answer took.
    """

    status: Status
    code: int | None = None
    reason: str = ""
    final: str | None = None
    certain: bool = False
    seconds: float = 0.0


# Servers that do not know HEAD, or forbid it, may well answer GET (RFC 9110, section 9.3.2).
_SUCCESS = range(200, 300)
_SERVER_ERRORS = range(500, 600)
_GONE = {404, 410}
_LONGEST_PAUSE = 30.0
_TRIES = 3


def wants_get(code: int) -> bool:
    """Tell whether an answer to HEAD says too little, so that GET must be tried."""
    return code not in _SUCCESS and code not in {301, 302, 303, 307, 308, 410, 429}


def pause_before_retry(code: int | None, attempt: int, header: str, now: datetime) -> float | None:
    """Return for how many seconds to wait before asking again, or None to leave it.

    Args:
        code: the status code, or None where there was no answer at all.
        attempt: how often it was asked, from 1.
        header: the value of Retry-After (RFC 9110, section 10.2.3), or empty.
        now: the present moment, for a Retry-After that names one.
    """
    again = code is None or code == HTTPStatus.TOO_MANY_REQUESTS or code in _SERVER_ERRORS
    if not again or attempt >= _TRIES:
        return None
    asked = _seconds_in(header, now)
    if asked is not None:
        return asked if asked <= _LONGEST_PAUSE else None
    return float(2**attempt)


def _seconds_in(header: str, now: datetime) -> float | None:
    if header.strip().isdigit():
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def judge(code: int, seconds: float, slow: float, moved_to: str | None) -> Finding:
    """Return what a last answer says.

    Args:
        code: its status code.
        seconds: how long it took.
        slow: from how many seconds on an answer is slow.
        moved_to: the address that all redirects led to, if all of them were permanent.
    """
    words = _phrase(code)
    if code in _SUCCESS:
        status = Status.MOVED if moved_to else Status.SLOW if seconds >= slow else Status.ALIVE
        return Finding(status=status, code=code, reason=words, final=moved_to, seconds=seconds)
    dead = code in _GONE or code in _SERVER_ERRORS
    return Finding(
        status=Status.DEAD if dead else Status.UNSURE,
        code=code,
        reason=words,
        certain=code == HTTPStatus.GONE,
        seconds=seconds,
    )


def _phrase(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
