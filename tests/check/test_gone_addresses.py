"""An address that was published once does not vanish unnoticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checked import found
from support import Site, build, post

from pelican_plugins._core.cache import CHECKSUM_SIZE, add_checksum

FILES = {"a.md": post(title="A"), "b.md": post(title="B"), "pages/p.md": post(title="P")}
# Nothing stale is left, as on a server that is told what to hold.
SETTINGS = {"DELETE_OUTPUT_DIRECTORY": True}


def gone(site: Site) -> list[str]:
    return [line for line in found(site) if line.endswith("[address-gone]")]


def record_of(site: Site) -> Path:
    (path,) = (site.folder / "cache" / "pouch" / "outputs").iterdir()
    return path


def change(site: Site, name: str, text: str | None) -> None:
    path = site.folder / "content" / name
    path.unlink() if text is None else path.write_text(text)


def test_an_address_that_moved_is_named_before_and_after_the_build(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    assert gone(site) == []

    change(site, "a.md", post(title="Another"))
    told = [
        "content/a.md: warning: nothing redirects from its old URL /a.html; add"
        " `aliases: [/a.html]` to its front matter, or list it in POUCH_GUARD['removed_urls']"
        " if that is intended [address-gone]"
    ]
    assert gone(site) == told
    build(site.folder, {}, SETTINGS)
    assert gone(site) == told
    # And as long as nobody does anything.
    build(site.folder, {}, SETTINGS)
    assert gone(site) == told


@pytest.mark.parametrize("built", [False, True])
def test_what_leads_on_is_enough(build_site, built: bool) -> None:
    site = build_site(FILES, SETTINGS)
    change(site, "a.md", post(title="Another", aliases=["/a.html"]))
    if built:
        build(site.folder, {}, SETTINGS)

    assert gone(site) == []


def test_a_rule_of_the_server_is_enough(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    change(site, "a.md", post(title="Another"))
    files = {"extra/_redirects": "# ours\n/a.html /another.html 301\n"}
    settings = {
        **SETTINGS,
        "STATIC_PATHS": ["extra"],
        "EXTRA_PATH_METADATA": {"extra/_redirects": {"path": "_redirects"}},
    }
    build(site.folder, files, settings)

    assert gone(site) == []


def test_a_text_that_is_deleted_or_taken_back_is_named(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    change(site, "a.md", None)
    change(site, "b.md", post(title="B", draft=True))
    change(site, "pages/p.md", "---\ntitle: 'never closed\n---\n")

    told = gone(site)

    assert told == [], "they are still in the output, and named as what they are"
    assert [line for line in found(site) if line.endswith("[output-stale]")] == [
        "output/a.html: error: still public, though a.md was deleted; rebuild the site, then run"
        " `pouch check --fix` [output-stale]",
        "output/b.html: error: still public, though b.md is now a draft; rebuild the site, then"
        " run `pouch check --fix` [output-stale]",
    ]
    build(site.folder, {}, SETTINGS)
    told = gone(site)

    assert len(told) == 2, "what cannot be read is told of by its reader"
    # An alias would lead on to what is withdrawn.
    assert told[0] == (
        "content/b.md: warning: it is no longer published (status draft), so /b.html was removed;"
        " list it in POUCH_GUARD['removed_urls'] if that is intended [address-gone]"
    )
    assert told[1].startswith(
        "warning: /a.html, the page of a.md, was removed, and nothing redirects"
    )


def test_an_owner_may_let_an_address_go(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    change(site, "a.md", None)
    change(site, "b.md", None)
    build(site.folder, {}, {**SETTINGS, "POUCH_GUARD": {"removed_urls": ["/a.html"]}})

    (line,) = gone(site)
    assert "/b.html" in line


def test_a_text_that_comes_back_is_forgotten(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    change(site, "a.md", None)
    build(site.folder, {}, SETTINGS)
    change(site, "a.md", post(title="A"))
    build(site.folder, {}, SETTINGS)
    kept = json.loads(record_of(site).read_bytes()[CHECKSUM_SIZE:])

    assert kept["gone"] == {}
    assert kept["pages"]["a.html"] == "a.md"


@pytest.mark.parametrize(
    "damaged", [b"", b"[]", b'{"pages": 1, "gone": 2}', b"\xff", add_checksum(b'{"gone":{}}')]
)
def test_what_is_kept_may_be_damaged(build_site, damaged: bytes) -> None:
    site = build_site(FILES, SETTINGS)
    path = record_of(site)
    path.write_bytes(damaged)
    change(site, "a.md", None)

    assert gone(site) == []
    assert build(site.folder, {}, SETTINGS).code == 0
    assert json.loads(path.read_bytes()[CHECKSUM_SIZE:])["pages"]["b.html"] == "b.md"
