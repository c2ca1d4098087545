"""What an art director sees: edges, gaps, lines and colours, measured in a browser."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from browser_support import Served
from PIL import Image
from support import build, post

pytestmark = pytest.mark.needs("chromium")

TEXT = "A sentence of running text that is as long as such sentences are. " * 6
BODY = f"""{TEXT}[A link](https://example.org/)

> A sentence, shown again.
{{: .pull}}

## Above a picture

![Alternative](/images/p.png#left "Caption")

{TEXT}

# Too large

| Name | Number | Next |
|:-----|-------:|------|
| One  | 56,789 | text |

```python
{"a_long_line_of_code = " + " + ".join(["something"] * 30)}
```

## References

* One https://example.org/one
* Two https://example.org/two
"""

IN_SERIES = """
from pelican import signals

def relate(generator):
    for article in generator.articles:
        article.series = {"name": "Ditches", "index": 1, "all": generator.articles}

def register():
    signals.article_generator_finalized.connect(relate)
"""

MEASURE = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  const range = document.createRange();
  const text = (selector) => (range.selectNodeContents(document.querySelector(selector)),
    range.getClientRects()[0]);
  return {
    link: style(".prose p a").color, accent: style(".resources").borderTopColor,
    pull: parseFloat(style("blockquote").fontSize) / parseFloat(style(".prose > p").fontSize),
    below_heading: box(".figure img").top - box(".prose h2").bottom,
    beside: box(".figure img").top - text(".figure + p").top,
    gap: text("td:nth-child(3)").left - text("td:nth-child(2)").right,
    heading: parseFloat(style(".prose h1").fontSize) / parseFloat(style("h1.p-name").fontSize),
    edge: style("pre").backgroundImage,
    last_line: style(".resource:last-child").borderBottomWidth,
    footer: style(".entry-footer").display, kicker: document.querySelector(".kicker"),
    series: parseFloat(style(".series").marginBottom), left: box(".prose > p").left,
    width: document.documentElement.scrollWidth,
  };
}"""


@pytest.fixture(scope="module")
def served(server, tmp_path_factory) -> Served:
    address, root = server
    picture = BytesIO()
    Image.new("RGB", (600, 500), "teal").save(picture, "PNG")
    files = {
        "a.md": post(BODY, title="A long title of a post", slug="a"),
        "b.md": post("Text.", title="Other", slug="b", date="2025-01-01"),
        "images/p.png": picture.getvalue(),
    }
    settings = {
        "SITEURL": f"{address}/details",
        "POUCH_THEME": {"accent": "#117733"},
        "MENUITEMS": [(f"Page number {n}", f"/page-{n}.html") for n in range(700)],
    }
    settings["PLUGINS"] = ["pelican_plugins", "in_series"]
    folder = tmp_path_factory.mktemp("details")
    site = build(folder, files, settings, modules={"in_series": IN_SERIES})
    assert site.code == 0, site.log
    site.output.rename(root / "details")
    return Served(f"{address}/details", root / "details", ("a.html", "index.html"))


@pytest.fixture
def opened(served, browser) -> Any:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{served.url}/a.html")
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_part_has_its_place(opened, scheme) -> None:
    opened.emulate_media(color_scheme=scheme)
    for width in (390, 768, 1280, 1920):
        opened.set_viewport_size({"width": width, "height": 900})
        found = opened.evaluate(MEASURE)

        dark, light = "rgb(62, 154, 84)", "rgb(17, 119, 51)"
        assert found["link"] == found["accent"] == (light if scheme == "light" else dark), width
        assert found["pull"] > 1.2, width
        assert found["below_heading"] > 12, width
        # From 600 px on it floats: the capitals of the line beside it are as high.
        assert width < 600 or -4 <= found["beside"] <= 12, width
        assert found["gap"] >= 20, width
        assert found["heading"] < 0.86, width
        assert found["edge"].count("gradient") == 4, width
        assert found["last_line"] == "0px", width
        assert found["series"] > 24, width
        assert found["footer"] == "none", width
        assert found["kicker"] is None, width
        assert found["width"] == width


def test_lists_and_texts_have_one_left_edge(opened, served) -> None:
    text = opened.evaluate(MEASURE)["left"]
    opened.goto(f"{served.url}/index.html")

    title = opened.evaluate("document.querySelector('.card-title').getBoundingClientRect().left")
    assert title == text


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_a_menu_of_700_pages_is_short_and_opens_by_key(opened, width) -> None:
    opened.set_viewport_size({"width": width, "height": 900})

    closed = opened.evaluate("document.querySelector('header').offsetHeight")
    assert closed < (260 if width < 768 else 160 if width < 1280 else 120)
    opened.focus(".nav-more summary")
    opened.keyboard.press("Enter")
    last = opened.locator('.nav-more a[href="/page-699.html"]')
    last.focus()
    assert last.is_visible()
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.locator(".site-nav > ul > li").count() == 8
