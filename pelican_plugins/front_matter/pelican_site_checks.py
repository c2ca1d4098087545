"""Checks of the complete site: URL conflicts, redirects, templates, and summaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from copy import copy
from functools import partial
from itertools import count, filterfalse
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.contents import Article
from pelican.generators import PelicanTemplateNotFound
from pelican.utils import order_content

from .._core import pelican_console
from .._core.build import build_of
from .._core.content_paths import ContentPaths
from .._core.contract import (
    FROM_PERMALINK,
    SHORTCODES,
    SHOWN_OTHERWISE,
    SLUG_GIVEN,
    TRANSLATION,
)
from .._core.diagnostics import Severity, report
from .._core.output_paths import OutputPaths, find_conflicts, fitted
from .._core.paths import shown
from .._core.pelican_output import (
    GROUPS,
    OWN_TEMPLATE,
    lasting_files,
    numbered_paths,
    pages_of_articles,
    static_paths,
)
from .._core.rules import ADDRESS_ODD, ADDRESS_TAKEN
from .._core.slugs import other_slugs, takes_slug
from .._core.source_lines import in_content, in_file
from .._core.text import cut
from .._core.translations import settle, texts_of
from .path_safety import case_conflicts, relative_url
from .pelican_contents import by_priority, contents_of, is_by_guest
from .pelican_path_safety import (
    fix_ambiguous_urls,
    is_refused,
    keep_in_output_folder,
    refuse_server_files,
)
from .rules import VALUE_UNUSABLE
from .settings import FrontMatterSettings
from .slugs_and_urls import device_in
from .url_keys import separate_languages, site_unused_keys

# Characters of a long slug that are searched for in its source.
_NEEDLE = 100


def give_slug(content: Any) -> None:
    """Give a content whose title has no letter a slug, since its file would have no name."""
    slug = getattr(content, "slug", None)
    # Without a template it is a static file.
    if slug is None or slug.strip("./ \\") or content.default_template is None:
        return
    name = Markup(getattr(content, "title", "")).striptags()  # noqa: S704
    content.slug = next(
        other_slugs(name.strip() or Path(content.source_path).stem, fallback="text")
    )
    content.metadata[SLUG_GIVEN] = f"slug {slug!r}" if slug else f"title {cut(name)!r}"


def resolve_url_conflicts(generator: Any, contents: list[Any], paths: ContentPaths) -> None:
    """Make sure that no two files of the site have one path, and that each can have its own.

    Args:
        generator: of articles.
        contents: of the site; of two with one path the first keeps it.
        paths: of the contents, which are kept right.
    """
    asked = {c.source_path: getattr(c, "override_save_as", None) for c in contents}
    keep_in_output_folder(contents, paths)
    refuse_server_files(contents, paths)
    _shorten(contents, paths)
    pages, files = dict(pages_of_articles(generator)), dict(lasting_files(generator))
    _separate_groups(generator, pages)
    # Pelican's own `save_as` and `url` say that a page replaces another.
    meant = frozenset(
        content.source_path
        for content in contents
        if asked[content.source_path] is not None
        and asked[content.source_path] == paths.of(content)
        and FROM_PERMALINK not in content.metadata
    )
    _separate_contents(contents, meant, pages, files, paths)
    _report_given_slugs(contents)
    fix_ambiguous_urls(contents)
    _report_other_systems(generator, contents, paths)


def _shorten(contents: list[Any], paths: ContentPaths) -> None:
    for content in contents:
        old = paths.of(content)
        path = fitted(old)
        if path != old:
            longest = max(old.split("/"), key=len)[:_NEEDLE]
            # So that other files named by the slug, such as its references, fit too.
            content.slug = fitted(content.slug)
            text = f"its address is longer than a file's name may be, so it is written to {path}"
            fix = "give it a shorter `slug:`"
            problem = ADDRESS_ODD(text, fix, longest, severity=Severity.ERROR)
            report(in_file(content.source_path, problem))
            _move(content, path)


def _separate_groups(generator: Any, pages: dict[str, str]) -> None:
    """Give tags, categories and authors other slugs if their path is taken.

    Args:
        generator: of articles.
        pages: of all articles; those of each group are added.
    """
    # Pages of TEMPLATE_PAGES and static files may replace such a page.
    taken = OutputPaths({path: name for path, name in pages.items() if name != OWN_TEMPLATE})
    for kind, many in GROUPS.items():
        groups = getattr(generator, many)
        pairs = list(groups.items() if isinstance(groups, dict) else groups)
        for group, articles in pairs:
            paths = _settle_group(generator, taken, kind, group, articles)
            for path in paths:
                taken.reserve(path, "")
                pages.setdefault(path, f"the page of the {kind} {group.name!r}")
        if isinstance(groups, dict):
            # The keys are the groups, which hash by slug.
            groups.clear()
            groups.update(pairs)


def _settle_group(
    generator: Any, taken: OutputPaths, kind: str, group: Any, articles: list[Any]
) -> list[str]:
    """Return the paths of a group's pages, which no other page has."""

    def paths_with(slug: str) -> list[str]:
        # On a copy, since a slug that is set no longer follows the name.
        other = copy(group)
        other.slug = slug
        return numbered_paths(kind, other.save_as, other.url, articles, generator.settings)

    old = group.slug
    paths = numbered_paths(kind, group.save_as, group.url, articles, generator.settings)
    if not takes_slug(group):
        return paths
    # A site's own pattern may give all of them the names of server files.
    refused = partial(is_refused, build=build_of(generator))
    judged = any(map(refused, paths)) and not any(map(refused, paths_with("x")))

    def is_free(path: str) -> bool:
        return taken.owner_of(path) is None and not (judged and refused(path))

    blocked = next((path for path in paths if not is_free(path)), None)
    slug = _free_slug(old, paths_with, is_free) if blocked is not None else ""
    if not slug:
        # If the setting names one file for all of them, the writer reports it.
        return paths
    _rename(generator, kind, old, slug)
    text = (
        f"the page of the {kind} {group.name!r} would be {blocked}, which it cannot be, so its"
        f" slug is {slug!r}"
    )
    fix = f"give it another name, or {kind.upper()}_SAVE_AS a folder of its own"
    source = min(articles, key=lambda article: str(article.source_path)).source_path
    report(in_file(source, ADDRESS_TAKEN(text, fix, group.name, severity=Severity.ERROR)))
    group.slug = slug
    return paths_with(slug)


def _free_slug(
    old: str, paths_with: Callable[[str], list[str]], is_free: Callable[[str], bool]
) -> str:
    """Return a slug with which all paths are free; empty if they do not depend on it."""
    before = set(paths_with(old))
    for number in count(2):
        slug = f"{old}-{number}"
        paths = paths_with(slug)
        if before.intersection(paths):
            return ""
        if all(map(is_free, paths)):
            return slug
    raise AssertionError  # pragma: no cover (there is always another number)


def _rename(generator: Any, kind: str, old: str, new: str) -> None:
    """Give a slug to all objects of one group: each content has its own."""
    for content in filter(None, generator.context["generated_content"].values()):
        found = [content.category] if kind == "category" and hasattr(content, kind) else []
        for group in found or getattr(content, GROUPS[kind], None) or ():
            if group.slug == old:
                group.slug = new


def _separate_contents(
    contents: list[Any],
    meant: frozenset[str],
    pages: dict[str, str],
    files: dict[str, str],
    paths: ContentPaths,
) -> None:
    by_path = {content.source_path: content for content in contents}
    lasting = OutputPaths(files)
    replacing = frozenset(s for s in meant if lasting.owner_of(paths.of(by_path[s])) is None)
    wanted = [(content.source_path, path) for content in contents if (path := paths.of(content))]
    for conflict in find_conflicts(wanted, pages | files, replacing):
        of_pelican = conflict.kept in pages.values()
        kept = shown(conflict.kept) if conflict.kept in by_path else conflict.kept
        fix = (
            f"give it another slug, or `save_as: {conflict.old}` to have it there instead"
            if of_pelican and conflict.moved not in replacing
            else "give one of them another slug"
        )
        text = f"its address {conflict.old} is also that of {kept}, so it is written to"
        moved = by_path[conflict.moved]
        _move(moved, conflict.new)
        if SLUG_GIVEN not in moved.metadata:
            # Point to the line of Pelican's own keys; a slug is mostly made from a title.
            needle = conflict.old if conflict.moved in meant else ""
            text = f"{text} {conflict.new}"
            problem = ADDRESS_TAKEN(text, fix, needle, severity=Severity.ERROR)
            report(in_file(conflict.moved, problem))


def _report_given_slugs(contents: list[Any]) -> None:
    for content in contents:
        what = content.metadata.get(SLUG_GIVEN)
        if what:
            text = f"its {what} has no letter for the name of a file, so it is written to"
            fix = "write `slug:` to choose another"
            needle = what.partition(" ")[2].strip("'\"")
            problem = ADDRESS_ODD(f"{text} {content.save_as}", fix, needle)
            report(in_content(content, problem))


def _move(content: Any, save_as: str) -> None:
    content.override_save_as = save_as
    content.override_url = relative_url(save_as.removesuffix("index.html"))


def _report_other_systems(generator: Any, contents: list[Any], paths: ContentPaths) -> None:
    """Report the URLs that a site could not have on another operating system."""
    for content in contents:
        path = paths.of(content)
        device = device_in(path)
        if device:
            text = f"its address {path} cannot be written on Windows, where {device} is"
            fix = "give it another slug"
            report(in_content(content, ADDRESS_ODD(f"{text} a device", fix, line=1)))
    addresses = [(path, c.source_path) for c in contents if (path := paths.of(c))]
    addresses += static_paths(generator.context).items()
    for path, other, whose, owner in case_conflicts(addresses):
        text = (
            f"its address {path} and {other} of {shown(owner)} differ in case alone, so that one"
            " would take the place of the other on macOS and Windows"
        )
        report(in_file(whose, ADDRESS_ODD(text, "give one of them another slug", line=1)))


def link_translations(generator: Any) -> None:
    """Make posts that differ only in language translations of each other."""
    if build_of(generator).state(FrontMatterSettings).permalink_style is None:
        settle(generator, order_content, _apart_from_guests(separate_languages))
        return
    for content in [*texts_of(generator)]:
        if content.status == "draft" and FROM_PERMALINK in content.metadata:
            # One that is to come would be at the URL that it will have.
            del content.override_url, content.override_save_as
    settle(generator, order_content, _apart_from_guests(_by_translation_key))


def _apart_from_guests(
    related: Callable[[list[Any]], Iterable[list[Any]]],
) -> Callable[[list[Any]], Iterable[list[Any]]]:
    """Return *related* so that no guest's text is a translation of another author's."""

    def groups_in(texts: list[Any]) -> Iterable[list[Any]]:
        groups = [*related(texts)]
        seen = {id(text) for group in groups for text in group}
        for text in texts:
            if is_by_guest(text) and id(text) not in seen:
                groups.append([text, *text.translations])
                seen.update(map(id, groups[-1]))
        for group in groups:
            yield from filter(
                None, [[*filterfalse(is_by_guest, group)], [*filter(is_by_guest, group)]]
            )

    return groups_in


def _by_translation_key(texts: Iterable[Any]) -> Iterable[list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for text in texts:
        if TRANSLATION in text.metadata:
            groups[text.metadata[TRANSLATION]].append(text)
    return [group for group in groups.values() if len(group) > 1]


def check_site(generators: list[Any]) -> None:
    """Report what no single file can know, and move contents that share a URL."""
    generator = generators[0]
    # Not that of the build, since receivers after this one may change paths.
    paths = ContentPaths()
    contents = by_priority(generator, contents_of(generator.context), paths)
    resolve_url_conflicts(generator, contents, paths)
    for content in contents:
        if content.reader != "frontmatter":
            from .time_zones import unknown_zone_diagnostics

            for problem in unknown_zone_diagnostics(content.source_path):
                report(in_content(content, problem))
        if content.status == "draft" and not hasattr(content, "category"):
            # Pelican reads it from every draft, even if CATEGORY_SAVE_AS is off and none has one;
            # from then on it makes URLs from its slug.
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
    otherwise = sum(content.metadata.get(SHOWN_OTHERWISE) is True for content in contents)
    if left or otherwise:
        # Few sites have either.
        from .shortcodes import differences_summary, shortcode_diagnostics

        for problem in shortcode_diagnostics(left):
            report(problem, sums_up=True)
    if otherwise:
        pelican_console.tell("front_matter", differences_summary(otherwise))
    unused = site_unused_keys(contents, generator.settings)
    if unused is not None:
        report(unused)


def _objection_to_template(generator: Any, content: Any) -> str:
    """Return why a content cannot use the template it names; empty if it can."""
    if content.template == content.default_template:
        return ""
    try:
        source = Path(generator.get_template(content.template).filename).read_text("utf-8")
    except PelicanTemplateNotFound:
        return f"the theme has no template {content.template!r}"
    except (OSError, UnicodeDecodeError):
        return ""
    from jinja2.meta import find_undeclared_variables

    # The variable of the other kind is undefined, which would end the build.
    own, other = ("article", "page") if isinstance(content, Article) else ("page", "article")
    named = find_undeclared_variables(generator.env.parse(source))
    if other in named and own not in named:
        return f"the template {content.template!r} shows what is no {own}, and is not used"
    return ""
