"""Make the variants of one picture."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import PIL
from PIL import Image, ImageOps, features

from .decode import UndecodableImageError, decode
from .plan import Variant

# One thread each, and tiles by size alone: the bytes must not depend on the machine.
_OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"speed": 6, "max_threads": 1, "autotiling": False},
    "webp": {"method": 4},
    "jpeg": {"progressive": True, "optimize": True},
}
# How many bytes a pixel takes while it is decoded, converted and made smaller.
_BYTES_A_PIXEL = 16
# What it takes to offer a variant: its line in the page is as long.
_BYTES_TO_OFFER = 150


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of one file.

    Attributes:
        path: of the original.
        variants: that are missing.
        pixels: of the original.
    """

    path: Path
    variants: tuple[Variant, ...]
    pixels: int

    @property
    def memory(self) -> int:
        """How many bytes it will take, roughly."""
        return self.pixels * _BYTES_A_PIXEL


def codec_version(image_format: str) -> str:
    """Return the version of the encoder for *image_format*; empty where there is none."""
    # Of a format that it has never heard of Pillow would warn.
    if image_format not in features.modules or not features.check(image_format):
        return ""
    return f"{PIL.__version__}/{features.version(image_format)}"


def encode(job: Job) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each variant; no bytes where it would spare nothing.

    Nothing is yielded of a file that is no longer the one they are named by: what is kept under a
    name is kept for ever.

    Raises:
        UndecodableImageError: the original is truncated or damaged.
        OSError: it cannot be read.
    """
    original = job.path.read_bytes()
    if {variant.digest for variant in job.variants} != {hashlib.sha256(original).hexdigest()}:
        return
    width = max(variant.width for variant in job.variants)
    height = max(variant.height for variant in job.variants)
    image = decode(original, (width, height))
    for (size, covers), variants in _by_size(job.variants):
        smaller = _covering(image, size) if covers else _resized(image, size)
        for variant in variants:
            file = io.BytesIO()
            try:
                smaller.save(
                    file,
                    variant.format.upper(),
                    quality=variant.quality,
                    **_OPTIONS[variant.format],
                )
            except Exception as error:
                raise UndecodableImageError(str(error) or type(error).__name__) from error
            data = file.getvalue()
            # Those who fetch a card know no other format.
            spares = covers or len(data) + _BYTES_TO_OFFER < len(original)
            yield variant.name, data if spares else b""


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size == image.size:
        return image
    # From three times the size on, half the work: what is lost lies below what WebP at quality 80
    # loses (52 against some 38 dB).
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.5)


def _covering(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the middle of *image* in another shape, on white where it is transparent."""
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image).convert("RGB")
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS)


def _by_size(
    variants: Iterable[Variant],
) -> Iterator[tuple[tuple[tuple[int, int], bool], list[Variant]]]:
    sizes: dict[tuple[tuple[int, int], bool], list[Variant]] = {}
    for variant in variants:
        size = (variant.width, variant.height)
        sizes.setdefault((size, variant.covers), []).append(variant)
    yield from sizes.items()
