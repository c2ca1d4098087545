"""Read YAML that is none as its author meant it: `title: One: two` has a title with a colon."""

from __future__ import annotations

import re

from .._core.errors import Problem, SourceError
from .value import Value
from .yaml_block import read_yaml

_PLAIN = re.compile(r"(?P<head>\s*(?:- )?[\w-]+:[ \t]+|\s*- )(?P<value>\S.*?)\s*")
# YAML 1.2.2, 7.3.3: a plain value cannot begin with these. `{{` is a template's, and
# `[x](y)` is Markdown's; a tag (`!`) is left to be refused.
_CANNOT_BEGIN = ("@", "`", "%", "{{", "{%", "*", "&", "|", ">", "]", "}", ",", "[")
_QUOTES = "'\""
_MOST_REPAIRS = 20


def read_yaml_as_meant(text: str, first_line: int) -> tuple[dict[str, Value], list[Problem]]:
    """Read *text*, if need be with a value in quotes that needs them.

    Only lines that YAML itself complains of are touched, one at a time.

    Returns:
        The values (see `yaml_block.read_yaml`), and one problem for each line that was read
        as if it were written otherwise, and for each key that stands twice.

    Raises:
        SourceError: it cannot be read even so; the error is that of the text as it stands.
    """
    lines = text.split("\n")
    repairs: list[Problem] = []
    original: SourceError | None = None
    while True:
        doubles: list[Problem] = []
        try:
            values = read_yaml("\n".join(lines), first_line, doubles)
        except SourceError as error:
            original = original or error
            number = error.line - first_line
            mended = _quoted(lines[number]) if 0 <= number < len(lines) else None
            if mended is None or len(repairs) == _MOST_REPAIRS:
                raise original from None
            lines[number] = mended
            repairs.append(
                Problem(
                    f"this line is not YAML and was read as `{mended.strip()}`",
                    "write it so",
                    line=error.line,
                    code="front-matter-repaired",
                    instead=mended,
                )
            )
        else:
            return values, [*repairs, *doubles]


def _quoted(line: str) -> str | None:
    """Return *line* with its value in quotes, or None where that is not what it lacks."""
    comment = line.lstrip()
    if comment.startswith("#") and "\t" in line[: -len(comment)]:
        # Tabs before a comment indent nothing, and YAML refuses them all the same.
        return comment
    match = _PLAIN.fullmatch(line)
    if match is None:
        return None
    value = match["value"]
    first = value[0]
    if first in _QUOTES:
        # `"A title" with more` is meant as it stands; a quotation mark without its fellow
        # may belong to a text of several lines.
        wanting = value.find(first, 1) not in {-1, len(value) - 1}
    else:
        wanting = value.startswith(_CANNOT_BEGIN) or ": " in value or value.endswith(":")
    if not wanting:
        return None
    doubled = value.replace("'", "''")
    return f"{match['head']}'{doubled}'"
