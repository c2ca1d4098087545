"""After a build, report or delete the files that earlier builds left in the output folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from .._core.build import build_of
from .._core.content_paths import ContentPaths
from .._core.output_paths import FileKind, WrittenFile, WrittenFiles
from .._core.paths import shown
from .._core.text import counted
from .build_record import (
    BuildRecord,
    after_build,
    after_interruption,
    holds_sources,
    load_record,
    may_stay,
    protected_of,
    record_key,
    retained,
    save_record,
    used_by_others,
)
from .output_files import (
    FileState,
    Fingerprint,
    OutputFile,
    file_state,
    fingerprint_of,
    list_files,
    remove_files,
)
from .url_history import is_redirect_page, missing_urls

StalePolicy = Literal["off", "warn", "remove"]

_MANY = 20
_IMAGES = (
    *(".apng", ".avif", ".bmp", ".gif", ".heic", ".heif", ".ico", ".jp2", ".jpeg", ".jpg"),
    *(".jxl", ".png", ".svg", ".tif", ".tiff", ".webp"),
)


class OutputUpkeep:
    """Records what one build writes, and treats what it does not write again.

    Args:
        settings: of the site.
        output: the output folder.
        policy: what to do about stale files.

    Attributes:
        built_in: the folder of the build: the output folder, or its stage.
        contexts: of the site and of those within it, as templates get them.
    """

    def __init__(
        self, settings: MutableMapping[str, Any], output: Path, policy: StalePolicy
    ) -> None:
        self.built_in = output
        self.contexts: list[Mapping[str, Any]] = []
        self._settings = settings
        self._output = output
        self._content = str(settings["PATH"])
        self._policy = policy
        self._key = record_key(settings, output)
        self._known = load_record(self._key)
        self._staged: set[str] = set()
        self._before = self._listed(())

    def note_staged(self) -> None:
        """Note the files of the stage before they are published."""
        self._staged = set(list_files(self.built_in))

    def end(self, pages: Mapping[str, str] | None) -> str:
        """Save the record of a complete build; return one line on stale files, or nothing.

        Args:
            pages: the sources of its pages that anybody may know; None where their URLs are not
                yet those of a site that is published.
        """
        record, line = self._known, ""
        if pages is not None:
            gone = missing_urls(
                record.pages, record.gone, pages, partial(is_redirect_page, self._output)
            )
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
        save_record(self._key, record)
        return line

    def end_early(self) -> None:
        """Save the record of an interrupted build, which forgets nothing."""
        if self._policy == "off":
            return
        written = self._written()
        if not written:
            # A command that only reads a site ends like this.
            return
        there = self._listed(written)
        # Files of an unpublished stage have changed nothing here.
        changed = {p: what for p, what in written.items() if there.get(p) != self._before.get(p)}
        current = self._current(changed, there)
        save_record(self._key, after_interruption(self._known, current, there))

    def _treated(
        self, record: BuildRecord, ours: Mapping[str, OutputFile]
    ) -> tuple[BuildRecord, str]:
        """Delete stale files if that is the policy; return the record and a line for the log."""
        where = shown(self._output)
        # A wrong setting or missing plugin may make half a site stale by mistake.
        many = len(ours) > max(_MANY, len(record.current))
        if self._policy == "remove" and not many:
            gone = remove_files(self._output, ours, protected_of(self._settings))
            stale = {path: file for path, file in record.stale.items() if path not in gone}
            files = counted(len(gone), "file")
            line = f"output: {files} from earlier builds removed from {where}" if gone else ""
            return replace(record, stale=stale), line
        if not ours:
            return record, ""
        files = counted(len(ours), "file")
        verb, them = ("is", "it") if len(ours) == 1 else ("are", "them")
        spared = "too many to delete automatically, " if self._policy == "remove" else ""
        return record, (
            f"output: {files} from earlier builds {verb} still in {where}, {spared}and public"
            f" if you publish that folder; `pouch check` lists {them}, `pouch check --fix` deletes"
            f" {them}"
        )

    def _unread(self) -> set[str]:
        """Return the articles that could not be read: nobody has withdrawn them."""
        contents = (context["generated_content"].items() for context in self.contexts)
        return {source for each in contents for source, content in each if not content}

    def _listed(self, written: Iterable[str]) -> dict[str, FileState]:
        if self._policy == "off":
            return {}
        if not holds_sources(self._settings, self._output):
            return list_files(self._output, protected_of(self._settings))
        # The folder contains the sources, too: look only at what builds have written.
        known = (self._known.current, self._known.stale, self._known.retired, written)
        paths = sorted({path for paths in known for path in paths})
        states = ((path, file_state(self._output / path)) for path in paths)
        return {path: state for path, state in states if state is not None}

    def _written(self) -> dict[str, WrittenFile]:
        """Return the files written, by path below the output folder."""
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
        """Yield the pages and copies among them with their sources."""
        folder = context["OUTPUT_PATH"]
        paths = build_of(context).state(ContentPaths)
        for source, content in context["generated_content"].items():
            path = self._below(folder, paths.of(content)) if content else None
            if path is not None and path in written:
                draft = content.status == "draft"
                yield path, WrittenFile(FileKind.DRAFT if draft else FileKind.PAGE, source)
        for source, file in context["static_content"].items():
            path = self._below(folder, file.save_as) if file else None
            if path is not None:
                # Pelican does not copy an unchanged file again.
                image = source.lower().endswith(_IMAGES)
                yield path, WrittenFile(FileKind.IMAGE if image else FileKind.FILE, source)

    def _current(
        self, written: Mapping[str, WrittenFile], there: Mapping[str, FileState]
    ) -> dict[str, OutputFile]:
        """Return the files that the build has written, with their fingerprints."""
        everything = dict(written)
        if not self._staged:
            # Files that other plugins, or programs they ran, wrote meanwhile.
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
        """Return the fingerprint of a file; an unchanged one is not read again."""
        if known is not None:
            before = known.known_by
            if (before.size, before.modified) == (state.size, state.modified):
                return before
        return fingerprint_of(self._output / path, state)

    def _below(self, *steps: str) -> str | None:
        """Return a path relative to the output folder; None for one outside it."""
        place = os.path.abspath(os.path.join(*steps))  # noqa: PTH100, PTH118
        for folder in (self.built_in, self._output):
            if place.startswith(f"{folder}{os.sep}"):
                return place[len(f"{folder}{os.sep}") :].replace(os.sep, "/")
        return None


def _seen_from(folder: str, path: str) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        # On Windows no relative path leads to another drive.
        return path
