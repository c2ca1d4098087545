"""Have Pagefind make an index of a finished site."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from .._core.diagnostics import Diagnostic
from .._core.rules import BUILD

_BY_HAND = "try it by hand"
_PATIENCE = 600
# What Pagefind brings for pages that have none of their own, more than half of all.
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")


def index_site(output: Path, language: str) -> Diagnostic | None:
    """Make the index of a built site, in `pagefind/` below *output*.

    Args:
        output: the folder of the site.
        language: of the site. All texts are in one index, with the word endings of this language:
            a page would be shown what is in its own language alone, and several indexes are
            named in an order that is another with each build.

    Returns:
        What is wrong, where that cannot be done.
    """
    command = _command()
    if not command:
        return BUILD(
            "the site cannot be searched: Pagefind is not installed",
            "install it with: pip install 'pelican-pouch[search]'",
        )
    command += ["--site", str(output), "--output-subdir", "pagefind"]
    command += ["--force-language", language]
    try:
        run = subprocess.run(  # noqa: S603 (the command is ours, and the path the owner's)
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return BUILD(f"the site cannot be searched: Pagefind cannot be run ({error})", _BY_HAND)
    if run.returncode:
        said = (run.stderr or run.stdout).strip().splitlines() or ["nothing"]
        return BUILD(f"the site cannot be searched: Pagefind says: {said[-1]}", _BY_HAND)
    for pattern in _UNUSED:
        for file in (output / "pagefind").glob(pattern):
            file.unlink()
    return None


def _command() -> list[str]:
    # The one installed beside this suite first: another on the machine may be of any age.
    if importlib.util.find_spec("pagefind") is not None:
        return [sys.executable, "-m", "pagefind"]
    found = shutil.which("pagefind")
    return [found] if found else []
