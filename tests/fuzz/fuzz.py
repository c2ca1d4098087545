"""Try made-up input on all that reads any, for some minutes each: `make fuzz`.

What fails is written to `tests/fuzz/found/`; make it small, and keep it as a case.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys
import time
import traceback
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from mutate import mutated_bytes, mutated_text
from targets import all_targets
from whole_builds import try_builds

FOUND = Path(__file__).parent / "found"
SLOW = 5.0


def fuzz(name: str, seconds: float, seed: int) -> tuple[str, int, list[str]]:
    """Try one target, and return its name, how often, and what was found."""
    warnings.simplefilter("ignore")
    # libtiff writes there.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if name == "whole builds":
        return name, *try_builds(seconds, seed, keep)
    target, begin, textual = all_targets()[name]
    chance = random.Random(f"{name} {seed}")
    mutate = mutated_text if textual else mutated_bytes
    tried, found = 0, set()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutate(chance.choice(begin), chance.choice(begin), chance)
        if chance.random() < 0.3:
            data = mutate(data, chance.choice(begin), chance)
        began = time.monotonic()
        try:
            target(data)
        except Exception:
            lines = traceback.format_exc().strip().splitlines()
            # One for each place where something goes wrong.
            place = [line.strip() for line in lines if line.lstrip().startswith("File ")][-1]
            if place not in found:
                keep(name, data)
                found.add(place)
                print(f"{name}: {place}: {lines[-1][:300]}", flush=True)
        took = time.monotonic() - began
        if took > SLOW and "slow" not in found:
            keep(name, data)
            found.add("slow")
            print(f"{name}: {len(data)} bytes took {took:.1f} s", flush=True)
        tried += 1
    return name, tried, sorted(found)


def keep(name: str, data: bytes) -> None:
    """Write down what went wrong."""
    FOUND.mkdir(exist_ok=True)
    digest = hashlib.sha256(data).hexdigest()[:10]
    (FOUND / f"{name.replace(' ', '-')}-{digest}").write_bytes(data)


def main() -> int:
    """Try all, and say how often; 1 where anything was found."""
    seconds = 60 * float(sys.argv[1] if len(sys.argv) > 1 else 1)
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    names = [*all_targets(), "whole builds"]
    print(f"{seconds:.0f} s each, seed {seed}")
    wrong = 0
    with ProcessPoolExecutor(max(1, os.cpu_count() or 1)) as executor:
        for future in [executor.submit(fuzz, name, seconds, seed) for name in names]:
            name, tried, found = future.result()
            wrong += len(found)
            print(f"{name:20} {tried:8} tried in {seconds:.0f} s, {len(found)} found", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
