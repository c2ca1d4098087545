"""A site that an earlier version has built is built by this one, and its owner asked nothing."""

from __future__ import annotations

import sqlite3

import pictures
import pytest
from support import build, post

FILES = {
    "a.md": post("![A jug](/images/jug.jpg)\n\n## Sources\n\n* A work https://e.org/a", title="A"),
    "b.md": post("*Text.*", title="B", tags=["sea", "Sea"]),
    "images/jug.jpg": pictures.saved("JPEG", pictures.image(size=(900, 600)), quality=98),
}
SETTINGS = {"PLUGINS": ["pelican_plugins"], "POUCH_IMAGES": {"widths": [200]}}
CACHES = ["build", "pictures"]

# What an old version kept under the same names, and what a newer one may.
OLD = "ALTER TABLE kept RENAME TO old; DROP TABLE old; CREATE TABLE kept (key TEXT, html TEXT)"
NEW = "DROP TABLE kept; CREATE TABLE kept (id, key, value BLOB, day, more)"


def kept(site, name: str) -> tuple[int, int]:
    """The layout of a cache, and how many entries it has."""
    connection = sqlite3.connect(site.folder / "cache" / "pouch" / f"{name}.sqlite3")
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    (entries,) = connection.execute("SELECT count(value) FROM kept").fetchone()
    connection.close()
    return layout, entries


def told(log: str) -> list[str]:
    return [line for line in log.splitlines() if "seconds" not in line]


@pytest.mark.parametrize(("version", "change"), [(0, OLD), (99, NEW)], ids=["older", "newer"])
def test_what_another_version_has_kept_is_made_anew_without_a_word(
    build_site, version: int, change: str
) -> None:
    site = build_site(FILES, SETTINGS)
    before = {name: kept(site, name) for name in CACHES}
    folder = site.folder / "cache" / "pouch"
    for name in CACHES:
        connection = sqlite3.connect(folder / f"{name}.sqlite3")
        connection.executescript(f"{change}; PRAGMA user_version = {version}")
        connection.close()
    templates = list((folder / "templates").iterdir())
    checksum = b"another version "
    for template in templates:
        template.write_bytes(checksum + template.read_bytes()[len(checksum) :])
    variants = sorted((folder / "images").iterdir())
    for variant in variants:
        variant.write_bytes(b"POUCH 9\n" + variant.read_bytes()[3:])
    written = site.files()
    for name in [name for name in written if "/variants/" in name]:
        (site.output / name).unlink()

    again = build(site.folder, {}, SETTINGS)

    assert again.code == 0
    assert len(variants) > 1
    assert templates
    assert not any(template.read_bytes().startswith(checksum) for template in templates)
    assert again.files() == written
    assert {name: kept(again, name) for name in CACHES} == before
    assert min(entries for _, entries in before.values()) > 0
    assert told(again.log) == told(site.log)


RENAMED = """
from dataclasses import dataclass, field

from pelican import signals
from pelican_plugins._core import deprecated_settings as renamed
from pelican_plugins._core import pelican_hooks as hooks
from pelican_plugins._core import settings

renamed.RENAMED["POUCH_LABELS"] = "POUCH_TAGS"
settings.NAMES = (*settings.NAMES, "POUCH_NOTES")

@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    margin: int = field(default=3, metadata={renamed.WAS: ("edge",)})

def register():
    signals.initialized.connect(configure)

def configure(pelican):
    print("MARGIN", hooks.configure(pelican, Notes, "POUCH_NOTES").margin)
    hooks.configure(pelican, Notes, "POUCH_NOTES")
"""


def renaming(build_site, *arguments: str, **settings):
    settings = {"PLUGINS": ["renamed_notes", "pelican_plugins"], **settings}
    return build_site(FILES, settings, modules={"renamed_notes": RENAMED}, arguments=arguments)


def test_a_build_says_once_what_a_setting_is_called_now_and_does_what_it_says(build_site) -> None:
    old = {"aliases": {"sea": "Ocean"}}
    site = renaming(build_site, POUCH_LABELS=old, POUCH_NOTES={"edge": 9})

    assert site.code == 0, site.log
    assert "MARGIN 9" in site.log
    assert site.contents["b.md"]["tags"] == ["Ocean"]
    assert [line for line in site.log.splitlines() if " was renamed to " in line] == [
        "POUCH_NOTES['edge'] was renamed to 'margin'; rename it in your settings",
        "POUCH_LABELS was renamed to POUCH_TAGS; rename it in your settings",
    ]


def test_an_old_name_beside_the_new_one_stops_the_build(build_site) -> None:
    site = renaming(build_site, POUCH_LABELS={}, POUCH_TAGS={})

    assert site.code == 1
    assert "POUCH_LABELS is the old name of POUCH_TAGS, and both are set; keep" in site.log
    assert "Traceback" not in site.log


def test_an_old_name_is_a_warning_to_those_who_want_none(build_site) -> None:
    site = renaming(build_site, "--fatal", "warnings", POUCH_NOTES={"edge": 9})

    assert site.code == 1
