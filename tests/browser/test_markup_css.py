"""With markup.css alone, our markup looks right in themes that know nothing of us."""

from __future__ import annotations

import pytest
from pictures import saved
from PIL import Image
from support import ROOT, build, post

pytestmark = pytest.mark.needs("chromium")

MARKUP = ROOT / "theme" / "static" / "css" / "markup.css"
BODY = """
A paragraph.[^1]

{{< youtube id="aB3-_x7Zq90" title="A talk" >}}

> [!NOTE]
> A note.
>
> Of two paragraphs.

![A](/images/a.jpg "One")
![B](/images/b.jpg "Two")
![C](/images/c.jpg "Three")

![A](/images/a.jpg#right "Floats")

Text next to it. Text next to it. Text next to it.

![A](/images/a.jpg#center+w=200 "In the middle")

- [x] done

## References

* [Tide tables](https://example.org/tides), since 1833
* [The ditch book](https://example.net/ditch)

[^1]: A note.
"""
PLACES = """() => Object.fromEntries(Object.entries({
  card: ".embed", link: ".embed > a", alert: ".admonition", gallery: ".figure-gallery",
  first: ".figure-gallery > figure", third: ".figure-gallery > figure:nth-of-type(3)",
  floats: ".align-right", beside: ".align-right + p", middle: ".align-center",
  picture: ".align-center img",
}).map(([name, selector]) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  return [name, { left: box.left, right: box.right, top: box.top, bottom: box.bottom }];
}))"""


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_its_parts_are_where_they_belong(browser, server, theme: str) -> None:
    url, root = server
    folder = root / f"markup-{theme}"
    folder.mkdir()
    picture = saved("JPEG", Image.new("RGB", (900, 600), "teal"))
    pictures = {f"images/{name}.jpg": picture for name in "abc"}
    settings = {
        "SITEURL": f"{url}/{folder.name}/output",
        "THEME": theme,
        "POUCH_FRONT_MATTER": {"markdown": "commonmark"},
        "POUCH_IMAGES": {"theme_styles": False},
        "POUCH_EMBEDS": {"show": "players"},
    }
    site = build(folder, {"a.md": post(BODY), **pictures}, settings)
    assert site.code == 0, site.log

    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(f"{url}/{folder.name}/output/a-post.html")
    page.add_style_tag(path=str(MARKUP))
    page.locator(".align-center").scroll_into_view_if_needed()
    at = page.evaluate(PLACES)
    # A card with room for its sign; three columns; text next to what floats, and what is centred.
    assert at["link"]["left"] - at["card"]["left"] > 40
    assert at["first"]["top"] == at["third"]["top"]
    assert at["third"]["right"] <= at["gallery"]["right"] + 1
    assert at["beside"]["top"] < at["floats"]["bottom"]
    assert at["floats"]["left"] > at["gallery"]["left"] + 100
    gaps = [
        at["picture"]["left"] - at["middle"]["left"],
        at["middle"]["right"] - at["picture"]["right"],
    ]
    assert abs(gaps[0] - gaps[1]) < 2
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.task-list-item')).listStyleType")
        == "none"
    )
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.context.close()
