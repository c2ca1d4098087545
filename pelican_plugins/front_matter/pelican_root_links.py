"""Have Pelican resolve root-relative links where the site is below a path of its host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pelican.contents import Content

from .._core.pelican_compat import body_of, set_body, set_summary
from .._core.urls import split
from .root_links import links_by_path, mark_root_links


def resolve_root_links(generators: Iterable[Any]) -> None:
    """Mark the links of all contents, after the last plugin has changed them."""
    generator = next(iter(generators))
    parts = split(str(generator.settings["SITEURL"]))
    if parts is None or not parts.path.strip("/"):
        return
    contents = [c for c in generator.context["generated_content"].values() if c]
    posts = {content.url: content.relative_source_path for content in contents}
    static = generator.context["static_content"].items()
    # Not the URL of `Static` itself, after which {attach} may not move the file any longer.
    files = {Content.url.fget(file): path for path, file in static if file}
    marked = links_by_path(posts, files)
    for content in contents:
        html = mark_root_links(body_of(content), marked.get)
        if html != body_of(content):
            set_body(content, html)
        summary = content.metadata.get("summary")
        if isinstance(summary, str) and (new := mark_root_links(summary, marked.get)) != summary:
            set_summary(content, new)
