"""A log says once what is wrong with thousands of files, and nobody loses count."""

from __future__ import annotations

import logging

import pytest

from pelican_plugins._core.diagnostics import Diagnostic, Rule, Severity, record_of
from pelican_plugins._core.log_filters import MOST_OF_A_CODE, SHOWN_IN_FULL, MessageGrouping
from pelican_plugins._core.rules import BUILD, UNREADABLE

TEXT = Rule("text", "what is wrong", Severity.ERROR)


def shown_of(
    gathering: MessageGrouping, number: int, code: str, severity: Severity = Severity.ERROR
) -> list[Diagnostic]:
    """Those of a kind that are shown as they are."""
    rule = Rule(code, "what is wrong", severity)
    many = [rule("what is wrong", "fix it", path=f"p{n:04}.md", line=n + 2) for n in range(number)]
    return [one for one in many if gathering.take(one)]


def test_of_five_thousand_a_few_are_shown_and_one_line_counts_all() -> None:
    gathering = MessageGrouping()

    shown = shown_of(gathering, 5_000, "value-unusable")
    (total,) = gathering.end()

    assert len(shown) == SHOWN_IN_FULL
    assert total.severity is Severity.ERROR
    assert total.message == (
        "5,000 errors of the same kind (value-unusable), 10 of them shown above; also in"
        " p0010.md:12, p0011.md:13, p0012.md:14 and 4,987 more;"
        " `pouch check --only value-unusable` lists them all"
    )


def test_kinds_and_severities_are_counted_apart_and_a_few_are_all_shown() -> None:
    gathering = MessageGrouping()
    assert len(shown_of(gathering, SHOWN_IN_FULL, "alt-missing")) == SHOWN_IN_FULL
    assert len(shown_of(gathering, 12, "tag-spelling", Severity.WARNING)) == SHOWN_IN_FULL
    assert len(shown_of(gathering, 11, "tag-spelling")) == SHOWN_IN_FULL

    assert [(one.severity, one.text.partition(" of the same")[0]) for one in gathering.end()] == [
        (Severity.WARNING, "12 warnings"),
        (Severity.ERROR, "11 errors"),
    ]
    assert list(gathering.end()) == [], "the next build begins anew"
    assert len(shown_of(gathering, 1, "tag-spelling")) == 1


def test_which_files_are_named_does_not_depend_on_their_order() -> None:
    said = set()
    for step in (1, 7, 3):
        gathering = MessageGrouping()
        shown_of(gathering, SHOWN_IN_FULL, "text")
        for number in range(20):
            gathering.take(TEXT("what is wrong", path=f"q{number * step % 20}.md", line=1))
        (total,) = gathering.end()
        said.add(total.message)
    assert len(said) == 1


SAME = [
    ("the status 'odd' is not known", "the status 'another' is not known"),
    ("no image a.png in the folder", "no image /b/c in the folder"),
    ("no image “a b” of 12 kB", "no image “c” of 9 kB"),
    ("`x y` begins nothing", "`<z>` begins nothing"),
    ("it is 1.2.3, which is no date (some day 3)", "it is 4-5, which is no date (some day 12)"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_names_and_values_make_no_other_sentence(first: str, second: str) -> None:
    gathering = MessageGrouping()
    shown = [gathering.take(TEXT(first)) for _ in range(SHOWN_IN_FULL)]

    assert all(shown)
    assert not gathering.take(TEXT(second))
    assert gathering.take(TEXT("it is another matter"))


def test_of_one_code_there_is_an_end_whatever_is_said() -> None:
    gathering = MessageGrouping()
    words = [f"{'a' * (n % 50)} {'b' * (n // 50)} is wrong" for n in range(5_000)]

    shown = [word for word in words if gathering.take(TEXT(word))]

    assert len(shown) == MOST_OF_A_CODE
    (total,) = gathering.end()
    assert total.text.startswith("5,000 errors of the same kind (text), 40 of them shown above;")


def record(message: str, *arguments: object, name: str) -> logging.LogRecord:
    return logging.getLogger(name).makeRecord(
        name, logging.WARNING, __file__, 1, message, arguments, None
    )


def shown(records: list[logging.LogRecord]) -> int:
    gathering = MessageGrouping()
    return sum(gathering.shows(each) for each in records)


def test_what_has_no_rule_of_its_own_is_of_the_kind_of_its_sentence() -> None:
    many = [record_of(BUILD("it cannot be copied", path=f"a{n}.txt")) for n in range(50)]
    other = [record_of(BUILD("another thing", path=f"a{n}.txt")) for n in range(5)]

    assert shown([*many, *other]) == SHOWN_IN_FULL + 5


def test_what_pelican_and_other_plugins_say_is_theirs() -> None:
    many = [record("%s is odd", n, name="pelican.generators") for n in range(50)]
    many += [record("%s is odd", n, name="another.plugin") for n in range(50)]

    assert shown(many) == 100


def test_a_file_that_pelican_could_not_process_is_one_of_a_kind() -> None:
    text = "Could not process %s: %s: %s"
    many = [record(text, n, "Error", "x", name="pelican.generators") for n in range(50)]
    ours = [record_of(UNREADABLE("wrong", "right it", path="a.md", line=1)) for _ in range(50)]

    assert shown(many) == SHOWN_IN_FULL
    assert shown(ours) == SHOWN_IN_FULL


def test_a_message_that_cannot_be_put_together_is_left_to_logging() -> None:
    assert shown([record("%d and %d", "one", name="pelican.generators")] * 20) == 20
