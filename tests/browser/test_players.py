"""Cards load their players on a click, by mouse and keyboard, and nothing before one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from support import build, post

from pelican_plugins._core.embeds import FRAME_HOSTS

pytestmark = pytest.mark.needs("chromium")

BODY = """
{{< youtube id="aB3-_x7Zq90" title="A talk" >}}

<https://vimeo.com/1234>

<iframe src="https://www.openstreetmap.org/export/embed.html?bbox=1,2,3,4" title="A map"></iframe>
"""
PLAYER = "<!DOCTYPE html><title>Player</title><button>Play</button>"


@pytest.fixture(scope="module")
def address(server) -> str:
    url, root = server
    (root / "players").mkdir()
    settings = {"SITEURL": f"{url}/players/output", "POUCH_EMBEDS": {"show": "players"}}
    site = build(root / "players", {"a.md": post(BODY)}, settings)
    assert site.code == 0, site.log
    return f"{url}/players/output/a-post.html"


@pytest.fixture
def page(browser, address: str) -> Iterator[Any]:
    """The page; what it asks of other hosts is answered here, and listed in `asked`."""
    context = browser.new_context()
    page = context.new_page()
    page.asked = []
    page.policy = ""

    def answer(route: Any) -> None:
        if route.request.url.startswith(address.rpartition("/")[0]):
            found = route.fetch()
            more = {"content-security-policy": page.policy} if page.policy else {}
            route.fulfill(response=found, headers={**found.headers, **more})
        else:
            page.asked.append(route.request.url)
            route.fulfill(status=200, content_type="text/html", body=PLAYER)

    page.route("**/*", answer)
    yield page
    context.close()


def test_a_key_loads_a_player_and_moves_into_it(page, address: str) -> None:
    frames = " ".join(FRAME_HOSTS.values())
    page.policy = f"default-src 'self'; object-src 'none'; base-uri 'none'; frame-src {frames}"
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert page.asked == []

    page.get_by_role("link", name="A talk").focus()
    page.keyboard.press("Enter")
    page.frame_locator("iframe").get_by_role("button").wait_for()

    assert page.asked == ["https://www.youtube-nocookie.com/embed/aB3-_x7Zq90?autoplay=1"]
    assert page.evaluate("document.activeElement.title") == "A talk"
    frame = page.locator("iframe")
    assert "allow-top-navigation" not in frame.get_attribute("sandbox")
    assert frame.bounding_box()["width"] == page.locator(".embed").first.bounding_box()["width"]
    # The link stays, below the player, and is a link again.
    assert page.locator(".embed-open > a").get_attribute("href").endswith("?v=aB3-_x7Zq90")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") in {"A", "IFRAME"}
    assert said == []


def test_all_of_a_card_is_its_link(page, address: str) -> None:
    page.goto(address)
    page.locator(".embed-map").click(position={"x": 300, "y": 40})
    page.frame_locator("iframe").get_by_role("button").wait_for()

    assert page.locator("iframe").get_attribute("title") == "A map"
    assert len(page.asked) == 1


def test_with_a_modifier_key_the_link_opens_the_page(page, address: str) -> None:
    page.goto(address)
    with page.context.expect_page():
        page.get_by_role("link", name="A talk").click(modifiers=["Control"])

    assert page.locator("iframe").count() == 0


def test_a_policy_that_forbids_the_player_leads_to_the_page(page, address: str) -> None:
    page.policy = "default-src 'self'"
    page.goto(address)
    page.get_by_role("link", name="vimeo.com/1234").click()
    page.wait_for_url("https://vimeo.com/1234")

    assert page.asked == ["https://vimeo.com/1234"]


def test_without_script_a_card_is_a_link(browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body=PLAYER)

    page.route("https://**/*", answer)
    page.goto(address)
    page.get_by_role("link", name="vimeo.com/1234").click()
    page.wait_for_url("https://vimeo.com/1234")
    context.close()

    assert asked == ["https://vimeo.com/1234"]
