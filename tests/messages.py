"""Collect every message of the suite from its source, for `tests/messages.txt`.

A message is a string of several words that is no docstring, markup, pattern, query or word list.
Its code is that of the rule whose call it is an argument of, directly or by a local name.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from syntax_trees import children_of, nodes_of, tree_of

PACKAGE = Path(__file__).resolve().parents[1] / "pelican_plugins"
_WORDS = re.compile(r"[A-Za-z]{2}[,;:]? [a-z{`'\"(]")
# Markup, CSS, SQL, HTTP headers, URLs, patterns, and text with a layout of its own.
_NO_PROSE = re.compile(
    r"^\s*[<.@*/]|^(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP)\b|\n|[{(]\?|\\[bswdnZx]|px\b"
    r"|</|<img|^key TEXT|max-width|^\[[A-Z]"
    r"|^ *(?:types|Header|add_header|ForceType|Cache-Control|Content-Type)\b"
    r"|\w\|\w|^(?:auto|background-color|width|text-align|aspect-ratio|public|;)\b.*[:,]|^\w+=\"|^\w+\[|^bold\b"
)
# Words that code compares with, and reasons that nobody is shown.
_SILENT_CALLS = {"NotPlainError", "UnparsableError", "ValueError", "TypeError", "LookupError"}
_WORD_LISTS = re.compile(
    r"words|stems|headings|lead_ins|html_rules|prose\.py|hidden|spelling|normalize|private_network"
    r"|podcast_categories|podcast_values|typos|fast_path|zones"
)


def messages(package: Path = PACKAGE) -> dict[str, list[str]]:
    """Return all messages by their code; those without one by their file, after these."""
    codes = dict(_codes(package))
    found: dict[str, set[str]] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        for code, text in _messages_in(path.read_text("utf-8"), codes):
            if code or not _WORD_LISTS.search(name):
                found.setdefault(code or name, set()).add(text)
    order = sorted(found, key=lambda name: (name.endswith(".py"), name))
    return {name: sorted(found[name], key=str.casefold) for name in order}


def as_text(found: Mapping[str, list[str]]) -> str:
    """Return messages as the lines of a file."""
    lines = [
        "# Every message of the suite, by its code or its file, with {placeholders}.",
        "# After a change: pytest tests/test_messages.py --rewrite-cases",
    ]
    for name, texts in found.items():
        lines += ["", f"[{name}]", *texts]
    return "\n".join([*lines, ""])


def _codes(package: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of each rule, and its code."""
    for path in package.rglob("rules.py"):
        for node in nodes_of(tree_of(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and _called(node.value) == "Rule":
                assert isinstance(node.value, ast.Call)
                name, code = node.targets[0], node.value.args[0]
                if isinstance(name, ast.Name) and isinstance(code, ast.Constant):
                    yield name.id, str(code.value)


def _called(node: ast.AST) -> str:
    function = node.func if isinstance(node, ast.Call) else None
    return function.id if isinstance(function, ast.Name) else ""


def _messages_in(source: str, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield from _below(tree_of(source), codes, "", {})


def _below(
    node: ast.AST, codes: Mapping[str, str], code: str, named: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        named = dict(_named_in(node, codes))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    called = _called(node)
    if called in _SILENT_CALLS or _is_pattern(node):
        return
    if called == "Rule" and isinstance(node, ast.Call):
        code = str(getattr(node.args[0], "value", ""))
    code = codes.get(called, code)
    if isinstance(node, ast.Assign | ast.AugAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        names = {each.id for target in targets for each in _names(target)}
        code = next((named[name] for name in sorted(names) if name in named), code)
    text = _text_of(node)
    if text is not None:
        if _WORDS.search(text) and not _NO_PROSE.search(text):
            yield code, text
        return
    for child in children_of(node):
        yield from _below(child, codes, code, named)


def _named_in(function: ast.AST, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each local name that is an argument of a rule, and the code of that."""
    for node in nodes_of(function):
        if (code := codes.get(_called(node))) and isinstance(node, ast.Call):
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            yield from ((name.id, code) for each in arguments for name in _names(each))


def _names(node: ast.AST) -> Iterator[ast.Name]:
    return (each for each in nodes_of(node) if isinstance(each, ast.Name))


def _is_pattern(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    is_split = node.func.attr == "split" and isinstance(node.func.value, ast.Constant)
    return is_split or (isinstance(node.func.value, ast.Name) and node.func.value.id == "re")


def _text_of(node: ast.AST) -> str | None:
    """Return a string with its placeholders; None for any other node."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if not isinstance(node, ast.JoinedStr):
        return None
    return "".join(
        str(each.value) if isinstance(each, ast.Constant) else _placeholder(each)
        for each in node.values
    )


def _placeholder(node: ast.AST) -> str:
    value = node.value if isinstance(node, ast.FormattedValue) else node
    if _called(value) == "counted" and isinstance(value, ast.Call):
        many = value.args[2] if value.args[2:] else None
        plural = many or value.args[1]
        word = getattr(plural, "value", None)
        return f"{{n}} {word}" + ("" if many else "s") if isinstance(word, str) else "{count}"
    names = [each for each in nodes_of(value) if isinstance(each, ast.Attribute | ast.Name)]
    if isinstance(value, ast.Name | ast.Attribute) and names:
        return f"{{{names[0].attr if isinstance(names[0], ast.Attribute) else names[0].id}}}"
    constants = [each.value for each in nodes_of(value) if isinstance(each, ast.Constant)]
    if isinstance(value, ast.IfExp) and all(isinstance(each, str) for each in constants):
        return "{" + "|".join(map(str, reversed(constants[:2]))) + "}"
    last = [each for each in names if isinstance(each, ast.Name)]
    return f"{{{last[-1].id}}}" if last else "{…}"
