"""Ask an archive for copies of dead links."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from ..._core.urls import is_web
from .link_check import Manners, open_client

_LONGEST = 100_000
_PLAIN = {"Accept-Encoding": "gzip, deflate"}
_PACKED = {"gzip", "x-gzip", "deflate"}


async def find_copies(
    urls: Iterable[str], endpoint: str, manners: Manners, tell: Callable[[str, str], None]
) -> None:
    """Ask *endpoint* for each of *urls*, one after the other, and *tell* the copies it has.

    Args:
        urls: the addresses of which a copy is wanted.
        endpoint: the address to ask, with `{url}` in it.
        manners: how to ask.
        tell: is told an address and that of its copy, as soon as there is one.

    Raises:
        OSError: the archive does not answer, or not as it should; it is asked no more.
        ImportError, ValueError: as `open_client`.
    """
    import httpx

    asked = False
    async with open_client(
        manners, follow_redirects=True, max_redirects=3, headers=_PLAIN
    ) as client:
        for url in urls:
            if asked:
                await manners.sleep(manners.pause)
            asked = True
            address = endpoint.replace("{url}", quote(url, safe=""))
            try:
                copy = copy_named_in(await _text(client, address))
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise OSError(str(error) or type(error).__name__) from error
            if copy:
                tell(url, copy)


def copy_named_in(text: str) -> str | None:
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
