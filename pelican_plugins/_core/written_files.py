"""Which files of the output folder a build has written, and what each of them is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum


class FileKind(StrEnum):
    """What a file of the output folder is to its readers."""

    PAGE = "page"
    DRAFT = "draft"
    LIST = "list"
    REDIRECT = "redirect"
    FEED = "feed"
    IMAGE = "image"
    VARIANT = "variant"
    THEME = "theme"
    FILE = "file"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that a build has written, or has found to be what it would write.

    Attributes:
        kind: what it is; `OTHER` where another program or plugin has written it.
        source: path of the file that it was made of; empty where there is none.
        origin: of a variant the SHA-256 of its original's bytes.
    """

    kind: FileKind
    source: str = ""
    origin: str = ""


@dataclass(slots=True)
class WrittenFiles:
    """What a build has written, with all sites that are built within it: they share a folder.

    It is remembered with the outermost build.

    Attributes:
        by_path: what each file is, by absolute path.
        by_site: paths by the output folder of the site that has written them.
    """

    by_path: dict[str, WrittenFile] = field(default_factory=dict)
    by_site: dict[str, set[str]] = field(default_factory=dict)

    def note(
        self, path: str | os.PathLike[str], kind: FileKind, source: str | os.PathLike[str] = ""
    ) -> None:
        """Note that a file is written, or that it already holds what would be written.

        Args:
            path: of the file, absolute or from the working folder.
            kind: what it is; what is known already is kept where this is only `LIST` or `FILE`.
            source: path of what it was made of.
        """
        place = os.path.abspath(path)  # noqa: PTH100 (a link in the output folder keeps its name)
        if kind not in {FileKind.LIST, FileKind.FILE} or place not in self.by_path:
            self.by_path[place] = WrittenFile(kind, os.fspath(source))

    def note_variant(self, path: str | os.PathLike[str], source: str, origin: str) -> None:
        """Note that a variant of the picture *source*, whose bytes hash to *origin*, is written."""
        place = os.path.abspath(path)  # noqa: PTH100
        self.by_path[place] = WrittenFile(FileKind.VARIANT, source, origin)

    def note_site(self, output_path: str, path: str) -> None:
        """Note which site has written a file, by its output folder."""
        self.by_site.setdefault(output_path, set()).add(path)

    def of_other_sites(self, output_path: str) -> set[str]:
        """Return the paths of what other sites have written than that of an output folder.

        Of two sites with one output folder the later means to write over what the other has.
        """
        return set().union(
            *(files for folder, files in self.by_site.items() if folder != output_path)
        )
