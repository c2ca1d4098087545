"""Take the title from the first heading or the file name, and escape plain text as HTML."""

from __future__ import annotations

import re

from .permalinks.jekyll_values import title_of_name
from .slugs_and_urls import slug_of_file

# WHATWG HTML, 13.2.5.72: an ampersand before a letter or `#` may begin a character
# reference, and `<` may begin a tag. Anything else is read as it stands.
_MARKUP = re.compile(r"<|&(?=[A-Za-z#])")
_ESCAPES = {"<": "&lt;", "&": "&amp;"}


def escape_text(text: str, *, references: bool = False) -> str:
    """Return plain *text* as equivalent HTML.

    Args:
        text: as typed.
        references: whether character references such as `&eacute;` are kept, as Pelican does.
    """
    if references:
        return text.replace("<", _ESCAPES["<"])
    return _MARKUP.sub(lambda match: _ESCAPES[match.group()], text)


_UNKNOWN = re.compile(
    r"<!\[(?!(?:cdata|else|endif|if|ignore|include|rcdata|temp)\b)", re.IGNORECASE
)


def escape_unknown_sections(html: str) -> tuple[str, str]:
    """Escape `<![x`, over which Python's HTML parser gives up.

    A browser takes it for a comment (WHATWG HTML, 13.2.5.42) and hides it; Pelican, which shortens
    texts, and every plugin that parses them would end the build.

    Returns:
        the body, and the first such marker in it; empty if there is none.
    """
    match = _UNKNOWN.search(html) if "<![" in html else None
    return (_UNKNOWN.sub("&lt;![", html), match.group()) if match else (html, "")


# A title ends in no blank: otherwise each blank of a long row would be tried as its last.
_TITLE = r"[ \t]+(?P<title>[^ \t\n](?:.*?[^ \t\n])??)(?:[ \t]+#+)?[ \t]*"
_ATX = re.compile(rf" {{0,3}}#{_TITLE}")
_DATE = re.compile(r"\d{4}[-_.]?\d\d[-_.]?\d\d")
_FIRST = re.compile(rf" {{0,3}}#{{1,6}}{_TITLE}")
_UNDERLINE = re.compile(r" {0,3}=+[ \t]*")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_SPAN = re.compile(r"(?<!`)(`++).*?(?<!`)\1(?!`)")
_LITERAL = re.compile(r" {0,3}<(?P<element>pre|script|style|textarea)\b", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"(?<!\s)\s*\{[:#.][^{}]*\}\s*$")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)?\)")
_MARKS = re.compile(r"(?<!\w)[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?!\w)")


def take_heading(body: str) -> tuple[str, str] | None:
    """Return the text of the first level-one heading, and the body without it."""
    lines = body.split("\n")
    fence = ""
    literal_until = -1
    unclosed: set[str] = set()
    for number, line in enumerate(lines):
        if number <= literal_until:
            continue
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
            continue
        if fence:
            continue
        literal_until = _end_of_literal(lines, number, unclosed)
        if literal_until > number:
            continue
        match = _ATX.fullmatch(line)
        if match:
            return _plain(match["title"]), "\n".join([*lines[:number], *lines[number + 1 :]])
        following = lines[number + 1] if number + 1 < len(lines) else ""
        begins = number == 0 or not lines[number - 1].strip()
        if line.strip() and begins and _UNDERLINE.fullmatch(following):
            return _plain(line), "\n".join([*lines[:number], *lines[number + 2 :]])
    return None


def take_first_line(body: str) -> tuple[str, str] | None:
    """Return the text of a heading of any level that begins a text, and what is below it."""
    first, _, rest = body.lstrip("\n").partition("\n")
    match = _FIRST.fullmatch(first)
    return (_plain(match["title"]), rest) if match else None


def _end_of_literal(lines: list[str], number: int, unclosed: set[str]) -> int:
    """Return the last line of a comment or code element that begins on a line, or -1.

    Markers in *unclosed* are not searched for again; new ones are added.
    """
    line = _SPAN.sub("", lines[number])
    comment = line.rfind("<!--")
    if comment >= 0 and "-->" not in line[comment:]:
        closing = "-->"
    else:
        match = _LITERAL.match(line)
        if match is None:
            return -1
        closing = f"</{match['element'].lower()}"
        if closing in line.lower():
            return -1
    if closing not in unclosed:
        for following in range(number + 1, len(lines)):
            if closing in lines[following].lower():
                return following
        unclosed.add(closing)
    return -1


def title_of_file(path: str, style: str | None = None) -> str:
    """Return a title made from a file name: `2019-04-23-a-long_name.md` is "A long name".

    Args:
        path: of the file.
        style: see the setting `permalink_style`.
    """
    if style == "jekyll":
        return title_of_name(path)
    slug = slug_of_file(path)
    if _DATE.fullmatch(slug):
        return slug
    words = re.sub(r"[-_]+", " ", slug).strip()
    return words[:1].upper() + words[1:]


def _plain(heading: str) -> str:
    """Return the words of a heading without Markdown markup."""
    text = _LINK.sub(lambda match: match["text"], _ATTRIBUTES.sub("", heading))
    return " ".join(_MARKS.sub("", text).split())
