"""The main pages look as they did: compared small and with tolerance, so that a change of fonts
by a hair is none, and a box that went elsewhere is one.

After a change that was meant: `pytest tests/browser/test_screenshots.py --rewrite-cases`, and look
at the pictures in `screenshots/`.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from browser_support import Served
from needed_tools import SCREENSHOT_FONT
from PIL import Image, ImageChops, ImageFilter, ImageStat

FOLDER = Path(__file__).parent / "screenshots"
PAGES = {
    "index": "index.html",
    "article": "the-rivers-long-memory.html",
    "tags": "tags.html",
    "archives": "archives.html",
}
# Of 255: text that stands one pixel elsewhere is about 1, another colour of paper 20 and more.
TOLERANCE = 2.0
# The same for the worst of these squares: most of a page is blank paper, and what is gone from one
# place would be lost in the mean of all.
TILES = 8
WORST = 12.0
HEIGHT = 1400


def picture(browser: Any, url: str, width: int, scheme: str) -> Image.Image:
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(url)
    # A font that is the same wherever it is installed, in the place of each system's own.
    page.add_style_tag(content=f'*, ::before {{ font-family: "{SCREENSHOT_FONT}" !important }}')
    page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => {})))")
    data = page.screenshot()
    context.close()
    shot = Image.open(io.BytesIO(data)).convert("RGB")
    return shot.resize((width // 2, HEIGHT // 2), Image.Resampling.LANCZOS)


@pytest.mark.needs("chromium", SCREENSHOT_FONT)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_looks_as_it_did(  # noqa: PLR0913, PLR0917 (a test's arguments are fixtures)
    browser, demo: Served, tmp_path, rewrite, name, width, scheme
) -> None:
    golden = FOLDER / f"{name}-{width}-{scheme}.png"

    shot = picture(browser, f"{demo.url}/{PAGES[name]}", width, scheme)
    if rewrite:
        FOLDER.mkdir(exist_ok=True)
        shot.quantize(64).save(golden, optimize=True)
    shot.save(tmp_path / golden.name)

    with Image.open(golden) as expected:
        blurred = [
            image.convert("RGB").filter(ImageFilter.GaussianBlur(2)) for image in (expected, shot)
        ]
    difference = ImageChops.difference(*blurred)
    assert mean(difference) < TOLERANCE, f"see {tmp_path / golden.name}"
    worst = max(mean(tile) for tile in tiles(difference))
    assert worst < WORST, f"see {tmp_path / golden.name}"


def mean(image: Image.Image) -> float:
    return sum(ImageStat.Stat(image).mean) / 3


def tiles(image: Image.Image) -> list[Image.Image]:
    width, height = image.width / TILES, image.height / TILES
    return [
        image.crop(tuple(map(round, (x * width, y * height, (x + 1) * width, (y + 1) * height))))
        for x in range(TILES)
        for y in range(TILES)
    ]


def test_what_is_gone_from_one_place_is_seen() -> None:
    # The header is the smallest part of which a page is made.
    for golden in sorted(FOLDER.glob("*.png")):
        with Image.open(golden) as image:
            whole = image.convert("RGB")
        gone = whole.copy()
        gone.paste(whole.getpixel((2, whole.height // 4)), (0, 0, whole.width, 60))
        pair = [each.filter(ImageFilter.GaussianBlur(2)) for each in (whole, gone)]
        difference = ImageChops.difference(*pair)
        assert max(mean(tile) for tile in tiles(difference)) >= WORST, golden.name
