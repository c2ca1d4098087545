"""A picture of which only the pixels are taken over."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageSequence, UnidentifiedImageError

from .errors import UncleanableError
from .exif import ARTIST, COPYRIGHT, EXIF_PREFIX, ORIENTATION, ExifInfo, write_exif

# Of all that Pillow reads, what a browser shows; some of the others start programs.
_FORMATS = {
    "JPEG": "JPEG",
    "MPO": "JPEG",
    "PNG": "PNG",
    "WEBP": "WEBP",
    "GIF": "GIF",
    "TIFF": "TIFF",
    "AVIF": "AVIF",
    "BMP": "PNG",
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "PNG": {},
    "WEBP": {"quality": 90},
    "GIF": {},
    "TIFF": {"compression": "tiff_adobe_deflate"},
    "AVIF": {"quality": 90},
}
_KEPT = ("transparency", "duration", "loop", "disposal", "blend", "background")


def reencode(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* decoded and coded again, with its profile and orientation.

    Raises:
        UncleanableError: Pillow cannot read it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _reencode(data, keep_copyright=keep_copyright)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise UncleanableError("it has too many pixels") from error
        except UnidentifiedImageError as error:
            # Its own text names an address in memory.
            raise UncleanableError("no picture can be found in it") from error
        except Exception as error:
            # Pillow's decoders raise whatever the damage leads them to.
            raise UncleanableError(str(error) or type(error).__name__) from error


def _reencode(data: bytes, *, keep_copyright: bool) -> bytes:
    Image.init()
    known = [name for name in _FORMATS if name in Image.OPEN]
    with Image.open(io.BytesIO(data), formats=known) as image:
        target = _FORMATS[image.format or ""]
        # An MPO's further pictures are previews and depth maps.
        frames = [_bare(f) for f in ImageSequence.Iterator(image)] if target != "JPEG" else []
        if target == "JPEG":
            image.load()
            frames = [_bare(image)]
        found = image.getexif()
        facts = ExifInfo(
            orientation=int(found.get(ORIENTATION, 1)),
            artist=_text(found.get(ARTIST)),
            copyright=_text(found.get(COPYRIGHT)),
        )
        options = dict(_OPTIONS[target])
        if image.info.get("icc_profile"):
            options["icc_profile"] = image.info["icc_profile"]
    block = write_exif(facts, keep_copyright=keep_copyright)
    if block and target not in {"GIF", "TIFF"}:
        options["exif"] = block if target != "JPEG" else EXIF_PREFIX + block
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
    out = io.BytesIO()
    frames[0].save(out, target, **options)
    return out.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """Return a copy that takes nothing along but what an animation needs."""
    image.load()
    bare = image.copy()
    bare.info = {key: image.info[key] for key in _KEPT if key in image.info}
    return bare


def _text(value: object) -> bytes:
    return value.strip("\0 ").encode() if isinstance(value, str) else b""
