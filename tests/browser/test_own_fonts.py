"""An own font is fetched once, from the site, and the text does not move when it comes."""

from __future__ import annotations

import subprocess
import time
from io import BytesIO
from typing import Any

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from support import build, post

pytestmark = pytest.mark.needs("chromium", "DejaVu Serif")

TEXT = (
    "\n\n".join(
        ["The river rose for nine days and nobody in the valley had seen it so high. " * 6] * 8
    )
    + "\n\n## Where the water went\n\n"
    + "It went where it always goes. " * 20
)
SHIFTS = """() => { window.moved = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.moved += entry.value;
}).observe({ type: "layout-shift", buffered: true }); }"""


def latin(name: str) -> bytes:
    """A font of this machine with Latin letters alone, as docs/theme.md says to make it."""
    command = ["fc-match", "--format=%{file}", name]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    options = subset.Options(flavor="woff2", layout_features=["*"])
    font = TTFont(found)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=range(0x20, 0x180))
    cut.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def moved(browser, url: str) -> tuple[float, list[str]]:
    """How far the text of a page moves when its font comes late (CLS), and what was asked for."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    asked: list[str] = []

    def late(route: Any) -> None:
        asked.append(route.request.url)
        time.sleep(0.4)
        route.continue_()

    page.route("**/*.woff2", late)
    page.add_init_script(f"({SHIFTS})()")
    page.goto(url)
    page.evaluate("document.fonts.ready")
    page.wait_for_function("[...document.fonts].some((font) => font.status === 'loaded')")
    page.wait_for_timeout(200)
    result = page.evaluate("window.moved")
    page.context.close()
    return result, asked


def test_the_text_does_not_move_when_its_font_comes(browser, server) -> None:
    url, root = server
    (root / "fonts").mkdir()
    # Half as wide again as the fallback would be without its size.
    files = {"a.md": post(TEXT), "fonts/own.woff2": latin("DejaVu Sans Mono")}
    settings = {
        "SITEURL": f"{url}/fonts/output",
        "POUCH_THEME": {"fonts": {"text": "fonts/own.woff2, serif"}},
    }
    site = build(root / "fonts", files, settings)
    assert site.code == 0, site.log
    style = next((site.output / "theme/css").glob("pouch.*.css"))

    shift, asked = moved(browser, f"{url}/fonts/output/a-post.html")
    style.write_text(style.read_text("utf-8").replace("size-adjust", "x-size-adjust"), "utf-8")
    without, _ = moved(browser, f"{url}/fonts/output/a-post.html")

    assert len(asked) == 1
    assert shift < 0.01 < without
