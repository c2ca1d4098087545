"""Tell which file is a feed, and what is wrong with one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from lxml import etree

from ..._core.diagnostics import Diagnostic
from ..rules import FEED_MALFORMED
from .atom import NAMESPACE, flaws_of_atom
from .json_feed import flaws_of_json
from .rss import flaws_of_rss

HEAD = 4_096
"""How many bytes `is_feed` needs."""

# XML 1.0, production [22]: what may stand before the root. Nothing is tried in two ways.
_ROOT = re.compile(
    rb"(?>\s*(?><!--.*?-->|<\?[^>]*>|<!(?!--)[^>]*>|\]>))*+\s*<(?:\w+:)?(?:rss|feed)[\s>]",
    re.DOTALL,
)
_JSON = re.compile(rb"jsonfeed\.org\\?/version")


def is_feed(head: bytes) -> bool:
    """Tell from the first `HEAD` bytes of a file whether it is a feed."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return _JSON.search(start) is not None
    return _ROOT.match(start) is not None


def flaws_of(data: bytes) -> Iterator[Diagnostic]:
    """Yield what is wrong with a feed of any format."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        try:
            yield from flaws_of_json(json.loads(data))
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            yield FEED_MALFORMED(f"it is no JSON ({error})", "build it again", line=line)
        return
    # Nothing of what a feed names is fetched or unfolded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        text = f"it is not well-formed ({error.msg})"
        yield FEED_MALFORMED(text, "build it again", line=error.lineno)
        return
    if root.tag == f"{NAMESPACE}feed":
        yield from flaws_of_atom(root)
    elif root.tag == "rss":
        yield from flaws_of_rss(root)
