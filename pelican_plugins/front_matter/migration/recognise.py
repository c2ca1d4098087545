"""Recognise the generator of a folder."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from importlib import import_module

from .exported import Export
from .site import OldSite, SiteFiles

GENERATORS = ("jekyll", "eleventy", "zola", "hugo", "astro", "obsidian", "markdown")
"""Modules that know one each; the last takes any folder."""

_EXPORTS = ("wordpress", "ghost")
_OTHER_FORMATS = (".mdx", ".adoc", ".asciidoc", ".org", ".textile", ".pandoc", ".rmd", ".ipynb")


def recognise(files: SiteFiles) -> tuple[OldSite, list[OldSite]]:
    """Return the site in a folder, and what else it could be.

    Of several, the one whose generator builds the most posts counts: a folder may hold the settings
    of a generator that built it years ago, or that of its documentation. Texts in the content
    folder of one are not counted for another that builds whatever lies anywhere.
    """
    *known, any_folder = GENERATORS
    found = [site for name in known if (site := _ask(name, files)) is not None]
    claimed = {path for site in found for path in _own(site)}
    found.sort(key=lambda site: -len(set(site.posts) - (claimed - _own(site))))
    if not found:
        site = _ask(any_folder, files)
        assert site is not None
        found = [site]
    return _with_other_formats(_as_vault(found[0], files), files), found[1:]


def _with_other_formats(site: OldSite, files: SiteFiles) -> OldSite:
    """Return the site with the posts in unsupported formats listed as left out."""
    known = {*site.posts, *(path for path, _ in site.ignored)}
    folders = {posixpath.dirname(path) for path in site.posts}
    others = [
        (path, f"{posixpath.splitext(path)[1].lower()} files are not supported")
        for path in files.paths
        if path.lower().endswith(_OTHER_FORMATS)
        and path not in known
        and posixpath.dirname(path) in folders
    ]
    return replace(site, ignored=(*site.ignored, *others))


def _own(site: OldSite) -> set[str]:
    """Return the posts of a site that has one content folder; none for any other site."""
    folders = [posixpath.dirname(path) for path in site.posts] or [""]
    return set(site.posts) if posixpath.commonpath(folders) else set()


def export_in(text: str) -> Export | None:
    """Return what a WordPress or Ghost export holds; None for any other text."""
    for name in _EXPORTS:
        module = import_module(f".{name}", __package__)
        if module.is_export(text):
            export: Export = module.export_of(text)
            return export
    return None


def _as_vault(site: OldSite, files: SiteFiles) -> OldSite:
    """Return the site with what Obsidian hides left out, if its posts are a vault."""
    if not any("/.obsidian/" in f"/{path}" for path in files.paths):
        return site
    reading = replace(site.reading, obsidian_syntax=True, obsidian_comments="always")
    return replace(site, reading=reading)


def _ask(name: str, files: SiteFiles) -> OldSite | None:
    # Each is as large as a small program, and most folders are of one generator.
    site: OldSite | None = import_module(f".{name}", __package__).old_site(files)
    return site
