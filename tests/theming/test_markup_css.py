"""The rules for other themes are those of our own, and the page on them lists every class."""

from __future__ import annotations

import re

from support import ROOT

from pelican_plugins.theming.stylesheet import bundle

CSS = ROOT / "theme" / "static" / "css"
MARKUP = (CSS / "markup.css").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "other-themes.md").read_text(encoding="utf-8")


def classes_in(css: str) -> set[str]:
    plain = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", css, flags=re.DOTALL)
    return set(re.findall(r"\.([a-z][\w-]*)", plain))


def test_the_theme_has_these_rules_before_its_own() -> None:
    whole = bundle("main.css", lambda name: (CSS / name).read_text(encoding="utf-8"))
    (layers,) = re.findall(r"@layer ([\w, ]+);", whole)

    # What the theme says of the same elements wins.
    assert layers.split(", ")[:3] == ["tokens", "base", "markup"]
    inside = whole.partition("@layer markup {")[2]
    for rule in re.findall(r"^\s*(\S[^{}\n]*\{[^{}]*\})$", MARKUP, re.MULTILINE):
        assert rule in inside


def test_every_class_is_listed_and_every_listed_class_has_rules() -> None:
    table = PAGE.partition("| class | meaning |")[2].partition("\n\n")[0]
    listed = set(re.findall(r"`([a-z][\w-]*)`", table)) - {"figcaption"}
    # Alerts have a colour each where the theme gives them one.
    kinds = {"note", "tip", "important", "warning", "caution"}

    assert classes_in(MARKUP) <= listed
    assert listed - kinds <= classes_in(MARKUP)


def test_it_needs_no_other_file() -> None:
    assert "url(" not in MARKUP
    assert "@import" not in MARKUP
    # A custom property that the theme around it may not have has a value without it.
    assert not re.search(r"var\(--[\w-]+\)", MARKUP)
