"""Ask the web for links: politely, and never for more than a few bytes."""

from __future__ import annotations

import asyncio
import random
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from ..._core.urls import is_web, split
from .link_status import Finding, Status, judge, pause_before_retry, wants_get

_MOST_REDIRECTS = 10
_ENOUGH = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to ask.

    Attributes:
        agent: the name given to servers.
        timeout: seconds to wait for each step of an answer.
        slow: seconds from which on an answer counts as slow.
        per_host: how many questions one host is asked at a time.
        at_once: how many hosts are asked at a time.
        pause: seconds between two questions to one host.
        sleep: waits for a number of seconds.
        clock: seconds that only grow.
        now: the present moment.
        jitter: a number between 0 and 1, new each time.
        verify: the certificates that are trusted; None for the system's.
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


@dataclass(slots=True)
class _Turns:
    """Whose turn it is."""

    everywhere: asyncio.Semaphore
    hosts: dict[str, asyncio.Semaphore] = field(default_factory=dict)


async def check_links(
    urls: Iterable[str], manners: Manners, tell: Callable[[str, Finding], None]
) -> None:
    """Ask for each of *urls* and *tell* what was found as soon as it is.

    Raises:
        ImportError: httpx is not installed.
    """
    import httpx

    turns = _Turns(asyncio.Semaphore(manners.at_once))
    turns.hosts = defaultdict(lambda: asyncio.Semaphore(manners.per_host))
    async with httpx.AsyncClient(
        headers={"User-Agent": manners.agent, "Accept": "*/*"},
        timeout=manners.timeout,
        verify=manners.verify or True,
        follow_redirects=False,
    ) as client:

        async def check(url: str) -> None:
            tell(url, await _check(client, url, manners, turns))

        async with asyncio.TaskGroup() as tasks:
            for url in urls:
                tasks.create_task(check(url))


async def fetch_text(url: str, manners: Manners, limit: int = 100_000) -> str:
    """Return the first *limit* bytes of what stands at *url*, as text.

    Raises:
        OSError: it cannot be had.
    """
    import httpx

    try:
        async with (
            httpx.AsyncClient(
                headers={"User-Agent": manners.agent},
                timeout=manners.timeout,
                verify=manners.verify or True,
            ) as client,
            client.stream("GET", url) as answer,
        ):
            data = b""
            async for chunk in answer.aiter_raw():
                data += chunk
                if len(data) >= limit:
                    break
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise OSError(str(error)) from error
    return data.decode("utf-8", "replace")


async def _check(client: Any, url: str, manners: Manners, turns: _Turns) -> Finding:
    attempt = 1
    while True:
        finding, header = await _follow(client, url, manners, turns)
        pause = (
            None
            if finding.certain or _is_settled(finding)
            else pause_before_retry(finding.code, attempt, header, manners.now())
        )
        if pause is None:
            return finding
        # Whoever was refused together must not come back together.
        await manners.sleep(pause * (1 + manners.jitter() / 2))
        attempt += 1


def _is_settled(finding: Finding) -> bool:
    return finding.code is None and finding.status is Status.UNSURE


async def _follow(client: Any, url: str, manners: Manners, turns: _Turns) -> tuple[Finding, str]:
    """Ask for *url* and for all it redirects to; also return the last Retry-After."""
    import httpx

    here, seen, permanent = url, {url}, True
    while True:
        started = manners.clock()
        try:
            code, headers = await _ask(client, here, manners, turns)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, OSError) as error:
            return _of_error(error, manners), ""
        seconds = manners.clock() - started
        target = headers.get("location", "")
        if code not in {301, 302, 303, 307, 308} or not target:
            moved = here if permanent and here != url else None
            return judge(code, seconds, manners.slow, moved), headers.get("retry-after", "")
        permanent = permanent and code in {301, 308}
        here = urljoin(here, target)
        if not is_web(here):
            return Finding(status=Status.UNSURE, reason="it leads to what is no web page"), ""
        if here in seen or len(seen) > _MOST_REDIRECTS:
            reason = "it leads in a circle" if here in seen else "it leads on and on"
            return Finding(status=Status.DEAD, code=code, reason=reason, certain=False), ""
        seen.add(here)


async def _ask(client: Any, url: str, manners: Manners, turns: _Turns) -> tuple[int, Any]:
    """Return code and headers of the answer to HEAD, or to GET where that says more."""
    parts = split(url)
    host = parts.netloc.rpartition("@")[2] if parts else ""
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(turns.hosts[host])
        await stack.enter_async_context(turns.everywhere)
        code, headers = 405, {}
        for method in ("HEAD", "GET"):
            # A header that comes letter by letter never takes too long for one step.
            async with asyncio.timeout(2 * manners.timeout), client.stream(method, url) as answer:
                code, headers = answer.status_code, answer.headers
                if method == "GET":
                    await _taste(answer)
            await manners.sleep(manners.pause)
            if method == "HEAD" and not wants_get(code):
                break
        return code, headers


async def _taste(answer: Any) -> None:
    """Read as much of a body as shows that there is one; it is never unpacked."""
    import httpx

    size = 0
    # A body that stops coming is nothing against a page whose head was fine.
    with suppress(httpx.TimeoutException):
        async for chunk in answer.aiter_raw():
            size += len(chunk)
            if size >= _ENOUGH:
                return


def _of_error(error: Exception, manners: Manners) -> Finding:
    import httpx

    causes = list(_causes(error))
    name = next((e for e in causes if isinstance(e, socket.gaierror)), None)
    if name is not None:
        gone = name.errno == socket.EAI_NONAME
        reason = "there is no such host" if gone else "its host's name cannot be looked up now"
        status = Status.DEAD if gone else Status.UNSURE
        return Finding(status=status, reason=reason, certain=gone)
    if any(isinstance(e, ssl.SSLError) for e in causes):
        told = next(e for e in causes if isinstance(e, ssl.SSLError))
        why = getattr(told, "verify_message", "") or told.reason or "no safe connection"
        return Finding(status=Status.UNSURE, reason=f"its certificate is not trusted: {why}")
    if isinstance(error, (httpx.TimeoutException, TimeoutError)):
        return Finding(status=Status.DEAD, reason=f"no answer within {manners.timeout:g} s")
    if isinstance(error, httpx.ConnectError):
        return Finding(status=Status.DEAD, reason="it takes no connection")
    if isinstance(error, (httpx.InvalidURL, ValueError)):
        return Finding(status=Status.UNSURE, reason="it is no address that can be asked")
    return Finding(status=Status.DEAD, reason="its answer makes no sense")


def _causes(error: BaseException) -> Iterable[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
