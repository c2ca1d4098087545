"""Rewrite alerts, tasks, abbreviations and footnotes as Pelican's themes expect them.

Abbreviations: `*[HTML]: Hypertext Markup Language`, as in PHP Markdown Extra. Alerts: GitHub's
`> [!NOTE]` and Obsidian's callouts. Footnotes get the markup of Python-Markdown, which themes,
feeds and side notes know.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from urllib.parse import unquote

from ..._core.diagnostics import Diagnostic
from ..literals import LITERAL, Literals
from ..rules import FOOTNOTE_TWICE
from .markup import in_prose, plain_text, tokens

_PARAGRAPH = re.compile(
    r'<p data-sourcepos="[^"]*">(?:(?!</?p\b)[^*]|\*(?!\[))*+\*\[.*?</p>\n?', re.DOTALL
)
_ABBREVIATION = re.compile(
    r"(?:(?<=>)|\n|^)\*\[(?P<short>[^\]\n]{1,100})\]:[ \t]*+(?P<long>[^\n]*?)(?=\n\*\[|</p>|\n|$)"
)
# Where an abbreviation may begin: a word, or a symbol without a word before it.
_WORD = re.compile(r"\w+|(?<!\w)[^\w\s]")
_LETTER = re.compile(r"\w")
# A task, up to the next block or the end of its item.
_TASK = re.compile(
    r'<input type="checkbox" class="task-list-item-checkbox"(?P<checked>(?: checked="")?)'
    r' disabled="" /> ?(?:\n(?P<paragraph><p [^>]*>))?'
    r"(?P<words>(?:[^<\n]|<(?!/?(?:li|p)\b)|\n(?!<))*+)"
)
_EMPTY = re.compile(r'<p data-sourcepos="[^"]*">\s*</p>\n?')


def write_abbreviations(html: str) -> str:
    """Return *html* without the definitions of abbreviations, and with each use as `<abbr>`."""
    if "*[" not in html:
        return html
    meanings: dict[str, str] = {}

    def take(match: re.Match[str]) -> str:
        short = plain_text(match["short"]).strip()
        if not short:
            return match.group()
        meanings.setdefault(short, plain_text(match["long"]).strip())
        return ""

    def define(match: re.Match[str]) -> str:
        return _EMPTY.sub("", _ABBREVIATION.sub(take, match.group()))

    html = _PARAGRAPH.sub(define, html)
    if not meanings:
        return html
    return in_prose(html, _Explainer(meanings).explain)


class _Explainer:
    """Wraps abbreviations in `<abbr>`, found by their first word in linear time."""

    def __init__(self, meanings: dict[str, str]) -> None:
        self._titles = {escape(short, quote=False): escape(meanings[short]) for short in meanings}
        self._by_begin: dict[str, list[str]] = {}
        for short in sorted(self._titles, key=len, reverse=True):
            begin = _WORD.match(short)
            assert begin is not None
            self._by_begin.setdefault(begin.group(), []).append(short)

    def explain(self, text: str) -> str:
        """Return *text* with each abbreviation as `<abbr>`."""
        pieces: list[str] = []
        cursor = 0
        for begin in _WORD.finditer(text):
            start = begin.start()
            if start < cursor or begin.group() not in self._by_begin:
                continue
            for short in self._by_begin[begin.group()]:
                end = start + len(short)
                if text.startswith(short, start) and not _LETTER.match(text, end):
                    pieces += [text[cursor:start], f'<abbr title="{self._titles[short]}">', short]
                    pieces.append("</abbr>")
                    cursor = end
                    break
        return "".join([*pieces, text[cursor:]])


_ALERT = re.compile(
    r'<div class="markdown-alert markdown-alert-(?P<kind>[a-z]+)" '
    r'(?P<position>data-sourcepos="[^"]*")>'
    r'\n<p class="markdown-alert-title">(?P<title>[^<]*)</p>'
)
_CALLOUT = re.compile(
    r'<blockquote (?P<position>data-sourcepos="[^"]*")>\n<p data-sourcepos="[^"]*">'
    r"\[!(?P<kind>[A-Za-z][\w-]*)(?:\|[^\]\n]*)?\](?P<fold>[+-]?)[ \t]*+(?P<title>[^\n]*?)"
    r"(?P<rest>\n|</p>\n?)"
)


def write_tasks(html: str) -> str:
    """Return *html* with the words of a task as the label of its checkbox (WCAG 2.2, 4.1.2)."""
    return _TASK.sub(_labelled, html) if 'class="task-list-item"' in html else html


def _labelled(match: re.Match[str]) -> str:
    box = f'<input type="checkbox" class="task-list-item-checkbox"{match["checked"]} disabled="">'
    if not match["words"].strip():
        return box
    return f"{match['paragraph'] or ''}<label>{box} {match['words']}</label>"


def write_alerts(html: str, *, callouts: bool = False) -> str:
    """Return *html* with alerts as `<aside class="admonition note">`, the markup of docutils.

    Args:
        html: the engine's output.
        callouts: also read Obsidian's callouts, `> [!anything]- Title`.
    """
    if 'class="markdown-alert ' in html:
        html = _renamed(html, "div", _ALERT)
    if callouts and "[!" in html:
        html = _renamed(html, "blockquote", _CALLOUT)
    return html


def _opening(match: re.Match[str]) -> tuple[str, str]:
    """Return the new name of the element, and its opening markup."""
    groups = match.groupdict()
    kind = match["kind"].lower()
    title = match["title"].strip() or kind.replace("-", " ").replace("_", " ").capitalize()
    fold = groups.get("fold") or ""
    if groups.get("fold") is None and title[:1] in "+-":
        # Obsidian folds what GitHub knows, too.
        fold, title = title[0], title[1:].strip() or kind.capitalize()
    rest = "\n<p>" if groups.get("rest") == "\n" else ""
    attributes = f'class="admonition {kind}" {match["position"]}'
    if fold:
        shown = " open" if fold == "+" else ""
        return "details", f"<details {attributes}{shown}>\n<summary>{title}</summary>{rest}"
    heading = f'<p class="admonition-title"><strong>{title}</strong></p>'
    return "aside", f"<aside {attributes}>\n{heading}{rest}"


def _renamed(html: str, name: str, pattern: re.Pattern[str]) -> str:
    """Return *html* with new start and end tags for the elements that *pattern* matches."""
    pieces: list[str] = []
    cursor = 0
    names: list[str] = []

    def rest(until: int) -> None:
        for token in tokens(html[cursor:until]):
            if token.name == name and token.closes and names:
                new = names.pop()
                pieces.append(f"</{new}>")
            else:
                if token.name == name and not token.closes:
                    names.append(name)
                pieces.append(token.text)

    for match in pattern.finditer(html):
        rest(match.start())
        new, begin = _opening(match)
        names.append(new)
        pieces.append(begin)
        cursor = match.end()
    rest(len(html))
    return "".join(pieces)


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
    """Return the source with footnotes that comrak reads as intended; line numbers do not change.

    comrak ends a note at a line of spaces, and closes the first of two notes with one name in the
    middle of the page. As on GitHub, the first one counts.
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
            # Nothing refers to this name, so it is not shown.
            pieces += [text[cursor : match.start("name")], f"{match['name']}-{position}-again"]
            cursor = match.end("name")
            told = f"the footnote [^{match['name']}] is defined twice; the first one is shown"
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
    """Return the name of a footnote without the engine's percent-encoding."""
    return escape(unquote(name))


def _of_mark(name: str, time: int) -> str:
    """Return the id of the *time*-th reference to a footnote."""
    return f"fnref:{name}" if time == 1 else f"fnref{time}:{name}"
