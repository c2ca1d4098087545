"""Families of texts in several languages, found among many that share a slug."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.translations import settle

NAMES = {"PAGE_ORDER_BY": "slug", "ARTICLE_ORDER_BY": "slug"}
LISTS = ("articles", "translations", "hidden_articles", "hidden_translations", "drafts")


def text(name: str, lang: str = "en", day: int = 1, **metadata: Any) -> Any:
    return SimpleNamespace(
        lang=lang,
        in_default_lang=lang == "en",
        date=datetime(2025, 1, day, tzinfo=UTC),
        relative_source_path=name,
        source_path=f"/site/{name}",
        metadata=metadata,
        translations=[],
    )


def settled(group: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return what is listed and what is not, of texts that Pelican takes for one."""
    for one in group:
        one.translations = [other for other in group if other is not one]
    originals = [one for one in group if one.in_default_lang] or list(group)
    others = [one for one in group if one not in originals]
    lists = dict.fromkeys((*LISTS, "drafts_translations"), ())
    lists |= {name: [] for name in lists}
    lists |= {"articles": originals, "translations": others}
    generator = SimpleNamespace(settings=NAMES, **lists)
    settle(generator, lambda texts, _order: texts.sort(key=lambda one: one.relative_source_path))
    return generator.articles, generator.translations


@given(st.lists(st.tuples(st.sampled_from(["en", "fr", "de"]), st.integers(1, 28)), max_size=12))
def test_each_text_is_in_one_family_and_listed_or_translated(written) -> None:
    number = count()
    group = [text(f"{next(number)}.md", lang, day) for lang, day in written]
    main, others = settled(list(group))

    assert sorted(map(id, [*main, *others])) == sorted(map(id, group))
    for one in group:
        family = [one, *one.translations]
        assert len({each.lang for each in family}) == len(family)
        for other in one.translations:
            assert sorted(map(id, family)) == sorted(map(id, [other, *other.translations]))
        # What is not listed is reached from what is.
        assert one in main or any(other in main for other in one.translations)


def test_a_text_that_was_a_translation_of_another_is_listed() -> None:
    one, other, stray = text("a.md"), text("a.fr.md", "fr"), text("b.md", "fr", 2)
    main, others = settled([stray, one, other])

    assert (main, others) == ([one, stray], [other])
    assert (one.translations, stray.translations) == ([other], [])


def test_folders_may_name_languages() -> None:
    group = [text(f"{lang}/{name}.md", lang) for name in "ab" for lang in ("en", "fr")]
    settled(group[::-1])

    assert [[t.relative_source_path for t in each.translations] for each in group] == [
        *(["fr/a.md"], ["en/a.md"], ["fr/b.md"], ["en/b.md"])
    ]


def test_a_text_that_says_it_is_a_translation_is_not_listed() -> None:
    group = [text("a.md", day=1), text("b.md", day=2), text("c.md", "fr", 1, translation="true")]
    main, others = settled(group)

    assert (main, others) == (group[:2], group[2:])


def test_thousands_of_texts_of_one_slug_take_no_time() -> None:
    group = [text(f"{n}.{lang}.md", lang) for n in range(1500) for lang in ("en", "fr")]
    main, others = settled(group)

    assert len(main) == len(others) == 1500
