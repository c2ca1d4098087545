"""What is told again and again is told once, and it is known what stands and what is mended."""

from __future__ import annotations

from dataclasses import replace

from pelican_plugins._core.diagnostics import Diagnostic, Rule, Severity
from pelican_plugins._core.diagnostics_history import DiagnosticsHistory
from pelican_plugins._core.rules import BUILD
from pelican_plugins._core.text import counted, listed, readable

JUG = BUILD("no image jug.png", "put it there", path="content/a.md", line=3)
MOVED = replace(JUG, line=30)
DATE = BUILD("the date 'soon' is none", "write it as 2025-06-03", path="content/b.md", line=2)
NO_YAML = BUILD("not valid YAML", "correct it", path="tags.yaml", line=1, severity=Severity.ERROR)
TWICE = BUILD("'a' stands twice", "keep one", path="tags.yaml", line=9, severity=Severity.ERROR)
ACCENT = BUILD("the accent is too light", "darken it")


def build(
    history: DiagnosticsHistory,
    *diagnostics: Diagnostic,
    new: bool = False,
    fatal: Diagnostic | None = None,
) -> tuple[list[Diagnostic], list[str]]:
    """Return which diagnostics of a build are told, and what is told at its end."""
    history.begin(new=new)
    told = [one for one in diagnostics if history.record(one)]
    if fatal is not None and history.record(fatal, fatal=True):
        told.append(fatal)
    return told, list(history.end(complete=fatal is None))


def test_a_diagnostic_is_told_when_it_comes_and_when_it_goes() -> None:
    history = DiagnosticsHistory()

    assert build(history, JUG, new=True) == ([JUG], [])
    assert build(history, JUG) == ([], ["1 warning remaining: content/a.md"])
    assert build(history, MOVED, DATE) == ([DATE], ["1 warning remaining: content/a.md"])
    assert build(history, DATE) == (
        [],
        [
            "fixed: content/a.md: no image jug.png",
            "1 warning remaining: content/b.md",
        ],
    )
    assert build(history)[1] == ["fixed: content/b.md: the date 'soon' is none"]
    assert build(history) == ([], [])
    assert build(history, JUG) == ([JUG], [])


def test_a_second_one_of_a_kind_is_told() -> None:
    history = DiagnosticsHistory()
    build(history, JUG, new=True)

    told, _ = build(history, JUG, MOVED)
    assert told == [MOVED]


def test_the_same_words_by_another_rule_or_of_another_file_are_news() -> None:
    history = DiagnosticsHistory()
    build(history, JUG, new=True)
    by_rule = Rule("another", "another matter")(JUG.text, JUG.fix, path=JUG.path)
    of_file = replace(JUG, path="content/c.md")

    told, _ = build(history, JUG, by_rule, of_file)
    assert told == [by_rule, of_file]


def test_a_severity_that_rises_is_news_and_another_way_to_fix_it_is_none() -> None:
    history = DiagnosticsHistory()
    build(history, JUG, new=True)
    history.begin(new=False)

    assert not history.record(replace(JUG, fix="draw it"))
    assert history.record(replace(JUG, severity=Severity.ERROR))


def test_a_number_that_changes_is_no_news_where_the_topic_is_the_same() -> None:
    history = DiagnosticsHistory()
    large = BUILD("the feed is 600 kB", path="feeds/a.xml", topic="the feed is large")
    build(history, large, BUILD("2 texts are too long"), new=True)

    told, _ = build(history, replace(large, text="the feed is 601 kB"), more := BUILD("3 texts"))
    assert told == [more]
    assert build(history)[1][0] == "fixed: feeds/a.xml: the feed is large"


def test_of_what_a_stopped_build_did_not_come_to_nothing_is_said() -> None:
    history = DiagnosticsHistory()
    build(history, JUG, DATE, new=True)

    assert build(history, JUG, fatal=NO_YAML) == (
        [NO_YAML],
        ["1 warning remaining: content/a.md"],
    )
    assert build(history, JUG) == (
        [],
        [
            "fixed: content/b.md: the date 'soon' is none",
            "fixed: tags.yaml: not valid YAML",
            "1 warning remaining: content/a.md",
        ],
    )


def test_one_fatal_error_after_another_shows_that_the_first_is_mended() -> None:
    history = DiagnosticsHistory()
    build(history, new=True, fatal=NO_YAML)

    assert build(history, fatal=TWICE) == ([TWICE], ["fixed: tags.yaml: not valid YAML"])


def test_settings_that_cannot_be_read_stand_until_others_are_built_with() -> None:
    history = DiagnosticsHistory()
    build(history, new=True)
    assert history.record(BUILD("POUCH_X is unknown", "correct it"), fatal=True)

    assert build(history) == ([], [])
    assert build(history) == ([], ["1 warning remaining: POUCH_X is unknown"])
    assert history.record(BUILD("POUCH_Y is unknown", "correct it"), fatal=True)
    assert build(history) == ([], ["fixed: POUCH_X is unknown"])
    assert build(history, new=True) == ([], ["fixed: POUCH_Y is unknown"])


def test_what_settings_were_warned_of_stands_with_the_next_ones_that_do_it_too() -> None:
    history = DiagnosticsHistory()
    assert history.record(ACCENT)
    build(history, new=True)

    assert not history.record(ACCENT)
    assert build(history, new=True)[1] == ["1 warning remaining: the accent is too light"]
    assert build(history, new=True)[1] == ["fixed: the accent is too light"]


def test_of_many_some_are_named() -> None:
    history = DiagnosticsHistory()
    many = [BUILD("a fault", "mend it", path=f"content/{n}.md", line=1) for n in range(1, 9)]
    build(history, *many, new=True)

    _, unresolved = build(history, *many)
    assert unresolved == [
        "8 warnings remaining: content/1.md, content/2.md, content/3.md and 5 more"
    ]
    _, mended = build(history)
    assert mended == [
        *(f"fixed: content/{n}.md: a fault" for n in range(1, 6)),
        "fixed: 3 more",
    ]


def test_a_message_without_end_is_told_in_short_when_it_goes() -> None:
    history = DiagnosticsHistory()
    build(history, BUILD(f"a fault\nwith {'x' * 9000}"), BUILD("y" * 9000), new=True)

    _, mended = build(history)
    assert mended == ["fixed: a fault", f"fixed: {'y' * 160}…"]


def test_numbers_and_lists_read_as_sentences_do() -> None:
    assert [counted(n, "text") for n in (0, 1, 1234)] == ["0 texts", "1 text", "1,234 texts"]
    assert [listed(parts) for parts in ("a", "ab", "abc")] == ["a", "a and b", "a, b and c"]
    assert [readable(n) for n in (999, 1000, 9_940, 9_960, 34_700, 999_400, 999_600)] == [
        *("999 B", "1.0 kB", "9.9 kB", "10 kB", "35 kB", "999 kB", "1.0 MB")
    ]
