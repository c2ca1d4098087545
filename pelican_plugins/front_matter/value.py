"""One value of a front matter, whatever it is written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from .._core.errors import DiagnosticError, unreadable

# Python reads no more than 4300 digits, since the time for it grows with their square.
_MANY_DIGITS = re.compile(r"[0-9A-Fa-f_]{3000,}")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a front matter.

    Attributes:
        typed: what its format makes of it: in YAML `2024` is a number, `no` is False.
        written: the same, but every scalar is the text in the file, and None is an empty
            one; lists are lists and mappings are dicts.
        line: where it begins, from 1.
    """

    typed: Any
    written: Any
    line: int


def written_of(typed: Any) -> Any:
    """Return a value whose types are certain (TOML, JSON) with its scalars as texts."""
    if isinstance(typed, Mapping):
        return {str(key): written_of(value) for key, value in typed.items()}
    if isinstance(typed, list):
        return [written_of(item) for item in typed]
    if isinstance(typed, bool):
        return "true" if typed else "false"
    if isinstance(typed, datetime | date | time):
        return typed.isoformat()
    return None if typed is None else str(typed)


def too_deep(line: int) -> DiagnosticError:
    """Return what to say of a front matter that no parser follows to its depth."""
    return unreadable("the front matter is nested too deeply", "flatten it", line=line)


def too_many_digits(text: str, first_line: int) -> DiagnosticError:
    """Return what to say of *text* when a number in it is too long to be read."""
    match = _MANY_DIGITS.search(text)
    return unreadable(
        "a number in the front matter has too many digits",
        "shorten it, or put it in quotes",
        line=first_line + text.count("\n", 0, match.start() if match else 0),
    )
