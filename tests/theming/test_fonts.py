"""Own web fonts: loaded from the site, with fallbacks of their size, and never in a build's way."""

from __future__ import annotations

import re
import sys

import pytest
from fonts import font_file
from support import post

from pelican_plugins.theming.fonts import (
    fallback_rules,
    generic_family,
    is_font_file,
    read_font,
    stack_parts,
)


def test_a_font_says_what_it_is() -> None:
    font = read_font("x.woff2", font_file(weight=700, italic=True))

    assert (font.family, font.weight, font.is_italic) == ("Mara Text", "700", True)
    assert font.metrics is not None
    assert (font.metrics.width, font.metrics.ascent, font.metrics.gap) == (0.5, 0.9, 0.1)
    assert read_font("x.woff2", font_file(weights=(200, 800))).weight == "200 800"
    # Of letters that are not there, nothing is known.
    assert read_font("x.woff2", font_file(letters="абв")).metrics is None


@pytest.mark.parametrize("family", ['A"};body{display:none}/*', "</style>", "a\\22", "\u202ex", ""])
def test_a_name_cannot_end_its_rule(family: str) -> None:
    assert re.fullmatch(r"[\w \-.]+", read_font("own.woff2", font_file(family)).family)


@pytest.mark.parametrize(
    "data", [b"", b"wOF2", b"wOF2" + b"\0" * 200, b"GIF89a", b"OTTO", font_file()[:200]]
)
def test_what_is_no_font_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"no WOFF2 font|damaged font"):
        read_font("x.woff2", data)


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("Mara-Regular.woff2", ("Mara", "400", False)),
        ("Mara-BoldItalic.woff2", ("Mara", "700", True)),
        ("mara-bold.woff2", ("mara", "700", False)),
        ("Mara[wght].woff2", ("Mara", "100 900", False)),
        ("mara-latin-400-italic.woff2", ("mara", "400", True)),
    ],
)
def test_without_fonttools_its_name_says_enough(monkeypatch, name: str, described) -> None:
    data = font_file()
    monkeypatch.setitem(sys.modules, "brotli", None)
    font = read_font(name, data)

    assert (font.family, font.weight, font.is_italic) == described
    assert fallback_rules([font], "serif") == ("", ())


def test_a_fallback_is_as_wide_and_high_as_the_font() -> None:
    rules, names = fallback_rules([read_font("x.woff2", font_file(width=440))], "sans-serif")

    assert names == ("Mara Text fallback 1", "Mara Text fallback 2")
    first = rules.split("\n")[0]
    assert 'src:local("Arial"),local("Liberation Sans"),local("Arimo")' in first
    # Letters of Arial are 0.4396 wide.
    assert "size-adjust:100.09%" in first
    assert "ascent-override:89.92%" in first
    assert "descent-override:29.97%;line-gap-override:9.99%" in first


def test_a_variable_font_has_a_bold_fallback_too() -> None:
    rules, _ = fallback_rules([read_font("x.woff2", font_file(weights=(100, 900)))], "serif")

    assert re.findall(r'font-weight:([\d ]+);src:local\("([\w ]+)"\)', rules) == [
        ("100 599", "Times New Roman"),
        ("600 900", "Times New Roman Bold"),
        ("100 599", "DejaVu Serif"),
        ("600 900", "DejaVu Serif Bold"),
    ]


def test_a_stack_is_parted_at_commas_outside_of_quotation_marks() -> None:
    parts = stack_parts(" fonts/a.woff2 ,'Mara, Text' , \"B\",serif")

    assert parts == ["fonts/a.woff2", "Mara, Text", "B", "serif"]
    assert [is_font_file(part) for part in parts] == [True, False, False, False]
    assert generic_family("code", parts) == "serif"
    assert generic_family("code", []) == "monospace"
    with pytest.raises(ValueError, match="only WOFF2"):
        is_font_file("a.TTF")


def test_a_site_publishes_and_preloads_its_fonts(build_site) -> None:
    large = font_file("Large", padding=400_000)
    assert len(large) > 300_000
    files = {
        "a.md": post(),
        "fonts/text.woff2": font_file(),
        "fonts/text-italic.woff2": font_file(italic=True),
        "fonts/large.woff2": large,
        "fonts/none.woff2": b"GIF89a",
    }
    stacks = {
        "text": "fonts/text.woff2, fonts/text-italic.woff2, Georgia, serif",
        "headings": "/fonts/large.woff2, serif",
        "small": "fonts/none.woff2, fonts/missing.woff2, Mara Sans, sans-serif",
        "code": "fonts/code.ttf",
    }

    site = build_site(files, {"POUCH_THEME": {"fonts": stacks}})

    assert site.code == 0, site.log
    lines = [line for line in site.log.splitlines() if "POUCH_THEME['fonts']" in line]
    assert [re.search(r"names (\S+),", line)[1] for line in lines] == [
        *("/fonts/large.woff2", "fonts/none.woff2", "fonts/missing.woff2", "fonts/code.ttf")
    ]
    page = site.soup("a-post.html")
    (preload,) = page.select("head > link[rel=preload]")
    assert (preload["as"], preload["type"], preload.get("crossorigin")) == (
        "font",
        "font/woff2",
        "",
    )
    path = preload["href"].removeprefix("https://example.org/blog/")
    assert site.files()[path] == files["fonts/text.woff2"]
    style = next(data.decode() for name, data in site.files().items() if "css/pouch." in name)
    loaded = re.findall(r'url\("\.\./(fonts/[\w.-]+)"\) format\("woff2"\)', style)
    assert len(loaded) == 3
    assert all(f"theme/{name}" in site.files() for name in loaded)
    assert "font-display:swap" in style
    fallbacks = '"Mara Text", "Mara Text fallback 1", "Mara Text fallback 2"'
    assert f"--text-font:{fallbacks}, Georgia, serif" in style
    assert '--sans:"Mara Sans", sans-serif' in style
    assert "--mono:fonts" not in style
