"""What the machine knows of a site's owner."""

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

_GIVEN = "as you said"


def detect_defaults(folder: Path, *, name: str, author: str, url: str) -> SiteDefaults:
    """Return what can be found out about a site in *folder*.

    Args:
        folder: of the site; it need not be there.
        name: of the site, where its owner says it; empty otherwise, as the others.
        author: of its articles.
        url: where it is published.
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
    """Return where the site in *folder* is published, or what stands for it."""
    url = pages_url(_git(folder, "remote", "get-url", "origin"))
    if url:
        return Default(url, "the repository's Pages")
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
    return Default(zone, "this machine's") if zone else Default("UTC", "this machine tells none")


def _zones() -> Iterator[str]:
    yield os.environ.get("TZ", "")
    file, link = Path("/etc/timezone"), Path("/etc/localtime")
    if link.is_symlink():
        yield str(link.resolve())
    if file.is_file():
        yield file.read_text(encoding="utf-8", errors="replace")


def _git(folder: Path, *question: str) -> str:
    """Return what git answers; empty where it is not there, or knows nothing."""
    git = shutil.which("git")
    place = next(path for path in (folder, *folder.absolute().parents) if path.is_dir())
    if git is None:
        return ""
    answer = subprocess.run(  # noqa: S603
        [git, "-C", str(place), *question],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    return answer.stdout.strip()
