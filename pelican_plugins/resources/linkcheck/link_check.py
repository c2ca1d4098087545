"""Check links over HTTP: rate-limited per host, and reading only the first bytes of a page."""

from __future__ import annotations

import asyncio
import random
import ssl
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import urldefrag

from ..._core.urls import split
from .connection_guard import Chain, ConnectionGuard
from .link_status import (
    PERMANENT,
    REDIRECTS,
    CutShortError,
    LinkResult,
    RedirectError,
    RefusedError,
    Status,
    pause_before_retry,
    result_of_error,
    result_of_response,
    result_of_target,
    target_of,
    wants_get,
    with_fragment,
)


class RateLimiter:
    """Limits the requests to each host, and to all hosts, as a *policy* says."""

    def __init__(self, policy: HttpPolicy) -> None:
        self._policy = policy
        self._everywhere = asyncio.Semaphore(policy.at_once)
        self._hosts: dict[str, _Host] = {}

    def host(self, url: str) -> _Host:
        """Return the state of a URL's host."""
        # Ports and schemes of one name are usually one machine, so they share a limit.
        parts = split(url)
        name = (parts.hostname if parts else None) or ""
        return self._hosts.setdefault(name, _Host(asyncio.Semaphore(self._policy.per_host)))

    @asynccontextmanager
    async def slot(self, url: str) -> AsyncIterator[None]:
        """Wait until a request to the host of *url* is allowed, and hold the slot."""
        host, policy = self.host(url), self._policy
        async with host.slots:
            now = policy.clock()
            begin = max(now, host.next)
            # Set before waiting, so that the next request to this host waits longer.
            host.next = begin + policy.pause
            if begin > now:
                await policy.sleep(begin - now)
            async with self._everywhere:
                try:
                    yield
                finally:
                    host.next = max(host.next, policy.clock() + policy.pause)

    def back_off(self, url: str, seconds: float) -> None:
        """Send no request to the host of *url* for some *seconds*."""
        host = self.host(url)
        host.next = max(host.next, self._policy.clock() + seconds)


@dataclass(slots=True)
class _Host:
    """A host: when the next request may be sent, and whether it refuses more in this run."""

    slots: asyncio.Semaphore
    next: float = 0.0
    closed: bool = False


# Some registries answer 404 to whoever does not ask for a page.
_ACCEPT = "text/html,application/xhtml+xml,*/*;q=0.8"
# As in browsers (WHATWG Fetch, "HTTP-redirect fetch").
_MOST_REDIRECTS = 20
_ENOUGH_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpPolicy:
    """How requests are sent.

    Attributes:
        agent: the User-Agent.
        timeout: seconds to wait for each step of a response.
        slow: seconds from which a response counts as slow.
        per_host: concurrent requests to one host.
        at_once: concurrent requests in all.
        pause: seconds between two requests to one host.
        sleep: waits for a number of seconds.
        clock: a monotonic clock, in seconds.
        now: the current time.
        jitter: a random number between 0 and 1.
        verify: the trusted certificates; None for those of httpx.
    """

    agent: str
    timeout: float = 20.0
    slow: float = 5.0
    per_host: int = 1
    at_once: int = 16
    pause: float = 0.5
    sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    jitter: Callable[[], float] = random.random
    verify: ssl.SSLContext | None = None


def open_client(policy: HttpPolicy, **more: Any) -> Any:
    """Return an `httpx.AsyncClient` for this *policy*.

    Raises:
        ImportError: httpx, or what it needs for the configured proxy, is not installed.
        ValueError: the configured proxy is not valid.
        OSError: the certificates cannot be read.
    """
    import httpx

    return httpx.AsyncClient(
        headers={"User-Agent": policy.agent, "Accept": _ACCEPT, **more.pop("headers", {})},
        # What one site sets must not be sent with another link of it: see `_Chain`.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        timeout=policy.timeout,
        verify=policy.verify or True,
        event_hooks={"response": [_take_location]},
        **more,
    )


async def _take_location(response: Any) -> None:
    """Take `Location` out of the headers of a *response*.

    httpx would build the next request of it, even where it follows none, and fail if it is odd.
    """
    response.extensions["location"] = response.headers.pop("location", "")


async def check_links(
    urls: Iterable[str], policy: HttpPolicy, on_result: Callable[[str, LinkResult], None]
) -> None:
    """Check each of *urls*, and call *on_result* with each result as it arrives.

    URLs that differ only in their fragments are requested once.

    Raises:
        ImportError, ValueError, OSError: as `open_client`; a link itself raises nothing.
    """
    # Dictionaries for their order: links are requested in the site's order.
    same: dict[str, dict[str, str]] = {}
    for url in urls:
        page, fragment = urldefrag(url)
        same.setdefault(page, {})[url] = fragment
    async with open_client(policy) as client, asyncio.TaskGroup() as tasks:
        check = _Check(client, policy)

        async def report_page(page: str) -> None:
            try:
                result = await check.of(page)
            except Exception as error:
                # No server, whatever it does, may end the check of the other links.
                result = result_of_error(error, policy.timeout)
            for url, fragment in same[page].items():
                final = result.final and with_fragment(result.final, fragment)
                on_result(url, replace(result, final=final))

        for page in same:
            tasks.create_task(report_page(page))


@dataclass(slots=True)
class _Response:
    code: int
    headers: Any
    location: str
    seconds: float


class _Check:
    """The checks of one run, which share a rate limiter."""

    def __init__(self, client: Any, policy: HttpPolicy) -> None:
        self._client = client
        self._policy = policy
        self._limiter = RateLimiter(policy)
        self._guard = ConnectionGuard()

    async def of(self, url: str) -> LinkResult:
        attempt = 1
        while True:
            result, header, last = await self._follow_redirects(url)
            pause = pause_before_retry(result, attempt, header, self._policy.now())
            refused = result.code == HTTPStatus.TOO_MANY_REQUESTS
            if pause is None:
                if refused:
                    self._limiter.host(last).closed = True
                return result
            # Requests that were refused together must not be repeated together.
            pause *= 1 + self._policy.jitter() / 2
            if refused:
                self._limiter.back_off(last, pause)
            await self._policy.sleep(pause)
            attempt += 1

    async def _follow_redirects(self, url: str) -> tuple[LinkResult, str, str]:
        """Request *url* and what it redirects to; also return Retry-After and the last URL."""
        import httpx

        chain = Chain(url, httpx.Cookies())
        here = settled = url
        seen, permanent = {(url, chain.state)}, True
        while True:
            try:
                response = await self._request(here, chain)
            except Exception as error:
                return result_of_error(error, self._policy.timeout), "", here
            location = response.location
            if response.code not in REDIRECTS or not location:
                moved = settled if settled != url else None
                slow = self._policy.slow
                result = result_of_response(response.code, response.seconds, slow, moved)
                result = result_of_target(result, url, here)
                return result, response.headers.get("retry-after", ""), here
            try:
                here = target_of(here, location)
            except RedirectError as error:
                return LinkResult(status=Status.UNSURE, reason=str(error)), "", here
            step = here, chain.state
            if step in seen or len(seen) > _MOST_REDIRECTS:
                reason = "it redirects in a loop" if step in seen else "too many redirects"
                # With cookies, it may be meant for programs only.
                status = Status.UNSURE if chain.had_cookies else Status.DEAD
                return LinkResult(status=status, code=response.code, reason=reason), "", here
            # The target of a temporary redirect may be another one tomorrow.
            permanent = permanent and response.code in PERMANENT
            settled = here if permanent else settled
            seen.add(step)

    async def _request(self, url: str, chain: Chain) -> _Response:
        """Return the response to HEAD, or to GET if that says more."""
        import httpx

        with suppress(httpx.ReadError, httpx.RemoteProtocolError, httpx.ReadTimeout):
            # Some servers close the connection on HEAD; then the response to GET counts.
            response = await self._request_by("HEAD", url, chain)
            if not wants_get(response.code, response.location):
                return response
        return await self._request_by("GET", url, chain)

    async def _request_by(self, method: str, url: str, chain: Chain) -> _Response:
        limit, time = self._policy.timeout, asyncio.get_running_loop().time
        request = self._client.build_request(
            method, url, extensions={"trace": self._guard.watching(url, chain)}
        )
        chain.cookies.set_cookie_header(request)
        async with self._limiter.slot(url):
            if self._limiter.host(url).closed:
                raise RefusedError
            self._guard.check_known(url, chain)
            started, begun = self._policy.clock(), time()
            async with AsyncExitStack() as stack:
                async with asyncio.timeout(chain.seconds_left(limit)):
                    response = await self._client.send(request, stream=True)
                    stack.push_async_callback(response.aclose)
                seconds = self._policy.clock() - started
                chain.seconds += time() - begun
                chain.keep_cookies(response)
                if method == "GET":
                    await _read_start(response, limit)
                location = response.extensions["location"]
                return _Response(response.status_code, response.headers, location, seconds)


async def _read_start(response: Any, limit: float) -> None:
    """Read enough of a body to show that there is one; it is never decompressed.

    Raises:
        CutShortError: the connection broke.
    """
    import httpx

    size = 0
    try:
        # A slow body does not make a page dead whose headers were fine.
        with suppress(httpx.TimeoutException, TimeoutError):
            async with asyncio.timeout(limit):
                async for chunk in response.aiter_raw():
                    size += len(chunk)
                    if size >= _ENOUGH_BYTES:
                        return
    except httpx.TransportError as error:
        raise CutShortError from error
