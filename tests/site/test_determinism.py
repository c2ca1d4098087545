"""The same input gives the same bytes, whatever the machine; an unchanged body is kept."""

from __future__ import annotations

import pytest
import warm_start
from support import build, post

FILES = {
    f"p{n}.md": post(
        f"Text {n}\n\n## Resources\n\n* One https://example.org/{n}\n",
        title=f"Post {n}",
        date=f"2025-06-0{n % 3 + 1}",
        tags=[["Rivers", "rivers", "Maps"][n % 3], "all"],
        authors=["B. Ee", "A. Aye"],
    )
    for n in range(6)
} | {
    f"t-{lang}.md": post("x", title="T", slug="t", lang=lang, date="2025-06-01")
    for lang in ("en", "fr", "de", "uk")
}
SETTINGS = {
    "FEED_ALL_RSS": "feeds/all.rss.xml",
    "TAG_FEED_ATOM": "feeds/tag-{slug}.xml",
    "CATEGORY_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
}


OTHER_MACHINE = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"}


def test_two_builds_are_alike_to_the_byte(shared_site, build_site) -> None:
    one = shared_site(FILES, SETTINGS, environment=warm_start.HASH_SEED)
    other = build_site(dict(reversed(FILES.items())), SETTINGS, environment=OTHER_MACHINE)

    assert one.code == 0, one.log
    assert one.files() == other.files()


def test_a_second_build_from_the_cache_is_alike_and_a_damaged_one_too(build_site) -> None:
    one = build_site(FILES, SETTINGS)
    caches = sorted((one.folder / "cache").rglob("*.sqlite3"))
    second = build(one.folder, {}, SETTINGS)
    for cache in caches:
        cache.write_bytes(b"rubbish")
    third = build(one.folder, {}, SETTINGS)

    assert one.files() == second.files() == third.files()
    assert one.contents == second.contents == third.contents
    assert [path.stem for path in caches] == ["build"]
    assert [len(third.messages_about(path.name)) for path in caches] == [1]


@pytest.mark.parametrize("layer", ["reader", "generator"])
@pytest.mark.parametrize("typogrify", [False, True])
def test_content_caches_of_pelican_change_nothing(
    shared_site, build_site, layer: str, typogrify: bool
) -> None:
    settings = {**SETTINGS, "TYPOGRIFY": typogrify}
    caching = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CONTENT_CACHING_LAYER": layer}
    plain = shared_site(FILES, settings)
    first = build_site(FILES, {**settings, **caching})
    second = build(first.folder, {}, {**settings, **caching})

    assert plain.files() == first.files() == second.files()
    assert plain.contents == second.contents


def test_an_alias_taken_away_again_is_gone_also_from_the_cache(build_site) -> None:
    caching = {
        **SETTINGS,
        "CACHE_CONTENT": True,
        "LOAD_CONTENT_CACHE": True,
        "CONTENT_CACHING_LAYER": "generator",
    }
    aliases = {"POUCH_TAGS": {"aliases": {"Maps": "Charts"}}}
    site = build_site(FILES, {**caching, **aliases})
    assert "tag/charts.html" in site.files()

    again = build(site.folder, {}, {**caching, "DELETE_OUTPUT_DIRECTORY": True})

    assert "tag/maps.html" in again.files()
    assert "tag/charts.html" not in again.files()
