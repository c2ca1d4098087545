"""Give Pelican our reader for Markdown files, and see to what concerns the site as a whole."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from markdown import Markdown
from pelican import signals
from pelican.contents import Article
from pelican.generators import PelicanTemplateNotFound
from pelican.readers import MarkdownReader
from pelican.utils import get_relative_path, sanitised_join

from .._core import hooks
from .._core.errors import Problem, SourceError
from .._core.redirects import redirect_page
from .file_dates import SOURCES
from .leftovers import find_clashes, tell_of_shortcodes
from .local_files import mark_local_files
from .post import Place, Post, read_post
from .settings import FrontMatterSettings
from .shortcodes import render_shortcodes
from .split import decode

logger = logging.getLogger(__name__)

_EXAMPLES = {"title": "title: …", "date": "date: 2025-06-03"}
# What Pelican keeps on an article under names that a front matter might use for its own.
_RESERVED = frozenset(dir(Article)) | {
    *("in_default_lang", "locale_date", "locale_modified", "metadata", "reader"),
    *("relative_source_path", "resources", "settings", "source_path", "translations"),
}
_DATED = {"date", "modified"}
_YAML_METADATA = "YAMLMetadataReader"


class FrontMatterReader(MarkdownReader):  # type: ignore[misc]
    """Markdown below a front matter; a file with Pelican's headers is read by Pelican's own."""

    pouch_settings = FrontMatterSettings()

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of one file.

        Raises:
            SourceError: the file cannot be read; Pelican then leaves it out.
        """
        path = Path(source_path)
        try:
            post = read_post(decode(path.read_bytes()), self._place(path), self.pouch_settings)
        except SourceError as error:
            raise error.at(hooks.shown(source_path)) from error
        if post is None:
            return super().read(source_path)  # type: ignore[no-any-return]
        if "date" not in post.metadata:
            self._add_date_of_file(path, post)
        for problem in post.problems:
            hooks.warn_of_file(source_path, problem)
        for note in post.notes:
            hooks.warn_of_file(source_path, note, logging.INFO)
        body = post.body
        if self.pouch_settings.shortcodes:
            body, left = render_shortcodes(body)
            if left:
                post.metadata["shortcodes_left"] = dict(left)
        html = mark_local_files(self._html(body), lambda name: _lies_beside(path, name))
        return html, self._pelican_metadata(post.metadata)

    def _place(self, path: Path) -> Place:
        relative = Path(os.path.relpath(path, self.settings["PATH"])).as_posix()
        folders = [str(folder).strip("/") for folder in self.settings["PAGE_PATHS"]]
        return Place(
            path=relative,
            is_page=any(relative.startswith(f"{folder}/") for folder in folders if folder),
            now=datetime.now(UTC),
            zone=ZoneInfo(self.settings.get("TIMEZONE", "UTC")),
            reserved=_RESERVED,
        )

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
            key: value if key in _DATED else self.process_metadata(key, value)
            for key, value in metadata.items()
        }

    def _add_date_of_file(self, path: Path, post: Post) -> None:
        moment = SOURCES[self.pouch_settings.dates_from](path)
        if moment is not None:
            post.metadata["date"] = moment
            source = self.pouch_settings.dates_from
            post.notes.append(Problem(f"the date is taken from {source}", "write `date:`"))


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    logging.getLogger("pelican.contents").addFilter(_explain_missing)
    signals.initialized.connect(_configure)
    signals.readers_init.connect(_offer_reader)
    signals.article_generator_init.connect(_tell_who_reads)
    signals.all_generators_finalized.connect(_look_over_site)
    signals.article_writer_finalized.connect(_write_redirects)


def _configure(pelican: Any) -> None:
    settings = hooks.configure(pelican, FrontMatterSettings, "POUCH_FRONT_MATTER")
    FrontMatterReader.pouch_settings = settings
    # Connected only now, so that it comes after the receivers of all plugins.
    signals.readers_init.connect(_take_over_yaml_metadata)


def _offer_reader(readers: Any) -> None:
    for extension in MarkdownReader.file_extensions:
        # Whoever names a reader in READERS, or None, has chosen. Of two plugins the later
        # one in PLUGINS reads, as ever in Pelican.
        if readers.reader_classes.get(extension) and extension not in readers.settings["READERS"]:
            readers.reader_classes[extension] = FrontMatterReader


def _take_over_yaml_metadata(readers: Any) -> None:
    """Read in the place of pelican-yaml-metadata, which would publish what says `draft: true`."""
    classes = readers.reader_classes
    theirs = [ext for ext, cls in classes.items() if cls and cls.__name__ == _YAML_METADATA]
    for extension in theirs:
        if extension not in readers.settings["READERS"]:
            classes[extension] = FrontMatterReader
            logger.warning(
                "pelican-yaml-metadata is on too: front matter is read by pelican-pouch, which"
                " reads all that it does; take yaml_metadata out of PLUGINS"
            )


def _tell_who_reads(generator: Any) -> None:
    others: dict[type, list[str]] = {}
    for extension in MarkdownReader.file_extensions:
        reader = generator.readers.readers.get(extension)
        if reader is not None and not isinstance(reader, FrontMatterReader):
            others.setdefault(type(reader), []).append(f".{extension}")
    for reader, extensions in others.items():
        logger.warning(
            "Files ending in %s are read by %s.%s and not by pelican-pouch, so their front matter"
            " is what that reader makes of it; to change this, take it out of PLUGINS or READERS,"
            " or name pelican_plugins after it",
            *(", ".join(extensions), reader.__module__, reader.__name__),
        )


def _lies_beside(post: Path, name: str) -> bool:
    folder = post.parent.resolve()
    target = (folder / name).resolve()
    # A bundle's own files only: a path that climbs may mean anything on this disk.
    return target.is_relative_to(folder) and target.is_file() and target != post.resolve()


def _explain_missing(record: logging.LogRecord) -> bool:
    """Say where to add what Pelican misses, when it leaves out a file that we have read."""
    if record.msg == "Skipping %s: could not find information about '%s'" and record.args:
        content, key = cast("tuple[Any, str]", record.args)
        if getattr(content, "reader", "") == "frontmatter":
            record.msg = "%s:1: there is no %s; add a line `%s` to its front matter"
            record.args = (hooks.shown(content.source_path), key, _EXAMPLES.get(key, key))
    return True


def _contents(context: dict[str, Any]) -> Iterator[Any]:
    """Yield every content: what is published first, then in the order of the files."""
    contents = [content for content in context["generated_content"].values() if content]
    order = {"published": 0, "hidden": 1}
    return iter(sorted(contents, key=lambda c: (order.get(c.status, 2), c.source_path)))


def _look_over_site(generators: list[Any]) -> None:
    contents = list(_contents(generators[0].context))
    by_path = {content.source_path: content for content in contents}
    for clash in find_clashes((c.source_path, c.save_as) for c in contents if c.save_as):
        logger.error(
            "%s:1: its address %s is also that of %s, so it is written to %s;"
            " give one of them another slug",
            *(hooks.shown(clash.moved), clash.old, hooks.shown(clash.kept), clash.new),
        )
        moved = by_path[clash.moved]
        moved.override_save_as = clash.new
        moved.override_url = clash.new.removesuffix("index.html")
    for content in contents:
        try:
            generators[0].get_template(content.template)
        except PelicanTemplateNotFound:
            problem = Problem(
                f"the theme has no template {content.template!r}", "correct it", content.template
            )
            hooks.warn(content, problem)
            content.template = content.default_template
    left = {
        hooks.shown(content.source_path): content.shortcodes_left
        for content in contents
        if hasattr(content, "shortcodes_left")
    }
    for sentence in tell_of_shortcodes(left):
        logger.warning("%s", sentence)


def _write_redirects(generator: Any, writer: Any) -> None:
    contents = list(_contents(generator.context))
    taken = {content.save_as for content in contents}
    files = [file for file in generator.context["static_content"].values() if file]
    # Not file.save_as: being asked for it, a file could no longer be moved by {attach}.
    taken |= {file.get_url_setting("save_as") for file in files}
    for content in contents:
        for old in getattr(content, "redirects", ()) if content.status != "draft" else ():
            path = sanitised_join(writer.output_path, old)
            if old in taken or path in writer._written_files:
                text = f"the old address {old} is that of another page"
                hooks.warn(content, Problem(text, "delete it", old.removesuffix("/index.html")))
                continue
            taken.add(old)
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            with writer._open_w(path, "utf-8") as file:
                file.write(redirect_page(_address_from(old, content), _plain_title(content)))


def _address_from(old: str, content: Any) -> str:
    site = content.settings["SITEURL"]
    if content.settings["RELATIVE_URLS"] or not site:
        site = get_relative_path(old)
    return f"{site}/{content.url}"


def _plain_title(content: Any) -> str:
    from markupsafe import Markup

    return Markup(content.title).striptags()  # noqa: S704
