"""Lists and descriptions say in prose what a text is about; every page has a description."""

from __future__ import annotations

import re

from support import post

FILES = {
    "a.md": post(
        "## A heading\n\n| a cell | b |\n|---|---|\n| c | d |\n\n"
        '<iframe src="https://video.example/x"></iframe>\n\n![A caption](https://pictures.example/a.jpg)\n\n'
        "The ditch *was* full. See [the map](https://maps.example/).\n\n- an item\n",
        title="A",
        tags="Water",
        author="Ada",
    ),
    "b.md": post("Words of the text.", title="B", summary="**Own** words.\n\nAnd [more](x.html)."),
    "c.md": post("![](/images/none.jpg)", title="Only a picture"),
    "pages/p.md": post("# H\n\nOn paper.", title="P"),
}


def description(html: str) -> str:
    (found,) = re.findall(r'<meta name="description" content="([^"]*)">', html)
    return found


def test_lists_show_prose_and_ask_no_other_host(shared_site) -> None:
    site = shared_site(FILES, {"SITEURL": "https://example.org"})
    html = (site.output / "index.html").read_text("utf-8")

    assert "<p>The ditch was full. See the map.</p>" in html
    assert "<strong>Own</strong> words." in html
    main = html.split("<main", 1)[1].split("</main>", 1)[0]
    assert not re.findall(r"(?:src|href)=\"https?://(?!example\.org)", main)
    for word in ("A heading", "a cell", "A caption", "an item", "<iframe"):
        assert word not in main


def test_every_page_has_a_description(shared_site) -> None:
    site = shared_site(FILES, {"SITEURL": "https://example.org"})
    said = {path.name: description(path.read_text("utf-8")) for path in site.output.rglob("*.html")}

    assert said["a.html"] == "The ditch was full. See the map."
    assert said["b.html"] == "Own words. And more."
    assert said["only-a-picture.html"] == "Only a picture"
    assert said["p.html"] == "On paper."
    assert said["water.html"].endswith(": A")
    assert said["index.html"].endswith(": A; B; Only a picture")
    assert all(said.values())
    assert len(set(said.values())) == len(said)
