"""The text of a settings file, and its bytes again."""

from __future__ import annotations

import codecs
import io
import tokenize
from dataclasses import dataclass
from pathlib import Path

from .._core.errors import PouchError
from .._core.paths import shown


@dataclass(frozen=True, slots=True)
class Source:
    """A Python file as text, with the ends of its lines as they are.

    Attributes:
        path: of the file.
        text: what is in it.
        encoding: as Python finds it (PEP 263).
        mark: whether it begins with a byte order mark.
    """

    path: Path
    text: str
    encoding: str
    mark: bool

    def encoded(self, text: str) -> bytes:
        """Return the bytes of the file with another *text*."""
        return (codecs.BOM_UTF8 if self.mark else b"") + text.encode(self.encoding)


def read_source(path: Path) -> Source:
    """Return the Python file at *path*.

    Raises:
        PouchError: it cannot be read.
    """
    try:
        data = path.read_bytes()
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        mark = data.startswith(codecs.BOM_UTF8)
        encoding = "utf-8" if mark else encoding
        text = data.removeprefix(codecs.BOM_UTF8).decode(encoding)
    except (OSError, SyntaxError, UnicodeDecodeError) as error:
        raise PouchError(f"{shown(path)} cannot be read: {error}") from None
    return Source(path, text, encoding, mark)
