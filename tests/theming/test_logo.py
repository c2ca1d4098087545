"""A logo in the header: of the site's own, sized, and never served larger than it is shown."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from support import Site, post

from pelican_plugins.theming.logo import logo_html, picture_size, shown_size

SITE = "https://example.org/blog/"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="9" height="9"/></svg>'


def picture(size: tuple[int, int], kind: str = "PNG", **more) -> bytes:
    data = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, "teal").save(data, kind, **more)
    return data.getvalue()


def turned() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return picture((300, 100), "JPEG", exif=exif)


@pytest.mark.parametrize(
    ("name", "data", "shown"),
    [
        ("a.png", picture((8000, 1000)), (256, 32)),
        ("a.png", picture((400, 400)), (48, 48)),
        ("a.png", picture((60, 20)), (60, 20)),
        ("a.jpg", turned(), (16, 48)),
        ("a.webp", picture((100, 1), "WEBP"), (100, 1)),
        ("a.svg", SVG.format('viewBox="0 0 10 5"').encode(), (96, 48)),
        ("a.svg", SVG.format('width="200px" height="20"').encode(), (256, 26)),
        ("a.svg", SVG.format('width="100%" viewBox="0,0,10,10" data-width="7"').encode(), (48, 48)),
        ("a.svg", SVG.format("").encode(), None),
        ("a.svg", b"<p>no drawing</p>", None),
        ("a.svg", SVG.format('viewBox="0 0 0 0"').encode(), None),
        ("a.png", b"\x89PNG\r\n\x1a\n damaged", None),
        ("a.png", b"", None),
    ],
)
def test_a_logo_fits_the_header_and_is_never_enlarged(tmp_path: Path, name, data, shown) -> None:
    (tmp_path / name).write_bytes(data)

    size = picture_size(tmp_path / name)
    assert (size and shown_size(size)) == shown


def test_its_element_lets_no_markup_in() -> None:
    html = logo_html('/"><script>', [], (1, 1), "A & B <b>")

    assert html == (
        '<img class="logo" src="/&quot;&gt;&lt;script&gt;" alt="A &amp; B &lt;b&gt;"'
        ' width="1" height="1">'
    )


FILES = {
    "a.md": post(slug="a"),
    "images/wide.png": picture((8000, 1000)),
    "images/small one.png": picture((100, 40)),
    "images/mark.svg": SVG.format('viewBox="0 0 4 3"'),
    "images/notes.txt": "Words.",
    "images/broken.png": b"none",
    "static/deep.png": picture((300, 300)),
}
STATIC = {"STATIC_PATHS": ["images", "static"]}


def logo_of(site: Site, name: str = "a.html"):
    assert site.code == 0, site.log
    return site.soup(name).select_one(".site-name img.logo")


def test_a_large_one_is_served_small(build_site) -> None:
    site = build_site(FILES, {**STATIC, "POUCH_THEME": {"logo": "/images/wide.png"}})

    image = logo_of(site)
    assert (image["width"], image["height"], image["alt"]) == ("256", "32", "")
    once, twice = (part.split() for part in image["srcset"].split(", "))
    assert (image["src"], once[1], twice[1]) == (once[0], "1x", "2x")
    for (address, _), size in ((once, (256, 32)), (twice, (512, 64))):
        with Image.open(site.output / address.removeprefix(SITE)) as made:
            assert (made.format, made.size, made.mode) == ("WEBP", size, "RGB")
    assert "wide.png" not in site.text("a.html")
    assert logo_of(site, "index.html") == image
    assert site.soup("a.html").select_one(".site-name").get_text() == "A Test"


@pytest.mark.parametrize(
    ("logo", "settings", "src"),
    [
        ("images/mark.svg", {}, f"{SITE}images/mark.svg"),
        ("{static}/images/mark.svg", {"RELATIVE_URLS": True}, "./images/mark.svg"),
        (f"{SITE}images/mark.svg", {}, f"{SITE}images/mark.svg"),
        ("/images/small one.png", {"SITEURL": ""}, "/images/small%20one.png"),
        (
            "deep.png",
            {"PLUGINS": ["pelican_plugins.front_matter", "pelican_plugins.theming"]},
            f"{SITE}static/deep.png",
        ),
    ],
)
def test_a_logo_is_named_in_any_way(build_site, logo, settings, src) -> None:
    theme = {"logo": logo, "name_beside_logo": False}
    site = build_site(FILES, {**STATIC, **settings, "POUCH_THEME": theme})

    image = logo_of(site)
    assert (image["src"], image["alt"]) == (src, "A Test")
    assert site.soup("a.html").select_one(".site-name").get_text() == ""
    path = src.removeprefix(SITE).removeprefix("./").replace("%20", " ").lstrip("/")
    assert (site.output / path).is_file()


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        ("images/gone.png", "which the site does not have"),
        ("../conf.py", "which the site does not have"),
        ("https://cdn.example.net/logo.png", "which the site does not have"),
        ("javascript:alert(1)", "which the site does not have"),
        ("images/notes.txt", "which is not an image"),
        ("images/broken.png", "whose size cannot be read"),
        ({"src": "images/mark.svg"}, "set a string, or None"),
    ],
)
def test_a_logo_that_is_none_is_one_line(build_site, logo, said) -> None:
    files = {name: FILES[name] for name in ("a.md", "images/notes.txt", "images/broken.png")}
    site = build_site(files, {**STATIC, "POUCH_THEME": {"logo": logo, "name_beside_logo": False}})

    assert logo_of(site) is None
    lines = [line for line in site.log.splitlines() if "POUCH_THEME['logo']" in line]
    assert len(lines) == 1, site.log
    assert said in lines[0]
    # The name stands there instead.
    assert site.soup("a.html").select_one(".site-name").get_text() == "A Test"
