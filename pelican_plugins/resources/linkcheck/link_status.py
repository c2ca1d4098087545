"""What an answer over HTTP says of a link, and whether to ask again. Pure; see `link_check`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus

from .redirects import REDIRECTS


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
        again: whether to ask again where there was no code at all.
        seconds: how long the last answer took.
    """

    status: Status
    code: int | None = None
    reason: str = ""
    final: str | None = None
    certain: bool = False
    again: bool = False
    seconds: float = 0.0


# Servers that do not know HEAD, or forbid it, may well answer GET (RFC 9110, section 9.3.2).
_SUCCESS = range(200, 300)
_SERVER_ERRORS = range(500, 600)
_GONE = {404, 410}
_LONGEST_PAUSE = 30.0
_TRIES = 3


def wants_get(code: int, location: str) -> bool:
    """Tell whether an answer to HEAD says too little, so that GET must be tried."""
    if code in REDIRECTS:
        return not location
    return code not in _SUCCESS and code not in {HTTPStatus.GONE, HTTPStatus.TOO_MANY_REQUESTS}


def pause_before_retry(finding: Finding, attempt: int, header: str, now: datetime) -> float | None:
    """Return for how many seconds to wait before asking again, or None to leave it.

    A server that wants to be left alone for long is left alone: none is asked sooner than
    its Retry-After says.

    Args:
        finding: what was found.
        attempt: how often it was asked, from 1.
        header: the value of Retry-After (RFC 9110, section 10.2.3), or empty.
        now: the present moment, for a Retry-After that names one.
    """
    code = finding.code
    again = code == HTTPStatus.TOO_MANY_REQUESTS or code in _SERVER_ERRORS
    if not (finding.again if code is None else again) or attempt >= _TRIES:
        return None
    asked = _seconds_in(header, now)
    if asked is not None:
        return asked if asked <= _LONGEST_PAUSE else None
    return float(2**attempt)


def _seconds_in(header: str, now: datetime) -> float | None:
    if re.fullmatch("[0-9]+", header.strip()):
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
        moved_to: the address that it leads to for good, if that is another one.
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


def is_unreached(finding: Finding) -> bool:
    """Tell whether nothing at all answered, which may be the fault of our own network."""
    return finding.code is None and finding.status in {Status.DEAD, Status.UNSURE}


def doubted(findings: Mapping[str, Finding]) -> dict[str, Finding]:
    """Return *findings* with no death certain where not one link of the run answered.

    Some systems say that there is no such host when it is they who have no network.
    """
    if not all(map(is_unreached, findings.values())):
        return dict(findings)
    return {url: replace(finding, certain=False) for url, finding in findings.items()}


def _phrase(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)
