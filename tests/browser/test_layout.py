"""Nothing runs out of its page, moves while it loads, fails, or is fetched from elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from browser_support import Served

pytestmark = pytest.mark.needs("chromium")

# 640 px is what 1280 px are at 200 % zoom; 320 px are 1280 px at 400 % (WCAG 2.2, 1.4.10).
WIDTHS = (320, 390, 640, 768, 1280, 1920)


def watched(context: Any, root: str) -> tuple[Any, list[str]]:
    """Return a page, and a list of all that goes wrong on it."""
    page = context.new_page()
    wrong: list[str] = []

    def failed(request: Any) -> None:
        # A wider window asks for a wider picture, and the next page may end that.
        if request.failure != "net::ERR_ABORTED":
            wrong.append(f"failed: {request.url}")

    page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", failed)
    page.on(
        "response",
        lambda response: (
            response.status >= 400 and wrong.append(f"{response.status}: {response.url}")
        ),
    )
    page.on(
        "request",
        lambda request: (
            request.url.startswith((root, "data:")) or wrong.append(f"foreign: {request.url}")
        ),
    )
    return page, wrong


@pytest.mark.parametrize("site", ["demo", "hostile", "many", "seed_site"])
def test_every_page_fits_and_needs_nothing_from_elsewhere(browser, request, site) -> None:
    served: Served = request.getfixturevalue(site)
    context = browser.new_context()
    page, wrong = watched(context, served.url.partition("//")[0] + "//127.0.0.1")

    for name in served.pages:
        # An icon comes last, and would fail if the next page were opened before.
        page.goto(f"{served.url}/{name}", wait_until="networkidle")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = page.evaluate("document.documentElement.scrollWidth")
            if found > width:
                wrong.append(f"{name} is {found} px wide at {width} px")

    context.close()
    assert wrong == []


def test_nothing_moves_while_a_page_loads(browser, hostile: Served, demo: Served) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => {"
        " for (const entry of list.getEntries()) window.moved += entry.value;"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    # As over a slow line: text is there long before its pictures.
    page.route(
        "**/*.{png,webp,avif,jpg}", lambda route: (page.wait_for_timeout(150), route.continue_())
    )

    for url in (f"{hostile.url}/pictures-in-every-place.html", f"{demo.url}/index.html"):
        page.goto(url)
        for picture in page.query_selector_all("img"):
            picture.scroll_into_view_if_needed()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == 0, url

    context.close()


def test_all_of_it_is_there_without_a_script(browser, demo: Served) -> None:
    texts = []
    for enabled in (True, False):
        context = browser.new_context(java_script_enabled=enabled)
        page = context.new_page()
        page.goto(f"{demo.url}/the-rivers-long-memory.html")
        texts.append(page.inner_text("main"))
        context.close()

    assert texts[0] == texts[1]
    assert "It comes to 4.7 metres." in texts[0]


def test_a_line_is_of_a_length_that_can_be_read(browser, demo: Served) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{demo.url}/the-rivers-long-memory.html")

    # How many letters a full line of the longest paragraph holds.
    letters = page.evaluate(
        """() => {
        const paragraphs = [...document.querySelectorAll('.e-content > p')];
        const longest = paragraphs.sort((a, b) => b.textContent.length - a.textContent.length)[0];
        const range = document.createRange();
        range.selectNodeContents(longest);
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.bottom / 8)));
        return longest.textContent.length / lines.size;
        }"""
    )

    page.context.close()
    assert 60 <= letters <= 75


def test_a_text_that_runs_the_other_way_does_so(browser, hostile: Served) -> None:
    name = next(name for name in hostile.pages if name.startswith("arabic"))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{hostile.url}/{name}")

    direction = "element => getComputedStyle(element).direction"
    assert page.eval_on_selector(".e-content p", direction) == "rtl"
    # The site itself is in English.
    assert page.eval_on_selector("body > footer", direction) == "ltr"
    first, note = (
        page.locator(selector).first.bounding_box() for selector in (".e-content > p", ".sidenote")
    )
    assert note["x"] + note["width"] < first["x"], "side notes stand at the end of the line: left"
    quotation = page.eval_on_selector(
        "blockquote", "element => getComputedStyle(element).borderRightWidth"
    )
    assert quotation != "0px"
    page.context.close()


def test_side_notes_stand_beside_the_text_and_no_two_overlap(browser, hostile: Served) -> None:
    name = next(name for name in hostile.pages if name.startswith("everything"))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{hostile.url}/{name}")

    column = page.locator(".e-content").bounding_box()
    boxes = [note.bounding_box() for note in page.locator(".sidenote").all()]
    assert len(boxes) == 2
    for box in boxes:
        assert box["x"] >= column["x"] + column["width"]
        assert box["x"] + box["width"] <= 1280
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
    assert not page.locator("div.footnote").is_visible()

    page.set_viewport_size({"width": 800, "height": 900})
    assert not page.locator(".sidenote").first.is_visible()
    assert page.locator("div.footnote").is_visible()
    page.context.close()


def test_who_wants_no_motion_gets_none(browser, demo: Served) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{demo.url}/the-rivers-long-memory.html")

    assert page.evaluate("document.getAnimations().length") == 0
    smooth = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(smooth) == "auto"
    context.close()


def test_a_strict_policy_blocks_nothing(browser, hostile: Served, demo: Served) -> None:
    context = browser.new_context()
    page, wrong = watched(context, "http://127.0.0.1")

    def strict(route: Any) -> None:
        answer = route.fetch()
        policy = "default-src 'self'; object-src 'none'; base-uri 'none'"
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    page.route("**/*.html", strict)
    names = [name for name in hostile.pages if "pictures" not in name]
    for url in [f"{hostile.url}/{name}" for name in names] + [
        f"{demo.url}/{n}" for n in demo.pages
    ]:
        page.goto(url)

    context.close()
    # What the next page interrupts has failed, too; what a policy forbids is said at the console.
    assert [line for line in wrong if line.startswith("error")] == []
