"""See to what concerns the site as a whole: two posts with one address, and old addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2.meta import find_undeclared_variables
from markupsafe import Markup
from pelican.contents import Article
from pelican.generators import PelicanTemplateNotFound
from pelican.utils import order_content

from ..._core import hooks, reporting
from ..._core.contract import SHORTCODES, SHOWN_OTHERWISE, redirects_of
from ..._core.errors import Problem
from ..._core.findings import summed_up
from ..._core.output import taken_paths, write_redirect
from ..._core.paths import shown
from ..._core.translations import settle
from ..boundary.plugin import objection_to_old
from ..file_dates import first_commits
from ..header_zones import unread_zones
from ..leftovers import tell_of_differences, tell_of_shortcodes
from ..siblings import in_order_of_claim, parted_by_language, unused_keys
from ..url_conflicts.plugin import settle_paths

logger = logging.getLogger(__name__)


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
                hooks.warn(content, problem)
        if content.status == "draft" and not hasattr(content, "category"):
            # Pelican asks every draft for it, also where CATEGORY_SAVE_AS is off and none has one;
            # and makes URLs of its slug, from then on.
            content.override_save_as, content.override_url = content.save_as, content.url
            content.category = None
        objection = _objection_to_template(generator, content)
        if objection:
            problem = Problem(objection, "correct it", content.template, code="value-unusable")
            hooks.warn(content, problem)
            content.template = content.default_template
    left = {
        shown(content.source_path): content.metadata[SHORTCODES]
        for content in contents
        if SHORTCODES in content.metadata
    }
    for sentence in tell_of_shortcodes(left):
        logger.warning("%s", sentence, extra=summed_up())
    otherwise = sum(content.metadata.get(SHOWN_OTHERWISE) is True for content in contents)
    if otherwise:
        reporting.tell("front_matter", tell_of_differences(otherwise))
    unused = unused_keys(contents, generator.settings)
    if unused:
        logger.warning("%s; %s", *unused, extra=summed_up())


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
            refused = objection_to_old(old)
            text = refused or write_redirect(writer, old, content.url, title, taken)
            if text:
                needle = old.removesuffix("/index.html")
                text, _, mend = text.partition("; ")
                code = "address-server" if refused else "address-taken"
                hooks.warn(content, Problem(text, mend or "delete it", needle, code=code))


def _contents(context: dict[str, Any]) -> Iterator[Any]:
    """Yield every content: of two with one address the one that keeps it comes first."""
    contents = (content for content in context["generated_content"].values() if content)
    return iter(in_order_of_claim(contents, lambda: first_commits(Path(context["PATH"]))))
