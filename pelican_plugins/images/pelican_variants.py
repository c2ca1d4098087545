"""Encode variants once all bodies are read, cache them, and write them after all pages.

Only then is it known which are needed. A program that only reads the site encodes none. Each
cached variant is one file, named by all that it depends on and its size, and starting with a
checksum; an empty one was encoded and saves nothing. All may be deleted at any time; two builds may
share the folder.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from .._core import pelican_console
from .._core.atomic_files import remove_temp_files, write_atomic
from .._core.build import build_of
from .._core.cache import CHECKSUM_SIZE, add_checksum, strip_checksum
from .._core.diagnostics import Severity, report
from .._core.output_paths import WrittenFiles
from .._core.pelican_compat import resolver_of
from .._core.pelican_output import write_theme_file
from .._core.rules import BUILD
from .._core.text import readable
from .picture_element import VARIANT_MARKER, finish_srcsets
from .probe import UnreadableImageError, read_image_info
from .publish import ImageProblemLog
from .rules import PICTURE_UNREADABLE
from .settings import ImagesSettings
from .theme_styles import FILE, MissingRules, PictureStyles
from .variant_plan import Variant

_KEEP_DAYS = 90
_SECONDS_A_DAY = 86_400
_KEPT = re.compile(r"(.+)\.(\d+)\.kept")
"""The file of a cached variant: its name and size, so that one that was cut short is not used."""


class DamagedVariantError(OSError):
    """A cached variant no longer has its checksum."""


class VariantStore:
    """The cache of variants in *folder*; *note* is called with a sentence if it is read-only."""

    def __init__(self, folder: Path, note: Callable[[str], None]) -> None:
        self._folder = folder
        self._note = note
        self._loose: dict[str, bytes] = {}
        remove_temp_files(folder)
        self._sizes, self._ages = _listed(folder)

    def size(self, name: str) -> int | None:
        """Return the bytes of a variant; 0 where it saves nothing, None if it is not cached."""
        return self._sizes.get(name)

    def put(self, name: str, data: bytes) -> None:
        """Cache a variant, atomically; may run in threads."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomic(self._folder / _file_name(name, len(data)), add_checksum(data))
        except OSError as error:
            if not self._loose:
                self._note(f"{self._folder}: cannot write the image cache ({error})")
            self._loose[name] = data
        self._sizes[name] = len(data)
        self._ages[_file_name(name, len(data))] = time.time()

    def hand_out(self, name: str, target: Path) -> None:
        """Write a variant to *target*, unless it exists.

        Raises:
            DamagedVariantError: it must be encoded again.
            OSError: it cannot be written.
        """
        with suppress(OSError):
            if target.stat().st_size == self._sizes[name]:
                # The name depends on the content.
                return
        target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(target, self._loose[name] if name in self._loose else self._read(name))

    def _read(self, name: str) -> bytes:
        try:
            kept = (self._folder / _file_name(name, self._sizes[name])).read_bytes()
        except OSError as error:
            raise DamagedVariantError(error.errno, error.strerror, name) from error
        data = strip_checksum(kept)
        if data is None:
            raise DamagedVariantError(f"{name} is damaged")
        return data

    def close(self, used: Iterable[str]) -> None:
        """Note which variants are in use, and delete those unused for 90 days."""
        now = time.time()
        in_use = {_file_name(name, self._sizes.get(name, 0)) for name in used}
        for name, age in self._ages.items():
            # At most once a day: a build that changes nothing should write nothing.
            if name in in_use and now - age > _SECONDS_A_DAY:
                with suppress(OSError):
                    os.utime(self._folder / name)
            elif name not in in_use and now - age > _KEEP_DAYS * _SECONDS_A_DAY:
                with suppress(OSError):
                    (self._folder / name).unlink()


def _file_name(name: str, size: int) -> str:
    return f"{name}.{size}.kept"


def _listed(folder: Path) -> tuple[dict[str, int], dict[str, float]]:
    sizes: dict[str, int] = {}
    ages: dict[str, float] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    status = entry.stat()
                    ages[entry.name] = status.st_mtime
                    found = _KEPT.fullmatch(entry.name)
                    size = status.st_size - CHECKSUM_SIZE
                    if entry.is_file() and found and int(found[2]) == size:
                        sizes[found[1]] = size
    except OSError:
        pass
    return sizes, ages


def variants_summary(sizes: Iterable[tuple[int, int]], encoded: int) -> Iterator[str]:
    """Yield one sentence, if there is any image.

    Args:
        sizes: of each image, the bytes of the original and of the largest version offered
            instead, 0 if none is.
        encoded: the number of images of which variants were encoded.
    """
    pairs = list(sizes)
    if not pairs:
        return
    before = sum(original for original, instead in pairs if instead)
    after = sum(instead for _, instead in pairs)
    spared = f"; largest version {readable(after)} instead of {readable(before)}" if after else ""
    counts = [(encoded, "encoded"), (len(pairs) - encoded, "from the cache")]
    told = ", ".join(f"{number:,} {what}" for number, what in counts if number)
    yield f"images: {told}{spared}"


def at_the_widest(variants: Iterable[tuple[Variant, int]]) -> int:
    """Return the bytes of the smallest of the widest *variants*; 0 where none is offered."""
    offered = [(variant.width, size) for variant, size in variants if size and not variant.covers]
    widest = max((width for width, _ in offered), default=0)
    return min((size for width, size in offered if width == widest), default=0)


logger = logging.getLogger(__name__)


class Variants:
    """The variants of one build.

    Attributes:
        folder: of their URLs, relative to the site's root.
        used: by the names of those that are shown anywhere, in the order they are met, the path
            of the original and its variants.
        safe: originals whose URLs are percent-encoded already.
        attached: originals that a post moves with `{attach}`.
    """

    def __init__(self, cache: Path, folder: str) -> None:
        self.folder = folder.strip("/")
        self._cache = cache
        self._opened: VariantStore | None = None
        # By original: variants to encode, and the articles that show it.
        self._pending: dict[str, dict[str, Variant]] = {}
        self._shown_by: dict[str, dict[str, str]] = {}
        self.used: dict[str, tuple[str, Variant]] = {}
        self.safe: set[str] = set()
        self.attached: set[str] = set()
        self._encoded: set[str] = set()

    @property
    def store(self) -> VariantStore:
        """The cache, opened on first use."""
        if self._opened is None:
            self._opened = VariantStore(self._cache, logger.info)
        return self._opened

    def add(self, content: Any, path: str, written: str, variants: Iterable[Variant]) -> None:
        """Register *variants* of the image at *path*, which *content* shows as *written*."""
        for variant in variants:
            self.used[variant.name] = path, variant
            self._pending.setdefault(path, {})[variant.name] = variant
            self._shown_by.setdefault(path, {}).setdefault(content.source_path, written)

    def worth(self, name: str) -> int:
        """Return the bytes of a variant; 0 if it is not offered."""
        return self.store.size(name) or 0

    def encode(self, flaws: ImageProblemLog) -> None:
        """Encode what is registered and not cached; errors are added to *flaws*."""
        if not self._pending:
            return
        missing = {
            Path(path): tuple(v for v in variants.values() if self.store.size(v.name) is None)
            for path, variants in sorted(self._pending.items())
        }
        self._pending.clear()
        if not any(missing.values()):
            return
        # Loaded only where there is something to encode.
        from .encode import EncodeJob, encode_all

        jobs = [
            EncodeJob(path, variants, _pixels(path))
            for path, variants in missing.items()
            if variants
        ]
        logger.info("Encoding variants of %d images", len(jobs))
        self._encoded.update(str(job.path) for job in jobs)
        progress = pelican_console.progress()
        total = sum(len(job.variants) for job in jobs)

        def follow(made: int) -> None:
            progress.reach("Encoding images", made, lambda: total)

        wrong = encode_all(jobs, self.store.put, follow=follow)
        progress.end()
        for place, reason in wrong.items():
            path = jobs[place].path
            flaw = PICTURE_UNREADABLE(f"cannot be decoded: {reason}", "save it again")
            flaws.add(path, flaw, self._shown_by[str(path)])

    def tell(self) -> None:
        """Add the line on images to the summary of the build."""
        of_each: dict[str, list[tuple[Variant, int]]] = {}
        for name, (path, variant) in self.used.items():
            of_each.setdefault(path, []).append((variant, self.store.size(name) or 0))
        sizes = [(_size(path), at_the_widest(made)) for path, made in of_each.items()]
        for line in variants_summary(sizes, len(self._encoded & of_each.keys())):
            pelican_console.tell("images", line)
        self._encoded.clear()

    def hand_out(self, name: str, target: Path) -> None:
        """Write a variant to *target*; one that is damaged in the cache is encoded again.

        Raises:
            OSError: it cannot be written.
        """
        try:
            self.store.hand_out(name, target)
        except DamagedVariantError:
            from .encode import EncodeJob, encode_all

            path, variant = self.used[name]
            self._encoded.add(path)
            encode_all([EncodeJob(Path(path), (variant,), _pixels(Path(path)))], self.store.put)
            self.store.hand_out(name, target)


def variants_of(holder: Any) -> Variants:
    """Return the variants of the build that *holder* belongs to."""
    build = build_of(holder)
    found = build.find(Variants)
    if found is None:
        cache = Path(build.settings["CACHE_PATH"], "pouch", "images")
        found = build.put(Variants(cache, build.state(ImagesSettings).variants_path))
    return found


class SrcsetFinisher:
    """Makes the URLs in a content's `srcset` absolute, as Pelican does in `src`."""

    def __init__(self, content: Any, variants: Variants) -> None:
        self._whole = resolver_of(content)
        self._variants = variants

    def __call__(self, html: str, siteurl: str) -> str:
        """Return *html* as Pelican would, with each `srcset` finished."""

        def address(url: str) -> str:
            if url.startswith(VARIANT_MARKER):
                return f"{siteurl}/{self._variants.folder}/{url.removeprefix(VARIANT_MARKER)}"
            if not url.startswith("{"):
                return url
            # Pelican resolves `src` only, so wrap the URL in one.
            whole = self._whole(f'<img src="{url}">', siteurl)[len('<img src="') : -len('">')]
            return whole.replace(" ", "%20")

        return finish_srcsets(self._whole(html, siteurl), address, self._variants.worth)


class VariantFiles(Generator):  # type: ignore[misc]
    """Writes the variants that pages offer, and the rules of a theme that has none for pictures."""

    def generate_output(self, writer: Any) -> None:
        """Write the files that are missing in the output folder."""
        if PictureStyles in self.settings["JINJA_ENVIRONMENT"].get("extensions", ()):
            path = f"{self.settings['THEME_STATIC_DIR']}/{FILE}"
            rules = build_of(self).state(MissingRules).text
            write_theme_file(self, writer, path, rules.encode())
        variants, written = variants_of(self), build_of(self).outermost.state(WrittenFiles)
        if not variants.used:
            return
        folder = Path(self.output_path, variants.folder)
        try:
            for name, (path, variant) in variants.used.items():
                if variants.worth(name):
                    variants.hand_out(name, folder / name)
                    written.note_variant(folder / name, path, variant.digest)
        except OSError as error:
            text = f"Cannot write image variants: {error}"
            report(BUILD(text, severity=Severity.ERROR))
        variants.store.close(variants.used)
        variants.tell()


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _pixels(path: Path) -> int:
    try:
        facts = read_image_info(path)
    except UnreadableImageError:
        return 0
    return facts.width * facts.height
