"""The formats that works are handed on in, by the names that owners type."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..works import Work
from .bibtex import bibtex
from .csl_json import csl_json
from .markdown_list import markdown_list
from .plain_json import plain_json
from .ris import ris

FORMATS: dict[str, Callable[[Sequence[Work]], str]] = {
    "csl-json": csl_json,
    "bibtex": bibtex,
    "ris": ris,
    "json": plain_json,
    "markdown": markdown_list,
}
"""Each takes works and returns the whole text of a file."""
