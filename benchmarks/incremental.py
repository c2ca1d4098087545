"""What a rebuild costs: goals and figures, as a table.

    python benchmarks/incremental.py            # `make bench-incremental`: 1,000 articles
    python benchmarks/incremental.py --engine commonmark
    python benchmarks/incremental.py --large    # 10,000 articles, too; half an hour

It takes some three minutes where the machine is idle. All ways take turns, in one process each.
A ratio is that of two builds of one turn, by processor time: the clock tells little on a busy
machine. Only the comparison with Hugo, which uses all processors, is by the clock. `--json FILE`
writes the figures, too.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import hugo
from builds import BARE, COMMONMARK, ONE_PROCESS, Bench, Taken, Way, compare
from environment import facts, keep

HERE = Path(__file__).resolve().parent
ENGINES = {"python-markdown": ONE_PROCESS, "commonmark": ONE_PROCESS + COMMONMARK}
NOTHING_RECORDED = "POUCH_BUILD = {'processes': 1, 'incremental': False}\n"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        name: what is compared with what.
        ratio: the median.
        goal: the most it should be.
        seconds: of the first of the two, the median.
    """

    name: str
    ratio: float
    goal: float
    seconds: float


def processor(taken: Taken) -> float:
    """Return the seconds of a build on a processor."""
    return taken.processor


def clock(taken: Taken) -> float:
    """Return the seconds of a build by the clock."""
    return taken.seconds


def compared(
    name: str,
    goal: float,
    builds: list[Taken],
    others: list[Taken],
    measure: Callable[[Taken], float] = processor,
) -> Row:
    """Return the line for builds, each compared with one of *others* of the same turn."""
    ratios = [measure(one) / measure(other) for one, other in zip(builds, others, strict=True)]
    return Row(name, statistics.median(ratios), goal, statistics.median(map(measure, builds)))


def ways_of(more: str) -> dict[str, Way]:
    """Return the ways to build a site that are compared, with *more* settings."""
    found = {
        BARE: Way(BARE, cold=True),
        "cold": Way("suite", more, cold=True),
        "cold, nothing recorded": Way("suite", more + NOTHING_RECORDED, cold=True),
        "unchanged": Way("suite", more, after="cold"),
        "one changed": Way("suite", more, edits=True, after="cold"),
    }
    return {**found, **({hugo.NAME: Way(hugo.NAME, cold=True)} if hugo.is_there() else {})}


def rows_of(taken: Mapping[str, list[Taken]]) -> list[Row]:
    """Return the lines for builds in processes of their own."""
    bare, changed = taken[BARE], taken["one changed"]
    rows = [
        compared("rebuild, nothing changed / bare, cold", 0.20, taken["unchanged"], bare),
        compared("rebuild, one post changed / bare, cold", 0.22, changed, bare),
    ]
    if hugo.NAME in taken:
        title = "rebuild, one post changed / Hugo, all anew, by the clock"
        rows.append(compared(title, 1.00, changed, taken[hugo.NAME], clock))
    title = "cold, recording / cold, nothing recorded"
    rows.append(compared(title, 1.03, taken["cold"], taken["cold, nothing recorded"]))
    return rows


def reloading(bench: Bench, more: str, runs: int, bare: float) -> list[Row]:
    """Return the lines for `--autoreload`, compared with the median of *bare* seconds."""
    report = bench.folder / "reruns.json"
    command = [str(HERE / "reruns.py"), str(report), str(runs), str(bench.post)]
    bench.build("reload", Way("suite", more, after="cold"), command)
    taken = json.loads(report.read_text())
    return [
        Row(f"autoreload, {name} / bare, cold", seconds / bare, goal, seconds)
        for name, key, goal in (
            ("the changed page is fresh", "fresh", 0.05),
            ("all is consistent", "whole", 0.12),
        )
        # The first finds empty what only lasts in the process.
        for seconds in [statistics.median(taken[key][1:] or taken[key])]
    ]


def growth(folder: Path, small: Bench, more: str, articles: int, runs: int) -> list[Row]:
    """Return the lines for a site of ten times as many articles."""
    large = Bench(folder, 10 * articles, 0, small.folder)
    cold = {BARE: Way(BARE, cold=True), "cold": Way("suite", more, cold=True)}
    taken = compare(large, cold, 1)
    bare, suite = (max(one.mebibytes for one in taken[way]) for way in cold)
    rebuild = {"one changed": Way("suite", more, edits=True, after="cold")}
    large_ones, small_ones = (
        compare(bench, rebuild, runs)["one changed"] for bench in (large, small)
    )
    return [
        compared("ten times the articles, one changed / one changed", 11, large_ones, small_ones),
        Row(
            "ten times the articles, peak memory / bare",
            suite / bare,
            1.15,
            taken["cold"][0].processor,
        ),
    ]


def show(title: str, rows: list[Row]) -> None:
    """Print a table."""
    print(f"\n{title:62} seconds   ratio    goal")
    for row in rows:
        met = "" if row.ratio <= row.goal else "  not met"
        print(f"{row.name:62} {row.seconds:7.2f} {row.ratio:7.3f} {row.goal:7.2f}{met}")


def main() -> None:
    """Make a site for each engine in a temporary folder, and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--engine", choices=[*ENGINES], action="append")
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = facts(asked)
    with tempfile.TemporaryDirectory() as name:
        # Compiles what all import, so that no build is measured that does.
        small = Bench(Path(name, "small"), 10, 0)
        for engine in asked.engine or [next(iter(ENGINES))]:
            more, folder = ENGINES[engine], Path(name, engine)
            compare(small, ways_of(more) | {"suite": Way("suite", more, edits=True)}, 1)
            bench = Bench(folder, asked.articles, 0, small.folder)
            taken = compare(bench, ways_of(more), asked.runs)
            rows = rows_of(taken)
            bare = statistics.median(map(processor, taken[BARE]))
            rows += reloading(bench, more, asked.runs + 1, bare)
            if asked.large:
                rows += growth(folder / "large", bench, more, asked.articles, asked.runs)
            show(f"{asked.articles:,} articles, {engine}", rows)
            found[engine] = {row.name: round(row.ratio, 3) for row in rows}
    keep(found, asked.json)


if __name__ == "__main__":
    main()
