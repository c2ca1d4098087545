"""The encoders that are installed: what a build has to know of them before it encodes anything."""

from __future__ import annotations

import PIL
from PIL import features

from .heif_decoder import decoder_version


def codec_version(image_format: str) -> str:
    """Return the version of the encoder for *image_format*; empty if there is none."""
    # Pillow warns of an unknown feature.
    if image_format not in features.modules or not features.check(image_format):
        return ""
    return f"{PIL.__version__}/{features.version(image_format)}"


def web_copy_version() -> str:
    """Return the version of what reads HEIF files and writes a JPEG; empty if none can be read."""
    decoder = decoder_version()
    return f"{PIL.__version__}/{features.version('jpg')}/{decoder}" if decoder else ""
