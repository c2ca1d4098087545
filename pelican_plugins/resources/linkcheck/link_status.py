"""What a response, a redirect or an error says about a link, and whether to retry. Pure."""

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
    """A redirect that is not followed, and the reason."""


def target_of(here: str, location: str) -> str:
    """Return the URL in `Location` (RFC 9110, section 10.2.2), without fragment.

    Raises:
        RedirectError: it must not be followed.
    """
    try:
        target = without_user(urldefrag(urljoin(here, location.strip())).url)
    except ValueError:
        raise RedirectError("it redirects to an invalid URL") from None
    if not is_web(target):
        raise RedirectError("it redirects to something other than a web page")
    # The owner of a cited page must not reach into the network of the one who checks it.
    if _is_inside(target) and not _is_inside(here):
        raise RedirectError("it redirects into a private network")
    return target


def without_user(url: str) -> str:
    """Return *url* without user name and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def holds_user(url: str) -> bool:
    """Tell whether *url* has a user name or password."""
    parts = split(url)
    return parts is not None and "@" in parts.netloc


def with_fragment(url: str, fragment: str) -> str:
    """Return *url* with the *fragment* that it inherits (RFC 9110, section 10.2.2)."""
    return f"{url}#{fragment}" if fragment and "#" not in url else url


def _is_inside(url: str) -> bool:
    parts = split(url)
    host = ((parts.hostname if parts else None) or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return not ip_address(host).is_global
    with suppress(OSError):
        # 127.1 and 2130706433 are IP addresses to many systems.
        return not ip_address(socket.inet_aton(host)).is_global
    return False


class Status(StrEnum):
    """The state of a link."""

    ALIVE = "alive"
    MOVED = "moved"
    """It redirects permanently, so the URL should be changed."""
    SLOW = "slow"
    UNSURE = "unsure"
    """The server refuses programs, and may well answer readers."""
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkResult:
    """The result of checking a link.

    Attributes:
        status: its state.
        code: the status code of the last response, or None.
        reason: the same in words.
        final: the URL it redirects to permanently, if that is another one.
        certain: whether a dead link needs no second check.
        retry: whether to retry when there was no status code.
        seconds: how long the last response took.
    """

    status: Status
    code: int | None = None
    reason: str = ""
    final: str | None = None
    certain: bool = False
    retry: bool = False
    seconds: float = 0.0


_SUCCESS = range(200, 300)
_SERVER_ERRORS = range(500, 600)
_GONE = {404, 410}
_LONGEST_PAUSE = 30.0
_TRIES = 3


def wants_get(code: int, location: str) -> bool:
    """Tell whether a response to HEAD calls for a GET, as from servers that do not support HEAD."""
    if code in REDIRECTS:
        return not location
    return code not in _SUCCESS and code not in {HTTPStatus.GONE, HTTPStatus.TOO_MANY_REQUESTS}


def pause_before_retry(
    result: LinkResult, attempt: int, header: str, now: datetime
) -> float | None:
    """Return the seconds to wait before the next attempt, or None for no retry.

    No server is asked sooner than its Retry-After says; if that is too long, it is not retried.

    Args:
        result: that of the last attempt.
        attempt: its number, from 1.
        header: the value of Retry-After (RFC 9110, section 10.2.3), or empty.
        now: the current time, for a Retry-After with a date.
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
    """Return the result for the last response.

    Args:
        code: its status code.
        seconds: how long it took.
        slow: seconds from which a response is slow.
        moved_to: the URL that the link redirects to permanently, if any.
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
    """Tell whether there was no response at all, which may be due to our own network."""
    return result.code is None and result.status in {Status.DEAD, Status.UNSURE}


def without_certain_deaths(results: Mapping[str, LinkResult]) -> dict[str, LinkResult]:
    """Return *results* with none certain if not one link of the run responded.

    Some systems report an unknown host when they have no network.
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
    """The connection broke after the headers."""


class RefusedError(Exception):
    """The host refused further requests in this run."""


def result_of_error(error: Exception, timeout: float) -> LinkResult:
    """Return the result for a request that ended with *error*."""
    return _of_connection(list(_causes(error))) or _of_answer(error, timeout)


def _of_connection(causes: list[BaseException]) -> LinkResult | None:
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            if cause.errno == socket.EAI_NONAME:
                return LinkResult(status=Status.DEAD, reason="host does not exist", certain=True)
            return _unsure("its host name cannot be resolved now", retry=True)
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _unsure(f"its certificate is not trusted: {cause.verify_message}")
        if isinstance(cause, ssl.SSLError):
            return _unsure(f"no secure connection: {cause.reason or cause}")
    return None


def _of_answer(error: Exception, timeout: float) -> LinkResult:
    import httpx

    results: list[tuple[tuple[type[Exception], ...], LinkResult]] = [
        ((RefusedError,), _unsure("its host refuses further requests")),
        ((CutShortError,), _unsure("the connection broke", retry=True)),
        ((httpx.TimeoutException, TimeoutError), _dead(f"no response within {timeout:g} s")),
        ((httpx.ConnectError,), _dead("it accepts no connection")),
        ((httpx.TransportError, OSError), _dead("it sent an invalid response")),
        ((httpx.InvalidURL, ValueError), _unsure("it is not a valid URL")),
    ]
    # No error, whatever it is, may end the check of the other links.
    unknown = _unsure(f"it could not be checked ({type(error).__name__})")
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
