"""From a file to pixels as a browser shows them: upright, 8 bits a channel, in sRGB."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageOps

_DEEP = {"I;16", "I;16L", "I;16B", "I;16N", "I"}


class UndecodableImageError(Exception):
    """The pixels of a file cannot be read; the text says why."""


def decode(data: bytes, least: tuple[int, int]) -> Image.Image:
    """Return a picture in mode RGB or RGBA, without any metadata.

    Args:
        data: of the file; its number of pixels is to be checked before.
        least: width and height in px below which a JPEG may not be decoded at a smaller scale.

    Raises:
        UndecodableImageError: the file is truncated or damaged.
    """
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = least
            # EXIF may say that the picture lies on its side.
            side = max(width, height)
            opened.draft(None, (min(side, opened.width), min(side, opened.height)))
            opened.load()
            profile = opened.info.get("icc_profile")
            image = ImageOps.exif_transpose(opened)
    except MemoryError as error:
        raise UndecodableImageError("there is not enough memory") from error
    except Exception as error:
        # Pillow's decoders raise whatever the damage leads them to.
        raise UndecodableImageError(str(error) or type(error).__name__) from error
    try:
        upright = _in_srgb(_eight_bits(image), profile)
    except Exception as error:
        raise UndecodableImageError(str(error) or type(error).__name__) from error
    upright.info.clear()
    return upright


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture in a mode whose channels are bytes."""
    if image.mode in _DEEP:
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode == "F":
        low, high = image.getextrema()
        span = (float(str(high)) - float(str(low))) or 1.0
        return image.point(lambda value: (value - low) * (255 / span)).convert("L")
    if image.has_transparency_data and image.mode != "RGBA":
        return image.convert("RGBA")
    if image.mode in {"1", "P", "PA", "LA", "HSV", "YCbCr", "RGBX"}:
        return image.convert("RGBA" if image.mode in {"PA", "LA"} else "RGB")
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    plain = image.convert("RGB") if alpha is not None else image
    converted = _converted(plain, profile) if profile else None
    plain = converted if converted is not None else plain.convert("RGB")
    if alpha is not None:
        plain.putalpha(alpha)
    return plain


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert from *profile* to sRGB; None where the profile does not fit the picture."""
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, ImportError, OSError, ValueError):
        # An ImportError comes from a Pillow that was built without LittleCMS.
        return None
