"""What a file that an earlier build has left is to its owner, in words."""

from __future__ import annotations

from pathlib import Path

from ..._core.diagnostics import Severity
from ..._core.output_paths import FileKind
from ..._core.pelican_site_reader import Reading
from .record import OutputFile


def what(site: Reading, path: str, file: OutputFile) -> tuple[str, Severity]:
    """Return what a file is, and how much it matters that it is still there."""
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
    page = "a page that the site has no more" if path.endswith(".html") else "a file"
    names = {FileKind.FEED: "a feed", FileKind.REDIRECT: "a page that led on from an old URL"}
    return names.get(file.kind, page), Severity.WARNING


def _what_copy(site: Reading, file: OutputFile) -> tuple[str, Severity]:
    name = "a smaller copy" if file.kind is FileKind.VARIANT else "the copy"
    if file.source in site.context["static_content"] and file.kind is FileKind.VARIANT:
        return f"{name} of {file.source} as it was before", Severity.WARNING
    if file.source.endswith(tuple(site.readable)) and why_withdrawn(site, file.source):
        # Of a text, as with `OUTPUT_SOURCES`.
        return f"{name} of {file.source}, which {why_withdrawn(site, file.source)}", Severity.ERROR
    there = Path(site.context["PATH"], file.source).is_file()
    why = "is not published any more" if there else "is gone"
    return f"{name} of {file.source}, which {why}", Severity.WARNING


def why_withdrawn(site: Reading, source: str) -> str:
    """Return why nobody should read a text; empty where it is published, or cannot be read."""
    contents = site.context["generated_content"]
    if source not in contents:
        there = Path(site.context["PATH"], source).is_file()
        return "is not published any more" if there else "is deleted"
    status = getattr(contents[source], "status", "")
    if status in {"", "published", "hidden"}:
        return ""
    return "is a draft now" if status == "draft" else f"has the status {status} now"


def moved_to(site: Reading, file: OutputFile) -> str:
    """Return the path from the root of the page that a text has now; empty where it has none."""
    content = site.context["generated_content"].get(file.source)
    shown_to_all = content and content.status in {"published", "hidden"} and content.save_as
    return f"/{content.save_as}" if shown_to_all else ""
