"""Write feeds as files, as Pelican's writer keeps count of them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pelican.utils import sanitised_join
from pelican.writers import Writer

from ..._core import reporting
from ..._core.output import impossible_path_told
from ..._core.paths import shown
from ..._core.written_files import FileKind, note_written
from ..kinds import KnownFeed
from ..whole_site.plugin import Site

logger = logging.getLogger(__name__)

_MOST_BYTES = 512 * 1024


class FeedFiles(Writer):  # type: ignore[misc]
    """Pelican's writer, which leaves a file alone that has not changed."""

    site: Site

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._large: list[tuple[int, str]] = []
        self._feeds = 0

    def write_one(self, path: str, data: bytes, override: bool = False) -> None:
        """Write a feed; see `write_bytes`."""
        self._feeds += 1
        note_written(path, FileKind.FEED)
        self.write_bytes(path, data, override)

    def write_bytes(self, path: str, data: bytes, override: bool = False) -> None:
        """Write a file, unless it is there with the same bytes: its time is what servers send."""
        with impossible_path_told(shown(path)):
            self._write_bytes(path, data, override)

    def _write_bytes(self, path: str, data: bytes, override: bool) -> None:
        if len(data) > _MOST_BYTES:
            self._large.append((len(data), path))
        note_written(path, FileKind.FILE)
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = path not in self._written_files and path not in self._overridden_files
        if fresh and file.is_file() and file.read_bytes() == data:
            self._written_files.add(path)
            if override:
                self._overridden_files.add(path)
            return
        with self._open_w(path, "utf-8", override) as text:
            text.buffer.write(data)
        logger.info('Writing "%s"', path)

    def tell_at_the_end(self) -> None:
        """Say how many feeds there are, and once in a build which of the large ones is largest."""
        reporting.tell("feeds", f"feeds: {self._feeds:,} written")
        if self._large:
            size, path = max(self._large)
            logger.warning(
                "%s: the feed has %d kB%s, and every reader fetches it again and again; lower the"
                " number of items or set the content to 'summary' in POUCH_FEEDS",
                *(shown(path), size // 1024),
                f", and {len(self._large) - 1} others are large, too" if self._large[1:] else "",
            )

    def is_written(self, path: str) -> bool:
        """Tell whether something was written to *path*; Pelican would end the build."""
        return sanitised_join(self.output_path, path) in self._written_files

    def refuse(self, path: str, title: str | None, known: KnownFeed | None) -> None:
        """Say that a feed cannot have its path, and what can be done."""
        others = [f"of the {f.kind} “{f.name}”" for f in self.site.others_at(path, known)]
        kind = known.kind if known else "page"
        logger.error(
            "%s: the feed of the %s “%s” is not written, as that %s has the same path; give %s"
            " another pattern, such as 'feeds/%s/{slug}.xml', or one of the two another slug",
            *(path, kind, title or ""),
            *(
                others[0] if others else "of another page",
                known.setting if known else "its setting",
            ),
            kind,
        )
