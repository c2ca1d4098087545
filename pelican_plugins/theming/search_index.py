"""The index by which readers search a site, made by Pagefind."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .._core.diagnostics import Diagnostic
from .._core.digests import digest_of
from .._core.kept_outputs import KeptOutputs
from .._core.rules import BUILD

_BY_HAND = "run it by hand to see why"
_PATIENCE = 600
_FOLDER = "pagefind"
_PACKAGES = ("pagefind", "pagefind_bin", "pagefind_bin_extended")
# Files of settings, which may name other pages.
_CONFIGURATION = [f"pagefind.{end}" for end in ("toml", "yml", "yaml", "json")]
# Numbers and strings between the words of a sentence.
_NOT_TEXT = ".sidenote, .footnote-ref, .footnote-backref, .resource-back"
# Pagefind's ready-made interfaces, more than half of its files.
_UNUSED = ("pagefind-*ui.*", "pagefind-highlight.js")


def index_site(output: Path, language: str, outputs: KeptOutputs | None) -> Diagnostic | None:
    """Index a built site with Pagefind, in `pagefind/` below *output*.

    Args:
        output: the output folder.
        language: of the site. All pages are in one index with the stemming of this language:
            otherwise a page only finds pages in its own language, and the names of the indexes
            are not deterministic.
        outputs: what earlier builds wrote. Where nothing has changed since, nothing is done.

    Returns:
        The problem if indexing failed.
    """
    command = _pagefind_command()
    if not command:
        return BUILD(
            "site search is disabled: Pagefind is not installed",
            "install it with: pip install 'pelican-pouch[search]'",
        )
    name, made_of = f"search index of {output}", _made_of(output, language, command)
    if outputs and made_of and outputs.value(name, made_of) == _state(output / _FOLDER):
        return None
    command += ["--site", str(output), "--output-subdir", _FOLDER]
    command += ["--force-language", language, "--exclude-selectors", _NOT_TEXT]
    try:
        run = subprocess.run(  # noqa: S603 (our own command)
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return BUILD(f"site search is disabled: cannot run Pagefind ({error})", _BY_HAND)
    if run.returncode:
        said = (run.stderr or run.stdout).strip().splitlines() or ["nothing"]
        return BUILD(f"site search is disabled: Pagefind says: {said[-1]}", _BY_HAND)
    for pattern in _UNUSED:
        for file in (output / _FOLDER).glob(pattern):
            file.unlink()
    if outputs and made_of:
        outputs.note_value(name, made_of, _state(output / _FOLDER))
    return None


def _made_of(output: Path, language: str, command: list[str]) -> str:
    """Return the digest of what Pagefind reads; empty if it has its own settings."""
    if any(map(Path.is_file, map(Path, _CONFIGURATION))):
        return ""
    if any(name.startswith("PAGEFIND_") for name in os.environ):
        return ""
    programs = [each for each in map(_version, _PACKAGES) if each] or [_state(Path(command[0]))]
    return digest_of(command, programs, language, _state(output, ".html", _FOLDER))


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def _state(place: Path, end: str = "", without: str = "") -> str:
    """Return a digest of size and time of a file, or of all files in a folder.

    Args:
        place: of the file or folder.
        end: of the names that count.
        without: a folder in it that does not count.
    """
    found: list[tuple[str, int, int]] = []
    folders = [str(place)] if place.is_dir() else []
    if place.is_file():
        status = place.stat()
        found.append((place.name, status.st_size, status.st_mtime_ns))
    left_out = str(place / without) if without else ""
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and entry.path != left_out:
                    folders.append(entry.path)
                elif entry.name.endswith(end) and entry.is_file():
                    status = entry.stat()
                    found.append((entry.path, status.st_size, status.st_mtime_ns))
    return digest_of(sorted(found))


def _pagefind_command() -> list[str]:
    # Prefer the one in this environment; any other may be outdated.
    if importlib.util.find_spec("pagefind") is not None:
        return [sys.executable, "-m", "pagefind"]
    found = shutil.which("pagefind")
    return [found] if found else []
