"""Render the pages of articles and of lists on all processors, where only our theme makes them.

What a template does besides writing would be lost in another process. Ours do nothing, so pages
are rendered ahead only where templates, filters and functions are ours, Jinja's or Pelican's own.
Each worker goes through all that Pelican is about to write, renders its share of it and writes
nothing. Pelican then writes what it gets as it always does, and tells all plugins of each page.

Under `--autoreload` the pages of what was changed since the last build come before all others:
somebody waits for them. Pelican writes them again in their turn.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Any
from weakref import WeakSet

from pelican import signals
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from ..._core import builds, hooks
from ..._core.compiled import is_known
from ..._core.whole_files import WholeFile
from ..._core.workers import Crew, Share, processes_for
from ..locate import theme_path

_KINDS = ("translations", "articles", "hidden_translations", "hidden_articles")
_OWNERS = ("THEME_TEMPLATES_OVERRIDES", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
_SUITE = __name__.partition(".")[0]

# When the last build of this process and the one before it began, by the clock of files.
_begun: list[float] = []
builds.keep_apart(sys.modules[__name__], _begun=list)
# So many are a writer's work; of more, a branch was changed or a folder touched.
_MOST_AWAITED = 20
# Generators that have begun to write articles.
_seen: WeakSet[Any] = WeakSet()


class _Ready:
    """A template, of which others render pages ahead."""

    def __init__(self, template: Any, pages: _Pages) -> None:
        self._template = template
        self._pages = pages

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, context: dict[str, Any]) -> str:
        """Return the page."""
        html = self._pages.next_one(context["output_file"])
        return self._template.render(context) if html is None else html


class _Pages:
    """What a crew renders, page by page in the order in which they are written."""

    def __init__(self, crew: Crew) -> None:
        self._crew = crew
        self._asked = 0

    def next_one(self, name: str) -> str | None:
        """Return the page to be written next, under *name*; None where it is not rendered."""
        found, page = self._crew.result(self._asked)
        self._asked += 1
        if found and page[0] == name:
            return str(page[1])
        if found:
            # Something is not as it was foreseen, so nothing that follows would be.
            self._crew.dismiss()
        return None


class _Rehearsed:
    """A template, as a worker gets it: it renders the worker's share."""

    def __init__(self, template: Any, share: Share) -> None:
        self._template = template
        self._share = share

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, context: dict[str, Any]) -> str:
        """Hand over a page, where it is this worker's; nobody reads what is returned."""
        if self._share.is_next_mine():
            self._share.hand_over(lambda: (context["output_file"], self._template.render(context)))
        else:
            self._share.pass_by()
        return ""


class _Rehearsal(Writer):  # type: ignore[misc]
    """Goes through all that a writer will do, and writes nothing."""

    def __init__(self, writer: Writer, share: Share) -> None:
        self.__dict__.update(vars(writer))
        self._share = share

    def write_file(self, name: Any, template: Any, *arguments: Any, **more: Any) -> None:
        """Do what the writer will; a page of another worker's need not be prepared."""
        if name and "article" in more and not self._share.is_next_mine():
            self._share.pass_by()
        else:
            super().write_file(name, template, *arguments, **more)

    def _open_w(self, _filename: str, _encoding: str, override: bool = False) -> IO[str]:
        del override
        return io.StringIO()


def connect() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(_note_time)
    signals.article_generator_init.connect(_note_writer)
    signals.article_generator_write_article.connect(_render_ahead)


def _note_time(_pelican: Any) -> None:
    _begun[:] = [*_begun[-1:], time.time()]


def _note_writer(generator: Any) -> None:
    generator.generate_output = partial(_generate_output, generator, generator.generate_output)


def _generate_output(generator: Any, generate: Callable[[Writer], None], writer: Writer) -> None:
    """Do what the generator does, and let go of whoever helped."""
    generator.pouch_writer, generator.pouch_crew = writer, None
    try:
        generate(writer)
    finally:
        if generator.pouch_crew is not None:
            generator.pouch_crew.dismiss()
        del generator.pouch_writer, generator.pouch_crew


def _render_ahead(generator: Any, content: Any) -> None:
    """Begin with the first page of an article that is to be written."""
    del content
    if generator in _seen or not hasattr(generator, "pouch_writer"):
        return
    _seen.add(generator)
    articles = list(chain.from_iterable(getattr(generator, kind) for kind in _KINDS))
    processes = processes_for(len(articles), hooks.build_settings().processes)
    if processes == 1 or not _may_render_ahead(generator, articles):
        return
    for article in articles:
        # Pictures are made, and files found, when a body is first asked for.
        article.get_content(_root(generator.settings, article.save_as, generator.context))
    usual = generator.get_template
    _write_awaited(generator, usual, articles)
    crew = generator.pouch_crew = Crew(partial(_rehearse, generator, usual), processes)
    pages = _Pages(crew)
    generator.get_template = lambda name: _Ready(usual(name), pages)


def _rehearse(generator: Any, usual: Callable[[str], Any], share: Share) -> None:
    """Render a worker's share of all pages."""
    generator.get_template = lambda name: _Rehearsed(usual(name), share)
    # Of other plugins, too: nothing is written here.
    signals.content_written.send = lambda *_arguments, **_facts: []
    generator.generate_pages(_Rehearsal(generator.pouch_writer, share))


def _write_awaited(generator: Any, template_of: Callable[[str], Any], articles: list[Any]) -> None:
    """Write what was changed since the last build of this process, where there was one."""
    awaited = [one for one in articles if len(_begun) > 1 and _changed(one) >= _begun[0]]
    for article in awaited if len(awaited) <= _MOST_AWAITED else ():
        path = Path(generator.output_path, article.save_as)
        # Only over a page of the last build: a new place is Pelican's to judge.
        if path.is_file() and _lies_in(path, generator.output_path):
            with WholeFile(path, encoding="utf-8") as file:
                file.write(_page(generator, template_of, article))


def _changed(article: Any) -> float:
    try:
        return os.stat(article.source_path).st_mtime  # noqa: PTH116
    except OSError:
        return 0.0


def _lies_in(path: Path, folder: str) -> bool:
    return path.resolve().is_relative_to(Path(folder).resolve())


def _may_render_ahead(generator: Any, articles: Iterable[Any]) -> bool:
    settings, env = generator.settings, generator.env
    return (
        hooks.build_settings().render_ahead
        and Path(settings["THEME"]).resolve() == Path(theme_path()).resolve()
        and not any(settings[name] for name in _OWNERS)
        and all(map(is_known, (*env.filters.values(), *env.tests.values())))
        and all(map(_is_plain, env.globals.values()))
        and all(map(is_known, env.extensions.values()))
        and type(generator.pouch_writer).write_file is Writer.write_file
        and not _others_listen(generator)
        # A link may move the file it leads to, and only the first one does.
        and not any("attach" in (article._content or "") for article in articles)
    )


def _is_plain(value: Any) -> bool:
    return not callable(value) or is_known(value) or value.__module__.startswith(f"{_SUITE}.")


def _others_listen(generator: Any) -> bool:
    """Tell whether another plugin may change an article just before its page is written."""
    receivers = signals.article_generator_write_article.receivers_for(generator)
    return any(not receiver.__module__.startswith(f"{_SUITE}.") for receiver in receivers)


def _root(settings: Any, save_as: str, context: dict[str, Any]) -> str:
    if settings["RELATIVE_URLS"]:
        return str(path_to_url(get_relative_path(save_as)))
    return str(context.get("localsiteurl") or "")


def _page(generator: Any, template_of: Callable[[str], Any], article: Any) -> str:
    """Return the page as Pelican's `Writer.write_file` has it rendered."""
    context = generator.context.copy()
    if generator.settings["RELATIVE_URLS"]:
        root = _root(generator.settings, article.save_as, context)
        context["SITEURL"] = context["localsiteurl"] = root
        # Contents adjust their links to the page that is being written.
        generator.context["localsiteurl"] = root
    context["output_file"] = article.save_as
    context["article"] = article
    context["category"] = getattr(article, "category", None)
    context["blog"] = True
    html: str = template_of(article.template).render(context)
    return html
