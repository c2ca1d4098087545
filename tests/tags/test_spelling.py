"""How a tag as typed becomes a name and a key."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pelican_plugins.tags.spelling import LONGEST, display_name, tag_key

# What the steps of the pipeline act on, thickly.
MESS = st.text(alphabet="#\"'&amp;lt<> -_.1aAßẞİΣς,;«»“”\u200b\u200d\ufeff²ﬁＡ\ud800", max_size=12)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  sea \t level\n", "sea level"),
        ("#flood", "flood"),
        ("F#", "F#"),
        ("C&amp;A", "C&A"),
        ("&amp;amp;lt;b", "⟨b"),
        ('"marsh",', "marsh"),
        ("«\u00a0marais\u00a0»", "marais"),
        ("area 5 m²", "area 5 m²"),
        ("Ｓｅａ　Ｌｅｖｅｌ", "Sea Level"),
        ("ﬁsh", "fish"),
        ("cafe\u0301", "café"),
        ("mud\u200bflat\ufeff", "mudflat"),
        ("\u202ederwoh", "derwoh"),
        ("bell\x07", "bell"),
        ("👩\u200d🌾", "👩\u200d🌾"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ('12" gauge', "12” gauge"),
        ("<script>x</script>", "⟨script⟩x⟨/script⟩"),
        ("a < b", "a < b"),
        ("\udc80", ""),
        ("\uffff", ""),
        ("...", "..."),
        (" , ", ""),
        ("x" * LONGEST, "x" * LONGEST),
        ("x" * (LONGEST + 1), ""),
    ],
)
def test_what_a_tag_is_called(typed: str, shown: str) -> None:
    assert display_name(typed) == shown


@given(st.text() | MESS)
@example("&amp;amp;#x")
@example('"#"#a""')
def test_a_name_is_its_own_name(typed: str) -> None:
    name = display_name(typed)

    assert display_name(name) == name
    assert name == name.strip()


@given(st.text() | MESS)
@example("U S")
@example("Re- FORM")
def test_a_key_is_its_own_key(typed: str) -> None:
    key = tag_key(display_name(typed))

    assert tag_key(key) == key


@given(st.text(max_size=30) | MESS)
def test_nothing_that_a_page_or_a_terminal_could_run_is_left(typed: str) -> None:
    name = display_name(typed)

    assert '"' not in name
    assert "\x1b" not in name
    assert not any("<" + c in name for c in "abcABC/!?")


def test_a_name_of_ligatures_is_as_long_as_their_letters() -> None:
    assert display_name("ﬃ" * (LONGEST - 1)) == ""
