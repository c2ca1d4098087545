"""axe-core finds nothing to complain of, on any template, in any colours, at any width."""

from __future__ import annotations

from typing import Any

import pytest
from browser_support import Served
from needed_tools import NODE_MODULES

pytestmark = pytest.mark.needs("chromium", "axe-core")

WIDTHS = (320, 390, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# To describe every element that keeps a rule takes axe three times as long as to look at them all.
LOOK = """async rules => {
    const found = await axe.run({runOnly: rules, resultTypes: ["violations"]});
    return {
        kept: found.passes.length,
        broken: found.violations.flatMap(
            rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)
        ),
    };
}"""


def violations(page: Any, url: str, widths: tuple[int, ...] = (390,)) -> list[str]:
    page.goto(url)
    page.evaluate((NODE_MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8"))
    lines = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(LOOK, RULES)
        assert found["kept"], url
        lines += [f"{url} at {width} px: {line[:200]}" for line in found["broken"]]
    return lines


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken(browser, hostile: Served, demo: Served, scheme) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    pages = [f"{hostile.url}/{name}" for name in hostile.pages]
    pages += [f"{demo.url}/{name}" for name in ("index.html", "the-rivers-long-memory.html")]

    found = [line for url in pages for line in violations(page, url, WIDTHS)]

    context.close()
    assert found == []


@pytest.mark.parametrize("site", ["many", "seed_site"])
def test_no_rule_is_broken_by_posts_of_every_shape(browser, request, site) -> None:
    served: Served = request.getfixturevalue(site)
    page = browser.new_page(viewport={"width": 390, "height": 900})

    found = [line for name in served.pages for line in violations(page, f"{served.url}/{name}")]

    page.context.close()
    assert found == []


@pytest.mark.parametrize(
    "options", [{"forced_colors": "active"}, {"contrast": "more"}], ids=["forced", "more"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_is_broken_in_high_contrast(browser, demo: Served, options, scheme) -> None:
    context = browser.new_context(color_scheme=scheme, **options)
    page = context.new_page()

    found = [
        line
        for name in ("index.html", "the-rivers-long-memory.html", "tags.html", "sources.html")
        for line in violations(page, f"{demo.url}/{name}")
    ]

    context.close()
    assert found == []
