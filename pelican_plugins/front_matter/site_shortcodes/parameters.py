"""The parameters of one use of a shortcode."""

from __future__ import annotations

import re

from .liquid_template import value_of
from .values import Call, NotPlainError, Value

_OF_HUGO = re.compile(
    r"(?:(?P<key>[\w-]+)=)?(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|`(?P<raw>[^`]*)`"
    r"|(?P<bare>[^\s\"`=]+))(?:\s+|$)",
    re.DOTALL,
)
_OF_JEKYLL = re.compile(
    r"(?P<key>[\w-]+)\s*=\s*(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|(?P<name>[\w.-]+))(?:\s+|$)",
    re.DOTALL,
)
_ESCAPED_QUOTE = re.compile(r"\\([\"'])")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def hugo_parameters(text: str) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Return the positional and the named parameters of a Hugo shortcode.

    Raises:
        NotPlainError: they cannot be read, or are of both kinds.
    """
    positional: list[Value] = []
    named: dict[str, Value] = {}
    text = text.strip()
    position = 0
    while position < len(text):
        found = _OF_HUGO.match(text, position)
        if found is None:
            raise NotPlainError("has parameters that cannot be read")
        if found["bare"] is not None:
            value = _typed(found["bare"])
        elif found["raw"] is not None:
            value = found["raw"]
        else:
            value = _ESCAPED_QUOTE.sub(r"\1", found["quoted"])
        if found["key"]:
            named[found["key"]] = value
        else:
            positional.append(value)
        position = found.end()
    if positional and named:
        raise NotPlainError("has parameters with names and without")
    return tuple(positional), named


def jekyll_parameters(text: str, page: Call) -> dict[str, Value]:
    """Return the parameters of a Jekyll include.

    Args:
        text: what is after the name of the file.
        page: the page, whose title may be a parameter.

    Raises:
        NotPlainError: they cannot be read.
    """
    named: dict[str, Value] = {}
    text = text.strip()
    position = 0
    while position < len(text):
        found = _OF_JEKYLL.match(text, position)
        if found is None:
            raise NotPlainError("has parameters that cannot be read")
        if found["name"] is not None:
            typed = _typed(found["name"])
            named[found["key"]] = value_of(typed, page) if isinstance(typed, str) else typed
        else:
            quoted = found["double"] if found["double"] is not None else found["single"]
            named[found["key"]] = _ESCAPED_QUOTE.sub(r"\1", quoted)
        position = found.end()
    return named


def _typed(bare: str) -> Value:
    if bare in {"true", "false"}:
        return bare == "true"
    if _NUMBER.fullmatch(bare):
        return float(bare) if "." in bare else int(bare)
    return bare
