"""Pinned articles as templates see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._core.contract import FRONT_PAGE_LANG
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.digests import digest_of
from .._core.rules import BUILD
from .._core.source_lines import in_content
from .pinned import Pin, pin_of


@dataclass(slots=True)
class PinnedArticles:
    """`pouch_pinned(lang)` in templates.

    Attributes:
        most: how many a front page shows.
    """

    most: int
    _labels: dict[int, str] = field(default_factory=dict)
    _by_page: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def collect(self, generator: Any) -> None:
        """Note which articles of a run are pinned, and report unclear values."""
        everything = [*generator.articles, *generator.translations]
        pins: list[tuple[Pin, Any]] = []
        for article in everything:
            pin = pin_of(article.metadata)
            if isinstance(pin, Diagnostic):
                report(in_content(article, pin))
            elif pin is not None:
                pins.append((pin, article))
        self._labels = {id(article): pin.label for pin, article in pins}
        originals = set(map(id, generator.articles))
        self._by_page = {"": self._first(pin for pin in pins if id(pin[1]) in originals)}
        for lang in dict.fromkeys(article.lang for _, article in pins):
            self._by_page[lang] = self._first(pin for pin in pins if pin[1].lang == lang)

    def _first(self, pins: Iterable[tuple[Pin, Any]]) -> tuple[Any, ...]:
        ordered = sorted(pins, key=lambda pin: (pin[0].rank, pin[1].date), reverse=True)
        if len(ordered) > self.most:
            text = f"{len(ordered)} articles are pinned, and a front page shows {self.most}"
            fix = "set POUCH_THEME['pinned'] to show more"
            report(BUILD(text, fix, severity=Severity.ADVICE))
        return tuple(article for _, article in ordered[: self.most])

    def __call__(self, lang: str = "") -> tuple[Any, ...]:
        """Return the pinned articles of the front page of a language; else of the default one."""
        return self._by_page.get(lang, ())

    def label(self, article: Any) -> str:
        """Return the key of the word for how an article is pinned."""
        return self._labels.get(id(article), "")

    def digest_on_page(self, context: Mapping[str, Any]) -> str:
        """Return what a front page shows."""
        found = self(str(context.get(FRONT_PAGE_LANG) or ""))
        return digest_of([[each.source_path, self.label(each)] for each in found])
