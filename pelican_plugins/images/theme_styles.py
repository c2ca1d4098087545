"""The few rules that pictures need in a theme that has none for them.

Browsers take `height` for the height of a picture that a theme makes narrower, unless a rule says
otherwise, and no theme knows where `#wide` is to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from jinja2.ext import Extension

FILE = "css/pouch-pictures.css"
"""Where the rules are, below Pelican's `THEME_STATIC_DIR`."""

# `:where()` yields to any rule of the theme. The placements do not: most style sheets begin with
# rules for every `img` and `figure`, and who writes `#right` wants it there.
RULES = """\
:where(img[width][height]){max-width:100%;height:auto}
:where(figure.figure){margin:1.25em 0}
:where(.figure figcaption){font-size:.875em}
.align-center{text-align:center}
.align-center img,.align-wide img,img.align-center,img.align-wide{display:block;margin-inline:auto}
.align-full img,img.align-full{display:block;width:100%}
.align-left,.align-right{max-width:min(50%,22rem)}
.figure.align-left,.figure.align-right{width:fit-content}
.figure.align-left>figcaption,.figure.align-right>figcaption{contain:inline-size}
.align-left{float:left;margin:.3em 1.5em .75em 0}
.align-right{float:right;margin:.3em 0 .75em 1.5em}
"""

# Columns of equal width, as many as fit. These do not yield, as above: many a style sheet has all
# figures be blocks, and one that knows galleries does not get these.
GALLERY_RULES = """\
.figure-gallery{display:grid;gap:1rem;align-items:start;clear:both;margin:1.25em 0;\
grid-template-columns:repeat(auto-fit,minmax(min(100%,max(9.5rem,22%)),1fr))}
.figure-gallery>figure{margin:0;min-width:0;max-width:none}
.figure-gallery>figcaption,.figure-gallery>.align-wide,.figure-gallery>.align-full{grid-column:1/-1}
"""
_KNOWN_BY = {".align-wide": RULES, ".figure-gallery": GALLERY_RULES}

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

    text: str = RULES + GALLERY_RULES


def missing_rules(style_sheets: Iterable[str]) -> str:
    """Return the rules for placements and for galleries that a theme's style sheets lack."""
    texts = list(style_sheets)
    return "".join(
        rules for name, rules in _KNOWN_BY.items() if not any(name in text for text in texts)
    )


_SHOWS = re.compile(r"\b(?:article|page)\.gallery\b")


def shows_gallery(template: str) -> bool:
    """Return whether a template shows the gallery of a front matter itself."""
    return _SHOWS.search(template) is not None
