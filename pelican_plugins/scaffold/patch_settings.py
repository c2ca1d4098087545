"""Decide what to add to the settings of an existing site, and edit the file."""

from __future__ import annotations

import codecs
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .._core.errors import PouchError
from .._core.paths import shown
from .._core.settings_ast import WrittenSettings
from ..registry import SUITE, SUITE_NAMES
from .site_defaults import PLACEHOLDER
from .templates import CHANGE_THIS, quoted


@dataclass(frozen=True, slots=True)
class SettingsPatch:
    """Changes to the settings of a site.

    Attributes:
        lines: to append to the file.
        notes: sentences about what stays.
    """

    lines: list[str]
    notes: list[str]


def plan_patch(
    here: WrittenSettings,
    publishing: WrittenSettings | None,
    url: str,
    *,
    found_by_itself: bool,
) -> SettingsPatch:
    """Return the changes.

    Args:
        here: `pelicanconf.py`.
        publishing: `publishconf.py`, or None.
        url: of the published site, or the placeholder.
        found_by_itself: whether Pelican loads the suite if `PLUGINS` is not set.
    """
    plugins, said = _plugins(here, found_by_itself=found_by_itself)
    site, told = _site_url(here, publishing, url)
    notes = [*said, *told, *_theme(here), *_feeds(here, publishing)]
    return SettingsPatch([*plugins, *site], notes)


def append_lines(text: str, lines: list[str]) -> str:
    """Return the settings file with *lines* appended."""
    end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else end
    return text + gap + end.join(["", *lines, ""])


def _plugins(here: WrittenSettings, *, found_by_itself: bool) -> tuple[list[str], list[str]]:
    on = here.strings("PLUGINS")
    ours = sorted(name for name in on if name.partition(".")[0] == SUITE)
    if on & SUITE_NAMES:
        return [], ["PLUGINS already lists pelican_plugins"]
    if ours:
        told = (
            f"PLUGINS lists {', '.join(ours)}; replace with pelican_plugins to enable the"
            " whole suite"
        )
        return [], [told]
    if here.values.get("PLUGINS") is not None or "PLUGINS" in here.computed:
        return [f'PLUGINS = [*PLUGINS, "{SUITE}"]'], []
    if found_by_itself:
        # Setting it would turn off other namespace plugins.
        told = "PLUGINS is not set, so Pelican enables all installed plugins, including these"
        return [], [told]
    return [f'PLUGINS = ["{SUITE}"]'], []


def _site_url(
    here: WrittenSettings, publishing: WrittenSettings | None, url: str
) -> tuple[list[str], list[str]]:
    if here.is_set("SITEURL"):
        return [], []
    if publishing is None:
        comment = [CHANGE_THIS] if url == PLACEHOLDER else []
        return [*comment, f"SITEURL = {quoted(url)}"], []
    if publishing.is_set("SITEURL"):
        told = "SITEURL is set in publishconf.py: publish with pelican -s publishconf.py"
    else:
        guess = "" if url == PLACEHOLDER else f", perhaps to {quoted(url)}"
        told = f"SITEURL is not set; set it in publishconf.py{guess}"
    return [], [told]


def _theme(here: WrittenSettings) -> Iterator[str]:
    if here.is_set("THEME"):
        yield "THEME is unchanged; delete it to use this suite's theme"
    else:
        yield (
            "THEME is not set, so the site gets this suite's own;"
            ' POUCH_THEME = {"apply": False} keeps its current look'
        )


def _feeds(here: WrittenSettings, publishing: WrittenSettings | None) -> Iterator[str]:
    wanted = {**here.values, **(publishing.values if publishing else {})}
    if "FEED_ALL_ATOM" in wanted and not wanted["FEED_ALL_ATOM"]:
        yield (
            'The site has no feed of all articles; FEED_ALL_ATOM = "feeds/all.atom.xml" adds one'
        )


@dataclass(frozen=True, slots=True)
class PythonFile:
    """A Python file, with its line endings unchanged.

    Attributes:
        path: of the file.
        text: its content.
        encoding: as Python detects it (PEP 263).
        bom: whether it begins with a byte order mark.
    """

    path: Path
    text: str
    encoding: str
    bom: bool

    def encoded(self, text: str) -> bytes:
        """Return *text* as bytes in the encoding of the file."""
        return (codecs.BOM_UTF8 if self.bom else b"") + text.encode(self.encoding)


def read_python_file(path: Path) -> PythonFile:
    """Read the Python file at *path*.

    Raises:
        PouchError: it cannot be read.
    """
    try:
        data = path.read_bytes()
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        bom = data.startswith(codecs.BOM_UTF8)
        encoding = "utf-8" if bom else encoding
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except (OSError, SyntaxError, UnicodeDecodeError) as error:
        raise PouchError(f"cannot read {shown(path)}: {error}") from None
    return PythonFile(path, text, encoding, bom)
