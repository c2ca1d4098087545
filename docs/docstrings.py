"""What the docstrings and types of a class say, in the words of owners."""

from __future__ import annotations

import dataclasses
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints


class UndocumentedError(Exception):
    """Something that an owner may use has no sentence that says what it is."""


def summary_of(thing: Any) -> str:
    """Return the first paragraph of a docstring on one line.

    Raises:
        UndocumentedError: there is none.
    """
    # Not of a base class, nor the one that a dataclass makes up.
    text = inspect.cleandoc(thing.__doc__ or "")
    if not text or text.startswith(f"{thing.__name__}("):
        raise UndocumentedError(f"{thing.__name__} has no docstring")
    return " ".join(text.split("\n\n")[0].split())


def attributes_of(cls: type) -> dict[str, str]:
    """Return the sentences below `Attributes:` in a class's docstring, by name."""
    return _section(cls, "Attributes")


def _section(thing: Any, name: str) -> dict[str, str]:
    section = inspect.cleandoc(thing.__doc__ or "").partition(f"{name}:\n")[2].split("\n\n")[0]
    entries = re.findall(r"^(\w+): (.*(?:\n {4}.*)*)", textwrap.dedent(section), re.MULTILINE)
    return {name: " ".join(sentence.split()) for name, sentence in entries}


def properties_of(cls: type) -> dict[str, str]:
    return {
        name: summary_of(value.func)
        for name, value in vars(cls).items()
        if isinstance(value, cached_property) and not name.startswith("_")
    }


def methods_of(cls: type) -> dict[str, str]:
    """Return the methods with arguments, as a template calls them, with a sentence on each."""
    found = {}
    for name, value in vars(cls).items():
        arguments = _section(value, "Args") if inspect.isfunction(value) else {}
        if not arguments or name.startswith("_"):
            continue
        given = [
            str(each.replace(annotation=inspect.Parameter.empty, kind=each.POSITIONAL_OR_KEYWORD))
            for each in list(inspect.signature(value).parameters.values())[1:]
        ]
        told = "; ".join(f"`{key}`: {text.rstrip('.')}" for key, text in arguments.items())
        sentence = summary_of(value).removeprefix("Return ")
        found[f"{name}({', '.join(given)})"] = f"{sentence} {told}."
    return found


def fields_of(cls: type) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, kind of value, default and sentence of each setting of a class."""
    sentences = attributes_of(cls)
    hints = get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):
        if field.name not in sentences:
            raise UndocumentedError(
                f"{cls.__name__} says nothing of {field.name} below `Attributes:`"
            )
        factory = field.default_factory
        default = field.default if factory is dataclasses.MISSING else factory()
        yield field.name, kind(hints[field.name]), _shown(default), sentences[field.name]


def kind(hint: Any) -> str:
    """Return what values a settings field takes, as an owner would say it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return f"a whole number from {inner[1].low} to {inner[1].high:,}"
    if origin in {Union, UnionType}:
        (some,) = (one for one in inner if one is not type(None))
        return f"{kind(some)}, or `None`"
    if origin is Literal:
        *others, last = (f'`"{choice}"`' for choice in inner)
        return f"{', '.join(others)} or {last}"
    if origin is tuple:
        return "a list of whole numbers" if inner[0] is int else "a list of strings"
    if origin is Mapping:
        lists = get_origin(inner[1]) is tuple
        example = '{"key": ["value"]}' if lists else '{"key": "value"}'
        return f"a dictionary such as `{example}`"
    return {bool: "`True` or `False`", int: "a whole number", str: "a string"}[hint]


def types_of(cls: type) -> Iterator[tuple[str, str]]:
    """Yield the name of each setting of a class, and the type of what an owner may write."""
    hints = get_type_hints(cls, include_extras=True)
    yield from ((field.name, _type(hints[field.name])) for field in dataclasses.fields(cls))


def _type(hint: Any) -> str:
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type(inner[0])
    if origin in {Union, UnionType}:
        return " | ".join(map(_type, inner))
    if origin is Literal:
        choices = ", ".join(f'"{choice}"' for choice in inner)
        return f"Literal[{choices}]"
    if origin is tuple:
        return "Numbers" if inner[0] is int else "Texts"
    if origin is Mapping:
        return f"Mapping[{', '.join(map(_type, inner))}]"
    return "None" if hint is type(None) else str(hint.__name__)


def _shown(default: Any) -> str:
    value = list(default) if isinstance(default, tuple) else default
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:_}" if value > 9999 else str(value)  # noqa: PLR2004 (digits in a group)
    # Python shows texts in single quotes; all our examples have double ones.
    return repr(value).replace("'", '"')
