"""Inputs that are slow where something is quadratic: each at once, twice and four times its size.

    python benchmarks/slow_inputs.py             # all
    python benchmarks/slow_inputs.py "long runs of ["

A site of one post is built bare and with the suite. Python-Markdown itself is not linear in some
of them, so what counts is what the suite adds: a factor near 4 from the first to the last size is
linear, one near 16 is quadratic. A build that takes over `--limit` seconds is given up.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from builds import BOTH, SIDES
from environment import environment
from sites import post

FACTORS = (1, 2, 4)
HEAD = "---\ntitle: A post\ndate: 2025-01-01\n{more}---\n"


def runs_of(sign: str) -> Callable[[int], str]:
    """Return what makes a text of long runs of *sign*."""
    return lambda factor: _post("\n\n".join([f"Text {sign * 2000} text."] * (10 * factor)))


def _post(body: str, more: str = "") -> str:
    return f"{HEAD.format(more=more)}\n{body}\n"


def _long(factor: int) -> str:
    body = post(1).partition("---\n")[2].partition("---\n")[2]
    return _post(body * (125 * factor))


def _tags(factor: int) -> str:
    names = "".join(f"  - subject number {n}\n" for n in range(3000 * factor))
    return _post("Text.", f"tags:\n{names}")


def _references(factor: int) -> str:
    lines = (f"* Work number {n} https://example.org/{n}" for n in range(1000 * factor))
    return _post("## Resources\n\n" + "\n".join(lines))


INPUTS: dict[str, Callable[[int], str]] = {
    "a long article, 1.2 MB": _long,
    "2,500 pictures": lambda n: _post("\n\n".join(["![A](/images/a.png#center)"] * (2500 * n))),
    "3,000 tags": _tags,
    "1,000 references": _references,
    "quotations 12 deep": lambda n: _post("\n\n".join([f"{'> ' * 12}text"] * (50 * n))),
    "elements 100 deep": lambda n: _post(("<div>" * 100 + "text" + "</div>" * 100) * n),
    "250 kB on one line": lambda n: _post("word " * (50_000 * n)),
    **{f"long runs of {sign}": runs_of(sign) for sign in "<&[(*_`\\"},
}


def seconds(folder: Path, side: str, text: str, limit: float, compiled: Path) -> float | None:
    """Return how long a build of one post takes; None where it is given up."""
    content = folder / "content"
    content.mkdir(exist_ok=True)
    (content / "post.md").write_text(text)
    conf = f"{BOTH}{SIDES[side]}CACHE_PATH = {str(folder / f'cache-{time.time_ns()}')!r}\n"
    (folder / "conf.py").write_text(conf)
    began = time.perf_counter()
    command = [sys.executable, "-m", "pelican", "content", "-s", "conf.py", "-o", side, "-q"]
    try:
        subprocess.run(
            command,
            cwd=folder,
            check=True,
            timeout=limit,
            env=environment(compiled),
            stdout=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return None
    return time.perf_counter() - began


def main() -> None:
    """Build each input in each size, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("inputs", nargs="*", default=list(INPUTS))
    parser.add_argument("--limit", type=float, default=120)
    asked = parser.parse_args()
    print(f"{'seconds at 1x, 2x, 4x':26}{'bare':>24}{'suite':>24}")
    with tempfile.TemporaryDirectory() as compiled:
        for name in asked.inputs:
            row = [times(name, side, asked.limit, Path(compiled)) for side in SIDES]
            print(f"{name:26}{row[0]:>24}{row[1]:>24}", flush=True)


def times(name: str, side: str, limit: float, compiled: Path) -> str:
    """Return what the builds of an input take, in each of its sizes."""
    with tempfile.TemporaryDirectory() as folder:
        taken = [seconds(Path(folder), side, INPUTS[name](n), limit, compiled) for n in FACTORS]
    return " ".join("   over" if each is None else f"{each:7.2f}" for each in taken)


if __name__ == "__main__":
    main()
