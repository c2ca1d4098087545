"""Write feeds as files, as Pelican's writer keeps count of them."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from pelican.utils import sanitised_join
from pelican.writers import Writer

from .._core import pelican_console
from .._core.build import build_of
from .._core.diagnostics import Severity, report
from .._core.output_paths import FileKind, WrittenFiles
from .._core.paths import shown
from .._core.pelican_compat import open_to_write, overridden_paths, written_paths
from .._core.pelican_output import impossible_path_told
from .._core.rules import BUILD
from .feed_list import KnownFeed
from .pelican_site_feeds import Site

logger = logging.getLogger(__name__)

_MOST_BYTES = 512 * 1024


class FeedFiles(Writer):  # type: ignore[misc]
    """Pelican's writer, which leaves a file alone that has not changed."""

    @property
    def site(self) -> Site:
        """The feeds of the build that writes."""
        return build_of(self).state(Site)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._large: list[tuple[int, str]] = []
        self._feeds = 0

    def write_one(self, path: str, data: bytes, override: bool = False) -> None:
        """Write a feed; see `write_bytes`."""
        self._feeds += 1
        self._note(path, FileKind.FEED)
        self.write_bytes(path, data, override)

    def write_bytes(self, path: str, data: bytes, override: bool = False) -> None:
        """Write a file, unless it is there with the same bytes: its time is what servers send."""
        with impossible_path_told(shown(path)):
            self._write_bytes(path, data, override)

    def _write_bytes(self, path: str, data: bytes, override: bool) -> None:
        if len(data) > _MOST_BYTES:
            self._large.append((len(data), path))
        self._note(path, FileKind.FILE)
        file = Path(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = path not in written_paths(self) | overridden_paths(self)
        if fresh and file.is_file() and file.read_bytes() == data:
            written_paths(self).add(path)
            if override:
                overridden_paths(self).add(path)
            return
        with open_to_write(self, path, override=override) as text:
            text.buffer.write(data)
        logger.info('Writing "%s"', path)

    def _note(self, path: str, kind: FileKind) -> None:
        build_of(self).outermost.state(WrittenFiles).note(path, kind)

    def tell_at_the_end(self) -> None:
        """Say how many feeds there are, and once in a build which of the large ones is largest."""
        pelican_console.tell("feeds", f"feeds: {self._feeds:,} written")
        if self._large:
            size, path = max(self._large)
            more = f", and {len(self._large) - 1} others are large, too" if self._large[1:] else ""
            report(
                BUILD(
                    f"the feed has {size // 1024} kB{more}, and every reader fetches it again and"
                    " again",
                    "lower the number of items or set the content to 'summary' in POUCH_FEEDS",
                    path=shown(path),
                    topic=f"the feed is large{more}",
                )
            )

    def is_written(self, path: str) -> bool:
        """Tell whether something was written to *path*; Pelican would end the build."""
        return sanitised_join(self.output_path, path) in written_paths(self)

    def refuse(self, path: str, title: str | None, known: KnownFeed | None) -> None:
        """Say that a feed cannot have its path, and what can be done."""
        others = [f"of the {f.kind} “{f.name}”" for f in self.site.others_at(path, known)]
        kind = known.kind if known else "page"
        other = others[0] if others else "of another page"
        setting = known.setting if known else "its setting"
        report(
            BUILD(
                f"the feed of the {kind} “{title or ''}” is not written, as that {other} has the"
                " same path",
                f"give {setting} another pattern, such as 'feeds/{kind}/{{slug}}.xml', or one of"
                " the two another slug",
                path=path,
                severity=Severity.ERROR,
            )
        )
