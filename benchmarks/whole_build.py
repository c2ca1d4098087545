"""What the suite costs a build: ratios to Pelican with pelican-yaml-metadata and its own theme.

    python benchmarks/whole_build.py                  # `make bench`: 1,000 articles
    python benchmarks/whole_build.py --articles 100 --photos 100
    python benchmarks/whole_build.py --growth         # 1,000 and 10,000: cost an article, memory
    python benchmarks/whole_build.py --profile FILE   # cProfile of one warm build of the suite

All ways to build take turns, and a ratio is that of two builds of one turn, so that a busy machine
is fair to both. Both sides write the same number of entries into the same feeds. What is printed
is also written as JSON with `--json FILE`; `record.json` says what it was at each release.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environment import environment
from reloading import seconds_to_fresh
from sites import write_site

HERE = Path(__file__).resolve().parent
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
CACHING = "CACHE_CONTENT = LOAD_CONTENT_CACHE = True\nCONTENT_CACHING_LAYER = 'generator'\n"
NOTHING_KEPT = ("output", "cache")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to build the site.

    Attributes:
        side: whose settings.
        more: further settings.
        cold: whether there is neither a cache nor an output before.
    """

    side: str
    more: str = ""
    cold: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What a build took: seconds by the clock, MiB of its largest process, bytes it wrote."""

    seconds: float
    mebibytes: float
    written: int


WAYS = {
    BARE: Way(BARE, cold=True),
    "cold": Way("suite", cold=True),
    "warm": Way("suite"),
    "warm, Pelican's cache on": Way("suite", CACHING),
    "bare, typogrify": Way(BARE, "TYPOGRIFY = True\n", cold=True),
    "cold, typogrify": Way("suite", "TYPOGRIFY = True\n", cold=True),
}
GOALS = {
    "cold": (BARE, 1.00),
    "warm": (BARE, 0.80),
    "warm, Pelican's cache on": (BARE, 0.45),
    "cold, typogrify": ("bare, typogrify", 1.00),
}


class Bench:
    """A site, and builds of it."""

    def __init__(self, folder: Path, articles: int, photos: int) -> None:
        self.folder = folder
        write_site(folder, articles, photos)

    def build(self, name: str, way: Way, command: list[str] | None = None) -> Taken:
        """Build the site one way, in a process of its own."""
        output, cache = (self.folder / f"{part}-{name}" for part in NOTHING_KEPT)
        if way.cold:
            shutil.rmtree(output, ignore_errors=True)
            shutil.rmtree(cache, ignore_errors=True)
        conf = self.folder / f"{name}.conf.py"
        conf.write_text(f"{BOTH}{SIDES[way.side]}{way.more}CACHE_PATH = {cache.name!r}\n")
        arguments = ["content", "-s", conf.name, "-o", output.name, "-q"]
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *(command or ["-m", "pelican"]), *arguments],
            cwd=self.folder,
            env=environment(self.folder),
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        if status:
            raise SystemExit(f"the build {name!r} failed")
        written = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
        return Taken(seconds, used.ru_maxrss / 1024, written)


def compare(bench: Bench, ways: Mapping[str, Way], runs: int) -> dict[str, list[Taken]]:
    """Build each way as often as *runs* says, taking turns."""
    taken: dict[str, list[Taken]] = {name: [] for name in ways}
    for name, way in ways.items():
        # The first build of each side is not measured, either: it compiles what it imports.
        if not way.cold or name in SIDES:
            bench.build(name, way)
    for _ in range(runs):
        for name, way in ways.items():
            taken[name].append(bench.build(name, way))
    return taken


def summary(taken: Mapping[str, list[Taken]]) -> list[dict[str, Any]]:
    """Return a row of figures for each way."""
    rows = []
    for name, builds in taken.items():
        base, goal = GOALS.get(name, (BARE, None))
        ratios = [
            one.seconds / other.seconds for one, other in zip(builds, taken[base], strict=True)
        ]
        rows.append(
            {
                "way": name,
                "seconds": round(statistics.median(one.seconds for one in builds), 2),
                "ratio": round(statistics.median(ratios), 3),
                "of": base,
                "goal": goal,
                "MiB": round(statistics.median(one.mebibytes for one in builds)),
                "output_bytes": builds[-1].written,
            }
        )
    return rows


def stages(bench: Bench, side: str) -> dict[str, float]:
    """Return the seconds of each stage of one warm build, watched."""
    report = bench.folder / "stages.json"
    bench.build(side, Way(side), [str(HERE / "stages.py"), str(report)])
    found: dict[str, float] = json.loads(report.read_text())["seconds"]
    return {name: round(seconds, 3) for name, seconds in found.items()}


def growth(folder: Path, sizes: tuple[int, int], runs: int) -> dict[str, Any]:
    """Return what an article costs at two sizes, and the memory at the larger."""
    found: dict[str, Any] = {}
    each: dict[str, list[float]] = {BARE: [], "suite": []}
    for size in sizes:
        bench = Bench(folder / str(size), size, 0)
        taken = compare(bench, {side: Way(side, cold=True) for side in SIDES}, runs)
        for side, builds in taken.items():
            median = statistics.median(one.seconds for one in builds)
            each[side].append(1000 * median / size)
            found[f"{side}, {size}: ms an article"] = round(1000 * median / size, 2)
            found[f"{side}, {size}: MiB"] = round(max(one.mebibytes for one in builds))
    for side, (small, large) in each.items():
        found[f"{side}: growth"] = round(large / small, 3)
    largest = sizes[-1]
    found["memory, ratio"] = round(
        found[f"suite, {largest}: MiB"] / found[f"{BARE}, {largest}: MiB"], 3
    )
    return found


def reload_ratio(bench: Bench, runs: int) -> dict[str, float]:
    """Return how soon `--autoreload` shows a change, as seconds and as a share of bare."""
    taken: dict[str, list[float]] = {}
    for side in SIDES:
        bench.build(side, Way(side))
        taken[side] = seconds_to_fresh(bench.folder, f"{side}.conf.py", f"output-{side}", runs)
    bare, suite = (statistics.median(taken[side]) for side in SIDES)
    return {"bare": round(bare, 2), "suite": round(suite, 2), "ratio": round(suite / bare, 3)}


def show(title: str, rows: Mapping[str, Any]) -> None:
    """Print names and figures."""
    print(f"\n{title}")
    for name, value in rows.items():
        print(f"  {name:44} {value}")


def table(rows: list[dict[str, Any]]) -> None:
    """Print the rows of `summary`."""
    print(f"{'':28}{'seconds':>8} {'ratio':>7} {'goal':>6} {'MiB':>6} {'MB out':>8}")
    for row in rows:
        goal = f"{row['goal']:.2f}" if row["goal"] else ""
        print(
            f"{row['way']:28}{row['seconds']:8.2f} {row['ratio']:7.3f} {goal:>6}"
            f" {row['MiB']:6} {row['output_bytes'] / 1e6:8.1f}"
        )


def main() -> None:
    """Make a site in a temporary folder, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--photos", type=int, default=0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--sizes", type=int, nargs=2, default=(1000, 10_000))
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found: dict[str, Any] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "articles": asked.articles,
        "photos": asked.photos,
        "runs": asked.runs,
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.growth:
            found["growth"] = growth(folder, tuple(asked.sizes), asked.runs)
            show("Growth", found["growth"])
        else:
            bench = Bench(folder, asked.articles, asked.photos)
            if asked.profile:
                _profile(bench, asked.profile.resolve())
                return
            found["ways"] = summary(compare(bench, WAYS, asked.runs))
            table(found["ways"])
            found["reload"] = reload_ratio(bench, asked.runs)
            show("A change under --autoreload, seconds until its page is fresh", found["reload"])
            for side in SIDES:
                found[f"stages, {side}"] = stages(bench, side)
                show(f"Seconds of a warm build, {side}, watched", found[f"stages, {side}"])
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n")


def _profile(bench: Bench, file: Path) -> None:
    bench.build("suite", Way("suite"))
    bench.build("suite", Way("suite"), ["-m", "cProfile", "-o", str(file), "-m", "pelican"])
    print(f"python -m pstats {file}")


if __name__ == "__main__":
    main()
