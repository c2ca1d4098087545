"""Plain text on one line, and what XML lets through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pelican_plugins._core.text import for_log, one_line, xml_safe


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a \n\t b  ", "a b"),
        ("the last\u00a0word", "the last word"),
        ("trailing\u00a0", "trailing"),
        ("Deux titres\u00a0: un seul", "Deux titres\u00a0: un seul"),
        ("Vraiment\u202f?", "Vraiment\u202f?"),
        ("«\u00a0Oui\u00a0»", "«\u00a0Oui\u00a0»"),
        ("a\u2003b\u3000c", "a b c"),
        ("", ""),
    ],
)
def test_one_line(text: str, expected: str) -> None:
    assert one_line(text) == expected


@given(st.text())
def test_one_line_is_idempotent_and_has_no_line_end(text: str) -> None:
    once = one_line(text)

    assert one_line(once) == once
    assert len(once.splitlines()) <= 1


@given(st.text() | st.text(st.characters(categories=["Cc", "Cs", "Co", "Cn"])))
def test_xml_takes_what_is_left_and_nothing_more_was_removed(text: str) -> None:
    element = etree.Element("x")
    element.text = xml_safe(text)

    def allowed(character: str) -> bool:
        try:
            element.set("a", character)
        except ValueError:
            return False
        return True

    # U+FFFE and U+FFFF are no characters of XML, though lxml lets them through in places.
    kept = [c for c in text if allowed(c) and c not in "\ufffe\uffff"]
    assert list(xml_safe(text)) == kept


@pytest.mark.parametrize(
    ("text", "logged"),
    [
        ("a::b", "a::b"),
        ("std::vector", "std::vector"),
        ("::set-output name=x::y", ": :set-output name=x::y"),
        ("a long line ::error::no", "a long line : :error::no"),
        ("x" * 78 + "::add-mask::y", "x" * 78 + ": :add-mask::y"),
        ("##[error]no", "# #[error]no"),
        ("##vso[task.setvariable variable=x]y", "# #vso[task.setvariable variable=x]y"),
        ("##teamcity[x]", "# #teamcity[x]"),
        ("## Heading", "## Heading"),
        ("a\x1b[2Jb", "a\ufffd[2Jb"),
    ],
)
def test_no_text_of_an_author_is_an_order_to_what_builds_a_site(text: str, logged: str) -> None:
    assert for_log(text) == logged


@settings(derandomize=True)
@given(st.text(st.sampled_from(":#[]ab =-")))
def test_a_line_of_a_log_may_be_wrapped_anywhere(text: str) -> None:
    line = for_log(text)

    for start in range(len(line)):
        assert not re.match(r"\s*::[A-Za-z][\w-]*( .*)?::|##\w*\[", line[start:])


def test_a_word_without_end_is_cut_in_a_log() -> None:
    line = for_log(f"moved to https://example.org/{'a' * 60_000}z; correct it")

    assert len(line) < 700
    assert line.startswith("moved to https://example.org/a")
    assert line.endswith("az; correct it")
    many = "a few words " * 400
    assert for_log(many) == many
