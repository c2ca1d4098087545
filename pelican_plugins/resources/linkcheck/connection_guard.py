"""Limits for one link: the cookies and time of its redirects, and no private network."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from ..._core.urls import split
from .link_status import INTO_PRIVATE, RedirectError
from .private_network import is_private_address, is_private_url, plain_host

_MOST_COOKIES = 8_192
LONGEST_CHAIN = 4
"""The total time for one link, in timeouts."""


@dataclass(slots=True)
class Chain:
    """One link and what it redirects to.

    Attributes:
        url: the URL that is cited.
        cookies: an `httpx.Cookies`, as a browser would keep within this chain.
        private: whether the cited URL itself led into a private network.
        seconds: how long all of its servers have taken until now.
        had_cookies: whether any server set one.
    """

    url: str
    cookies: Any
    private: bool = False
    seconds: float = 0.0
    had_cookies: bool = False

    @property
    def state(self) -> tuple[tuple[str, str, str, str], ...]:
        """The cookies: a redirect to itself that sets one is not a loop."""
        kept = ((c.domain, c.path, c.name, c.value or "") for c in self.cookies.jar)
        return tuple(sorted(kept))

    def seconds_left(self, limit: float) -> float:
        """Return how long the next response may take, with a timeout of *limit* for one step.

        Headers sent byte by byte never exceed that of one step, and many slow redirects never that
        of one response.
        """
        return min(2 * limit, LONGEST_CHAIN * limit - self.seconds)

    def keep_cookies(self, response: Any) -> None:
        """Keep the cookies of a *response*, unless there are too many."""
        self.cookies.extract_cookies(response)
        self.had_cookies = self.had_cookies or bool(self.state)
        if sum(map(len, (part for cookie in self.state for part in cookie))) > _MOST_COOKIES:
            self.cookies.jar.clear()

    def may_reach(self, url: str) -> bool:
        """Return whether *url* may lead into a private network.

        Site authors may cite what is in theirs, but no cited page may lead there.
        """
        if url == self.url or is_private_url(self.url):
            return True
        return self.private and _host_of(url) == _host_of(self.url)


def _host_of(url: str) -> str:
    parts = split(url)
    return plain_host((parts.hostname if parts else None) or "")


class ConnectionGuard:
    """Refuses connections into private networks, in a run that reuses connections."""

    def __init__(self) -> None:
        # Hosts of which a connection led into a private network.
        self._private: set[str] = set()

    def check_known(self, url: str, chain: Chain) -> None:
        """Check a host whose connection may be open already, so that it is not judged again.

        Raises:
            RedirectError: it is in a private network, which *chain* must not reach.
        """
        if _host_of(url) in self._private and not chain.may_reach(url):
            raise RedirectError(INTO_PRIVATE)

    def watching(self, url: str, chain: Chain) -> Callable[[str, Any], Awaitable[None]]:
        """Return a trace of httpx that judges a new connection before anything is sent on it.

        A name may resolve to any IP address, so the one that counts is that of the connection. That
        of a proxy does not matter, since the proxy has its own rules.
        """
        asked = ""

        async def judge(event: str, info: Any) -> None:
            nonlocal asked
            if event == "connection.connect_tcp.started":
                host = info["host"]
                asked = host.decode() if isinstance(host, bytes) else str(host)
            if event != "connection.connect_tcp.complete" or _as_sent(url) != asked.lower():
                return
            stream = info["return_value"]
            peer = stream.get_extra_info("server_addr")
            if not peer or not is_private_address(str(peer[0])):
                return
            self._private.add(_host_of(url))
            if not chain.may_reach(url):
                await stream.aclose()
                raise RedirectError(INTO_PRIVATE)
            chain.private = chain.private or url == chain.url

        return judge


def _as_sent(url: str) -> str:
    """Return the host of *url* as httpx asks for it."""
    import httpx

    return httpx.URL(url).raw_host.decode().strip("[]").lower()
