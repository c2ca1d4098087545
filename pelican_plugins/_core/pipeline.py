"""The pipeline: each HTML body is parsed once, and all plugins work on that tree.

A plugin that works on bodies is a `Step`. The steps run in the order of their stage, not of
`PLUGINS`, on one `Document`. The outcome is cached under a key made of all that it depends on.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any

from .cache import Store
from .diagnostics import Diagnostic
from .html_document import Document, outset

# Increased whenever the format of cached outcomes changes.
_FORM = "3"


class Stage(IntEnum):
    """When a step runs: those that change the body come before those that read it."""

    REWRITE = 1
    READ = 2


@dataclass(slots=True)
class Source:
    """The source file of a body, and the files that it may link to.

    Attributes:
        path: of the file, relative to the content folder, with `/`.
        find_static: returns the published file at a path relative to the content folder, or None.
        static_roots: folders, relative to the content folder, that a root-relative URL may mean.
        facts: the front matter under the keys that steps read.
        list_static: returns the paths of all published files.
        is_of_theme: tells whether the theme has a file at a root-relative URL.
        seen: the stamp of each file that a step requested; the outcome depends on them.
    """

    path: str
    find_static: Callable[[str], Path | None]
    static_roots: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    list_static: Callable[[], Iterable[str]] = tuple
    is_of_theme: Callable[[str], bool] = lambda _path: False
    seen: dict[str, list[int] | None] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The folder of the file, relative to the content folder."""
        return posixpath.dirname(self.path)

    def static(self, path: str) -> Path | None:
        """Return the published file at *path* (relative to the content folder), if any."""
        found = self.find_static(path)
        self.seen[path] = _stamp(found)
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
        bs4.exceptions.ParserRejectedMarkup: the body cannot be read as HTML.
    """
    steps = sorted(steps, key=lambda step: step.stage)
    places = [(step, step.place(html, source)) for step in steps]
    concerned = [step for step, place in places if place is not None]
    if not concerned:
        return None
    key = _key(html, concerned, source)
    outcome = _cached(store.get(key), source)
    if outcome is not None:
        return outcome
    document = Document(html, outset(html, min(place for _, place in places if place is not None)))
    found = {step.name: step.run(document, source) for step in concerned}
    problems = [problem.plain() for problem in document.problems]
    facts = json.dumps({"found": found, "problems": problems})
    text = f"{json.dumps(source.seen)}\n{facts}\n{document.html()}"
    store.put(key, text)
    return _read(text)


def _cached(text: str | None, source: Source) -> Outcome | None:
    """Return a cached outcome; None where it is damaged, or a file has changed."""
    try:
        seen = dict(json.loads((text or "").partition("\n")[0]))
        outcome = _read(text or "")
    except (ValueError, KeyError, TypeError):
        return None
    unchanged = all(_stamp(source.find_static(path)) == stamp for path, stamp in seen.items())
    return outcome if unchanged else None


def _read(text: str) -> Outcome:
    _, facts, html = text.split("\n", 2)
    plain = json.loads(facts)
    problems = tuple(map(Diagnostic.of_plain, plain["problems"]))
    return Outcome(html, dict(plain["found"]), problems)


def _key(html: str, steps: list[Step], source: Source) -> str:
    parts = [_FORM, html, source.folder, *source.static_roots]
    for step in steps:
        facts = {key: source.facts[key] for key in step.asks if key in source.facts}
        parts += [step.name, str(step.version), step.fingerprint]
        parts.append(json.dumps(facts, sort_keys=True, default=str))
    digest = hashlib.sha256()
    for part in parts:
        # The length tells ("ab", "c") from ("a", "bc").
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(encoded) + encoded)
    return digest.hexdigest()


def _stamp(path: Path | None) -> list[int] | None:
    """Return size and modification time of a file, by which a change is noticed."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns] if status else None
