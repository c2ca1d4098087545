"""No key of an author's ends the build or takes the place of what the build keeps itself."""

from __future__ import annotations

import pytest
from support import post

RESERVED = {
    "redirects": "/old|5",
    "shortcodes_left": "abc",
    "tags_as_written": 5,
    "author_details": "x",
    "lead_picture": 5,
    "_context": {"a": 1},
    "_content": "Mine.",
    "_status": "draft",
    "override_save_as": "../x.html",
    "override_url": 5,
    "POUCH_REDIRECTS": 5,
    "pouch_tags_as_written": 5,
}


def test_a_reserved_key_is_named_and_ignored(build_site) -> None:
    site = build_site({"a.md": post("Text.", tags=["One"], aliases=["/old/"], **RESERVED)})

    assert site.code == 0, site.log
    assert site.contents["a.md"]["content"] == "<p>Text.</p>"
    assert site.contents["a.md"]["tags"] == ["One"]
    assert {"a-post.html", "old/index.html"} <= set(site.files())
    told = site.messages_about("content/a.md")
    names = [name for name in RESERVED if "pouch" not in name.lower()]
    assert told == [
        f"content/a.md:{line}: the key {name} is reserved, so it is ignored; rename it"
        for line, name in enumerate(names, 6)
    ]


HEADERS = {
    "md": "Title: T {0}\nDate: 2025-01-01\n{0}: 5\n\nText.\n",
    "rst": "R {0}\n=================\n\n:date: 2025-01-01\n:{0}: 5\n\nText.\n",
}
KEYS = ["redirects", "shortcodes_left", "tags_as_written", "POUCH_REDIRECTS"]


@pytest.mark.parametrize("reader", HEADERS)
@pytest.mark.parametrize("key", KEYS)
def test_headers_of_any_reader_cannot_reach_what_is_handed_on(
    shared_site, reader: str, key: str
) -> None:
    files = {f"{one}.{end}": text.format(one) for end, text in HEADERS.items() for one in KEYS}
    site = shared_site(files)

    name = f"{key}.{reader}"
    assert site.code == 0, site.log
    assert site.contents[name]["content"] == "<p>Text.</p>" or reader == "rst"
    assert f"{'t' if reader == 'md' else 'r'}-{key.lower()}.html" in site.files()
    assert "5" not in site.files()
    assert site.contents[name]["tags"] == []
    assert site.messages_about(name) == []


@pytest.mark.parametrize("key", ["_content", "_context", "override_save_as"])
def test_headers_cannot_take_the_place_of_the_body(build_site, key: str) -> None:
    site = build_site({"a.md": f"Title: T\nDate: 2025-01-01\n{key}: mine\n\nText.\n"})

    assert site.code == 0, site.log
    assert site.contents["a.md"]["content"] == "<p>Text.</p>"
    assert "t.html" in site.files()
    (message,) = site.messages_about("content/a.md")
    assert message.startswith(f"content/a.md:3: the key {key} is reserved")
