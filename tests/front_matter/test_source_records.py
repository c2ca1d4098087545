"""A record comes back as it was, or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.diagnostics import Diagnostic, Replacement, Severity
from pelican_plugins._core.digests import digest_of_bytes
from pelican_plugins.front_matter.source_records import (
    Questions,
    SourceRecord,
    read_record,
    write_record,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RECORD = SourceRecord(
    html="<p>One</p>\n\n<p>two \u2028 \ud800</p>",
    metadata={"title": "A", "tags": ["b"]},
    finished=frozenset({"date"}),
    problems=(
        Diagnostic(
            code="c", severity=Severity.ADVICE, text="t", line=3, replacement=Replacement("a", "b")
        ),
    ),
    digest=digest_of_bytes(b"bytes"),
    read_at=NOW,
    until=None,
    answers={"next_to": {"a.png": True}, "in_vault": {"b": None}},
)


def types_of(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value), list(map(types_of, value))
    if isinstance(value, dict):
        return type(value), [(types_of(key), types_of(item)) for key, item in value.items()]
    if isinstance(value, datetime):
        # Two zones may be equal, and yet have different names.
        return type(value), type(value.tzinfo), value.tzname(), value.fold
    return type(value)


ZONES = st.one_of(
    st.none(),
    st.sampled_from([UTC, ZoneInfo("UTC"), ZoneInfo("Europe/Prague")]),
    st.builds(
        lambda minutes, name: timezone(timedelta(minutes=minutes), *name),
        st.integers(-1439, 1439),
        st.sampled_from([(), ("EST",)]),
    ),
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters())
    | st.dates()
    | st.builds(
        lambda moment, zone, fold: moment.replace(tzinfo=zone, fold=fold),
        st.datetimes(),
        ZONES,
        st.sampled_from([0, 1]),
    ),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner)
        | st.dictionaries(st.text(), st.lists(st.integers()).map(tuple))
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), VALUES))
def test_metadata_come_back_equal_with_equal_types_in_their_order(metadata: dict) -> None:
    text = write_record(replace(RECORD, metadata=metadata))
    again = read_record(text, RECORD.digest)

    assert again is not None
    assert again.metadata == metadata
    assert types_of(again.metadata) == types_of(metadata)
    assert replace(again, metadata={}) == replace(RECORD, metadata={})


class Text(str):
    __slots__ = ()


class Moment(datetime):
    pass


@pytest.mark.parametrize(
    "value",
    [Text("a"), [Text("a")], Moment(2025, 1, 1), {1, 2}, b"a", object(), {"a": {"b": Text("a")}}],
    ids=range(7),
)
def test_what_would_come_back_as_something_else_is_not_recorded(value: object) -> None:
    assert write_record(replace(RECORD, metadata={"key": value})) is None


def test_a_record_of_other_bytes_or_a_damaged_one_is_none() -> None:
    text = write_record(RECORD)
    assert text is not None
    head, _, html = text.partition("\n")

    assert read_record(text, digest_of_bytes(b"other")) is None
    for damaged in (None, "", html, head[:-1], "{}\n", "[]\n", "null", head.replace("t", "u")):
        assert read_record(damaged, RECORD.digest) is None


@pytest.mark.parametrize(
    ("now", "holds"),
    [(-1, False), (0, True), (59, True), (60, False), (61, False)],
)
def test_it_holds_from_when_it_was_read_until_its_status_changes(now: int, holds: bool) -> None:
    record = replace(RECORD, until=NOW + timedelta(seconds=60), answers={})

    assert record.holds(NOW + timedelta(seconds=now), Questions({})) is holds


def test_it_holds_as_long_as_its_questions_have_the_same_answers() -> None:
    files = {"a.png": True}
    asked = Questions({"next_to": files.get, "in_vault": {}.get})
    assert [asked.ask("next_to", "a.png"), asked.ask("in_vault", "b")] == [True, None]
    record = replace(RECORD, answers=asked.answers)

    assert record.holds(NOW, asked)
    files["b.png"] = True
    assert record.holds(NOW, asked)
    files["a.png"] = False
    assert not record.holds(NOW, asked)


def test_dates_are_dates() -> None:
    text = write_record(replace(RECORD, metadata={"day": date(2025, 6, 3)}))

    again = read_record(text, RECORD.digest)

    assert again is not None
    assert type(again.metadata["day"]) is date
