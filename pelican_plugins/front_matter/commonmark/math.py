"""Formulas in TeX as MathML, which browsers show without a script."""

from __future__ import annotations

import re
from html import escape, unescape

from ..._core.errors import Problem

_FORMULA = re.compile(
    r'<(?P<name>span|code)(?=[^<>]* data-math-style="(?P<style>inline|display)")'
    r'(?P<attributes>[^<>]*)>(?P<tex>[^<]*)</(?P=name)>'
)
_FENCE = re.compile(
    r'<pre (?P<attributes>data-sourcepos="[^"]*")[^<>]*><code class="language-math"[^<>]*>(?P<tex>[^<]*)</code></pre>'
)
# `$5, or in US$` are two sums of money: no formula without one of these begins with a digit.
_MONEY = re.compile(r"\d[^\\^_={}<>+*/|]*\s[^\\^_={}<>+*/|]*")
_LONGEST = 20_000


def write_formulas(html: str) -> tuple[str, list[Problem]]:
    """Return *html* with its formulas as MathML, and what could not be read as TeX."""
    problems: list[Problem] = []
    if "data-math-style" not in html:
        return html, problems

    def inline(match: re.Match[str]) -> str:
        tex = unescape(match["tex"])
        if match["name"] == "span" and match["style"] == "inline" and _MONEY.fullmatch(tex):
            return f"${match['tex']}$"
        return _formula(tex, match["style"] == "display", problems)

    html = _FENCE.sub(lambda match: _formula(unescape(match["tex"]), True, problems), html)
    return _FORMULA.sub(inline, html), problems


def _formula(tex: str, display: bool, problems: list[Problem]) -> str:  # noqa: FBT001
    from latex2mathml.converter import convert

    try:
        if len(tex) > _LONGEST:
            raise ValueError
        mathml: str = convert(tex.strip(), display="block" if display else "inline")
    # What it raises is of many types, IndexError among them.
    except Exception:  # noqa: BLE001
        line = next((line for line in tex.split("\n") if line.strip()), "").strip()[:60]
        text = f"the formula {line!r} cannot be read as TeX, so it is shown as it stands"
        problems.append(Problem(text, "mend it, or write \\$ for a dollar", line, code="math-unreadable"))
        return f'<code class="math">{escape(tex.strip())}</code>'
    return mathml
