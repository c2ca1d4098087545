"""Front matter of guests: text, however a theme prints it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# As in names of tags: themes print front matter unescaped, in text and in attributes.
_OPENING = re.compile(r'(?:(?<=\s)|^)"')
_EVENT = re.compile(r"\b(on[a-z]+\s*)=", re.IGNORECASE)
_SCRIPT = re.compile(
    r"^([\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b|l\s*i\s*v\s*e)\s*s\s*c\s*r\s*i\s*p\s*t\s*|[\x00-\x20]*"
    r"(?:d\s*a\s*t\s*a|file|blob|filesystem|view-source|about)\s*):",
    re.IGNORECASE,
)
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain_text(text: str) -> str:
    """Return *text* so that it is text wherever a theme prints it, escaped or not."""
    text = _UNSEEN.sub("", text)
    if "<" in text:
        text = text.replace("<", "⟨").replace(">", "⟩")
    if '"' in text:
        text = _OPENING.sub("“", text).replace('"', "”")
    if "=" in text:
        text = _EVENT.sub("\\1＝", text).replace("'", "’")
    # A ratio looks like a colon, and ends no scheme.
    return _SCRIPT.sub("\\1∶", text)


def plain_value(value: Any) -> Any:
    """Return a value of front matter with `plain_text` for every string in it."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, Mapping):
        return {plain_value(key): plain_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(plain_value, value))
    return value
