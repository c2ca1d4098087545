"""Run those Hugo shortcode templates that only put parameters into HTML.

The grammar is that of Go's package text/template: actions between `{{` and `}}`, of which `if`,
`with`, variables and pipelines of a few functions are known. Anything else is not run at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from .html_context import HtmlContext
from .hugo_functions import FUNCTIONS, is_true
from .values import Call, Markup, NotPlainError

_ACTION = re.compile(
    r"\{\{(?P<left>-\s)?\s*(?:/\*.*?\*/|(?P<code>(?:[^\"'`{}]|\"(?:[^\"\\]|\\.)*\"|`[^`]*`"
    r"|'(?:[^'\\]|\\.)*')*?))\s*(?P<right>\s-)?\}\}",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\]|\\.)*\"|`[^`]*`)|(?P<number>-?\d+(?:\.\d+)?\b)"
    r"|(?P<name>\$?[A-Za-z_]\w*(?:\.\w+)*|\$?(?:\.\w+)+|\$|\.)|(?P<sign>:=|=|\||\(|\)|,))"
)
_NOT_RUN = {"end", "else", "range", "block", "define", "template", "break", "continue"}
_DEEPEST = 40


@dataclass(slots=True)
class _Block:
    """A block of a template.

    Attributes:
        kind: `if`, `with` or `else` for the branches of one, or `text`.
        code: the tokens of its condition.
        nodes: what it holds: strings, lists of tokens, and lists of branches.
    """

    kind: str
    code: list[tuple[str, str]] = field(default_factory=list)
    nodes: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class HugoTemplate:
    """A template that has been parsed.

    Attributes:
        nodes: see `_Block`.
        has_inner: whether it shows what is between its tags, so that there is a closing tag.
    """

    nodes: list[Any]
    has_inner: bool

    def run(self, call: Call) -> str:
        """Return the HTML of one use.

        Raises:
            NotPlainError: the template does what is not known here.
        """
        return _Run(call).all(self.nodes)


def parse_hugo(text: str) -> HugoTemplate:
    """Return the template in a file.

    Raises:
        NotPlainError: it does what is not known here.
    """
    root = _Block("text")
    stack: list[tuple[_Block, list[_Block]]] = [(root, [])]
    for kind, value in _pieces(text):
        if kind == "text":
            stack[-1][0].nodes.append(value)
        elif tokens := list(_tokens(value)):
            _take(tokens, stack)
    if len(stack) > 1:
        raise NotPlainError("has a block without an end")
    _check_names(root.nodes)
    return HugoTemplate(root.nodes, re.search(r"\.Inner(?:Deindent)?\b", text) is not None)


def _take(tokens: list[tuple[str, str]], stack: list[tuple[_Block, list[_Block]]]) -> None:
    """Add an action to the innermost block of a *stack* of blocks with their branches."""
    word = tokens[0][1]
    if word in {"if", "with"}:
        inner = _Block(word, tokens[1:])
        branches = [inner]
        stack[-1][0].nodes.append(branches)
        stack.append((inner, branches))
        if len(stack) > _DEEPEST:
            raise NotPlainError("is nested deeply")
    elif word == "else" and len(stack) > 1:
        following = tokens[1][1] if len(tokens) > 1 else "else"
        if following not in {"if", "with", "else"}:
            raise NotPlainError(f"has {following!r}")
        inner = _Block(following, tokens[2:])
        branches = stack.pop()[1]
        branches.append(inner)
        stack.append((inner, branches))
    elif word == "end" and len(stack) > 1:
        stack.pop()
    elif word in _NOT_RUN:
        raise NotPlainError(f"has {word!r}")
    else:
        stack[-1][0].nodes.append(tokens)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    trims = False
    while (start := text.find("{{", position)) >= 0:
        action = _ACTION.match(text, start)
        if action is None:
            raise NotPlainError("has what cannot be read")
        before = text[position:start]
        before = before.lstrip() if trims else before
        yield "text", before.rstrip() if action["left"] else before
        if action["code"]:
            yield "action", action["code"]
        position, trims = action.end(), action["right"] is not None
    yield "text", text[position:].lstrip() if trims else text[position:]


def _tokens(code: str) -> Iterator[tuple[str, str]]:
    position = 0
    code = code.rstrip()
    while position < len(code):
        found = _TOKEN.match(code, position)
        if found is None or found.end() == position:
            raise NotPlainError(f"has {code[position : position + 20]!r}")
        kind = str(found.lastgroup)
        yield kind, found[kind]
        position = found.end()


def _check_names(nodes: list[Any]) -> None:
    """Refuse a template for what it names, whichever branch is taken.

    Raises:
        NotPlainError: a name is not known.
    """
    for node in nodes:
        if isinstance(node, str):
            continue
        if node and isinstance(node[0], _Block):
            for block in node:
                _check_tokens(block.code)
                _check_names(block.nodes)
        else:
            _check_tokens(node)


def _check_tokens(tokens: list[tuple[str, str]]) -> None:
    for kind, name in tokens:
        if kind == "name" and not _is_known(name):
            raise NotPlainError(f"uses {name}")


def _is_known(name: str) -> bool:
    if name in FUNCTIONS or name in {".", "$", "true", "false", "nil"}:
        return True
    if re.fullmatch(r"\$\w+", name):
        return True
    return name.removeprefix("$") in _FIELDS or re.fullmatch(r"\$?\.Params\.\w+", name) is not None


_METHODS = {".Get", ".Page.RenderString", ".Scratch.Set", ".Scratch.Get"}
_FIELDS: Mapping[str, Callable[[Call], Any]] = {
    ".Get": lambda call: call,
    ".Inner": lambda call: Markup.of("html", call.inner()),
    ".InnerDeindent": lambda call: Markup.of("html", dedent(call.inner())),
    ".Ordinal": lambda call: call.ordinal,
    # Only for Hugo's own messages.
    ".Position": lambda _call: "",
    ".Name": lambda call: call.name,
    ".Page.Title": lambda call: call.title,
    **dict.fromkeys((".Page.RenderString", ".Scratch.Set", ".Scratch.Get"), lambda call: call),
    ".IsNamedParams": lambda call: bool(call.named),
    ".Params": lambda call: call.named or call.positional,
}


class _Run:
    """One run of a template."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._html = HtmlContext()
        # The values of the dot; the first is the call itself.
        self._dots: list[Any] = [call]
        self._scopes: list[dict[str, Any]] = [{}]
        self._kept: dict[Any, Any] = {}

    def all(self, nodes: list[Any]) -> str:
        out = []
        for node in nodes:
            if isinstance(node, str):
                out.append(self._html.text(node))
            elif node and isinstance(node[0], _Block):
                out.append(self._branches(node))
            else:
                out.append(self._action(node))
        return "".join(out)

    def _branches(self, branches: list[_Block]) -> str:
        for block in branches:
            self._scopes.append({})
            try:
                value = True if block.kind == "else" else self._statement(block.code)[0]
                if not is_true(value):
                    continue
                if block.kind != "with":
                    return self.all(block.nodes)
                self._dots.append(value)
                try:
                    return self.all(block.nodes)
                finally:
                    self._dots.pop()
            finally:
                self._scopes.pop()
        return ""

    def _action(self, tokens: list[tuple[str, str]]) -> str:
        value, is_set = self._statement(tokens)
        if is_set:
            return ""
        if isinstance(value, Call | dict | tuple):
            raise NotPlainError("prints all parameters")
        self._html.begins_value()
        return self._html.value(value)

    def _statement(self, tokens: list[tuple[str, str]]) -> tuple[Any, bool]:
        """Return the value of a pipeline, and whether it is put into a variable."""
        if len(tokens) > 2 and tokens[1] in {("sign", ":="), ("sign", "=")}:  # noqa: PLR2004
            name = tokens[0][1]
            value = self._pipeline(tokens[2:])
            scope = self._scopes[-1]
            if tokens[1][1] == "=":
                scope = next((each for each in reversed(self._scopes) if name in each), scope)
            scope[name] = value
            return value, True
        return self._pipeline(tokens), False

    def _pipeline(self, tokens: list[tuple[str, str]]) -> Any:
        parser = _Pipeline(tokens, self._look_up, self._apply)
        return parser.all()

    def _look_up(self, name: str) -> Any:
        if name in {"true", "false", "nil"}:
            return {"true": True, "false": False}.get(name)
        if name == ".":
            return self._dots[-1]
        if name == "$":
            return self._call
        if not name.startswith("$."):
            if name.startswith("$"):
                scopes = (scope for scope in reversed(self._scopes) if name in scope)
                scope = next(scopes, None)
                if scope is None:
                    raise NotPlainError(f"uses {name}, which has no value")
                return scope[name]
            if not isinstance(self._dots[-1], Call):
                raise NotPlainError(f"uses {name} within a value")
        field_name = name.removeprefix("$")
        if field_name.startswith(".Params."):
            return self._call.named.get(field_name.removeprefix(".Params."))
        return _FIELDS[field_name](self._call)

    def _apply(self, name: str, values: list[Any]) -> Any:
        known = name.removeprefix("$")
        if known == ".Get":
            self._look_up(name)
            return _get(self._call, values)
        if known.startswith(".Scratch."):
            return self._scratch(known, values)
        if known == ".Page.RenderString":
            known = "markdownify"
        if known not in FUNCTIONS:
            raise NotPlainError(f"calls {name}")
        if known == "markdownify" and values and values[-1] == self._call.inner():
            return Markup.of("html", self._call.inner_markdown())
        try:
            return FUNCTIONS[known](self._call, *values)
        except (TypeError, ValueError, IndexError) as error:
            raise NotPlainError(f"calls {name} in a way that is not known") from error

    def _scratch(self, name: str, values: list[Any]) -> Any:
        """Keep a value under a name, as `.Scratch.Set` does, or return it."""
        if name.endswith(".Get") and len(values) == 1:
            return self._kept.get(values[0])
        if name.endswith(".Set") and len(values) == 2:  # noqa: PLR2004
            self._kept[values[0]] = values[1]
            return ""
        raise NotPlainError(f"calls {name} in a way that is not known")


def _get(call: Call, values: list[Any]) -> Any:
    """Return a parameter (Hugo 0.111, shortcode.go, `Get`): empty if there is none."""
    if len(values) != 1:
        raise NotPlainError("asks for several parameters")
    key = values[0]
    if isinstance(key, str):
        return call.named.get(key, "")
    if isinstance(key, int) and 0 <= key < len(call.positional):
        return call.positional[key]
    return ""


class _Pipeline:
    """Parses and runs a pipeline of commands.

    Args:
        tokens: of the pipeline.
        look_up: returns the value of a name.
        apply: calls a function.
    """

    def __init__(
        self,
        tokens: list[tuple[str, str]],
        look_up: Callable[[str], Any],
        apply: Callable[[str, list[Any]], Any],
    ) -> None:
        self._tokens = tokens
        self._at = 0
        self._look_up = look_up
        self._apply = apply

    def all(self) -> Any:
        value = self._pipeline()
        if self._at < len(self._tokens):
            raise NotPlainError(f"has {self._tokens[self._at][1]!r}")
        return value

    def _pipeline(self) -> Any:
        value = self._command([])
        while self._peek() == ("sign", "|"):
            self._at += 1
            value = self._command([value])
        return value

    def _command(self, piped: list[Any]) -> Any:
        kind, name = self._peek()
        is_call = kind == "name" and (name in FUNCTIONS or name.removeprefix("$") in _METHODS)
        if is_call:
            self._at += 1
            values = []
            while self._peek()[1] not in {"", "|", ")"} or self._peek()[0] == "text":
                values.append(self._operand())
            return self._apply(name, [*values, *piped])
        if piped:
            raise NotPlainError(f"has {name!r} after a pipe")
        return self._operand()

    def _operand(self) -> Any:
        kind, text = self._peek()
        self._at += 1
        if kind == "text":
            return text[1:-1] if text[0] == "`" else _unquoted(text)
        if kind == "number":
            return float(text) if "." in text else int(text)
        if (kind, text) == ("sign", "("):
            value = self._pipeline()
            if self._peek() != ("sign", ")"):
                raise NotPlainError("has a bracket without an end")
            self._at += 1
            return value
        if kind == "name":
            if text in FUNCTIONS:
                return self._apply(text, [])
            return self._look_up(text)
        raise NotPlainError(f"has {text!r}")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")


_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


def _unquoted(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), text[1:-1])
