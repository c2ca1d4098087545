"""See to what concerns the site as a whole: two posts with one address, and old addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.generators import PelicanTemplateNotFound
from pelican.utils import get_relative_path, sanitised_join

from ..._core import hooks
from ..._core.errors import Problem
from ..._core.redirects import redirect_page
from ..handed_on import REDIRECTS, SHORTCODES
from ..leftovers import find_clashes, tell_of_shortcodes

logger = logging.getLogger(__name__)


def look_over_site(generators: list[Any]) -> None:
    """Name what no single file can know of, and move contents that share an address."""
    contents = list(_contents(generators[0].context))
    by_path = {content.source_path: content for content in contents}
    for clash in find_clashes((c.source_path, c.save_as) for c in contents if c.save_as):
        logger.error(
            "%s:1: its address %s is also that of %s, so it is written to %s;"
            " give one of them another slug",
            *(hooks.shown(clash.moved), clash.old, hooks.shown(clash.kept), clash.new),
        )
        moved = by_path[clash.moved]
        moved.override_save_as = clash.new
        moved.override_url = clash.new.removesuffix("index.html")
    for content in contents:
        try:
            generators[0].get_template(content.template)
        except PelicanTemplateNotFound:
            problem = Problem(
                f"the theme has no template {content.template!r}", "correct it", content.template
            )
            hooks.warn(content, problem)
            content.template = content.default_template
    left = {
        hooks.shown(content.source_path): content.metadata[SHORTCODES]
        for content in contents
        if SHORTCODES in content.metadata
    }
    for sentence in tell_of_shortcodes(left):
        logger.warning("%s", sentence)


def write_redirects(generator: Any, writer: Any) -> None:
    """Write a page at every old address."""
    contents = list(_contents(generator.context))
    taken = {content.save_as for content in contents}
    files = [file for file in generator.context["static_content"].values() if file]
    # Not file.save_as: being asked for it, a file could no longer be moved by {attach}.
    taken |= {file.get_url_setting("save_as") for file in files}
    for content in contents:
        for old in content.metadata.get(REDIRECTS, ()) if content.status != "draft" else ():
            path = sanitised_join(writer.output_path, old)
            if old in taken or path in writer._written_files:
                text = f"the old address {old} is that of another page"
                hooks.warn(content, Problem(text, "delete it", old.removesuffix("/index.html")))
                continue
            taken.add(old)
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            with writer._open_w(path, "utf-8") as file:
                file.write(redirect_page(_address_from(old, content), _plain_title(content)))


def _address_from(old: str, content: Any) -> str:
    site = content.settings["SITEURL"]
    if content.settings["RELATIVE_URLS"] or not site:
        site = get_relative_path(old)
    return f"{site}/{content.url}"


def _plain_title(content: Any) -> str:
    return Markup(content.title).striptags()  # noqa: S704


def _contents(context: dict[str, Any]) -> Iterator[Any]:
    """Yield every content: what is published first, then in the order of the files."""
    contents = [content for content in context["generated_content"].values() if content]
    order = {"published": 0, "hidden": 1}
    return iter(sorted(contents, key=lambda c: (order.get(c.status, 2), c.source_path)))
