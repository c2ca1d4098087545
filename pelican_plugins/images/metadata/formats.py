"""Recognise a format by its first bytes; the errors and byte readers of all parsers."""

from __future__ import annotations

from enum import Enum
from pathlib import PurePosixPath

VERSION = 4
"""Increased whenever the same bytes would be cleaned differently."""

HEAD = 64
"""Bytes that `kind_of` needs."""

_BRANDS = frozenset(
    (b"avif", b"avis", b"mif1", b"msf1", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
)
_NAMES = frozenset(
    (
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".gif"),
        *(".bmp", ".dib", ".ico", ".cur", ".tif", ".tiff", ".avif", ".avifs", ".heic", ".heif"),
        *(".jp2", ".j2k", ".j2c", ".jpc", ".jpf", ".jpx", ".jxl"),
    )
)


class ImageFormat(Enum):
    """A format whose metadata we know."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    GIF = "GIF"
    TIFF = "TIFF"
    HEIF = "AVIF or HEIF"
    JPEG_2000 = "JPEG 2000"
    JPEG_XL = "JPEG XL"
    BMP = "BMP"
    ICO = "ICO"


_BEGINNINGS = (
    (b"\xff\xd8", ImageFormat.JPEG),
    (b"\x89PNG", ImageFormat.PNG),
    (b"GIF87a", ImageFormat.GIF),
    (b"GIF89a", ImageFormat.GIF),
    (b"II*\0", ImageFormat.TIFF),
    (b"MM\0*", ImageFormat.TIFF),
    # BigTIFF's.
    (b"II+\0", ImageFormat.TIFF),
    (b"MM\0+", ImageFormat.TIFF),
    # In boxes, or a bare codestream.
    (b"\0\0\0\x0cjP  \r\n\x87\n", ImageFormat.JPEG_2000),
    (b"\xff\x4f\xff\x51", ImageFormat.JPEG_2000),
    (b"\0\0\0\x0cJXL \r\n\x87\n", ImageFormat.JPEG_XL),
    (b"\xff\x0a", ImageFormat.JPEG_XL),
)


def kind_of(head: bytes) -> ImageFormat | None:
    """Return the format of a file's first `HEAD` bytes, or None."""
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return ImageFormat.WEBP
    # ISO/IEC 14496-12, 4.3: the major brand, a version, and the brands it is compatible with.
    if head[4:8] == b"ftyp":
        size = min(int.from_bytes(head[:4], "big"), len(head))
        brands = {head[8:12], *(head[at : at + 4] for at in range(16, size, 4))}
        if brands & _BRANDS:
            return ImageFormat.HEIF
    return _windows_kind(head)


# Bytes of the header that follows a bitmap's first one.
_BITMAP_HEADERS = frozenset((12, 40, 52, 56, 108, 124))
_ICON_DIRECTORY, _ICON_ENTRY = 6, 16


def _windows_kind(head: bytes) -> ImageFormat | None:
    """Tell bitmaps, icons and cursors, whose first bytes alone are those of other files too."""
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS:
        return ImageFormat.BMP
    if head.startswith((b"\0\0\1\0", b"\0\0\2\0")):
        count, length, start = (int.from_bytes(head[a:b], "little") for a, b in _ICON_NUMBERS)
        if count and length and start >= _ICON_DIRECTORY + _ICON_ENTRY * count:
            return ImageFormat.ICO
    return None


_ICON_NUMBERS = ((4, 6), (14, 18), (18, 22))
"""The offsets of the number of pictures, and of length and place of the first."""


# What no browser shows, and none of our parsers reads, by its extension: cameras' raw files,
# the files of editing programs, and uncompressed ones.
_FOREIGN_NAMES = {
    **dict.fromkeys((".psd", ".psb", ".xcf", ".kra", ".afphoto"), "an image editor's own file"),
    **dict.fromkeys((".jxr", ".wdp", ".hdp"), "a JPEG XR"),
    **dict.fromkeys((".ppm", ".pgm", ".pbm", ".pnm", ".pam", ".tga"), "an uncompressed image"),
    **dict.fromkeys(
        (
            *(".dcx", ".dds", ".dpx", ".emf", ".exr", ".jls", ".jng", ".miff", ".mng", ".pcx"),
            *(".sgi", ".wbmp", ".wmf", ".xpm"),
        ),
        "an old or rare image format",
    ),
    **dict.fromkeys(
        (
            *(".3fr", ".arw", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".erf", ".iiq", ".kdc"),
            *(".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".rwl"),
            *(".sr2", ".srf", ".srw", ".x3f"),
        ),
        "a camera's raw file",
    ),
}
_FOREIGN_BEGINNINGS = (
    (b"8BPS", "an image editor's own file"),
    (b"gimp xcf", "an image editor's own file"),
    (b"II\xbc\1", "a JPEG XR"),
    (b"DDS |\0\0\0", "an old or rare image format"),
    (b"\x76\x2f\x31\x01", "an old or rare image format"),
    (b"\x8aMNG", "an old or rare image format"),
    (b"\x8bJNG", "an old or rare image format"),
    (b"id=ImageMagick", "an old or rare image format"),
    (b"FUJIFILMCCD-RAW", "a camera's raw file"),
    (b"IIRO", "a camera's raw file"),
    (b"IIRS", "a camera's raw file"),
    (b"MMOR", "a camera's raw file"),
    (b"IIU\0", "a camera's raw file"),
    (b"FOVb", "a camera's raw file"),
    (b"\0MRM", "a camera's raw file"),
)


def foreign_kind(head: bytes, name: str) -> str:
    """Return what a picture is that no browser shows, such as `a JPEG XR`; else an empty string.

    Args:
        head: its first `HEAD` bytes.
        name: its file name.
    """
    if head[4:12] == b"ftypcrx ":
        return "a camera's raw file"
    by_content = (kind for beginning, kind in _FOREIGN_BEGINNINGS if head.startswith(beginning))
    by_name = _FOREIGN_NAMES.get(PurePosixPath(name).suffix.lower(), "")
    return next(by_content, "") or (by_name if head else "")


def is_image_file(head: bytes, name: str) -> bool:
    """Return whether a file is an image by its first bytes or, being damaged, by its name."""
    if not head:
        return False
    is_known = kind_of(head) is not None or PurePosixPath(name).suffix.lower() in _NAMES
    return is_known or bool(foreign_kind(head, name))


_POINTERS = (
    (b"version https://git-lfs.github.com/spec/", "Git LFS", "git lfs pull"),
    (b"version https://hawser.github.com/spec/", "Git LFS", "git lfs pull"),
    (b"/annex/objects/", "git-annex", "git annex get"),
    (b"../.git/annex/objects/", "git-annex", "git annex get"),
    (b".git/annex/objects/", "git-annex", "git annex get"),
)


def stand_in(head: bytes) -> tuple[str, str] | None:
    """Return which pointer file replaces an image, and how to get the image.

    Args:
        head: its first `HEAD` bytes.
    """
    for beginning, program, command in _POINTERS:
        if head.startswith(beginning):
            text = f"it is a {program} pointer, whose image was not fetched"
            return text, f"run `{command}`, then rebuild"
    if head.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "it is a web page", "save the image itself"
    return None


_UNSHOWN = {
    ImageFormat.HEIF: "HEIF (HEIC), which only Safari shows",
    ImageFormat.JPEG_2000: "JPEG 2000, which hardly any browser shows",
    ImageFormat.JPEG_XL: "JPEG XL, which few browsers show",
}


def unreadable(head: bytes) -> tuple[str, str]:
    """Return why Pillow cannot open a file, and what to do about it, one clause each."""
    other = stand_in(head)
    if other is not None:
        return other
    kind = kind_of(head)
    if kind is ImageFormat.HEIF and head[8:12] in {b"avif", b"avis"}:
        return (
            "it is damaged, or an AVIF image that your version of Pillow cannot read",
            "save it again",
        )
    if kind is ImageFormat.HEIF:
        return f"it is {_UNSHOWN[kind]}", 'install "pelican-pouch[heic]", or export it as JPEG'
    if kind in _UNSHOWN:
        return f"it is {_UNSHOWN[kind]}", "export it as JPEG"
    return "it is not an image", "save it again"


class UnparsableError(Exception):
    """The bytes violate their format; the message says where, in one clause."""


class UncleanableError(Exception):
    """An image cannot be stripped of metadata; the message says why, in one clause."""


def read_bytes(data: bytes, start: int, length: int, what: str) -> bytes:
    """Return *length* bytes from *start*.

    Raises:
        UnparsableError: the file ends before; *what* names the part in the message.
    """
    if length < 0 or start < 0 or start + length > len(data):
        raise UnparsableError(f"{what} is truncated")
    return data[start : start + length]


def read_uint(data: bytes, start: int, length: int, what: str) -> int:
    """Return the unsigned big-endian number of *length* bytes at *start*.

    Raises:
        UnparsableError: the file ends before.
    """
    return int.from_bytes(read_bytes(data, start, length, what), "big")
