"""Translations of which one is an article and another a page, since it has no date.

Each of Pelican's generators only knows its own. Pages are in no feed, so theirs are set at once. An
article's are in feeds, too, so it has the others only while its page is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from pelican import signals

from .._core.build import build_of
from .._core.contract import TRANSLATION


@dataclass(slots=True)
class _Families:
    """The state of a build.

    Attributes:
        of: by source path, the translations of an article that are pages, too.
        undo: gives the article that was written last its own again.
    """

    of: dict[str, list[Any]] = field(default_factory=dict)
    undo: Callable[[], None] | None = None


def connect() -> None:
    """Connect the receivers."""
    signals.all_generators_finalized.connect(_link)
    signals.article_generator_write_article.connect(_show)
    signals.content_written.connect(_hide)


def _link(generators: list[Any]) -> None:
    families = build_of(generators[0]).state(_Families)
    families.of.clear()
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for content in generators[0].context["generated_content"].values():
        if content and content.status == "published" and TRANSLATION in content.metadata:
            groups[content.metadata[TRANSLATION]].append(content)
    for group in groups.values():
        kinds = {content.default_template for content in group}
        if len(kinds) == 1 or len({content.lang for content in group}) < len(group):
            continue
        group.sort(key=attrgetter("lang", "source_path"))
        for content in group:
            others = [other for other in group if other is not content]
            if content.default_template == "page":
                content.translations = others
            else:
                families.of[content.source_path] = others


def _show(generator: Any, content: Any) -> None:
    families = build_of(generator).state(_Families)
    # A page that was not rebuilt has not been written.
    _restore(families)
    others = families.of.get(content.source_path)
    if others is not None:
        own, content.translations = content.translations, others

        def undo() -> None:
            content.translations = own

        families.undo = undo


def _hide(_path: str, context: Any) -> None:
    _restore(build_of(context).state(_Families))


def _restore(families: _Families) -> None:
    if families.undo is not None:
        families.undo()
        families.undo = None
