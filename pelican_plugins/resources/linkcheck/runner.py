"""Ask an archive for copies of dead links.

One run of asking: first the links, then an archive for copies of the dead ones.
"""

from __future__ import annotations

import asyncio
import json
import sys
import zlib
from collections.abc import Callable, Collection, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from ..._core.commands import tell
from ..._core.errors import PouchError
from ..._core.urls import is_web
from .link_cache import LinkRecord
from .link_check import HttpPolicy, check_links, open_client
from .link_status import LinkResult, Status, is_unreachable, without_certain_deaths

_LONGEST = 100_000
_PLAIN = {"Accept-Encoding": "gzip, deflate"}
_PACKED = {"gzip", "x-gzip", "deflate"}


async def query_archive(
    urls: Iterable[str], endpoint: str, policy: HttpPolicy, tell: Callable[[str, str], None]
) -> None:
    """Ask *endpoint* for each of *urls*, one after the other, and *tell* the copies it has.

    Args:
        urls: the addresses of which a copy is wanted.
        endpoint: the address to ask, with `{url}` in it.
        policy: how to send requests.
        tell: is told an address and that of its copy, as soon as there is one.

    Raises:
        OSError: the archive does not answer, or not as it should; it is asked no more.
        ImportError, ValueError: as `open_client`.
    """
    import httpx

    asked = False
    async with open_client(
        policy, follow_redirects=True, max_redirects=3, headers=_PLAIN
    ) as client:
        for url in urls:
            if asked:
                await policy.sleep(policy.pause)
            asked = True
            address = endpoint.replace("{url}", quote(url, safe=""))
            try:
                copy = snapshot_in(await _text(client, address))
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise OSError(str(error) or type(error).__name__) from error
            if copy:
                tell(url, copy)


def snapshot_in(text: str) -> str | None:
    """Return the address of the copy in an archive's answer, or None where it has none.

    The answer is JSON as the availability service of the Wayback Machine gives it
    (https://archive.org/help/wayback_api.php).

    Raises:
        OSError: it is another answer.
    """
    try:
        closest = json.loads(text)["archived_snapshots"].get("closest") or {}
        # It also finds copies of error pages, which help no reader.
        fine = closest and closest["available"] and str(closest.get("status", "2")).startswith("2")
        url = closest["url"] if fine else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise OSError("its answer is not what an archive says") from None
    return url if isinstance(url, str) and is_web(url) else None


async def _text(client: Any, address: str) -> str:
    async with client.stream("GET", address) as answer:
        answer.raise_for_status()
        data = b""
        async for chunk in answer.aiter_raw():
            data += chunk
            if len(data) > _LONGEST:
                raise OSError("its answer is too long")
        packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing in _PACKED:
        try:
            # 47 takes gzip and zlib alike; the limit is why httpx is not left to unpack it.
            data = zlib.decompressobj(47).decompress(data, _LONGEST)
        except zlib.error:
            raise OSError("its answer cannot be unpacked") from None
    return data.decode("utf-8", "replace")


# Of links that are known to live, so many show whether it is our own network that is down.
_WITNESSES = 3
_STEPS = 25


def check_stale_links(
    stale: Collection[str], fresh: Sequence[str], policy: HttpPolicy
) -> tuple[dict[str, LinkResult], bool]:
    """Ask for all *stale* links, and for some *fresh* ones where none can be reached.

    Returns:
        What was found, also before an interruption, and whether there was none.

    Raises:
        PouchError: there seems to be no network.
    """
    results: dict[str, LinkResult] = {}
    finished = _check(stale, policy, results.__setitem__)
    if not (results and finished and all(map(is_unreachable, results.values()))):
        return without_certain_deaths(results), finished
    finished = _check(fresh[:_WITNESSES], policy, results.__setitem__)
    if len(results) > 1 and finished and all(map(is_unreachable, results.values())):
        raise PouchError("no link could be asked at all, so there seems to be no network")
    return without_certain_deaths(results), finished


def _check(
    urls: Collection[str], policy: HttpPolicy, found: Callable[[str, LinkResult], None]
) -> bool:
    """Ask for all of *urls*, and return whether nobody interrupted it."""
    if not urls:
        return True
    with progress_of(len(urls)) as step:
        done = 0

        def keep(url: str, result: LinkResult) -> None:
            nonlocal done
            done += 1
            found(url, result)
            step()

        try:
            finished = _go(check_links(urls, policy, keep))
        except OSError as error:
            raise PouchError(f"nothing can be asked: {error}") from None
    if not finished:
        tell(f"interrupted; {done} of {len(urls)} links were asked and are kept")
    return finished


def find_archived_copies(
    records: dict[str, LinkRecord], cited: Iterable[str], endpoint: str, policy: HttpPolicy
) -> bool:
    """Ask the archive for a copy of each dead link that has none.

    Returns:
        Whether nobody interrupted it.

    Raises:
        PouchError: nothing can be asked at all.
    """
    wanted = [
        url
        for url in cited
        if url in records and records[url].status == Status.DEAD and not records[url].snapshot
    ]

    def keep(url: str, copy: str) -> None:
        records[url] = replace(records[url], snapshot=copy)

    try:
        return not wanted or _go(query_archive(wanted, endpoint, policy, keep))
    except OSError as error:
        # What was found of the links is worth no less for it.
        tell(f"the archive was asked for copies in vain: {error}")
        return True


def _go(work: Coroutine[Any, Any, None]) -> bool:
    """Do *work* until it ends, or is interrupted; return whether it ended.

    Raises:
        PouchError: httpx cannot ask at all.
    """
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        return False
    except (ImportError, ValueError) as error:
        raise PouchError(f"nothing can be asked: {error}") from None
    return True


@contextmanager
def progress_of(total: int) -> Iterator[Callable[[], None]]:
    """Show how far a check of *total* links is: a bar on a terminal, some lines elsewhere."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Asking", total=total)
            yield lambda: progress.advance(task)
        return
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % _STEPS == 0 or done == total:
            tell(f"{done} of {total} asked")

    yield step
