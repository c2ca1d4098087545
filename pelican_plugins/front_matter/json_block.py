"""Read the JSON object that a file of Hugo's may begin with (RFC 8259)."""

from __future__ import annotations

import json

from .._core.errors import SourceError
from .value import Value, written_of


def read_json(text: str, first_line: int = 1) -> dict[str, Value]:
    """Read an object; see `yaml_block.read_yaml` for arguments and result.

    Raises:
        SourceError: it is no JSON object.
    """
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"the front matter is not JSON: {error.msg}",
            mend="correct that line",
            line=first_line + error.lineno - 1,
        ) from error
    except RecursionError as error:
        raise SourceError(
            "the front matter is nested too deeply", mend="flatten it", line=first_line
        ) from error
    if not isinstance(document, dict):
        raise SourceError("the front matter is no JSON object", mend="write `{…}`", line=first_line)
    lines = text.split("\n")
    return {
        key.lower(): Value(value, written_of(value), first_line + _line_of(key, lines))
        for key, value in document.items()
    }


def _line_of(key: str, lines: list[str]) -> int:
    quoted = json.dumps(key, ensure_ascii=False)
    return next((number for number, line in enumerate(lines) if quoted in line), 0)
