"""Links from an entry of the reference list back to its citations in the article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Protocol

from bs4 import Tag

from ..._core.html_document import Document

# More would be longer than the entry itself.
_MOST = 3


class CitedResource(Protocol):
    """The attributes of a resource that are used here."""

    @property
    def url(self) -> str | None:
        """Its URL."""

    @property
    def anchor(self) -> str | None:
        """The `id` of its entry."""


def may_need_backlinks(html: str, resources: Iterable[CitedResource]) -> bool:
    """Return whether the article may link to a listed work, or to its entry."""
    before, _, _ = html.partition('<section class="resources"')
    if "<a " not in before:
        return False
    return any(
        (resource.url and resource.url.replace("&", "&amp;") in before)
        or (resource.anchor and f"#{resource.anchor}" in before)
        for resource in resources
    )


def add_backlinks(
    document: Document, resources: Iterable[CitedResource], words: Mapping[str, object]
) -> None:
    """Add an `id` to each link to a listed work, and a backlink to the work's entry.

    Args:
        document: a body with its reference list.
        resources: of the article.
        words: `back_to_text`: the label of a backlink.
    """
    soup = document.soup
    taken = {str(tag["id"]) for tag in soup.find_all(id=True)}
    # Of duplicate ids, browsers use the first.
    entries = {str(entry["id"]): entry for entry in reversed(soup.find_all("li", id=True))}
    links: dict[str, list[tuple[int, Tag]]] = defaultdict(list)
    for place, link in enumerate(soup.find_all("a", href=True)):
        if not link.find_parent(class_=["resources", "footnote", "sidenote"]):
            links[str(link["href"])].append((place, link))
    for resource in resources:
        entry = entries.get(resource.anchor or "")
        if entry is None or not document.is_whole(entry):
            continue
        found = [*links.get(resource.url or "", ()), *links.get(f"#{resource.anchor}", ())]
        places = [link for _, link in sorted(found, key=itemgetter(0))]
        for number, link in enumerate(places[:_MOST], 1):
            anchor = str(link.get("id") or f"{resource.anchor}-cited-{number}")
            if not link.get("id"):
                if anchor in taken:
                    continue
                link["id"] = anchor
                document.changed_start(link)
            entry.append(_backlink(document, anchor, number, len(places), words))
        if places:
            document.changed(entry)


def _backlink(
    document: Document, anchor: str, number: int, count: int, words: Mapping[str, object]
) -> Tag:
    label = str(words["back_to_text"])
    link = document.new_tag("a", class_="resource-back", href=f"#{anchor}")
    link["aria-label"] = f"{label} ({number})" if count > 1 else label
    # The variation selector keeps phones from showing an emoji (UTS #51).
    link.string = "↩\ufe0e"
    return link
