"""What a page says and where it leads, so that two builds of one page can be compared.

A build with us differs from one without us in a few ways that we promise. Each is undone here,
on the page that has it and nowhere else; whatever else differs is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

_UNSEEN = ("script", "style", "template")
_ADDRESS = re.compile(r"https?://\S+")
_HEADINGS = ("title", "h1", "h2")
_HEADING = re.compile(r"(.*\s-\s+|Articles tagged with |)(.*?)( tag|)", re.DOTALL)
_TAG = re.compile(r"()(.*?)([,:]?(?: \(?\d+\)?)?)", re.DOTALL)
# The Atom feed of all articles gets one in RSS beside it; themes that link it say so.
_ADDED_FEED = "feeds/all.rss.xml"


def parsed(page: bytes) -> html.HtmlElement:
    """Return the tree of a page, which is in UTF-8 whatever it says of itself."""
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


def words_with_us(page: bytes) -> list[str]:
    """Return the words of a page, without what we add to it on purpose."""
    tree = parsed(page)
    for figure in tree.iter("figure"):
        # A picture's title, which a pointer had to find, is its caption.
        picture, caption = figure.find(".//img"), figure.find("figcaption")
        if caption is not None and picture is not None and "figure" in figure.classes:
            picture.set("title", caption.text_content().strip())
            caption.drop_tree()
    for item in _within(tree, "li", "resource"):
        for host in item.find_class("resource-host"):
            host.drop_tree()
        for link in item.iter("a"):
            # An address that has no title is shown without its scheme.
            if link.text_content() == link.get("href", "").partition("://")[2]:
                link.text = link.get("href")
    for link in list(tree.iter("a")):
        if link.get("href", "").endswith(_ADDED_FEED):
            link.drop_tree()
    return list(_words(tree))


def words_without_us(page: bytes, spellings: Mapping[str, str], addresses: set[str]) -> list[str]:
    """Return the words of a page that was built without us, as they are to be with us.

    Args:
        page: the page.
        spellings: of a tag, by another spelling; only a text that is a tag and no more is meant.
        addresses: what lists of references on our page link: an address is the link of the title
            before it.
    """
    tree = parsed(page)
    for element in tree.iter(html.etree.Element):
        # A tag alone, with a mark or a number behind it, or where themes name it for its page.
        text = (element.text or "").strip()
        pattern = _HEADING if element.tag in _HEADINGS else _TAG
        found = pattern.fullmatch(text)
        if found and found[2] in spellings:
            element.text = f"{found[1]}{spellings[found[2]]}{found[3]}"
    for item in tree.iter("li"):
        for element in item.iter():
            for name in ("text", "tail"):
                text = getattr(element, name) or ""
                found = _ADDRESS.search(text)
                if found and text[: found.start()].strip() and _known(found[0], addresses):
                    setattr(element, name, text.replace(found[0], " "))
        links = [link for link in item.iter("a") if link.text_content() in addresses]
        for link in links:
            if link.getprevious() is not None or (item.text or "").strip():
                link.text = " "
    return list(_words(tree))


def links_of(page: bytes, address: str) -> set[str]:
    """Return where a page at *address* leads."""
    links = (link.get("href") for link in parsed(page).iter("a"))
    return {unquote(urljoin(address, link)) for link in links if link}


def resources_of(page: bytes) -> set[str]:
    """Return the addresses that lists of references on a page link."""
    items = _within(parsed(page), "li", "resource")
    return {link.get("href") for item in items for link in item.iter("a")}


def pictures_of(page: bytes, address: str) -> list[str]:
    """Return the addresses of the pictures that a page at *address* shows."""
    return [
        unquote(urljoin(address, picture.get("src", ""))) for picture in parsed(page).iter("img")
    ]


def _known(address: str, addresses: set[str]) -> bool:
    # Typogrify also sets the dashes of an address; the link has those its author typed.
    return any(
        urlsplit(known).netloc == urlsplit(address).netloc and len(known) - len(address) in {0, 1}
        for known in addresses
    )


def _within(tree: html.HtmlElement, tag: str, name: str) -> list[html.HtmlElement]:
    return [element for element in tree.find_class(name) if element.tag == tag]


def _words(tree: html.HtmlElement) -> Iterator[str]:
    """Yield what a reader sees or hears: texts, and what stands for or behind a picture."""
    _order_languages(tree)
    for element in list(tree.iter(*_UNSEEN)):
        element.drop_tree()
    for picture in tree.iter("img"):
        told = [picture.get(name) for name in ("alt", "title") if picture.get(name)]
        picture.tail = f" {' '.join(told)} {picture.tail or ''}"
    for text in tree.itertext(html.etree.Element):
        yield from text.split()


def _order_languages(tree: html.HtmlElement) -> None:
    """Put the links to translations in one order: Pelican's is that of a set."""
    links = [link for link in tree.iter("a") if link.get("hreflang")]
    ordered = sorted((link.get("hreflang"), link.text) for link in links)
    for link, (language, text) in zip(links, ordered, strict=True):
        link.set("hreflang", language)
        link.text = text
