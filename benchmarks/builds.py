"""Builds of a site that was made to measure on, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import hugo
from environment import environment
from sites import write_site

BARE = "bare"
BOTH = """
SITENAME = "A site"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
PATH = "content"
DEFAULT_PAGINATION = 10
FEED_ALL_RSS = "feeds/all.rss.xml"
FEED_MAX_ITEMS = 20
RSS_FEED_SUMMARY_ONLY = False
"""
SIDES = {
    BARE: "PLUGINS = ['yaml_metadata']\n",
    # A third kind of feed would be more than the other side writes.
    "suite": "PLUGINS = ['pelican_plugins']\nFEED_ALL_JSON = None\n",
}
ONE_PROCESS = "POUCH_BUILD = {'processes': 1}\n"
COMMONMARK = "POUCH_FRONT_MATTER = {'markdown': 'commonmark'}\n"
CACHING = "CACHE_CONTENT = LOAD_CONTENT_CACHE = True\nCONTENT_CACHING_LAYER = 'generator'\n"
NOTHING_KEPT = ("output", "cache")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to build the site.

    Attributes:
        side: whose settings; `hugo.NAME` for no Pelican at all.
        more: further settings.
        cold: whether there is neither a cache nor an output before.
        edits: whether a post is changed before the build, and restored after it.
        after: the way to build that made the output and the cache it finds; empty for itself.
    """

    side: str
    more: str = ""
    cold: bool = False
    edits: bool = False
    after: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a build took.

    Attributes:
        seconds: by the clock.
        processor: seconds of all its processes on a processor.
        mebibytes: MiB of its largest process.
        written: bytes of its output.
    """

    seconds: float
    processor: float
    mebibytes: float
    written: int


class Bench:
    """A site, and builds of it.

    Args:
        folder: where it is made.
        articles: how many it has.
        photos: how many it has.
        compiled: where code is kept compiled, if another site has done that before.
    """

    def __init__(
        self, folder: Path, articles: int, photos: int, compiled: Path | None = None
    ) -> None:
        self.folder = folder
        self._compiled = compiled or folder
        self.is_compiled = compiled is not None
        self.post = folder / "content" / "post-00000.md"
        write_site(folder, articles, photos)

    def build(self, name: str, way: Way, command: list[str] | None = None) -> Taken:
        """Build the site one way, in a process of its own."""
        output, cache = (self.folder / f"{part}-{way.after or name}" for part in NOTHING_KEPT)
        if way.cold:
            shutil.rmtree(output, ignore_errors=True)
            shutil.rmtree(cache, ignore_errors=True)
        if way.side == hugo.NAME:
            program = hugo.command(self.folder, output)
        else:
            conf = self.folder / f"{name}.conf.py"
            conf.write_text(f"{BOTH}{SIDES[way.side]}{way.more}CACHE_PATH = {cache.name!r}\n")
            arguments = ["content", "-s", conf.name, "-o", output.name, "-q"]
            program = [sys.executable, *(command or ["-m", "pelican"]), *arguments]
        with _changed(self.post) if way.edits else nullcontext():
            began = time.perf_counter()
            process = subprocess.Popen(
                program,
                cwd=self.folder,
                env=environment(self._compiled),
                # Pelican says in one line that it is done.
                stdout=subprocess.DEVNULL,
            )
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - began
        if status:
            raise SystemExit(f"the build {name!r} failed")
        written = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
        processor = used.ru_utime + used.ru_stime
        return Taken(seconds, processor, used.ru_maxrss / 1024, written)


@contextmanager
def _changed(post: Path) -> Iterator[None]:
    """Add a paragraph to a post, another one each time, and take it away again."""
    before, times = post.read_bytes(), post.stat()
    post.write_bytes(before + f"\nSeen again at {time.time_ns()}.\n".encode())
    try:
        yield
    finally:
        post.write_bytes(before)
        os.utime(post, ns=(times.st_atime_ns, times.st_mtime_ns))


def compare(bench: Bench, ways: Mapping[str, Way], runs: int) -> dict[str, list[Taken]]:
    """Build each way as often as *runs* says, taking turns."""
    taken: dict[str, list[Taken]] = {name: [] for name in ways}
    for name, way in ways.items():
        # The first build of each side is not measured, either: it compiles what it imports.
        if not (way.cold or way.after) or (name in SIDES and not bench.is_compiled):
            bench.build(name, way)
    for _ in range(runs):
        for name, way in ways.items():
            taken[name].append(bench.build(name, way))
    return taken
