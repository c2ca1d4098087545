"""The one way of a body through the suite: parsed once, whatever plugins are on.

A plugin that works on bodies is a `Step`. The steps run in the order of their stage, not of
`PLUGINS`, on one `Document`; what they find is returned beside the new HTML. What was
computed for a body is kept on disk under a key made of all that it depends on.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import Any, Protocol

from .diagnostics import Diagnostic
from .document import Document
from .outset import outset

# Counted up whenever what is kept is written in another form.
_FORM = "3"


class Stage(IntEnum):
    """When a step runs: first those that change a body, then those that read what it became."""

    REWRITE = 1
    READ = 2


class Store(Protocol):
    """Where outcomes are kept between builds; see `cache.Cache`."""

    def get(self, key: str) -> str | None:
        """Return the text kept under *key*, if any."""

    def put(self, key: str, value: str) -> None:
        """Keep *value* under *key*."""


@dataclass(slots=True)
class Source:
    """The file that a body was read from, and the files it may point to.

    Attributes:
        path: of the file, relative to the content folder, with `/`.
        find_static: returns the file on disk that will be published, by its path relative
            to the content folder, or None where there is none.
        static_roots: folders, relative to the content folder, whose files an address from
            the site's root may mean.
        facts: what the front matter says under the keys that steps ask for.
        list_static: returns the paths of all files that will be published.
        is_of_theme: tells whether a path from the site's root is that of a file of the theme.
        seen: every such file a step asked for, with its stamp; they are what an outcome
            depends on besides the body.
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
    """What one plugin does with bodies.

    Attributes:
        name: the plugin's name.
        stage: when it runs.
        version: counted up whenever the same body and settings give another outcome, so
            that what an older version computed is not used.
        fingerprint: text that differs whenever its settings differ.
        finds: tells from the bare text, cheaply, where the first place is that may concern the
            step; None where there is none. What stands before it may stay unparsed.
        run: changes the document and returns what it found, as plain data that JSON can
            hold.
        asks: keys of the front matter that it reads; where a body's file has one of them, the
            step runs whatever the body holds.
        attach: gives a content object what `run` found (None where the step did not run).
    """

    name: str
    stage: Stage
    version: int
    fingerprint: str
    finds: Callable[[str], int | None]
    run: Callable[[Document, Source], Any]
    asks: tuple[str, ...] = ()
    attach: Callable[[Any, Any], None] | None = None

    def place(self, html: str, source: Source) -> int | None:
        """Return from where it may have something to do in a body; None where it has not."""
        place = self.finds(html)
        if place is None and any(key in source.facts for key in self.asks):
            return len(html)
        return place


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a body.

    Attributes:
        html: the new body.
        found: what each step that ran has found, by the step's name.
        problems: what the owner should be told.
    """

    html: str
    found: Mapping[str, Any]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A body that some steps may have something to do for.

    Attributes:
        html: the body.
        steps: those steps, in their order.
        place: where the first of them may have something to do.
        source: where it comes from.
        key: what its outcome is kept under.
    """

    html: str
    steps: tuple[Step, ...]
    place: int
    source: Source
    key: str


def plan(html: str, steps: Iterable[Step], source: Source) -> Task | None:
    """Return what is to be done for a body; None where no step wants it."""
    places = {step.name: step.place(html, source) for step in steps}
    concerned = [step for step in steps if places[step.name] is not None]
    if not concerned:
        return None
    concerned.sort(key=lambda step: step.stage)
    first = min(place for place in places.values() if place is not None)
    return Task(html, tuple(concerned), first, source, _key(html, concerned, source))


def kept(task: Task, store: Store) -> str | None:
    """Return what came out the last time; None where nothing is kept, or what it used has changed.

    It is a text for `read`.
    """
    text = store.get(task.key)
    if text is None:
        return None
    try:
        seen = dict(json.loads(text.partition("\n")[0]))
        read(text)
    except (ValueError, KeyError, TypeError):
        return None
    unchanged = all(_stamp(task.source.find_static(path)) == stamp for path, stamp in seen.items())
    return text if unchanged else None


def compute(task: Task) -> str:
    """Send a body through its steps, and return what came out as a text that can be kept.

    Raises:
        bs4.exceptions.ParserRejectedMarkup: the body cannot be read as HTML.
    """
    document = Document(task.html, outset(task.html, task.place))
    found = {step.name: step.run(document, task.source) for step in task.steps}
    problems = [problem.plain() for problem in document.problems]
    facts = json.dumps({"found": found, "problems": problems})
    return f"{json.dumps(task.source.seen)}\n{facts}\n{document.html()}"


def read(text: str) -> Outcome:
    """Return the outcome that `compute` has written: what it depends on, facts and the body.

    Raises:
        ValueError, KeyError, TypeError: it is damaged.
    """
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
        # The length in front keeps ("ab", "c") and ("a", "bc") apart.
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(encoded) + encoded)
    return digest.hexdigest()


def _stamp(path: Path | None) -> list[int] | None:
    """Return size and time of change of a file: what tells, cheaply, that it is the same."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return [status.st_size, status.st_mtime_ns] if status else None
