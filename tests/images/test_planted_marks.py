"""Marks in the parts of a picture that few programs write: none is published."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import pictures
import pytest
from pictures import SECRET, box, chunk, pixels, segment
from PIL import Image, ImageCms, features

from pelican_plugins.images.metadata.clean import clean_image
from pelican_plugins.images.metadata.icc import clean_icc

MARK = SECRET.encode()
NEEDS_AVIF = pytest.mark.skipif(
    not (features.modules.get("avif") and features.check("avif")), reason="Pillow has no AVIF"
)


def cleaned(data: bytes) -> bytes:
    """Return a picture cleaned, with its mark gone and its look the same."""
    assert MARK in unpacked(data)
    result = clean_image(data)
    assert result.how == "cleaned"
    assert MARK not in unpacked(result.data)
    assert shown(result.data) == shown(data)
    assert clean_image(result.data).how == "unchanged"
    return result.data


def unpacked(data: bytes) -> bytes:
    """Return the bytes of a file with its PNG profile and pixels decompressed too."""
    found = [data]
    at = 0
    while (at := data.find(b"\x78", at + 1)) >= 0:
        try:
            found.append(zlib.decompressobj().decompress(data[at:]))
        except zlib.error:
            continue
    return b" ".join(found)


def shown(data: bytes) -> list[tuple]:
    return pixels(data)[:-1]


def with_profile(*private: tuple[bytes, bytes]) -> bytes:
    return pictures.profile(*private)


def described(text: bytes) -> bytes:
    return b"desc" + bytes(4) + len(text).to_bytes(4, "big") + text.ljust(80, b"\0")


PRIVATE_TAGS = (
    (b"desc", described(MARK + b"-display")),
    (b"cprt", b"text" + bytes(4) + MARK),
    (b"mmod", b"mmod" + bytes(4) + MARK + bytes(26)),
    (b"meta", b"dict" + bytes(4) + MARK),
    (b"vcgt", b"vcgt" + bytes(4) + MARK),
    (b"dmnd", described(MARK)),
    (b"Zzzz", MARK),
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_profile_keeps_its_colours_alone(kind: str) -> None:
    if kind == "AVIF" and not (features.modules.get("avif") and features.check("avif")):
        pytest.skip("Pillow has no AVIF")
    made = pictures.saved(kind, icc_profile=with_profile(*PRIVATE_TAGS))
    with Image.open(io.BytesIO(cleaned(made))) as opened:
        reduced = opened.info["icc_profile"]

    srgb = ImageCms.createProfile("sRGB")
    before, after = (
        ImageCms.profileToProfile(
            pictures.image(), ImageCms.ImageCmsProfile(io.BytesIO(data)), srgb
        ).tobytes()
        for data in (with_profile(*PRIVATE_TAGS), reduced)
    )
    assert before == after


def test_a_profile_in_many_segments_of_a_jpeg_stays_in_them() -> None:
    table = b"curv" + bytes(4) + struct.pack(">I", 40_000) + bytes(80_000)
    made = pictures.saved(
        "JPEG", icc_profile=with_profile((b"kTRC", table), (b"Zzzz", MARK * 12_000))
    )
    assert made.count(b"ICC_PROFILE\0") > 2
    assert cleaned(made).count(b"ICC_PROFILE\0") == made.count(b"ICC_PROFILE\0")


def test_the_head_of_a_profile_names_no_maker_and_no_time() -> None:
    plain = with_profile()
    made = bytearray(plain)
    made[4:8] = made[48:52] = made[52:56] = made[80:84] = MARK[:4]
    made[24:36] = struct.pack(">6H", 2024, 5, 6, 7, 8, 9)
    made[84:100] = MARK.ljust(16, b"!")
    made[100:128] = MARK.ljust(28, b"!")

    assert clean_icc(bytes(made)) == plain


PNG_MARKS: dict[str, Callable[[], bytes]] = {
    "sPLT": lambda: chunk(b"sPLT", MARK + b"\0\x08" + MARK),
    "pHYs": lambda: chunk(b"pHYs", struct.pack(">IIB", 1, 1, 0) + MARK),
    "gAMA": lambda: chunk(b"gAMA", struct.pack(">I", 45455) + MARK),
    "iCCP": lambda: chunk(b"iCCP", MARK + b"\0\0" + zlib.compress(pictures.PROFILE)),
    "iCCP tail": lambda: chunk(
        b"iCCP", b"ICC Profile\0\0" + zlib.compress(pictures.PROFILE) + MARK
    ),
    "hIST": lambda: chunk(b"hIST", MARK),
    "no profile": lambda: chunk(b"iCCP", b"ICC Profile\0\0" + zlib.compress(MARK)),
}


@pytest.mark.parametrize("name", PNG_MARKS)
def test_a_png_chunk_is_no_longer_than_its_kind(name: str) -> None:
    plain = pictures.saved("PNG")
    cleaned(plain[:33] + PNG_MARKS[name]() + plain[33:])


def test_what_follows_the_pixels_of_a_png_goes() -> None:
    plain = pictures.saved("PNG")
    start = plain.index(b"IDAT") - 4
    size = int.from_bytes(plain[start : start + 4], "big")
    stream = plain[start + 8 : start + 8 + size]
    half = size // 2
    end = chunk(b"IEND", b"")
    parts = chunk(b"IDAT", stream[:half]) + chunk(b"IDAT", stream[half:] + MARK)
    expected = plain[:start] + chunk(b"IDAT", stream[:half]) + chunk(b"IDAT", stream[half:]) + end

    assert cleaned(plain[:start] + parts + chunk(b"IDAT", MARK) + end) == expected
    assert cleaned(plain[: -len(end)] + chunk(b"IEND", MARK)) == plain


def test_what_follows_the_pixels_of_each_frame_of_a_png_goes() -> None:
    plain = pictures.plain_png(animated=True)
    start = plain.index(b"fdAT") - 4
    size = int.from_bytes(plain[start : start + 4], "big")
    body = plain[start + 8 : start + 8 + size]
    made = plain[:start] + chunk(b"fdAT", body + MARK) + plain[start + 12 + size :]

    assert cleaned(made) == plain


def test_a_jpeg_keeps_nothing_that_adobe_did_not_define() -> None:
    plain = pictures.saved("JPEG", pictures.image("CMYK"))
    at = plain.index(b"\xff\xee\x00\x0eAdobe")
    longer = segment(0xEE, plain[at + 4 : at + 16] + MARK)
    markers = segment(0xDF, MARK) + segment(0xC8, MARK) + segment(0xEE, b"Adobe\0\x64" + MARK)
    made = plain[:at] + longer + markers + plain[at + 16 :]

    # Neither marker can be read by Pillow.
    assert clean_image(made).data == plain


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = (
        kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) % 2)
        for kind, body in chunks
    )
    whole = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(whole).to_bytes(4, "little") + whole


def test_a_still_webp_is_one_picture() -> None:
    plain = pictures.saved("WEBP")
    picture = plain[20 : 20 + int.from_bytes(plain[16:20], "little")]
    header = b"\x20\0\0\0" + (31).to_bytes(3, "little") + (23).to_bytes(3, "little")
    profile = (b"ICCP", pictures.PROFILE)
    made = webp(
        (b"VP8X", header), profile, (b"ICCP", MARK), (b"ANIM", MARK), (b"VP8 ", picture),
        (b"VP8 ", MARK), (b"ALPH", MARK),
    )  # fmt: skip

    # Pillow reads no such file.
    assert clean_image(made).data == webp((b"VP8X", header), profile, (b"VP8 ", picture))
    simple = webp((b"VP8 ", picture), (b"VP8L", MARK))
    assert clean_image(simple).data == webp((b"VP8 ", picture))


def test_a_gif_keeps_its_number_of_repeats_alone() -> None:
    plain = clean_image(pictures.gif()).data
    at = plain.index(b"NETSCAPE2.0") + 11 + 4
    made = plain[:at] + b"\x06" + MARK + plain[at:-1] + b"\x3b"

    assert cleaned(made) == plain
    assert pixels(made) == pixels(plain)


def heif_boxes(start: int, data: bytes) -> dict[bytes, int]:
    """Return where each kind of box below *start* begins."""
    found = {}
    end = start + int.from_bytes(data[start : start + 4], "big")
    at = start + (12 if data[start + 4 : start + 8] == b"meta" else 8)
    while at < end:
        found[data[at + 4 : at + 8]] = at
        at += int.from_bytes(data[at : at + 4], "big")
    return found


@NEEDS_AVIF
@pytest.mark.parametrize("kind", [b"altt", b"itai", b"cmex", b"Zzzz", b"uuid", b"udes"])
def test_an_avif_keeps_no_property_that_nobody_needs(kind: bytes) -> None:
    plain = pictures.saved("AVIF", speed=10)
    meta = plain.index(b"meta") - 4
    iprp = heif_boxes(meta, plain)[b"iprp"]
    ipco = heif_boxes(iprp, plain)[b"ipco"]
    end = ipco + int.from_bytes(plain[ipco : ipco + 4], "big")
    private = box(kind, bytes(16) + MARK)
    made = bytearray(plain[:end] + private + plain[end:])
    for start in (meta, iprp, ipco):
        size = int.from_bytes(plain[start : start + 4], "big") + len(private)
        made[start : start + 4] = size.to_bytes(4, "big")
    # The only item's place, as the picture has moved.
    mdat = plain.index(b"mdat") + 4
    at = plain.index(mdat.to_bytes(4, "big"), meta)
    made[at : at + 4] = (mdat + len(private)).to_bytes(4, "big")

    cleaned(bytes(made))


@NEEDS_AVIF
def test_names_within_an_avif_go() -> None:
    plain = pictures.saved("AVIF", speed=10)
    assert b"Color\0" in plain
    at = plain.index(b"pict") + 4
    named = plain.replace(b"av01Color\0", b"av01SECRE\0")
    assert pixels(clean_image(named).data) == pixels(plain)
    assert b"SECRE" not in clean_image(named).data
    # The reserved bytes of the handler, in which QuickTime has a maker.
    cleaned(plain[:at] + MARK + plain[at + 6 :])


@NEEDS_AVIF
def test_an_animated_avif_says_nothing_of_when_and_how_it_was_made() -> None:
    frames = [pictures.image(shift=90)]
    plain = pictures.saved("AVIF", speed=10, save_all=True, append_images=frames, duration=70)
    at = plain.index(b"mvhd") + 8
    made = bytearray(plain)
    made[at : at + 6] = MARK

    assert cleaned(bytes(made))[at : at + 16] == bytes(16)


def tiff(strip: bytes, *fields: tuple[int, int, int, int], tables: bytes = b"") -> bytes:
    """Return a TIFF of one strip of 32 x 24 pixels."""
    every = [
        (256, 3, 1, 32), (257, 3, 1, 24), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8),
        (277, 3, 1, 1), (278, 3, 1, 24), (279, 4, 1, len(strip)), *fields,
    ]  # fmt: skip
    at = 8 + len(strip) + len(strip) % 2
    if tables:
        every.append((347, 7, len(tables), at))
        strip, at = strip.ljust(at - 8, b"\0") + tables, at + len(tables) + len(tables) % 2
    entries = b"".join(
        struct.pack("<HHII", *entry) for entry in sorted(every, key=lambda entry: entry[0])
    )
    start = struct.pack("<2sHI", b"II", 42, at) + strip.ljust(at - 8, b"\0")
    return start + struct.pack("<H", len(every)) + entries + bytes(4)


def test_a_jpeg_within_a_tiff_says_nothing() -> None:
    plain = pictures.saved("JPEG", pictures.image("L"))
    private = segment(0xE1, b"Exif\0\0" + MARK) + segment(0xFE, MARK)
    strip = plain[:2] + private + plain[2:] + MARK

    cleaned(tiff(strip, (259, 3, 1, 7)))


def test_tables_of_a_jpeg_in_a_page_without_one_go() -> None:
    cleaned(tiff(pictures.image("L").tobytes(), (259, 3, 1, 1), tables=MARK))


def test_a_picture_in_a_tiff_that_reaches_into_metadata_is_not_taken_over_with_it() -> None:
    shades = pictures.image("L").tobytes()
    # The strip is longer than its pixels, and Software stands in the rest.
    made = tiff(shades + MARK, (259, 3, 1, 1), (305, 2, len(MARK), 8 + len(shades)))
    result = clean_image(made)

    assert result.how == "re-encoded"
    assert MARK not in unpacked(result.data)
    assert shown(result.data) == shown(made)


@NEEDS_AVIF
def test_an_item_of_an_avif_of_an_unknown_kind_is_blank() -> None:
    made = pictures.avif()
    assert b"mime" in made
    other = made.replace(b"mime", b"mimf").replace(b"Exif\0", b"Exig\0", 1)
    assert MARK not in clean_image(other).data
