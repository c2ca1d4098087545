"""The encoders that are installed: what a build has to know of them before it encodes anything."""

from __future__ import annotations

import PIL
from PIL import features


def codec_version(image_format: str) -> str:
    """Return the version of the encoder for *image_format*; empty where there is none."""
    # Pillow warns of an unknown feature.
    if image_format not in features.modules or not features.check(image_format):
        return ""
    return f"{PIL.__version__}/{features.version(image_format)}"
