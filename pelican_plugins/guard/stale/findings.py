"""What `pouch check` says of files in the output folder that the latest build did not write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..._core.diagnostics import Diagnostic, Replacement
from ..._core.output_paths import FileKind
from ..._core.paths import shown
from ..._core.pelican_site_reader import Reading
from ..._core.text import counted, listed
from ..rules import OUTPUT_SHARED, OUTPUT_STALE, OUTPUT_UNKNOWN
from .compare import is_beside
from .output_files import FileState, list_files, state_of
from .record import (
    BuildRecord,
    OutputFile,
    holds_sources,
    key_of,
    load,
    neighbours,
    protected_of,
    retained,
    stands,
    used_by_others,
)
from .removal import may_remove, remove
from .wording import moved_to, what, why_withdrawn

_MOST_NAMED = 3
_DELETE = "run `pouch check --fix`, which deletes it"
_CHANGED = "somebody has changed it since, so delete it yourself"


@dataclass(slots=True)
class LeftOver:
    """What is in an output folder and was not written by the latest build.

    Attributes:
        record: of that build, and of those before.
        stale: what builds of this site have left.
        shared: what the latest build of other settings has written, by their file.
        others: what other plugins or programs wrote in earlier builds.
        unknown: what no build on record has written.
    """

    record: BuildRecord
    stale: dict[str, OutputFile] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def look(context: MutableMapping[str, Any], output: Path) -> LeftOver:
    """Return what is left over in the folder *output*; nothing where no build is on record.

    Args:
        context: the settings of the site, as templates get them.
        output: its output folder.
    """
    key = key_of(context, output)
    left = LeftOver(load(key))
    if not left.record.current:
        return left
    stale = dict(left.record.stale)
    theirs: dict[str, str] = {}
    for other, record in neighbours(key):
        earlier = {**record.retired, **record.stale}
        if stands(other):
            name = shown(other.folder / (other.settings or other.content))
            if other.settings == key.settings:
                name = f"the content folder {shown(other.folder / other.content)}"
            theirs |= dict.fromkeys(record.current, name)
        else:
            earlier |= record.current
        stale = earlier | stale
    there = _listed(context, output, left.record, stale)
    for path in used_by_others(key, output, stale):
        stale.pop(path)
    for path in sorted(there.keys() - retained(context, there)):
        _sort_in(left, path, stale.get(path), theirs.get(path, ""))
    return left


def findings(site: Reading, left: LeftOver) -> Iterator[Diagnostic]:
    """Yield what is left over, and what should become of it."""
    output = Path(site.output)
    for paths in _grouped(left.stale):
        yield _stale(site, output, left, paths)
    for path, (source, reason) in _withdrawn(site, left.record).items():
        if (output / path).is_file():
            yield OUTPUT_STALE(
                f"still public, though {source} {reason}",
                "build the site again, then run `pouch check --fix`",
                path=shown(output / path),
            )
    folder = shown(output)
    for name, paths in left.shared.items():
        yield OUTPUT_SHARED(
            f"{_named(paths)} written by a build with {name}, and not by one with these settings",
            "where that is not meant, give each an output folder of its own",
            path=folder,
        )
    if left.others:
        text = f"{_named(left.others)} written by another plugin in an earlier build alone"
        yield OUTPUT_UNKNOWN(text, "delete what should not be public", path=folder)
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in left.unknown:
        first, slash, _ = path.partition("/")
        by_folder[f"{first}{slash}" if slash else ""].append(path)
    for first, paths in by_folder.items():
        yield OUTPUT_UNKNOWN(
            f"{_named(paths)} not written by any build on record",
            "delete what should not be public; OUTPUT_RETENTION names what is to stay",
            path=f"{folder}/{first}".rstrip("/"),
        )


def remove_stale(site: Reading, wanted: Iterable[str]) -> set[str]:
    """Delete left files; return which of those that are *wanted* are gone.

    Args:
        site: as it was read.
        wanted: the paths of files, as their owner would type them.
    """
    output, wanted = Path(site.output), set(wanted)
    stale = look(site.context, output).stale
    files = {path: file for path, file in stale.items() if shown(output / path) in wanted}
    gone = remove(output, files, protected_of(site.context))
    return {shown(output / path) for path in gone}


def _listed(
    context: Mapping[str, Any],
    output: Path,
    record: BuildRecord,
    stale: Mapping[str, OutputFile],
) -> dict[str, FileState]:
    if not holds_sources(context, output):
        return list_files(output, protected_of(context))
    states = ((path, state_of(output / path)) for path in (*record.current, *sorted(stale)))
    return {path: state for path, state in states if state is not None}


def _sort_in(left: LeftOver, path: str, stale: OutputFile | None, other: str) -> None:
    known = left.record
    if path in known.current or path in known.retired or is_beside(path, known.current):
        return
    if other:
        left.shared.setdefault(other, []).append(path)
    elif stale is None:
        # What is hidden is hardly a page that a build has left.
        if not any(step.startswith(".") for step in path.split("/")):
            left.unknown.append(path)
    elif stale.kind is FileKind.OTHER:
        left.others.append(path)
    else:
        left.stale[path] = stale


def _grouped(stale: Mapping[str, OutputFile]) -> Iterator[list[str]]:
    """Yield what is one thing to its owner: a file, or all variants of one picture."""
    groups: dict[tuple[str, str], list[str]] = {}
    for path, file in stale.items():
        is_variant = file.kind is FileKind.VARIANT
        groups.setdefault((file.source, file.origin) if is_variant else ("", path), []).append(path)
    yield from groups.values()


def _stale(site: Reading, output: Path, left: LeftOver, paths: list[str]) -> Diagnostic:
    first, file = paths[0], left.stale[paths[0]]
    protected = protected_of(site.context)
    ours = [path for path in paths if may_remove(output, path, left.stale[path], protected)]
    text, grave = what(site, first, file)
    more = f" (and {len(paths) - 1} others like it)" if paths[1:] else ""
    mend = _DELETE if len(ours) == len(paths) else _CHANGED
    if file.kind is FileKind.PAGE and moved_to(site, file):
        source = shown(Path(site.context["PATH"], file.source))
        mend = f"add `aliases: [/{first}]` to {source} to lead readers on, or {mend}"
    left_files = "\n".join(shown(output / path) for path in ours)
    return OUTPUT_STALE(
        f"left from an earlier build, and still public: {text}{more}",
        mend,
        path=shown(output / first),
        severity=grave,
        replacement=Replacement(left_files, "") if ours else None,
    )


def _withdrawn(site: Reading, record: BuildRecord) -> dict[str, tuple[str, str]]:
    """Return the pages of the latest build whose texts nobody should read now."""
    pages = {p: f for p, f in record.current.items() if f.kind is FileKind.PAGE and f.source}
    reasons = {
        path: (file.source, why_withdrawn(site, file.source)) for path, file in pages.items()
    }
    return {path: reason for path, reason in reasons.items() if reason[1]}


def _named(paths: list[str]) -> str:
    more = len(paths) - _MOST_NAMED
    names = paths if more <= 0 else [*paths[:_MOST_NAMED], f"{more} more"]
    verb = "was" if len(paths) == 1 else "were"
    return f"{counted(len(paths), 'file')} ({listed(names)}) {verb}"
