"""Portraits of authors: small where they are shown small, and named in feeds."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image
from support import build, post

from pelican_plugins.images.portraits import portrait_html, portrait_in

ROOT = "https://example.org/blog/"


def photo(size: tuple[int, int], mode: str = "RGB", kind: str = "JPEG") -> bytes:
    """Return a picture whose centre is red, so that cropping shows."""
    width, height = size
    side = min(size)
    image = Image.new("RGB", size, "blue")
    left, top = (width - side) // 2, (height - side) // 2
    image.paste("red", (left, top, left + side, top + side))
    image = image.convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.new("L", size, 0))
    data = io.BytesIO()
    image.save(data, kind)
    return data.getvalue()


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        ({"name": "A", "avatar": " /a.jpg "}, "/a.jpg"),
        ({"name": "A", "Profile-Image": "a.jpg"}, "a.jpg"),
        ({"name": "A", "photo": "{static}/a.jpg"}, "{static}/a.jpg"),
        ({"name": "A", "image": "{'src': 'a.jpg'}", "img": "b.jpg"}, "b.jpg"),
        ({"name": "A", "picture": "['a.jpg']"}, ""),
        ({"name": "A", "photo": "", "image": "b.jpg"}, "b.jpg"),
        ({"name": "A", "url": "https://example.org/a.jpg"}, ""),
    ],
)
def test_a_portrait_is_read_from_an_authors_details(details, expected: str) -> None:
    assert portrait_in(details) == expected


def test_each_screen_gets_the_smallest_file_that_is_sharp() -> None:
    files = [("/96.webp", 96), ("/192.webp", 192), ("/512.jpg", 512)]

    assert 'src="/96.webp" srcset="/96.webp 1x, /192.webp 2x" alt="" width="96"' in portrait_html(
        files, 96, lazy=True
    )
    assert 'srcset="/192.webp 1x, /512.jpg 2x"' in portrait_html(files, 160, lazy=True)
    largest = portrait_html(files, 700, lazy=False)
    assert largest == (
        '<img class="portrait" src="/512.jpg" alt="" width="700" height="700" decoding="async">'
    )
    assert "&quot;" in portrait_html([('/a".jpg', 0)], 96, lazy=True)


DETAILS = """---
title: Details
slug: d
date: 2025-06-03
authors:
  - {name: Jo Sand, avatar: small.png}
  - {name: Far Away, image: "https://cdn.example.net/f.jpg"}
  - {name: Gone, photo: nowhere.png}
  - {name: Turning, photo: turning.gif}
---
Words.
"""


def gif() -> bytes:
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "blue")]
    data = io.BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    return data.getvalue()


def test_portraits_are_small_square_and_in_feeds(build_site) -> None:
    settings = {
        "POUCH_THEME": {"portraits": {"Mara Quill": "/images/mara.jpg", "None": "/no.jpg"}},
        "FEED_ALL_JSON": "feeds/all.json",
    }
    files = {
        "a.md": post("Words.", author="Mara Quill", slug="a"),
        "sub/d.md": DETAILS,
        "images/mara.jpg": photo((900, 1200)),
        "sub/small.png": photo((80, 120), "RGBA", "PNG"),
        "sub/turning.gif": gif(),
    }
    site = build_site(files, {**settings, "STATIC_PATHS": ["images", "sub"]})

    for name in ("a.html", "author/mara-quill.html"):
        (image,) = site.soup(name).select("img.portrait")
        first, second = (part.split() for part in image["srcset"].split(", "))
        assert image["src"] == first[0]
        assert [first[1], second[1]] == ["1x", "2x"]
        for (address, _), side in ((first, 96), (second, 192)):
            with Image.open(site.output / address.removeprefix(ROOT)) as made:
                assert (made.format, made.size) == ("WEBP", (side, side))
                assert made.convert("RGB").getpixel((1, 1))[0] > 200
    items = {item["url"]: item for item in json.loads(site.text("feeds/all.json"))["items"]}
    (author,) = items[f"{ROOT}a.html"]["authors"]
    with Image.open(site.output / author["avatar"].removeprefix(ROOT)) as made:
        assert (author["name"], made.format, made.size) == ("Mara Quill", "JPEG", (512, 512))

    small, far, turning = site.soup("d.html").select("img.portrait")
    with Image.open(site.output / small["src"].removeprefix(ROOT)) as made:
        assert (made.format, made.size, made.mode) == ("WEBP", (80, 80), "RGBA")
    assert not small.has_attr("srcset")
    assert far["src"] == "https://cdn.example.net/f.jpg"
    assert turning["src"] == f"{ROOT}sub/turning.gif"
    avatars = [each.get("avatar", "") for each in items[f"{ROOT}d.html"]["authors"]]
    with Image.open(site.output / avatars[0].removeprefix(ROOT)) as made:
        assert (made.format, made.size) == ("JPEG", (80, 80))
        assert made.getpixel((40, 40)) == (255, 255, 255)
    assert avatars[1:] == [far["src"], "", turning["src"]]
    (message,) = [line for line in site.messages_about("sub/d.md") if "portrait" in line]
    assert "no image nowhere.png in the content folder" in message
    assert "/no.jpg" not in site.log

    # Another picture is seen by pages that stayed as they were.
    other = build(site.folder, {"images/mara.jpg": photo((60, 60))}, settings)
    (image,) = other.soup("a.html").select("img.portrait")
    assert image["src"].endswith("-60x60.webp")


def test_a_portrait_that_is_missing_is_told_and_stays_as_written(build_site) -> None:
    settings = {"POUCH_THEME": {"portraits": {"Mara Quill": "/images/mara.jpg"}}}
    site = build_site({"a.md": post("Words.", author="Mara Quill", slug="a")}, settings)

    assert "POUCH_THEME['portraits']: no image /images/mara.jpg" in site.log
    (image,) = site.soup("a.html").select("img.portrait")
    assert image["src"] == f"{ROOT}images/mara.jpg"
