"""The pipeline: each HTML body is parsed once, and all plugins work on that tree.

A plugin that works on bodies is a `Step`. The steps run in the order of their stage, not of
`PLUGINS`, on one `Document`. The outcome is cached for each source file, with all that it depends
on.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .cache import Store
from .code_fingerprint import code_fingerprint
from .diagnostics import Diagnostic
from .digests import digest_of

if TYPE_CHECKING:
    from .html_document import Document

# Increased whenever the format of cached outcomes changes.
_FORM = "5"


class Stage(IntEnum):
    """When a step runs: those that change the body come before those that read it.

    Embeds come last: a link in a reference list is an entry, and no card.
    """

    REWRITE = 1
    READ = 2
    EMBED = 3


def _stamp(path: Path | None) -> list[int] | None:
    """Return size and modification time of a file, by which a change is noticed."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns] if status else None


@dataclass(slots=True)
class Seen:
    """The inputs of an outcome, other than the body.

    Attributes:
        files: stamps by path.
        of_theme: whether the theme has a file, by URL.
        listed: the digest of the list of all published files; None where nothing asked for it.
        folders: digests of the lists of published files in folders, by their paths.
    """

    files: dict[str, Any] = field(default_factory=dict)
    of_theme: dict[str, bool] = field(default_factory=dict)
    listed: str | None = None
    folders: dict[str, str] = field(default_factory=dict)

    def holds(self, source: Source) -> bool:
        """Return whether all of it is still so."""
        return (
            all(
                source.stamp(source.find_static(path)) == stamp
                for path, stamp in self.files.items()
            )
            and all(source.is_of_theme(url) == found for url, found in self.of_theme.items())
            and (self.listed is None or self.listed == digest_of(*source.list_static()))
            and all(
                digest_of(*source.list_folder(path)) == listed
                for path, listed in self.folders.items()
            )
        )


@dataclass(slots=True)
class Source:
    """The source file of a body, and the files that it may link to.

    Attributes:
        path: of the file, relative to the content folder, with `/`.
        find_static: returns the published file at a path relative to the content folder, or None.
        stamp: returns what changes whenever a file does, as JSON data.
        static_roots: folders, relative to the content folder, that a root-relative URL may mean.
        facts: the front matter under the keys that steps read, and no others.
        list_static: returns the paths of all published files.
        list_folder: returns the names of the published files in a folder, without those below it.
        is_of_theme: returns whether the theme has a file at a root-relative URL.
        seen: what steps have asked about files, with the answers; the outcome depends on them.
    """

    path: str
    find_static: Callable[[str], Path | None]
    static_roots: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    list_static: Callable[[], Iterable[str]] = tuple
    list_folder: Callable[[str], Iterable[str]] = lambda _path: ()
    is_of_theme: Callable[[str], bool] = lambda _path: False
    stamp: Callable[[Path | None], Any] = _stamp
    seen: Seen = field(default_factory=Seen)

    @property
    def folder(self) -> str:
        """The folder of the file, relative to the content folder."""
        return posixpath.dirname(self.path)

    def static(self, path: str) -> Path | None:
        """Return the published file at *path* (relative to the content folder), if any."""
        found = self.find_static(path)
        self.seen.files[path] = self.stamp(found)
        return found

    def all_static(self) -> Iterable[str]:
        """Return the paths of all published files."""
        listed = tuple(self.list_static())
        self.seen.listed = digest_of(*listed)
        return listed

    def static_in(self, folder: str) -> tuple[str, ...]:
        """Return the names of the published files in *folder*, without those below it."""
        names = tuple(self.list_folder(folder))
        self.seen.folders[folder] = digest_of(*names)
        return names

    def theme_has(self, path: str) -> bool:
        """Return whether the theme has a file at a root-relative URL."""
        found = self.is_of_theme(path)
        self.seen.of_theme[path] = found
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The work of one plugin on bodies.

    Attributes:
        name: the plugin's name.
        stage: when it runs.
        version: increased whenever equal input has another outcome, to invalidate the cache.
        fingerprint: a string that differs whenever its settings differ.
        finds: returns, cheaply, the first offset in the HTML that may concern the step, or None.
            What comes before may stay unparsed.
        run: changes the document and returns its result as JSON data.
        asks: keys of the front matter that it reads; a post with one of them always runs the step.
        attach: sets the result of `run` (None where the step did not run) on a content.
        finish: called with a generator after the last body of a site that is written.
    """

    name: str
    stage: Stage
    version: int
    fingerprint: str
    finds: Callable[[str], int | None]
    run: Callable[[Document, Source], Any]
    asks: tuple[str, ...] = ()
    attach: Callable[[Any, Any], None] | None = None
    finish: Callable[[Any], None] | None = None

    def place(self, html: str, source: Source) -> int | None:
        """Return the offset from which the step may have work in a body, or None."""
        place = self.finds(html)
        if place is None and any(key in source.facts for key in self.asks):
            return len(html)
        return place


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of the pipeline for a body.

    Attributes:
        html: the new body.
        found: the results of the steps that ran, by name.
        problems: their diagnostics.
    """

    html: str
    found: Mapping[str, Any]
    problems: tuple[Diagnostic, ...]


def process(html: str, steps: Iterable[Step], source: Source, store: Store) -> Outcome | None:
    """Return the outcome for a body, computed or cached; None where no step has work in it.

    Raises:
        HtmlError: the body cannot be read as HTML.
    """
    steps = sorted(steps, key=lambda step: step.stage)
    key, made_of = _key(steps, source), digest_of(html, _facts(source))
    with suppress(ValueError, KeyError, TypeError):
        head, new = _parted(store.get(key) or "")
        if head["made_of"] == made_of and Seen(**head["seen"]).holds(source):
            return _outcome(head["found"], new, html)
    places = [(step, step.place(html, source)) for step in steps]
    concerned = [step for step, place in places if place is not None]
    outcome = None
    if concerned:
        # BeautifulSoup takes a tenth of a second to load; most builds parse no body.
        from .html_document import Document, outset

        document = Document(html, outset(html, min(at for _, at in places if at is not None)))
        found = {step.name: step.run(document, source) for step in concerned}
        outcome = Outcome(document.html(), found, tuple(document.problems))
    text = _written(outcome, made_of, html, source)
    store.put(key, text)
    # As it will come out of the cache.
    head, new = _parted(text)
    return _outcome(head["found"], new, html)


def _parted(text: str) -> tuple[dict[str, Any], str]:
    head, _, new = text.partition("\n")
    return json.loads(head), new


def _outcome(facts: dict[str, Any] | None, new: str, html: str) -> Outcome | None:
    if facts is None:
        return None
    problems = tuple(map(Diagnostic.of_plain, facts["problems"]))
    return Outcome(new if facts["is_new"] else html, dict(facts["steps"]), problems)


def _written(outcome: Outcome | None, made_of: str, html: str, source: Source) -> str:
    head: dict[str, Any] = {"made_of": made_of, "seen": asdict(source.seen), "found": None}
    is_new = outcome is not None and outcome.html != html
    if outcome is not None:
        problems = [problem.plain() for problem in outcome.problems]
        head["found"] = {"steps": outcome.found, "problems": problems, "is_new": is_new}
    return f"{json.dumps(head)}\n{outcome.html if outcome and is_new else ''}"


def _key(steps: Iterable[Step], source: Source) -> str:
    parts = [_FORM, code_fingerprint(), source.path, *source.static_roots]
    for step in steps:
        parts += [step.name, str(step.version), step.fingerprint]
    return digest_of(*parts)


def _facts(source: Source) -> str:
    return json.dumps(source.facts, sort_keys=True, default=str) if source.facts else ""
