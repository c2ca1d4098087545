"""Decode an original as a browser shows it, and encode its variants in memory-limited threads."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from .heif_decoder import open_image
from .variant_plan import Variant

_DEEP = {"I;16", "I;16L", "I;16B", "I;16N", "I"}


class UndecodableImageError(Exception):
    """The pixels of a file cannot be decoded; the message says why."""


def decode_image(data: bytes, least: tuple[int, int]) -> Image.Image:
    """Return an image in mode RGB or RGBA: upright, in sRGB, without metadata.

    Args:
        data: the bytes of a file whose number of pixels has been checked.
        least: width and height in px below which a JPEG is not scaled while it is decoded.

    Raises:
        UndecodableImageError: the file is truncated or damaged.
    """
    try:
        with open_image(io.BytesIO(data)) as opened:
            width, height = least
            # Exif may rotate the image.
            side = max(width, height)
            opened.draft(None, (min(side, opened.width), min(side, opened.height)))
            opened.load()
            profile = opened.info.get("icc_profile")
            image = ImageOps.exif_transpose(opened)
    except MemoryError as error:
        raise UndecodableImageError("not enough memory") from error
    except Exception as error:
        # Pillow raises any type on damaged data.
        raise UndecodableImageError(str(error) or type(error).__name__) from error
    try:
        upright = _in_srgb(_eight_bits(image), profile)
    except Exception as error:
        raise UndecodableImageError(str(error) or type(error).__name__) from error
    upright.info.clear()
    return upright


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return an image with 8 bits per channel."""
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
    """Convert from *profile* to sRGB; None where the profile does not fit the image."""
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
    except (ImageCms.PyCMSError, ImportError, OSError, ValueError):
        # A Pillow without LittleCMS raises ImportError.
        return None


# One thread each, and tiles by size only: the bytes must not depend on the machine.
_OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"speed": 6, "max_threads": 1, "autotiling": False},
    "webp": {"method": 4},
    "jpeg": {"progressive": True, "optimize": True},
}
# Bytes per pixel while it is decoded, converted and resized.
_BYTES_A_PIXEL = 16
# The bytes that offering a variant adds to a page.
_BYTES_TO_OFFER = 150


@dataclass(frozen=True, slots=True)
class EncodeJob:
    """The missing variants of the original at *path*, and its number of pixels."""

    path: Path
    variants: tuple[Variant, ...]
    pixels: int

    @property
    def memory(self) -> int:
        """A rough estimate of the bytes it needs."""
        return self.pixels * _BYTES_A_PIXEL


def encode_variants(job: EncodeJob) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each variant; no bytes where it would save nothing.

    Yields nothing if the file has changed since the variants were planned: a cache entry is
    never replaced.

    Raises:
        UndecodableImageError: the original is truncated or damaged.
        OSError: it cannot be read.
    """
    original = job.path.read_bytes()
    if {variant.digest for variant in job.variants} != {hashlib.sha256(original).hexdigest()}:
        return
    width = max(variant.width for variant in job.variants)
    height = max(variant.height for variant in job.variants)
    image = decode_image(original, (width, height))
    for (size, covers), variants in _by_size(job.variants):
        smaller = _covering(image, size) if covers else _resized(image, size)
        for variant in variants:
            file = io.BytesIO()
            ready = _on_white(smaller) if variant.format == "jpeg" else smaller
            try:
                ready.save(
                    file,
                    variant.format.upper(),
                    quality=variant.quality,
                    **_OPTIONS[variant.format],
                )
            except Exception as error:
                raise UndecodableImageError(str(error) or type(error).__name__) from error
            data = file.getvalue()
            # Social networks fetch no other format.
            spares = covers or len(data) + _BYTES_TO_OFFER < len(original)
            yield variant.name, data if spares else b""


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size == image.size:
        return image
    # Half the work from three times the size on; it loses less (52 dB) than WebP at quality 80.
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.5)


def _covering(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return *image* cropped from its centre to *size*."""
    return ImageOps.fit(image, size, Image.Resampling.LANCZOS)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(ground, image).convert("RGB")


def _by_size(
    variants: Iterable[Variant],
) -> Iterator[tuple[tuple[tuple[int, int], bool], list[Variant]]]:
    sizes: dict[tuple[tuple[int, int], bool], list[Variant]] = {}
    for variant in variants:
        size = (variant.width, variant.height)
        sizes.setdefault((size, variant.covers), []).append(variant)
    yield from sizes.items()


_MOST_MEMORY = 1024 * 1024 * 1024
_MOST_THREADS = 8
_SECONDS_TO_LOOK = 0.2


class _Budget:
    """Memory in bytes that all threads share; a larger job runs alone."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._changed = threading.Condition()

    @contextmanager
    def held(self, amount: int) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._used or self._used + amount <= self._limit)
            self._used += amount
        try:
            yield
        finally:
            with self._changed:
                self._used -= amount
                self._changed.notify_all()


def encode_all(
    jobs: Sequence[EncodeJob],
    put: Callable[[str, bytes], None],
    threads: int | None = None,
    follow: Callable[[int], None] = lambda _: None,
) -> dict[int, str]:
    """Encode all variants of *jobs*, one for each file; return errors by the index of the job.

    Args:
        jobs: see `EncodeJob`.
        put: called in any thread with name and bytes of each variant.
        threads: by default one per processor, at most 8.
        follow: called regularly in this thread with the number of variants encoded so far.
    """
    budget = _Budget(_MOST_MEMORY)
    wrong: dict[int, str] = {}
    made: list[str] = []

    def work(place: int) -> None:
        job = jobs[place]
        with budget.held(job.memory):
            try:
                for name, data in encode_variants(job):
                    put(name, data)
                    made.append(name)
            except (UndecodableImageError, OSError) as error:
                wrong[place] = str(error)

    count = threads or min(
        _MOST_THREADS,
        os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1,
    )
    with warnings.catch_warnings():
        # Pixels have been counted; Pillow's other warnings do not help a site author.
        warnings.simplefilter("ignore")
        executor = ThreadPoolExecutor(max(1, min(count, len(jobs))))
        try:
            waiting = {executor.submit(work, place) for place in range(len(jobs))}
            while waiting:
                done, waiting = wait(waiting, _SECONDS_TO_LOOK, FIRST_COMPLETED)
                for future in done:
                    future.result()
                follow(len(made))
        except BaseException:
            # On Ctrl-C, finish only the running jobs.
            executor.shutdown(cancel_futures=True)
            raise
        executor.shutdown()
    return dict(sorted(wrong.items()))


_SIDE = 32
_COLOURS = 6


def dominant_colour(path: Path) -> str:
    """Return the most frequent colour of an image, as `#rrggbb`.

    An empty text for what cannot be decoded and for what is transparent: its background
    would shine through.
    """
    try:
        status = path.stat()
    except OSError:
        return ""
    return _dominant(path, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def _dominant(path: Path, _size: int, _changed: int) -> str:
    try:
        image = decode_image(path.read_bytes(), (_SIDE, _SIDE))
    except (UndecodableImageError, OSError):
        return ""
    if image.mode != "RGB":
        return ""
    small = image.resize((_SIDE, _SIDE), Image.Resampling.BOX).quantize(_COLOURS)
    counts = small.getcolors() or []
    palette = small.getpalette() or []
    _, index = max(counts, key=lambda pair: (pair[0], -int(str(pair[1]))), default=(0, 0))
    red, green, blue = palette[3 * int(str(index)) : 3 * int(str(index)) + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"
