"""Pages at old URLs that redirect to where a post is now."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from .._core.build import build_of
from .._core.content_paths import ContentPaths
from .._core.contract import redirects_of
from .._core.diagnostics import report
from .._core.output_paths import OutputPaths
from .._core.pelican_output import taken_paths, write_redirect
from .._core.rules import ADDRESS_TAKEN
from .._core.source_lines import in_content
from .pelican_contents import by_priority, contents_of
from .pelican_path_safety import redirect_problem
from .rules import VALUE_UNUSABLE
from .settings import FrontMatterSettings
from .slugs_and_urls import UnusableUrlError, old_path


def write_redirects(generator: Any, writer: Any) -> None:
    """Write a redirect page at every old URL."""
    moved = [
        content
        for content in contents_of(generator.context)
        if content.status != "draft" and redirects_of(content)
    ]
    site = build_of(generator).state(FrontMatterSettings).redirects
    if not (moved or site):
        return
    taken = taken_paths(generator, writer)
    for content in by_priority(generator, moved, build_of(generator).state(ContentPaths)):
        for old in redirects_of(content):
            title = Markup(content.title).striptags()  # noqa: S704
            problem = redirect_problem(old, build_of(generator))
            if problem is None:
                wrong = write_redirect(writer, old, content.url, title, taken)
                problem = ADDRESS_TAKEN(wrong, "delete it") if wrong else None
            if problem is not None:
                needle = old.removesuffix("/index.html")
                report(in_content(content, replace(problem, needle=needle)))
    for old, url in site.items():
        _write_site_redirect(old, url, writer, taken)


def _write_site_redirect(old: str, url: str, writer: Any, taken: OutputPaths) -> None:
    try:
        path = old_path(old)
        problem = redirect_problem(path, build_of(writer))
    except UnusableUrlError as error:
        problem = VALUE_UNUSABLE(f"{old!r} is ignored: {error}", "correct it")
    if problem is None:
        target = url.lstrip("/")
        wrong = write_redirect(writer, path, target, target or "/", taken)
        problem = ADDRESS_TAKEN(wrong, "delete it") if wrong else None
    if problem is not None:
        text = f"POUCH_FRONT_MATTER['redirects']: {problem.text}"
        report(replace(problem, text=text, needle=""))
