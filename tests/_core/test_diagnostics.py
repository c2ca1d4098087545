"""A diagnostic says where, what is wrong and how to fix it, and the log carries the object."""

from __future__ import annotations

import json
import logging
import pickle

import pytest

from pelican_plugins._core import diagnostics
from pelican_plugins._core.diagnostics import (
    Diagnostic,
    Replacement,
    Rule,
    Severity,
    attach,
    diagnostic_on,
    is_fatal,
    is_sum,
    record_of,
    report,
)
from pelican_plugins._core.errors import DiagnosticError, PouchError, SettingsError
from pelican_plugins._core.rules import UNREADABLE

RULE = Rule("jug-missing", "a jug that is not there")


@pytest.mark.parametrize(
    ("diagnostic", "message"),
    [
        (RULE("no jug"), "no jug"),
        (RULE("no jug", "buy one"), "no jug; buy one"),
        (RULE("no jug", "buy one", line=3), "line 3: no jug; buy one"),
        (RULE("no jug", "buy one", path="a: b.md"), "a: b.md: no jug; buy one"),
        (RULE("no jug", "buy one", path="a.md", line=3), "a.md:3: no jug; buy one"),
        (RULE("no jug", "buy one").at("a.md", 3), "a.md:3: no jug; buy one"),
        (RULE("no jug", "buy one", line=2).at("a.md", 3), "a.md:2: no jug; buy one"),
        (RULE("no jug").and_then("the build ended there"), "no jug; the build ended there"),
        (RULE("no jug", "buy one").and_then("or two"), "no jug; buy one; or two"),
    ],
)
def test_a_message_has_what_is_known(diagnostic: Diagnostic, message: str) -> None:
    assert diagnostic.message == message


def test_a_rule_gives_its_severity_unless_a_place_says_otherwise() -> None:
    assert RULE("x").severity is Severity.WARNING
    assert Rule("a", "b", Severity.ADVICE)("x").severity is Severity.ADVICE
    assert RULE("x", severity=Severity.ERROR).severity is Severity.ERROR


@pytest.mark.parametrize(
    "diagnostic",
    [
        RULE("no jug"),
        RULE("no jug", "buy one", "a [jug", last=True, severity=Severity.ADVICE, topic="jugs"),
        RULE("no jug", path="a.md", line=3, replacement=Replacement("jag", "jug")),
    ],
)
def test_it_is_the_same_again_from_json_and_from_another_process(diagnostic: Diagnostic) -> None:
    assert Diagnostic.of_plain(json.loads(json.dumps(diagnostic.plain()))) == diagnostic
    assert pickle.loads(pickle.dumps(diagnostic)) == diagnostic


@pytest.mark.parametrize("damage", [{"severity": "grave"}, {"replacement": [1]}, {"more": 1}])
def test_what_is_damaged_is_no_diagnostic(damage: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        Diagnostic.of_plain({**RULE("no jug").plain(), **damage})


@pytest.mark.parametrize(
    ("severity", "level"),
    [
        (Severity.ERROR, logging.ERROR),
        (Severity.WARNING, logging.WARNING),
        (Severity.ADVICE, logging.INFO),
    ],
)
def test_a_report_has_the_line_for_people_and_the_object(severity, level, caplog) -> None:
    found = RULE("no\njug", "buy one", path="a.md", line=3, severity=severity)

    with caplog.at_level(logging.INFO, diagnostics.__name__):
        report(found)

    (record,) = caplog.records
    assert record.levelno == level
    # A name that holds a line end must not look like two messages.
    assert record.getMessage() == "a.md:3: no\ufffdjug; buy one"
    assert diagnostic_on(record) == found
    assert record.filename == "test_diagnostics.py"
    assert not is_sum(record)
    assert not is_fatal(record)


def test_a_line_of_pelican_becomes_ours_and_keeps_its_level() -> None:
    record = logging.LogRecord("pelican", logging.WARNING, "x.py", 1, "%s is odd", ("it",), None)
    assert diagnostic_on(record) is None

    attach(record, UNREADABLE("no jug", path="a.md", line=1), fatal=True)

    assert record.getMessage() == "a.md:1: no jug"
    found = diagnostic_on(record)
    assert found is not None
    assert found.severity is Severity.WARNING
    assert is_fatal(record)


def test_records_for_handlers_say_what_they_are() -> None:
    assert is_sum(record_of(RULE("x"), sums_up=True))
    assert is_fatal(record_of(RULE("x"), fatal=True))
    assert record_of(RULE("x", severity=Severity.ERROR)).levelno == logging.ERROR


def test_an_error_carries_one_and_a_file_is_added_where_it_is_known() -> None:
    error = DiagnosticError(UNREADABLE("no jug", "buy one"))

    assert isinstance(error, PouchError)
    assert str(error.at("a.md")) == "a.md:1: no jug; buy one"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
    assert str(SettingsError("POUCH_X is 3", "it should be a dict")) == (
        "POUCH_X is 3; it should be a dict"
    )
