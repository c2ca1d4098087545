"""Math between dollars: `$x$`, `$$x$$`, and a dollar around code."""

from __future__ import annotations

from markdown_it.rules_inline import StateInline

from .state import State


def read(state: StateInline, silent: bool) -> bool:
    """Read `$x$`, `$$x$$` and math in code, or take the dollars for dollars."""
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    assert isinstance(state, State)
    text_start = start
    while text_start < state.posMax and src[text_start] == "$":
        text_start += 1
    dollars = text_start - start
    code = dollars == 1 and src.startswith("`", text_start)
    if code:
        text_start, end = start + 1, _code_math_end(state, start)
    else:
        end = _math_end(state, text_start, dollars)
    width = 2 if code else dollars
    if end < 0 or end - start < 2 * width + 1 or end > state.posMax:
        if not silent:
            state.append_pending(src[start:text_start])
        state.pos = text_start
        return True
    if not silent:
        content = src[start + width : end - width]
        token = state.push("math", "code" if code else "span", 0)
        token.info = "display" if dollars == 2 else "inline"  # noqa: PLR2004
        token.content = content if dollars == 2 else _as_code(content)  # noqa: PLR2004
    state.pos = end
    return True


def _as_code(content: str) -> str:
    content = content.replace("\n", " ")
    padded = content.startswith(" ") and content.endswith(" ") and content.strip(" ")
    return content[1:-1] if padded else content


def _code_math_end(state: State, start: int) -> int:
    """Return where the math that begins with a dollar and a backtick ends, or -1."""
    if state.is_unclosed("`$", start):
        return -1
    closing = state.src.find("`$", start + 1)
    if closing < 0:
        state.unclosed["`$"] = start
        return -1
    return closing + 2


def _math_end(state: State, start: int, dollars: int) -> int:
    """Return where the math whose text begins at `start` ends, or -1.

    A single dollar opens before no white space, and closes after none and before no digit, so
    that money stays money.
    """
    src, width = state.src, "$" * dollars
    if dollars > 2 or state.is_unclosed(width, start) or start >= len(src):  # noqa: PLR2004
        return -1
    if dollars == 2:  # noqa: PLR2004
        closing = src.find("$$", start)
        if closing < 0:
            state.unclosed[width] = start
            return -1
        return closing + 2
    at = src.find("$", start)
    while at >= 0 and src[at - 1] == "\\":
        at = src.find("$", at + 1)
    if at < 0:
        state.unclosed[width] = start
        return -1
    money = src[start] in _SPACE or src[at - 1] in _SPACE or src[at + 1 : at + 2] in _DIGITS
    return -1 if money else at + 1


_SPACE = frozenset(" \t\n\r")
_DIGITS = frozenset("0123456789")
