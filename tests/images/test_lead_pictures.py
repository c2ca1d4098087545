"""The picture that stands for an article: in lists, in JSON-LD and as a card for links."""

from __future__ import annotations

import io
import json

import pictures
import pytest
from pictures import traces
from PIL import Image, ImageCms
from support import build, post

CARD = {"POUCH_IMAGES": {"social_card": True, "variants": False}}
LISTED = {"POUCH_IMAGES": {"widths": [40, 80]}}


def halves(size: tuple[int, int], kind: str = "JPEG", **options) -> bytes:
    """Return a picture whose left half is red and whose right half is blue."""
    width, height = size
    image = Image.new("RGB", size, "#d01010")
    image.paste("#1010d0", (width // 2, 0, width, height))
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def told(soup) -> dict[str, str]:
    return {m["property"]: m["content"] for m in soup.select('meta[property^="og:image"]')}


def card_of(site) -> Image.Image:
    address = told(site.soup("a-post.html"))["og:image"]
    assert address.startswith("https://example.org/blog/images/variants/")
    file = site.output / address.removeprefix("https://example.org/blog/")
    with Image.open(io.BytesIO(file.read_bytes())) as image:
        image.load()
        return image


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1600, 1067), (1200, 630)),
        ((1300, 2000), (1200, 630)),
        ((3000, 700), (1200, 630)),
        ((1200, 630), (1200, 630)),
        ((1000, 900), (1000, 525)),
        ((1600, 400), (761, 400)),
        ((600, 400), (600, 315)),
    ],
)
def test_a_card_is_cut_out_of_the_middle_and_never_made_larger(build_site, size, expected) -> None:
    files = {"a.md": post("![A field](/images/p.jpg)"), "images/p.jpg": halves(size)}
    site = build_site(files, CARD)

    card = card_of(site)
    assert (card.format, card.mode, card.size) == ("JPEG", "RGB", expected)
    middle = expected[0] // 2
    for x, colour in ((20, (208, 16, 16)), (middle - 20, (208, 16, 16)), (middle + 20, (16,) * 2)):
        assert all(abs(a - b) < 12 for a, b in zip(card.getpixel((x, 9)), colour, strict=False))
    assert told(site.soup("a-post.html")) | {"og:image": ""} == {
        "og:image": "",
        "og:image:type": "image/jpeg",
        "og:image:width": str(expected[0]),
        "og:image:height": str(expected[1]),
        "og:image:alt": "A field",
    }


@pytest.mark.parametrize("size", [(599, 900), (1600, 300), (40, 30)])
def test_of_a_small_picture_the_picture_itself_is_told(build_site, size) -> None:
    files = {"a.md": post("![A field](/images/p.jpg)"), "images/p.jpg": halves(size)}
    site = build_site(files, CARD)

    assert told(site.soup("a-post.html"))["og:image"].endswith("/images/p.jpg")
    assert not (site.output / "images" / "variants").exists()


def test_no_card_is_made_unless_that_is_asked_for(build_site) -> None:
    files = {"a.md": post("![A field](/images/p.jpg)"), "images/p.jpg": halves((1300, 700))}
    site = build_site(files, {"POUCH_IMAGES": {"variants": False}})

    assert told(site.soup("a-post.html"))["og:image"].endswith("/images/p.jpg")
    assert not (site.output / "images" / "variants").exists()


def test_a_card_is_made_once_and_anew_for_another_picture(build_site) -> None:
    files = {"a.md": post("No picture.", image="/images/p.png")}
    site = build_site({**files, "images/p.png": halves((1300, 700), "PNG")}, CARD)
    kept = {p: p.stat().st_mtime_ns for p in (site.folder / "cache/pouch/images").iterdir()}
    assert len(kept) == 1

    same = build(site.folder, {}, CARD)
    assert {p: p.stat().st_mtime_ns for p in kept} == kept
    assert same.files() == site.files()

    before = told(site.soup("a-post.html"))["og:image"]
    other = build(site.folder, {"images/p.png": halves((1400, 800), "PNG")}, CARD)
    assert told(other.soup("a-post.html"))["og:image"] != before
    assert card_of(other).size == (1200, 630)


def test_a_card_is_in_srgb_on_white_upright_and_gives_nothing_away(build_site) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGBA", (700, 1300), (0, 0, 0, 0))
    image.paste((208, 16, 16, 255), (0, 0, 700, 650))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = pictures.ARTIST
    exif[0x010E] = pictures.SECRET
    data = io.BytesIO()
    image.save(data, "PNG", icc_profile=profile, exif=exif)
    files = {"a.md": post("![A field](/images/p.png)"), "images/p.png": data.getvalue()}
    site = build_site(files, CARD)

    card = card_of(site)
    assert card.size == (1200, 630)
    assert "icc_profile" not in card.info
    # What was above is on the right when the camera was turned.
    assert min(card.getpixel((20, 300))) > 240
    red, green, _ = card.getpixel((1180, 300))
    assert red > 180
    assert green < 60
    (made,) = [d for n, d in site.files().items() if n.startswith("images/variants/")]
    assert traces(made, pictures.SECRET, pictures.ARTIST) == []


def test_a_damaged_lead_picture_has_no_card_and_is_told_once(build_site) -> None:
    made = halves((1300, 700), quality=95)
    files = {"a.md": post("![A field](/images/p.jpg)"), "images/p.jpg": made[: len(made) // 2]}
    other = {"b.md": post("![A field](/images/p.jpg)", title="B")}
    site = build_site(files | other, CARD)

    assert site.code == 0
    assert len(site.messages_about("cannot be decoded")) == 1
    assert told(site.soup("a-post.html"))["og:image"].endswith("/images/p.jpg")


def test_every_article_with_a_lead_picture_tells_it_in_json_ld(build_site) -> None:
    files = {
        "a.md": post("![A field](/images/p.jpg)"),
        "b.md": post("No picture.", title="B"),
        "pages/c.md": post("![A field](/images/p.jpg)", title="C"),
        "images/p.jpg": halves((300, 200)),
    }
    site = build_site(files, {"POUCH_IMAGES": {"variants": False}})

    script = site.soup("a-post.html").select_one('script[type="application/ld+json"]')
    data = json.loads(script.string)
    assert data["image"] == "https://example.org/blog/images/p.jpg"
    assert (data["@type"], data["headline"], data["inLanguage"]) == ("BlogPosting", "A post", "en")
    assert "citation" not in data
    script = site.soup("b.html").select_one('script[type="application/ld+json"]')
    assert "image" not in json.loads(script.string)


def test_lists_show_the_lead_picture_of_each_article(build_site) -> None:
    files = {
        "a.md": post("![A field](/images/p.jpg)\n\nText.", date="2025-06-03"),
        "b.md": post("Text.", title="B", date="2025-06-02", image="/images/q%20r.jpg"),
        "c.md": post("![A sign](/images/s.png)", title="C", date="2025-06-01"),
        "d.md": post("Text.", title="D", date="2025-05-01"),
        "images/p.jpg": photo_like(0),
        "images/q r.jpg": photo_like(1),
        "images/s.png": halves((60, 60), "PNG"),
    }
    site = build_site(files, LISTED)

    cards = site.soup("index.html").select("article.card")
    shown = [card.select("img") for card in cards]
    assert [len(found) for found in shown] == [1, 1, 0, 0]
    one, two = (found[0] for found in shown if found)
    assert (one["width"], one["height"], one["alt"]) == ("300", "200", "A field")
    assert one["src"] == "https://example.org/blog/images/p.jpg"
    assert not one.has_attr("loading")
    assert (two["loading"], two["alt"]) == ("lazy", "")
    assert two["src"] == "https://example.org/blog/images/q%20r.jpg"
    # A small symbol is no picture for a card.
    for card in cards[:2]:
        sources = card.select(".card-picture > picture > source")
        assert sources
        for source in sources:
            assert source["sizes"].endswith("vw")
            candidates = [part.split() for part in source["srcset"].split(", ")]
            assert [width for _, width in candidates] == ["40w", "80w"]
            for address, width in candidates:
                file = site.output / address.removeprefix("https://example.org/blog/")
                with Image.open(file) as image:
                    assert f"{image.width}w" == width
                    assert Image.MIME[image.format] == source["type"]


def test_lists_need_no_plugin(build_site) -> None:
    files = {"a.md": post("![A field](/images/p.jpg)"), "images/p.jpg": halves((300, 200))}
    plugins = ["pelican_plugins.front_matter", "pelican_plugins.theming"]
    site = build_site(files, {"PLUGINS": plugins})

    assert site.code == 0, site.log
    assert not site.soup("index.html").select(".card-picture")


def photo_like(seed: int) -> bytes:
    """Return a JPEG of 300 × 200 px that is worth making smaller."""
    places = ((x, y) for y in range(200) for x in range(300))
    rows = bytes((x * y * (seed + 3) + x * 7 + y * 11) % 256 for x, y in places)
    data = io.BytesIO()
    Image.frombytes("L", (300, 200), rows).convert("RGB").save(data, "JPEG", quality=95)
    return data.getvalue()


def test_feeds_and_templates_hear_the_size_of_the_copy_that_is_published(build_site) -> None:
    files = {"a.md": post("![A gauge](/images/p.jpg)"), "images/p.jpg": pictures.jpeg()}
    for settings in ({}, {"POUCH_IMAGES": {"keep_metadata": ["images/*"]}}):
        site = build_site(files, settings)
        size = (site.output / "images" / "p.jpg").stat().st_size

        assert f'fileSize="{size}"' in site.text("feeds/all.rss.xml")
        assert (size == len(files["images/p.jpg"])) == bool(settings)


def test_a_symbol_in_a_line_stands_for_no_post_in_page_or_feed(build_site) -> None:
    sign = "Text ![A sign](/images/s.png) text."
    files = {
        "a.md": post(f"{sign}\n\n![A field](/images/p.jpg)"),
        "b.md": post(sign, title="B"),
        "images/p.jpg": halves((300, 200)),
        "images/s.png": halves((24, 24), "PNG"),
    }
    site = build_site(files, {"POUCH_IMAGES": {"variants": False}})

    assert told(site.soup("a-post.html"))["og:image"].endswith("/images/p.jpg")
    assert not told(site.soup("b.html"))
    items = {
        part.partition("<title>")[2].partition("<")[0]: part
        for part in site.text("feeds/all.rss.xml").split("<item>")[1:]
    }
    assert "images/p.jpg" in items["A post"].partition("<media:content")[2].partition(">")[0]
    assert "<media:content" not in items["B"]
