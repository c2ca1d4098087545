"""What became of every file of the content folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from .._core.diagnostics import Diagnostic
from .._core.text import counted
from .rules import NOT_PUBLISHED

# Of what people write texts in; a file of another kind that is not used is no lost post.
_TEXTS = frozenset(
    {
        *("adoc", "asciidoc", "asc", "creole", "djot", "dj", "htm", "html", "ipynb", "markdown"),
        *("md", "mdown", "mdx", "mkd", "mkdn", "mmark", "org", "rest", "rmd", "rst", "rtf"),
        *("tex", "textile", "txt", "wiki", "xhtml"),
    }
)
# Of these no text was meant to be made.
_OF_SERVERS = frozenset(
    {"robots.txt", "humans.txt", "ads.txt", "app-ads.txt", "security.txt", "llms.txt"}
)
_TOLD = "see its message"
_MOST_NAMED = 3


class Fate(StrEnum):
    """What became of a file, in the order in which it is told."""

    PUBLISHED = "published"
    DRAFT = "draft"
    HIDDEN = "hidden"
    COPIED = "copied"
    SETTINGS = "read as settings"
    EXCLUDED = "left out as settings ask"
    UNUSED = "not used"
    LOST = "not published"


@dataclass(frozen=True, slots=True)
class File:
    """A file of the content folder.

    Attributes:
        path: as its owner would type it.
        fate: what became of it.
        reason: why it is not published, one clause; empty where it is.
        fix: what to do about it, one clause; empty where its message says so.
    """

    path: str
    fate: Fate
    reason: str = ""
    fix: str = ""

    @property
    def diagnostic(self) -> Diagnostic | None:
        """What is to be told of it; None where there is nothing, or its reader has told why."""
        if self.fate is not Fate.LOST or self.reason == _TOLD:
            return None
        text = f"it is not published: {self.reason}"
        return NOT_PUBLISHED(text, self.fix, path=self.path, line=1)

    def plain(self) -> dict[str, str]:
        """Return it as JSON can hold it."""
        return {"path": self.path, "fate": self.fate, "reason": self.reason, "mend": self.fix}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What a build knows of its files, all by their paths below the content folder.

    Attributes:
        statuses: of each text that was looked at; None for one that could not be read.
        copied: files that are published as they are, or made into pictures.
        unwritten: texts that are published by their status, but of which no page was written.
        excluded: which setting leaves out what is left out.
        readable: endings of files that are read as texts, without the dot.
        broken: links that lead nowhere, and folders that cannot be opened, with the reason.
        searched: whether a file lies where texts are looked for.
        settings: files in which an owner settles something.
    """

    statuses: Mapping[str, str | None]
    copied: Collection[str]
    unwritten: Collection[str] = ()
    excluded: Mapping[str, str]
    readable: Collection[str]
    broken: Mapping[str, str]
    searched: Mapping[str, bool]
    settings: Collection[str] = ()


def account(paths: Iterable[str], site: Site) -> list[File]:
    """Return what became of each of the *paths*, in their order."""
    return [_file(path, site) for path in paths]


def lost(files: Iterable[File]) -> list[File]:
    """Return the texts that their author would miss."""
    return [file for file in files if file.fate is Fate.LOST]


def sentence(files: Sequence[File]) -> str:
    """Return one line that accounts for all *files*."""
    counts = Counter(file.fate for file in files)
    counts[Fate.PUBLISHED] += 0
    kept = [_told(fate, counts[fate]) for fate in Fate if fate in counts and fate is not Fate.LOST]
    missed = lost(files)
    if missed:
        named = [f"{file.path} ({file.reason})" for file in missed[:_MOST_NAMED]]
        more = len(missed) - len(named)
        rest = f" and {more} more, which `pouch check` names" if more else ""
        kept.append(f"{counted(len(missed), 'text')} NOT PUBLISHED: {', '.join(named)}{rest}")
    return f"Account of {counted(len(files), 'file')}: {', '.join(kept)}"


def _told(fate: Fate, count: int) -> str:
    return counted(count, fate, "drafts" if fate is Fate.DRAFT else fate)


def _file(path: str, site: Site) -> File:
    if path in site.broken:
        fate = Fate.LOST if _is_text(path) else Fate.UNUSED
        return File(path, fate, site.broken[path], "put it right, or delete it")
    if path in site.unwritten:
        reason = "no page of it was written; another plugin held it back"
        return File(path, Fate.LOST, reason, "ask that plugin why")
    if path in site.statuses:
        status = site.statuses[path]
        if status is None:
            return File(path, Fate.LOST, _TOLD)
        return File(path, {"draft": Fate.DRAFT, "hidden": Fate.HIDDEN}.get(status, Fate.PUBLISHED))
    for fate, paths in ((Fate.COPIED, site.copied), (Fate.SETTINGS, site.settings)):
        if path in paths:
            return File(path, fate)
    return _unread(path, site)


def _unread(path: str, site: Site) -> File:
    """Return why nobody has met a file."""
    if path in site.excluded:
        return File(path, Fate.EXCLUDED, site.excluded[path])
    if PurePosixPath(path).name in _OF_SERVERS:
        mend = "add it to STATIC_PATHS, and say in EXTRA_PATH_METADATA where it is to be"
        return File(path, Fate.UNUSED, "it is not in STATIC_PATHS", mend)
    if not _is_text(path):
        return File(path, Fate.UNUSED, "it is not in STATIC_PATHS, and no text links it")
    suffix = PurePosixPath(path).suffix[1:]
    if suffix not in site.readable:
        known = suffix.lower() in site.readable
        mend = f"call it .{suffix.lower()}" if known else "add a plugin that reads them to PLUGINS"
        return File(path, Fate.LOST, f"nothing reads files ending in .{suffix}", mend)
    if not site.searched.get(path, True):
        reason = "it is in none of ARTICLE_PATHS and PAGE_PATHS"
        return File(path, Fate.LOST, reason, "move it, or add its folder to one of them")
    # All that is read and in neither list was asked to be skipped.
    return File(path, Fate.EXCLUDED, "status: skip")


def _is_text(path: str) -> bool:
    return PurePosixPath(path).suffix[1:].lower() in _TEXTS
