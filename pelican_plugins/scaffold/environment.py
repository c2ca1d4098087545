"""What the machine knows of a site's owner."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from .._core.text import one_line, printable
from .site_defaults import PLACEHOLDER, Fact, Facts, address_of, language_of, site_name, zone_of

_GIVEN = "as you said"


def facts_about(folder: Path, *, name: str, author: str, address: str) -> Facts:
    """Return what can be found out about a site in *folder*.

    Args:
        folder: of the site; it need not be there.
        name: of the site, where its owner says it; empty otherwise, as the others.
        author: of its articles.
        address: where it is published.
    """
    return Facts(
        name=Fact(printable(one_line(name)), _GIVEN)
        if name
        else Fact(site_name(folder.absolute().name), "the folder's name"),
        author=Fact(printable(one_line(author)), _GIVEN) if author else _author(folder),
        address=Fact(address.rstrip("/"), _GIVEN) if address else published_at(folder),
        zone=_zone(),
        language=_language(),
    )


def published_at(folder: Path) -> Fact:
    """Return where the site in *folder* is published, or what stands for it."""
    address = address_of(_git(folder, "remote", "get-url", "origin"))
    if address:
        return Fact(address, "the repository's Pages")
    return Fact(PLACEHOLDER, "a placeholder")


def _author(folder: Path) -> Fact | None:
    name = printable(one_line(_git(folder, "config", "user.name")))
    return Fact(name, "git's user.name") if name else None


def _language() -> Fact:
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    language = language_of(os.environ.get(name, "") for name in names)
    return Fact(language, "your locale") if language else Fact("en", "no locale is set")


def _zone() -> Fact:
    zone = zone_of(_zones())
    return Fact(zone, "this machine's") if zone else Fact("UTC", "this machine tells none")


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
