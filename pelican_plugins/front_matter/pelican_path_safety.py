"""Keep Pelican's reading within the content folder and its writing within the output folder.

Hidden files are not read either, since Pelican would publish them.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.readers import parse_path_metadata, path_metadata
from pelican.utils import slugify

from .._core.build import Build, build_of
from .._core.content_paths import ContentPaths
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.errors import DiagnosticError
from .._core.output_paths import file_of, server_file_in
from .._core.paths import is_below, leads_out
from .._core.source_lines import in_content, in_file
from .._core.urls import looks_like_scheme
from .path_safety import (
    is_allowed,
    outside_folders,
    path_inside_output,
    path_problem,
    relative_url,
    value_problem,
)
from .rules import ADDRESS_OUTSIDE, ADDRESS_SERVER, FILE_OUTSIDE, VALUE_UNUSABLE
from .settings import FrontMatterSettings

_ORDER = "a file name that servers, browsers or search engines act on"
_ALLOW = "choose another, or allow it in POUCH_FRONT_MATTER['allow_server_files']"
_FIX = "put the file itself there, or list it in POUCH_FRONT_MATTER['allow_symlinks']"


@dataclass(slots=True)
class _RealFolders:
    """The real paths of folders, cached since many files share them.

    Attributes:
        known: by path.
        inside: those in the content folder, or in it by a link.
    """

    known: dict[str, str] = field(default_factory=dict)
    inside: set[str] = field(default_factory=set)

    def of(self, folder: str) -> str:
        if folder not in self.known:
            self.known[folder] = os.path.realpath(folder)
        return self.known[folder]


def connect_path_safety() -> None:
    """Connect to Pelican's signals."""
    signals.content_object_init.connect(_check_language)
    signals.article_generator_finalized.connect(_keep_links_inside)
    signals.page_generator_finalized.connect(_keep_links_inside)
    signals.static_generator_finalized.connect(_leave_out_foreign_files)


def refuse_outside_links(source_path: str, build: Build) -> None:
    """Refuse a source that is a symbolic link out of the content folder of a *build*.

    Raises:
        DiagnosticError: it is one, and is not allowed by `allow_symlinks`.
    """
    target = _foreign_target(source_path, build.settings["PATH"], build)
    if target is not None:
        text = f"a symbolic link to {target}, outside the content folder"
        raise DiagnosticError(FILE_OUTSIDE(text, _FIX, line=1))


def keep_in_output_folder(contents: list[Any], paths: ContentPaths) -> None:
    """Move what would be written outside the output folder, or to no file, into it."""
    for content in contents:
        save_as = paths.of(content)
        objection = path_problem(save_as) if save_as else None
        if objection is None:
            continue
        if file_of(save_as) or not hasattr(content, "override_save_as"):
            content.override_save_as = path_inside_output(save_as)
            content.override_url = relative_url(content.override_save_as.removesuffix("index.html"))
        else:
            # The output folder itself, where the front page is.
            _without_own_address(content)
        paths.forget(content)
        text = f"its URL {save_as} {objection}, so it is published at {content.save_as}"
        fix = "correct its slug, save_as or language"
        report(in_file(content.source_path, ADDRESS_OUTSIDE(text, fix, save_as)))


def refuse_server_files(contents: list[Any], paths: ContentPaths) -> None:
    """Write no content to a path that has a meaning to servers, unless the settings allow it.

    It gets the path that Pelican would use without the post's own `url`, `save_as` or `slug`.
    """
    for content in contents:
        old = paths.of(content)
        name = _server_file(content, old)
        if not name:
            continue
        for usual in (_without_own_address, _with_slug_of_title, _with_other_slug):
            usual(content)
            if not _server_file(content, content.save_as):
                break
        paths.forget(content)
        text = f"its URL {old} is {_ORDER}, so it is published at {content.save_as}"
        problem = ADDRESS_SERVER(text, _ALLOW, name, severity=Severity.ERROR)
        report(in_file(content.source_path, problem))


def redirect_problem(path: str, build: Build) -> Diagnostic | None:
    """Return why no redirect may be written to *path*; None if it may."""
    if not is_refused(path, build):
        return None
    return ADDRESS_SERVER(f"the old URL {path} is {_ORDER}", _ALLOW)


def is_refused(path: str, build: Build) -> bool:
    """Return whether a *path* has a meaning to servers and is not allowed by the settings."""
    return bool(server_file_in(path)) and not _allows(path, build)


def _allows(path: str, build: Build) -> bool:
    """Return whether the settings allow a server file, or a page in a folder of its name."""
    patterns = build.state(FrontMatterSettings).allow_server_files
    return any(is_allowed(one, patterns) for one in (path, path.removesuffix("/index.html")))


def _server_file(content: Any, save_as: str | None) -> str:
    """Return the server file that a content's own path makes it; empty if the settings cause it."""
    is_page = content.default_template == "page"
    path = file_of(save_as or "")
    name = server_file_in(path, is_page=is_page)
    if not name or _allows(path, build_of(content)):
        return ""
    if hasattr(content, "override_save_as"):
        source = content.relative_source_path
        given = path_metadata(content.source_path, source, content.settings)
        given |= parse_path_metadata(source, content.settings)
        return "" if given.get("save_as") == content.override_save_as else name
    slug, content.slug = content.slug, "x"
    usual = server_file_in(file_of(content.save_as or ""), is_page=is_page)
    content.slug = slug
    return "" if usual else name


def _without_own_address(content: Any) -> None:
    for name in ("override_save_as", "override_url"):
        if hasattr(content, name):
            delattr(content, name)


def _with_slug_of_title(content: Any) -> None:
    settings = content.settings
    content.slug = slugify(
        content.title,
        regex_subs=settings.get("SLUG_REGEX_SUBSTITUTIONS", []),
        preserve_case=settings.get("SLUGIFY_PRESERVE_CASE", False),
        use_unicode=settings.get("SLUGIFY_USE_UNICODE", False),
    )


def _with_other_slug(content: Any) -> None:
    content.slug = f"{content.slug or 'text'}-2"


def fix_ambiguous_urls(contents: list[Any]) -> None:
    """Change page URLs that could be read as those of another site, or as a script.

    Others are left as they are, even with a needless leading slash: feed ids depend on them.
    """
    for content in contents:
        if looks_like_scheme(content.url):
            content.override_url = relative_url(content.url)


def _check_language(content: Any) -> None:
    """Drop an invalid language, which would become part of paths; other readers accept any."""
    objection = value_problem("lang", str(content.lang))
    if objection is not None:
        text = f"the language {content.lang!r} is ignored: {objection}"
        lang = str(content.lang)
        report(in_content(content, VALUE_UNUSABLE(text, "correct or delete it", lang)))
        content.lang = content.metadata["lang"] = content.settings["DEFAULT_LANG"]
        content.in_default_lang = True


def _keep_links_inside(generator: Any) -> None:
    """Remove links to files outside the content folder from those that Pelican will read."""
    links = generator.context["static_links"]
    named = outside_folders(generator.settings["STATIC_PATHS"])
    outside = [link for link in links if leads_out(link) and not is_below(link, named)]
    for link in sorted(outside):
        links.remove(link)
        contents = filter(None, generator.context["generated_content"].values())
        source = next((c for c in contents if link in c.get_static_links()), None)
        name = Path(link).name
        text = f"the link to {link} points outside the content folder, so the file is not read"
        fix = "put the file in the content folder"
        if source is not None:
            report(in_file(source.source_path, FILE_OUTSIDE(text, fix, name)))


def _leave_out_foreign_files(generator: Any) -> None:
    """Publish no file that is a symbolic link out of the content folder."""
    # STATIC_PATHS may name a folder next to the content folder.
    named = outside_folders(generator.settings["STATIC_PATHS"])
    foreign = {}
    for static in generator.staticfiles:
        target = _foreign_target(static.source_path, generator.path, build_of(generator), named)
        if target is not None:
            foreign[static.source_path] = target
    placeless = [
        static.source_path
        for static in generator.staticfiles
        if is_below(static.relative_source_path, named)
        and static.source_path not in foreign
        and leads_out(static.get_url_setting("save_as"))
    ]
    _report_placeless(placeless)
    if not foreign and not placeless:
        return
    foreign |= dict.fromkeys(placeless, "")
    kept = [static for static in generator.staticfiles if static.source_path not in foreign]
    generator.staticfiles[:] = kept
    generator.context["staticfiles"] = generator.staticfiles
    known = generator.context["static_content"]
    for path in [p for p, file in known.items() if file and file.source_path in foreign]:
        del known[path]
    for source, target in sorted(item for item in foreign.items() if item[1]):
        text = f"a symbolic link to {target}, outside the content folder, so it is not"
        report(in_file(source, FILE_OUTSIDE(f"{text} published", _FIX, line=1)))


def _report_placeless(paths: list[str]) -> None:
    if paths:
        text = (
            "it is in a folder of STATIC_PATHS outside the content folder, so it has no path"
            f" in the output folder{f', like {len(paths) - 1} more' if paths[1:] else ''}"
        )
        fix = "give it one in EXTRA_PATH_METADATA, or move the folder into the content folder"
        report(in_file(min(paths), FILE_OUTSIDE(text, fix, line=1)))


def _foreign_target(
    source_path: str, content_folder: str, build: Build, named: tuple[str, ...] = ()
) -> str | None:
    """Return the real path of a source if it is outside; None if it is not.

    *named* are the outside folders in STATIC_PATHS.
    """
    whole = os.path.join(content_folder, source_path)  # noqa: PTH118 (as Pelican does)
    folder, name = os.path.split(whole)
    folders = build.state(_RealFolders)
    is_link = os.path.islink(whole)  # noqa: PTH114
    if folder in folders.inside and not is_link:
        return None
    real = os.path.join(folders.of(folder), name)  # noqa: PTH118
    if is_link:
        real = os.path.realpath(whole)
    roots = [folders.of(os.path.join(content_folder, root)) for root in ("", *named)]  # noqa: PTH118
    if any(Path(real).is_relative_to(root) for root in roots):
        if Path(folders.of(folder)).is_relative_to(roots[0]):
            folders.inside.add(folder)
        return None
    path = os.path.relpath(whole, content_folder)
    return None if is_allowed(path, build.state(FrontMatterSettings).allow_symlinks) else real
