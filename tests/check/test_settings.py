"""Settings that do nothing are told from those that do."""

from __future__ import annotations

from pathlib import Path

import pytest

from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins._core.settings_ast import read_settings_file
from pelican_plugins.check.ineffective import ineffective_settings
from pelican_plugins.check.known_names import words_in

DEFAULTS = {
    "DEFAULT_PAGINATION": False,
    "PAGINATED_TEMPLATES": {"index": None},
    "FEED_ALL_ATOM": "feeds/all.atom.xml",
    "TYPOGRIFY": False,
    "ARTICLE_URL": "{slug}.html",
    "ARTICLE_SAVE_AS": "{slug}.html",
    "PAGE_URL": "pages/{slug}.html",
    "PAGE_SAVE_AS": "pages/{slug}.html",
}


def told(own: dict[str, object]) -> list[str]:
    return [idle.text for idle in ineffective_settings({**DEFAULTS, **own}, frozenset(own))]


@pytest.mark.parametrize(
    ("own", "wanting", "needed"),
    [
        ({"TYPOGRIFY_DASHES": "oldschool"}, "TYPOGRIFY is off", {"TYPOGRIFY": True}),
        ({"OUTPUT_RETENTION": [".git"]}, "DELETE_OUTPUT", {"DELETE_OUTPUT_DIRECTORY": True}),
        ({"OUTPUT_SOURCES_EXTENSION": ".txt"}, "OUTPUT_SOURCES is", {"OUTPUT_SOURCES": True}),
        ({"CONTENT_CACHING_LAYER": "reader"}, "CACHE_CONTENT", {"CACHE_CONTENT": True}),
        ({"DEFAULT_ORPHANS": 2}, "DEFAULT_PAGINATION", {"PAGINATED_TEMPLATES": {"index": 5}}),
        ({"DEFAULT_ORPHANS": 2}, "DEFAULT_PAGINATION", {"DEFAULT_PAGINATION": 5}),
        ({"SUMMARY_END_SUFFIX": "…"}, "SUMMARY_MAX", {"SUMMARY_MAX_LENGTH": 50}),
        (
            {"YEAR_ARCHIVE_URL": "{date:%Y}/"},
            "YEAR_ARCHIVE_SAVE_AS",
            {"YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html"},
        ),
        (
            {"POUCH_FEEDS": {"items": 5}, "FEED_ALL_ATOM": None},
            "has no feed",
            {"TAG_FEED_RSS": "{slug}.xml"},
        ),
        (
            {"POUCH_IMAGES": {"widths": [1], "variants": False}},
            "'variants' is",
            {"POUCH_IMAGES": {"widths": [1]}},
        ),
        (
            {"POUCH_IMAGES": {"figure_label": "Fig."}},
            "'number_figures'",
            {"POUCH_IMAGES": {"figure_label": "x", "number_figures": True}},
        ),
        (
            {"POUCH_IMAGES": {"avif_quality": 5, "formats": ["webp"]}},
            "no 'avif'",
            {"POUCH_IMAGES": {"avif_quality": 5}},
        ),
        (
            {"POUCH_RESOURCES": {"rel": "nofollow", "placement": "none"}},
            "'placement'",
            {"POUCH_RESOURCES": {"rel": "x"}},
        ),
    ],
)
def test_a_setting_needs_another(own, wanting: str, needed) -> None:
    (text,) = told(own)
    assert wanting in text
    assert told({**own, **needed}) == []


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("{slug}.html", "{slug}.html"),
        ("/{slug}/", "{slug}/index.html"),
        ("{slug}", "{slug}.html"),
        ("{slug}", "{slug}/index.html"),
        ("./a/{slug}/#top", "a/{slug}/index.html"),
        ("{slug}.html", ""),
    ],
)
def test_an_address_leads_to_its_file(url: str, path: str) -> None:
    assert told({"ARTICLE_URL": url, "ARTICLE_SAVE_AS": path}) == []


@pytest.mark.parametrize(
    "own", [{"ARTICLE_URL": "blog/{slug}/"}, {"PAGE_SAVE_AS": "{slug}/index.html"}]
)
def test_half_of_a_pair_leads_nowhere(own) -> None:
    (text,) = told(own)
    assert "writes the page to" in text


def test_what_the_owner_has_not_set_is_not_told() -> None:
    assert list(ineffective_settings({**DEFAULTS, "TYPOGRIFY_DASHES": "x"}, frozenset())) == []


def test_a_settings_file_is_read_with_those_it_takes_over(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text("A_NAME = 1\nHELPER = A_NAME\nTHEIRS = 2\n")
    conf = tmp_path / "publishconf.py"
    conf.write_text("from pelicanconf import *\nfrom missing import *\nif True:\n    THEIRS = 3\n")

    written = read_settings_file(conf)

    places = {name: (place.path.name, place.line) for name, place in written.places.items()}
    assert places == {
        "A_NAME": ("pelicanconf.py", 1),
        "HELPER": ("pelicanconf.py", 2),
        "THEIRS": ("publishconf.py", 4),
    }
    assert "A_NAME" in written.used
    assert "THEIRS" not in written.used


def test_a_settings_file_that_takes_over_itself_ends(tmp_path: Path) -> None:
    conf = tmp_path / "conf.py"
    conf.write_text("from conf import *\nA = 1\n")
    assert read_settings_file(conf).places["A"].line == 2

    conf.write_text("A = (\n")
    with pytest.raises(DiagnosticError, match=r"conf\.py:1: not valid Python"):
        read_settings_file(conf)


def test_what_code_and_templates_mention_is_known(tmp_path: Path) -> None:
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    (tmp_path / "theme" / "templates" / "base.html").write_text("{{ MY_SETTING }} {{ nothing }}")
    (tmp_path / "theme" / "photo.png").write_text("NOT_THIS")
    (tmp_path / "plugin.py").write_text("settings.get('OF_PLUGIN')")

    words = words_in([tmp_path / "theme", tmp_path / "plugin.py", tmp_path / "gone"])

    assert words == {"MY_SETTING", "OF_PLUGIN"}
