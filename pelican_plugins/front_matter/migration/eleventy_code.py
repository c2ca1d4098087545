"""Read JavaScript without running it: plain strings, and templates of values."""

from __future__ import annotations

import re
from collections.abc import Iterator

_STRING = r"""(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
_COMMENT = re.compile(rf"({_STRING})|/\*.*?\*/|//[^\n]*", re.DOTALL)
# `permalink: "…"`, `permalink: (data) => `…``, `permalink(data) { return `…`; }`
_BEFORE = (
    r"(?:\s*:\s*(?:async\s+)?(?:function\b[^({]*\((?P<a>\w*)\)\s*\{\s*return\s+"
    r"|(?:(?P<b>\w+)|\(\s*(?P<c>\w*)\s*\)|\([\w\s{},]*\))\s*=>\s*(?:\{\s*return\s+)?)?"
    r"|\s*\((?P<d>\w*)\)\s*\{\s*return\s+)"
)
_VALUE = re.compile(r"\$\{\s*([A-Za-z][\w.]*)\s*\}")
_CALL = re.compile(r"\$\{\s*this\.(slugify|slug)\(\s*([A-Za-z][\w.]*)\s*\)\s*\}")


def without_comments(code: str) -> str:
    """Return *code* without comments; strings such as `"https://…"` stay."""
    return _COMMENT.sub(lambda found: found[1] or " ", code)


def value_of(code: str, key: str) -> str | None:
    """Return the string, or the template, that *code* gives to *key*.

    Returns:
        A template has its values in Nunjucks: `/${data.page.fileSlug}/` is
        `/{{ page.fileSlug }}/`. None if the key is missing, or has a value that only running the
        code would show.
    """
    pattern = rf"""(?<![\w.])["']?{key}["']?{_BEFORE}(?P<value>{_STRING})(?!\s*[+.\[(?|&])"""
    found = re.search(pattern, code, re.DOTALL)
    if found is None:
        return None
    literal = found["value"]
    # The parameter of a function is all data of a post.
    for name in filter(None, (found[group] for group in "abcd")):
        literal = re.sub(rf"(?<![\w.]){name}\.", "", literal)
    return as_template(literal)


def has_key(code: str, key: str) -> bool:
    """Return whether *code* gives a value to *key*."""
    return re.search(rf"""(?<![\w.])["']?{key}["']?\s*(?::|\([^)]*\)\s*\{{)""", code) is not None


def is_set_to(code: str, key: str, value: str) -> bool:
    """Return whether *code* gives a plain *value*, such as `false`, to *key*."""
    pattern = rf"""(?<![\w.])["']?{key}["']?\s*:\s*{value}\b"""
    return re.search(pattern, code) is not None


def as_template(literal: str) -> str | None:
    """Return the text of a literal; None if it holds an expression that must be run."""
    text = literal[1:-1]
    if literal.startswith("`"):
        text = _VALUE.sub(r"{{ \1 }}", _CALL.sub(r"{{ \2 | \1 }}", text))
        if "${" in text:
            return None
    return re.sub(r"\\(.)", r"\1", text)


def arguments_of(code: str, function: str) -> Iterator[str]:
    """Yield the arguments of each call of a *function*, as written."""
    for found in re.finditer(rf"\b{function}\s*\(", code):
        depth, at = 1, found.end()
        for token in re.compile(rf"{_STRING}|[()\[\]{{}}]", re.DOTALL).finditer(code, at):
            depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token[0], 0)
            if depth == 0:
                yield code[at : token.start()].strip()
                break


def strings_in(code: str) -> list[str]:
    """Return the strings in *code*, in order."""
    literals = re.findall(_STRING, code, re.DOTALL)
    return [text for literal in literals if (text := as_template(literal)) is not None]
