"""A corpus of pictures and recordings, made by other people's programs, with marks planted in them.

Nothing of it shares code with what takes metadata out. A program that is missing costs only what
it would have made. On Debian they are in libimage-exiftool-perl, imagemagick, ffmpeg, webp,
libheif-examples, libavif-bin, libjxl-tools, libopenjp2-tools, ghostscript, gifsicle, pngcrush and
libtiff-tools.
"""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import lzma
import shutil
import struct
import subprocess
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PREFIX = b"PLANTED"
LATITUDE, LONGITUDE = "48.2082", "16.3738"
_SECONDS = 120


class Marks:
    """Hands out marks, no two of them alike, of twelve letters each."""

    def __init__(self) -> None:
        self._next = 0

    def take(self) -> bytes:
        self._next += 1
        return PREFIX + b"%05d" % self._next


@dataclass(slots=True)
class Corpus:
    """What was made.

    Attributes:
        folder: where the files are.
        missing: programs that were asked for and are not installed.
        failed: what a program could not do, as `program: first line of its error`.
    """

    folder: Path
    missing: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)

    def run(self, *command: str, given: bytes = b"") -> bytes | None:
        """Run a program in the folder; None where it is missing or fails."""
        path = shutil.which(command[0])
        if path is None:
            self.missing.add(command[0])
            return None
        done = subprocess.run(
            [path, *command[1:]], cwd=self.folder, input=given, capture_output=True,
            check=False, timeout=_SECONDS,
        )  # fmt: skip
        if done.returncode:
            error = done.stderr.decode("utf-8", "replace").strip().splitlines()
            self.failed.append(f"{command[0]}: {error[0] if error else done.returncode}")
            return None
        return done.stdout


# Of each, its file and the command that makes it of `source.png` and what was made before.
_ENCODERS: dict[str, tuple[str, ...]] = {
    "im-baseline.jpg": ("convert-im6.q16", "source.png", "-quality", "90"),
    "im-progressive.jpg": ("convert-im6.q16", "source.png", "-interlace", "JPEG"),
    "im-grey.jpg": ("convert-im6.q16", "source.png", "-colorspace", "Gray"),
    "im-cmyk.jpg": ("convert-im6.q16", "source.png", "-colorspace", "CMYK"),
    "im-444.jpg": ("convert-im6.q16", "source.png", "-sampling-factor", "1x1"),
    "im-8.png": ("convert-im6.q16", "source.png", "-depth", "8"),
    "im-16.png": ("convert-im6.q16", "source.png", "-define", "png:bit-depth=16"),
    "im-palette.png": ("convert-im6.q16", "source.png", "-colors", "16"),
    "im-grey.png": ("convert-im6.q16", "source.png", "-colorspace", "Gray"),
    "im-bilevel.png": ("convert-im6.q16", "source.png", "-monochrome"),
    "im-interlaced.png": ("convert-im6.q16", "source.png", "-interlace", "PNG"),
    "im-alpha.png": ("convert-im6.q16", "alpha.png", "-depth", "8"),
    "im-still.gif": ("convert-im6.q16", "source.png"),
    "im-moving.gif": ("convert-im6.q16", "-delay", "20", "source.png", "other.png", "-loop", "0"),
    "im-none.tif": ("convert-im6.q16", "source.png", "-compress", "None"),
    "im-lzw.tif": ("convert-im6.q16", "source.png", "-compress", "LZW"),
    "im-zip.tif": ("convert-im6.q16", "source.png", "-compress", "Zip"),
    "im-jpeg.tif": ("convert-im6.q16", "source.png", "-compress", "JPEG"),
    "im-fax.tif": ("convert-im6.q16", "source.png", "-monochrome", "-compress", "Group4"),
    "im-packbits.tif": ("convert-im6.q16", "source.png", "-compress", "RLE"),
    "im-msb.tif": ("convert-im6.q16", "source.png", "-endian", "MSB"),
    "im-pages.tif": ("convert-im6.q16", "source.png", "other.png"),
    "im.bmp": ("convert-im6.q16", "source.png"),
    "im-3.bmp": ("convert-im6.q16", "source.png", "-define", "bmp:format=bmp3"),
    "im.ico": ("convert-im6.q16", "source.png", "-resize", "32x32"),
    "im.cur": ("convert-im6.q16", "source.png", "-resize", "32x32"),
    "im.psd": ("convert-im6.q16", "source.png"),
    "im.ppm": ("convert-im6.q16", "source.png"),
    "im.pgm": ("convert-im6.q16", "source.png"),
    "im.tga": ("convert-im6.q16", "source.png"),
    "im.pcx": ("convert-im6.q16", "source.png"),
    "im.dds": ("convert-im6.q16", "source.png"),
    "im.xpm": ("convert-im6.q16", "source.png"),
    "im.sgi": ("convert-im6.q16", "source.png"),
    "im.miff": ("convert-im6.q16", "source.png"),
    "im.xcf.png": ("convert-im6.q16", "source.png", "-strip"),
    "im.webp": ("convert-im6.q16", "source.png"),
    "ff.jpg": ("ffmpeg", "-v", "error", "-i", "source.png", "-frames:v", "1"),
    "ff.png": ("ffmpeg", "-v", "error", "-i", "source.png", "-frames:v", "1"),
    "ff-moving.apng": ("ffmpeg", "-v", "error", "-i", "moving.mkv", "-f", "apng"),
    "ff-moving.png": ("ffmpeg", "-v", "error", "-i", "moving.mkv", "-f", "apng"),
    "ff-moving.gif": ("ffmpeg", "-v", "error", "-i", "moving.mkv"),
    "ff-moving.webp": ("ffmpeg", "-v", "error", "-i", "moving.mkv", "-loop", "0"),
    "ff.tif": ("ffmpeg", "-v", "error", "-i", "source.png", "-frames:v", "1"),
    "ff.bmp": ("ffmpeg", "-v", "error", "-i", "source.png", "-frames:v", "1"),
    "ff.jls": ("ffmpeg", "-v", "error", "-i", "source.png", "-frames:v", "1"),
    "cwebp-lossy.webp": ("cwebp", "-quiet", "source.png", "-o"),
    "cwebp-lossless.webp": ("cwebp", "-quiet", "-lossless", "source.png", "-o"),
    "cwebp-alpha.webp": ("cwebp", "-quiet", "alpha.png", "-o"),
    "img2webp.webp": ("img2webp", "-d", "90", "source.png", "other.png", "-o"),
    "heif.heic": ("heif-enc", "source.png", "-o"),
    "heif-lossless.heic": ("heif-enc", "-L", "source.png", "-o"),
    "heif-thumbnail.heic": ("heif-enc", "-t", "32", "source.png", "-o"),
    "heif-alpha.heic": ("heif-enc", "alpha.png", "-o"),
    "heif.avif": ("heif-enc", "-A", "source.png", "-o"),
    "avifenc.avif": ("avifenc", "-s", "10", "source.png"),
    "avifenc-alpha.avif": ("avifenc", "-s", "10", "alpha.png"),
    "avifenc-lossless.avif": ("avifenc", "-s", "10", "-l", "source.png"),
    "avifenc-moving.avif": ("avifenc", "-s", "10", "source.png", "other.png"),
    "cjxl.jxl": ("cjxl", "source.png"),
    "cjxl-lossless.jxl": ("cjxl", "-d", "0", "source.png"),
    "cjxl-container.jxl": ("cjxl", "--container=1", "source.png"),
    "cjxl-of-jpeg.jxl": ("cjxl", "camera.jpg"),
    "cjxl-moving.jxl": ("cjxl", "moving.gif"),
    "opj.jp2": ("opj_compress", "-i", "source.png", "-C", "no comment", "-o"),
    "opj.j2k": ("opj_compress", "-i", "source.png", "-o"),
    "opj-tiles.jp2": ("opj_compress", "-i", "source.png", "-t", "32,32", "-o"),
    "gs.jpg": ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=jpeg", "-g96x64"),
    "gs.png": ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", "-g96x64"),
    "gs.tif": ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff24nc", "-g96x64"),
    "gs.psd": ("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=psdrgb", "-g96x64"),
    "gifsicle.gif": ("gifsicle", "-O3", "moving.gif", "-o"),
    "gifsicle-interlaced.gif": ("gifsicle", "-i", "moving.gif", "-o"),
    "pngcrush.png": ("pngcrush", "-q", "source.png"),
    "tiffcp-tiles.tif": ("tiffcp", "-t", "-w", "32", "-l", "32", "plain.tif"),
    "tiffcp-jpeg.tif": ("tiffcp", "-c", "jpeg", "plain.tif"),
    "tiffcp-big.tif": ("tiffcp", "-8", "plain.tif"),
    "tiffcp-zip.tif": ("tiffcp", "-c", "zip", "plain.tif"),
    "tiffcp-planes.tif": ("tiffcp", "-p", "separate", "plain.tif"),
}  # fmt: skip
_SAMPLE = (
    "im-baseline.jpg", "im-8.png", "im-still.gif", "im-none.tif", "im.ico", "im.bmp", "ff.jpg",
    "cwebp-lossy.webp", "img2webp.webp", "avifenc.avif", "cjxl-container.jxl", "gs.png", "ff.png",
)  # fmt: skip


def _sources(corpus: Corpus) -> None:
    """Write what the encoders read: two pictures, one with alpha, a moving one, a camera's."""
    from PIL import Image

    folder = corpus.folder
    red = Image.linear_gradient("L").resize((96, 64))
    green = Image.radial_gradient("L").resize((96, 64))
    for name, blue in (("source", 40), ("other", 200)):
        picture = Image.merge("RGB", (red, green, Image.new("L", (96, 64), blue)))
        picture.save(folder / f"{name}.png")
    picture.putalpha(green)
    picture.save(folder / "alpha.png")
    frames = [Image.open(folder / name).convert("P") for name in ("source.png", "other.png")]
    frames[0].save(folder / "moving.gif", save_all=True, append_images=frames[1:], duration=90)
    frames[0].convert("RGB").save(folder / "plain.tif")
    camera = frames[0].convert("RGB")
    block = Image.Exif()
    block[0x010F] = "Camera"
    camera.save(folder / "camera.jpg", exif=block)
    corpus.run("ffmpeg", "-v", "error", "-i", "moving.gif", "-c:v", "ffv1", "moving.mkv")


def make_bases(corpus: Corpus, *, sample: bool) -> list[str]:
    """Have each encoder make its picture; return the names of those that came out."""
    _sources(corpus)
    for name, command in _ENCODERS.items():
        if sample and name not in _SAMPLE:
            continue
        if command[0] == "gs":
            drawing = "/Helvetica 24 selectfont 10 20 moveto (gauge) show showpage"
            corpus.run(*command, f"-sOutputFile={name}", "-c", drawing)
        else:
            corpus.run(*command, name)
    sources = {"source.png", "other.png", "alpha.png", "moving.gif", "plain.tif", "camera.jpg"}
    made = (path for path in sorted(corpus.folder.iterdir()) if path.stat().st_size)
    names = [path.name for path in made if path.name not in sources | {"moving.mkv"}]
    for name in sources | {"moving.mkv"}:
        (corpus.folder / name).unlink(missing_ok=True)
    return names


# What exiftool writes, by the group of tags that one file gets. `*` is replaced by a mark.
_TAGS: dict[str, tuple[str, ...]] = {
    "exif": (
        *("IFD0:Artist", "IFD0:Copyright", "IFD0:ImageDescription", "IFD0:Make", "IFD0:Model"),
        *("IFD0:Software", "IFD0:HostComputer", "IFD0:DocumentName", "IFD0:XPAuthor"),
        *("IFD0:XPComment", "IFD0:XPKeywords", "IFD0:PageName", "IFD0:CameraSerialNumber"),
        *("IFD0:UniqueCameraModel", "ExifIFD:UserComment", "ExifIFD:OwnerName"),
        *("ExifIFD:SerialNumber", "ExifIFD:LensModel", "ExifIFD:LensSerialNumber"),
        *("ExifIFD:LensMake", "ExifIFD:ImageUniqueID", "ExifIFD:SpectralSensitivity"),
        *("GPS:GPSAreaInformation", "GPS:GPSProcessingMethod", "GPS:GPSMapDatum"),
        *("GPS:GPSSatellites", "GPS:GPSDestBearing", "InteropIFD:RelatedImageFileFormat"),
    ),
    "xmp": (
        *("XMP-dc:Creator", "XMP-dc:Description", "XMP-dc:Rights", "XMP-dc:Subject"),
        *("XMP-dc:Title", "XMP-xmp:CreatorTool", "XMP-xmpMM:DocumentID", "XMP-xmpMM:InstanceID"),
        *("XMP-xmpMM:OriginalDocumentID", "XMP-photoshop:City", "XMP-photoshop:Credit"),
        *("XMP-photoshop:History", "XMP-iptcCore:Location", "XMP-iptcExt:PersonInImage"),
        *("XMP-aux:SerialNumber", "XMP-aux:Lens", "XMP-exif:UserComment", "XMP-tiff:Make"),
        *("XMP-xmpRights:Owner", "XMP-lr:HierarchicalSubject", "XMP-mwg-kw:KeywordInfo"),
    ),
    "iptc": (
        *("IPTC:By-line", "IPTC:Caption-Abstract", "IPTC:City", "IPTC:Keywords", "IPTC:Credit"),
        *("IPTC:Source", "IPTC:CopyrightNotice", "IPTC:Headline", "IPTC:Writer-Editor"),
        *("Photoshop:URL", "Photoshop:CopyrightFlag", "Comment", "PNG:Author", "PNG:Comment"),
        *("PNG:Software", "PNG:Description", "Ducky:Comment", "Ducky:Copyright", "AFCP:City"),
        *("JUMBF:Title", "PhotoMechanic:CreatorContactInfo", "PSP:CreatorName"),
    ),
}
_POSITION = (
    f"-GPSLatitude={LATITUDE}", "-GPSLatitudeRef=N", f"-GPSLongitude={LONGITUDE}",
    "-GPSLongitudeRef=E", f"-XMP-exif:GPSLatitude={LATITUDE}",
    f"-XMP-exif:GPSLongitude={LONGITUDE}",
)  # fmt: skip


def plant(corpus: Corpus, bases: list[str], marks: Marks) -> list[str]:
    """Return the names of copies with marks in them, in the corpus's folder."""
    arguments: list[str] = []
    for base in bases:
        stem, _, ending = base.partition(".")
        for group, tags in _TAGS.items():
            name = f"{stem}-{group}.{ending}"
            shutil.copy(corpus.folder / base, corpus.folder / name)
            values = [f"-{tag}={marks.take().decode()}" for tag in tags]
            arguments += ["-q", "-q", "-m", "-overwrite_original", *values]
            arguments += [*_POSITION] if group in {"exif", "xmp"} else []
            arguments += [name, "-execute"]
    listed = "\n".join(arguments).encode()
    # What it cannot write into a format is left out: which marks are in is looked up afterwards.
    corpus.run("exiftool", "-@", "-", given=listed)
    for base in bases:
        stem, _, ending = base.partition(".")
        data = (corpus.folder / base).read_bytes()
        for way, planted in by_hand(data, marks):
            (corpus.folder / f"{stem}-{way}.{ending}").write_bytes(planted)
    for base in bases:
        (corpus.folder / base).unlink()
    return sorted(path.name for path in corpus.folder.iterdir())


def by_hand(data: bytes, marks: Marks) -> Iterator[tuple[str, bytes]]:
    """Yield ways to plant marks in a container, and the file with them."""
    mark = marks.take
    yield "tail", data + mark() + b"\0" * 3 + mark()
    yield "zip", data + _archive("a.txt", mark())
    if data.startswith(b"\xff\xd8"):
        apps = b"".join(_segment(0xE0 + n, b"Priv\0" + mark()) for n in range(1, 16))
        jumbf = _segment(0xEB, b"JP\0\1\0\0\0\1" + _box(b"jumb", _box(b"jumd", mark())))
        mpf = _segment(0xE2, b"MPF\0MM\0*" + mark()) + _segment(0xE2, b"FPXR\0" + mark())
        flir = _segment(0xE1, b"FLIR\0" + mark()) + _segment(0xE0, b"JFXX\0" + mark())
        yield "apps", data[:2] + apps + jumbf + mpf + flir + _segment(0xFE, mark()) + data[2:]
        yield "preview", data + data[:2] + _segment(0xE1, b"Exif\0\0" + mark()) + data[2:]
    elif data.startswith(b"\x89PNG"):
        profile = b"Display\0\0" + zlib.compress(mark() * 9)
        chunks = b"".join(
            _chunk(kind, body)
            for kind, body in (
                (b"tEXt", b"Author\0" + mark()),
                (b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(mark().hex().encode())),
                (b"zTXt", b"Comment\0\0" + zlib.compress(mark())),
                (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>" + mark() + b"</x>"),
                (b"iTXt", b"Title\0\1\0\0\0" + zlib.compress(mark())),
                *((kind, mark()) for kind in (b"caBX", b"dSIG", b"prVt", b"eXIf", b"iDOT")),
                (b"tIME", struct.pack(">HBBBBB", 2025, 1, 2, 3, 4, 5)),
                (b"sPLT", mark() + b"\0\x08" + mark()),
                (b"iCCP", profile),
            )
        )  # fmt: skip
        yield "chunks", data[:33] + chunks + data[33:]
    elif data[:4] == b"RIFF":
        chunks = b"".join(_riff(kind, mark()) for kind in (b"XMP ", b"EXIF", b"UNKN", b"C2PA"))
        size = (len(data) - 8 + len(chunks)).to_bytes(4, "little")
        yield "chunks", data[:4] + size + data[8:] + chunks
    elif data.startswith(b"GIF8"):
        parts = [
            b"!\xfe\x0c" + mark() + b"\0",
            b"!\xff\x0bXMP DataXMP\x0c" + mark() + b"\0",
            b"!\xff\x0bICCRGBG1012\x0c" + mark() + b"\0",
            b"!\xff\x0bPRIVATE 1.0\x0c" + mark() + b"\0",
            b"!\x01\x0c" + bytes(12) + b"\x0c" + mark() + b"\0",
        ]
        colours = 3 << (data[10] & 7) + 1 if data[10] & 128 else 0
        yield "blocks", data[: 13 + colours] + b"".join(parts) + data[13 + colours :]
        yield "last", data[:-1] + b"".join(parts[:1]) + data[-1:]
    elif data[4:8] == b"ftyp" or data[4:8] in {b"JXL ", b"jP  "}:
        kinds = (b"uuid", b"free", b"skip", b"jumb", b"xml ", b"Exif", b"brob", b"wxyz", b"udta")
        yield "boxes", data + b"".join(_box(kind, bytes(16) + mark()) for kind in kinds)
    elif data[:4] in {b"II*\0", b"MM\0*"}:
        order = "<" if data[:2] == b"II" else ">"
        yield "directory", _more_tags(data, order, [mark() for _ in range(6)])


def _more_tags(data: bytes, order: str, values: list[bytes]) -> bytes:
    """Return a TIFF whose first directory has texts under tags that nobody knows."""
    at = struct.unpack(f"{order}I", data[4:8])[0]
    count = struct.unpack(f"{order}H", data[at : at + 2])[0]
    entries = data[at + 2 : at + 2 + 12 * count]
    follows = data[at + 2 + 12 * count : at + 6 + 12 * count]
    data += bytes(len(data) % 2)
    texts, start = b"".join(values), len(data)
    for number, value in enumerate(values):
        place = start + 12 * number
        entries += struct.pack(f"{order}HHII", 65_000 + number, 2, len(value), place)
    table = struct.pack(f"{order}H", count + len(values)) + entries + follows
    return data[:4] + struct.pack(f"{order}I", start + len(texts)) + data[8:] + texts + table


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _chunk(kind: bytes, body: bytes) -> bytes:
    checked = zlib.crc32(kind + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + kind + body + checked


def _riff(kind: bytes, body: bytes) -> bytes:
    return kind + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)


def _box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def _archive(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return out.getvalue()


def positions(corpus: Corpus) -> dict[str, bytes]:
    """Return recordings, documents and archives that say where they were made."""
    from PIL import Image

    folder = corpus.folder
    Image.new("RGB", (96, 64), "teal").save(folder / "photo.jpg")
    corpus.run("exiftool", "-q", "-overwrite_original", *_POSITION, "photo.jpg")
    photo = (folder / "photo.jpg").read_bytes()
    place = f"+{LATITUDE}+0{LONGITUDE}/"
    found: dict[str, bytes] = {
        "photo.docx": _archive("word/media/image1.jpeg", photo),
        "photo.odt": _archive("Pictures/1.jpg", photo),
        "photo.epub": _archive("OEBPS/1.jpg", photo),
        "docx.zip": _archive("a.docx", _archive("word/media/image1.jpeg", photo)),
        "photo.tar": _tar(photo),
        "photo.tar.gz": gzip.compress(_tar(photo), mtime=0),
        "tar.gz.zip": _archive("a.tar.gz", gzip.compress(_tar(photo), mtime=0)),
        "photo.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;'
        b'base64,' + base64.b64encode(photo) + b'"/></svg>',
        "photo.html": b'<img src="data:image/jpeg;base64,' + base64.b64encode(photo) + b'">',
        "photo.css": b"a{background:url(data:image/jpeg;base64," + base64.b64encode(photo) + b")}",
        "percent.svg": b'<svg><image href="data:image/jpeg,'
        + "".join(f"%{byte:02X}" for byte in photo).encode() + b'"/></svg>',
        "photo.json": b'{"content": "<img src=\\"data:image\\/jpeg;base64,'
        + base64.b64encode(photo).replace(b"/", b"\\/") + b'\\">"}',
        "attached.pdf": b"%PDF-1.7\n1 0 obj <</Type /EmbeddedFile /Filter /FlateDecode>>\nstream\n"
        + zlib.compress(photo) + b"\nendstream\nendobj\n",
    }  # fmt: skip
    coded = base64.encodebytes(photo)
    found |= {
        "photo.tar.bz2": bz2.compress(_tar(photo)),
        "photo.tar.xz": lzma.compress(_tar(photo)),
        "mail.eml": b"Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n" + coded,
        "card.vcf": b"BEGIN:VCARD\nPHOTO;ENCODING=b;TYPE=JPEG:" + coded.replace(b"\n", b"\n "),
        "notebook.ipynb": b'{"image/jpeg": "' + coded.replace(b"\n", b"\\n") + b'"}',
        "cover.oga": b"OggS\0METADATA_BLOCK_PICTURE=" + base64.b64encode(b"\0\0\0\3image" + photo),
        "wide.mp3": b"ID3\3\0\0\0\0\2\0TXXX" + f"\ufefflocation\0{place}".encode("utf-16-le"),
        "geo.oga": b"OggS\0vorbis\0GEO-LOCATION-LATITUDE=48.2082\0",
    }  # fmt: skip
    for name, command in {
        "photo.heic": ("heif-enc", "photo.jpg", "-o"),
        "photo.avif": ("avifenc", "-s", "10", "photo.jpg"),
        "photo.webp": ("cwebp", "-quiet", "-metadata", "all", "photo.jpg", "-o"),
        "photo.png": ("convert-im6.q16", "photo.jpg"),
        "photo.jxl": ("cjxl", "photo.jpg", "--lossless_jpeg=0"),
    }.items():
        if corpus.run(*command, name) is not None:
            corpus.run("exiftool", "-q", "-overwrite_original", *_POSITION, name)
            found[name] = (folder / name).read_bytes()
    if "photo.heic" in found:
        found["heic.svg"] = b'<svg><image href="data:image/heic;base64,' + base64.b64encode(
            found["photo.heic"]
        ) + b'"/></svg>'  # fmt: skip
        found["heic.zip"] = _archive("a.heic", found["photo.heic"])
    tone = ("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=0.2")
    film = ("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=c=teal:s=64x48:d=0.2")
    said = ("-metadata", f"location={place}")
    for name, command in {
        "film.mp4": (*film, *said),
        "film.mov": (*film, *said),
        "keys.mp4": (*film, *said, "-movflags", "use_metadata_tags"),
        "film.3gp": (*film, "-c:v", "mpeg4", *said),
        "film.mkv": (*film, *said),
        "film.webm": (*film, "-c:v", "libvpx", *said),
        "tone.m4a": (*tone, *said),
        "tone.mka": (*tone, *said),
        "tone.flac": (*tone, *said),
        "tone.ogg": (*tone, "-c:a", "libvorbis", *said),
        "tone.opus": (*tone, "-c:a", "libopus", *said),
        "tone.mp3": (*tone, *said),
        "tone.wav": (*tone, "-metadata", f"comment=location={place}"),
        "iso6709.mp3": (*tone, "-metadata", f"com.apple.quicktime.location.ISO6709={place}"),
    }.items():
        if corpus.run(*command, name) is not None:
            found[name] = (folder / name).read_bytes()
    (folder / "drone.srt").write_text(
        "1\n00:00:00,000 --> 00:00:01,000\n[latitude: 48.20820] [longitude: 16.37380]\n"
    )
    found["drone.srt"] = (folder / "drone.srt").read_bytes()
    if corpus.run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-sOutputFile=a.pdf",
                  "-c", "showpage") is not None:  # fmt: skip
        corpus.run("exiftool", "-q", "-overwrite_original", f"-XMP-exif:GPSLatitude={LATITUDE}",
                   f"-XMP-exif:GPSLongitude={LONGITUDE}", "a.pdf")  # fmt: skip
        found["xmp.pdf"] = (folder / "a.pdf").read_bytes()
    return found


def _tar(photo: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as file:
        info = tarfile.TarInfo("a.jpg")
        info.size = len(photo)
        file.addfile(info, io.BytesIO(photo))
    return out.getvalue()
