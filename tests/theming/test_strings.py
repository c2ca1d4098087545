"""The theme says the same in each of its languages, with that language's plurals and dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from support import ROOT

from pelican_plugins.theming.languages import (
    language_name,
    plural_form,
    relatives,
    written_date,
    written_period,
)

TEMPLATES = ROOT / "theme" / "templates"
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=False)
LANGUAGES: dict[str, dict[str, Any]] = ENVIRONMENT.get_template("strings.html").module.languages
ENVIRONMENT.globals |= {
    "pouch_relatives": relatives,
    "pouch_plural_form": plural_form,
    "pouch_date": written_date,
    "pouch_period": written_period,
}
WORDS = ENVIRONMENT.get_template("components/words.html").module

# Whole numbers of every plural category that one of the languages has.
NUMBERS = [*range(210), 1_000_000]


def test_the_promised_languages_are_there() -> None:
    promised = "ar bg ca cs da de el en es fa fi fr he hr hu id it ja ko nb nl pl pt ro ru sk sv tr"

    assert set(LANGUAGES) >= {*promised.split(), "uk", "vi", "zh", "zh-hant"}
    assert all(language_name(code) for code in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_language_lacks_a_word(lang) -> None:
    assert set(LANGUAGES[lang]) == set(LANGUAGES["en"])
    for key, value in LANGUAGES[lang].items():
        english = LANGUAGES["en"].get(key, value)
        if isinstance(value, str):
            assert value.strip() or key == "comma"
            # What is filled in is the same in all.
            assert set(fields(value)) == set(fields(english)), key
        else:
            needed = {plural_form(number, lang) for number in NUMBERS} | {"other"}
            assert needed <= set(value) <= {"zero", "one", "two", "few", "many", "other"}, key
            # Arabic and Hebrew count one and two by the noun alone.
            assert all("{n}" in value[form] for form in set(value) - {"zero", "one", "two"})


def fields(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


def test_no_two_languages_share_their_words() -> None:
    said = [tuple(map(str, words.values())) for words in LANGUAGES.values()]

    assert len(set(said)) == len(said)


def test_every_word_is_used() -> None:
    used = "".join(
        path.read_text(encoding="utf-8")
        for path in [*TEMPLATES.rglob("*.html"), *(ROOT / "pelican_plugins").rglob("*.py")]
        if path.name != "strings.html"
    )

    for key in LANGUAGES["en"]:
        assert any(f"{before}{key}" in used for before in ("t.", "words.", "['", '"', ".")), key


@pytest.mark.parametrize(
    ("lang", "number", "said"),
    [
        ("en", 0, "0 articles"),
        ("en", 1, "1 article"),
        ("de-AT", 2, "2 Artikel"),
        ("fr", 0, "0 article"),
        ("fr_CA", 2, "2 articles"),
        ("uk", 1, "1 стаття"),
        ("uk", 3, "3 статті"),
        ("uk", 11, "11 статей"),
        ("uk", 14, "14 статей"),
        ("uk", 21, "21 стаття"),
        ("uk", 112, "112 статей"),
        ("ar", 0, "لا مقالات"),
        ("ar", 2, "مقالان"),
        ("ar", 5, "5 مقالات"),
        ("ar", 11, "11 مقالًا"),
        ("ar", 100, "100 مقال"),
        ("ar", 103, "103 مقالات"),
        ("pl", 2, "2 artykuły"),
        ("pl", 12, "12 artykułów"),
        ("pl", 22, "22 artykuły"),
        ("ro", 1, "1 articol"),
        ("ro", 0, "0 articole"),
        ("ro", 20, "20 de articole"),
        ("he", 2, "שתי כתבות"),
        ("ru", 21, "21 статья"),
        ("cs", 5, "5 článků"),
        ("ja", 1, "1件の記事"),
        ("fr", 1_000_000, "1000000 d’articles"),
    ],
)
def test_what_is_counted_takes_the_form_of_its_number(lang, number, said) -> None:
    words = {"code": relatives(lang)[-1]}
    forms = LANGUAGES[words["code"]]["articles"]

    assert str(WORDS.count(number, forms, words)).strip() == said


@pytest.mark.parametrize(
    ("lang", "day", "said"),
    [
        ("en", 3, "3 June 2025"),
        ("en_GB", 3, "3 June 2025"),
        ("EN-us", 3, "June 3, 2025"),
        ("de", 3, "3. Juni 2025"),
        ("fr", 1, "1er juin 2025"),
        ("fr", 2, "2 juin 2025"),
        ("es", 3, "3 de junio de 2025"),
        ("pt-BR", 1, "1º de junho de 2025"),
        ("pt_PT", 1, "1 de junho de 2025"),
        ("uk", 3, "3 червня 2025"),
        ("ru", 11, "11 июня 2025"),
        ("ar", 3, "3 يونيو 2025"),
        ("ja", 3, "2025年6月3日"),
        ("hu", 3, "2025. június 3."),
        ("cy", 3, "3 Mehefin 2025"),
        ("gsw", 3, "3. Juni 2025"),
    ],
)
def test_dates_are_in_the_language(lang, day, said) -> None:
    moment = datetime(2025, 6, day)

    assert str(WORDS.date(moment, "written", {"lang": lang}, own=False)).strip() == said
    assert str(WORDS.date(moment, "written", {"lang": lang}, own=True)).strip() == "written"


@pytest.mark.parametrize(
    "lang", ["x-klingon", "", None, "12", "<b>", "-", "../x", "dv", "e" * 9999]
)
def test_a_language_that_nobody_knows_has_its_dates_as_pelican_writes_them(lang) -> None:
    assert str(WORDS.date(datetime(2025, 6, 3), "written", {"lang": lang}, own=False)) == "written"


@pytest.mark.parametrize(
    ("numbers", "lang", "said"),
    [
        ((2025,), "de", "2025"),
        ((2025, 6), "de", "Juni 2025"),
        ((2025, 6), "ru", "июнь 2025"),
        ((2025, 6), "zh", "2025年6月"),
        ((2025, 6, 3), "fr", "3 juin 2025"),
        ((2025, 6, 3), "x-klingon", "3 Month 2025"),
    ],
)
def test_periods_are_in_the_language(numbers, lang, said) -> None:
    names = (2025, "Month", 3)[: len(numbers)]

    assert str(WORDS.period(names, numbers, {"lang": lang})) == said


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("pt-BR", "pt"),
        ("pt_PT", "pt"),
        ("nn", "nb"),
        ("no", "nb"),
        ("zh-TW", "zh-hant"),
        ("zh_Hant_HK", "zh-hant"),
        ("zh-hans-CN", "zh"),
        ("yue", "zh-hant"),
        ("lb", "de"),
        ("EN_GB", "en"),
        ("iw", "he"),
        ("x-klingon", "en"),
        (None, "en"),
        ("", "en"),
        (7, "en"),
    ],
)
def test_a_language_without_words_has_those_of_a_relative(lang, code) -> None:
    assert str(WORDS.code(lang, LANGUAGES)) == code


@pytest.mark.parametrize(
    ("lang", "tag", "direction"),
    [
        ("ar", "ar", "rtl"),
        ("ar-Latn", "ar-Latn", "ltr"),
        ("az_Arab", "az-Arab", "rtl"),
        ("FA", "FA", "rtl"),
        ("he_IL", "he-IL", "rtl"),
        ("en_GB", "en-GB", "ltr"),
        (None, "", "ltr"),
    ],
)
def test_what_a_page_says_of_its_language(lang, tag, direction) -> None:
    said = str(WORDS.attributes(lang)).split()

    assert said == [f'lang="{tag}"', f'dir="{direction}"']
