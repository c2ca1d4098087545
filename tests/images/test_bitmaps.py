"""Bitmaps and icons are published with their pixels, colours and nothing else."""

from __future__ import annotations

import io
import struct

import pictures
import pytest
from pictures import SECRET

from pelican_plugins.images.metadata.clean import clean_image
from pelican_plugins.images.metadata.formats import UncleanableError, kind_of

MARK = SECRET.encode()


def bmp(mode: str = "RGB") -> bytes:
    return pictures.saved("BMP", pictures.image(mode))


def icon(**options: object) -> bytes:
    out = io.BytesIO()
    pictures.image("RGBA", (64, 64)).save(out, "ICO", sizes=[(16, 16), (32, 32)], **options)
    return out.getvalue()


def pixels(data: bytes) -> list[tuple]:
    return pictures.pixels(data)[:-1]


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA"])
def test_a_bitmap_ends_where_its_pixels_do(mode: str) -> None:
    # Some versions of Pillow write something into the unused byte of a colour.
    plain = clean_image(bmp(mode)).data
    assert pixels(plain) == pixels(bmp(mode))
    assert clean_image(plain).how == "unchanged"
    assert clean_image(plain + MARK).data == plain


def test_nothing_is_left_between_the_header_and_the_pixels_of_a_bitmap() -> None:
    plain = bmp()
    start = struct.unpack("<I", plain[10:14])[0]
    made = plain[:10] + (start + 6).to_bytes(4, "little") + plain[14:start] + MARK + plain[start:]
    assert clean_image(made).data == plain
    # The reserved bytes, and the length that is said.
    assert clean_image(plain[:2] + b"SECRET!!" + plain[10:]).data == plain


def test_a_bitmap_names_no_file_with_a_profile() -> None:
    plain = bmp()
    head = plain[14:54] + bytes(16) + b"KNIL" + bytes(48) + bytes(16)
    head = (124).to_bytes(4, "little") + head[4:112] + struct.pack("<IIII", 124, 12, 0, 0)[:12]
    head = head.ljust(124, b"\0")
    start = (14 + len(head)).to_bytes(4, "little")
    made = plain[:10] + start + head + plain[54:] + b"C:\\SECRET.icm"
    cleaned = clean_image(made).data
    assert MARK not in cleaned
    assert pixels(cleaned) == pixels(plain)


@pytest.mark.parametrize("form", ["png", "bmp"])
def test_each_picture_of_an_icon_is_clean(form: str) -> None:
    plain = clean_image(icon(bitmap_format=form)).data
    first = struct.unpack("<I", plain[18:22])[0]
    gap = 6 + 16 * plain[4]
    assert first == gap
    moved = bytearray(plain[:gap] + MARK + plain[gap:] + MARK)
    for at in (18, 34):
        start = struct.unpack("<I", moved[at : at + 4])[0] + len(MARK)
        moved[at : at + 4] = start.to_bytes(4, "little")
    assert pixels(bytes(moved)) == pixels(plain)
    assert clean_image(bytes(moved)).data == plain


@pytest.mark.parametrize("data", [icon()[:60], icon(bitmap_format="bmp")[:-2000]])
def test_a_damaged_icon_is_not_published(data: bytes) -> None:
    with pytest.raises(UncleanableError):
        clean_image(data)


@pytest.mark.parametrize(
    "data", [b"BM is how this text begins, as many texts do.", b"\0\0\1\0\0\0" + bytes(40)]
)
def test_other_files_are_no_bitmaps(data: bytes) -> None:
    assert kind_of(data) is None


def test_what_fills_rows_and_colours_up_says_nothing() -> None:
    # Rows of 5 pixels of three bytes have one byte too many, and each colour has one.
    rows = pictures.saved("BMP", pictures.image("RGB", (5, 40)))
    start = struct.unpack("<I", rows[10:14])[0]
    made = bytearray(rows)
    for number, letter in enumerate(MARK):
        made[start + 16 * number + 15] = letter
    assert clean_image(bytes(made)).data == rows

    table = clean_image(bmp("P")).data
    made = bytearray(table)
    for number, letter in enumerate(MARK):
        made[54 + 4 * number + 3] = letter
    assert clean_image(bytes(made)).data == table
