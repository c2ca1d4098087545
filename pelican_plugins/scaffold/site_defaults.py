"""The defaults of a new site, derived from names of folders, locales, time zones and remotes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, fields
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .._core.text import one_line, printable

PLACEHOLDER = "https://example.org"

_GAPS = re.compile(r"[\s_.-]+")
_HOSTED = re.compile(r"\.(?:github|gitlab)\.io$", re.IGNORECASE)
_LOCALE = re.compile(r"([a-z]{2,3})(?=[_.@]|$)")
# https://host/owner/name.git, with or without a user, ssh://git@host/… and git@host:…
_REMOTE = re.compile(
    r"(?:\w+://)?(?:[^/@]*@)?(?:www\.)?"
    r"(?P<host>github\.com|gitlab\.com|codeberg\.org)(?::\d+)?[:/]"
    r"(?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?",
    re.IGNORECASE,
)
_ZONES = "zoneinfo/"


@dataclass(frozen=True, slots=True)
class Default:
    """A value for a setting, and where it comes from."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDefaults:
    """The values of a new site's settings."""

    name: Default
    author: Default | None
    url: Default
    zone: Default
    language: Default

    def named(self) -> dict[str, Default]:
        """Return the known values by the names of their settings, in order."""
        found = {_SETTINGS[field.name]: getattr(self, field.name) for field in fields(self)}
        return {name: default for name, default in found.items() if default}


_SETTINGS = {
    "name": "SITENAME",
    "author": "AUTHOR",
    "url": "SITEURL",
    "zone": "TIMEZONE",
    "language": "DEFAULT_LANG",
}


def site_name(folder: str) -> str:
    """Return the name of a site for that of its folder: `long-shore`, Long shore."""
    words = _GAPS.sub(" ", printable(one_line(_HOSTED.sub("", folder)))).strip()
    return words[:1].upper() + words[1:] or "My site"


def language_of(locales: Iterable[str]) -> str | None:
    """Return the language of the first of *locales* that is set.

    Args:
        locales: such as `de_DE.UTF-8`, in order of precedence (POSIX, 8.2).
    """
    named = next(filter(None, locales), "")
    match = _LOCALE.match(named)
    # C and POSIX name no language.
    return match[1] if match else None


def zone_of(candidates: Iterable[str]) -> str | None:
    """Return the first time zone among *candidates*: names, or paths of zone files."""
    for candidate in candidates:
        name = candidate.strip().removeprefix(":").rpartition(_ZONES)[2]
        name = name.removeprefix("posix/")
        # An invalid name may be a folder, or missing.
        with suppress(ValueError, OSError, ZoneInfoNotFoundError):
            return ZoneInfo("UTC" if name == "Etc/UTC" else name).key
    return None


def pages_url(remote: str) -> str | None:
    """Return the URL at which a repository's host publishes its Pages, or None.

    Args:
        remote: the URL of the git remote.
    """
    match = _REMOTE.fullmatch(remote.strip())
    if not match:
        return None
    host, owner, name = match["host"].lower(), match["owner"].lower(), match["name"]
    if host == "github.com":
        own = f"{owner}.github.io"
        return f"https://{own}" if name.lower() == own else f"https://{own}/{name}"
    if host == "gitlab.com" and name.lower() == f"{owner}.gitlab.io":
        return f"https://{owner}.gitlab.io"
    if host == "codeberg.org" and name.lower() == "pages":
        return f"https://{owner}.codeberg.page"
    return None
