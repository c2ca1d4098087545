"""Render TeX formulas as MathML, which browsers show without a script."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape, unescape

from ..._core.diagnostics import Diagnostic
from ..rules import MATH_UNREADABLE
from .engine import to_html
from .options import Cached, EngineOptions, uncached

_FORMULA = re.compile(
    r'<(?P<name>span|code)(?=[^<>]* data-math-style="(?P<style>inline|display)")'
    r'(?=[^<>]* data-sourcepos="(?P<line>\d+):(?P<column>\d+)-)'
    r"(?P<attributes>[^<>]*)>(?P<tex>[^<]*)</(?P=name)>"
)
_FENCE = re.compile(
    r'<pre data-sourcepos="[^"]*"[^<>]*><code(?=[^<>]* class="language-math")[^<>]*>'
    r"(?P<tex>[^<]*)</code></pre>"
)
# Unlike amounts of money, no formula without TeX characters has a space between two words, or
# begins with a digit and has a word; and none without any operator begins with a digit and has a
# space.
_TEX = re.compile(r"[\\^_={}]")
_SIGN = re.compile(r"[<>+*/|]")
_WORDS = re.compile(r"\w\w\s+\w\w|\A\d.*?(?:\s[^\W\d]{2}|[^\W\d]{2}\s)", re.DOTALL)
_DIGIT_AND_SPACE = re.compile(r"\A\d.*?\s", re.DOTALL)
_LINK = re.compile(r"://|\]\((?:[./#{<]|mailto:)")
# A dollar within a word begins or ends no formula: `US$`, `this.$parent.$root`; except in scripts
# without spaces, and in `$n$th`.
_WORD_BEFORE = re.compile(r"[A-Za-z0-9_$]\Z")
_WORD_AFTER = re.compile(r"(?!(?:th|st|nd|rd|s)\b)[A-Za-z0-9_$]")
_LONGEST = 20_000
_PARAGRAPH = re.compile(r"<p data-sourcepos[^<>]*>((?:(?!</?p[ >]).)*)</p>", re.DOTALL)
_PLAIN = EngineOptions()


def write_formulas(html: str, cached: Cached = uncached) -> tuple[str, list[Diagnostic]]:
    """Return *html* with its formulas as MathML, and a problem for each that is not valid TeX."""
    problems: list[Diagnostic] = []
    if "data-math-style" not in html:
        return html, problems

    def formula(tex: str, *, display: bool) -> str:
        tex = tex.strip()
        kind = "block" if display else "inline"
        try:
            return cached(f"{kind}\0{tex}", lambda: _mathml(tex, kind))
        except ValueError:
            line = tex.split("\n")[0][:60]
            text = f"the formula {line!r} is not valid TeX, so it is shown as source"
            fix = "correct it, or write \\$ for a dollar sign"
            problems.append(MATH_UNREADABLE(text, fix, line))
            return f'<code class="math">{escape(tex)}</code>'

    def in_text(match: re.Match[str]) -> str:
        tex, display = unescape(match["tex"]), match["style"] == "display"
        if match["name"] == "span" and _is_prose(tex, match):
            dollars = "$$" if display else "$"
            return f"{dollars}{_markdown(tex)}{dollars}"
        return formula(tex, display=display)

    html = _FENCE.sub(lambda match: formula(unescape(match["tex"]), display=True), html)
    return _FORMULA.sub(in_text, html), problems


def _markdown(text: str) -> str:
    """Return the HTML of text between two dollars that `escape_dollars` did not escape."""
    match = _PARAGRAPH.fullmatch(to_html(text, _PLAIN).strip())
    if match is None:
        return escape(text, quote=False)
    before, after = len(text) - len(text.lstrip()), len(text.rstrip())
    return f"{text[:before]}{match[1]}{text[after:]}"


def escape_dollars(html: str, source: str) -> str:
    r"""Return *source* with `\$` where *html* shows that a dollar wrongly began a formula.

    The text between two such dollars is Markdown, too, and may hold a link.
    """
    places = {
        (int(match["line"]), int(match["column"]))
        for match in (_FORMULA.finditer(html) if "data-math-style" in html else ())
        if match["name"] == "span" and _is_prose(unescape(match["tex"]), match)
    }
    if not places:
        return source
    lines = [line.encode() for line in source.split("\n")]
    # From the end, so that no edit moves another.
    for number, column in sorted(places, reverse=True):
        line = lines[number - 1]
        if line[column - 1 : column] == b"$":
            lines[number - 1] = b"%s\\%s" % (line[: column - 1], line[column - 1 :])
    return b"\n".join(lines).decode()


def _is_prose(tex: str, match: re.Match[str]) -> bool:
    """Return whether the dollar signs mean money or variables."""
    before = match.string[max(0, match.start() - 1) : match.start()]
    if _WORD_BEFORE.search(before) or _WORD_AFTER.match(match.string, match.end()):
        return True
    tex = tex.replace(r"\$", "$")
    if _LINK.search(tex):
        return True
    alone = match["style"] == "display" and before in {"", ">", "\n"}
    if alone or _TEX.search(tex):
        return False
    return bool(_WORDS.search(tex) or (_DIGIT_AND_SPACE.search(tex) and not _SIGN.search(tex)))


@lru_cache(maxsize=4096)
def _mathml(tex: str, kind: str) -> str:
    """Return a formula as MathML.

    Raises:
        ValueError: it cannot be read.
    """
    from latex2mathml.converter import convert

    if len(tex) > _LONGEST:
        raise ValueError
    try:
        mathml: str = convert(tex, display=kind)
    # It raises many types, such as IndexError and RecursionError.
    except Exception as error:
        raise ValueError from error
    return mathml
