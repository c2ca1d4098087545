"""The parts of the style sheet become one file, with the owner's colour and fonts."""

from __future__ import annotations

import gzip
import re

import pytest
from support import ROOT

from pelican_plugins.theming.stylesheet import (
    PAPER,
    TINT,
    accent_rules,
    bundle,
    font_rules,
    hashed_name,
    with_choice,
)

CSS = ROOT / "theme" / "static" / "css"


def read(name: str) -> str:
    return (CSS / name).read_text(encoding="utf-8")


def test_what_is_imported_takes_the_place_of_its_import() -> None:
    files = {
        "main.css": '/* a */\n@layer x;\n@import url("one.css");\n@import url("two.css");\n',
        "one.css": "@layer x {\n  /* b\n * c **/\n  p { color: red; }\n}\n",
        "two.css": 'q::after { content: "/"; }\n',
    }

    assert bundle("main.css", files.__getitem__) == (
        '@layer x;\n@layer x {\np { color: red; }\n}\nq::after { content: "/"; }'
    )


def test_every_part_of_the_theme_is_in_the_one_file() -> None:
    whole = bundle("main.css", read)

    assert "@import" not in whole
    assert "/*" not in whole
    for path in CSS.glob("*.css"):
        rules = re.findall(r"^ +(\.[\w-]+) \{", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert all(rule in whole for rule in rules), path.name
    assert whole.count("{") == whole.count("}")
    assert len(gzip.compress(whole.encode())) < 10_000


def test_layers_are_named_before_they_are_filled() -> None:
    whole = bundle("main.css", read)
    named = re.search(r"@layer ([\w, ]+);", whole)
    filled = re.findall(r"@layer (\w+) \{", whole)

    assert set(filled) == set(named[1].split(", "))


def test_the_paper_is_what_contrast_is_counted_on() -> None:
    tokens = read("tokens.css")

    for name, values in (("paper", PAPER), ("tint", TINT)):
        assert tuple(re.findall(rf"--{name}: (#\w{{6}});", tokens)) == values
    head = (ROOT / "theme/templates/components/head_styles.html").read_text(encoding="utf-8")
    assert tuple(re.findall(r'name="theme-color".* content="(#\w{6})"', head)) == PAPER


def test_an_accent_that_can_be_read_is_used_as_it_is() -> None:
    rules, instead = accent_rules("#0b4f8a")

    assert "{--accent:#0b4f8a;--link:#0b4f8a}" in rules
    assert instead is None
    assert "prefers-color-scheme:dark" in rules


def test_a_pale_accent_is_replaced_and_said_so() -> None:
    rules, instead = accent_rules("#ffcc00")

    assert instead is not None
    assert f"{{--accent:{instead};--link:{instead}}}" in rules
    # On dark paper it can be read as it is.
    assert rules.endswith("{:root{--accent:#ffcc00;--link:#ffcc00}}}")


def test_fonts_are_set_by_what_they_are_for() -> None:
    assert font_rules({}) == ""
    assert font_rules({"text": "Inter, sans-serif", "code": '"Iosevka"'}) == (
        '@layer tokens{:root{--text-font:Inter, sans-serif;--mono:"Iosevka"}}'
    )


@pytest.mark.parametrize("fonts", [{"body": "Inter"}, {"text": "a;} *{x:y"}, {"text": " "}])
def test_fonts_that_would_break_the_sheet_are_refused(fonts) -> None:
    with pytest.raises(ValueError, match=r"none of|no list of fonts"):
        font_rules(fonts)


def test_a_name_says_what_is_in_it() -> None:
    assert hashed_name("a") == hashed_name("a")
    assert hashed_name("a") != hashed_name("b")
    assert re.fullmatch(r"pouch\.[0-9a-f]{10}\.css", hashed_name("a"))


def test_every_dark_colour_follows_the_reader_s_choice() -> None:
    rules, _ = accent_rules("#a13b12")
    css = f"{bundle('main.css', read)}\n{rules}"
    chosen = with_choice(css)
    dark = css.count("prefers-color-scheme")

    assert dark >= 4
    # Each of them stands for the system's wish, and again for the reader's.
    assert chosen.count(":root:where(:not([data-scheme=light]))") == dark
    assert chosen.count(":root:where([data-scheme=dark])") == dark
    assert not re.search(r"prefers-color-scheme: ?dark\) ?\{\s*:root ?\{", chosen)
    assert chosen.count("{") == chosen.count("}")
