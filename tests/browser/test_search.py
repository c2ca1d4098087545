"""The search page finds what is published, in every language of the site, under a strict policy."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support import build, post

pytestmark = pytest.mark.needs("chromium")

POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def test_what_is_published_is_found(browser, server) -> None:
    pytest.importorskip("pagefind")
    address, root = server
    (root / "search").mkdir()
    files = {
        "a.md": post("The river rose.", title="Water <b>"),
        "b.md": post("La rivière monte.", title="Eau", lang="fr"),
        "c.md": post("The river is a secret.", title="Not yet", draft=True),
    }
    settings = {"SITEURL": f"{address}/search/output", "POUCH_THEME": {"search": "pagefind"}}
    site = build(root / "search", files, settings)
    assert site.code == 0, site.log
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    def strict(route: Any) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": POLICY}
        route.fulfill(response=answer, headers=headers)

    page.route("**/*.html*", strict)
    found = {}
    for word in ("river", "rivière", "secret"):
        page.goto(f"{address}/search/output/search.html?q={word}")
        page.get_by_text(re.compile(r"^\d+ results?$")).wait_for()
        links = page.locator("main li a").all()
        found[word] = (page.inner_text("[role=status]"), [link.inner_text() for link in links])

    page.context.close()
    assert found["river"][1] == ["Water <b>"]
    assert found["rivière"][1] == ["Eau"]
    assert found["secret"] == ("0 results", [])
    assert said == []
