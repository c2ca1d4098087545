"""What programs that are measured run in."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def environment(folder: Path, path: Path = ROOT) -> dict[str, str]:
    """Return the variables of a build that finds the suite in this checkout.

    Its code is compiled once, as that of an installed package is, and not at each start.

    Args:
        folder: where the compiled code is kept.
        path: where Python looks for modules first.
    """
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PYTHONPATH": str(path), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
