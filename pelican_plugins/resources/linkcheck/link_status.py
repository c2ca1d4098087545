"""Where a redirect leads, and whether to follow it. Pure.

What an answer over HTTP says of a link, and whether to ask again. Pure; see `link_check`.

What it says of a link that no answer came.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from ..._core.urls import is_web, split

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})


class RedirectError(ValueError):
    """A redirect that is not followed; says why."""


def target_of(here: str, location: str) -> str:
    """Return the address that `Location` names (RFC 9110, section 10.2.2), without fragment.

    Raises:
        RedirectError: no program should follow it.
    """
    try:
        target = without_user(urldefrag(urljoin(here, location.strip())).url)
    except ValueError:
        raise RedirectError("it leads to what is no address") from None
    if not is_web(target):
        raise RedirectError("it leads to what is no web page")
    # Whoever owns a cited page must not reach into the network of whoever checks it.
    if _is_inside(target) and not _is_inside(here):
        raise RedirectError("it leads into a private network")
    return target


def without_user(url: str) -> str:
    """Return *url* without a user name and password before its host."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def holds_user(url: str) -> bool:
    """Tell whether *url* has a user name or password before its host."""
    parts = split(url)
    return parts is not None and "@" in parts.netloc


def with_fragment(address: str, fragment: str) -> str:
    """Return *address* with the *fragment* that it inherits (RFC 9110, section 10.2.2)."""
    return f"{address}#{fragment}" if fragment and "#" not in address else address


def _is_inside(url: str) -> bool:
    parts = split(url)
    host = ((parts.hostname if parts else None) or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return not ip_address(host).is_global
    with suppress(OSError):
        # Systems also take 127.1 and 2130706433 for addresses.
        return not ip_address(socket.inet_aton(host)).is_global
    return False


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
class LinkResult:
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
    retry: bool = False
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


def pause_before_retry(
    result: LinkResult, attempt: int, header: str, now: datetime
) -> float | None:
    """Return for how many seconds to wait before asking again, or None to leave it.

    A server that wants to be left alone for long is left alone: none is asked sooner than
    its Retry-After says.

    Args:
        result: that of the last request.
        attempt: how often it was asked, from 1.
        header: the value of Retry-After (RFC 9110, section 10.2.3), or empty.
        now: the present moment, for a Retry-After that names one.
    """
    code = result.code
    retry = code == HTTPStatus.TOO_MANY_REQUESTS or code in _SERVER_ERRORS
    if not (result.retry if code is None else retry) or attempt >= _TRIES:
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


def result_of_response(code: int, seconds: float, slow: float, moved_to: str | None) -> LinkResult:
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
        return LinkResult(status=status, code=code, reason=words, final=moved_to, seconds=seconds)
    dead = code in _GONE or code in _SERVER_ERRORS
    return LinkResult(
        status=Status.DEAD if dead else Status.UNSURE,
        code=code,
        reason=words,
        certain=code == HTTPStatus.GONE,
        seconds=seconds,
    )


def is_unreachable(result: LinkResult) -> bool:
    """Tell whether nothing at all answered, which may be the fault of our own network."""
    return result.code is None and result.status in {Status.DEAD, Status.UNSURE}


def without_certain_deaths(results: Mapping[str, LinkResult]) -> dict[str, LinkResult]:
    """Return *findings* with no death certain where not one link of the run answered.

    Some systems say that there is no such host when it is they who have no network.
    """
    if not all(map(is_unreachable, results.values())):
        return dict(results)
    return {url: replace(result, certain=False) for url, result in results.items()}


def _phrase(code: int) -> str:
    try:
        return f"{code} {HTTPStatus(code).phrase}"
    except ValueError:
        return str(code)


class CutShortError(Exception):
    """The head of an answer was fine, and its body broke off."""


class RefusedError(Exception):
    """The host said in this run that it wants no more questions."""


def result_of_error(error: Exception, timeout: float) -> LinkResult:
    """Return what *error* says of a link that was waited for *timeout* seconds."""
    return _of_connection(list(_causes(error))) or _of_answer(error, timeout)


def _of_connection(causes: list[BaseException]) -> LinkResult | None:
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_NONAME:
                return LinkResult(status=Status.DEAD, reason="there is no such host", certain=True)
            return _unsure("its host's name cannot be looked up now", retry=True)
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _unsure(f"its certificate is not trusted: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return _unsure(f"it makes no safe connection: {cause.reason or cause}")
    return None


def _of_answer(error: Exception, timeout: float) -> LinkResult:
    import httpx

    results: list[tuple[tuple[type[Exception], ...], LinkResult]] = [
        ((RefusedError,), _unsure("its host asked to be left alone")),
        ((CutShortError,), _unsure("its answer breaks off", retry=True)),
        ((httpx.TimeoutException, TimeoutError), _dead(f"no answer within {timeout:g} s")),
        ((httpx.ConnectError,), _dead("it takes no connection")),
        ((httpx.TransportError, OSError), _dead("its answer makes no sense")),
        ((httpx.InvalidURL, ValueError), _unsure("it is no address that can be asked")),
    ]
    # Whatever else one strange server brings about, all other links are told of.
    unknown = _unsure(f"it could not be asked ({type(error).__name__})")
    return next((result for kinds, result in results if isinstance(error, kinds)), unknown)


def _dead(reason: str) -> LinkResult:
    return LinkResult(status=Status.DEAD, reason=reason, retry=True)


def _unsure(reason: str, *, retry: bool = False) -> LinkResult:
    return LinkResult(status=Status.UNSURE, reason=reason, retry=retry)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
