"""The file report: what a build did with every file in the content folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from .._core.build import build_of
from .._core.content_paths import ContentPaths
from .._core.contract import withheld_for
from .._core.diagnostics import Diagnostic
from .._core.paths import is_below, shown, walk
from .._core.text import counted
from ..registry import PLUGINS
from .rules import NOT_PUBLISHED

# Extensions of markup; an unused file with any other is not a lost article.
_TEXTS = frozenset(
    {
        *("adoc", "asciidoc", "asc", "creole", "djot", "dj", "htm", "html", "ipynb", "markdown"),
        *("md", "mdown", "mdx", "mkd", "mkdn", "mmark", "org", "rest", "rmd", "rst", "rtf"),
        *("tex", "textile", "txt", "wiki", "xhtml"),
    }
)
# Files for servers and robots, never meant as articles.
_OF_SERVERS = frozenset(
    {"robots.txt", "humans.txt", "ads.txt", "app-ads.txt", "security.txt", "llms.txt"}
)
# How a front matter begins.
_FENCES = (b"---", b"+++", b";;;", b"{")
_TOLD = "see its message"
_MOST_NAMED = 3


class FileStatus(StrEnum):
    """What happened to a file, in the order of the report."""

    PUBLISHED = "published"
    DRAFT = "draft"
    HIDDEN = "hidden"
    COPIED = "copied"
    WITHHELD = "withheld"
    SETTINGS = "read as settings"
    EXCLUDED = "excluded by settings"
    UNUSED = "not used"
    LOST = "not published"


_WORDS = {
    FileStatus.PUBLISHED: ("page published", "pages published"),
    FileStatus.DRAFT: ("draft", "drafts"),
    FileStatus.HIDDEN: ("hidden page", "hidden pages"),
    FileStatus.COPIED: ("file copied", "files copied"),
    FileStatus.WITHHELD: ("file withheld", "files withheld"),
    FileStatus.SETTINGS: ("settings file", "settings files"),
    FileStatus.EXCLUDED: ("excluded by settings", "excluded by settings"),
    FileStatus.UNUSED: ("not used", "not used"),
}


_OF_STATUS = {"draft": FileStatus.DRAFT, "hidden": FileStatus.HIDDEN}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the content folder.

    Attributes:
        path: from the working folder.
        fate: what happened to it.
        reason: why it is not published, one clause; empty if it is.
        fix: what to do about it, one clause; empty if its message states it.
    """

    path: str
    fate: FileStatus
    reason: str = ""
    fix: str = ""

    @property
    def diagnostic(self) -> Diagnostic | None:
        """The problem, unless there is none or its reader has reported it."""
        if self.fate is not FileStatus.LOST or self.reason == _TOLD:
            return None
        text = f"not published: {self.reason}"
        return NOT_PUBLISHED(text, self.fix, path=self.path, line=1)

    def plain(self) -> dict[str, str]:
        """Return it as JSON can hold it."""
        return {"path": self.path, "status": self.fate, "reason": self.reason, "fix": self.fix}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedFiles:
    """A build's facts about its files, by their paths below the content folder.

    Attributes:
        statuses: of each article or page; None for one that could not be read.
        copied: static files, and templates that become pages.
        withheld: static files that are not published, with the reason.
        unwritten: articles with the status published of which no page was written.
        excluded: files that a setting excludes, with its name.
        readable: extensions with a reader, without the dot.
        broken: dangling links and closed folders, with the reason.
        searched: whether a file is in one of the folders for articles and pages.
        settings: the site author's own settings files.
        plain: readable files outside these folders that are not posts or pages: if a site's whole
            checkout is searched, its templates and notes about its code.
    """

    statuses: Mapping[str, str | None]
    copied: Collection[str]
    withheld: Mapping[str, str] = field(default_factory=dict)
    unwritten: Collection[str] = ()
    excluded: Mapping[str, str]
    readable: Collection[str]
    broken: Mapping[str, str]
    searched: Mapping[str, bool]
    settings: Collection[str] = ()
    plain: Collection[str] = ()


def report_line(files: Sequence[SourceFile]) -> str:
    """Return one line that counts all *files* by their status, and names those that are lost."""
    counts = Counter(file.fate for file in files)
    counts[FileStatus.PUBLISHED] += 0
    kept = [counted(counts[fate], *words) for fate, words in _WORDS.items() if fate in counts]
    missed = [file for file in files if file.fate is FileStatus.LOST]
    if missed:
        named = [f"{file.path} ({file.reason})" for file in missed[:_MOST_NAMED]]
        more = len(missed) - len(named)
        rest = f" and {more} more; `pouch check` lists them all" if more else ""
        kept.append(f"{counted(len(missed), 'file')} NOT PUBLISHED: {', '.join(named)}{rest}")
    return f"{counted(len(files), 'source file')}: {', '.join(kept)}"


def _file(path: str, site: ScannedFiles) -> SourceFile:
    if path in site.broken:
        fate = FileStatus.LOST if _is_text(path) else FileStatus.UNUSED
        return SourceFile(path, fate, site.broken[path], "fix or delete it")
    if path in site.unwritten:
        reason = "no page was written for it, because another plugin withheld it"
        return SourceFile(path, FileStatus.LOST, reason, "check that plugin's settings")
    if path in site.statuses:
        status = site.statuses[path]
        if status is None:
            return SourceFile(path, FileStatus.LOST, _TOLD)
        return SourceFile(path, _OF_STATUS.get(status, FileStatus.PUBLISHED))
    for fate, paths in (
        (FileStatus.WITHHELD, site.withheld),
        (FileStatus.COPIED, site.copied),
        (FileStatus.SETTINGS, site.settings),
    ):
        if path in paths:
            return SourceFile(path, fate, site.withheld.get(path, ""))
    return _unread(path, site)


def _unread(path: str, site: ScannedFiles) -> SourceFile:
    """Return the status of a file that no reader and no copy has taken up."""
    if path in site.excluded:
        return SourceFile(path, FileStatus.EXCLUDED, site.excluded[path])
    if PurePosixPath(path).name in _OF_SERVERS:
        mend = "add it to STATIC_PATHS, and set its destination in EXTRA_PATH_METADATA"
        return SourceFile(path, FileStatus.UNUSED, "it is not in STATIC_PATHS", mend)
    if not _is_text(path):
        reason = "it is not in STATIC_PATHS, and no post links to it"
        return SourceFile(path, FileStatus.UNUSED, reason)
    suffix = PurePosixPath(path).suffix[1:]
    if suffix not in site.readable:
        known = suffix.lower() in site.readable
        mend = (
            f"rename it to .{suffix.lower()}"
            if known
            else ("add a plugin that reads such files to PLUGINS")
        )
        return SourceFile(path, FileStatus.LOST, f".{suffix} files are not supported", mend)
    if site.searched.get(path, True):
        # A readable file in a searched folder that has no content has the status "skip".
        return SourceFile(path, FileStatus.EXCLUDED, "status: skip")
    reason = "it is neither in ARTICLE_PATHS nor in PAGE_PATHS"
    fate = FileStatus.UNUSED if path in site.plain else FileStatus.LOST
    return SourceFile(path, fate, reason, "move it, or add its folder to one of them")


def _is_text(path: str) -> bool:
    return PurePosixPath(path).suffix[1:].lower() in _TEXTS


_READING = ("ARTICLE", "PAGE")


@dataclass(slots=True)
class _FolderScan:
    paths: list[str] = field(default_factory=list)
    ignored: dict[str, str] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Search:
    """Where Pelican looks for files of one kind."""

    paths: tuple[str, ...]
    excludes: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, context: Mapping[str, Any]) -> _Search:
        # Pelican ignores empty names here.
        excludes = filter(None, context[f"{kind}_EXCLUDES"])
        return cls(_names(context[f"{kind}_PATHS"]), _names(excludes))

    def finds(self, path: str) -> bool:
        return is_below(path, self.paths) and not is_below(path, self.excludes)

    def leaves_out(self, path: str) -> bool:
        return is_below(path, self.paths) and is_below(path, self.excludes)


def scan_content(
    context: Mapping[str, Any], readable: Collection[str], unwritten: Collection[str] = ()
) -> list[SourceFile]:
    """Return what happened to every file of a site's content folder.

    Args:
        context: the settings and contents of a build, as templates get them.
        readable: extensions with a reader, without the dot.
        unwritten: paths of published articles of which no page was written.
    """
    folder = Path(context["PATH"])
    searches = {kind: _Search.of(kind, context) for kind in (*_READING, "STATIC")}
    roots = [path for search in searches.values() for path in search.paths]
    found = _walk(folder, context["IGNORE_FILES"], roots)
    searched = {path: any(searches[kind].finds(path) for kind in _READING) for path in found.paths}
    excluded = dict(found.ignored)
    for path in found.paths:
        kind = next((k for k, search in searches.items() if search.leaves_out(path)), None)
        if searched[path] and _is_hidden(path):
            excluded.setdefault(path, "it is a hidden file")
        elif kind is not None and not searched[path]:
            excluded.setdefault(path, f"{kind}_EXCLUDES")
    contents = context["generated_content"]
    paths = build_of(context).state(ContentPaths)
    for path, content in contents.items():
        if content and not paths.of(content):
            excluded[path] = "its save_as is empty"
    site = ScannedFiles(
        statuses={
            path: content.status if content else None
            for path, content in contents.items()
            if not content or paths.of(content)
        },
        copied={
            *(path for path, file in context["static_content"].items() if file),
            *(Path(path).as_posix() for path in context["TEMPLATE_PAGES"]),
        },
        withheld={
            path: reason
            for path, file in context["static_content"].items()
            if file and (reason := withheld_for(file))
        },
        unwritten=unwritten,
        excluded=excluded,
        readable=readable,
        broken=found.broken,
        settings=_settings_files(context),
        searched=searched,
        plain=_plain_files(folder, searched, context) if _has_moved(context) else (),
    )
    files = (_file(path, site) for path in found.paths)
    return [replace(file, path=shown(folder / file.path)) for file in files]


def public_pages(context: Mapping[str, Any]) -> dict[str, str]:
    """Return the sources of the published and hidden pages, by path in the output folder."""
    paths = build_of(context).state(ContentPaths)
    return {
        str(place): path
        for path, content in context["generated_content"].items()
        if content and content.status in {"published", "hidden"} and (place := paths.of(content))
    }


def _has_moved(context: Mapping[str, Any]) -> bool:
    """Return whether the content folder is the checkout of another generator's site."""
    return bool((context.get("POUCH_FRONT_MATTER") or {}).get("permalink_style"))


def _plain_files(
    folder: Path, searched: Mapping[str, bool], context: Mapping[str, Any]
) -> set[str]:
    # Files next to the folders of posts, such as Hugo's archetypes, do not count.
    texts = [*filter(None, (context["POUCH_FRONT_MATTER"].get("content_folders") or {}))]
    return {
        path
        for path, is_searched in searched.items()
        if not is_searched
        and ((texts and not is_below(path, texts)) or not _is_post(folder / path))
    }


def _is_post(path: Path) -> bool:
    if not _is_text(path.name):
        return False
    try:
        with path.open("rb") as file:
            head = file.read(8).lstrip(b"\xef\xbb\xbf")
            # A template may begin with its code.
            return head.startswith(_FENCES) and not head.startswith((b"{{", b"{%"))
    except OSError:
        return True


def _settings_files(context: Mapping[str, Any]) -> set[str]:
    """Return the possible names of the site author's own settings files."""
    given = ((plugin, context.get(plugin.setting) or {}) for plugin in PLUGINS)
    return {
        *(str(values.get(key, "")) for plugin, values in given for key in plugin.file_keys),
        *(name for plugin in PLUGINS for name in plugin.files),
    }


def _walk(folder: Path, ignored: Iterable[str], roots: Sequence[str]) -> _FolderScan:
    found = _FolderScan()
    patterns = list(ignored)

    def note_closed(error: OSError) -> None:
        path = os.path.relpath(error.filename, folder)
        found.paths.append(path)
        found.broken[path] = f"cannot open its folder: {error.strerror}"

    for place, folders, names in walk(folder, note_closed):
        for name in [name for name in folders if _matches(name, patterns)]:
            path = (place / name).relative_to(folder).as_posix()
            # Pelican searches a folder that its settings name, whatever it is called.
            if not is_below(path, roots) and not any(is_below(root, [path]) for root in roots):
                folders.remove(name)
                _note_ignored(found, f"{path}/")
        for name in names:
            path = (place / name).relative_to(folder).as_posix()
            if _matches(name, patterns):
                _note_ignored(found, path)
                continue
            found.paths.append(path)
            if not (place / name).exists():
                found.broken[path] = "it is a broken link"
    return found


def _note_ignored(found: _FolderScan, path: str) -> None:
    found.paths.append(path)
    found.ignored[path] = "IGNORE_FILES"


def _matches(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def _is_hidden(path: str) -> bool:
    return any(step.startswith(".") for step in Path(path).parts)


def _names(folders: Iterable[object]) -> tuple[str, ...]:
    return tuple(Path(str(folder)).as_posix() for folder in folders)
