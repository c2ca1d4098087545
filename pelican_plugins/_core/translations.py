"""Find posts that are translations of each other, and those that only share a slug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

# Attributes of Pelican's generators: contents, and their translations.
_LISTS = {
    "articles": "translations",
    "hidden_articles": "hidden_translations",
    "drafts": "drafts_translations",
}
_LISTS_OF_PAGES = {
    "pages": "translations",
    "hidden_pages": "hidden_translations",
    "draft_pages": "draft_translations",
}


def settle(
    generator: Any,
    order: Callable[[list[Any], Any], object],
    related: Callable[[list[Any]], Iterable[list[Any]]] | None = None,
) -> None:
    """Make sure that no two contents in one language are translations of each other.

    Pelican takes all contents with one slug for translations, so two posts with one title would
    each be in its feeds twice. Translations are sorted by language.

    Args:
        generator: of articles or pages, after all of them are read.
        order: Pelican's `order_content`.
        related: returns the groups of contents to relate again; by default those with a
            language twice.
    """
    kind, names = _lists_of(generator)
    for name, translations in names.items():
        main, others = getattr(generator, name), getattr(generator, translations)
        groups = (related or _of_one_language)([*main, *others])
        if _relate([family for group in groups for family in _families(group)], main, others):
            order(main, generator.settings[f"{kind}_ORDER_BY"])
        for text in [*main, *others]:
            text.translations.sort(key=attrgetter("lang", "source_path"))


def texts_of(generator: Any) -> Iterator[Any]:
    """Yield all that a generator of articles or pages has read, also translations and drafts."""
    for several in _lists_of(generator)[1].items():
        for name in several:
            yield from getattr(generator, name)


def _lists_of(generator: Any) -> tuple[str, dict[str, str]]:
    return ("PAGE", _LISTS_OF_PAGES) if hasattr(generator, "pages") else ("ARTICLE", _LISTS)


def _of_one_language(texts: Iterable[Any]) -> Iterator[list[Any]]:
    seen: set[int] = set()
    for text in texts:
        if id(text) not in seen and text.translations:
            group = [text, *text.translations]
            seen.update(map(id, group))
            if not _differ(group):
                yield group


def _relate(families: Iterable[list[Any]], main: list[Any], others: list[Any]) -> bool:
    """Make the contents of each family translations of each other, and of no others.

    Returns:
        Whether contents were moved from one list to the other.
    """
    listed: dict[int, bool] = {}
    for family in families:
        # Pelican's own choice of originals.
        candidates = [text for text in family if not _is_marked(text)] or family
        originals = [text for text in candidates if text.in_default_lang] or candidates
        for text in family:
            text.translations = [other for other in family if other is not text]
            listed[id(text)] = any(text is original for original in originals)
    up = [text for text in others if listed.get(id(text), False)]
    down = [text for text in main if not listed.get(id(text), True)]
    main[:] = [*(text for text in main if listed.get(id(text), True)), *up]
    others[:] = [*(text for text in others if not listed.get(id(text), False)), *down]
    return bool(up or down)


def older_first(text: Any) -> tuple[float, int, int, str]:
    """Sort key: older contents first, then shorter names (a copy mostly has a longer one)."""
    date = getattr(text, "date", None)
    path = text.relative_source_path
    moment = date.timestamp() if date else float("inf")
    return moment, len(path.rpartition("/")[2]), len(path), path


def _families(group: Iterable[Any]) -> list[list[Any]]:
    """Split a *group* into families with each language at most once."""
    alike: dict[str, list[Any]] = {}
    for text in sorted(group, key=older_first):
        alike.setdefault(_without_language(text), []).append(text)
    families: list[list[Any]] = []
    languages: list[set[str]] = []
    # By language, the first family that may lack it; keeps large groups linear.
    lacking: defaultdict[str, int] = defaultdict(int)
    for texts in alike.values():
        for some in [texts] if _differ(texts) else [[text] for text in texts]:
            wanted = {text.lang for text in some}
            for language in wanted:
                while _has(languages, lacking[language], {language}):
                    lacking[language] += 1
            place = max(lacking[language] for language in wanted)
            while _has(languages, place, wanted):
                place += 1
            if place == len(families):
                families.append([])
                languages.append(set())
            families[place] += some
            languages[place] |= wanted
    return families


def _has(languages: list[set[str]], place: int, wanted: set[str]) -> bool:
    return place < len(languages) and not languages[place].isdisjoint(wanted)


def _without_language(text: Any) -> str:
    """Return the path without the language in it: `fr/a.md`, `a.fr.md` and `a-fr.md` are `a`."""
    steps = text.relative_source_path.lower().rpartition(".")[0].split("/")
    language = text.lang.lower()
    steps = [step for step in steps if step != language]
    return "/".join(step.removesuffix(language).rstrip(".-_") for step in steps)


def _differ(texts: list[Any]) -> bool:
    return len({text.lang for text in texts}) == len(texts)


def _is_marked(text: Any) -> bool:
    return str(text.metadata.get("translation", "false")).lower() != "false"
