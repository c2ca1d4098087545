"""Pictures that give away all a picture can, made of Pillow's and of bytes put in by hand."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageSequence, PngImagePlugin, TiffImagePlugin, features

SECRET = "SECRET"
SECONDS = 48_111_777
"""Of the latitude: a number that no pixel is likely to hold."""
ARTIST, COPYRIGHT = "Ada Artist", "(c) Ada 2025"

XMP = f"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><r exif:GPSLatitude="48,{SECRET}-xmp"/>\
<photoshop:City>{SECRET}-city</photoshop:City></x:xmpmeta>""".encode()


def profile(*private: tuple[bytes, bytes]) -> bytes:
    """Return a colour profile of an RGB display, with more tags where some are given."""
    numbers = ((0.43, 0.22, 0.02), (0.38, 0.72, 0.1), (0.15, 0.06, 0.7), (0.964, 1, 0.825))
    tags = [
        (name, b"XYZ " + bytes(4) + b"".join(round(n * 65536).to_bytes(4, "big") for n in xyz))
        for name, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt"), numbers, strict=True)
    ]
    curve = b"curv" + bytes(4) + b"\0\0\0\1\2\x33\0\0"
    tags += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")] + list(private)
    at, table, values = 132 + 12 * len(tags), len(tags).to_bytes(4, "big"), b""
    for name, value in tags:
        table += name + at.to_bytes(4, "big") + len(value).to_bytes(4, "big")
        padded = value + bytes(-len(value) % 4)
        values, at = values + padded, at + len(padded)
    header = bytes(4) + b"\2\x40\0\0mntrRGB XYZ \x07\xd0\0\1\0\1\0\0\0\0\0\0acsp" + bytes(28)
    header += b"\0\0\xf6\xd6\0\1\0\0\0\0\xd3\x2d"
    return at.to_bytes(4, "big") + header.ljust(124, b"\0") + table + values


PROFILE = profile()


def exif(orientation: int = 1, *, position: bool = True, order: str = "MM") -> bytes:
    """Return an Exif block, without its `Exif` prefix, that holds the secret in many forms."""
    block = Image.Exif()
    block.endian = ">" if order == "MM" else "<"
    block[0x010F] = f"{SECRET}-maker"
    block[0x013B], block[0x8298] = ARTIST, COPYRIGHT
    block[0x0112] = orientation
    block[0x9C9D] = f"{SECRET}-author".encode("utf-16-le")
    # Not get_ifd(), whose directories an old Pillow does not write.
    own: dict[int, Any] = {}
    gps: dict[int, Any] = {}
    block[0x8769], block[0x8825] = own, gps
    own[0x927C] = b"NIKON\0" + SECRET.encode() * 5
    own[0xA431] = f"{SECRET}-serial"
    own[0x9286] = b"ASCII\0\0\0" + SECRET.encode()
    gps[0] = b"\2\3\0\0"
    if position:
        gps[1], gps[2] = "N", (48.0, 12.0, float(SECONDS))
        gps[3], gps[4] = "E", (16.0, 22.0, float(SECONDS))
    return block.tobytes().removeprefix(b"Exif\0\0")


def image(mode: str = "RGB", size: tuple[int, int] = (32, 24), shift: int = 0) -> Image.Image:
    """Return a picture with something to be seen on it."""
    width, height = size
    red = bytes(min(x * 7 + shift, 255) for x in range(width)) * height
    green = b"".join(bytes([min(y * 9, 255)]) * width for y in range(height))
    # It repeats in both directions.
    pattern = [bytes(x * y % 256 for x in range(256)) for y in range(min(height, 256))]
    blue = b"".join((pattern[y % 256] * (width // 256 + 1))[:width] for y in range(height))
    bands = [Image.frombytes("L", size, band) for band in (red, green, blue)]
    return Image.merge("RGB", bands).convert(mode)


def saved(kind: str, picture: Image.Image | None = None, **options: Any) -> bytes:
    out = io.BytesIO()
    (picture or image()).save(out, kind, **options)
    return out.getvalue()


def segment(marker: int, payload: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(payload) + 2).to_bytes(2, "big") + payload


def plain_jpeg(**options: Any) -> bytes:
    return saved("JPEG", icc_profile=PROFILE, **options)


def jpeg(orientation: int = 1, **options: Any) -> bytes:
    plain = plain_jpeg(**options)
    thumbnail = saved("JPEG", image(size=(8, 6)), comment=f"{SECRET}-thumbnail")
    psd = (
        b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x20" + b"\x1c\x02\x50\0\x10" + b"SECRET-iptc12345"
    )
    count = struct.pack(">HHII", 0xB001, 4, 1, 1)
    index = b"MM\0*\0\0\0\x08\0\2" + count + struct.pack(">HHII", 0xB002, 7, 16, 38) + bytes(20)
    private = (
        segment(0xE1, b"Exif\0\0" + exif(orientation) + thumbnail)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)
        + segment(0xED, psd)
        + segment(0xE2, b"MPF\0" + index + SECRET.encode())
        + segment(0xEB, b"JP\0\1" + SECRET.encode())
        + segment(0xE0, b"JFXX\0\x10" + thumbnail)
        + segment(0xFE, f"{SECRET}-comment".encode())
    )
    jfif_ends = 2 + 18
    return plain[:jfif_ends] + private + plain[jfif_ends:] + thumbnail


def chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def plain_png(*, animated: bool = False) -> bytes:
    more = {"save_all": True, "append_images": [image(shift=90)], "duration": 70, "loop": 3}
    return saved("PNG", icc_profile=PROFILE, **(more if animated else {}))


def png(orientation: int = 1, *, animated: bool = False) -> bytes:
    plain = plain_png(animated=animated)
    header_ends = 8 + 25
    private = (
        chunk(b"tEXt", f"Author\0{SECRET}-text".encode())
        + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET.encode()))
        + chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP))
        + chunk(b"tIME", bytes((7, 231, 1, 2, 3, 4, 5)))
        + chunk(b"eXIf", exif(orientation))
        + chunk(b"caBX", SECRET.encode())
    )
    return plain[:header_ends] + private + plain[header_ends:] + f"{SECRET}-behind".encode()


def webp(orientation: int = 1, **options: Any) -> bytes:
    made = saved("WEBP", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE, **options)
    body = made[8:] + b"PRIV\x06\0\0\0" + SECRET.encode()
    return b"RIFF" + len(body).to_bytes(4, "little") + body + b"behind " + SECRET.encode()


def gif() -> bytes:
    frames = [image("P"), image("P", shift=90)]
    plain = saved("GIF", frames[0], save_all=True, append_images=frames[1:], duration=70, loop=0)
    table_ends = 13 + 3 * 2 ** ((plain[10] & 7) + 1) if plain[10] & 0x80 else 13
    secret = bytes((len(SECRET),)) + SECRET.encode() + b"\0"
    private = (
        b"\x21\xfe" + secret
        + b"\x21\xff\x0bXMP DataXMP" + XMP[:0] + bytes((len(XMP[:200]),)) + XMP[:200] + b"\0"
        + b"\x21\xf9\x04\0\x05\0\0\0"
        + b"\x21\x01\x0c" + bytes(12) + secret
    )  # fmt: skip
    return plain[:table_ends] + private + plain[table_ends:] + SECRET.encode()


def tiff(orientation: int = 1, **options: Any) -> bytes:
    fields = TiffImagePlugin.ImageFileDirectory_v2()
    fields[0x010F], fields[0x013B], fields[0x8298] = f"{SECRET}-maker", ARTIST, COPYRIGHT
    fields[0x0112], fields[0x02BC] = orientation, XMP
    pages = [image(), image(shift=90)]
    made = saved(
        "TIFF", pages[0], tiffinfo=fields, save_all=True, append_images=pages[1:], **options
    )
    return _with_camera(made) + SECRET.encode()


def _with_camera(made: bytes) -> bytes:
    """Return a TIFF with a GPS directory, which libtiff would not write, and a private field."""
    (at,) = struct.unpack_from("<I", made, 4)
    (count,) = struct.unpack_from("<H", made, at)
    entries = [made[at + 2 + 12 * n :][:12] for n in range(count)]
    following = made[at + 2 + 12 * count :][:4]
    values = len(made) + len(made) % 2
    secret = f"{SECRET}-serial".encode()
    gps = values + 48
    block = struct.pack("<6I", 48, 1, 12, 1, SECONDS, 1) + secret.ljust(24, b"\0")
    block += struct.pack("<HHHIIHHIII", 2, 2, 5, 3, values, 4, 5, 3, values, 0)
    entries.append(struct.pack("<HHII", 0x8825, 4, 1, gps))
    entries.append(struct.pack("<HHII", 0xC62F, 2, len(secret), values + 24))
    entries.sort(key=lambda entry: struct.unpack_from("<H", entry)[0])
    first = values + len(block)
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + following
    return b"".join(
        (made[:4], struct.pack("<I", first), made[8:], b"\0" * (len(made) % 2), block, directory)
    )


def avif(orientation: int = 1) -> bytes:
    made = saved("AVIF", exif=exif(orientation), xmp=XMP, speed=10)
    secret = b"\0" * 16 + SECRET.encode()
    return made + (8 + len(secret)).to_bytes(4, "big") + b"uuid" + secret


def with_thumbnail(made: bytes) -> bytes:
    """Return an AVIF whose Exif has become the coded pixels of a thumbnail."""
    return made.replace(b"ExifExif\0", b"av01Exif\0", 1).replace(b"cdsc", b"thmb", 1)


def box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


PRIVATE_BOXES = (
    box(b"uuid", b"JpgTiffExif->JP2" + exif()),
    box(b"uuid", bytes.fromhex("BE7ACFCB97A942E89C71999491E3AFAC") + XMP),
    box(b"xml ", XMP),
    box(b"Exif", bytes(4) + exif()),
    box(b"brob", b"xml " + SECRET.encode()),
    box(b"jbrd", SECRET.encode()),
    box(b"free", SECRET.encode()),
)


def jp2(*, private: bool = True, boxed: bool = True) -> bytes:
    """Return a JPEG 2000 of two tiles, with a comment of as many zeros where nothing is private."""
    comment = f"{SECRET}-comment"
    made = saved("JPEG2000", tile_size=(16, 24), comment=comment, no_jp2=not boxed)
    if not private:
        return made.replace(comment.encode(), bytes(len(comment)))
    if not boxed:
        return made
    header = made.index(b"jp2c") - 4
    return made[:header] + b"".join(PRIVATE_BOXES) + made[header:] + box(b"xml ", XMP)


JXL_BEGINNING = b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl \0\0\0\0jxl ")


def jxl(*, private: bool = True) -> bytes:
    """Return the boxes of a JPEG XL; what stands for its picture can be shown by nobody."""
    level, first = box(b"jxll", b"\x0a"), box(b"jxlp", b"\0\0\0\0\xff\x0apicture")
    last = box(b"jxlp", b"\x80\0\0\1more of it")
    added = (*PRIVATE_BOXES, b"") if private else (b"", b"")
    return b"".join((JXL_BEGINNING, level, *added[:3], first, *added[3:], last))


MADE = {
    "jpg": jpeg,
    "progressive.jpg": lambda o=1: jpeg(o, progressive=True),
    "png": png,
    "apng.png": lambda o=1: png(o, animated=True),
    "webp": webp,
    "lossless.webp": lambda o=1: webp(o, lossless=True),
    "animated.webp": lambda o=1: webp(o, save_all=True, append_images=[image(shift=90)]),
    "gif": lambda _=1: gif(),
    "tif": tiff,
    "packed.tif": lambda o=1: tiff(o, compression="tiff_adobe_deflate"),
}
if "avif" in features.modules and features.check("avif"):
    MADE["avif"] = avif


def pixels(data: bytes) -> list[tuple[Any, ...]]:
    """Return all that is seen of a picture: every frame as it is decoded, profile, timing."""
    with Image.open(io.BytesIO(data)) as opened:
        seen = [
            (frame.mode, frame.size, frame.tobytes(), frame.info.get("duration"))
            for frame in ImageSequence.Iterator(opened)
        ]
        return [*seen, (opened.info.get("icc_profile"), opened.info.get("loop"))]


def orientation_of(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.getexif().get(0x0112, 1)


def traces(data: bytes, *words: str) -> list[str]:
    """Return the secrets that are left in *data*, in whatever form."""
    bare = data
    if data.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(data)) as opened:
            opened.load()
            assert isinstance(opened, PngImagePlugin.PngImageFile)
            bare += repr(opened.text).encode()
    forms: dict[str, bytes] = {}
    for word in words or (SECRET, ARTIST, COPYRIGHT, "NIKON"):
        forms |= {f"{word} in {code}": word.encode(code) for code in ("ascii", "utf-16-le")}
        forms[f"{word} in digits"] = word.encode().hex().encode()
    if not words:
        forms["a position"] = SECONDS.to_bytes(4, "big")
        forms["a position, turned"] = SECONDS.to_bytes(4, "little")
        forms["a thumbnail"] = b"\xff\xd8\xff"
        bare = bare.removeprefix(b"\xff\xd8\xff")
    return [name for name, form in forms.items() if form in bare]
