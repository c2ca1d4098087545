"""What an article cites, as schema.org JSON-LD for the page's `<script>`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from .._core.text import one_line, xml_safe
from .._core.urls import split
from .resource import Resource, date_parts

_PAGES = {"", ".asp", ".aspx", ".htm", ".html", ".jsp", ".php", ".shtml", ".xhtml"}

# HTML, "Restrictions for contents of script elements": nothing may end or comment out the
# script. Two Unicode line separators used to end a line of JavaScript.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def citations_json_ld(resources: Iterable[Resource]) -> str:
    """Return *resources* as the value of schema.org's `citation`, a JSON list.

    It can be put into a `<script>` unescaped. It is empty if there are no resources.
    """
    citations = [_citation(resource) for resource in resources]
    return script_json(citations) if citations else ""


def script_json(value: Any) -> str:
    """Return *value* as JSON that can be put into a `<script>`."""
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
    """Return the type of a work. A DOI does not prove an article: data sets have one too."""
    if resource.isbn:
        return "Book"
    if resource.arxiv:
        return "ScholarlyArticle"
    parts = split(resource.url or "")
    if parts and parts.netloc and not resource.doi:
        is_page = PurePosixPath(parts.path).suffix.lower() in _PAGES
        return "WebPage" if is_page else "CreativeWork"
    return "CreativeWork"
