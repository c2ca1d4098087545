"""Make variants when all bodies are read, and write them behind all pages.

Only then is it known which are needed. A program that only reads the site makes none.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from .._core import pelican_console
from .._core.build import build_of
from .._core.diagnostics import Severity, report
from .._core.output_paths import WrittenFiles
from .._core.pelican_compat import resolver_of
from .._core.rules import BUILD
from .flaws import Flaws
from .probe import UnreadableImageError, measure
from .rules import PICTURE_UNREADABLE
from .settings import ImagesSettings
from .variants.encode import Job
from .variants.plan import Variant
from .variants.pool import encode_all
from .variants.srcset import MARKER, finish
from .variants.store import DamagedVariantError, Store
from .variants.summary import at_the_widest, summary_of

logger = logging.getLogger(__name__)


class Variants:
    """The variants of one build.

    Attributes:
        folder: of their addresses, below the site's root.
        used: by the names of those that are shown anywhere, in the order they are met, the path
            of the original and what is made of it.
        safe: originals whose addresses need no more care.
    """

    def __init__(self, cache: Path, folder: str) -> None:
        self.folder = folder.strip("/")
        self._cache = cache
        self._opened: Store | None = None
        # By the original: its variants that were not looked at yet, and who shows it.
        self._pending: dict[str, dict[str, Variant]] = {}
        self._shown_by: dict[str, dict[str, str]] = {}
        self.used: dict[str, tuple[str, Variant]] = {}
        self.safe: set[str] = set()
        self._encoded: set[str] = set()

    @property
    def store(self) -> Store:
        """What was made in earlier builds."""
        if self._opened is None:
            self._opened = Store(self._cache, logger.info)
        return self._opened

    def add(self, content: Any, path: str, written: str, variants: Iterable[Variant]) -> None:
        """Have the variants of a picture made before they are asked for.

        Args:
            content: that shows it.
            path: of the original.
            written: its address in the content's file.
            variants: of it.
        """
        for variant in variants:
            self.used[variant.name] = path, variant
            self._pending.setdefault(path, {})[variant.name] = variant
            self._shown_by.setdefault(path, {}).setdefault(content.source_path, written)

    def worth(self, name: str) -> int:
        """Return the bytes of a variant; 0 where it is not to be offered."""
        return self.store.size(name) or 0

    def encode(self, flaws: Flaws) -> None:
        """Make all that was added and is not there yet; what cannot be is added to *flaws*."""
        if not self._pending:
            return
        missing = {
            Path(path): tuple(v for v in variants.values() if self.store.size(v.name) is None)
            for path, variants in sorted(self._pending.items())
        }
        self._pending.clear()
        jobs = [
            Job(path, variants, _pixels(path)) for path, variants in missing.items() if variants
        ]
        if not jobs:
            return
        logger.info("Making variants of %d pictures", len(jobs))
        self._encoded.update(str(job.path) for job in jobs)
        progress = pelican_console.progress()
        total = sum(len(job.variants) for job in jobs)

        def follow(made: int) -> None:
            progress.reach("Encoding pictures", made, lambda: total)

        wrong = encode_all(jobs, self.store.put, follow=follow)
        progress.end()
        for place, reason in wrong.items():
            path = jobs[place].path
            flaw = PICTURE_UNREADABLE(f"cannot be decoded: {reason}", "save it anew")
            flaws.add(path, flaw, self._shown_by[str(path)])

    def tell(self) -> None:
        """Say, for the end of the build, what became of all pictures."""
        of_each: dict[str, list[tuple[Variant, int]]] = {}
        for name, (path, variant) in self.used.items():
            of_each.setdefault(path, []).append((variant, self.store.size(name) or 0))
        sizes = [(_size(path), at_the_widest(made)) for path, made in of_each.items()]
        for line in summary_of(sizes, len(self._encoded & of_each.keys())):
            pelican_console.tell("images", line)
        self._encoded.clear()

    def hand_out(self, name: str, target: Path) -> None:
        """Write a variant to *target*; one that was damaged in the cache is made anew.

        Raises:
            OSError: it cannot be written.
        """
        try:
            self.store.hand_out(name, target)
        except DamagedVariantError:
            path, variant = self.used[name]
            self._encoded.add(path)
            encode_all([Job(Path(path), (variant,), _pixels(Path(path)))], self.store.put)
            self.store.hand_out(name, target)


def variants_of(holder: Any) -> Variants:
    """Return the variants of the build that *holder* belongs to."""
    build = build_of(holder)
    found = build.find(Variants)
    if found is None:
        cache = Path(build.settings["CACHE_PATH"], "pouch", "images")
        found = build.put(Variants(cache, build.state(ImagesSettings).output))
    return found


class SrcsetFinisher:
    """Makes the addresses in a content's `srcset` whole, as Pelican does with `src`."""

    def __init__(self, content: Any, variants: Variants) -> None:
        self._whole = resolver_of(content)
        self._variants = variants

    def __call__(self, html: str, siteurl: str) -> str:
        """Return *html* as Pelican would, and with every `srcset` finished."""

        def address(url: str) -> str:
            if url.startswith(MARKER):
                return f"{siteurl}/{self._variants.folder}/{url.removeprefix(MARKER)}"
            if not url.startswith("{"):
                return url
            # Pelican knows no srcset, but an address is an address.
            whole = self._whole(f'<img src="{url}">', siteurl)[len('<img src="') : -len('">')]
            return whole.replace(" ", "%20")

        return finish(self._whole(html, siteurl), address, self._variants.worth)


class VariantFiles(Generator):  # type: ignore[misc]
    """Writes the variants that pages offer."""

    def generate_output(self, _writer: Any) -> None:
        """Write what is not in the output folder yet."""
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
            text = f"The variants of pictures cannot be written: {error}"
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
        facts = measure(path)
    except UnreadableImageError:
        return 0
    return facts.width * facts.height
