"""The site that `pouch import` and `pelican` make of another generator's."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from generated_site import GeneratedSite, read_output
from support import log_of, run_module

_THEME = Path(__file__).parent / "theme"


def import_and_build(site: Path, folder: Path, root: str, content: str = "") -> GeneratedSite:
    """Move a site here as its author would, and build it with a theme that says what is known.

    Args:
        site: its folder, which is not changed.
        folder: a new one, for the settings and the output.
        root: the URL of the site.
        content: its content folder, to which its generator's source paths are relative.
    """
    moved = run_module("pelican_plugins.cli", ["import", os.path.relpath(site, folder)], folder)
    log = moved.stdout + moved.stderr
    settings = folder / "pelicanconf.py"
    assert settings.is_file(), log
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"\nTHEME = {str(_THEME)!r}\n")
    built = run_module("pelican", ["-s", settings.name, "--log-handler", "plain"], folder)
    log += log_of(built)
    assert built.returncode == 0, log
    found = read_output(folder / "output", root, log)
    pages = {
        path: replace(page, source=page.source.removeprefix(f"{content}/"))
        for path, page in found.pages.items()
        if page.kind != "draft"
    }
    return replace(found, pages=pages)
