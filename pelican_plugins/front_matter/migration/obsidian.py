"""Recognise a vault of Obsidian's, whose notes are published under their names.

Its settings are the files of `.obsidian`: help.obsidian.md, "Configuration folder".
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from ..settings import FrontMatterSettings
from .left_out import settings_to_leave_out
from .markdown import folder_settings, ignored_texts
from .site import OldSite, SiteFiles
from .values import config_of, string_at

_FOLDER = ".obsidian/"
# A vault may be the content folder of a site, which has its own URLs.
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
    templates = f"{templates.strip('/')}/" if templates.strip("/") != vault.strip("/") else ""
    texts = [path for path in files.paths if path.endswith(".md") and path.startswith(vault)]
    ignored = ignored_texts(files, texts)
    if templates:
        own = (path for path in texts if path.startswith(templates))
        ignored |= dict.fromkeys(own, "a template of the vault")
    notes = [path for path in texts if path not in ignored]
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
        ignored=tuple(sorted(ignored.items())),
        notes=tuple(_notes(notes)),
    )


def _notes(notes: list[str]) -> Iterator[str]:
    if notes:
        yield (
            "a vault has no URLs, so notes are published under their names, all of them: add"
            " `publish: false` to private ones"
        )


def _vault_of(path: str) -> str | None:
    before, found, _ = path.partition(_FOLDER)
    return before if found and before.count("/") <= 1 else None


def _setting(files: SiteFiles, vault: str, name: str) -> Any:
    path = f"{vault}{_FOLDER}{name}.json"
    return config_of(path, files.read(path)) if path in files.paths else None
