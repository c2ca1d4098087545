"""A click copies a block of code as it was written, under a strict policy."""

from __future__ import annotations

from typing import Any

import pytest
from support import build, post

pytestmark = pytest.mark.needs("chromium")

CODE = "for tide in tides:\n    print(tide)"


def test_a_button_copies_the_code_and_says_so(browser, server) -> None:
    address, root = server
    (root / "copy").mkdir()
    files = {"a.md": post(f"```python\n{CODE}\n```", title="Code", slug="a", lang="de")}
    settings = {
        "SITEURL": f"{address}/copy/output",
        "POUCH_THEME": {"copy_code": True},
        "DEFAULT_LANG": "de",
    }
    site = build(root / "copy", files, settings)
    assert site.code == 0, site.log
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    def strict(route: Any) -> None:
        answer = route.fetch()
        policy = "default-src 'self'; object-src 'none'"
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    page.route("**/*.html", strict)
    page.goto(f"{address}/copy/output/a.html")
    page.get_by_role("button", name="Kopieren").click()
    page.get_by_role("button", name="Kopiert").wait_for()

    assert page.evaluate("navigator.clipboard.readText()").strip() == CODE
    assert said == []
    context.close()
