"""Positions are found in recordings, documents and archives, and only where there are some."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib

import pictures
import pytest
from pictures import box

from pelican_plugins.guard.leaks.positions import holds_coordinates, text_holds_coordinates

PHOTO = pictures.saved("JPEG", exif=b"Exif\0\0" + pictures.exif())
PLAIN = pictures.plain_jpeg()
PLACE = b"+48.2082+016.3738+171.000/"
FTYP = box(b"ftyp", b"isom\0\0\0\0isom")


def data_box(value: bytes) -> bytes:
    return box(b"data", b"\0\0\0\1\0\0\0\0" + value)


def quicktime(*values: tuple[bytes, bytes]) -> bytes:
    """Return a film as phones write it: all names first, then all values."""
    names = b"".join(box(b"mdta", b"com.apple.quicktime." + name) for name, _ in values)
    keys = box(b"keys", bytes(4) + len(values).to_bytes(4, "big") + names)
    listed = (
        box(number.to_bytes(4, "big"), data_box(value))
        for number, (_, value) in enumerate(values, 1)
    )
    return FTYP + box(b"moov", box(b"meta", keys + box(b"ilst", b"".join(listed))))


OTHERS = [(b"make", b"Maker" * 20), (b"model", b"Model" * 20), (b"software", b"17.1" * 20)]


def loci(longitude: float, latitude: float, name: bytes = b"Vienna\0") -> bytes:
    place = struct.pack(">Biii", 0, round(longitude * 65536), round(latitude * 65536), 0)
    body = bytes(4) + b"\x55\xc4" + name + place + b"earth\0\0"
    return FTYP + box(b"moov", box(b"udta", box(b"loci", body)))


def archive(name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        file.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def matroska(name: bytes, value: bytes) -> bytes:
    def element(number: bytes, body: bytes) -> bytes:
        return number + (len(body) | 1 << 14).to_bytes(2, "big") + body

    tag = element(b"\x67\xc8", element(b"\x45\xa3", name) + element(b"\x44\x87", value))
    return b"\x1a\x45\xdf\xa3\x80" + element(b"\x12\x54\xc3\x67", element(b"\x73\x73", tag))


def pdf(stream: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Filter /FlateDecode>>\nstream\n" + zlib.compress(stream)


def linked(data: bytes, media: bytes = b"image/jpeg") -> bytes:
    return b'<svg><image href="data:' + media + b";base64," + base64.b64encode(data) + b'"/></svg>'


SOME = {
    "names before values": quicktime(*OTHERS, (b"location.ISO6709", PLACE)),
    "west and south": quicktime((b"location.ISO6709", b"-33.8688-070.6693/"), *OTHERS),
    "loci": loci(16.3738, 48.2082),
    "loci without a name": loci(-70.6, -33.4, b"\0"),
    "loci in UTF-16": loci(16.3738, 48.2082, "\ufeffWien\0".encode("utf-16-be")),
    "docx": archive("word/media/image1.jpeg", PHOTO),
    "stored": archive("a.jpg", PHOTO, zipfile.ZIP_STORED),
    "docx in a zip": archive("a.docx", archive("word/media/image1.jpeg", PHOTO)),
    "gzip": gzip.compress(PHOTO, mtime=0),
    "pdf": pdf(pictures.XMP),
    "photo in a pdf": pdf(PHOTO),
    "matroska": matroska(b"LOCATION", PLACE),
    "drone": FTYP + box(b"mdat", b"\0\x30[latitude: 48.208210] [longtitude: 16.373819]"),
    "older drone": FTYP + box(b"mdat", b"\0\x20GPS(16.3738,48.2082,15)"),
    "vorbis comment": b"OggS\0\x1b\0\0\0location=" + PLACE,
    "ID3": b"ID3\4\0\0\0\0\0JTXXX\0\0\0\x1d\0\0\3location\0" + PLACE,
    "ID3 in UTF-16": b"ID3\3\0\0\0\0\0JTXXX\0\0\0\x1d\0\0\1"
    + "location\0".encode("utf-16")
    + PLACE.decode().encode("utf-16"),
    "wave": b"RIFF\xff\0\0\0WAVELIST>\0\0\0INFOICMT\x1c\0\0\0location=" + PLACE,
    "latitude of a tag": b"fLaC\0GEO-LOCATION-LATITUDE=48.208",
    "cover of a recording": b"OggS\0METADATA_BLOCK_PICTURE="
    + base64.b64encode(b"\0\0\0\3\0" + PHOTO),
    "bzip2": bz2.compress(PHOTO),
    "xz": lzma.compress(PHOTO),
    "mail in a zip": archive("a.eml", base64.encodebytes(PHOTO)),
    "svg in a zip": archive("a.svg", linked(PHOTO)),
}
NONE = {
    "a film without one": quicktime(*OTHERS, (b"creationdate", b"2025-01-02T03:04:05+0100")),
    "loci at nought": loci(0, 0),
    "loci out of the world": loci(300, 48),
    "docx": archive("word/media/image1.jpeg", PLAIN),
    "pdf": pdf(b"no position"),
    "matroska": matroska(b"LOCATION", b"Vienna"),
    "sums": b"\0" + b"+12.50+100.25 " * 40 + b"LATITUDE=north",
    "base64 of a plain picture": b"\0" + base64.b64encode(PLAIN),
    "a bomb": bz2.compress(bytes(100 << 20)),
    "a broken archive": SOME["docx"][:40],
    "loci cut off": loci(16, 48)[:60],
}


@pytest.mark.parametrize("name", SOME)
def test_a_position_is_found(name: str) -> None:
    assert holds_coordinates(SOME[name])


@pytest.mark.parametrize("name", NONE)
def test_nothing_else_is_taken_for_a_position(name: str) -> None:
    assert not holds_coordinates(NONE[name])


def test_pictures_within_a_text_are_looked_at_and_the_text_itself_is_not() -> None:
    page = linked(PHOTO).decode()
    assert text_holds_coordinates("a.svg", [page])
    assert text_holds_coordinates("a.html", ["<p>", page.replace("/9j/", "/9j/\n")])
    assert not text_holds_coordinates("a.svg", [linked(PLAIN).decode()])
    notebook = base64.encodebytes(PHOTO).replace(b"\n", b"\\n")
    assert text_holds_coordinates("a.ipynb", [], b'{"image/jpeg": "' + notebook + b'"}')
    written = "".join(f"%{byte:02x}" for byte in PHOTO).encode()
    assert text_holds_coordinates("a.svg", [], b'<image href="data:image/jpeg,' + written + b'"/>')
    drone = "[latitude: 48.208210] [longitude: 16.373819]"
    assert text_holds_coordinates("a.SRT", [drone])
    assert not text_holds_coordinates("a.html", [f"exif:GPSLatitude=&quot;4 {drone}"])
