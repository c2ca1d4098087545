"""Files that are in the folder of a post are published next to its page, as in Hugo and Zola."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from .._core.build import build_of
from .._core.contract import KIND
from .settings import FrontMatterSettings

_WITH_BUNDLES = ("hugo", "zola")


def attach_bundle_files(generator: Any) -> None:
    """Have the static files of a bundle (`name/index.md`) follow its page.

    Those of a draft stay where they are, since several drafts are in one folder. Of a post in
    several languages, the page in the default language has them.
    """
    settings = build_of(generator).state(FrontMatterSettings)
    if settings.permalink_style not in _WITH_BUNDLES:
        return
    is_ugly = bool(settings.ugly_urls or settings.ugly_url_folders)
    pages: dict[str, Any] = {}
    for content in generator.context["generated_content"].values():
        if content and KIND in content.metadata and content.status != "draft":
            folder, name = posixpath.split(content.relative_source_path)
            if name.split(".")[0] == "index" and (content.in_default_lang or folder not in pages):
                pages[folder] = content
    for file in generator.staticfiles if pages else ():
        # Most are in no bundle, and few are deep in one.
        folder = next((f for f in _folders(file.relative_source_path) if f in pages), None)
        if folder is not None:
            inner = posixpath.relpath(file.relative_source_path, folder)
            home = _home(pages[folder].save_as, is_ugly=is_ugly)
            file.override_save_as = file.override_url = posixpath.join(home, inner)


def _folders(path: str) -> Iterator[str]:
    """Yield the folders that a file is in, innermost first."""
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def _home(save_as: str, *, is_ugly: bool) -> str:
    """Return the folder of a page's files: `a/` for `a/index.html`, and for `a.html`, too."""
    folder, name = posixpath.split(save_as)
    return posixpath.splitext(save_as)[0] if is_ugly and name != "index.html" else folder
