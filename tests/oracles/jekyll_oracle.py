"""Jekyll itself says where every page of a site is."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generated_site import GeneratedSite, read_output

_SCRIPT = Path(__file__).with_suffix(".rb")


def build_with_jekyll(site: Path, folder: Path, root: str) -> GeneratedSite:
    """Build a site without its layouts.

    Args:
        site: its folder, which is not changed.
        folder: a new one, for the output.
        root: the URL of the site.
    """
    run = subprocess.run(
        ["ruby", _SCRIPT, site, folder / "_site"],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return read_output(folder / "_site", root, run.stdout + run.stderr)
