"""A published picture looks as it did and says nothing of who made it where."""

from __future__ import annotations

import io
import zlib

import pictures
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st
from pictures import ARTIST, COPYRIGHT, MADE, SECRET, chunk, exif, orientation_of, pixels, traces
from PIL import Image

from pelican_plugins.images.metadata import clean as reencoding
from pelican_plugins.images.metadata.clean import clean_image, file_has_gps, has_gps
from pelican_plugins.images.metadata.formats import (
    ImageFormat,
    UncleanableError,
    is_image_file,
    kind_of,
)
from pelican_plugins.images.publish import matching_patterns

FORMATS = list(MADE)
TURNED = [name for name in FORMATS if name != "gif"]


@pytest.fixture(scope="module", params=FORMATS)
def made(request) -> bytes:
    return MADE[request.param]()


def test_the_pictures_of_these_tests_give_all_away(made: bytes) -> None:
    assert SECRET + " in ascii" in traces(made)
    assert has_gps(made)


def test_nothing_private_is_left_and_the_picture_is_the_same(made: bytes) -> None:
    cleaned = clean_image(made)

    assert cleaned.how == "cleaned"
    assert traces(cleaned.data) == []
    assert not has_gps(cleaned.data)
    assert pixels(cleaned.data) == pixels(made)


def test_what_is_clean_is_returned_as_it_is(made: bytes) -> None:
    once = clean_image(made).data
    again = clean_image(once)

    assert again.how == "unchanged"
    assert again.data == once


@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("name", TURNED)
def test_a_picture_that_is_turned_stays_turned(name: str, orientation: int) -> None:
    made = MADE[name](orientation)
    cleaned = clean_image(made).data

    assert orientation_of(made) == orientation
    assert orientation_of(cleaned) == orientation
    assert traces(cleaned) == []
    assert pixels(cleaned) == pixels(made)
    assert clean_image(cleaned).how == "unchanged"


@pytest.mark.parametrize("name", TURNED)
def test_artist_and_copyright_are_kept_where_that_is_asked_for(name: str) -> None:
    cleaned = clean_image(MADE[name](3), keep_copyright=True).data

    assert traces(cleaned, SECRET, "NIKON") == []
    assert not has_gps(cleaned)
    assert orientation_of(cleaned) == 3
    assert traces(cleaned, ARTIST, COPYRIGHT) == [f"{ARTIST} in ascii", f"{COPYRIGHT} in ascii"]
    with Image.open(io.BytesIO(cleaned)) as opened:
        assert opened.getexif()[0x013B] == ARTIST
        assert opened.getexif()[0x8298] == COPYRIGHT


def test_the_coded_pixels_of_a_jpeg_stay_and_so_does_what_colours_need() -> None:
    assert clean_image(pictures.jpeg()).data == pictures.plain_jpeg()
    assert clean_image(pictures.jpeg(progressive=True)).data == pictures.plain_jpeg(
        progressive=True
    )
    cmyk = pictures.saved("JPEG", pictures.image("CMYK"))
    assert b"Adobe" in cmyk
    assert clean_image(cmyk).data == cmyk


@pytest.mark.parametrize("animated", [False, True])
def test_the_chunks_of_a_png_stay(animated: bool) -> None:
    cleaned = clean_image(pictures.png(animated=animated)).data

    assert cleaned == pictures.plain_png(animated=animated)


def test_the_timing_of_a_gifs_plain_text_goes_with_it() -> None:
    made = pictures.gif()

    assert clean_image(made).data.count(b"\x21\xf9\x04") == made.count(b"\x21\xf9\x04") - 1


def test_a_position_in_the_xmp_of_an_avif_is_found() -> None:
    if "avif" in FORMATS:
        assert has_gps(pictures.saved("AVIF", xmp=pictures.XMP, speed=10))


def test_what_no_item_of_an_avif_refers_to_goes() -> None:
    if "avif" in FORMATS:
        made = pictures.saved("AVIF", speed=10)
        start = made.index(b"mdat") - 4
        size = int.from_bytes(made[start : start + 4], "big") + len(SECRET)
        longer = made[:start] + size.to_bytes(4, "big") + made[start + 4 :] + SECRET.encode()
        assert traces(clean_image(longer).data) == []
        assert pixels(clean_image(longer).data) == pixels(made)


def test_a_thumbnail_in_an_avif_goes() -> None:
    if "avif" in FORMATS:
        made = pictures.with_thumbnail(pictures.avif())
        assert SECRET + " in ascii" in traces(made)
        cleaned = clean_image(made)
        assert cleaned.how == "cleaned"
        assert traces(cleaned.data) == []
        assert pixels(cleaned.data) == pixels(made)
        assert clean_image(cleaned.data).how == "unchanged"


@pytest.mark.parametrize("boxed", [True, False])
def test_what_a_jpeg_2000_says_beside_its_pixels_goes(boxed: bool) -> None:
    made = pictures.jp2(boxed=boxed)
    assert SECRET + " in ascii" in traces(made)
    assert has_gps(made) == boxed
    cleaned = clean_image(made)

    assert cleaned.how == "cleaned"
    assert cleaned.data == pictures.jp2(private=False, boxed=boxed)
    assert pixels(cleaned.data) == pixels(made)
    assert clean_image(cleaned.data).how == "unchanged"
    for cut in range(len(made) - 1):
        try:
            assert traces(clean_image(made[:cut]).data) == []
        except UncleanableError:
            continue


def test_what_a_jpeg_xl_says_beside_its_pixels_goes() -> None:
    made = pictures.jxl()
    assert has_gps(made)
    cleaned = clean_image(made)

    assert cleaned.data == pictures.jxl(private=False)
    assert clean_image(cleaned.data).how == "unchanged"
    assert clean_image(b"\xff\x0aa bare picture").how == "unchanged"
    with pytest.raises(UncleanableError, match="the JPEG XL contains no image"):
        clean_image(pictures.JXL_BEGINNING + b"".join(pictures.PRIVATE_BOXES))
    with pytest.raises(UncleanableError, match="truncated"):
        clean_image(made[:-3])


def test_a_jfif_thumbnail_goes() -> None:
    plain = pictures.plain_jpeg()
    header = b"JFIF\0\1\1\0\0\1\0\1\1\2" + b"SECRET"
    made = plain[:2] + pictures.segment(0xE0, header) + plain[20:]

    assert traces(clean_image(made).data) == []
    assert clean_image(made).data == plain


def test_the_flags_and_the_size_of_a_webp_are_put_right() -> None:
    for orientation, flags in ((1, 0x20), (6, 0x28)):
        cleaned = clean_image(pictures.webp(orientation)).data
        assert cleaned[20] == flags
        assert int.from_bytes(cleaned[4:8], "little") == len(cleaned) - 8


def test_a_small_copy_within_a_tiff_goes_and_a_page_stays() -> None:
    pages = [pictures.image(), pictures.image(shift=50), pictures.image(shift=90)]
    made = bytearray(pictures.saved("TIFF", pages[0], save_all=True, append_images=pages[1:]))
    second = int.from_bytes(made[4:8], "little")
    count = int.from_bytes(made[second : second + 2], "little")
    second = int.from_bytes(made[second + 2 + 12 * count :][:4], "little")
    # The first field, the width, becomes NewSubfileType 1: Pillow writes none.
    made[second + 2 : second + 14] = b"\xfe\0\4\0\1\0\0\0\1\0\0\0"
    cleaned = clean_image(bytes(made)).data

    expected = [page.tobytes() for page in (pages[0], pages[2])]
    assert [frame[2] for frame in pixels(cleaned)[:-1]] == expected
    assert pages[1].tobytes() not in cleaned


def test_the_format_is_told_from_the_content() -> None:
    assert kind_of(pictures.gif()) is ImageFormat.GIF
    assert kind_of(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic") is ImageFormat.HEIF
    assert kind_of(b"\0\0\0\x18ftypisom\0\0\0\0isommp42") is None
    assert is_image_file(pictures.gif(), "a.bin")
    assert is_image_file(b"damaged", "a.JPG")
    assert not is_image_file(b"", "a.jpg")
    assert not is_image_file(b"<svg/>", "a.svg")


def test_a_position_is_found_only_where_there_is_one() -> None:
    assert not has_gps(pictures.plain_jpeg())
    for order in ("II", "MM"):
        for position in (True, False):
            made = pictures.saved("JPEG", exif=b"Exif\0\0" + exif(position=position, order=order))
            assert has_gps(made) == position
            assert has_gps(b"x" + made) == position
    packed = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(pictures.XMP)
    plain = pictures.plain_png()
    assert has_gps(plain[:33] + chunk(b"iTXt", packed) + plain[33:])
    digits = b"\nexif\n  99\n" + exif().hex().encode()
    profile = b"Raw profile type exif\0\0" + zlib.compress(digits)
    assert has_gps(plain[:33] + chunk(b"zTXt", profile) + plain[33:])


@pytest.mark.parametrize("name", FORMATS)
def test_a_source_file_says_whether_it_holds_a_position(name: str, tmp_path) -> None:
    made = MADE[name]()
    (tmp_path / "a.bin").write_bytes(made)
    (tmp_path / "clean.bin").write_bytes(clean_image(made).data)
    (tmp_path / "text.md").write_bytes(b"exif:GPSLatitude is a field")

    assert file_has_gps(tmp_path / "a.bin")
    assert not file_has_gps(tmp_path / "clean.bin")
    assert not file_has_gps(tmp_path / "text.md")
    with pytest.raises(OSError, match="none"):
        file_has_gps(tmp_path / "none.jpg")


@pytest.mark.parametrize("name", FORMATS)
def test_what_cannot_be_parsed_is_coded_anew_if_it_opens(name: str) -> None:
    made = MADE[name](1)
    anew = reencoding.reencode(made, keep_copyright=False)

    assert traces(anew, SECRET, "NIKON") == []
    assert len(pixels(anew)) == len(pixels(made))


def test_a_damaged_jpeg_that_opens_is_coded_anew() -> None:
    plain = pictures.jpeg(6)
    # Pillow passes over what stands between two segments.
    made = plain[:20] + SECRET.encode() + plain[20:]
    cleaned = clean_image(made)

    assert cleaned.how == "re-encoded"
    assert traces(cleaned.data) == []
    assert orientation_of(cleaned.data) == 6
    assert [frame[:2] for frame in pixels(cleaned.data)[:-1]] == [("RGB", (32, 24))]
    assert pixels(cleaned.data)[-1] == pixels(made)[-1]


def test_what_even_pillow_cannot_read_is_refused_with_the_same_words_each_time() -> None:
    told = set()
    for _ in range(2):
        with pytest.raises(UncleanableError) as error:
            clean_image(pictures.png()[:60])
        told.add(str(error.value))
    assert len(told) == 1
    assert " at 0x" not in told.pop()
    with pytest.raises(UncleanableError):
        clean_image(b"no picture at all")


def test_a_raw_file_is_not_made_its_own_thumbnail() -> None:
    head = b"II*\0\x08\0\0\0\2\0" + b"\xfe\0\4\0\1\0\0\0\1\0\0\0" + b"\x4a\1\4\0\1\0\0\0\x40\0\0\0"
    with pytest.raises(UncleanableError, match="raw file"):
        clean_image(head + bytes(40))


PLAIN = {name: MADE[name](6) for name in FORMATS}
# There are many formats, and more ways to be damaged.
MANY = 4 * limits.default.max_examples


@limits(max_examples=MANY)
@given(data=st.data())
def test_no_damage_crashes_anything_or_lets_a_secret_through_with_the_end_cut_off(data) -> None:
    made = PLAIN[data.draw(st.sampled_from(FORMATS))]
    cut = made[: data.draw(st.integers(0, len(made)))]
    has_gps(cut)
    try:
        cleaned = clean_image(cut).data
    except UncleanableError:
        return
    assert traces(cleaned) == []


@limits(max_examples=MANY)
@given(data=st.data())
def test_no_changed_byte_crashes_anything(data) -> None:
    made = bytearray(PLAIN[data.draw(st.sampled_from(FORMATS))])
    places = st.integers(0, min(len(made), 1500) - 1) | st.integers(0, len(made) - 1)
    for place, value in data.draw(
        st.lists(st.tuples(places, st.sampled_from([0, 1, 2, 127, 254, 255])), max_size=4)
    ):
        made[place] = value
    has_gps(bytes(made))
    try:
        cleaned = clean_image(bytes(made)).data
    except UncleanableError:
        return
    assert clean_image(cleaned).how == "unchanged"


def test_patterns_are_seen_from_the_content_folder() -> None:
    assert matching_patterns("images/press/a.jpg", ["/images/press/*", "*.jpg", "press/*"]) == [
        "/images/press/*",
        "*.jpg",
    ]
    assert matching_patterns("Cafe\u0301.jpg", ["Caf\u00e9.jpg"]) == ["Caf\u00e9.jpg"]


def test_few_bytes_of_a_damaged_animation_are_not_decoded_to_many_pixels() -> None:
    size = (10_000).to_bytes(2, "little") + (8_000).to_bytes(2, "little")
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    # No block begins with the last byte: it is damaged, and would be encoded again.
    data = b"GIF89a" + size + b"\x80\0\0" + bytes(6) + 50 * frame + b"\x99"

    with pytest.raises(UncleanableError, match="its frames have too many pixels"):
        clean_image(data)


@pytest.mark.parametrize("length", [1, 7])
def test_bytes_that_fill_before_a_marker_are_no_part_of_the_scan(length: int) -> None:
    image = io.BytesIO()
    Image.new("RGB", (16, 16), "teal").save(image, "JPEG")
    data = image.getvalue()
    filled = data[:-2] + length * b"\xff" + data[-2:]

    cleaned = clean_image(filled).data

    assert pixels(cleaned) == pixels(data)
