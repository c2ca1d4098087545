"""Run those Jekyll includes that only put parameters into HTML.

The grammar is Liquid 4's: `{{ include.x | filter }}`, `if`, `unless`, `assign`, `capture`,
`comment` and `raw`. Anything else is not run at all. Values are not escaped, as in Jekyll.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from operator import ge, gt, le, lt
from typing import Any
from urllib.parse import quote

from .values import Call, NotPlainError

_MARKUP = re.compile(
    r"(?P<left>\{[{%]-?)\s*(?P<code>(?:[^\"'{}%]|%(?!\})|\"[^\"]*\"|'[^']*')*?)\s*(?P<right>-?[}%]\})",
    re.DOTALL,
)
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(?P<text>.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_VALUE = r"\"[^\"]*\"|'[^']*'|-?\d+(?:\.\d+)?(?![\w.])|[A-Za-z_][\w-]*(?:\.[\w-]+)*"
_FILTER = re.compile(
    rf"\s*\|\s*(?P<name>\w+)\s*(?::\s*(?P<values>(?:{_VALUE})(?:\s*,\s*(?:{_VALUE}))*))?"
)
_TEST = re.compile(
    rf"\s*(?P<one>{_VALUE})\s*(?:(?P<sign>==|!=|<>|>=|<=|>|<|contains\b)\s*(?P<other>{_VALUE}))?\s*"
)
_JOIN = re.compile(r"(?P<word>and|or)\b")
_ASSIGN = re.compile(r"(?P<name>[\w-]+)\s*=\s*(?P<value>.*)", re.DOTALL)
_SCRIPT = re.compile(r"<script|[\s\"']on\w+\s*=", re.IGNORECASE)
_ORDERS = {">": gt, "<": lt, ">=": ge, "<=": le}
_DEEPEST = 40
_NOTHING = object()


@dataclass(slots=True)
class _Block:
    """A block of a template.

    Attributes:
        word: `if`, `unless` or `else` for the branches of one, `capture`, or empty.
        code: its condition, or the name to capture.
        nodes: what it holds: strings, pairs of a word and its code, and lists of branches.
    """

    word: str
    code: str = ""
    nodes: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LiquidTemplate:
    """A template that has been parsed; see `_Block` for its *nodes*."""

    nodes: list[Any]

    def run(self, call: Call) -> str:
        """Return the HTML of one use.

        Raises:
            NotPlainError: the template does what is not known here.
        """
        return _Run(call).all(self.nodes)


def parse_liquid(text: str) -> LiquidTemplate:
    """Return the template in a file.

    Raises:
        NotPlainError: it does what is not known here.
    """
    if _SCRIPT.search(text):
        raise NotPlainError("is a program")
    text = _COMMENT.sub("", text)
    root = _Block("")
    stack: list[tuple[_Block, list[_Block]]] = [(root, [])]
    for kind, code in _pieces(text):
        block = stack[-1][0]
        word, _, rest = code.partition(" ") if kind == "tag" else ("", "", "")
        if kind != "tag":
            block.nodes.append(code if kind == "text" else ("", code))
        elif word in {"if", "unless", "capture"}:
            inner = _Block(word, rest.strip())
            branches = [inner]
            block.nodes.append(branches)
            stack.append((inner, branches))
            if len(stack) > _DEEPEST:
                raise NotPlainError("is nested deeply")
        elif word in {"else", "elsif"} and block.word in {"if", "unless"}:
            inner = _Block("if" if word == "elsif" else "else", rest.strip())
            branches = stack.pop()[1]
            branches.append(inner)
            stack.append((inner, branches))
        elif word in {"endif", "endunless", "endcapture"} and len(stack) > 1:
            stack.pop()
        elif word == "assign":
            block.nodes.append((word, rest))
        else:
            raise NotPlainError(f"has {word!r}")
    if len(stack) > 1:
        raise NotPlainError("has a block without an end")
    _check(root.nodes)
    return LiquidTemplate(root.nodes)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    trims = False

    def trimmed(piece: str, *, right: bool) -> str:
        piece = piece.lstrip() if trims else piece
        return piece.rstrip() if right else piece

    while (start := _next(text, position)) >= 0:
        raw = _RAW.match(text, start)
        if raw is not None:
            yield "text", trimmed(text[position:start], right=False)
            yield "text", raw["text"]
            position, trims = raw.end(), False
            continue
        found = _MARKUP.match(text, start)
        if found is None or (found["left"][1] == "{") != (found["right"].lstrip("-")[0] == "}"):
            raise NotPlainError("has what cannot be read")
        yield "text", trimmed(text[position:start], right=found["left"].endswith("-"))
        yield ("value" if found["left"][1] == "{" else "tag"), found["code"].strip()
        position, trims = found.end(), found["right"].startswith("-")
    yield "text", trimmed(text[position:], right=False)


def _next(text: str, position: int) -> int:
    found = [at for mark in ("{{", "{%") if (at := text.find(mark, position)) >= 0]
    return min(found, default=-1)


def _check(nodes: list[Any]) -> None:
    """Refuse a template for what it names, whichever branch is taken.

    Raises:
        NotPlainError: a name or a filter is not known.
    """
    known = {"include", "site", "page"} | set(_assigned(nodes))

    def check(items: list[Any]) -> None:
        for node in items:
            if isinstance(node, str):
                continue
            if isinstance(node, tuple):
                _check_code(node[1].partition("=")[2] if node[0] else node[1], known)
                continue
            for block in node:
                if block.word != "capture":
                    _check_code(block.code, known)
                check(block.nodes)

    check(nodes)


def _assigned(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, tuple) and node[0]:
            yield node[1].partition("=")[0].strip()
        elif isinstance(node, list):
            for block in node:
                if block.word == "capture":
                    yield block.code.strip("\"' ")
                yield from _assigned(block.nodes)


_NAMES = re.compile(
    r"\"[^\"]*\"|'[^']*'|(?P<filter>\|\s*\w+)|(?P<name>[A-Za-z_][\w-]*(?:\.[\w-]+)*)"
)
_SIGNS = {"and", "or", "contains", "true", "false", "nil", "null", "empty", "blank"}
_OF_SITE = {"site.baseurl", "site.url", "page.title"}


def _check_code(code: str, known: set[str]) -> None:
    for found in _NAMES.finditer(code):
        if found["filter"] and found["filter"].lstrip("| \t\n") not in FILTERS:
            raise NotPlainError(f"uses the filter {found['filter'].lstrip('| ')}")
        name = found["name"]
        if not name or name in _SIGNS or name in _OF_SITE:
            continue
        first, _, rest = name.partition(".")
        if first not in known or first in {"site", "page"} or (first == "include") == (not rest):
            raise NotPlainError(f"uses {name}")


class _Run:
    """One run of a template."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._variables: dict[str, Any] = {}

    def all(self, nodes: list[Any]) -> str:
        out = []
        for node in nodes:
            if isinstance(node, str):
                out.append(node)
            elif isinstance(node, list):
                out.append(self._branches(node))
            elif node[0]:
                found = _ASSIGN.fullmatch(node[1].strip())
                if found is None:
                    raise NotPlainError("has an assignment that cannot be read")
                self._variables[found["name"]] = self._filtered(found["value"])
            else:
                out.append(_text(self._filtered(node[1])))
        return "".join(out)

    def _branches(self, branches: list[_Block]) -> str:
        for block in branches:
            if block.word == "capture":
                self._variables[block.code.strip("\"' ")] = self.all(block.nodes)
                return ""
            if block.word == "else" or self._holds(block.code) != (block.word == "unless"):
                return self.all(block.nodes)
        return ""

    def _filtered(self, code: str) -> Any:
        head = re.match(rf"\s*({_VALUE})", code)
        if head is None:
            raise NotPlainError(f"has {code[:20]!r}")
        value = self._value(head[1])
        position = head.end()
        while position < len(code.rstrip()):
            found = _FILTER.match(code, position)
            if found is None:
                raise NotPlainError(f"has {code[position : position + 20]!r}")
            values = [self._value(each) for each in re.findall(_VALUE, found["values"] or "")]
            try:
                value = FILTERS[found["name"]](self._call, value, *values)
            except (TypeError, ValueError) as error:
                raise NotPlainError(f"uses the filter {found['name']} in another way") from error
            position = found.end()
        return value

    def _holds(self, code: str) -> bool:
        """Return whether a condition holds; the last `and` or `or` binds most, as in Liquid."""
        found = _TEST.match(code)
        if found is None:
            raise NotPlainError(f"has {code[:20]!r}")
        holds = self._is_so(found)
        if found.end() == len(code):
            return holds
        join = _JOIN.match(code, found.end())
        if join is None:
            raise NotPlainError(f"has {code[found.end() : found.end() + 20]!r}")
        rest = self._holds(code[join.end() :])
        return (holds and rest) if join["word"] == "and" else (holds or rest)

    def _is_so(self, found: re.Match[str]) -> bool:
        one = self._value(found["one"])
        if not found["sign"]:
            return one is not None and one is not False
        if found["other"] in {"empty", "blank"}:
            is_empty = one == "" or (found["other"] == "blank" and not _text(one).strip())
            return is_empty == (found["sign"] == "==")
        other = self._value(found["other"])
        sign = found["sign"]
        if sign in {"==", "!=", "<>"}:
            return (one == other and type(one) is type(other)) == (sign == "==")
        if sign == "contains":
            return one is not None and other is not None and _text(other) in _text(one)
        if type(one) is not type(other) or not isinstance(one, int | float):
            raise NotPlainError("compares what are no numbers")
        return bool(_ORDERS[sign](one, other))

    def _value(self, code: str) -> Any:
        if code[0] in "\"'":
            return code[1:-1]
        if code[0].isdigit() or code[0] == "-":
            return float(code) if "." in code else int(code)
        if code in {"true", "false", "nil", "null"}:
            return {"true": True, "false": False}.get(code)
        return value_of(code, self._call, self._variables)


def value_of(name: str, call: Call, variables: Mapping[str, Any] | None = None) -> Any:
    """Return the value of a name in a template.

    Raises:
        NotPlainError: it is not known here.
    """
    if name in {"site.baseurl", "site.url"}:
        # The folder in which the site is published is not known here.
        return ""
    if name == "page.title":
        return call.title
    first, _, rest = name.partition(".")
    if first == "include" and rest:
        return call.named.get(rest)
    found = (variables or {}).get(name, _NOTHING)
    if found is _NOTHING:
        raise NotPlainError(f"uses {name}, which has no value")
    return found


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _default(_call: Call, value: Any, given: Any) -> Any:
    return given if value in (None, False, "") else value


def _relative(_call: Call, value: Any) -> str | None:
    if value is None:
        return None
    text = _text(value)
    return text if re.match(r"[A-Za-z][\w+.-]*:|//|/|#", text) else f"/{text}"


_ENTITY = re.compile(r"&(?!#?\w+;)")


def _escape_once(_call: Call, value: Any) -> str:
    text = _ENTITY.sub("&amp;", _text(value))
    return text.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


FILTERS: Mapping[str, Callable[..., Any]] = {
    "absolute_url": _relative,
    "append": lambda _call, value, text: _text(value) + _text(text),
    "capitalize": lambda _call, value: _text(value).capitalize(),
    "default": _default,
    "downcase": lambda _call, value: _text(value).lower(),
    "escape": lambda _call, value: escape(_text(value)),
    "escape_once": _escape_once,
    "lstrip": lambda _call, value: _text(value).lstrip(),
    "markdownify": lambda call, value: call.markdown(_text(value)),
    "newline_to_br": lambda _call, value: _text(value).replace("\n", "<br />\n"),
    "prepend": lambda _call, value, text: _text(text) + _text(value),
    "relative_url": _relative,
    "remove": lambda _call, value, text: _text(value).replace(_text(text), ""),
    "replace": lambda _call, value, old, new: _text(value).replace(_text(old), _text(new)),
    "rstrip": lambda _call, value: _text(value).rstrip(),
    "strip": lambda _call, value: _text(value).strip(),
    "strip_html": lambda _call, value: re.sub(r"<[^<>]*>", "", _text(value)),
    "strip_newlines": lambda _call, value: re.sub(r"\r?\n", "", _text(value)),
    "upcase": lambda _call, value: _text(value).upper(),
    "uri_escape": lambda _call, value: quote(_text(value), safe="!#$&'()*+,/:;=?@[]-._~%"),
    "url_encode": lambda _call, value: quote(_text(value), safe="-._*").replace("%20", "+"),
    "xml_escape": lambda _call, value: escape(_text(value)),
}
"""By name. Each takes the call and the value first."""
