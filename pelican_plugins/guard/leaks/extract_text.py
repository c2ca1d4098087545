"""Extract the text of a published file, whatever its format."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from itertools import islice
from pathlib import PurePosixPath
from urllib.parse import unquote

from PIL import ExifTags, Image

from .word_list import fold

_TEXTS = frozenset(
    {
        *("atom", "bib", "conf", "css", "csv", "enw", "geojson", "htm", "html", "ics", "ini", "js"),
        *("json", "jsonld", "license", "log", "markdown", "md", "mjs", "opml", "py", "ris", "rss"),
        *("rst", "srt", "svg", "tex", "toml", "tsv", "txt", "vcf", "vtt", "webmanifest", "xhtml"),
        *("xml", "xsl", "yaml", "yml", ""),
    }
)
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")
_STREAM = re.compile(rb"stream\r?\n")
# Limits how much of a compressed file is unpacked, so that none can be a bomb.
_MOST_UNPACKED = 64 << 20
_MOST_MEMORY = 128 << 20
_MOST_STREAMS = 2_000
_EXIF_DIRECTORIES = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.IFD1)


def is_text_file(path: str) -> bool:
    """Return by its name whether a file is one that people or browsers read as text."""
    return PurePosixPath(path).suffix[1:].lower() in _TEXTS


def decode_text(data: bytes) -> str:
    r"""Decode a text file and undo its escapes.

    Entities (twice, as feeds have whole pages in them), `%41` and `\u0041` become letters.
    """
    text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8", "replace")
    if "\\u" in text:
        text = _ESCAPE.sub(_letters, text)
    # JSON may escape a slash.
    text = text.replace("\\/", "/")
    if "&" in text:
        text = unescape(unescape(text))
    return unquote(text) if "%" in text else text


def fold_markup(text: str) -> str:
    """Return a decoded text as `word_list.fold` writes it: with its markup, and without.

    A name may be parted by markup within a word, or at its spaces.
    """
    views = [text]
    if "<" in text:
        views += [_TAG.sub("", text), _TAG.sub(" ", text)]
    return " \n ".join(map(fold, views))


def packed_in(data: bytes) -> Iterator[bytes]:
    """Yield the decompressed parts of a search index, an office document or a PDF."""
    left = _MOST_UNPACKED
    for part in _unpacked(data):
        piece = part[:left]
        left -= len(piece)
        if piece:
            yield piece


def said_by_picture(data: bytes) -> str:
    """Return the strings in an image's metadata; empty for any other file."""
    found: list[object] = []
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:
        found += [value for key, value in image.info.items() if key != "icc_profile"]
        exif = image.getexif()
        found += exif.values()
        for directory in _EXIF_DIRECTORIES:
            found += exif.get_ifd(directory).values()
    return "\n".join(map(_text_of, found))


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"\x1f\x8b"):
        with suppress(OSError, EOFError, zlib.error), gzip.open(io.BytesIO(data)) as file:
            yield file.read(_MOST_UNPACKED)
    elif data.startswith(b"BZh"):
        with suppress(OSError, EOFError):
            yield bz2.BZ2Decompressor().decompress(data, _MOST_UNPACKED)
    elif data.startswith(b"\xfd7zXZ\0"):
        with suppress(lzma.LZMAError, EOFError):
            yield lzma.LZMADecompressor(memlimit=_MOST_MEMORY).decompress(data, _MOST_UNPACKED)
    elif data.startswith(b"PK\x03\x04"):
        with suppress(Exception), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist()[:_MOST_STREAMS]:
                yield info.filename.encode("utf-8", "replace")
                with archive.open(info) as file:
                    yield file.read(_MOST_UNPACKED)
    elif data.startswith(b"%PDF"):
        for match in islice(_STREAM.finditer(data), _MOST_STREAMS):
            with suppress(zlib.error):
                yield zlib.decompressobj().decompress(data[match.end() :], _MOST_UNPACKED)


def _letters(match: re.Match[str]) -> str:
    try:
        text: str = json.loads(f'"{match.group()}"')
    except ValueError:
        return match.group()
    return text.encode("utf-8", "replace").decode("utf-8")


def _text_of(value: object) -> str:
    if isinstance(value, bytes):
        # Windows writes some of Exif's strings in UTF-16.
        wide = value.decode("utf-16-le", "ignore") if b"\0" in value else ""
        return f"{value.decode('utf-8', 'replace')}\n{wide}"
    return str(value)
