"""Hugo's template functions that only concern strings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Any

from .values import Call, Markup, NotPlainError

_TAGS = re.compile(r"<[^<>]*>")
_VERB = re.compile(r"%(?P<verb>[sdvq%])|%")
_ONE_PARAGRAPH = re.compile(r"\s*<p>(?P<inner>(?:(?!</?p\b).)*)</p>\s*", re.DOTALL)


def is_true(value: Any) -> bool:
    """Return whether a value is true to Go: it is not empty, not 0 and not false."""
    return bool(value)


def without_paragraph(html: str) -> str:
    """Return HTML without the paragraph around it, if there is only one, as Hugo does."""
    found = _ONE_PARAGRAPH.fullmatch(html)
    return found["inner"] if found else html


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Call | dict | tuple):
        raise NotPlainError("uses all parameters as a string")
    return "" if value is None else str(value)


def _default(_call: Call, given: Any, value: Any = None) -> Any:
    is_set = isinstance(value, bool) or is_true(value)
    return value if is_set else given


def _same(first: Any, second: Any) -> bool:
    if isinstance(first, str) != isinstance(second, str):
        return False
    return bool(first == second)


def _printf(_call: Call, form: str, *values: Any) -> str:
    rest = list(values)

    def put(found: re.Match[str]) -> str:
        if found["verb"] == "%":
            return "%"
        if found["verb"] is None:
            raise ValueError(form)
        text = _text(rest.pop(0))
        if found["verb"] == "q":
            return '"{}"'.format(text.replace("\\", "\\\\").replace('"', '\\"'))
        return text

    made = _VERB.sub(put, form)
    if rest:
        raise ValueError(form)
    return made


def _relative(_call: Call, path: Any) -> str:
    text = _text(path)
    # The folder in which the site is published is not known here.
    return text if re.match(r"[A-Za-z][\w+.-]*:|//|/|#", text) else f"/{text}"


def _index(_call: Call, values: Any, key: Any) -> Any:
    if isinstance(values, tuple):
        return values[key] if isinstance(key, int) and 0 <= key < len(values) else None
    if isinstance(values, Mapping):
        return values.get(key)
    raise TypeError


def _is_set(_call: Call, values: Any, key: Any) -> bool:
    if isinstance(values, tuple):
        return isinstance(key, int) and 0 <= key < len(values)
    if isinstance(values, Mapping):
        return key in values
    raise TypeError


def _first(values: tuple[Any, ...], *, wanted: bool) -> Any:
    return next((value for value in values if is_true(value) == wanted), values[-1])


def _markdown(call: Call, text: Any) -> Markup:
    return Markup.of("html", without_paragraph(call.markdown(_text(text))))


def _length(_call: Call, value: Any) -> int:
    return len(value)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "absURL": _relative,
    "and": lambda _call, *values: _first(values, wanted=False),
    "chomp": lambda _call, text: _text(text).rstrip("\r\n"),
    "cond": lambda _call, test, one, other: one if is_true(test) else other,
    "default": _default,
    # Only for Hugo's own messages.
    "errorf": lambda _call, *_values: "",
    "eq": lambda _call, one, *others: any(_same(one, other) for other in others),
    "ge": lambda _call, one, other: int(one) >= int(other),
    "gt": lambda _call, one, other: int(one) > int(other),
    "hasPrefix": lambda _call, text, start: _text(text).startswith(start),
    "htmlEscape": lambda _call, text: escape(_text(text)),
    "htmlUnescape": lambda _call, text: unescape(_text(text)),
    "in": lambda _call, values, value: value in values,
    "index": _index,
    "int": lambda _call, value: int(value),
    "isset": _is_set,
    "le": lambda _call, one, other: int(one) <= int(other),
    "len": _length,
    "lower": lambda _call, text: _text(text).lower(),
    "lt": lambda _call, one, other: int(one) < int(other),
    "markdownify": _markdown,
    "ne": lambda _call, one, other: not _same(one, other),
    "not": lambda _call, value: not is_true(value),
    "or": lambda _call, *values: _first(values, wanted=True),
    "plainify": lambda _call, text: _TAGS.sub("", _text(text)),
    "print": lambda _call, *values: "".join(map(_text, values)),
    "printf": _printf,
    "relURL": _relative,
    "replace": lambda _call, text, old, new: _text(text).replace(old, new),
    "safeCSS": lambda _call, text: Markup.of("css", _text(text)),
    "safeHTML": lambda _call, text: Markup.of("html", _text(text)),
    "safeURL": lambda _call, text: Markup.of("url", _text(text)),
    "slice": lambda _call, *values: values,
    "string": lambda _call, value: _text(value),
    "strings.Contains": lambda _call, text, part: part in _text(text),
    "strings.HasPrefix": lambda _call, text, start: _text(text).startswith(start),
    "strings.HasSuffix": lambda _call, text, end: _text(text).endswith(end),
    "strings.ToLower": lambda _call, text: _text(text).lower(),
    "strings.ToUpper": lambda _call, text: _text(text).upper(),
    "strings.TrimPrefix": lambda _call, start, text: _text(text).removeprefix(start),
    "strings.TrimSpace": lambda _call, text: _text(text).strip(),
    "strings.TrimSuffix": lambda _call, end, text: _text(text).removesuffix(end),
    "trim": lambda _call, text, characters: _text(text).strip(characters),
    "upper": lambda _call, text: _text(text).upper(),
    "warnf": lambda _call, *_values: "",
}
"""By name. Each takes the call first, then its own arguments, of which a pipe gives the last."""
