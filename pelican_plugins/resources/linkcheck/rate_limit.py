"""Whose turn it is: no host is asked too much at once, too fast, or against its will."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from ..._core.urls import split


class Turns:
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
