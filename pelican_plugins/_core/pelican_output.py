"""Pelican's output: atomic writes, checked paths, and redirect pages for old URLs."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from itertools import chain
from pathlib import Path
from typing import IO, Any

from pelican.paginator import Paginator
from pelican.utils import get_relative_path, posixize_path, sanitised_join

from .atomic_files import AtomicTextFile, UnwrittenError, copy_atomic, write_atomic
from .build import build_of, running_build
from .content_paths import ContentPaths
from .diagnostics import Severity, report
from .output_paths import FileKind, OutputPaths, WrittenFiles
from .paths import shown
from .pelican_compat import (
    guard_writing,
    open_to_write,
    replace_writing,
    writes_as_pelican,
    written_paths,
)
from .rules import BUILD

GROUPS = {"tag": "tags", "category": "categories", "author": "authors"}
"""Taxonomies: Pelican's word, and the attribute of an articles generator."""

OWN_TEMPLATE = "a page from TEMPLATE_PAGES"
"""The name in messages of a page from TEMPLATE_PAGES, which may replace other pages."""

# Errors of a path, as opposed to those of the disk.
_NEVER = {errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.EINVAL, errno.ELOOP}
# What Pelican raises of a path: the first in 4.12, the second in 4.11.
_OF_PELICAN = ("Failed to overwrite ", "File ", "Attempted to break out ")


def write_files_atomically() -> None:
    """Make Pelican write and copy files atomically, with any writer."""
    replace_writing(_open, _copy_file)
    guard_writing(_writing)


@dataclass(slots=True)
class PageWriting:
    """The destination of the page that is being written.

    Attributes:
        folder: the output folder; empty where no page is written, or not as Pelican does.
    """

    folder: str = ""


@contextmanager
def _writing(writer: Any, path: object) -> Iterator[None]:
    """Write a page or feed; see `impossible_path_told`."""
    now = build_of(writer).state(PageWriting)
    before = now.folder
    now.folder = str(writer.output_path) if writes_as_pelican(writer) else ""
    try:
        with impossible_path_told(path):
            yield
    finally:
        now.folder = before


@contextmanager
def impossible_path_told(path: object) -> Iterator[None]:
    """Report a file that can never be at its *path*, and write the rest of the site.

    Contents get another path before that; this is for files of other plugins. A full disk and an
    error in a template still end the build.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        reason = _objection(error)
        if not reason:
            raise
        text = f"not written: {reason}"
        fix = "choose another path in your settings"
        report(BUILD(text, fix, path=str(path), severity=Severity.ERROR))


def _objection(error: OSError | RuntimeError) -> str:
    """Return why a file can never be at its path, as a clause; empty for other errors."""
    if isinstance(error, OSError):
        return str(error.strerror).lower() if error.errno in _NEVER else ""
    if not str(error).startswith(_OF_PELICAN) or isinstance(error, RecursionError):
        return ""
    outside = str(error).startswith(_OF_PELICAN[-1])
    return (
        "the path points outside the output folder" if outside else "another page has the same path"
    )


def _open(filename: str, _mode: str, encoding: str) -> IO[str]:
    if filename == os.devnull:
        # Pelican's way not to write what another has written.
        return Path(filename).open("w", encoding=encoding)
    _note(filename, FileKind.LIST)
    _note_of_site(filename)
    return AtomicTextFile(filename, encoding)


def _copy_file(source: str, destination: str) -> None:
    _note(destination, FileKind.FILE, source)
    try:
        copy_atomic(source, destination)
        _note_of_site(destination)
    except UnwrittenError as error:
        report(BUILD(str(error), severity=Severity.ERROR))
    except OSError as error:
        # Pelican continues, too.
        text = f"cannot copy to {destination} ({error.strerror or error})"
        fix = "fix that and rebuild"
        report(BUILD(text, fix, path=source, severity=Severity.ERROR))


def _note(path: str, kind: FileKind, source: str = "") -> None:
    build = running_build()
    if build is not None:
        build.outermost.state(WrittenFiles).note(path, kind, source)


def _note_of_site(path: str) -> None:
    build = running_build()
    if build is not None:
        folder = str(build.settings["OUTPUT_PATH"])
        build.outermost.state(WrittenFiles).note_site(folder, path)


def note_written(path: str, kind: FileKind) -> None:
    """Note a file as written that is kept from an earlier build."""
    _note(path, kind)
    _note_of_site(path)


def numbered_paths(
    template: str, save_as: str, url: str, articles: list[Any], settings: dict[str, Any]
) -> list[str]:
    """Return the paths of a page and of its pagination."""
    if not save_as:
        return []
    if template not in settings["PAGINATED_TEMPLATES"]:
        return [save_as]
    most = settings["PAGINATED_TEMPLATES"][template] or settings["DEFAULT_PAGINATION"]
    paginator = Paginator(save_as, url, articles, settings, most)
    return [paginator.page(number + 1).save_as for number in range(paginator.num_pages)]


def static_paths(context: dict[str, Any]) -> dict[str, str]:
    """Return the source path of each static file by its path in the output folder."""
    files = [file for file in context["static_content"].values() if file]
    # Not file.save_as: reading it would keep {attach} from moving the file.
    return {file.get_url_setting("save_as"): file.source_path for file in files}


def pages_of_articles(generator: Any) -> Iterator[tuple[str, str]]:
    """Yield the path and a name of every page that lists all articles."""
    settings = generator.settings
    for template in settings["DIRECT_TEMPLATES"]:
        name = template.upper()
        save_as = settings.get(f"{name}_SAVE_AS", f"{template}.html")
        url = settings.get(f"{name}_URL", f"{template}.html")
        for path in numbered_paths(template, save_as, url, generator.articles, settings):
            yield path, f"Pelican's page {template!r}"
    for path in settings["TEMPLATE_PAGES"].values():
        yield str(path), OWN_TEMPLATE
    for archive in chain.from_iterable(generator.period_archives.values()):
        arguments = (archive["save_as"], archive["url"], archive["articles"], settings)
        for path in numbered_paths("period_archives", *arguments):
            yield path, "an archive page"


def lasting_files(generator: Any) -> Iterator[tuple[str, str]]:
    """Yield the path and a name of every file that no content may replace."""
    settings = generator.settings
    for path, source in static_paths(generator.context).items():
        yield path, shown(source)
    for folder in settings["THEME_STATIC_PATHS"]:
        root = Path(settings["THEME"], folder)
        for file in root.rglob("*"):
            if file.is_file():
                name = file.relative_to(root).as_posix()
                yield f"{settings['THEME_STATIC_DIR']}/{name}", "a file of the theme"
    written = build_of(generator).outermost.state(WrittenFiles)
    for path in written.of_other_sites(settings["OUTPUT_PATH"]):
        if Path(path).is_relative_to(generator.output_path):
            name = Path(path).relative_to(generator.output_path).as_posix()
            yield name, "part of a site that is built together with this one"
    stand_ins = {
        "FEED": [""],
        "FEED_ALL": [""],
        "TRANSLATION_FEED": {a.lang for a in (*generator.articles, *generator.translations)},
        **{
            f"{kind.upper()}_FEED": [group.slug for group in _names_of(getattr(generator, many))]
            for kind, many in GROUPS.items()
        },
    }
    for name, members in stand_ins.items():
        for form in ("ATOM", "RSS", "JSON"):
            pattern = settings.get(f"{name}_{form}")
            for stand_in in sorted(members) if pattern else ():
                yield str(pattern).format(slug=stand_in, lang=stand_in), "a feed"


def _names_of(groups: Any) -> list[Any]:
    return list(groups) if isinstance(groups, dict) else [group for group, _ in groups]


def taken_paths(generator: Any, writer: Any) -> OutputPaths:
    """Return the paths in the output folder that are written or known to be written."""
    folder = posixize_path(os.path.abspath(writer.output_path))  # noqa: PTH100 (as Pelican does)
    written = {path.removeprefix(f"{folder}/"): "" for path in written_paths(writer)}
    later = dict.fromkeys(map(str, generator.settings["TEMPLATE_PAGES"].values()), "")
    taken = OutputPaths(written | later | static_paths(generator.context))
    paths = build_of(generator).state(ContentPaths)
    for content in filter(None, generator.context["generated_content"].values()):
        taken.reserve(paths.of(content), content.source_path)
    return taken


def write_pieces(writer: Any, path: str, pieces: Iterable[str]) -> None:
    """Write a file below the output folder, as Pelican's *writer* writes pages.

    Raises:
        RuntimeError: something else is written there.
        UnwrittenError: it cannot be written.
    """
    place = Path(sanitised_join(writer.output_path, path))
    place.parent.mkdir(parents=True, exist_ok=True)
    with open_to_write(writer, place.as_posix()) as file:
        file.writelines(pieces)


def write_theme_file(generator: Any, writer: Any, path: str, data: bytes) -> None:
    """Write a file that a theme's pages need below the output folder.

    Raises:
        UnwrittenError: it cannot be written.
    """
    place = Path(writer.output_path, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(place, data)
    build_of(generator).outermost.state(WrittenFiles).note(place, FileKind.THEME)


def write_redirect(writer: Any, old: str, url: str, title: str, taken: OutputPaths) -> str:
    """Write a page at the path *old* that redirects to *url*, relative to the site or absolute.

    Returns:
        What is wrong, one clause; empty on success.
    """
    owner = taken.owner_of(old)
    if owner is not None:
        place = owner[0]
        if place == old:
            return f"the old URL {old} is used by another page"
        return f"the old URL {old} cannot be below {place}, which is a file"
    site = writer.settings["SITEURL"]
    if writer.settings["RELATIVE_URLS"] or not site:
        site = get_relative_path(old)
    try:
        target = url if "://" in url else f"{site}/{url}"
        write_pieces(writer, old, [redirect_page(target, title)])
    except UnwrittenError as error:
        return f"cannot write a redirect at the old URL {old} ({error.strerror})"
    except (OSError, RuntimeError) as error:
        return f"cannot write a redirect at the old URL {old} ({error})"
    written = build_of(writer).outermost.state(WrittenFiles)
    written.note(sanitised_join(writer.output_path, old), FileKind.REDIRECT)
    taken.reserve(old, url)
    return ""


def redirect_page(target: str, title: str) -> str:
    """Return a page that redirects to *target*.

    Browsers follow `refresh` at once (WHATWG HTML, 4.2.5.3), search engines read the canonical URL,
    and anybody else gets a link.

    Args:
        target: URL of the page, absolute or relative to the old one.
        title: plain text.
    """
    address, name = escape(target), escape(title)
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        f"<title>{name}</title>\n"
        f'<meta http-equiv="refresh" content="0; url={address}">\n'
        f'<link rel="canonical" href="{address}">\n'
        '<meta name="robots" content="noindex">\n'
        "</head>\n"
        f'<body>\n<p><a href="{address}">{name}</a></p>\n</body>\n'
        "</html>\n"
    )
