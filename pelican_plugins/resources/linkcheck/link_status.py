"""Derive the status of a link from a response, redirect or error, and whether to retry. Pure."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from ..._core.text import cut
from ..._core.urls import is_web, split
from .private_network import is_private_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})


INTO_PRIVATE = "it redirects into a private network"
LONGEST_URL = 2_000
"""Longer ones, which a server sent, are neither requested nor kept."""


# WHATWG Fetch, section 2.9 ("Port blocking"): of mail servers, shells and the like.
_BLOCKED_PORTS = frozenset(
    map(
        int,
        """
        0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111
        113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540
        548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061
        6000 6566 6665 6666 6667 6668 6669 6679 6697 10080
        """.split(),  # noqa: SIM905 (a list of numbers reads best as text)
    )
)
_WITHOUT_HOST = re.compile(r"\s*https?:(?!//[^/?#\s])", re.IGNORECASE)


class RedirectError(ValueError):
    """A redirect that is not followed, and the reason."""


def target_of(here: str, location: str) -> str:
    """Return the URL in `Location` (RFC 9110, section 10.2.2), without fragment.

    Raises:
        RedirectError: it must not be followed.
    """
    try:
        # `urljoin` would take the host of *here* for one that is missing.
        base = "" if _WITHOUT_HOST.match(location) else here
        target = without_user(urldefrag(urljoin(base, location.strip())).url)
        port = urlsplit(target).port
    except ValueError:
        raise RedirectError("it redirects to an invalid URL") from None
    if len(target) > LONGEST_URL:
        raise RedirectError(f"it redirects to a URL of {len(target)} characters")
    if not target.isprintable():
        raise RedirectError("it redirects to an invalid URL")
    if not is_web(target):
        raise RedirectError("it redirects to something other than a web page")
    if port in _BLOCKED_PORTS:
        raise RedirectError(f"it redirects to port {port}, which browsers block")
    # The owner of a cited page must not reach into the network of the one who checks it.
    if is_private_url(target) and not is_private_url(here):
        raise RedirectError(INTO_PRIVATE)
    return target


def without_user(url: str) -> str:
    """Return *url* without user name and password."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def holds_user(url: str) -> bool:
    """Return whether *url* has a user name or password."""
    parts = split(url)
    return parts is not None and "@" in parts.netloc


def with_fragment(url: str, fragment: str) -> str:
    """Return *url* with the *fragment* that it inherits (RFC 9110, section 10.2.2)."""
    return f"{url}#{fragment}" if fragment and "#" not in url else url


_FRONT_PAGE = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)


_ERROR_PAGE = re.compile(
    r"/(?:(?:page[-_]?)?not[-_]?found|(?:errors?/|error[-_]?)?404|errors?)(?:\.\w{2,5})?/?\Z",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"/(?:log[-_]?in|sign[-_]?in|sso|saml2?)(?:\.\w{2,5})?(?:/|\Z)", re.IGNORECASE)
_TO_FRONT_PAGE = "it redirects to a front page, so the page may have been removed"
_TO_ERROR_PAGE = "it redirects to an error page, so the page may have been removed"
_TO_LOGIN = "it redirects to a login page"


def is_front_page(url: str) -> bool:
    """Return whether *url* is the front page of a site or of one of its languages."""
    parts = split(url)
    return parts is not None and not parts.query and bool(_FRONT_PAGE.fullmatch(parts.path))


class Status(StrEnum):
    """The state of a link."""

    ALIVE = "alive"
    MOVED = "moved"
    """It redirects permanently, or to a front page, so the URL should be changed."""
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
# Many sites answer 503 to anything but a browser; a CDN says 529 for it.
_BUSY = {503, 529}
_LONGEST_PAUSE = 30.0
_TRIES = 3


def wants_get(code: int, location: str) -> bool:
    """Return whether a response to HEAD calls for a GET, as from servers without HEAD."""
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
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0.0, (moment - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def result_of_target(result: LinkResult, url: str, here: str) -> LinkResult:
    """Return *result*, or what it means that another kind of page came instead of the cited one.

    Args:
        result: that of the last response.
        url: the page that is cited.
        here: where the redirects led.
    """
    if result.code not in _SUCCESS:
        return result
    if is_front_page(here) and not is_front_page(url):
        return replace(result, status=Status.MOVED, reason=_TO_FRONT_PAGE, final=here)
    if _path_matches(_ERROR_PAGE, here) and not _path_matches(_ERROR_PAGE, url):
        return replace(result, status=Status.MOVED, reason=_TO_ERROR_PAGE, final=here)
    if _path_matches(_LOGIN, here) and not _path_matches(_LOGIN, url):
        return replace(result, status=Status.UNSURE, reason=_TO_LOGIN, final=None)
    return result


def _path_matches(pattern: re.Pattern[str], url: str) -> bool:
    parts = split(url)
    return parts is not None and pattern.search(parts.path) is not None


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
    dead = code in _GONE or (code in _SERVER_ERRORS and code not in _BUSY)
    return LinkResult(
        status=Status.DEAD if dead else Status.UNSURE,
        code=code,
        reason=words,
        certain=code == HTTPStatus.GONE,
        seconds=seconds,
    )


def is_unreachable(result: LinkResult) -> bool:
    """Return whether there was no response at all, which may be due to our own network."""
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
    return next(filter(None, map(_of_cause, causes)), None)


def _of_cause(cause: BaseException) -> LinkResult | None:
    if isinstance(cause, socket.gaierror):
        if cause.errno == socket.EAI_NONAME:
            return LinkResult(status=Status.DEAD, reason="host does not exist", certain=True)
        return _unsure("its host name cannot be resolved at present", retry=True)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return _unsure(cut(f"its certificate is not trusted: {cause.verify_message}"))
    if isinstance(cause, ssl.SSLError):
        return _unsure(cut(f"no secure connection: {cause.reason or cause}"))
    if isinstance(cause, RedirectError):
        return _unsure(str(cause))
    # So do sites that let no program in.
    closed = isinstance(cause, ConnectionResetError | BrokenPipeError)
    return _unsure(_CLOSED, retry=True) if closed else None


def _of_answer(error: Exception, timeout: float) -> LinkResult:
    import httpx

    if isinstance(error, httpx.RemoteProtocolError) and "disconnected" in str(error):
        return _unsure(_CLOSED, retry=True)
    results: list[tuple[tuple[type[Exception], ...], LinkResult]] = [
        ((RefusedError,), _unsure("its host refuses further requests")),
        ((CutShortError,), _unsure("the connection was lost", retry=True)),
        ((httpx.TimeoutException,), _dead(f"no response within {timeout:g} s")),
        # It sends something, ever slower; it would do so again.
        ((TimeoutError,), _unsure(f"no complete response within {2 * timeout:g} s")),
        ((httpx.ConnectError,), _dead("it refused the connection")),
        ((httpx.ReadError, httpx.WriteError), _unsure(_CLOSED, retry=True)),
        # A browser may well take it.
        ((httpx.ProtocolError,), _unsure("it sent an invalid response", retry=True)),
        ((httpx.ProxyError,), _unsure("the proxy cannot reach it", retry=True)),
        ((httpx.TransportError, OSError), _unsure("the connection failed", retry=True)),
        ((httpx.InvalidURL, ValueError), _unsure("it is not a valid URL")),
    ]
    # No error, whatever it is, may end the check of the other links.
    unknown = _unsure(f"it could not be checked ({type(error).__name__})")
    return next((result for kinds, result in results if isinstance(error, kinds)), unknown)


_CLOSED = "it closed the connection"


def _dead(reason: str) -> LinkResult:
    return LinkResult(status=Status.DEAD, reason=reason, retry=True)


def _unsure(reason: str, *, retry: bool = False) -> LinkResult:
    return LinkResult(status=Status.UNSURE, reason=reason, retry=retry)


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
