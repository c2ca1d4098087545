"""The few rules that pictures need in a theme that has none for them.

Browsers take `height` for the height of a picture that a theme makes narrower, unless a rule says
otherwise, and no theme knows where `#wide` is to be. The rules are those of our own theme, in
`theme/static/css/markup.css`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jinja2.ext import Extension

FILE = "css/pouch-pictures.css"
"""Where the rules are, below Pelican's `THEME_STATIC_DIR`."""

# Classes with which a theme shows that it does not need a part of markup.css.
_KNOWN_BY = {"figures": ".align-wide", "galleries": ".figure-gallery"}
# A comment begins each part with its name.
_PART = re.compile(
    r"^/\* (?P<name>[a-z ]+): .*?\*/\n(?P<rules>.*?)(?=^/\* [a-z ]+: |\Z)", re.MULTILINE | re.DOTALL
)

_HEAD_ENDS = "</head>"
_LINK = f"""\
<link rel="stylesheet" href="{{{{ SITEURL }}}}/{{{{ THEME_STATIC_DIR }}}}/{FILE}">
"""


class PictureStyles(Extension):
    """Links the rules in the head of each page, after the theme's own."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Return the source of a template with the link."""
        before, end, after = source.partition(_HEAD_ENDS)
        return f"{before}{_LINK}{end}{after}" if end else source


@dataclass(frozen=True, slots=True)
class MissingRules:
    """The rules that a theme lacks; empty for one that knows us."""

    text: str = ""


def missing_rules(style_sheets: Iterable[str], markup: str) -> str:
    """Return the rules for placements and for galleries that a theme's style sheets lack.

    Args:
        style_sheets: of the theme.
        markup: the content of our theme's `markup.css`.
    """
    texts = list(style_sheets)
    parts = {part["name"]: part["rules"] for part in _PART.finditer(markup)}
    return "\n".join(
        parts[name].strip() + "\n"
        for name, known in _KNOWN_BY.items()
        if not any(known in text for text in texts)
    )


_SHOWS = re.compile(r"\b(?:article|page)\.gallery\b")


def shows_gallery(template: str) -> bool:
    """Return whether a template shows the gallery of a front matter itself."""
    return _SHOWS.search(template) is not None
