"""Works as a list in Markdown, which this suite reads back as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ..resource import Resource
from ..works import Work

# A reference to a character is text in every dialect of Markdown; a backslash is not before
# each of these signs.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>&~^|#!$@]")
# "1984. A diary" would open a list in the list.
_BULLET = re.compile(r"\A(\d*)([-+.):])")
_IN_ADDRESS = re.compile(r"[\s<>\\()\[\]*_`]")


def markdown_list(works: Iterable[Work]) -> str:
    """Return *works* as a heading and a Markdown list, one item a work."""
    return "".join(["## References\n\n", *(_markdown_item(work) for work in works)])


def _markdown_item(work: Work) -> str:
    resource = work.resource
    title, note = escape_markdown(resource.title), escape_markdown(", ".join(_said(work.resource)))
    if resource.url:
        title = f"[{title}](<{_link_destination(resource.url)}>)"
    else:
        title = _BULLET.sub(lambda match: f"{match[1]}&#{ord(match[2])};", title)
    return f"* {title} – {note}\n" if note else f"* {title}\n"


def _said(resource: Resource) -> Iterator[str]:
    """Yield what is known of a work besides its link, each thing once."""
    if resource.note:
        yield resource.note
    number = f"ISBN {resource.isbn}" if resource.isbn else ""
    for text in (resource.author, resource.publisher, resource.date, number):
        if text and text.removeprefix("ISBN ") not in resource.note:
            yield text


def escape_markdown(text: str) -> str:
    """Return *text* so that Markdown prints it as it is."""
    return _MARKDOWN.sub(lambda match: f"&#{ord(match.group())};", text)


def _link_destination(url: str) -> str:
    return _IN_ADDRESS.sub(lambda match: quote(match.group(), safe="()[]*_`"), url)
