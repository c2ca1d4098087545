"""HEIC pictures: every browser and feed gets a copy that it can show."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image, ImageCms, ImageOps
from support import build, post

from pelican_plugins.images import heif_decoder
from pelican_plugins.images.encode import decode_image
from pelican_plugins.images.heif_decoder import is_heic
from pelican_plugins.images.picture_element import finish_srcsets
from pelican_plugins.images.probe import UnreadableImageError, read_image_info

QUADRANTS = {(1, 0, 0): "R", (0, 1, 0): "G", (0, 0, 1): "B"}
heic = pytest.mark.needs("pillow-heif")


def picture(width: int = 320, height: int = 240) -> Image.Image:
    """Return a picture with a red left, a green top right and a blue bottom right."""
    image = Image.new("RGB", (width, height), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, width // 2, height))
    image.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    return image


def corners(image: Image.Image) -> str:
    """Return the colours at the corners, as `RGRB` of the picture above."""
    width, height = image.size
    at = ((5, 5), (width - 5, 5), (5, height - 5), (width - 5, height - 5))
    return "".join(
        QUADRANTS[tuple(int(c > 128) for c in image.convert("RGB").getpixel(p))] for p in at
    )


def as_heic(image: Image.Image, orientation: int = 1, **options) -> bytes:
    """Return a picture as a phone saves it: turned by its Exif, with its maker's name."""
    import pillow_heif

    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = orientation, "Ada Artist"
    file = pillow_heif.HeifFile()
    file.add_from_pillow(image)
    data = io.BytesIO()
    file.save(data, exif=exif.tobytes(), **{"quality": 90, **options})
    return data.getvalue()


def test_heic_is_told_from_avif_by_all_brands() -> None:
    def head(major: bytes, *brands: bytes) -> bytes:
        body = b"ftyp" + major + bytes(4) + b"".join(brands)
        return (len(body) + 4).to_bytes(4, "big") + body + b"rest"

    assert is_heic(head(b"heic", b"mif1", b"heic"))
    assert is_heic(head(b"mif1", b"mif1", b"heic"))
    assert is_heic(head(b"heix"))
    assert not is_heic(head(b"avif", b"mif1", b"miaf"))
    assert not is_heic(head(b"mif1", b"mif1", b"avif"))
    assert not is_heic(head(b"isom", b"mp42"))
    assert not is_heic(b"\xff\xd8\xff\xe0 heic")
    assert not is_heic(b"")


def test_the_copy_takes_the_place_of_the_original_only_if_it_was_made() -> None:
    html = (
        '<picture><source type="image/jpeg" srcset="{variant}c-80.jpg 80w" sizes="80px">'
        """<img alt='a src="no"' data-src="no" src="/a.heic" width="80" height="60"></picture>"""
    )

    def address(url: str) -> str:
        return url.replace("{variant}", "/v/")

    shown = finish_srcsets(html, address, lambda _: 1)
    assert """<img alt='a src="no"' data-src="no" src="/v/c-80.jpg" width="80" """ in shown
    linked = finish_srcsets(f'<a href="/a.heic" class="x">{html}</a>', address, lambda _: 1)
    assert linked == f'<a href="/v/c-80.jpg" class="x">{shown}</a>'
    elsewhere = finish_srcsets(f'<a href="/b.html">{html}</a>', address, lambda _: 1)
    assert elsewhere == f'<a href="/b.html">{shown}</a>'
    assert finish_srcsets(html, address, lambda _: 0) == (
        """<img alt='a src="no"' data-src="no" src="/a.heic" width="80" height="60">"""
    )


def test_without_a_decoder_the_message_says_what_to_do(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(heif_decoder, "_PACKAGES", ())
    path = tmp_path / "a.heic"
    path.write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40))

    with pytest.raises(UnreadableImageError, match="which only Safari shows") as told:
        read_image_info(path)
    assert told.value.fix == 'install "pelican-pouch[heic]", or export it as JPEG'
    assert heif_decoder.decoder_version() == ""


@heic
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_however_the_phone_was_held(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    turned = io.BytesIO()
    picture().save(turned, "PNG", exif=exif)
    expected = ImageOps.exif_transpose(Image.open(turned))
    path = tmp_path / "a.heic"
    path.write_bytes(as_heic(picture(), orientation))

    info = read_image_info(path)
    image = decode_image(path.read_bytes(), (info.width, info.height))
    assert (info.width, info.height) == image.size == expected.size
    assert corners(image) == corners(expected)
    assert (info.format, info.mime, info.animated) == ("HEIF", "image/heif", False)
    assert not image.info


@heic
def test_ten_bits_transparency_greys_and_several_pictures() -> None:
    import pillow_heif

    deep = Image.new("RGB", (64, 48), (255, 0, 0))
    rows = b"\xff\xff\0\0\0\0" * (64 * 48)
    file = pillow_heif.from_bytes(mode="RGB;16", size=(64, 48), data=rows)
    data = io.BytesIO()
    file.save(data, quality=90)
    image = decode_image(data.getvalue(), (64, 48))
    assert (image.mode, image.size) == ("RGB", deep.size)
    assert all(abs(a - b) < 6 for a, b in zip(image.getpixel((9, 9)), (255, 0, 0), strict=True))

    clear = picture()
    clear.putalpha(Image.new("L", clear.size, 0))
    assert decode_image(as_heic(clear), (320, 240)).mode == "RGBA"

    grey = decode_image(as_heic(picture().convert("L")), (320, 240))
    assert grey.mode == "RGB"
    assert len(set(grey.getpixel((5, 5)))) == 1

    several = pillow_heif.from_pillow(Image.new("RGB", (80, 60), "white"))
    several.add_from_pillow(picture())
    data = io.BytesIO()
    several.save(data, primary_index=1)
    assert corners(decode_image(data.getvalue(), (320, 240))) == "RGRB"


@heic
def test_colours_of_a_profile_become_srgb() -> None:
    # A profile whose red is sRGB's green and the other way round.
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = data.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    named = picture()
    named.info["icc_profile"] = swapped

    image = decode_image(as_heic(named), (320, 240))
    assert corners(image) == "GRGB"
    assert not image.info


@heic
def test_pages_feeds_and_heads_show_a_clean_copy(build_site) -> None:
    settings = {"POUCH_IMAGES": {"widths": [40, 200]}, "FEED_ALL_JSON": "feeds/all.json"}
    files = {
        "a.md": post("Words.\n\n![A field](/images/a.heic#center)", slug="a"),
        "b.md": post("Words.", image="/images/a.heic", slug="b"),
        "c.md": post("![Cut](/images/cut.heic)", slug="c"),
        "d.md": post("![Renamed](/images/phone.jpg)", slug="d"),
        "images/a.heic": as_heic(picture(), 6),
        "images/cut.heic": as_heic(picture())[:-200],
        "images/phone.jpg": as_heic(picture()),
    }
    site = build_site(files, settings)

    root = "https://example.org/blog/"
    (image,) = site.soup("a.html").select("article picture > img")
    assert image["src"].startswith(f"{root}images/variants/")
    assert image["src"].endswith("-200.jpg")
    assert (image["width"], image["height"]) == ("240", "320")
    copy = site.output / image["src"].removeprefix(root)
    with Image.open(copy) as opened:
        assert (opened.format, opened.size, corners(opened)) == ("JPEG", (200, 267), "RRBG")
        assert not opened.getexif()
    assert b"Ada Artist" not in (site.output / "images/a.heic").read_bytes()
    meta = site.soup("b.html").find("meta", property="og:image")
    assert meta["content"] == image["src"]
    assert site.soup("b.html").find("meta", property="og:image:type")["content"] == "image/jpeg"
    items = json.loads(site.text("feeds/all.json"))["items"]
    by_title = {item["url"]: item for item in items}
    for name in ("a", "b"):
        item = by_title[f"{root}{name}.html"]
        assert item["image"] == image["src"]
        assert item["content_html"].count(f'src="{image["src"]}"') == 1
        assert ".heic" not in item["content_html"]
    assert site.soup("c.html").find("img", alt="Cut")["src"] == f"{root}images/cut.heic"
    assert "cut.heic" in " ".join(site.messages_about("c.md"))
    assert site.soup("d.html").find("img", alt="Renamed")["src"].endswith("-200.jpg")

    bare = {"POUCH_IMAGES": {"widths": [40, 200], "variants": False}}
    again = build(site.folder, {}, bare)
    assert again.soup("a.html").select_one("article picture > img")["src"] == image["src"]
    assert len(again.soup("a.html").select("article picture > source")) == 1
    assert copy.read_bytes() == (again.output / image["src"].removeprefix(root)).read_bytes()
