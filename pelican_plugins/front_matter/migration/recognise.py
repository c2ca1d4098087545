"""Which generator a folder is of."""

from __future__ import annotations

from importlib import import_module

from .site import OldSite, SiteFiles

GENERATORS = ("jekyll", "eleventy", "zola", "hugo", "astro", "obsidian", "markdown")
"""Modules that know one each; the last takes any folder."""


def recognise(files: SiteFiles) -> tuple[OldSite, list[OldSite]]:
    """Return the site in a folder, and what else it could be.

    Of several, the one whose generator builds the most texts counts: a folder may hold the settings
    of a generator that built it years ago, or that of its documentation.
    """
    *known, any_folder = GENERATORS
    found = [site for name in known if (site := _ask(name, files)) is not None]
    found.sort(key=lambda site: -len(site.posts))
    if not found:
        site = _ask(any_folder, files)
        assert site is not None
        found = [site]
    return found[0], found[1:]


def _ask(name: str, files: SiteFiles) -> OldSite | None:
    # Each is as large as a small program, and most folders are of one generator.
    try:
        module = import_module(f".{name}", __package__)
    except ModuleNotFoundError:  # until all are merged
        return None
    site: OldSite | None = module.old_site(files)
    return site
