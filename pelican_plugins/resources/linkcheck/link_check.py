"""Whose turn it is: no host is asked too much at once, too fast, or against its will.

Ask the web for links: politely, and never for more than a few bytes.
"""

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
from typing import Any
from urllib.parse import urldefrag

from ..._core.urls import split
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
    target_of,
    wants_get,
    with_fragment,
)


class RateLimiter:
    """Hands out turns to ask a host.

    Args:
        per_host: how many questions one host is asked at a time.
        at_once: how many questions are asked at a time in all.
        pause: seconds between two questions to one host.
        sleep: waits for a number of seconds.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        *,
        per_host: int,
        at_once: int,
        pause: float,
        sleep: Callable[[float], Awaitable[Any]],
        clock: Callable[[], float],
    ) -> None:
        self._per_host = per_host
        self._everywhere = asyncio.Semaphore(at_once)
        self._pause = pause
        self._sleep = sleep
        self._clock = clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def of(self, url: str) -> AsyncIterator[None]:
        """Wait until the host of *url* may be asked, and keep the turn."""
        host = self._host(url)
        async with host.free:
            now = self._clock()
            begin = max(now, host.next)
            # Set before waiting, so that whoever has another turn of this host waits longer.
            host.next = begin + self._pause
            if begin > now:
                await self._sleep(begin - now)
            async with self._everywhere:
                try:
                    yield
                finally:
                    host.next = max(host.next, self._clock() + self._pause)

    def leave_alone(self, url: str, seconds: float) -> None:
        """Give the host of *url* no turn for some *seconds*, whichever link it is about."""
        host = self._host(url)
        host.next = max(host.next, self._clock() + seconds)

    def close(self, url: str) -> None:
        """Remember that the host of *url* wants no more questions in this run."""
        self._host(url).closed = True

    def is_closed(self, url: str) -> bool:
        """Tell whether the host of *url* wants no more questions."""
        return self._host(url).closed

    def _host(self, url: str) -> _Host:
        # Ports and schemes of one name are mostly one machine, so they share their turns.
        parts = split(url)
        name = (parts.hostname if parts else None) or ""
        return self._hosts.setdefault(name, _Host(self._per_host))


class _Host:
    def __init__(self, turns: int) -> None:
        self.free = asyncio.Semaphore(turns)
        self.next = 0.0
        self.closed = False


_MOST_REDIRECTS = 10
_ENOUGH = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpPolicy:
    """How to ask.

    Attributes:
        agent: the name given to servers.
        timeout: seconds to wait for each step of an answer.
        slow: seconds from which on an answer counts as slow.
        per_host: how many questions one host is asked at a time.
        at_once: how many questions are asked at a time in all.
        pause: seconds between two questions to one host.
        sleep: waits for a number of seconds.
        clock: seconds that only grow.
        now: the present moment.
        jitter: a number between 0 and 1, new each time.
        verify: the certificates that are trusted; None for those httpx trusts.
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
    """Return a client of httpx that asks with these *manners*.

    Raises:
        ImportError: httpx, or what it needs for the proxy that is set, is not installed.
        ValueError: the proxy that is set is none.
        OSError: the certificates cannot be read.
    """
    import httpx

    return httpx.AsyncClient(
        headers={"User-Agent": policy.agent, "Accept": "*/*", **more.pop("headers", {})},
        timeout=policy.timeout,
        verify=policy.verify or True,
        **more,
    )


async def check_links(
    urls: Iterable[str], policy: HttpPolicy, tell: Callable[[str, LinkResult], None]
) -> None:
    """Ask for each of *urls* and *tell* what was found as soon as it is.

    Addresses that differ in their fragments are one to a server, and asked for once.

    Raises:
        ImportError, ValueError, OSError: as `open_client`; a link itself raises nothing.
    """
    # Dictionaries for their order: the links of a site are asked for as they stand there.
    same: dict[str, dict[str, str]] = {}
    for url in urls:
        page, fragment = urldefrag(url)
        same.setdefault(page, {})[url] = fragment
    async with open_client(policy) as client, asyncio.TaskGroup() as tasks:
        check = _Check(client, policy)

        async def tell_of(page: str) -> None:
            result = await check.of(page)
            for url, fragment in same[page].items():
                final = result.final and with_fragment(result.final, fragment)
                tell(url, replace(result, final=final))

        for page in same:
            tasks.create_task(tell_of(page))


@dataclass(slots=True)
class _Answer:
    code: int
    headers: Any
    seconds: float


class _Check:
    """A run of questions that share their turns."""

    def __init__(self, client: Any, policy: HttpPolicy) -> None:
        self._client = client
        self._policy = policy
        self._limiter = RateLimiter(
            per_host=policy.per_host,
            at_once=policy.at_once,
            pause=policy.pause,
            sleep=policy.sleep,
            clock=policy.clock,
        )

    async def of(self, url: str) -> LinkResult:
        attempt = 1
        while True:
            result, header, last = await self._follow_redirects(url)
            pause = pause_before_retry(result, attempt, header, self._policy.now())
            refused = result.code == HTTPStatus.TOO_MANY_REQUESTS
            if pause is None:
                if refused:
                    self._limiter.close(last)
                return result
            # Whoever was refused together must not come back together.
            pause *= 1 + self._policy.jitter() / 2
            if refused:
                self._limiter.leave_alone(last, pause)
            await self._policy.sleep(pause)
            attempt += 1

    async def _follow_redirects(self, url: str) -> tuple[LinkResult, str, str]:
        """Ask for *url* and what it redirects to; also return Retry-After and where it ended."""
        here = settled = url
        seen, permanent = {url}, True
        while True:
            try:
                answer = await self._request(here)
            except Exception as error:
                return result_of_error(error, self._policy.timeout), "", here
            location = answer.headers.get("location", "")
            if answer.code not in REDIRECTS or not location:
                moved = settled if settled != url else None
                result = result_of_response(answer.code, answer.seconds, self._policy.slow, moved)
                return result, answer.headers.get("retry-after", ""), here
            try:
                here = target_of(here, location)
            except RedirectError as error:
                return LinkResult(status=Status.UNSURE, reason=str(error)), "", here
            if here in seen or len(seen) > _MOST_REDIRECTS:
                reason = "it leads in a circle" if here in seen else "it leads on and on"
                return LinkResult(status=Status.DEAD, code=answer.code, reason=reason), "", here
            # What is found behind a temporary redirect may be elsewhere tomorrow.
            permanent = permanent and answer.code in PERMANENT
            settled = here if permanent else settled
            seen.add(here)

    async def _request(self, url: str) -> _Answer:
        """Return the answer to HEAD, or to GET where that says more."""
        import httpx

        with suppress(httpx.ReadError, httpx.RemoteProtocolError, httpx.ReadTimeout):
            # Some servers hang up on HEAD; what they say to GET counts.
            answer = await self._request_by("HEAD", url)
            if not wants_get(answer.code, answer.headers.get("location", "")):
                return answer
        return await self._request_by("GET", url)

    async def _request_by(self, method: str, url: str) -> _Answer:
        limit = self._policy.timeout
        async with self._limiter.of(url):
            if self._limiter.is_closed(url):
                raise RefusedError
            started = self._policy.clock()
            async with AsyncExitStack() as stack:
                # A head that comes letter by letter never takes too long for one step.
                async with asyncio.timeout(2 * limit):
                    stream = self._client.stream(method, url)
                    answer = await stack.enter_async_context(stream)
                seconds = self._policy.clock() - started
                if method == "GET":
                    await _read_start(answer, limit)
                return _Answer(answer.status_code, answer.headers, seconds)


async def _read_start(answer: Any, limit: float) -> None:
    """Read as much of a body as shows that there is one; it is never unpacked.

    Raises:
        CutShortError: it broke off.
    """
    import httpx

    size = 0
    try:
        # A body that stops coming is nothing against a page whose head was fine.
        with suppress(httpx.TimeoutException, TimeoutError):
            async with asyncio.timeout(limit):
                async for chunk in answer.aiter_raw():
                    size += len(chunk)
                    if size >= _ENOUGH:
                        return
    except httpx.TransportError as error:
        raise CutShortError from error
