"""The same HTML as comrak's, by markdown-it-py."""

from __future__ import annotations

from .options import Options


def to_html(text: str, options: Options) -> str:
    """Return *text* as HTML."""
    raise NotImplementedError
