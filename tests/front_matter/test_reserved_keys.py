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
        f"content/a.md:{line}: the key {name} is reserved and is ignored; give it another name"
        for line, name in enumerate(names, 6)
    ]


@pytest.mark.parametrize(
    ("name", "header"), [("a.md", "Title: T\nDate: 2025-01-01\n{}\n\nText.\n"),
                         ("a.rst", "T\n=\n\n:date: 2025-01-01\n{}\n\nText.\n")]
)  # fmt: skip
@pytest.mark.parametrize(
    "key", ["redirects", "shortcodes_left", "tags_as_written", "POUCH_REDIRECTS"]
)
def test_headers_of_any_reader_cannot_reach_what_is_handed_on(
    build_site, name: str, header: str, key: str
) -> None:
    mark = ":" if name == "a.rst" else ""
    site = build_site({name: header.format(f"{mark}{key}: 5")})

    assert site.code == 0, site.log
    assert site.contents[name]["content"] == "<p>Text.</p>" or name == "a.rst"
    assert {"t.html"} == {file for file in site.files() if file in {"t.html", "5"}}
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
