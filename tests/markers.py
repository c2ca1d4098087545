"""Texts that would be markup, a header or a script wherever one of them is written unescaped.

Each field of a site gets a text of its own, told from all others by its token, so that whatever
goes wrong names the field it came from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

import html5lib

TOKEN = re.compile(r"kq\d{3}x")
# URL Standard, 4.4: what a browser takes out of an address before it looks at it.
_IGNORED = re.compile(r"[\t\n\r]")
_FRINGE = "".join(map(chr, range(0x21)))
_RUNS = re.compile(r"(?:javascript|vbscript|data:text/html)", re.IGNORECASE)
_ADDRESSES = {"action", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"}
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_DATA_SCRIPTS = {"application/ld+json", "speculationrules"}


def plain(text: str) -> str:
    """Return *text* with white space as one space, as HTML shows it."""
    return " ".join(text.split())


@dataclass
class Markers:
    """The texts that were given out, by the names of their fields."""

    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, name: str) -> str:
        """Return the word by which the text of the field *name* is known."""
        assert name not in self.tokens, name
        self.tokens[name] = f"kq{len(self.tokens):03}x"
        return self.tokens[name]

    def text(self, name: str) -> str:
        """Return what would break out of text, attributes, scripts, comments and CDATA."""
        return text_of(self.token(name))

    def address(self, name: str) -> str:
        """Return what would break out of an attribute; it leads to a host of its own."""
        token = self.token(name)
        return f"https://{token}.example/a\"'><{token}-e onclick={token}()></script>/{token}end"

    def script(self, name: str) -> str:
        """Return an address that would run."""
        return f"javascript:{self.token(name)}()"

    def field_of(self, token: str) -> str:
        return next((name for name, one in self.tokens.items() if one == token), token)

    def fields_in(self, text: str) -> str:
        return ", ".join(sorted({self.field_of(token) for token in TOKEN.findall(text)}))


def text_of(token: str) -> str:
    return (
        f"{token} \"{token}-a=1 onload={token}() '{token}-b=1 <{token}-e onclick={token}()>"
        f" &lt;{token}-f&gt; </script></title></style>--> ]]> }} {token}-g={{ {token}end"
    )


@dataclass(frozen=True)
class Found:
    """What a parser made of one file.

    Attributes:
        values: kind of a place (`text`, `@href`, `ld+json`) and what stands in it.
        holes: one sentence for each text that became more than a text.
    """

    values: list[tuple[str, str]]
    holes: list[str]


def look_at_html(text: str, *, fragment: bool = False) -> Found:
    """Return what a browser would make of a page, or of a part of one."""
    found = Found([], [])
    builder = html5lib.getTreeBuilder("etree")
    parser = html5lib.HTMLParser(tree=builder, namespaceHTMLElements=False)
    root = parser.parseFragment(text) if fragment else parser.parse(text)
    for element in root.iter():
        name = str(element.tag)
        if not isinstance(element.tag, str) or name.startswith("<"):
            _look_at(found, "comment", "comment", element.text or "")
            continue
        if TOKEN.search(name):
            found.holes.append(f"the element <{name}>")
        for key, value in element.attrib.items():
            _look_at_attribute(found, name, str(key), value)
        own = element.text or ""
        if name == "script":
            _look_at_script(found, element.get("type", ""), own)
        elif name == "style":
            _look_at(found, "style", "style", own)
        elif own:
            found.values.append(("text", own))
        found.values.extend(("text", child.tail) for child in element if child.tail)
    return found


def _look_at(found: Found, where: str, kind: str, text: str) -> None:
    if TOKEN.search(text):
        found.holes.append(f"a {where}: {text[:200]}")
    found.values.append((kind, text))


def _look_at_attribute(found: Found, element: str, name: str, value: str) -> None:
    if TOKEN.search(name) or name.lower().startswith("on") or name.lower() == "srcdoc":
        found.holes.append(f"the attribute {name}={value[:200]!r} of <{element}>")
    address = _IGNORED.sub("", value.strip(_FRINGE))
    address = address.rpartition("url=")[2] if element == "meta" else address
    if (name in _ADDRESSES or element == "meta") and _RUNS.match(address):
        found.holes.append(f"<{element} {name}={value[:200]!r}>")
    if name == "style" and TOKEN.search(value):
        found.holes.append(f"<{element} style={value[:200]!r}>")
    found.values.append((f"@{name}", value))


def _look_at_script(found: Found, kind: str, text: str) -> None:
    if kind not in _DATA_SCRIPTS:
        _look_at(found, "script", "script", text)
        return
    try:
        found.values.extend(("ld+json", value) for value in texts_of(json.loads(text)))
    except ValueError as error:
        found.holes.append(f"a script of data that is none ({error}): {text[:200]}")


def look_at_xml(data: bytes) -> Found:
    """Return what a feed reader would make of a feed or of a list of feeds."""
    found = Found([], [])
    root = ET.fromstring(data)
    # RSS Best Practices Profile: these of an item are HTML to every reader.
    shown = [*root.iterfind(".//item/description"), *root.iter(_ENCODED)]
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if TOKEN.search(element.tag):
            found.holes.append(f"the element <{name}>")
        for key, value in element.attrib.items():
            if TOKEN.search(key):
                found.holes.append(f"the attribute {key} of <{name}>")
            if _RUNS.match(value.strip(_FRINGE)):
                found.holes.append(f"<{name} {key}={value[:200]!r}>")
            found.values.append((f"{name}@{key}", value))
        text = element.text or ""
        found.values.append((name, text))
        if text and (element.get("type") == "html" or element in shown):
            _add(found, name, look_at_html(text, fragment=True))
    return found


def look_at_json(text: str) -> Found:
    """Return what a program would make of a file; the HTML in a JSON Feed is looked at, too."""
    found = Found([], [])
    document = json.loads(text)
    for key, value in _members(document):
        if TOKEN.search(key):
            found.holes.append(f"the key {key}")
        if key == "content_html":
            _add(found, key, look_at_html(value, fragment=True))
        elif key in {"url", "external_url", "image", "URL"} and _RUNS.match(value.strip(_FRINGE)):
            found.holes.append(f"{key}: {value[:200]}")
        found.values.append((key, value))
    return found


def _add(found: Found, where: str, inner: Found) -> None:
    found.holes.extend(f"in {where}: {hole}" for hole in inner.holes)
    found.values.extend((f"{where} {kind}", value) for kind, value in inner.values)


def _members(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _members(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _members(inner, key)
    else:
        yield key, str(value)


def texts_of(value: object) -> Iterator[str]:
    yield from (text for _, text in _members(value))
