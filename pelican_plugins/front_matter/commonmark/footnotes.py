"""Footnotes in the markup of Python-Markdown, which themes, feeds and side notes know."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from urllib.parse import unquote

from ..._core.diagnostics import Diagnostic
from ..literals import LITERAL, Literals
from ..rules import FOOTNOTE_TWICE

_MARK = re.compile(
    r'<sup data-sourcepos="[^"]*" class="footnote-ref"><a href="#fn-(?P<name>[^"]*)" '
    r'id="[^"]*" data-footnote-ref>(?P<number>\d+)</a></sup>'
)
_SECTION = re.compile(r'<section data-sourcepos="[^"]*" class="footnotes" data-footnotes>\n<ol>')
_NOTE = re.compile(r'(<li data-sourcepos="[^"]*" id=")fn-(?P<name>[^"]*)(?=")')
_BACK = re.compile(
    r' ?<a href="#fnref-[^"]*" class="footnote-backref" data-footnote-backref '
    r'data-footnote-backref-idx="(?P<index>[^"]*)" aria-label="[^"]*">'
    r'↩(?:<sup class="footnote-ref">\d+</sup>)?</a>'
)
_DEFINITION = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]+)\]:", re.MULTILINE)
_BEGIN = re.compile(rf"{LITERAL}|{_DEFINITION.pattern}", re.MULTILINE | re.IGNORECASE)
_NEARLY_BLANK = re.compile(r"^ {1,3}$", re.MULTILINE)
_END = "</ol>\n</section>"


def prepare_footnotes(text: str) -> tuple[str, list[Diagnostic]]:
    """Return a source whose footnotes the engine reads as they are meant, line by line the same.

    A line of spaces ends a note for comrak, and of two notes with one name it closes the first in
    the middle of the page. The first counts, as for GitHub.
    """
    names = [name.casefold() for name in _DEFINITION.findall(text)] if "[^" in text else []
    if not names:
        return text, []
    text = _NEARLY_BLANK.sub("", text)
    if len(set(names)) == len(names):
        return text, []
    problems, pieces = [], []
    seen: set[str] = set()
    literals = Literals(text)
    cursor = position = 0
    while match := _BEGIN.search(text, position):
        position = match.end() if match["name"] else literals.end(match)
        name = (match["name"] or "").casefold()
        if name in seen:
            # Nothing refers to this name, and so nothing is shown of it.
            pieces += [text[cursor : match.start("name")], f"{match['name']}-{position}-again"]
            cursor = match.end("name")
            told = f"the footnote [^{match['name']}] stands there twice, and the first is shown"
            problems.append(
                FOOTNOTE_TWICE(told, "rename or delete one", f"[^{match['name']}]:", last=True)
            )
        elif name:
            seen.add(name)
    return "".join([*pieces, text[cursor:]]), problems


def write_footnotes(html: str) -> str:
    """Return *html* with footnotes as Python-Markdown writes them."""
    section = _SECTION.search(html)
    if section is None:
        return html
    seen: Counter[str] = Counter()

    def mark(match: re.Match[str]) -> str:
        name, number = _readable(match["name"]), match["number"]
        seen[name] += 1
        return (
            f'<sup id="{_of_mark(name, seen[name])}">'
            f'<a class="footnote-ref" href="#fn:{name}">{number}</a></sup>'
        )

    names: list[str] = []

    def note(match: re.Match[str]) -> str:
        names.append(_readable(match["name"]))
        return f"{match[1]}fn:{names[-1]}"

    def back(match: re.Match[str]) -> str:
        number, _, again = match["index"].partition("-")
        name = names[int(number) - 1] if int(number) <= len(names) else number
        title = f"Jump back to footnote {number} in the text"
        return (
            f'&#160;<a class="footnote-backref" href="#{_of_mark(name, int(again or 1))}" '
            f'title="{title}">&#8617;</a>'
        )

    body, notes = html[: section.start()], html[section.end() :]
    end = notes.rfind(_END)
    notes, rest = notes[:end], notes[end + len(_END) :]
    body = _MARK.sub(mark, body)
    notes = _BACK.sub(back, _NOTE.sub(note, _MARK.sub(mark, notes)))
    return f'{body}<div class="footnote">\n<hr>\n<ol>{notes}</ol>\n</div>{rest}'


def _readable(name: str) -> str:
    """Return the name of a note without the percent signs that the engine writes."""
    return escape(unquote(name))


def _of_mark(name: str, time: int) -> str:
    """Return the id of the mark of a note that stands in the text for the *time*-th time."""
    return f"fnref:{name}" if time == 1 else f"fnref{time}:{name}"
