"""Read TOML (toml.io, v1.0.0) as Hugo and Zola write it between two lines of `+++`."""

from __future__ import annotations

import re

from .._core.errors import unreadable
from .key_aliases import MetadataValue, too_deep, too_many_digits, written_of

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column \d+|end of document)\)")


def read_toml(text: str, first_line: int = 1) -> dict[str, MetadataValue]:
    """Read a document; see `parse_yaml.read_yaml` for arguments and result.

    Raises:
        DiagnosticError: it is not TOML.
    """
    # Imported late: few sites need it, and its patterns are slow to compile.
    import tomllib

    try:
        return {
            key.lower(): MetadataValue(value, written_of(value), first_line + _line_of(key, text))
            for key, value in tomllib.loads(text).items()
        }
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place["line"]) if place and place["line"] else text.count("\n") + 1
        raise unreadable(
            f"the front matter is not TOML: {_PLACE.sub('', str(error))}",
            "correct that line",
            line=first_line + line - 1,
        ) from error
    except ValueError as error:
        # A hexadecimal number is read at any length, but not written as a decimal.
        raise too_many_digits(text, first_line) from error
    except RecursionError as error:
        raise too_deep(first_line) from error


def _line_of(key: str, text: str) -> int:
    """Return the line of a top-level key or table, from 0, which tomllib does not report."""
    pattern = re.compile(rf"""\s*\[{{0,2}}["']?{re.escape(key)}["']?\s*[.=\]]""")
    lines = enumerate(text.split("\n"))
    return next((number for number, line in lines if pattern.match(line)), 0)
