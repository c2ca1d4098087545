"""What is told again and again is told once, and it is known what stands and what is mended."""

from __future__ import annotations

from logging import ERROR, WARNING

from pelican_plugins._core.ledger import Ledger
from pelican_plugins._core.summary import counted, listed, readable

JUG = "content/a.md:3: there is no picture jug.png; put it there"
MOVED = "content/a.md:30: there is no picture jug.png; put it there"
DATE = "content/b.md:2: the date 'soon' is none; write it as 2025-06-03"


def build(
    ledger: Ledger, *texts: str, new: bool = False, stop: str = ""
) -> tuple[list[str], list[str]]:
    """Return which messages of a build are told, and what is told at its end."""
    ledger.begin(new=new)
    told = [text for text in texts if ledger.note(WARNING, text)]
    if stop and ledger.note(ERROR, stop, stops=True):
        told.append(stop)
    return told, list(ledger.end(complete=not stop))


def test_a_message_is_told_when_it_comes_and_when_it_goes() -> None:
    ledger = Ledger()

    assert build(ledger, JUG, new=True) == ([JUG], [])
    assert build(ledger, JUG) == ([], ["1 warning still stands: content/a.md"])
    assert build(ledger, MOVED, DATE) == ([DATE], ["1 warning still stands: content/a.md"])
    assert build(ledger, DATE) == (
        [],
        [
            "mended: content/a.md: there is no picture jug.png",
            "1 warning still stands: content/b.md",
        ],
    )
    assert build(ledger)[1] == ["mended: content/b.md: the date 'soon' is none"]
    assert build(ledger) == ([], [])
    assert build(ledger, JUG) == ([JUG], [])


def test_a_second_one_of_a_kind_is_told() -> None:
    ledger = Ledger()
    build(ledger, JUG, new=True)

    told, _ = build(ledger, JUG, MOVED)
    assert told == [MOVED]


def test_a_level_that_rises_is_news() -> None:
    ledger = Ledger()
    build(ledger, JUG, new=True)
    ledger.begin(new=False)

    assert ledger.note(ERROR, JUG)


def test_a_size_that_changes_is_no_news_but_other_numbers_are() -> None:
    ledger = Ledger()
    build(ledger, "feeds/a.xml: the feed has 600 kB; lower it", "2 texts are too long", new=True)

    told, _ = build(ledger, "feeds/a.xml: the feed has 601 kB; lower it", "3 texts are too long")
    assert told == ["3 texts are too long"]


def test_of_what_a_stopped_build_did_not_come_to_nothing_is_said() -> None:
    ledger = Ledger()
    build(ledger, JUG, DATE, new=True)

    assert build(ledger, JUG, stop="tags.yaml:1: it is no YAML; correct it") == (
        ["tags.yaml:1: it is no YAML; correct it"],
        ["1 warning still stands: content/a.md"],
    )
    assert build(ledger, JUG) == (
        [],
        [
            "mended: content/b.md: the date 'soon' is none",
            "mended: tags.yaml: it is no YAML",
            "1 warning still stands: content/a.md",
        ],
    )


def test_one_stop_behind_another_shows_that_the_first_is_mended() -> None:
    ledger = Ledger()
    build(ledger, new=True, stop="tags.yaml:1: it is no YAML; correct it")

    assert build(ledger, stop="tags.yaml:9: 'a' stands twice; keep one") == (
        ["tags.yaml:9: 'a' stands twice; keep one"],
        ["mended: tags.yaml: it is no YAML"],
    )


def test_settings_that_cannot_be_read_stand_until_others_are_built_with() -> None:
    ledger = Ledger()
    build(ledger, new=True)
    assert ledger.note(WARNING, "POUCH_X is unknown; correct it", stops=True)

    assert build(ledger) == ([], [])
    assert build(ledger) == ([], ["1 warning still stands: POUCH_X is unknown"])
    assert ledger.note(WARNING, "POUCH_Y is unknown; correct it", stops=True)
    assert build(ledger) == ([], ["mended: POUCH_X is unknown"])
    assert build(ledger, new=True) == ([], ["mended: POUCH_Y is unknown"])


def test_what_settings_were_warned_of_stands_with_the_next_ones_that_do_it_too() -> None:
    ledger = Ledger()
    assert ledger.note(WARNING, "the accent is too light; darken it")
    build(ledger, new=True)

    assert not ledger.note(WARNING, "the accent is too light; darken it")
    assert build(ledger, new=True)[1] == ["1 warning still stands: the accent is too light"]
    assert build(ledger, new=True)[1] == ["mended: the accent is too light"]


def test_of_many_some_are_named() -> None:
    ledger = Ledger()
    texts = [f"content/{n}.md:1: a fault; mend it" for n in range(1, 9)]
    build(ledger, *texts, new=True)

    _, standing = build(ledger, *texts)
    assert standing == [
        "8 warnings still stand: content/1.md, content/2.md, content/3.md and 5 more"
    ]
    _, mended = build(ledger)
    assert mended == [
        *(f"mended: content/{n}.md: a fault" for n in range(1, 6)),
        "mended: 3 more",
    ]


def test_a_message_without_end_is_told_in_short_when_it_goes() -> None:
    ledger = Ledger()
    build(ledger, f"a fault\nwith {'x' * 9000}", "y" * 9000, new=True)

    _, mended = build(ledger)
    assert mended == ["mended: a fault", f"mended: {'y' * 160}…"]


def test_numbers_and_lists_read_as_sentences_do() -> None:
    assert [counted(n, "text") for n in (0, 1, 1234)] == ["0 texts", "1 text", "1,234 texts"]
    assert [listed(parts) for parts in ("a", "ab", "abc")] == ["a", "a and b", "a, b and c"]
    assert [readable(n) for n in (999, 1000, 999_940, 999_960, 2_500_000_000)] == [
        *("999 B", "1.0 kB", "999.9 kB", "1.0 MB", "2.5 GB")
    ]
