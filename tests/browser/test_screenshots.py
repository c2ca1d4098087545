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
# The same for the worst square of a page, in px of the small picture: what is gone from one place
# would be lost in the mean of all. What moves by a hair, as with another version of fonts, is less.
SQUARE = 30
WORST = 6.0
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
        shot.quantize(256).save(golden, optimize=True)
    shot.save(tmp_path / golden.name)

    with Image.open(golden) as expected:
        whole, worst = differences(expected, shot)
    assert whole < TOLERANCE, f"see {tmp_path / golden.name}"
    assert worst < WORST, f"see {tmp_path / golden.name}"


def differences(first: Image.Image, second: Image.Image) -> tuple[float, int]:
    """Return by how much two pictures differ, in the mean and in the worst of their squares."""
    blurred = [
        image.convert("RGB").filter(ImageFilter.GaussianBlur(1)) for image in (first, second)
    ]
    difference = ImageChops.difference(*blurred)
    size = (difference.width // SQUARE, difference.height // SQUARE)
    squares = difference.convert("L").resize(size, Image.Resampling.BOX)
    return sum(ImageStat.Stat(difference).mean) / 3, squares.getextrema()[1]


def changed(image: Image.Image) -> dict[str, Image.Image]:
    """Return what must be seen: 120 px of a page are gone, or its lower part moves by 4 px."""
    paper = image.getpixel((2, image.height // 4))
    spots = [(x, y) for x in range(0, image.width - 60, 30) for y in range(0, 640, 30)]
    # Where there is text and not only the end of a line.
    x, y = sorted(
        spots, key=lambda at: sum(ImageStat.Stat(image.crop((*at, at[0] + 60, at[1] + 60))).stddev)
    )[-len(spots) // 8]
    gone, down, aside = image.copy(), image.copy(), image.copy()
    gone.paste(paper, (x, y, x + 60, y + 60))
    down.paste(image.crop((0, 100, image.width, image.height - 2)), (0, 102))
    aside.paste(image.crop((0, 100, image.width - 2, image.height)), (2, 100))
    return {"gone": gone, "down": down, "aside": aside}


def test_what_is_gone_or_elsewhere_is_seen() -> None:
    missed = []
    for golden in sorted(FOLDER.glob("*.png")):
        with Image.open(golden) as image:
            whole = image.convert("RGB")
        for what, other in changed(whole).items():
            if differences(whole, other)[1] < WORST:
                missed.append(f"{golden.name}: {what}")
    assert missed == []
