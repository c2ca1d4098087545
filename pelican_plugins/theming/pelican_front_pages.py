"""A front page for each language of a site, and the links between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any

from pelican.utils import order_content

from .._core.build import build_of
from .._core.content_paths import ContentPaths
from .._core.contract import FRONT_PAGE_LANG
from .._core.diagnostics import Severity, report
from .._core.digests import digest_of
from .._core.output_paths import OutputPaths, server_file_in
from .._core.pelican_output import GROUPS, lasting_files, numbered_paths, pages_of_articles
from .._core.rules import BUILD
from .._core.text import cut

KEY = "language_index_save_as"
_INDEX = "index.html"
# RFC 5646, section 2.1, in the spelling of authors and operating systems, too.
_CODE = re.compile(r"[A-Za-z]{1,8}(?:[-_][A-Za-z0-9]{1,8}){0,6}")
_SEGMENT = re.compile(r"[^/\\\x00-\x1f:*?\"<>|{}]*")


def front_page_pattern(written: str | None, site: Mapping[str, Any]) -> str:
    """Return the path of front pages, with `{lang}` in it; empty, and a message, if unusable."""
    if not written:
        return ""
    if site.get("I18N_SUBSITES"):
        text = f"POUCH_THEME[{KEY!r}] writes nothing next to I18N_SUBSITES"
        report(
            BUILD(
                text,
                "remove it: each of those sites has its own front page",
                severity=Severity.ADVICE,
            )
        )
        return ""
    pattern = usable_pattern(written)
    if not pattern:
        text = f"POUCH_THEME[{KEY!r}] is {cut(repr(written))}"
        fix = "set a path such as '{lang}/index.html'"
        report(BUILD(text, fix, severity=Severity.ERROR))
    return pattern


def usable_pattern(written: str) -> str:
    """Return the path of a page, with `{lang}` in it, that *written* means; empty if there is none.

    A folder means the index page in it.
    """
    pattern = f"{written}{_INDEX}" if written.endswith("/") else written
    plain = pattern.replace("{lang}", "xx")
    is_path = all(
        _SEGMENT.fullmatch(part) and part not in {"", ".", ".."} for part in plain.split("/")
    )
    is_page = plain.endswith((".html", ".htm")) and not server_file_in(plain)
    return pattern if "{lang}" in pattern and is_path and is_page else ""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A front page.

    Attributes:
        lang: of its articles.
        url: relative to the site; empty for the site's own.
        save_as: relative to the output folder; empty for the site's own.
    """

    lang: str
    url: str = ""
    save_as: str = ""


@dataclass(slots=True)
class FrontPages:
    """`pouch_front_pages()` in templates.

    Attributes:
        pattern: of their paths.
    """

    pattern: str
    _generator: Any = None
    _found: tuple[FrontPage, ...] | None = None
    _articles: dict[str, list[Any]] = field(default_factory=dict)

    def collect(self, generator: Any) -> None:
        """Take the articles of a run; paths are looked at when all are settled."""
        self._generator, self._found = generator, None

    def __call__(self) -> tuple[FrontPage, ...]:
        """Return all, the site's own first; none in a site of one language."""
        if self._found is None:
            self._found = ()
            if self._generator is not None:
                others = tuple(self._of_languages())
                default = self._generator.settings["DEFAULT_LANG"]
                self._found = (FrontPage(default, self._own_url()), *others) if others else ()
        return self._found

    def digest_on_page(self, _context: Mapping[str, Any]) -> str:
        """Return what every page shows."""
        return digest_of([[each.lang, each.url] for each in self()])

    def _own_url(self) -> str:
        settings = self._generator.settings
        save_as = settings.get("INDEX_SAVE_AS", _INDEX)
        return "" if save_as == _INDEX else str(settings.get("INDEX_URL", save_as))

    def _of_languages(self) -> Iterator[FrontPage]:
        generator = self._generator
        settings = generator.settings
        self._articles = {}
        for article in chain(generator.articles, generator.translations):
            if article.lang != settings["DEFAULT_LANG"]:
                self._articles.setdefault(str(article.lang), []).append(article)
        taken = _taken_paths(generator) if self._articles else OutputPaths()
        for lang, articles in sorted(self._articles.items()):
            if not _CODE.fullmatch(lang):
                # It would be part of a path.
                text = f"the language {cut(repr(lang))} has no front page"
                report(BUILD(text, "a language is a code such as `de` or `pt-BR`"))
                continue
            save_as = self.pattern.replace("{lang}", lang)
            front = FrontPage(lang, save_as.removesuffix(_INDEX), save_as)
            paths = numbered_paths("index", save_as, front.url, articles, settings)
            blocked = next((path for path in paths if taken.owner_of(path)), None)
            if blocked is not None:
                text = f"the front page of the language {lang} would be {blocked}, which is taken"
                fix = f"set POUCH_THEME[{KEY!r}] to another path"
                report(BUILD(text, fix, severity=Severity.ERROR))
                continue
            for path in paths:
                taken.reserve(path, lang)
            yield front

    def write(self, theme_files: Any, writer: Any) -> None:
        """Write all but the site's own.

        Args:
            theme_files: the generator that writes them.
            writer: Pelican's.
        """
        settings = theme_files.settings
        for front in self()[1:]:
            articles = order_content([*self._articles[front.lang]], settings["ARTICLE_ORDER_BY"])
            newest_first = settings["NEWEST_FIRST_ARCHIVES"]
            writer.write_file(
                front.save_as,
                theme_files.get_template("index"),
                theme_files.context,
                relative_urls=settings["RELATIVE_URLS"],
                template_name="index",
                url=front.url,
                articles=articles,
                dates=sorted(articles, key=attrgetter("date"), reverse=newest_first),
                blog=True,
                page_name=str(PurePosixPath(front.save_as).with_suffix("")),
                **{FRONT_PAGE_LANG: front.lang},
            )


def _taken_paths(generator: Any) -> OutputPaths:
    """Return all paths of pages and files that are known before anything is written."""
    settings = generator.settings
    taken = OutputPaths({**dict(pages_of_articles(generator)), **dict(lasting_files(generator))})
    for kind, many in GROUPS.items():
        groups = getattr(generator, many)
        for group, articles in list(groups.items() if isinstance(groups, dict) else groups):
            for path in numbered_paths(kind, group.save_as, group.url, articles, settings):
                taken.reserve(path, group.name)
    paths = build_of(generator).state(ContentPaths)
    for content in filter(None, generator.context["generated_content"].values()):
        if path := paths.of(content):
            taken.reserve(path, content.source_path)
    return taken
