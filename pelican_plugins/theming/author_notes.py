"""The bios of a site's authors, in `POUCH_THEME["authors"]`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from .._core.diagnostics import Diagnostic, Severity
from .._core.rules import BUILD
from .._core.text import cut, did_you_mean
from .link_settings import is_script_url, read_links

_KEYS = ("bio", "portrait", "links")
_LONGEST = 2_000
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^\s()<>]+)\)")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\b__(?=\S)(.+?)(?<=\S)__\b")
_EMPHASIS = re.compile(r"\*(?=[^\s*])(.+?)(?<=[^\s*])\*|\b_(?=\S)(.+?)(?<=\S)_\b")


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """The bio of an author.

    Attributes:
        bio: HTML of one paragraph, without the paragraph; may be empty.
        portrait: the URL of a picture; may be empty.
        links: pairs of name and URL.
    """

    bio: str = ""
    portrait: str = ""
    links: tuple[tuple[str, str], ...] = ()


def author_notes(given: Mapping[str, Any]) -> tuple[dict[str, AuthorNote], list[Diagnostic]]:
    """Return what is said of each author by name, and what cannot be used."""
    notes: dict[str, AuthorNote] = {}
    problems: list[Diagnostic] = []
    for name, details in given.items():
        place = f"POUCH_THEME['authors'][{cut(repr(name))}]"
        if isinstance(details, str):
            details = {"bio": details}  # noqa: PLW2901 (a bio alone)
        if not isinstance(details, Mapping):
            problems.append(_wrong(place, details, "a string, or a dictionary with a 'bio'"))
            continue
        texts = {}
        for key, value in details.items():
            if key not in _KEYS:
                text = f"{place} has an unknown key {cut(repr(key))}"
                fix = did_you_mean(str(key), _KEYS) or f"use {', '.join(map(repr, _KEYS))}"
                problems.append(BUILD(text, fix, severity=Severity.ERROR))
            elif key != "links" and value is not None:
                if isinstance(value, str) and len(value) <= _LONGEST:
                    texts[key] = value.strip()
                else:
                    expected = f"a string of at most {_LONGEST:,} characters"
                    problems.append(_wrong(f"{place}[{key!r}]", value, expected))
        if is_script_url(texts.get("portrait", "")):
            problems.append(_wrong(f"{place}['portrait']", texts.pop("portrait"), "a picture"))
        links = read_links(details.get("links"))
        problems += links.problems(f"{place}['links']")
        bio = inline_html(texts.get("bio", ""))
        notes[name] = AuthorNote(bio, texts.get("portrait", ""), links.shown)
    return notes, problems


def inline_html(text: str) -> str:
    """Return Markdown as HTML: links, emphasis and code; all else is text.

    Markup is shown as it is written, and a link that a browser would run is text.
    """
    kept: list[str] = []

    def keep(html: str) -> str:
        # A character that no text has: escaped text has none of the others.
        kept.append(html)
        return f"\0{len(kept) - 1}\0"

    def link(found: re.Match[str]) -> str:
        if is_script_url(found[2]):
            return found[0]
        return f'{keep(f"""<a href="{escape(found[2])}">""")}{found[1]}{keep("</a>")}'

    text = " ".join(text.replace("\0", " ").split())
    text = _CODE.sub(lambda found: keep(f"<code>{escape(found[1])}</code>"), text)
    text = escape(_LINK.sub(link, text), quote=False)
    text = _STRONG.sub(lambda found: f"<strong>{found[1] or found[2]}</strong>", text)
    text = _EMPHASIS.sub(lambda found: f"<em>{found[1] or found[2]}</em>", text)
    return re.sub("\0(\\d+)\0", lambda found: kept[int(found[1])], text)


def _wrong(place: str, value: object, expected: str) -> Diagnostic:
    text = f"{place} is {cut(repr(value))}"
    return BUILD(text, f"set {expected}", severity=Severity.ERROR)
