"""Read the ids and the links of an HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

# Attributes with a URL (WHATWG HTML, "Attributes"); `cite` and forms lead no reader anywhere.
_URLS = {
    "a": ("href",),
    "area": ("href",),
    "link": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "img": ("src",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src",),
    "track": ("src",),
    "video": ("src", "poster"),
}
_SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
# These name a host and no file.
_HOSTS_ONLY = {"preconnect", "dns-prefetch"}


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links of a page, and the ids to which others may link.

    Attributes:
        ids: of its elements, and the names of its anchors.
        links: its URLs as written, without surrounding white space, each once and in order.
        base: the URL of its `<base>`; empty without one.
        pictures: the links that nothing but an image has.
    """

    ids: frozenset[str]
    links: tuple[str, ...]
    base: str = ""
    pictures: frozenset[str] = frozenset()


def read_page(html: bytes) -> PageLinks:
    """Return the ids and links of a page in UTF-8."""
    target = _Target()
    # A text node of 10 MB is not an error.
    parser = etree.HTMLParser(target=target, encoding="utf-8", huge_tree=True)
    try:
        parser.feed(html)
        parser.close()
    except etree.LxmlError:
        # An empty file; of a broken one, what was read until then.
        pass
    pictures = frozenset(url for url, is_picture in target.links.items() if is_picture)
    return PageLinks(frozenset(target.ids), tuple(target.links), target.base, pictures)


@dataclass(slots=True)
class _Target:
    """Gets each start tag from lxml's parser, which then builds no tree."""

    ids: set[str] = field(default_factory=set)
    links: dict[str, bool] = field(default_factory=dict)
    base: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if "id" in attributes:
            self.ids.add(attributes["id"])
        if tag == "a" and "name" in attributes:
            self.ids.add(attributes["name"])
        elif tag == "base":
            self.base = self.base or attributes.get("href", "").strip()
        elif tag == "link" and _HOSTS_ONLY & {*attributes.get("rel", "").lower().split()}:
            return
        for name in _URLS.get(tag, ()):
            if name in attributes:
                self._note(attributes[name].strip(), tag)
        for url in _of_set(attributes.get(_SETS.get(tag, ""), "")):
            self._note(url, tag)

    def _note(self, url: str, tag: str) -> None:
        self.links[url] = tag in {"img", "source"} and self.links.get(url, True)

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass

    def close(self) -> None:
        pass


def _of_set(srcset: str) -> Iterator[str]:
    """Yield the URLs of a `srcset` (WHATWG HTML, "Parsing a srcset attribute").

    A comma within a URL belongs to it; one at its end parts it from the next.
    """
    expects_url = True
    for word in srcset.split():
        # After a URL, a descriptor such as `2x,` or `480w`; some write `2x,next.jpg`.
        url = word if expects_url else word.partition(",")[2]
        expects_url = expects_url or "," in word
        if url.strip(","):
            yield url.strip(",")
            expects_url = url.endswith(",")
