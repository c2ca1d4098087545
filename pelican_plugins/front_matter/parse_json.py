"""Read the JSON object that a Hugo file may begin with (RFC 8259)."""

from __future__ import annotations

import json
from typing import Any

from .._core.errors import unreadable
from .key_aliases import MetadataValue, too_deep, too_many_digits, written_of


def read_json(text: str, first_line: int = 1) -> dict[str, MetadataValue]:
    """Read an object; see `parse_yaml.read_yaml` for arguments and result.

    Raises:
        DiagnosticError: it is not a JSON object, or holds what no text file can hold.
    """
    if not text.lstrip().startswith("{"):
        # Between lines `;;;` Middleman leaves the braces out.
        text = f"{{{text}}}"
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise unreadable(
            f"the front matter is not JSON: {error.msg}",
            "correct that line",
            line=first_line + error.lineno - 1,
        ) from error
    except ValueError as error:
        raise too_many_digits(text, first_line) from error
    except RecursionError as error:
        raise too_deep(first_line) from error
    if not isinstance(document, dict):
        raise unreadable("the front matter is not a JSON object", "write `{…}`", line=first_line)
    lines = text.split("\n")
    values = {}
    for key, value in document.items():
        line = first_line + _line_of(key, lines)
        _check_characters(key, value, line)
        values[key.lower()] = MetadataValue(value, written_of(value), line)
    return values


def _check_characters(key: str, value: Any, line: int) -> None:
    """Refuse a lone surrogate (RFC 8259, 8.2), which no file can be written with."""
    try:
        json.dumps([key, value], ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise unreadable(
            f"the key or its value contains half a character, {half}",
            "write the character itself, or both surrogates",
            line=line,
        ) from error


def _line_of(key: str, lines: list[str]) -> int:
    quoted = json.dumps(key, ensure_ascii=False)
    return next((number for number, line in enumerate(lines) if quoted in line), 0)
