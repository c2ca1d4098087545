"""Programs that tests need and that `pip` does not install: each is skipped where one is missing.

A test names them: `@pytest.mark.needs("nginx")`.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

NODE_MODULES = Path(__file__).parent / "browser" / "node_modules"
SCREENSHOT_FONT = "DejaVu Serif"


def path_of(name: str) -> str | None:
    """Return where a program is; None where it is not installed."""
    if name == "chromium":
        return shutil.which("chromium") or shutil.which("chromium-browser")
    return shutil.which(name)


def _package(name: str) -> Callable[[], bool]:
    return NODE_MODULES.joinpath(name).is_dir


def _has_font() -> bool:
    command = ["fc-match", "--format=%{family}", SCREENSHOT_FONT]
    if not shutil.which("fc-match"):
        return False
    matched = subprocess.run(command, capture_output=True, text=True, check=True)
    return matched.stdout == SCREENSHOT_FONT


# All others are programs by their names.
_OTHERS: dict[str, Callable[[], bool]] = {
    SCREENSHOT_FONT: _has_font,
    # It needs a newer Pillow than the oldest that we allow, so it is no dependency of the tests.
    "pillow-heif": lambda: importlib.util.find_spec("pillow_heif") is not None,
    **{name: _package(name) for name in ("axe-core", "lighthouse", "pyodide", "vnu-jar")},
    **{name: _package(name) for name in ("feedsmith", "podparse", "rss-parser")},
}


KNOWN = (
    *(
        "bash",
        "chromium",
        "convert-im6.q16",
        "exiftool",
        "hugo",
        "java",
        "jekyll",
        "newsboat",
        "nginx",
        "node",
        "openssl",
        "pandoc",
        "sfeed",
    ),
    *_OTHERS,
)
"""All that tests ask for."""


def missing(names: tuple[str, ...]) -> list[str]:
    """Return those of *names* that are not on this machine."""
    assert set(names) <= {*KNOWN, "npm"}, names
    return [name for name in names if not (_OTHERS.get(name) or (lambda n=name: path_of(n)))()]
