"""Give Pelican our reader for Markdown files."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

from markdown import Markdown
from pelican import signals
from pelican.readers import MarkdownReader

from .._core import hooks
from .._core.errors import SourceError
from .metadata import metadata_of
from .settings import FrontMatterSettings
from .split import Parts, decode, split
from .yaml_block import read_yaml

logger = logging.getLogger(__name__)

_EMPTY = "write a title, a date and a text, or delete it"
_EXAMPLES = {"title": "title: …", "date": "date: 2025-06-03"}


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]
    """Markdown below a YAML front matter; anything else is read by Pelican's own reader."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of one file.

        Raises:
            SourceError: the file cannot be read; Pelican then leaves it out.
        """
        try:
            text = decode(Path(source_path).read_bytes())
            if not text.strip():
                raise SourceError("the file is empty", mend=_EMPTY)  # noqa: TRY301
            parts = split(text)
            if parts.front_matter is None:
                return super().read(source_path)  # type: ignore[no-any-return]
            values = read_yaml(parts.front_matter, parts.first_line)
            metadata = metadata_of(values, parts.first_line)
        except SourceError as error:
            raise error.at(hooks.shown(source_path)) from error
        if not parts.body.strip():
            _warn_of_no_text(source_path, parts)
        return self._html(parts.body), self._pelican_metadata(metadata)

    def _html(self, text: str) -> str:
        # One object a text, as Pelican does: some extensions keep what they saw.
        self._md = Markdown(**self.settings["MARKDOWN"])
        # The body may begin with a line such as `Note: …`, which is no header here.
        self._md.preprocessors.deregister("meta", strict=False)
        return self._md.convert(text)

    def _pelican_metadata(self, metadata: dict[str, Any]) -> dict[str, Any]:
        for key in self.settings["FORMATTED_FIELDS"]:
            if isinstance(metadata.get(key), str):
                metadata[key] = self._html(metadata[key])
        return {
            key: value if key in {"date", "modified"} else self.process_metadata(key, value)
            for key, value in metadata.items()
        }


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    logging.getLogger("pelican.contents").addFilter(_explain_missing)
    signals.initialized.connect(_configure)
    signals.readers_init.connect(_offer_reader)


def _configure(pelican: Any) -> None:
    hooks.configure(pelican, FrontMatterSettings, "POUCH_FRONT_MATTER")


def _offer_reader(readers: Any) -> None:
    for extension in MarkdownReader.file_extensions:
        present = readers.reader_classes.get(extension)
        if present is MarkdownReader:
            readers.reader_classes[extension] = FrontMatterReader
        elif present not in (None, FrontMatterReader):
            logger.warning(
                "Files ending in .%s are read by %s.%s, so their front matter is not read by"
                " pelican-pouch; take that reader out of PLUGINS or READERS to change it",
                extension,
                present.__module__,
                present.__name__,
            )


def _warn_of_no_text(source_path: str, parts: Parts) -> None:
    line = parts.first_line + (parts.front_matter or "").count("\n") + 1
    logger.warning(
        "%s:%d: there is no text below the front matter; write some, or set `draft: true`",
        hooks.shown(source_path),
        line,
    )


def _explain_missing(record: logging.LogRecord) -> bool:
    """Say where to add what Pelican misses, when it leaves out a file that we have read."""
    if record.msg == "Skipping %s: could not find information about '%s'" and record.args:
        content, key = cast("tuple[Any, str]", record.args)
        if getattr(content, "reader", "") == "frontmatter":
            record.msg = "%s:1: there is no %s; add a line `%s` to its front matter"
            record.args = (hooks.shown(content.source_path), key, _EXAMPLES.get(key, key))
    return True
