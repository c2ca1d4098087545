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
from typing import Any

from .cache import Store
from .diagnostics import Diagnostic
from .html_document import Document, outset

# Counted up whenever what is kept is written in another form.
_FORM = "3"


class Stage(IntEnum):
    """When a step runs: first those that change a body, then those that read what it became."""

    REWRITE = 1
    READ = 2


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
        finish: called with a generator when all bodies of a site that is written are through.
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


def process(html: str, steps: Iterable[Step], source: Source, store: Store) -> Outcome | None:
    """Return what became of a body, now or in an earlier build; None where no step wants it.

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
    """Return what an earlier build has cached; None where it is damaged, or a file has changed."""
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
