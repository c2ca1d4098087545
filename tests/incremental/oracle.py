"""Prove that an incremental build writes what a clean build writes: `make incremental`.

Edits at random are made to working copies of sites, one after the other; after each, the site is
built incrementally and clean, and every file, warning and error is compared. Where they differ,
the smallest sequence of edits that shows it is printed, and 1 is returned.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parent)]

from oracle_edits import EDITS, apply, chosen, without_brief
from oracle_engine import Tally, Workbench
from oracle_sites import sites
from oracle_state import State, Step

_MOST_SHOWN = 6
_MOST_TRIES = 40
# As text: an edit and the seed of its chance.
Named = tuple[str, str]


@dataclass
class Difference:
    """Where two builds differed.

    Attributes:
        site: the name of the site.
        edits: those that lead there.
        lines: what differed.
    """

    site: str
    edits: list[Named]
    lines: list[str]

    def __str__(self) -> str:
        more = len(self.lines) - _MOST_SHOWN
        shown = [line[:400] for line in self.lines[:_MOST_SHOWN]] + [f"and {more} more"] * (
            more > 0
        )
        edits = " ".join(f"{name!r}" for name, _ in self.edits)
        again = ",".join(f"{name}@{seed}" for name, seed in self.edits)
        return "\n   ".join([f"{self.site}: {edits}", *shown, f"again: --replay '{again}'"])


def run(
    name: str,
    start: State,
    edits: Iterable[Named],
    *,
    watched: bool = False,
    until_end: bool = False,
) -> tuple[Difference | None, Tally, list[str]]:
    """Make edits to a site, one after the other, until two builds differ.

    Args:
        watched: whether one process makes all incremental builds.
        until_end: whether only the last builds are compared.

    Returns:
        the difference, what was done, and what each edit did.
    """
    folder = Path(tempfile.mkdtemp(prefix="incremental-"))
    bench = Workbench(folder, watched=watched)
    done: list[Named] = []
    did: list[str] = []
    edits = list(edits)
    state, steps = start, [("", ""), *edits]
    try:
        for number, named in enumerate(steps):
            step = apply(*named, without_brief(state)) if named[0] else Step(start)
            if step is None:
                continue
            if named[0]:
                done.append(named)
                did.append(f"{named[0]}: {step.says}")
            last = number == len(steps) - 1
            lines = bench.take(step, compare=last or not until_end)
            # Little is compared where a build ends early, so what ended it is taken back.
            state = state if bench.ended else step.state
            if lines:
                return Difference(name, done, lines), bench.tally, did
        return None, bench.tally, did
    finally:
        bench.close()
        shutil.rmtree(folder, ignore_errors=True)


def smallest(difference: Difference, start: State, *, watched: bool) -> tuple[Difference, Tally]:
    """Return the same difference after as few edits as can be found."""
    tally, tries, size = Tally(), 0, max(1, len(difference.edits) // 2)
    while tries < _MOST_TRIES:
        at = 0
        while at < len(difference.edits) - 1 and tries < _MOST_TRIES:
            # The last edit stays: without it nothing differs.
            some = (
                difference.edits[:at]
                + difference.edits[min(at + size, len(difference.edits) - 1) :]
            )
            tries += 1
            found, more, _ = run(difference.site, start, some, watched=watched, until_end=True)
            tally.add(more)
            if found:
                difference = found
            else:
                at += size
        if size == 1:
            break
        size //= 2
    return difference, tally


def main() -> int:
    """Try sites; return 1 where builds differed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", default="1", help="any text; another one makes other edits")
    parser.add_argument("--edits", type=int, default=len(EDITS), help="of each site")
    parser.add_argument(
        "--site", action="append", help="one or more, as zoo or zoo/cloud; all, if none"
    )
    parser.add_argument("--corpus", type=Path, help="a folder of posts, of which 200 make a site")
    parser.add_argument(
        "--watch", action="store_true", help="build in one process, as --autoreload does"
    )
    parser.add_argument("--replay", help="edits that were printed, instead of some at random")
    parser.add_argument("--verbose", action="store_true", help="print what each edit did")
    arguments = parser.parse_args()
    wanted = arguments.site or []
    total, found, tried, number = Tally(), [], 0, 0
    for name, make in sites(arguments.corpus):
        if wanted and name not in wanted and name.partition("/")[0] not in wanted:
            continue
        number += 1
        seed, left = f"{arguments.seed} {name}", arguments.edits
        edits: list[Named] = [
            (e, f"{seed} {n}")
            for n, e in enumerate(chosen(seed, left))
            # Pelican turns no plugin off in a process that goes on.
            if not (arguments.watch and e in {"us", "plugin", "several"})
        ]
        if arguments.replay:
            edits = [
                (e, s) for e, _, s in (one.partition("@") for one in arguments.replay.split(","))
            ]
        tally, differences = Tally(), 0
        while edits:
            start = make()
            difference, done, did = run(name, start, edits, watched=arguments.watch)
            tally.add(done)
            if arguments.verbose:
                print(*did, sep="\n", flush=True)
            if difference is None:
                tried += len(did)
                break
            tried += len(did)
            differences += 1
            reached = edits.index(difference.edits[-1]) if difference.edits else len(edits)
            edits = edits[reached + 1 :]
            if arguments.replay or not difference.edits:
                found.append(difference)
            else:
                difference, done = smallest(difference, start, watched=arguments.watch)
                found.append(difference)
            print(difference, flush=True)
        total.add(tally)
        print(
            f"{name:20} {tally.builds:5} builds, {tally.files:7} files compared,"
            f" {tally.kept:6} of {tally.rendered:6} templates not rendered,"
            f" {tally.ended} ended early, {differences} differences",
            flush=True,
        )
    print(
        f"{number} sites, {tried} edits, {total.builds} builds, {total.files} files compared,"
        f" {len(found)} differences; seed {arguments.seed}"
    )
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
