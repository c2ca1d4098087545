"""Works as plain JSON, with all that is known of them and where they are cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Any

from ..._core.text import json_text
from ..resource import facts_of
from ..works import HostGroup, Work

_OF_THE_PAGE = {"anchor", "position", "group"}


def plain_json(works: Iterable[Work], root: str = "") -> str:
    """Return *works* as a JSON list.

    Args:
        works: in the order to keep.
        root: what to put before the addresses of articles, such as `https://example.org`.
    """
    return _dump([_json_item(work, root) for work in works])


def groups_json(groups: Iterable[HostGroup], root: str = "") -> Iterator[str]:
    """Yield, in pieces, *groups* as a JSON list of objects with `host` and `works`.

    See `plain_json`. In pieces, since the works of a large site are as long as its articles.
    """
    between = "[\n"
    for group in groups:
        host = json_text(group.host)
        yield f'{between}  {{\n    "host": {host},\n    "works": '
        inner = "[\n"
        for work in group.works:
            yield inner + indent(json_text(_json_item(work, root)), " " * 6)
            inner = ",\n"
        yield "\n    ]\n  }"
        between = ",\n"
    yield "\n]\n"


def _json_item(work: Work, root: str) -> dict[str, Any]:
    return {
        "id": work.id,
        **{
            name: value
            for name, value in facts_of(work.resource).items()
            if value and name not in _OF_THE_PAGE
        },
        "cited_by": [
            {"title": place.title, "url": place_url(root, place.url, place.anchor)}
            for place in work.citations
        ],
    }


def place_url(root: str, url: str, anchor: str) -> str:
    """Return the address of an entry in its article."""
    return f"{root}/{url}#{anchor}" if anchor else f"{root}/{url}"


def _dump(value: Any) -> str:
    return json_text(value) + "\n"
