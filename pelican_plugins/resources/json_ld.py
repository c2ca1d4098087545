"""What an article cites, as schema.org has it, for the script of a page."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from .._core.text import one_line, xml_safe
from .._core.urls import split
from .resource import Resource, date_parts

_PAGES = {"", ".asp", ".aspx", ".htm", ".html", ".jsp", ".php", ".shtml", ".xhtml"}

# HTML, "Restrictions for contents of script elements": no text may end or comment out the
# script; two line separators of Unicode once ended a line of it.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def citations_json_ld(resources: Iterable[Resource]) -> str:
    """Return *resources* as the value of schema.org's `citation`, a JSON list.

    It says what the reader sees and no more, and may stand as it is in a `<script>`. No
    resources give an empty text.
    """
    citations = [_citation(resource) for resource in resources]
    return script_json(citations) if citations else ""


def script_json(value: Any) -> str:
    """Return *value* as JSON that may stand in a `<script>`."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _citation(resource: Resource) -> dict[str, Any]:
    facts = {
        "@type": _type(resource),
        "name": resource.title,
        "url": resource.url,
        "author": resource.author,
        "publisher": resource.publisher,
        "datePublished": "-".join(f"{part:02}" for part in date_parts(resource.date)),
        "isbn": resource.isbn,
        "sameAs": resource.doi and f"https://doi.org/{resource.doi}",
    }
    clean = {name: one_line(xml_safe(text)) for name, text in facts.items() if text}
    return {name: text for name, text in clean.items() if text}


def _type(resource: Resource) -> str:
    """Return the type of a work, the most general one where none is sure.

    A DOI is no proof of an article: data sets and pictures have one too.
    """
    if resource.isbn:
        return "Book"
    if resource.arxiv:
        return "ScholarlyArticle"
    parts = split(resource.url or "")
    if parts and parts.netloc and not resource.doi:
        is_page = PurePosixPath(parts.path).suffix.lower() in _PAGES
        return "WebPage" if is_page else "CreativeWork"
    return "CreativeWork"
