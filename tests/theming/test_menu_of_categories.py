"""A category that no author named is not in the menu."""

from __future__ import annotations

import pytest
from support import post


@pytest.mark.site
@pytest.mark.parametrize(
    ("settings", "shown"),
    [({}, ["Rivers"]), ({"DEFAULT_CATEGORY": "Notes"}, ["Notes", "Rivers"])],
)
def test_what_has_no_category_is_not_in_the_menu(build_site, settings, shown) -> None:
    files = {"a.md": post(title="A"), "b.md": post(title="B", category="Rivers")}
    site = build_site(files, settings)

    assert [link.get_text() for link in site.soup("a.html").select(".site-nav a")] == shown
    plain = "misc" if not settings else "notes"
    assert f"category/{plain}.html" in site.files()
