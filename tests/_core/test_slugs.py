"""A name that makes no slug of its own gets one, and never that of another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from pelican_plugins._core.output_paths import fitted
from pelican_plugins._core.slugs import other_slugs, slugs_of_names

NAMES = st.text(max_size=6) | st.sampled_from(
    ["日" * 90, "a" * 300, "Query", "fire", "?", "🔥", "-"]
)


def plain(name: str) -> str:
    return slugify(name, DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"])


def is_usable(slug: str) -> bool:
    return bool(slug) and fitted(f"{slug}.atom.xml") == f"{slug}.atom.xml"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("😀", "grinning-face"),
        ("?", "query"),
        ("★", "black-star"),
        ("!", "bang"),
        ("?!", "query-bang"),
        ("🔥", "fire"),
        ("💧", "droplet"),
        ("…", "horizontal-ellipsis"),
        ("\ue000", "category"),
        ("", "category"),
    ],
)
def test_a_name_without_a_letter_is_told_by_its_signs(name: str, slug: str) -> None:
    assert next(other_slugs(name, fallback="category")) == slug


@settings(derandomize=True)
@given(st.lists(NAMES, unique=True, max_size=12))
def test_no_slug_that_works_is_moved_and_no_two_are_one(names: list[str]) -> None:
    found = slugs_of_names(names, plain, is_usable, "category")

    assert set(found) == {name for name in names if not is_usable(plain(name))}
    assert all(map(is_usable, found.values()))
    assert len(set(found.values())) == len(found)
    assert not set(found.values()) & {plain(name) for name in names if is_usable(plain(name))}


def test_a_name_that_says_it_keeps_what_symbols_would_be_called() -> None:
    assert slugs_of_names(["Query", "?", "Fire", "🔥"], plain, is_usable, "category") == {
        "?": "query-2",
        "🔥": "fire-2",
    }


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("\U0001f1e9\U0001f1ea", "flag-de"),
        ("\U0001f3f3\ufe0f\u200d\U0001f308", "waving-white-flag-rainbow"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", "flag-gbsct"),
        ("\u2764\ufe0f", "heavy-black-heart"),
        ("\u200d", "tag"),
    ],
)
def test_a_symbol_has_the_name_of_what_is_seen(name: str, slug: str) -> None:
    assert next(other_slugs(name, fallback="tag")) == slug
