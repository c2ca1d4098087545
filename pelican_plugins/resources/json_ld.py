"""A post's sources as schema.org's `citation` (https://schema.org/citation), in JSON-LD.

Only what the post states: a name is a `Person` if it can be taken apart, and a publication is a
`Periodical` if the work has a DOI.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from .._core.text import one_line, xml_safe
from .._core.urls import split
from .authors import OTHERS, AuthorName, are_editors, author_names, full_name
from .resource import Resource, date_parts, other_links, work_type

_PAGES = {"", ".asp", ".aspx", ".htm", ".html", ".jsp", ".php", ".shtml", ".xhtml"}

# HTML, "Restrictions for contents of script elements": nothing may end or comment out the
# script. Two Unicode line separators used to end a line of JavaScript.
_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def citations_json_ld(resources: Iterable[Resource]) -> str:
    """Return *resources* as the value of schema.org's `citation`, a JSON list.

    It can be put into a `<script>` unescaped. It is empty if there are no resources. Pages that an
    entry links besides its work, such as where its author found it, follow the work.
    """
    pages = (page for each in resources for page in (_citation(each), *_pages_beside(each)))
    citations = [page for page in pages if page]
    return script_json(citations) if citations else ""


def script_json(value: Any) -> str:
    """Return *value* as JSON that can be put into a `<script>`."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)


def _citation(resource: Resource) -> dict[str, Any]:
    links: dict[str, list[str]] = {}
    for link in other_links(resource):
        links.setdefault(link.role, []).append(link.url)
    same = [f"https://doi.org/{resource.doi}"] if resource.doi else []
    same += [f"https://arxiv.org/abs/{resource.arxiv}"] if resource.arxiv else []
    facts: dict[str, Any] = {
        "@type": _type(resource),
        "name": resource.title,
        "url": resource.url,
        "editor" if are_editors(resource.author) else "author": _people(resource.author),
        **_published_by(resource),
        "datePublished": "-".join(f"{part:02}" for part in date_parts(resource.date)),
        "isbn": resource.isbn,
        "sameAs": [url for url in [*same, *links.get("doi", [])] if url != resource.url],
        "archivedAt": links.get("archive"),
        "encoding": [
            {"@type": "MediaObject", "contentUrl": url, "encodingFormat": "application/pdf"}
            for url in links.get("pdf", [])
        ],
    }
    return _stated(facts)


def _published_by(resource: Resource) -> dict[str, Any]:
    name = {"name": resource.publisher}
    if work_type(resource) == "article":
        return {"isPartOf": {"@type": "Periodical", **name}}
    return {"publisher": {"@type": "Organization", **name}}


def _pages_beside(resource: Resource) -> list[dict[str, Any]]:
    """Return the pages that an entry links and that are not its work in another form."""
    urls = [link.url for link in other_links(resource) if link.role in {"via", "other"}]
    return [_stated({"@type": _type_of_url(url), "url": url}) for url in dict.fromkeys(urls)]


def _people(author: str) -> list[dict[str, str]]:
    return [_person(name) for name in author_names(author) if name != OTHERS]


def _person(name: AuthorName) -> dict[str, str]:
    if not name.family:
        # It may be that of an organisation.
        return {"name": name.literal}
    return {
        "@type": "Person",
        "name": full_name(name),
        "familyName": name.family,
        "givenName": name.given,
    }


def _stated(facts: dict[str, Any]) -> dict[str, Any]:
    """Return *facts* without empty ones, as strings on one line."""
    clean = {name: plain for name, value in facts.items() if (plain := _plain(value))}
    return clean if clean.keys() - {"@type"} else {}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(xml_safe(value))
    if isinstance(value, dict):
        return _stated(value)
    values = [plain for each in value or () if (plain := _plain(each))]
    if values and isinstance(values[0], str):
        values = list(dict.fromkeys(values))
        return values[0] if len(values) == 1 else values
    return values


def _type(resource: Resource) -> str:
    """Return the type of a work. A DOI alone proves no article: data sets have one, too."""
    form = work_type(resource)
    if form == "book":
        return "Book"
    if form == "preprint":
        return "ScholarlyArticle"
    if form == "article":
        return "Article"
    return "CreativeWork" if resource.doi else _type_of_url(resource.url or "")


def _type_of_url(url: str) -> str:
    parts = split(url)
    if parts is None or not parts.netloc:
        return "CreativeWork"
    is_page = PurePosixPath(parts.path).suffix.lower() in _PAGES
    return "WebPage" if is_page else "CreativeWork"
