"""Replace links alone in their paragraph, and frames, by cards.

`<figure class="embed embed-video" data-player="…"><a href="…">…</a><figcaption>host</figcaption>`:
a link that works without a script, and the URL of the player for a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from bs4 import Tag
from bs4.element import NavigableString

from .._core.embeds import Embed, embed_of, script_of
from .._core.html_document import Document, add_classes
from .._core.text import one_line
from .._core.urls import reader_host
from .settings import EmbedsSettings

# Where a paragraph or a frame may start that concerns us. No class of characters crosses "<".
_STARTS = re.compile(
    r"<p(?:\s[^<>]*)?>\s*(?:<a\s[^<>]*?href\s*=\s*[\"']?(?P<href>[^\s\"'<>]+)|(?P<bare>https?://[^\s<]+))"
    r"|<(?P<pasted>iframe|blockquote\s[^<>]*mastodon-embed|script\s[^<>]*(?:embed|widgets|player)\.js)\b",
    re.IGNORECASE,
)
# Elsewhere a link alone is an entry of a list, the text of a cell, or somebody else's words.
_OPEN = frozenset({"[document]", "div", "section", "article", "main", "details", "center"})
# A frame there belongs to something that has its own meaning for it.
_CLOSED = ("a", "noscript", "template", "object", "button", "svg", "video", "audio")
# What typogrify puts around letters in a post.
_TYPOGRAPHIC = frozenset({"amp", "caps", "dquo", "quo", "numbers", "ord"})
_PHRASING = frozenset(
    """
    a abbr b bdi bdo cite code dfn dt em h1 h2 h3 h4 h5 h6 i ins kbd label mark p pre q s small span
    strong sub summary sup u
    """.split()  # noqa: SIM905
)
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_INLINE = re.compile(r"<(?:img|svg|picture|video|iframe)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """A card in a body.

    Attributes:
        provider: who shows it.
        url: that its link opens.
        title: the text of its link.
    """

    provider: str
    url: str
    title: str


def first_embed(html: str, settings: EmbedsSettings) -> int | None:
    """Return the first offset in *html* where a card may be made; None if there is none."""
    for match in _STARTS.finditer(html):
        if match["pasted"]:
            if settings.iframes == "card":
                return match.start()
        elif _embed(unescape(match["href"] or match["bare"]), settings):
            return match.start()
    return None


def make_cards(document: Document, settings: EmbedsSettings) -> list[Card]:
    """Replace what is to be a card in a body.

    Entries of reference lists, and links among other text, are not changed.

    Returns:
        The cards in their order.
    """
    cards = []
    for element in document.soup.find_all(["p", "iframe", "blockquote", "script"]):
        # An element may have become part of a card.
        if element.parent is None:
            continue
        if element.name == "p":
            card = _from_paragraph(document, element, settings)
        elif settings.iframes == "card":
            card = _from_pasted(document, element, settings)
        else:
            card = None
        if card is not None:
            cards.append(card)
    return cards


def _embed(url: str, settings: EmbedsSettings) -> Embed | None:
    embed = embed_of(url, settings.servers)
    return embed if embed and embed.provider in settings.providers else None


def _from_paragraph(document: Document, paragraph: Tag, settings: EmbedsSettings) -> Card | None:
    if not document.is_whole(paragraph) or not _stands_free(paragraph):
        return None
    inside = [node for node in paragraph.children if not _is_blank(node)]
    link = inside[0] if len(inside) == 1 and isinstance(inside[0], Tag) else None
    if link is not None and link.name == "a":
        url, text = str(link.get("href", "")), one_line(link.get_text())
        if not text or link.find(["img", "svg", "picture", "video", "iframe"]):
            return None
    else:
        url = text = "".join(_plain(inside)).strip()
        link = None
    embed = _embed(url, settings)
    if embed is None:
        return None
    if link is None:
        link = document.new_tag("a", href=url)
    if not link.contents or text == url:
        link.string = text = _shortened(url)
    link.extract()
    return _write_card(document, paragraph, "figure", embed, link)


def _stands_free(paragraph: Tag) -> bool:
    for parent in paragraph.parents:
        classes = str(parent.get("class", "")).split() if parent.attrs else ()
        if parent.name not in _OPEN or "footnote" in classes or "resources" in classes:
            return False
    return True


def _is_blank(node: object) -> bool:
    return (isinstance(node, NavigableString) and not node.strip()) or (
        isinstance(node, Tag) and node.name == "br"
    )


def _plain(nodes: Iterable[object]) -> Iterator[str]:
    """Yield the text of *nodes*, with `<` for elements and comments of the author's."""
    for node in nodes:
        if isinstance(node, Tag):
            typed = node.name == "span" and str(node.get("class", "")) in _TYPOGRAPHIC
            yield node.get_text() if typed else "<"
        else:
            yield str(node) if type(node) is NavigableString else "<"


def _from_pasted(document: Document, element: Tag, settings: EmbedsSettings) -> Card | None:
    if not document.is_whole(element) or element.find_parent(_CLOSED):
        return None
    if element.name == "script":
        _drop_script(document, element, settings)
        return None
    if element.name == "blockquote":
        is_post = "mastodon-embed" in str(element.get("class", "")).split()
        src = str(element.get("data-embed-url", "")) if is_post else ""
    elif element.get("srcdoc"):
        return None
    else:
        src = str(element.get("src") or element.get("data-src") or "").strip()
    embed = _embed(f"https:{src}" if src.startswith("//") else src, settings)
    if embed is None:
        return None
    title = one_line(str(element.get("title") or element.get("aria-label") or ""))
    link = document.new_tag("a", href=embed.page)
    link.string = title or _shortened(embed.page)
    return _write_card(document, *_place_of(document, element), embed, link)


def _drop_script(document: Document, script: Tag, settings: EmbedsSettings) -> None:
    """Remove a script that would only fill or resize a frame that was removed.

    A post that was pasted with its text stays a quotation.
    """
    if (
        script_of(str(script.get("src", ""))) in settings.providers
        and not script.get_text().strip()
    ):
        document.replace(script)


def _place_of(document: Document, element: Tag) -> tuple[Tag, str]:
    """Return the element that becomes the card, and its new name.

    A paragraph with nothing else in it goes, too: no figure may be in one (WHATWG HTML, 4.4.1).
    """
    parent = element.parent
    assert parent is not None
    if parent.name == "p" and document.is_whole(parent):
        if all(node is element or _is_blank(node) for node in parent.children):
            return parent, "figure"
        return element, "span"
    if element.find_parent(_PHRASING):
        return element, "span"
    # A figure has one caption, which is its author's.
    return element, "div" if element.find_parent("figure") else "figure"


_CAPTIONS = {"figure": "figcaption", "div": "p", "span": "span"}


def _write_card(document: Document, place: Tag, name: str, embed: Embed, link: Tag) -> Card:
    """Make *place* a card, with the id and the classes that its author gave to a paragraph."""
    own = place.attrs if place.name == "p" else {}
    kept = {key: value for key, value in own.items() if key in {"id", "class", "lang", "dir"}}
    url = str(link["href"])
    place.clear()
    place.name = name
    place.attrs.clear()
    place.attrs.update(kept)
    add_classes(place, "embed", f"embed-{embed.shape}")
    place["data-player"] = embed.player
    host = document.new_tag(_CAPTIONS[name], class_="embed-host")
    host.string = reader_host(url)
    place.append(link)
    place.append(host)
    document.changed(place)
    return Card(embed.provider, url, one_line(link.get_text()))


def _shortened(url: str) -> str:
    return _SCHEME.sub("", url, count=1).rstrip("/")
