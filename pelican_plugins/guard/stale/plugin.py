"""After a build, say or delete what earlier builds have left in the output folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from ..._core.build import build_of
from ..._core.output_paths import FileKind, WrittenFile, WrittenFiles
from ..._core.paths import shown
from ..._core.text import counted
from ..url_history import leads_on, missing_from
from .compare import after_build, after_interruption, may_stay
from .output_files import FileState, Fingerprint, fingerprint_of, list_files, state_of
from .record import (
    BuildRecord,
    OutputFile,
    holds_sources,
    key_of,
    load,
    protected_of,
    retained,
    save,
    used_by_others,
)
from .removal import remove

Policy = Literal["off", "warn", "remove"]

_MANY = 20
_IMAGES = (
    *(".apng", ".avif", ".bmp", ".gif", ".heic", ".heif", ".ico", ".jp2", ".jpeg", ".jpg"),
    *(".jxl", ".png", ".svg", ".tif", ".tiff", ".webp"),
)


class OutputUpkeep:
    """Looks after the output folder of one build.

    Args:
        settings: of the site.
        output: the folder.
        policy: what becomes of files of earlier builds.

    Attributes:
        built_in: where it is built: the output folder, or one next to it.
        contexts: of the site and of those within it, as templates get them.
    """

    def __init__(self, settings: MutableMapping[str, Any], output: Path, policy: Policy) -> None:
        self.built_in = output
        self.contexts: list[Mapping[str, Any]] = []
        self._settings = settings
        self._output = output
        self._content = str(settings["PATH"])
        self._policy = policy
        self._key = key_of(settings, output)
        self._known = load(self._key)
        self._staged: set[str] = set()
        self._before = self._listed(())

    def note_staged(self) -> None:
        """Note all that was built next to the output folder, before it is published."""
        self._staged = set(list_files(self.built_in))

    def end(self, pages: Mapping[str, str] | None) -> str:
        """Keep what the build has written; return one line on what it has not, or nothing.

        Args:
            pages: the sources of its pages that anybody may know; None where their URLs are not
                yet those of a site that is published.
        """
        record, line = self._known, ""
        if pages is not None:
            gone = missing_from(record.pages, record.gone, pages, partial(leads_on, self._output))
            record = replace(record, pages=pages, gone=gone)
        if self._policy != "off":
            written = self._written()
            there = self._listed(written)
            current = self._current(written, there)
            record = after_build(
                record, current, there, may_stay(current, self._unread(), self._content)
            )
            ours = {p: f for p, f in record.stale.items() if f.kind is not FileKind.OTHER}
            staying = used_by_others(self._key, self._output, ours)
            for path in staying | retained(self._settings, ours):
                ours.pop(path)
            record, line = self._treated(record, ours)
        save(self._key, record)
        return line

    def end_early(self) -> None:
        """Keep what a build has written that did not come to its end, and forget nothing."""
        if self._policy == "off":
            return
        written = self._written()
        if not written:
            # So do commands end that only read a site.
            return
        there = self._listed(written)
        # What was built to be published later has changed nothing here.
        changed = {p: what for p, what in written.items() if there.get(p) != self._before.get(p)}
        current = self._current(changed, there)
        save(self._key, after_interruption(self._known, current, there))

    def _treated(
        self, record: BuildRecord, ours: Mapping[str, OutputFile]
    ) -> tuple[BuildRecord, str]:
        """Remove what is to be removed; return what is left, and a line on that."""
        where = shown(self._output)
        # Half a site may be gone by mistake: a wrong setting, a plugin that was not found.
        many = len(ours) > max(_MANY, len(record.current))
        if self._policy == "remove" and not many:
            gone = remove(self._output, ours, protected_of(self._settings))
            stale = {path: file for path, file in record.stale.items() if path not in gone}
            files = counted(len(gone), "file")
            line = f"output: {files} of earlier builds removed from {where}" if gone else ""
            return replace(record, stale=stale), line
        if not ours:
            return record, ""
        files = counted(len(ours), "file")
        verb = "is" if len(ours) == 1 else "are"
        spared = "too many to be removed unasked, " if self._policy == "remove" else ""
        return record, (
            f"output: {files} of earlier builds {verb} still in {where}, {spared}and public where"
            " that is; `pouch check` names them, and with --fix removes them"
        )

    def _unread(self) -> set[str]:
        """Return the texts that could not be read: nobody has withdrawn them."""
        contents = (context["generated_content"].items() for context in self.contexts)
        return {source for each in contents for source, content in each if not content}

    def _listed(self, written: Iterable[str]) -> dict[str, FileState]:
        if self._policy == "off":
            return {}
        if not holds_sources(self._settings, self._output):
            return list_files(self._output, protected_of(self._settings))
        # It holds the sources, too: only what builds have written is looked at.
        known = (self._known.current, self._known.stale, self._known.retired, written)
        paths = sorted({path for paths in known for path in paths})
        states = ((path, state_of(self._output / path)) for path in paths)
        return {path: state for path, state in states if state is not None}

    def _written(self) -> dict[str, WrittenFile]:
        """Return what was written, by path below the output folder."""
        theme = f"{os.path.abspath(self._settings['THEME'])}{os.sep}"  # noqa: PTH100
        written = {}
        for place, what in build_of(self._settings).outermost.state(WrittenFiles).by_path.items():
            path = self._below(place)
            if path is None:
                continue
            kind, source = what.kind, what.source
            if kind is FileKind.FILE and source.startswith(theme):
                kind = FileKind.THEME
            elif source:
                source = _seen_from(self._content, source)
            written[path] = WrittenFile(kind, source, what.origin)
        written |= {path: WrittenFile(FileKind.OTHER) for path in self._staged - written.keys()}
        for context in self.contexts:
            written |= self._made_of_sources(context, written)
        return written

    def _made_of_sources(
        self, context: Mapping[str, Any], written: Mapping[str, WrittenFile]
    ) -> Iterator[tuple[str, WrittenFile]]:
        """Yield pages and copies, with their sources, that stand for what was written."""
        folder = context["OUTPUT_PATH"]
        for source, content in context["generated_content"].items():
            path = self._below(folder, content.save_as) if content else None
            if path is not None and path in written:
                draft = content.status == "draft"
                yield path, WrittenFile(FileKind.DRAFT if draft else FileKind.PAGE, source)
        for source, file in context["static_content"].items():
            path = self._below(folder, file.save_as) if file else None
            if path is not None:
                # Whether or not it had to be copied again.
                image = source.lower().endswith(_IMAGES)
                yield path, WrittenFile(FileKind.IMAGE if image else FileKind.FILE, source)

    def _current(
        self, written: Mapping[str, WrittenFile], there: Mapping[str, FileState]
    ) -> dict[str, OutputFile]:
        """Return what the build has written, with what tells each file from others."""
        everything = dict(written)
        if not self._staged:
            # What others wrote in the meantime: their plugins, or what these have run.
            for path, state in there.items():
                if path not in written and self._before.get(path) != state:
                    everything[path] = WrittenFile(FileKind.OTHER)
        known = {**self._known.retired, **self._known.stale, **self._known.current}
        current = {}
        for path, what in everything.items():
            if path in there:
                known_by = self._known_by(path, there[path], known.get(path))
                if known_by is not None:
                    current[path] = OutputFile(what.kind, known_by, what.source, what.origin)
        return current

    def _known_by(
        self, path: str, state: FileState, known: OutputFile | None
    ) -> Fingerprint | None:
        """Return what tells a file from others; an unchanged one is not read again."""
        if known is not None:
            before = known.known_by
            if (before.size, before.modified) == (state.size, state.modified):
                return before
        return fingerprint_of(self._output / path, state)

    def _below(self, *steps: str) -> str | None:
        """Return a path below the output folder; None for what lies elsewhere."""
        place = os.path.abspath(os.path.join(*steps))  # noqa: PTH100, PTH118
        for folder in (self.built_in, self._output):
            if place.startswith(f"{folder}{os.sep}"):
                return place[len(f"{folder}{os.sep}") :].replace(os.sep, "/")
        return None


def _seen_from(folder: str, path: str) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        # On Windows there is no way from one disk to another.
        return path
