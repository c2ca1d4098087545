"""Pictures keep their ratio and stand where they are wanted in themes that do not know us."""

from __future__ import annotations

import io
import itertools
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from support import build, post

pytestmark = pytest.mark.needs("chromium")

WIDTHS = (390, 768, 1280)
PLACES = ("", "#center", "#left", "#right", "#wide", "#full", "#right+30%", "#center+40%")
PICTURES = {"photo.jpg": (1600, 1067), "tall.png": (300, 420)}

# Two columns of a gallery and the space between them, in px.
TWO_COLUMNS = 2 * 152 + 16
CASES = tuple(itertools.product(PICTURES, PLACES))

# In the manner of popular themes; each has a fault or a habit of its own.
STYLES = {
    "narrow": "main {max-width: 40rem; margin: auto} img {max-width: 100%}",
    "floats": (
        "* {box-sizing: border-box} main {float: left; width: 66.66%; padding: 0 15px}"
        " aside {float: right; width: 33.33%} img {max-width: 100%; height: auto}"
    ),
    "flex": (
        "body {display: flex; gap: 2rem; margin: 0} main {flex: 1; min-width: 0}"
        " aside {flex: 0 0 6rem}"
        " article p {text-align: justify}"
    ),
    "grid": (
        "body {display: grid; grid-template-columns: 1fr min(60ch, 90%) 1fr} main {grid-column: 2;"
        " min-width: 0} figure {margin: 2em 0; padding: 4px; border: 1px solid}"
    ),
    "reset": (
        "*, *::before, *::after {margin: 0; padding: 0; border: 0; font: inherit; box-sizing:"
        " border-box} img, svg, video {display: block; max-width: 100%} main {max-width: 700px}"
    ),
    "stretched": "main {width: 80%; margin: auto} img {width: 100%} figure {margin: 0}",
    "right-to-left": (
        "html {direction: rtl} main {max-width: 45em; margin: auto} img {max-width: 100%}"
    ),
}

BASE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ SITENAME }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{{ SITEURL }}/theme/css/own.css">
</head><body><main>{% block content %}{% endblock %}</main><aside>Aside</aside></body></html>
"""
ARTICLE = (
    '{% extends "base.html" %}{% block content %}<article><h1>{{ article.title }}</h1>'
    "{{ article.content }}</article>{% endblock %}"
)

# Of each picture on the page.
MEASURE = """() => [...document.querySelectorAll('figure img[src*="images/"]')].map((image) => {
    const figure = image.closest("figure"), column = figure.parentElement;
    const style = getComputedStyle(column), box = column.getBoundingClientRect();
    const edge = (side) =>
        parseFloat(style["padding" + side]) + parseFloat(style[`border${side}Width`]);
    const at = image.getBoundingClientRect(), around = figure.getBoundingClientRect();
    return {
        ratio: at.width / at.height,
        left: at.left, right: at.right, width: at.width,
        figureLeft: around.left, figureRight: around.right,
        columnLeft: box.left + edge("Left"), columnRight: box.right - edge("Right"),
        overflow: document.documentElement.scrollWidth - innerWidth,
        textBeside: figure.nextElementSibling.getBoundingClientRect().top < at.bottom,
    };
})"""
# Of each picture of each gallery.
GALLERIES = """() => [...document.querySelectorAll(".figure-gallery")].map((gallery) => {
    const inner = gallery.getBoundingClientRect();
    return {
        width: inner.width,
        overflow: document.documentElement.scrollWidth - innerWidth,
        pictures: [...gallery.querySelectorAll("img")].map((image) => {
            const at = image.getBoundingClientRect();
            return {
                ratio: at.width / at.height, width: at.width, top: at.top,
                inside: at.left >= inner.left - 1 && at.right <= inner.right + 1,
            };
        }),
    };
})"""
LOADED = """[...document.images].every((image) => {
    image.loading = "eager";
    return image.complete && image.naturalWidth > 0;
})"""


def picture(size: tuple[int, int]) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, (90, 140, 170)).save(data, "JPEG")
    return data.getvalue()


@pytest.fixture(scope="module")
def sites(server: tuple[str, Path]) -> dict[str, str]:
    """The addresses of one site in each theme."""
    address, root = server
    words = "Some words that go on for a while so that lines are full. " * 12
    files: dict[str, str | bytes] = {f"images/{n}": picture(s) for n, s in PICTURES.items()}
    body = "\n\n".join(
        f'{words}\n\n![A field](/images/{name}{place} "A caption of several words")\n\n{words}\n\n'
        '<div style="clear: both"></div>'
        for name, place in CASES
    )
    files["p.md"] = post(body, title="All of them", slug="p")
    mixed = [f"![A field](/images/{name})" for name in (*PICTURES, *PICTURES, "photo.jpg#wide")]
    files |= {f"images/one/{name}": files[f"images/{name}"] for name in ("photo.jpg",)}
    of_galleries = [
        '![A field](/images/one/#gallery "A caption")',
        " ".join(mixed[:2]),
        "\n".join(mixed),
    ]
    files["g.md"] = post(f"\n\n{words}\n\n".join(of_galleries), title="Galleries", slug="g")
    found = {}
    for theme in ("simple", "notmyidea", *STYLES):
        folder = root / f"theme-{theme}"
        settings: dict[str, Any] = {
            "SITEURL": f"{address}/theme-{theme}/output",
            "PLUGINS": ["pelican_plugins.front_matter", "pelican_plugins.images"],
            "THEME": theme,
        }
        if theme in STYLES:
            for name, text in (
                ("templates/base.html", BASE),
                ("templates/article.html", ARTICLE),
                ("static/css/own.css", STYLES[theme]),
            ):
                (folder / "own" / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / "own" / name).write_text(text)
            settings["THEME"] = "own"
        site = build(folder, files, settings)
        assert site.code == 0, site.log
        found[theme] = settings["SITEURL"]
    return found


@pytest.mark.parametrize("theme", ["simple", "notmyidea", *STYLES])
def test_a_picture_is_where_it_is_wanted(browser: Any, sites: dict[str, str], theme: str) -> None:
    page = browser.new_page()
    page.goto(f"{sites[theme]}/p.html")
    page.wait_for_function(LOADED)
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(MEASURE)
        assert len(found) == len(CASES)
        for (name, place), at in zip(CASES, found, strict=True):
            faults = ", ".join(_faults(at, place, PICTURES[name]))
            if faults:
                wrong.append(f"{name}{place} at {width}: {faults} {at}")
    page.close()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("theme", ["simple", "notmyidea", *STYLES])
def test_a_gallery_is_laid_out(browser: Any, sites: dict[str, str], theme: str) -> None:
    page = browser.new_page()
    page.goto(f"{sites[theme]}/g.html")
    page.wait_for_function(LOADED)
    ratios = [width / height for width, height in PICTURES.values()]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        one, two, five = page.evaluate(GALLERIES)
        for found in (one, two, five):
            assert found["overflow"] <= 0, width
            for at, ratio in zip(found["pictures"], [*ratios, *ratios, ratios[0]], strict=False):
                assert at["inside"], (width, at)
                assert abs(at["ratio"] / ratio - 1) < 0.01, (width, at)
        assert len(one["pictures"]) == 1
        if two["width"] >= TWO_COLUMNS:
            # Two are beside each other, and the last of five is across all columns.
            assert abs(two["pictures"][0]["top"] - two["pictures"][1]["top"]) < 1, width
            *others, wide = five["pictures"]
            assert wide["width"] > max(at["width"] for at in others), width
    page.close()


def _faults(at: dict[str, Any], place: str, size: tuple[int, int]) -> list[str]:
    ratio = size[0] / size[1]
    column = at["columnRight"] - at["columnLeft"]
    word, _, share = place.lstrip("#").partition("+")
    rules = {
        "its ratio": abs(at["ratio"] / ratio - 1) < 0.01,
        "it runs out of its column": at["width"] <= column + 1,
        "the page scrolls": at["overflow"] <= 0,
    }
    if share:
        rules["its share"] = at["width"] <= column * int(share[:-1]) / 100 + 1
    centre = abs(at["left"] + at["right"] - at["columnLeft"] - at["columnRight"]) / 2
    if word in {"center", "wide"}:
        rules["not in the middle"] = centre < 2
    elif word == "full":
        rules["not as wide as its column"] = abs(at["width"] - column) < 12
    elif word in {"left", "right"}:
        rules["no text beside it"] = at["textBeside"]
        side = abs(at[f"figure{word.title()}"] - at[f"column{word.title()}"])
        rules["not at its side"] = side < 2
        rules["too wide for text beside it"] = at["width"] <= column * 0.51 + 1
    return [name for name, holds in rules.items() if not holds]
