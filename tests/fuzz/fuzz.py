"""Try made-up input on all that reads any, for some minutes each: `make fuzz`.

Where atheris is installed (`pip install --group fuzz`), coverage guides it. What fails is written
to `tests/fuzz/found/`; make it small, and keep it as a case.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mutate import mutated_bytes, mutated_text
from outcomes import Outcomes, keep
from targets import all_targets
from whole_builds import try_builds


def fuzz(name: str, seconds: float, seed: int) -> tuple[str, int, list[str]]:
    """Try one target, and return its name, how often, and what was found."""
    if name == "whole builds":
        return name, *try_builds(seconds, seed, keep)
    if find_spec("atheris") is not None:
        return name, *_guided(name, seconds, seed)
    warnings.simplefilter("ignore")
    # libtiff writes there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    target, begin, textual = all_targets()[name]
    chance = random.Random(f"{name} {seed}")
    mutate = mutated_text if textual else mutated_bytes
    outcomes = Outcomes(name)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutate(chance.choice(begin), chance.choice(begin), chance)
        if chance.random() < 0.3:
            data = mutate(data, chance.choice(begin), chance)
        outcomes.judge(target, data)
    return name, outcomes.tried, sorted(outcomes.found)


def _guided(name: str, seconds: float, seed: int) -> tuple[int, list[str]]:
    """Try a target in a process of its own, which libFuzzer ends."""
    command = [sys.executable, Path(__file__).with_name("guided.py"), name, str(seconds), str(seed)]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    found = [line for line in run.stdout.splitlines() if line.startswith("FOUND ")]
    if run.returncode:
        # Out of time or memory; libFuzzer has kept the input.
        found.append(f"FOUND {name}: the process ended with {run.returncode}: {run.stderr[-600:]}")
    print(*found, sep="\n", end="\n" if found else "", flush=True)
    counted = re.search(r"number_of_executed_units: (\d+)", run.stderr)
    return int(counted[1]) if counted else 0, found


def main() -> int:
    """Try all, and say how often; 1 where anything was found."""
    seconds = 60 * float(sys.argv[1] if len(sys.argv) > 1 else 1)
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    names = [*all_targets(), "whole builds"]
    print(f"{seconds:.0f} s each, seed {seed}")
    wrong = 0
    processes = int(os.environ.get("FUZZ_PROCESSES") or os.cpu_count() or 1)
    with ProcessPoolExecutor(processes) as executor:
        for future in [executor.submit(fuzz, name, seconds, seed) for name in names]:
            name, tried, found = future.result()
            wrong += len(found)
            print(f"{name:20} {tried:8} tried in {seconds:.0f} s, {len(found)} found", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
