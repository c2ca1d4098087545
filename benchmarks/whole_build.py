"""What the suite costs a build: ratios to Pelican with pelican-yaml-metadata and its own theme.

    python benchmarks/whole_build.py                  # `make bench`: 1,000 articles
    python benchmarks/whole_build.py --photos 100 --sharp FOLDER    # where sharp is installed
    python benchmarks/whole_build.py --growth         # 1,000 and 10,000: cost an article, memory
    python benchmarks/whole_build.py --profile FILE   # cProfile of one warm build of the suite

All ways to build take turns, and a ratio is that of two builds of one turn, so that a busy machine
is fair to both. Both sides write the same number of entries into the same feeds. What is printed
is also written as JSON with `--json FILE`; `record.json` says what it was at each release.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hugo
from builds import BARE, CACHING, COMMONMARK, ONE_PROCESS, SIDES, Bench, Taken, Way, compare
from encoders import seconds_of_sharp
from environment import facts, keep
from reloading import seconds_to_fresh

HERE = Path(__file__).resolve().parent
_REBUILDS = 7
WAYS = {
    BARE: Way(BARE, cold=True),
    "cold": Way("suite", cold=True),
    "warm": Way("suite"),
    "warm, Pelican's cache on": Way("suite", CACHING),
    "cold, one process": Way("suite", ONE_PROCESS, cold=True),
    "commonmark, cold": Way("suite", COMMONMARK, cold=True),
    "commonmark, warm": Way("suite", COMMONMARK),
    "bare, typogrify": Way(BARE, "TYPOGRIFY = True\n", cold=True),
    "cold, typogrify": Way("suite", "TYPOGRIFY = True\n", cold=True),
}
HUGO = {hugo.NAME: Way(hugo.NAME, cold=True)}
# By the clock, and on a processor; None for no goal.
GOALS = {
    "cold": (BARE, 1.00, None),
    "warm": (BARE, 0.80, None),
    "warm, Pelican's cache on": (BARE, 0.45, None),
    "commonmark, cold": (BARE, 0.70, 0.90),
    "cold, typogrify": ("bare, typogrify", 1.00, None),
}
# The same for both engines: what of a cold build in one process is Markdown.
ENGINES = {"python-markdown": ("", "Python-Markdown"), "commonmark": (COMMONMARK, "CommonMark")}
SHARE_GOAL = 0.03


def summary(taken: Mapping[str, list[Taken]]) -> list[dict[str, Any]]:
    """Return a row of figures for each way."""
    rows = []
    for name, builds in taken.items():
        base, goal, processor_goal = GOALS.get(name, (BARE, None, None))
        pairs = list(zip(builds, taken[base], strict=True))
        ratio = statistics.median(one.seconds / other.seconds for one, other in pairs)
        on_processor = statistics.median(one.processor / other.processor for one, other in pairs)
        rows.append(
            {
                "way": name,
                "seconds": round(statistics.median(one.seconds for one in builds), 2),
                "processor": round(statistics.median(one.processor for one in builds), 2),
                "ratio": round(ratio, 3),
                "processor_ratio": round(on_processor, 3),
                "of": base,
                "goal": goal,
                "processor_goal": processor_goal,
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


def markdown_shares(bench: Bench) -> dict[str, float]:
    """Return for each engine how much of a cold build in one process it takes, watched."""
    report = bench.folder / "stages.json"
    shares = {}
    for name, (more, label) in ENGINES.items():
        way = Way("suite", more + ONE_PROCESS, cold=True)
        bench.build(name, way, [str(HERE / "stages.py"), str(report)])
        seconds: dict[str, float] = json.loads(report.read_text())["seconds"]
        shares[name] = round(seconds[label] / sum(seconds.values()), 3)
    return shares


def growth(folder: Path, sizes: tuple[int, int], runs: int) -> dict[str, Any]:
    """Return what an article costs at two sizes, and the memory at the larger."""
    found: dict[str, Any] = {}
    each: dict[str, list[float]] = {BARE: [], "suite": []}
    compiled = None
    for size in sizes:
        bench = Bench(folder / str(size), size, 0, compiled)
        compiled = bench.folder
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


def photos(
    folder: Path, articles: int, count: int, sharp: Path | None, runs: int
) -> dict[str, float]:
    """Return what photos cost: a first build beside sharp, and a rebuild beside one without."""
    shown, plain = Bench(folder / "shown", articles, count), Bench(folder / "plain", articles, 0)
    taken: dict[str, list[float]] = defaultdict(list)
    for _ in range(runs):
        bare = shown.build(BARE, Way(BARE, cold=True)).seconds
        encoder = (
            seconds_of_sharp(shown.folder / "content", folder / "sharp", sharp) if sharp else 0
        )
        cold = shown.build("suite", Way("suite", cold=True)).seconds
        taken["bare"].append(bare)
        taken["sharp"].append(encoder)
        taken["cold"].append(cold)
        taken["cold, of the two"].append(cold / (bare + encoder))
    plain.build("suite", Way("suite"))
    for _ in range(_REBUILDS):
        without, with_photos = (
            bench.build("suite", Way("suite")).seconds for bench in (plain, shown)
        )
        taken["rebuild without photos"].append(without)
        taken["rebuild with photos"].append(with_photos)
        taken["rebuild, ratio"].append(with_photos / without)
    return {name: round(statistics.median(values), 3) for name, values in taken.items()}


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
    print(f"{'':30}{'by the clock':>22} {'on a processor':>22}")
    print(f"{'':30}{'seconds  ratio   goal':>22} {'seconds  ratio   goal':>22}    MiB   MB out")
    for row in rows:
        goals = (f"{goal:.2f}" if goal else "" for goal in (row["goal"], row["processor_goal"]))
        clock, processor = goals
        print(
            f"{row['way']:30}{row['seconds']:8.2f} {row['ratio']:6.3f} {clock:>6} "
            f"{row['processor']:8.2f} {row['processor_ratio']:6.3f} {processor:>6}"
            f" {row['MiB']:6} {row['output_bytes'] / 1e6:8.1f}"
        )


def main() -> None:
    """Make a site in a temporary folder, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--photos", type=int, default=0)
    parser.add_argument("--sharp", type=Path, help="where `npm install sharp` was run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--sizes", type=int, nargs=2, default=(1000, 10_000))
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = facts(asked) | {"photos": asked.photos}
    sharp = asked.sharp and asked.sharp.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.photos:
            found["photos"] = photos(folder, asked.articles, asked.photos, sharp, asked.runs)
            show("Photos", found["photos"])
        elif asked.growth:
            found["growth"] = growth(folder, tuple(asked.sizes), asked.runs)
            show("Growth", found["growth"])
        else:
            bench = Bench(folder, asked.articles, 0)
            if asked.profile:
                _profile(bench, asked.profile.resolve())
                return
            ways = {**WAYS, **(HUGO if hugo.is_there() else {})}
            found["ways"] = summary(compare(bench, ways, asked.runs))
            table(found["ways"])
            found["markdown"] = markdown_shares(bench)
            show(f"Markdown's share of a cold build, goal {SHARE_GOAL}", found["markdown"])
            found["reload"] = reload_ratio(bench, asked.runs)
            show("A change under --autoreload, seconds until its page is fresh", found["reload"])
            for side in SIDES:
                found[f"stages, {side}"] = stages(bench, side)
                show(f"Seconds of a warm build, {side}, watched", found[f"stages, {side}"])
    keep(found, asked.json)


def _profile(bench: Bench, file: Path) -> None:
    bench.build("suite", Way("suite"))
    bench.build("suite", Way("suite"), ["-m", "cProfile", "-o", str(file), "-m", "pelican"])
    print(f"python -m pstats {file}")


if __name__ == "__main__":
    main()
