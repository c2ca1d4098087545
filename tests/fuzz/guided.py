"""Try one target with inputs that coverage guides: `guided.py NAME SECONDS SEED`.

An input that reaches a line which none has reached before is kept and changed further, by atheris
(libFuzzer). `fuzz.py` runs this where atheris is installed. What fails is kept as there.
"""

from __future__ import annotations

import random
import sys
import tempfile
import warnings
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))

from mutate import WORDS, mutated_bytes, mutated_text
from outcomes import Outcomes

# What our own code does guides, and what YAML makes of front matter.
with atheris.instrument_imports(include=["pelican_plugins", "yaml"], enable_loader_override=False):
    from targets import all_targets

_LONGEST = 4_096
_STUCK_SECONDS = 60
_MOST_MEGABYTES = 3_000


def main(name: str, seconds: float, seed: int) -> None:
    """Try the target *name*; libFuzzer ends the process and writes what it counted."""
    warnings.simplefilter("ignore")
    target, begin, textual = all_targets()[name]
    mutate = mutated_text if textual else mutated_bytes
    outcomes = Outcomes(name)
    folder = Path(tempfile.mkdtemp(prefix="guided"))
    known, reached, words = folder / "known", folder / "reached", folder / "words"
    for each in (known, reached):
        each.mkdir()
    for number, data in enumerate(begin):
        (known / str(number)).write_bytes(data)
    quoted = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in WORDS)
    words.write_text("".join(f'"{word}"\n' for word in quoted))

    def change(data: bytes, longest: int, seed: int) -> bytes:
        chance = random.Random(seed)
        if chance.random() < 0.4:
            mutated: bytes = atheris.Mutate(data, longest)
            return mutated
        return mutate(data, chance.choice(begin), chance)[:longest]

    options = {
        "max_total_time": max(1, int(seconds)),
        "max_len": _LONGEST,
        "seed": seed,
        "timeout": _STUCK_SECONDS,
        "rss_limit_mb": _MOST_MEGABYTES,
        "artifact_prefix": outcomes.prefix,
        "dict": words,
        "print_final_stats": 1,
        "verbosity": 0,
        "reload": 0,
    }
    given = [f"-{key}={value}" for key, value in options.items()]
    atheris.Setup(
        [sys.argv[0], *given, str(reached), str(known)],
        lambda data: outcomes.judge(target, data),
        custom_mutator=change,
    )
    print(f"corpus {reached}", flush=True)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
