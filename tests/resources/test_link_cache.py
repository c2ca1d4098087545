"""`resources.lock.json`: when a link counts as dead, and what is never lost."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support import ROOT, environment_of

from pelican_plugins._core.errors import PouchError
from pelican_plugins.resources.linkcheck.link_cache import (
    LinkCacheError,
    LinkRecord,
    archived_copies,
    is_dead,
    is_fresh,
    link_cache_json,
    load_link_cache,
    parse_link_cache,
    updated_records,
)
from pelican_plugins.resources.linkcheck.link_status import LinkResult, Status

URL = "https://dead.example/"
COPY = "https://copy.example/1"
START = datetime(2025, 6, 3, 12, tzinfo=UTC)
DEAD = LinkResult(status=Status.DEAD, code=404)
ALIVE = LinkResult(status=Status.ALIVE, code=200)
UNSURE = LinkResult(status=Status.UNSURE, code=403)
GONE = LinkResult(status=Status.DEAD, code=410, certain=True)


def seen(*sights: tuple[float, LinkResult]) -> LinkRecord:
    """Return the record of a link that was seen so many days after the start."""
    records: dict[str, LinkRecord] = {URL: LinkRecord(snapshot=COPY)}
    for days, result in sights:
        records = updated_records(records, {URL: result}, [URL], START + timedelta(days=days))
        records = parse_link_cache(link_cache_json(records))
    return records[URL]


@pytest.mark.parametrize(
    ("sights", "dead"),
    [
        (((0, DEAD),), False),
        (((0, DEAD), (0.9, DEAD)), False),
        (((0, DEAD), (1, DEAD)), True),
        (((0, DEAD), (0.5, DEAD), (1, DEAD)), True),
        (((0, DEAD), (1, ALIVE), (2, DEAD)), False),
        (((0, DEAD), (1, UNSURE), (2, DEAD)), True),
        (((0, DEAD), (2, UNSURE)), False),
        (((0, DEAD), (2, DEAD), (3, ALIVE)), False),
        (((0, GONE),), True),
        (((0, UNSURE), (2, UNSURE)), False),
    ],
)
def test_when_a_link_counts_as_dead(sights, dead: bool) -> None:
    record = seen(*sights)

    assert is_dead(record) is dead
    assert archived_copies({URL: record}) == ({URL: COPY} if dead else {})


def test_what_is_remembered_of_a_link() -> None:
    record = seen((0, ALIVE), (1, DEAD), (3, DEAD))

    assert record == LinkRecord(
        status="dead",
        code=404,
        checked="2025-06-06T12:00:00Z",
        alive="2025-06-03T12:00:00Z",
        dead_since="2025-06-04T12:00:00Z",
        snapshot=COPY,
    )


def test_what_is_cited_no_more_is_dropped_unless_there_is_a_copy() -> None:
    records = {"https://a.example/": LinkRecord(status="alive"), URL: LinkRecord(snapshot=COPY)}

    assert updated_records(records, {}, [], START) == {URL: LinkRecord(snapshot=COPY)}


@pytest.mark.parametrize(
    ("status", "days", "fresh"),
    [
        *(("alive", 6.9, True), ("alive", 7, False), ("moved", 6, True), ("slow", 6, True)),
        *(("dead", 0.1, False), ("unsure", 0.1, False), ("", 0.1, False), ("alive", -1, False)),
    ],
)
def test_what_need_not_be_asked_again(status: str, days: float, fresh: bool) -> None:
    record = LinkRecord(status=status, checked=(START - timedelta(days=days)).isoformat())

    assert is_fresh(record, START, timedelta(days=7)) is fresh
    assert not is_fresh(record, START, timedelta(0))
    assert not is_fresh(None, START, timedelta(days=7))


def test_the_file_is_the_same_for_the_same_records() -> None:
    records = {URL: seen((0, DEAD)), "https://ä.example/": LinkRecord(snapshot=COPY)}
    text = link_cache_json(records)

    assert text.endswith("}\n")
    assert link_cache_json(dict(reversed(parse_link_cache(text).items()))) == text
    assert parse_link_cache(text) == records


@pytest.mark.parametrize(
    "fields",
    [
        *({"status": "undead"}, {"status": 1}, {"code": "404"}, {"reason": ["x"]}, {"final": 1}),
        *({"checked": "yesterday"}, {"checked": "2025-06-03"}, {"alive": "2025-06-03T12:00:00"}),
        *({"dead_since": 5}, {"certain": "yes"}, {"snapshot": "javascript:alert(1)"}),
        *({"snapshot": 1}, {"note": "mine"}, None, [], "x", {"code": True}),
        *({"snapshot": "https://me:secret@b.example/"}, {"reason": "\ud800"}),
    ],
)
def test_a_record_that_nobody_wrote_is_refused(fields) -> None:
    text = json.dumps({"version": 1, "links": {URL: fields}})

    with pytest.raises(LinkCacheError, match="damaged"):
        parse_link_cache(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "<<<<<<< HEAD\n{}", "[" * 99_999, '{"version": 1}', "{}{}", "\0" * 9),
        *('{"name": "x", "lockfileVersion": 3}', '{"version": 1, "links": []}'),
        '{"version": 1, "links": {"\\ud800": {}}}',
    ],
)
def test_a_damaged_file_is_named_so(text: str) -> None:
    with pytest.raises(LinkCacheError, match="damaged"):
        parse_link_cache(text)


@pytest.mark.parametrize("version", [0, 2, "1", None, True, 1.0])
def test_another_version_is_named(version) -> None:
    with pytest.raises(LinkCacheError, match="only 1 is supported"):
        parse_link_cache(json.dumps({"version": version, "links": {URL: {"new": True}}}))


@pytest.mark.parametrize(
    "data",
    [b"\xff\xfe{\0}\0", b'{"version": 1, "links": {"\xe9": {}}}', b"\0", b"{", b"{\n<<<<<<<\n"],
)
def test_a_file_of_another_kind_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "resources.lock.json"
    path.write_bytes(data)

    with pytest.raises(PouchError) as error:
        load_link_cache(path)
    assert "\n" not in str(error.value)
    assert str(path) in str(error.value)


def test_a_byte_order_mark_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "resources.lock.json"
    path.write_text(link_cache_json({URL: LinkRecord(snapshot=COPY)}), encoding="utf-8-sig")

    assert load_link_cache(path) == {URL: LinkRecord(snapshot=COPY)}


def test_a_build_loads_nothing_that_could_ask_the_web() -> None:
    code = "import sys, pelican_plugins.resources.plugin; sys.exit('httpx' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], env=environment_of(ROOT), capture_output=True, check=False
    )

    assert run.returncode == 0, run.stderr
