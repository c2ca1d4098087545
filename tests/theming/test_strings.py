"""The theme says the same in each of its languages, with that language's plurals and dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader
from support import ROOT

TEMPLATES = ROOT / "theme" / "templates"
ENVIRONMENT = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=False)
LANGUAGES: dict[str, dict[str, Any]] = ENVIRONMENT.get_template("strings.html").module.languages
WORDS = ENVIRONMENT.get_template("components/words.html").module

# Unicode CLDR's plural categories of whole numbers.
CATEGORIES = {
    "en": {"one", "other"},
    "de": {"one", "other"},
    "fr": {"one", "many", "other"},
    "es": {"one", "many", "other"},
    "uk": {"one", "few", "many", "other"},
    "ar": {"zero", "one", "two", "few", "many", "other"},
}
# Grammar that only some languages have.
OPTIONAL = {"first_day"}


def test_the_promised_languages_are_there() -> None:
    assert set(LANGUAGES) == set(CATEGORIES)


@pytest.mark.parametrize("lang", CATEGORIES)
def test_no_language_lacks_a_word(lang) -> None:
    assert set(LANGUAGES[lang]) - OPTIONAL == set(LANGUAGES["en"])
    for key, value in LANGUAGES[lang].items():
        english = LANGUAGES["en"].get(key, value)
        if isinstance(value, str):
            assert value.strip() or key == "comma"
            # What is filled in is the same in all.
            assert set(fields(value)) == set(fields(english)), key
        elif isinstance(value, dict):
            assert set(value) == CATEGORIES[lang], key
        else:
            assert len(set(value)) == 12


def fields(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


@pytest.mark.parametrize("lang", CATEGORIES)
def test_every_word_is_used(lang) -> None:
    used = "".join(
        path.read_text(encoding="utf-8")
        for path in [*TEMPLATES.rglob("*.html"), *(ROOT / "pelican_plugins").rglob("*.py")]
        if path.name != "strings.html"
    )

    for key in LANGUAGES[lang]:
        assert any(f"{before}{key}" in used for before in ("t.", "words.", "['", '["', ".")), key


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
    ],
)
def test_what_is_counted_takes_the_form_of_its_number(lang, number, said) -> None:
    forms = LANGUAGES[lang[:2]]["articles"]

    assert str(WORDS.count(number, forms, lang)).strip() == said


@pytest.mark.parametrize(
    ("lang", "day", "said"),
    [
        ("en", 3, "3 June 2025"),
        ("de", 3, "3. Juni 2025"),
        ("fr", 1, "1er juin 2025"),
        ("fr", 2, "2 juin 2025"),
        ("es", 3, "3 de junio de 2025"),
        ("uk", 3, "3 червня 2025"),
        ("ar", 3, "3 يونيو 2025"),
    ],
)
def test_dates_are_in_the_language(lang, day, said) -> None:
    moment = datetime(2025, 6, day)

    assert str(WORDS.date(moment, "written", LANGUAGES[lang], own=False)).strip() == said
    assert str(WORDS.date(moment, "written", LANGUAGES[lang], own=True)).strip() == "written"
