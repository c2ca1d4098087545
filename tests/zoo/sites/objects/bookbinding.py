"""A plugin that settings give as an object: it changes what it hears of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.readers import BaseReader

THREAD = {"colour": "red"}


class _CardReader(BaseReader):
    """Reads cards: a title in the first line, the rest is text."""

    enabled = True
    file_extensions = ["card"]  # noqa: RUF012 (Pelican's own way)

    def read(self, filename: str) -> tuple[str, dict[str, Any]]:
        """Return the text and what is known of it."""
        title, *lines = Path(filename).read_text(encoding="utf-8").splitlines()
        found = {"title": title, "date": "2012-12-14", "tags": "cards, Paper"}
        metadata = {name: self.process_metadata(name, value) for name, value in found.items()}
        return "".join(f"<p>{line}</p>\n" for line in lines if line), metadata


class _Labels(Generator):  # type: ignore[misc]
    """Writes a list of labels."""

    def generate_output(self, writer: Any) -> None:
        """Write a page with one title a line."""
        titles = [article.title for article in self.context["articles"]]
        writer.write_file(
            "labels.html", self.env.from_string("{{ titles|join(', ') }}"), {}, titles=titles
        )


def backwards(text: str) -> str:
    """Return *text* from its end."""
    return text[::-1]


def register() -> None:
    """Connect to Pelican."""
    signals.readers_init.connect(_add_reader)
    signals.get_generators.connect(_add_generator)
    signals.article_generator_finalized.connect(_number)
    signals.content_object_init.connect(_sign)
    signals.feed_generated.connect(_name_feed)


def _add_reader(readers: Any) -> None:
    readers.reader_classes["card"] = _CardReader


def _add_generator(_pelican: Any) -> type[Generator]:
    return _Labels


def _number(generator: Any) -> None:
    for number, article in enumerate(generator.articles, 1):
        article.number = number


def _sign(content: Any) -> None:
    if content._content and hasattr(content, "binding"):
        content._content += f"<p>Bound in {content.binding}.</p>"


def _name_feed(_context: Any, feed: Any) -> None:
    feed.feed["title"] += " (bound)"
