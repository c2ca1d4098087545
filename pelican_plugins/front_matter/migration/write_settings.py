"""The settings file of a site that came from another generator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import groupby
from operator import attrgetter
from typing import Any

from ..settings import FrontMatterSettings
from .site import OldSite, Setting

_WIDTH = 100


def write_settings(site: OldSite, root: str) -> str:
    """Return the text of a `pelicanconf.py`.

    Args:
        site: the old one.
        root: its folder as seen from the new file.
    """
    lines = [f'"""Settings of a site imported from {site.generator}."""', ""]
    lines += settings_lines(site, root)
    return "\n".join([*lines, ""])


def settings_lines(site: OldSite, root: str) -> list[str]:
    """Return the lines that a settings file needs; see `write_settings`."""
    reading = changed(site.reading)
    own = (
        Setting("PLUGINS", ["pelican_plugins"], "the suite"),
        Setting("POUCH_FRONT_MATTER", reading, f"how {site.generator} reads its content"),
    )
    return list(_lines([Setting("PATH", root), *site.settings, *own]))


def changed(reading: FrontMatterSettings) -> dict[str, Any]:
    """Return the fields that differ from their defaults, as a settings file holds them."""
    default = FrontMatterSettings()
    found = {field.name: getattr(reading, field.name) for field in fields(reading)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value != getattr(default, name)
    }


def _lines(settings: Iterable[Setting]) -> Iterator[str]:
    first = True
    for reason, group in groupby(settings, key=attrgetter("reason")):
        if not first:
            yield ""
        first = False
        if reason:
            yield f"# {reason[:1].upper()}{reason[1:]}."
        for setting in group:
            yield from _assignment(setting.name, setting.value)


def _assignment(name: str, value: Any) -> Iterator[str]:
    line = f"{name} = {value!r}"
    if len(line) <= _WIDTH or not value or not isinstance(value, Mapping | list):
        yield line
        return
    brackets = ("{", "}") if isinstance(value, Mapping) else ("[", "]")
    yield f"{name} = {brackets[0]}"
    if isinstance(value, Mapping):
        yield from (f"    {key!r}: {item!r}," for key, item in value.items())
    else:
        yield from (f"    {item!r}," for item in value)
    yield brackets[1]
