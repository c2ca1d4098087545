"""What pictures cost a build: ratios of runs that alternate, so that a busy machine is fair to all.

    python benchmarks/images.py warm      # a rebuild with the plugin, for one without it
    python benchmarks/images.py cold      # the same widths by libvips, where `vips` is there
    python benchmarks/images.py memory    # the most memory that encoding takes

`--posts`, `--photos` and `--runs` make it smaller or longer. Nothing is kept, unless `--keep`
names a folder: it is used again the next time. Rebuilds are compared by the time they take of a
processor, which a busy machine changes least; all else by the clock.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from environment import environment
from sites import photo

WIDTHS = (480, 800, 1200)
QUALITY = 80
SAME_WIDTHS = f"""
POUCH_IMAGES = {{'widths': {[*WIDTHS]}, 'formats': ['webp'], 'webp_quality': {QUALITY}}}
"""
THREADS = 2
WORDS = 900
OTHERS = ("front_matter", "resources", "tags", "feeds", "theming")
NAMES = ("river", "gauge", "tide", "flood", "sluice", "ditch", "gravel", "map", "bank", "water")


def main() -> None:
    """Make a site in a temporary folder and measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["warm", "cold", "memory"])
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--photos", type=int, default=100)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = asked.keep or Path(folder)
        posts = asked.posts if asked.what == "warm" else 1
        if not (site / "content").exists():
            write_site(site, posts, asked.photos)
        {"warm": warm, "cold": cold, "memory": memory}[asked.what](site, asked.runs)


def write_site(site: Path, posts: int, photos: int) -> None:
    """Write posts of as many words as long articles have, each with one of the photos."""
    (site / "content" / "images").mkdir(parents=True)
    for n in range(photos):
        (site / "content" / "images" / f"{n}.jpg").write_bytes(photo(n))
    chance = random.Random(1)
    for n in range(posts):
        lines = [f"title: Post {n}", f"date: 2025-01-{n % 28 + 1:02}", "tags: [Rivers, Tides]"]
        text = [" ".join(chance.choices(NAMES, k=90)) + "." for _ in range(WORDS // 90)]
        shown = [f"/images/{n % photos}.jpg"] if posts > 1 else photo_addresses(photos)
        text += [f'![What it shows]({src} "Seen from the bank")' for src in shown]
        body = "\n\n".join(text)
        (site / "content" / f"{n}.md").write_text("\n".join(["---", *lines, "---", "", body, ""]))


def photo_addresses(photos: int) -> list[str]:
    """Return the address of each photo."""
    return [f"/images/{n}.jpg" for n in range(photos)]


@dataclass(frozen=True, slots=True)
class Taken:
    """How long a build took, in seconds: by the clock, and of all processors together."""

    wall: float
    processor: float


def build(site: Path, output: str, plugins: tuple[str, ...], more: str = "") -> Taken:
    """Build the site and return how long that took."""
    names = [f"pelican_plugins.{name}" for name in plugins]
    conf = site / f"{output}.conf.py"
    conf.write_text(
        f"SITENAME = 'A site'\nSITEURL = 'https://example.org'\nTIMEZONE = 'UTC'\n"
        f"CACHE_PATH = 'cache-{output}'\nPLUGINS = {names!r}\n{more}\n"
    )
    command = [sys.executable, "-m", "pelican", "content", "-s", conf.name, "-o", output, "-q"]
    before, began = _processor_time(), time.perf_counter()
    subprocess.run(command, cwd=site, check=True, env=environment(site), stdout=subprocess.DEVNULL)
    return Taken(time.perf_counter() - began, _processor_time() - before)


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compare(runs: int, **ways: Callable[[], float]) -> None:
    """Print the medians of *ways*, which take turns, and each as a share of the first."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            taken[name].append(way())
    medians = {name: statistics.median(times) for name, times in taken.items()}
    first = next(iter(medians.values()))
    for name, median in medians.items():
        low, high = min(taken[name]), max(taken[name])
        print(f"{name:12} {median:7.2f} s ({low:.2f} to {high:.2f})  {median / first:.3f}")


def warm(site: Path, runs: int) -> None:
    """Compare rebuilds in which nothing has changed."""
    ways = {
        "without": lambda: build(site, "off", OTHERS).processor,
        "with": lambda: build(site, "on", (*OTHERS, "images")).processor,
    }
    for way in ways.values():
        way()
    compare(runs, **ways)


def cold(site: Path, runs: int) -> None:
    """Compare the pictures' share of a first build with libvips."""

    def share() -> float:
        for name in ("on", "cache-on", "off", "cache-off"):
            shutil.rmtree(site / name, ignore_errors=True)
        plain = build(site, "off", OTHERS).wall
        return build(site, "on", (*OTHERS, "images"), SAME_WIDTHS).wall - plain

    ways: dict[str, Callable[[], float]] = {}
    if shutil.which("vips"):
        ways["libvips"] = lambda: by_vips(site)
    compare(runs, **ways, pictures=share)


def by_vips(site: Path) -> float:
    """Make the same files with libvips, one thread a photo as we do, and time that."""
    target = site / "vips"
    target.mkdir(exist_ok=True)
    variables = {**os.environ, "VIPS_CONCURRENCY": "1"}

    def one(path: Path) -> None:
        for width in WIDTHS:
            name = f"{target}/{path.stem}-{width}.webp[Q={QUALITY},strip]"
            command = ["vips", "thumbnail", str(path), name, str(width)]
            subprocess.run(command, check=True, env=variables)

    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, sorted((site / "content" / "images").iterdir())))
    return time.perf_counter() - began


def memory(site: Path, _runs: int) -> None:
    """Print the most memory of builds with and without the plugin."""
    for output, plugins in (("off", OTHERS), ("on", (*OTHERS, "images"))):
        build(site, output, plugins, SAME_WIDTHS)
        # Of all children so far; the build with pictures comes last and takes the most.
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{output:12} {most:7.0f} MiB")


if __name__ == "__main__":
    main()
