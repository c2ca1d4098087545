"""See to what concerns the site as a whole: two posts with one address, and old addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2.meta import find_undeclared_variables
from markupsafe import Markup
from pelican.contents import Article
from pelican.generators import PelicanTemplateNotFound
from pelican.utils import order_content

from .._core import pelican_console
from .._core.build import build_of
from .._core.contract import SHORTCODES, SHOWN_OTHERWISE, redirects_of
from .._core.diagnostics import report
from .._core.paths import shown
from .._core.pelican_output import taken_paths, write_redirect
from .._core.rules import ADDRESS_TAKEN
from .._core.source_lines import in_content
from .._core.translations import settle
from .file_dates import first_commits
from .pelican_path_safety import objection_to_old
from .pelican_url_conflicts import settle_paths
from .rules import VALUE_UNUSABLE
from .shortcodes import sum_up_shortcodes, tell_of_differences
from .siblings import in_order_of_claim, parted_by_language, unused_keys
from .time_zones import unread_zones


def part_languages(generator: Any) -> None:
    """Have texts that only their languages part be translations of each other."""
    settle(generator, order_content, parted_by_language)


def look_over_site(generators: list[Any]) -> None:
    """Name what no single file can know of, and move contents that share an address."""
    generator = generators[0]
    contents = list(_contents(generator.context))
    settle_paths(generator, contents)
    for content in contents:
        if content.reader != "frontmatter":
            for problem in unread_zones(content.source_path):
                report(in_content(content, problem))
        if content.status == "draft" and not hasattr(content, "category"):
            # Pelican asks every draft for it, also where CATEGORY_SAVE_AS is off and none has one;
            # and makes URLs of its slug, from then on.
            content.override_save_as, content.override_url = content.save_as, content.url
            content.category = None
        objection = _objection_to_template(generator, content)
        if objection:
            problem = VALUE_UNUSABLE(objection, "correct it", content.template)
            report(in_content(content, problem))
            content.template = content.default_template
    left = {
        shown(content.source_path): content.metadata[SHORTCODES]
        for content in contents
        if SHORTCODES in content.metadata
    }
    for problem in sum_up_shortcodes(left):
        report(problem, sums_up=True)
    otherwise = sum(content.metadata.get(SHOWN_OTHERWISE) is True for content in contents)
    if otherwise:
        pelican_console.tell("front_matter", tell_of_differences(otherwise))
    unused = unused_keys(contents, generator.settings)
    if unused is not None:
        report(unused)


def _objection_to_template(generator: Any, content: Any) -> str:
    """Return why a content cannot be shown by the template it asks for; empty where it can."""
    if content.template == content.default_template:
        return ""
    try:
        source = Path(generator.get_template(content.template).filename).read_text("utf-8")
    except PelicanTemplateNotFound:
        return f"the theme has no template {content.template!r}"
    except (OSError, UnicodeDecodeError):
        return ""
    # Under the name of the other kind there is nothing, which would end the build.
    own, other = ("article", "page") if isinstance(content, Article) else ("page", "article")
    named = find_undeclared_variables(generator.env.parse(source))
    if other in named and own not in named:
        return f"the template {content.template!r} shows what is no {own}, and is not used"
    return ""


def write_redirects(generator: Any, writer: Any) -> None:
    """Write a page at every old address."""
    taken = taken_paths(generator, writer)
    for content in _contents(generator.context):
        for old in redirects_of(content) if content.status != "draft" else ():
            title = Markup(content.title).striptags()  # noqa: S704
            problem = objection_to_old(old, build_of(generator))
            if problem is None:
                wrong = write_redirect(writer, old, content.url, title, taken)
                problem = ADDRESS_TAKEN(wrong, "delete it") if wrong else None
            if problem is not None:
                needle = old.removesuffix("/index.html")
                report(in_content(content, replace(problem, needle=needle)))


def _contents(context: dict[str, Any]) -> Iterator[Any]:
    """Yield every content: of two with one address the one that keeps it comes first."""
    contents = (content for content in context["generated_content"].values() if content)
    return iter(in_order_of_claim(contents, lambda: first_commits(Path(context["PATH"]))))
