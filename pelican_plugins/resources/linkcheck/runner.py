"""A run of link checks, followed by queries to an archive for copies of dead links."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from rich.console import Console

from ..._core.commands import tell
from ..._core.errors import PouchError
from ..._core.progress import Progress
from ..._core.urls import is_web
from .connection_guard import LONGEST_CHAIN, Chain, ConnectionGuard
from .link_cache import LinkRecord
from .link_check import HttpPolicy, check_links, open_client
from .link_status import (
    LONGEST_URL,
    REDIRECTS,
    LinkResult,
    RedirectError,
    Status,
    is_unreachable,
    target_of,
    without_certain_deaths,
)

# Of links known to be alive, so many show whether our own network is down.
_WITNESSES = 3
_LONGEST = 100_000
_MOST_REDIRECTS = 4
_ACCEPTED = {"Accept-Encoding": "gzip, deflate"}
_COMPRESSED = {"gzip", "x-gzip", "deflate"}


async def query_archive(
    urls: Iterable[str], endpoint: str, policy: HttpPolicy, on_copy: Callable[[str, str], None]
) -> None:
    """Query *endpoint* for a copy of each of *urls*, one after the other.

    Args:
        urls: those of dead links.
        endpoint: the URL of the query, with `{url}` in it.
        policy: how to send requests.
        on_copy: called with a URL and that of its copy.

    Raises:
        OSError: no response, or an invalid one; no more queries are sent.
        ImportError, ValueError: as `open_client`.
    """
    import httpx

    async with open_client(policy, headers=_ACCEPTED) as client:
        for number, url in enumerate(urls):
            if number:
                await policy.sleep(policy.pause)
            query = endpoint.replace("{url}", quote(url, safe=""))
            try:
                async with asyncio.timeout(LONGEST_CHAIN * policy.timeout):
                    copy = snapshot_in(await _text(client, query))
            except (httpx.HTTPError, httpx.InvalidURL, RedirectError, TimeoutError) as error:
                raise OSError(str(error) or type(error).__name__) from error
            if copy:
                on_copy(url, copy)


def snapshot_in(text: str) -> str | None:
    """Return the URL of the copy in an archive's response, or None if it has none.

    The response is JSON like that of the Wayback Machine's availability API
    (https://archive.org/help/wayback_api.php).

    Raises:
        OSError: it is not.
    """
    try:
        closest = json.loads(text)["archived_snapshots"].get("closest") or {}
        # There are also copies of error pages.
        fine = closest and closest["available"] and str(closest.get("status", "2")).startswith("2")
        url = closest["url"] if fine else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise OSError("its response is not that of an archive") from None
    fine = isinstance(url, str) and len(url) <= LONGEST_URL and url.isprintable() and is_web(url)
    return url if fine else None


async def _text(client: Any, url: str) -> str:
    import httpx

    guard, chain = ConnectionGuard(), Chain(url, httpx.Cookies())
    for _ in range(_MOST_REDIRECTS):
        guard.check_known(url, chain)
        watching = {"trace": guard.watching(url, chain)}
        async with client.stream("GET", url, extensions=watching) as response:
            location = response.extensions["location"]
            if response.status_code in REDIRECTS and location:
                url = target_of(url, location)
                continue
            response.raise_for_status()
            data = b""
            async for chunk in response.aiter_raw():
                data += chunk
                if len(data) > _LONGEST:
                    raise OSError("its response is too long")
            encoding = response.headers.get("content-encoding", "").strip().lower()
            return _decompressed(data, encoding)
    raise RedirectError("too many redirects")


def _decompressed(data: bytes, encoding: str) -> str:
    if encoding in _COMPRESSED:
        try:
            # 47 accepts gzip and zlib. httpx would decompress without a limit.
            data = zlib.decompressobj(47).decompress(data, _LONGEST)
        except zlib.error:
            raise OSError("its response cannot be decompressed") from None
    return data.decode("utf-8", "replace")


def check_stale_links(
    stale: Collection[str], fresh: Sequence[str], policy: HttpPolicy
) -> tuple[dict[str, LinkResult], bool]:
    """Check all *stale* links, and some *fresh* ones if none of them can be reached.

    Returns:
        The results, also those before an interruption, and whether there was none.

    Raises:
        PouchError: there seems to be no network.
    """
    results: dict[str, LinkResult] = {}
    finished = _check(stale, policy, results.__setitem__)
    if not (results and finished and all(map(is_unreachable, results.values()))):
        return without_certain_deaths(results), finished
    finished = _check(fresh[:_WITNESSES], policy, results.__setitem__)
    if len(results) > 1 and finished and all(map(is_unreachable, results.values())):
        raise PouchError("no link can be reached; check your network connection")
    return without_certain_deaths(results), finished


def _check(
    urls: Collection[str], policy: HttpPolicy, on_result: Callable[[str, LinkResult], None]
) -> bool:
    """Check all of *urls*, and return whether this was not interrupted."""
    done = 0
    progress = Progress(Console(stderr=True), lambda: True)

    def keep(url: str, result: LinkResult) -> None:
        nonlocal done
        done += 1
        on_result(url, result)
        progress.reach("Checking links", done, lambda: len(urls))

    try:
        finished = not urls or _run(check_links(urls, policy, keep))
    except OSError as error:
        raise PouchError(f"no link can be checked: {error}") from None
    finally:
        progress.end()
    if not finished:
        tell(f"interrupted; {done} of {len(urls)} links were checked and saved")
    return finished


def find_archived_copies(
    records: dict[str, LinkRecord], cited: Iterable[str], endpoint: str, policy: HttpPolicy
) -> bool:
    """Query the archive for a copy of each dead link that has none.

    Returns:
        Whether this was not interrupted.

    Raises:
        PouchError: no request can be sent.
    """
    wanted = [
        url
        for url in cited
        if url in records and records[url].status == Status.DEAD and not records[url].snapshot
    ]

    def keep(url: str, copy: str) -> None:
        records[url] = replace(records[url], snapshot=copy)

    try:
        return not wanted or _run(query_archive(wanted, endpoint, policy, keep))
    except OSError as error:
        # The results of the links remain valid.
        tell(f"the archive cannot be queried: {error}")
        return True


def _run(work: Coroutine[Any, Any, None]) -> bool:
    """Run *work*, and return whether it was not interrupted.

    Raises:
        PouchError: httpx cannot send requests.
    """
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        return False
    except (ImportError, ValueError) as error:
        raise PouchError(f"no request can be sent: {error}") from None
    return True
