"""Pages at old URLs that redirect to where a post is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from .slugs_and_urls import UnusableUrlError, old_path, redirect_circles


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
    taken, paths = taken_paths(generator, writer), build_of(generator).state(ContentPaths)
    for content in by_priority(generator, moved, paths):
        for old in redirects_of(content):
            title = Markup(content.title).striptags()  # noqa: S704
            problem = redirect_problem(old, build_of(generator))
            if problem is None:
                wrong = write_redirect(writer, old, content.url, title, taken)
                if wrong and old == paths.of(content):
                    wrong = f"the old URL {old} is its current URL"
                problem = ADDRESS_TAKEN(wrong, "delete it") if wrong else None
            if problem is not None:
                needle = old.removesuffix("/index.html")
                report(in_content(content, replace(problem, needle=needle)))
    _write_site_redirects(site, writer, taken)


def _write_site_redirects(site: Mapping[str, str], writer: Any, taken: OutputPaths) -> None:
    free, problems = {}, []
    for old, url in site.items():
        try:
            path = old_path(old)
        except UnusableUrlError as error:
            problems.append(VALUE_UNUSABLE(f"{old!r} is ignored: {error}", "correct it"))
            continue
        problem = redirect_problem(path, build_of(writer))
        if problem is not None:
            problems.append(problem)
        elif taken.owner_of(path) is not None:
            problems.append(ADDRESS_TAKEN(_write(writer, path, url, taken), "delete it"))
        else:
            free[path] = url
    circles = redirect_circles(free, str(writer.settings["SITEURL"]))
    problems += [VALUE_UNUSABLE(_circle_text(each, free), _CIRCLE_FIX) for each in circles]
    endless = {path for circle in circles for path in circle}
    for path, url in free.items():
        wrong = "" if path in endless else _write(writer, path, url, taken)
        if wrong:
            problems.append(ADDRESS_TAKEN(wrong, "delete it"))
    for problem in problems:
        text = f"POUCH_FRONT_MATTER['redirects']: {problem.text}"
        report(replace(problem, text=text, needle=""))


_CIRCLE_FIX = "redirect one of them to a page"


def _circle_text(circle: Sequence[str], urls: Mapping[str, str]) -> str:
    if len(circle) == 1:
        return f"{urls[circle[0]]} redirects to itself"
    steps = [urls[path] for path in circle]
    return f"{' → '.join([steps[-1], *steps])} is a redirect loop that reaches no page"


def _write(writer: Any, path: str, url: str, taken: OutputPaths) -> str:
    target = url.lstrip("/")
    return write_redirect(writer, path, target, target or "/", taken)
