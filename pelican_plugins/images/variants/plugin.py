"""Make variants when the first page is written, and write them behind all pages.

Only then is it known which are needed: a program that reads the site makes none.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from ..._core import reporting
from ..._core.written_files import note_variant
from ..flaws import Flaw
from ..measure import UnreadableImageError, measure
from ..metadata.plugin import note_flaw
from .encode import Job
from .plan import Variant
from .pool import encode_all
from .srcset import MARKER, finish
from .store import DamagedVariantError, Store
from .summary import at_the_widest, summary_of

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
        self.settle()
        return self.store.size(name) or 0

    def settle(self) -> None:
        """Make all that was added and is not there yet."""
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
        total = sum(len(job.variants) for job in jobs)

        def follow(made: int) -> None:
            reporting.progress.reach("Encoding pictures", made, lambda: total)

        wrong = encode_all(jobs, self.store.put, follow=follow)
        reporting.progress.end()
        for place, reason in wrong.items():
            path = jobs[place].path
            text = f"cannot be decoded: {reason}"
            note_flaw(path, Flaw(text, "save it anew", self._shown_by[str(path)]))

    def tell(self) -> None:
        """Say, for the end of the build, what became of all pictures."""
        of_each: dict[str, list[tuple[Variant, int]]] = {}
        for name, (path, variant) in self.used.items():
            of_each.setdefault(path, []).append((variant, self.store.size(name) or 0))
        sizes = [(_size(path), at_the_widest(made)) for path, made in of_each.items()]
        for line in summary_of(sizes, len(self._encoded & of_each.keys())):
            reporting.tell("images", line)
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


class SrcsetFinisher:
    """Makes the addresses in a content's `srcset` whole, as Pelican does with `src`."""

    def __init__(self, content: Any, variants: Variants) -> None:
        self._whole: Callable[[str, str], str] = content._update_content
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

    variants: Variants

    def generate_output(self, _writer: Any) -> None:
        """Write what is not in the output folder yet."""
        variants = self.variants
        if not variants.used:
            return
        folder = Path(self.output_path, variants.folder)
        try:
            for name, (path, variant) in variants.used.items():
                if variants.worth(name):
                    variants.hand_out(name, folder / name)
                    note_variant(folder / name, path, variant.digest)
        except OSError as error:
            logger.error("The variants of pictures cannot be written: %s", error)
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
