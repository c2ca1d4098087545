"""What holds of every feed of ours, beside what specifications ask: that the product checks itself.

Each complaint is named like the finding of a validator that it stands for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import jsonschema
from bs4 import BeautifulSoup
from lxml import etree

from pelican_plugins.feeds.validation import is_feed, validate

JSON_FEED = json.loads(
    (Path(__file__).parent / "feeds" / "json_feed.schema.json").read_text(encoding="utf-8")
)
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9;/?:@&=+$.\-_!~*'(),#\[\]]|%[0-9A-Fa-f]{2})+"
)
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:")
_RISKY = ["script", "style", "iframe", "object", "embed", "form", "input", "meta", "link", "base"]


def findings(data: bytes, self_url: str) -> list[str]:
    """Return what is wrong with a feed in any format; nothing where it is as it should be."""
    found = [] if is_feed(data) else ["it is not known for a feed"]
    found += [flaw.text for flaw in validate(data)]
    if data.startswith(b"{"):
        return [*found, *_json(json.loads(data), self_url)]
    root = etree.fromstring(data)
    if root.tag == "rss":
        return [*found, *_rss(root.find("channel"), self_url)]
    return [*found, *_atom(root, self_url)]


def _rss(channel, self_url: str) -> Iterator[str]:
    links = [
        link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"
    ]
    if links != [self_url]:
        yield f"SelfDoesntMatchLocation {links}"
    for item in channel.findall("item"):
        guid = item.find("guid")
        if guid is None or guid.get("isPermaLink") != "false":
            yield "InvalidPermalink"
        tags = [child.tag for child in item]
        if ENCODED in tags and (
            "description" not in tags or tags.index("description") > tags.index(ENCODED)
        ):
            yield "NeedDescriptionBeforeContent"
        if tags.count("enclosure") > 1:
            yield "DuplicateEnclosure"
        yield from _uris([item.findtext("link")])
        yield from _identity(guid.text)
        for name in (ENCODED, "description"):
            yield from _body(item.findtext(name) or "")
        yield from _media(item, item.findtext(ENCODED) or "")
        for enclosure in item.findall("enclosure"):
            if (
                enclosure.get("type").startswith("image/")
                or not enclosure.get("length").isdecimal()
            ):
                yield "Enclosure"
        if any(not (child.text or "").strip() for child in item if child.tag == "category"):
            yield "NotBlank"


def _atom(root, self_url: str) -> Iterator[str]:
    links = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if links != [self_url]:
        yield f"SelfDoesntMatchLocation {links}"
    entries = root.findall(f"{ATOM}entry")
    for name, message in (("id", "DuplicateEntries"), ("updated", "DuplicateUpdated")):
        values = [entry.findtext(f"{ATOM}{name}") for entry in entries]
        if len(set(values)) != len(values):
            yield message
    for entry in entries:
        alternates = [
            each for each in entry.findall(f"{ATOM}link") if each.get("rel") == "alternate"
        ]
        if len(alternates) != 1:
            yield "DuplicateAtomLink"
        yield from _uris([each.get("href") for each in entry.findall(f"{ATOM}link")])
        yield from _identity(entry.findtext(f"{ATOM}id"))
        content = entry.find(f"{ATOM}content")
        for element in (content, entry.find(f"{ATOM}summary")):
            if element is not None:
                if element.get("type") != "html":
                    yield "InvalidMIMEType"
                yield from _body(element.text or "")
        yield from _media(entry, (content.text or "") if content is not None else "")
        if any(not name.text for name in entry.iter(f"{ATOM}name")):
            yield "NotBlank"


def _json(feed: dict, self_url: str) -> Iterator[str]:
    for error in jsonschema.Draft202012Validator(JSON_FEED).iter_errors(feed):
        yield f"JSON schema {error.json_path}: {error.message}"
    if feed["version"] != "https://jsonfeed.org/version/1.1" or feed["feed_url"] != self_url:
        yield "JSON head"
    for item in feed["items"]:
        yield from _uris([item["url"]])
        yield from _body(item["content_html"])
        if not all(isinstance(value, dict) for key, value in item.items() if key.startswith("_")):
            yield "JSON extension"


def _body(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all():
        if tag.name in _RISKY:
            yield f"SecurityRisk {tag.name}"
        for name, value in tag.attrs.items():
            if name.startswith("on"):
                yield f"SecurityRiskAttr {name}"
            if name in {"href", "src", "poster", "cite", "data"} and not str(value).startswith(
                "data:"
            ):
                yield from _uris([str(value)])
            if name == "srcset":
                yield from _uris([each.split()[0] for each in str(value).split(", ")])


def _media(item, body: str) -> Iterator[str]:
    shown = [image.get("src") for image in BeautifulSoup(body, "html.parser").find_all("img")]
    for element in [*item.findall(f"{MEDIA}content"), *item.findall(f"{MEDIA}thumbnail")]:
        if body and element.get("url") not in shown:
            yield f"a picture that is not in the body: {element.get('url')}"
    if item.find(f"{MEDIA}group") is not None:
        yield "MediaGroupWithoutAlternatives"


def _identity(guid: str) -> Iterator[str]:
    # The path is as Pelican writes it, which must not change; readers compare it as it is.
    if guid.startswith("tag:") and not _TAG.match(guid):
        yield f"InvalidTAG {guid}"


def _uris(values: list[str]) -> Iterator[str]:
    for value in values:
        if not _URI.fullmatch(value):
            yield f"InvalidFullLink {value}"
