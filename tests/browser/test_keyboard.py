"""Everything can be reached with the keyboard alone, in its order, and is seen to be reached."""

from __future__ import annotations

from typing import Any

import pytest
from browser_support import Served

pytestmark = pytest.mark.needs("chromium")

FOCUSED = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    text: element.textContent.trim(),
    link: element.matches('a'),
    href: element.getAttribute('href'),
    seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""


def tabbed(page: Any) -> list[dict[str, Any]]:
    """Return what is focused after each press of Tab, until it begins again."""
    stops: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if page.evaluate("document.activeElement === document.body") or len(stops) > 500:
            return stops
        stops.append(stop)


@pytest.mark.parametrize("name", ["index.html", "the-rivers-long-memory.html", "sources.html"])
def test_every_link_is_reached_in_order_and_seen(browser, demo: Served, name) -> None:
    # What scrolls smoothly is not in sight at once.
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{demo.url}/{name}")
    links = page.evaluate(
        "[...document.querySelectorAll('a[href]')].filter(a => a.checkVisibility())"
        ".map(a => a.getAttribute('href'))"
    )

    stops = tabbed(page)

    context.close()
    assert [stop["href"] for stop in stops if stop["link"]] == links
    assert stops[0]["href"] == "#main"
    assert [stop for stop in stops if not (stop["seen"] and stop["inside"])] == []


def test_the_first_link_leads_past_the_menu(browser, demo: Served) -> None:
    page = browser.new_page()
    page.goto(f"{demo.url}/index.html")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    inside = page.evaluate("document.querySelector('main').contains(document.activeElement)")
    page.context.close()
    assert inside


def test_what_scrolls_in_its_own_box_can_be_scrolled_with_keys(browser, hostile: Served) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{hostile.url}/a-long-listing.html")

    page.locator("pre").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)

    scrolled = page.eval_on_selector("pre", "element => element.scrollLeft")
    page.context.close()
    assert scrolled > 0
