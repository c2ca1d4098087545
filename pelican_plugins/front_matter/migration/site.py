"""A site of another generator as plain data, and the files that describe it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..settings import FrontMatterSettings


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """The files of a site, which are only read.

    Attributes:
        paths: of all files, relative to the site's folder, with `/`, sorted; without `.git`,
            `node_modules` and the generator's own output.
        read: returns the text of one of them.
    """

    paths: tuple[str, ...]
    read: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the settings file to write.

    Attributes:
        name: of a setting of Pelican or of the suite.
        value: which `repr` writes as Python.
        reason: one line, such as `permalinks in hugo.toml`; the lines are grouped by it.
    """

    name: str
    value: Any
    reason: str = ""


def no_term_url(_kind: str, _name: str) -> None:
    """Return None: the generator makes no page for a term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OldSite:
    """Facts about a site.

    Attributes:
        generator: as its makers write it.
        because: why it was recognised: the name of its settings file or folder.
        settings: of Pelican, in the order in which they are written. Paths are relative to the
            site's folder, which is `PATH`.
        reading: `POUCH_FRONT_MATTER`.
        posts: paths of the posts that the generator builds, relative to the site's folder.
        ignored: paths of Markdown and HTML files that it does not build, with the reason.
        term_url: returns the relative URL of the page that the generator makes for a term, by
            Pelican's word for its taxonomy (`tag`, `category`, `author`) and its name as typed;
            None where it makes none. Redirects of other pages are in `reading.redirects`.
        notes: one sentence for each thing that cannot be kept or known, with the line to add.
    """

    generator: str
    because: str
    settings: tuple[Setting, ...]
    reading: FrontMatterSettings
    posts: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    term_url: Callable[[str, str], str | None] = no_term_url
    notes: tuple[str, ...] = ()
