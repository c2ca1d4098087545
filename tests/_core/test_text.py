"""Plain text on one line, and what XML lets through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pelican_plugins._core.text import one_line, xml_safe


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
