"""Findings of `pouch check` about source files, in addition to a build's diagnostics."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from .._core.contract import SHORTCODES, SHOWN_OTHERWISE
from .._core.diagnostics import Diagnostic, Replacement, Severity
from .._core.errors import DiagnosticError
from .._core.paths import lines_of, shown
from .._core.pelican_site_reader import Reading
from .differences.blocks import PythonMarkdown
from .differences.bodies import body_in_place, is_masked, masked
from .differences.compare import GRAVE, differences, message_for
from .foreign_syntax import fix_for, is_foreign_syntax, line_of_foreign_syntax
from .rules import BYTE_ORDER_MARK, MARKDOWN_DIFFERS, SHORTCODE_UNKNOWN
from .shortcodes import named, times
from .split import decode


def findings(site: Reading) -> Iterator[Diagnostic]:
    """Yield byte order marks, unrendered shortcodes, and Markdown that others read differently."""
    contents = site.context["generated_content"]
    engine = PythonMarkdown(site.context["MARKDOWN"])
    for path, content in sorted(contents.items()):
        source = Path(site.context["PATH"], path)
        if content:
            yield from _shortcodes(source, content.metadata.get(SHORTCODES, {}))
        if content and SHOWN_OTHERWISE in content.metadata:
            yield from _differences(source, engine)
        if _has_mark(source):
            yield BYTE_ORDER_MARK(
                "the file starts with a byte order mark, which hides the opening --- from"
                " other tools",
                "save it as UTF-8 without a byte order mark",
                path=shown(source),
                line=1,
                replacement=Replacement("\ufeff", ""),
            )


def _shortcodes(source: Path, left: Mapping[str, int]) -> Iterator[Diagnostic]:
    for kind, count in left.items():
        yield SHORTCODE_UNKNOWN(
            f"{named(kind)} is shown unrendered, {times(count)}",
            fix_for(kind),
            path=shown(source),
            line=_line_of_shortcode(source, kind),
        )


def _differences(source: Path, engine: PythonMarkdown) -> Iterator[Diagnostic]:
    try:
        text = decode(source.read_bytes())
    except (OSError, DiagnosticError):
        return
    for found in differences(masked(body_in_place(text)), engine):
        # A placeholder is not what the file would contain.
        known = found.changes and not any(map(is_masked, (*found.old, *found.new)))
        yield MARKDOWN_DIFFERS(
            *message_for(found),
            path=shown(source),
            line=found.line + 1,
            severity=Severity.WARNING if found.loss in GRAVE else Severity.ADVICE,
            replacement=Replacement("\n".join(found.old), "\n".join(found.new)) if known else None,
        )


def _line_of_shortcode(source: Path, kind: str) -> int:
    """Return the line of the first shortcode of a *kind*, which may also be a word of the text."""
    if is_foreign_syntax(kind):
        return line_of_foreign_syntax("\n".join(lines_of(source)), kind) or 1
    opening = re.compile(rf"\{{(?:\{{[<%]?|%)-?\s*{re.escape(kind)}\b")
    lines = enumerate(lines_of(source), 1)
    return next((number for number, line in lines if opening.search(line)), 1)


def _has_mark(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
    except OSError:
        return False
