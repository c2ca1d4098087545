"""Recognise a vault of Obsidian's, whose notes are published under their names.

Its settings are the files of `.obsidian`: help.obsidian.md, "Configuration folder".
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from ..settings import FrontMatterSettings
from .left_out import settings_to_leave_out
from .markdown import folder_settings
from .site import OldSite, SiteFiles
from .values import config_of, string_at

_FOLDER = ".obsidian/"
# A vault may be the content folder of a site, which has URLs of its own.
_OTHERS = (
    *("hugo.", "zola.toml", "config.toml", "_config.", "astro.config.", "eleventy.config."),
    *(".eleventy.js", "config/_default/", "quartz.config.", "mkdocs.yml", "pelicanconf.py"),
)


def old_site(files: SiteFiles) -> OldSite | None:
    """Return what is known of a vault; None if it is not one."""
    vault = next((v for path in files.paths if (v := _vault_of(path)) is not None), None)
    if vault is None or any(path.startswith(_OTHERS) for path in files.paths):
        return None
    templates = posixpath.join(vault, string_at(_setting(files, vault, "templates"), "folder"))
    notes: list[str] = []
    ignored: list[str] = []
    for path in files.paths:
        if path.endswith(".md") and path.startswith(vault) and _FOLDER not in path:
            is_template = templates.strip("/") != vault.strip("/") and path.startswith(
                f"{templates.strip('/')}/"
            )
            (ignored if is_template else notes).append(path)
    attachments = string_at(_setting(files, vault, "app"), "attachmentFolderPath").strip("./")
    places = [posixpath.join(vault, attachments)] if attachments else []
    return OldSite(
        generator="Obsidian",
        because=f"{vault}{_FOLDER}".rstrip("/"),
        settings=(
            *folder_settings(files, notes, places),
            *settings_to_leave_out(ignored, notes),
        ),
        reading=FrontMatterSettings(
            url_keys="all",
            slug_source="file_name",
            markdown="commonmark",
            obsidian_syntax=True,
            obsidian_comments="always",
            undated="page",
        ),
        posts=tuple(notes),
        ignored=tuple((path, "a template of the vault") for path in ignored),
        notes=tuple(_notes(notes)),
    )


def _notes(notes: list[str]) -> Iterator[str]:
    if notes:
        yield (
            "a vault has no URLs, so notes are published under their names, all of them: write"
            " `publish: false` into those that are private"
        )


def _vault_of(path: str) -> str | None:
    before, found, _ = path.partition(_FOLDER)
    return before if found and before.count("/") <= 1 else None


def _setting(files: SiteFiles, vault: str, name: str) -> Any:
    path = f"{vault}{_FOLDER}{name}.json"
    return config_of(path, files.read(path)) if path in files.paths else None
