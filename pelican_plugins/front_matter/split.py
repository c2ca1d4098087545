"""Part a source file into its front matter and its body."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from .._core.errors import SourceError

_FENCE = "---"
_ENDS = {"---", "..."}
_KEY = re.compile(r"[\w-]+\s*:(\s|$)")


@dataclass(frozen=True, slots=True)
class Parts:
    """A file in two.

    Attributes:
        front_matter: the text between the fences, without them; None where the file does
            not begin with a front matter.
        body: what follows, or the whole text.
        first_line: the line of the file that `front_matter` begins on, from 1.
    """

    front_matter: str | None
    body: str
    first_line: int = 1


def decode(data: bytes) -> str:
    """Return the text of a file, without a byte order mark and with plain line ends.

    Raises:
        SourceError: it is not UTF-8.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"the byte 0x{data[error.start]:02x} is not UTF-8 text",
            mend="save the file with the encoding UTF-8",
            line=line,
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split(text: str) -> Parts:
    """Part *text* where its front matter ends.

    A front matter begins with a line `---` that is the first line of the file or follows
    blank lines only, and ends with a line `---` or `...`. A `---` further down is a rule.

    Raises:
        SourceError: the front matter has no end.
    """
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), None)
    if start is None or lines[start].rstrip() != _FENCE:
        return Parts(None, text)
    for end in range(start + 1, len(lines)):
        if lines[end].rstrip() in _ENDS:
            return Parts("\n".join(lines[start + 1 : end]), "\n".join(lines[end + 1 :]), start + 2)
    if _KEY.match("\n".join(lines[start + 1 : start + 2])):
        raise SourceError(
            "the front matter has no end",
            mend="close it with a line of three hyphens, ---",
            line=start + 1,
        )
    return Parts(None, text)
