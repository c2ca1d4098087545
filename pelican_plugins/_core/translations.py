"""Which texts are translations of each other, and which only have one title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any

# As Pelican's generators have them: texts that they list, and translations of these.
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
    """Have no two texts of one language be translations of each other.

    Pelican takes all texts with one slug for translations of one text, so that two posts of one
    title would each stand twice in its feeds. Translations of one text are put in the order of
    their languages, where Pelican has that of a set.

    Args:
        generator: Pelican's, of articles or pages, once all of them are read.
        order: puts texts in the order that a setting of Pelican's names.
        related: returns groups of some texts that are to be related anew; those that hold a
            language twice, where nothing is given.
    """
    kind, names = ("PAGE", _LISTS_OF_PAGES) if hasattr(generator, "pages") else ("ARTICLE", _LISTS)
    for name, translations in names.items():
        main, others = getattr(generator, name), getattr(generator, translations)
        groups = (related or _of_one_language)([*main, *others])
        if _relate([family for group in groups for family in _families(group)], main, others):
            order(main, generator.settings[f"{kind}_ORDER_BY"])
        for text in [*main, *others]:
            text.translations.sort(key=attrgetter("lang", "source_path"))


def _of_one_language(texts: Iterable[Any]) -> Iterator[list[Any]]:
    seen: set[int] = set()
    for text in texts:
        if id(text) not in seen and text.translations:
            group = [text, *text.translations]
            seen.update(map(id, group))
            if not _differ(group):
                yield group


def _relate(families: Iterable[list[Any]], main: list[Any], others: list[Any]) -> bool:
    """Have the texts of each family be translations of each other, and of no other text.

    Returns:
        Whether texts were moved from one list to the other.
    """
    listed: dict[int, bool] = {}
    for family in families:
        # As Pelican chooses them.
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
    """Return what puts the older of two texts first, and of two of one age the shorter name.

    A copy is mostly named after its original, with something added.
    """
    date = getattr(text, "date", None)
    path = text.relative_source_path
    moment = date.timestamp() if date else float("inf")
    return moment, len(path.rpartition("/")[2]), len(path), path


def _families(group: Iterable[Any]) -> list[list[Any]]:
    """Return the texts of a *group* in families, in each of which a language is there once."""
    alike: dict[str, list[Any]] = {}
    for text in sorted(group, key=older_first):
        alike.setdefault(_without_language(text), []).append(text)
    families: list[list[Any]] = []
    languages: list[set[str]] = []
    # By language the first family that may lack it: a group may have thousands of texts.
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
    """Return the path of a text without the language in it: `fr/a.md`, `a.fr.md` and `a-fr.md`."""
    steps = text.relative_source_path.lower().rpartition(".")[0].split("/")
    language = text.lang.lower()
    steps = [step for step in steps if step != language]
    return "/".join(step.removesuffix(language).rstrip(".-_") for step in steps)


def _differ(texts: list[Any]) -> bool:
    return len({text.lang for text in texts}) == len(texts)


def _is_marked(text: Any) -> bool:
    return str(text.metadata.get("translation", "false")).lower() != "false"
