"""Formulas in TeX as MathML, which browsers show without a script."""

from __future__ import annotations

import re
from html import escape, unescape

from ..._core.errors import Problem
from .keeping import Kept, make_anew

_FORMULA = re.compile(
    r'<(?P<name>span|code)(?=[^<>]* data-math-style="(?P<style>inline|display)")'
    r"(?P<attributes>[^<>]*)>(?P<tex>[^<]*)</(?P=name)>"
)
_FENCE = re.compile(
    r'<pre data-sourcepos="[^"]*"[^<>]*><code class="language-math"[^<>]*>'
    r"(?P<tex>[^<]*)</code></pre>"
)
# `$5, or in US$` are two sums of money: no formula without one of these begins with a digit.
_MONEY = re.compile(r"\d[^\\^_={}<>+*/|]*\s[^\\^_={}<>+*/|]*")
_LONGEST = 20_000


def write_formulas(html: str, kept: Kept = make_anew) -> tuple[str, list[Problem]]:
    """Return *html* with its formulas as MathML, and what could not be read as TeX."""
    problems: list[Problem] = []
    if "data-math-style" not in html:
        return html, problems

    def formula(tex: str, *, display: bool) -> str:
        tex = tex.strip()
        kind = "block" if display else "inline"
        try:
            return kept(f"{kind}\0{tex}", lambda: _mathml(tex, kind))
        except ValueError:
            line = tex.split("\n")[0][:60]
            text = f"the formula {line!r} cannot be read as TeX, so it is shown as it stands"
            mend = "correct it, or write \\$ for a dollar"
            problems.append(Problem(text, mend, line, code="math-unreadable"))
            return f'<code class="math">{escape(tex)}</code>'

    def in_text(match: re.Match[str]) -> str:
        tex, display = unescape(match["tex"]), match["style"] == "display"
        if match["name"] == "span" and not display and _MONEY.fullmatch(tex):
            return f"${match['tex']}$"
        return formula(tex, display=display)

    html = _FENCE.sub(lambda match: formula(unescape(match["tex"]), display=True), html)
    return _FORMULA.sub(in_text, html), problems


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
    # What it raises is of many types, IndexError and RecursionError among them.
    except Exception as error:
        raise ValueError from error
    return mathml
