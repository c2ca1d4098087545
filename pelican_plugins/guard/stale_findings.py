"""Findings of `pouch check` about output files that the latest build did not write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .._core.diagnostics import Diagnostic, Replacement, Severity
from .._core.output_paths import FileKind
from .._core.paths import shown
from .._core.pelican_site_reader import Reading
from .._core.text import counted, listed
from .build_record import (
    BuildRecord,
    holds_sources,
    is_beside,
    load_record,
    neighbours,
    protected_of,
    record_key,
    retained,
    stands,
    used_by_others,
)
from .output_files import FileState, OutputFile, file_state, list_files, may_remove, remove_files
from .rules import OUTPUT_SHARED, OUTPUT_STALE, OUTPUT_UNKNOWN


def describe_leftover(site: Reading, path: str, file: OutputFile) -> tuple[str, Severity]:
    """Return a description of a leftover file, and its severity."""
    if file.kind in {FileKind.PAGE, FileKind.DRAFT}:
        name = "the page" if file.kind is FileKind.PAGE else "the page of the draft"
        withdrawn = why_withdrawn(site, file.source)
        if withdrawn:
            return f"{name} of {file.source}, which {withdrawn}", Severity.ERROR
        moved = moved_to(site, file)
        where = f", which is now at {moved}" if moved else ""
        return f"{name} of {file.source}{where}", Severity.WARNING
    if file.kind in {FileKind.IMAGE, FileKind.VARIANT, FileKind.FILE} and file.source:
        return _what_copy(site, file)
    if file.kind is FileKind.THEME:
        return "a file of the theme", Severity.ADVICE
    page = "a page that is no longer part of the site" if path.endswith(".html") else "a file"
    names = {FileKind.FEED: "a feed", FileKind.REDIRECT: "a redirect from an old URL"}
    return names.get(file.kind, page), Severity.WARNING


def _what_copy(site: Reading, file: OutputFile) -> tuple[str, Severity]:
    name = "a smaller copy" if file.kind is FileKind.VARIANT else "the copy"
    if file.source in site.context["static_content"] and file.kind is FileKind.VARIANT:
        return f"{name} of an earlier version of {file.source}", Severity.WARNING
    if file.source.endswith(tuple(site.readable)) and why_withdrawn(site, file.source):
        # The copy of an article's source, as with `OUTPUT_SOURCES`.
        return f"{name} of {file.source}, which {why_withdrawn(site, file.source)}", Severity.ERROR
    there = Path(site.context["PATH"], file.source).is_file()
    why = "is no longer published" if there else "was deleted"
    return f"{name} of {file.source}, which {why}", Severity.WARNING


def why_withdrawn(site: Reading, source: str) -> str:
    """Return why an article is withdrawn; empty if it is published or unreadable."""
    contents = site.context["generated_content"]
    if source not in contents:
        there = Path(site.context["PATH"], source).is_file()
        return "is no longer published" if there else "was deleted"
    status = getattr(contents[source], "status", "")
    if status in {"", "published", "hidden"}:
        return ""
    return "is now a draft" if status == "draft" else f"now has the status {status}"


def moved_to(site: Reading, file: OutputFile) -> str:
    """Return the URL path that an article has now; empty where it has none."""
    content = site.context["generated_content"].get(file.source)
    shown_to_all = content and content.status in {"published", "hidden"} and content.save_as
    return f"/{content.save_as}" if shown_to_all else ""


_MOST_NAMED = 3
_DELETE = "run `pouch check --fix` to delete it"
_CHANGED = "it was changed since, so delete it yourself"


@dataclass(slots=True)
class OutputLeftovers:
    """The files in an output folder that the latest build did not write.

    Attributes:
        record: of that build and earlier ones.
        stale: files of earlier builds of this site.
        shared: files of the latest build with other settings, by their settings file.
        others: files that other plugins or programs wrote in earlier builds.
        unknown: files that no recorded build has written.
    """

    record: BuildRecord
    stale: dict[str, OutputFile] = field(default_factory=dict)
    shared: dict[str, list[str]] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def find_leftovers(context: MutableMapping[str, Any], output: Path) -> OutputLeftovers:
    """Return the leftovers in the folder *output*; none where no build is on record."""
    key = record_key(context, output)
    left = OutputLeftovers(load_record(key))
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


def findings(site: Reading, left: OutputLeftovers) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each group of leftovers."""
    output = Path(site.output)
    for paths in _grouped(left.stale):
        yield _stale(site, output, left, paths)
    for path, (source, reason) in _withdrawn(site, left.record).items():
        if (output / path).is_file():
            yield OUTPUT_STALE(
                f"still public, though {source} {reason}",
                "rebuild the site, then run `pouch check --fix`",
                path=shown(output / path),
            )
    folder = shown(output)
    for name, paths in left.shared.items():
        yield OUTPUT_SHARED(
            f"{_named(paths)} written by a build with {name}, not by one with these settings",
            "if that is not intended, use separate output folders",
            path=folder,
        )
    if left.others:
        text = f"{_named(left.others)} written by another plugin, and only in an earlier build"
        yield OUTPUT_UNKNOWN(text, "delete what should not be public", path=folder)
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in left.unknown:
        first, slash, _ = path.partition("/")
        by_folder[f"{first}{slash}" if slash else ""].append(path)
    for first, paths in by_folder.items():
        yield OUTPUT_UNKNOWN(
            f"{_named(paths)} not written by any known build",
            "delete anything that should not be public; list what to keep in OUTPUT_RETENTION",
            path=f"{folder}/{first}".rstrip("/"),
        )


def remove_stale(site: Reading, wanted: Iterable[str]) -> set[str]:
    """Delete the stale files among *wanted*, paths as displayed; return those that were deleted."""
    output, wanted = Path(site.output), set(wanted)
    stale = find_leftovers(site.context, output).stale
    files = {path: file for path, file in stale.items() if shown(output / path) in wanted}
    gone = remove_files(output, files, protected_of(site.context))
    return {shown(output / path) for path in gone}


def _listed(
    context: Mapping[str, Any],
    output: Path,
    record: BuildRecord,
    stale: Mapping[str, OutputFile],
) -> dict[str, FileState]:
    if not holds_sources(context, output):
        return list_files(output, protected_of(context))
    states = ((path, file_state(output / path)) for path in (*record.current, *sorted(stale)))
    return {path: state for path, state in states if state is not None}


def _sort_in(left: OutputLeftovers, path: str, stale: OutputFile | None, other: str) -> None:
    known = left.record
    if path in known.current or path in known.retired or is_beside(path, known.current):
        return
    if other:
        left.shared.setdefault(other, []).append(path)
    elif stale is None:
        # A hidden file is hardly a leftover page.
        if not any(step.startswith(".") for step in path.split("/")):
            left.unknown.append(path)
    elif stale.kind is FileKind.OTHER:
        left.others.append(path)
    else:
        left.stale[path] = stale


def _grouped(stale: Mapping[str, OutputFile]) -> Iterator[list[str]]:
    """Yield the paths to report together: a file, or all variants of one image."""
    groups: dict[tuple[str, str], list[str]] = {}
    for path, file in stale.items():
        is_variant = file.kind is FileKind.VARIANT
        groups.setdefault((file.source, file.origin) if is_variant else ("", path), []).append(path)
    yield from groups.values()


def _stale(site: Reading, output: Path, left: OutputLeftovers, paths: list[str]) -> Diagnostic:
    first, file = paths[0], left.stale[paths[0]]
    protected = protected_of(site.context)
    ours = [path for path in paths if may_remove(output, path, left.stale[path], protected)]
    text, grave = describe_leftover(site, first, file)
    more = f" (and {len(paths) - 1} others like it)" if paths[1:] else ""
    fix = _DELETE if len(ours) == len(paths) else _CHANGED
    if file.kind is FileKind.PAGE and moved_to(site, file):
        source = shown(Path(site.context["PATH"], file.source))
        fix = f"add `aliases: [/{first}]` to {source} to redirect readers, or {fix}"
    left_files = "\n".join(shown(output / path) for path in ours)
    return OUTPUT_STALE(
        f"left over from an earlier build, and still public: {text}{more}",
        fix,
        path=shown(output / first),
        severity=grave,
        replacement=Replacement(left_files, "") if ours else None,
    )


def _withdrawn(site: Reading, record: BuildRecord) -> dict[str, tuple[str, str]]:
    """Return the pages of the latest build whose articles have been withdrawn since."""
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
