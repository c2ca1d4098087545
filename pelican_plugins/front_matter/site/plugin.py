"""See to what concerns the site as a whole: two posts with one address, and old addresses."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2.meta import find_undeclared_variables
from markupsafe import Markup
from pelican.contents import Article
from pelican.generators import PelicanTemplateNotFound
from pelican.utils import order_content

from ..._core import hooks
from ..._core.errors import Problem
from ..._core.findings import summed_up
from ..._core.occupied import find_clashes
from ..._core.output import numbered_paths, occupied_paths, static_paths, write_redirect
from ..._core.paths import shown
from ..._core.translations import settle
from ..addresses import device_in, shortened
from ..boundary.paths import alike_but_for_case, below_site
from ..boundary.plugin import contain_addresses, settle_urls
from ..file_dates import first_commits
from ..handed_on import FROM_PERMALINK, REDIRECTS, SHORTCODES
from ..leftovers import tell_of_shortcodes
from ..siblings import in_order_of_claim, parted_by_language, unused_keys

logger = logging.getLogger(__name__)


def part_languages(generator: Any) -> None:
    """Have texts that only their languages part be translations of each other."""
    settle(generator, order_content, parted_by_language)


def look_over_site(generators: list[Any]) -> None:
    """Name what no single file can know of, and move contents that share an address."""
    generator = generators[0]
    contents = list(_contents(generator.context))
    contain_addresses(contents)
    _shorten_addresses(contents)
    _part_addresses(generator, contents)
    settle_urls(contents)
    _tell_of_other_systems(generator, contents)
    for content in contents:
        if content.status == "draft" and not hasattr(content, "category"):
            # Pelican asks every draft for it, also where CATEGORY_SAVE_AS is off and none has one.
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
    occupied = occupied_paths(generator, writer)
    for content in _contents(generator.context):
        for old in content.metadata.get(REDIRECTS, ()) if content.status != "draft" else ():
            title = Markup(content.title).striptags()  # noqa: S704
            text = write_redirect(writer, old, content.url, title, occupied)
            if text:
                needle = old.removesuffix("/index.html")
                hooks.warn(content, Problem(text, "delete it", needle, code="address-taken"))


def _shorten_addresses(contents: list[Any]) -> None:
    for content in contents:
        fitting = shortened(content.save_as)
        if fitting != content.save_as:
            text = "its address is longer than a file's name may be, so it is written to"
            problem = Problem(f"{text} {fitting}", "give it a `slug:`", line=1, code="address-odd")
            hooks.warn_of_file(content.source_path, problem, logging.ERROR)
            _move(content, fitting)


def _part_addresses(generator: Any, contents: list[Any]) -> None:
    by_path = {content.source_path: content for content in contents}
    addresses = [(c.source_path, c.save_as) for c in contents if c.save_as]
    own = dict(_own_pages(generator))
    # Pelican's own pair of keys says that a page is meant to stand in the place of another.
    meant = frozenset(
        content.source_path
        for content in contents
        if hasattr(content, "override_save_as") and FROM_PERMALINK not in content.metadata
    )
    for clash in find_clashes(addresses, own | static_paths(generator.context), meant):
        of_pelican = clash.kept in own.values()
        kept = clash.kept if of_pelican else shown(clash.kept)
        mend = (
            f"give it another slug, or `save_as: {clash.old}` to have it there instead"
            if of_pelican
            else "give one of them another slug"
        )
        text = f"its address {clash.old} is also that of {kept}, so it is written to {clash.new}"
        problem = Problem(text, mend, line=1, code="address-taken")
        hooks.warn_of_file(clash.moved, problem, logging.ERROR)
        _move(by_path[clash.moved], clash.new)


def _move(content: Any, save_as: str) -> None:
    content.override_save_as = save_as
    content.override_url = below_site(save_as.removesuffix("index.html"))


def _tell_of_other_systems(generator: Any, contents: list[Any]) -> None:
    """Name the addresses that a site could not have on another system than this one."""
    for content in contents:
        device = device_in(content.save_as or "")
        if device:
            text = f"its address {content.save_as} cannot be written on Windows, where {device} is"
            mend = "give it another slug"
            hooks.warn(content, Problem(f"{text} a device", mend, line=1, code="address-odd"))
    addresses = [(c.save_as, c.source_path) for c in contents if c.save_as]
    addresses += static_paths(generator.context).items()
    for path, other, whose, owner in alike_but_for_case(addresses):
        text = (
            f"its address {path} and {other} of {shown(owner)} differ in case alone, so that one"
            " would take the place of the other on macOS and Windows"
        )
        problem = Problem(text, "give one of them another slug", line=1, code="address-odd")
        hooks.warn_of_file(whose, problem)


def _own_pages(generator: Any) -> Iterator[tuple[str, str]]:
    """Yield the path and a name of every page that Pelican makes of many articles."""
    settings = generator.settings
    for template in settings["DIRECT_TEMPLATES"]:
        name = template.upper()
        save_as = settings.get(f"{name}_SAVE_AS", f"{template}.html")
        url = settings.get(f"{name}_URL", f"{template}.html")
        for path in numbered_paths(template, save_as, url, generator.articles, settings):
            yield path, f"Pelican's page {template!r}"
    for path in settings["TEMPLATE_PAGES"].values():
        yield str(path), "a page of TEMPLATE_PAGES"
    for archive in chain.from_iterable(generator.period_archives.values()):
        arguments = (archive["save_as"], archive["url"], archive["articles"], settings)
        for path in numbered_paths("period_archives", *arguments):
            yield path, "an archive page"
    groups = {
        "tag": generator.tags.items(),
        "category": generator.categories,
        "author": generator.authors,
    }
    for kind, pairs in groups.items():
        for group, articles in pairs:
            for path in numbered_paths(kind, group.save_as, group.url, articles, settings):
                yield path, f"the page of the {kind} {group.name!r}"


def _contents(context: dict[str, Any]) -> Iterator[Any]:
    """Yield every content: of two with one address the one that keeps it comes first."""
    contents = (content for content in context["generated_content"].values() if content)
    return iter(in_order_of_claim(contents, lambda: first_commits(Path(context["PATH"]))))
