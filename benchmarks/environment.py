"""What programs that are measured run in."""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path
from typing import Any

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


def facts(asked: argparse.Namespace) -> dict[str, Any]:
    """Return what was measured, and on what: the beginning of all figures."""
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "articles": asked.articles,
        "runs": asked.runs,
    }


def keep(found: dict[str, Any], file: Path | None) -> None:
    """Write figures to a file, if there is one."""
    if file is not None:
        file.write_text(json.dumps(found, indent=1) + "\n")
