"""Links from headings to themselves, so that readers can copy the URL of a section.

The words of a heading become the link: it has their name in their language, a heading is called
what it was, and nothing that reads the text finds another word in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from bs4 import Tag
from bs4.element import PageElement

from ..._core.github_slugs import github_slug, numbered_slug
from ..._core.html_document import Document
from .toc import heading_words

_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
# What works within a link's words (WHATWG HTML, 4.5.1: no interactive content).
_ACTIVE = [
    "a",
    "button",
    "input",
    "label",
    "select",
    "textarea",
    "details",
    "iframe",
    "video",
    "audio",
]
# A heading there is not one of the article's own sections, or has another purpose.
_CLOSED = ["a", "aside", "blockquote", "button", "figure", "summary", "table"]


def name_headings(document: Document) -> None:
    """Give each heading without an `id` the one it would have on GitHub."""
    taken = {str(tag["id"]): 0 for tag in document.soup.find_all(id=True)}
    for heading in _sections(document):
        name = (
            "" if heading.get("id") else numbered_slug(github_slug(heading_words(heading)), taken)
        )
        if name:
            heading["id"] = name
            document.changed_start(heading)


def add_heading_links(document: Document) -> None:
    """Make the words of each heading with an `id` a link to it, but for headings with links."""
    for heading in _sections(document):
        if heading.get("id") and not heading.find(_ACTIVE):
            _link(document, heading, list(heading.contents))


def _sections(document: Document) -> Iterator[Tag]:
    for heading in document.soup.find_all(_HEADINGS):
        if (
            document.is_whole(heading)
            and heading_words(heading)
            and not heading.find_parent(_CLOSED)
        ):
            yield heading


def _link(document: Document, heading: Tag, words: Iterable[PageElement]) -> None:
    link = document.new_tag("a", class_="heading-link", href=f"#{quote(str(heading['id']))}")
    link.extend(words)
    heading.append(link)
    document.changed(heading)
