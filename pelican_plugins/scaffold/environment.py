"""The environment of `pouch init`: the target folder, and defaults from git and the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .._core.text import one_line, printable
from .site_defaults import (
    PLACEHOLDER,
    Default,
    SiteDefaults,
    language_of,
    pages_url,
    site_name,
    zone_of,
)

# Files of a new repository, or of a folder with posts.
_USUAL = {
    *(".git", ".github", ".gitlab", ".gitlab-ci.yml", ".forgejo", ".hg", ".idea", ".vscode"),
    *(".editorconfig", ".gitattributes", ".gitignore", ".gitkeep", ".python-version"),
    *("CNAME", "content", "pyproject.toml", "requirements.txt", "uv.lock"),
    *(".DS_Store", "Thumbs.db", "desktop.ini"),
}
_USUAL_STEMS = {"copying", "license", "licence", "readme"}


# Files by which sites of other generators are recognised.
_FOREIGN = {
    *("_config.yml", "_config.toml", "config.toml", "hugo.toml", "hugo.yaml", "hugo.json"),
    *(".eleventy.js", "eleventy.config.js", "eleventy.config.cjs", "eleventy.config.mjs"),
}


def refusal_reason(folder: Path) -> str | None:
    """Return why no site may be created in *folder*, and what to do; None if it may."""
    strange = _unexpected_names(folder)
    if not strange:
        return None
    if foreign := sorted(_FOREIGN.intersection(strange)):
        return (
            f"already contains a site built with another generator ({foreign[0]}); start in an"
            " empty folder, or run pouch import to see what would be imported"
        )
    return f"is not empty (it contains {strange[0]}); choose another: pouch init FOLDER"


def _unexpected_names(folder: Path) -> list[str]:
    """Return the names in *folder* that are not usual there."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name not in _USUAL
        and path.stem.lower() not in _USUAL_STEMS
        # A virtual environment.
        and not (path / "pyvenv.cfg").is_file()
    )


_GIVEN = "as you specified"


def detect_defaults(folder: Path, *, name: str, author: str, url: str) -> SiteDefaults:
    """Return the defaults for a site in *folder*.

    Args:
        folder: of the site; may not exist.
        name: of the site; empty, like the others, to detect it.
        author: of its articles.
        url: of the published site.
    """
    return SiteDefaults(
        name=Default(printable(one_line(name)), _GIVEN)
        if name
        else Default(site_name(folder.absolute().name), "the folder's name"),
        author=Default(printable(one_line(author)), _GIVEN) if author else _author(folder),
        url=Default(url.rstrip("/"), _GIVEN) if url else detect_site_url(folder),
        zone=_zone(),
        language=_language(),
    )


def detect_site_url(folder: Path) -> Default:
    """Return the URL of the site in *folder*, or a placeholder."""
    url = pages_url(_git(folder, "remote", "get-url", "origin"))
    if url:
        return Default(url, "the repository's Pages URL")
    return Default(PLACEHOLDER, "a placeholder")


def _author(folder: Path) -> Default | None:
    name = printable(one_line(_git(folder, "config", "user.name")))
    return Default(name, "git's user.name") if name else None


def _language() -> Default:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    language = language_of(os.environ.get(name, "") for name in names)
    return Default(language, "your locale") if language else Default("en", "no locale is set")


def _zone() -> Default:
    zone = zone_of(_zones())
    return Default(zone, "this machine's") if zone else Default("UTC", "this machine's is unknown")


def _zones() -> Iterator[str]:
    yield os.environ.get("TZ", "")
    file, link = Path("/etc/timezone"), Path("/etc/localtime")
    if link.is_symlink():
        yield str(link.resolve())
    if file.is_file():
        yield file.read_text(encoding="utf-8", errors="replace")


def _git(folder: Path, *arguments: str) -> str:
    """Return the output of git; empty if it is not installed or fails."""
    git = shutil.which("git")
    cwd = next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
    if git is None:
        return ""
    result = subprocess.run(  # noqa: S603
        [git, "-C", str(cwd), *arguments],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return result.stdout.strip()
