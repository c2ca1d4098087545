"""The cache may be deleted, damaged or shared at any time; a build only gets slower."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from pelican_plugins._core import cache as cache_module
from pelican_plugins._core.cache import Cache


def keep(path: Path, reports: list[str] | None = None, **values: str) -> None:
    cache = Cache(path, (reports if reports is not None else []).append)
    for key, value in values.items():
        cache.put(key, value)
    cache.close()


def kept(path: Path, key: str, reports: list[str] | None = None) -> str | None:
    cache = Cache(path, (reports if reports is not None else []).append)
    value = cache.get(key)
    cache.close()
    return value


def test_what_was_put_is_there_at_once_and_in_the_next_build(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.sqlite3"
    cache = Cache(path, pytest.fail)
    cache.put("k", "v")

    assert cache.get("k") == "v"
    cache.close()
    assert kept(path, "k") == "v"
    assert kept(path, "other") is None


def test_nothing_is_written_where_there_is_nothing_to_keep(tmp_path: Path) -> None:
    keep(tmp_path / "a" / "b.sqlite3")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_reported_and_mended(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "c.sqlite3"
    path.write_bytes(damage)
    reports: list[str] = []

    assert kept(path, "k", reports) is None
    keep(path, reports, k="v")
    assert kept(path, "k") == "v"
    assert len(reports) == (1 if damage else 0)
    assert all("damaged" in report for report in reports)


def test_every_byte_of_the_layout_may_be_damaged(tmp_path: Path) -> None:
    path, broken = tmp_path / "c.sqlite3", tmp_path / "broken.sqlite3"
    keep(path, k="v")
    data = path.read_bytes()
    begin = data.index(b"tablekept")
    for at in range(begin - 10, data.index(b"NOT NULL)", begin) + 9):
        reports: list[str] = []
        broken.write_bytes(data[:at] + b"\xc1" + data[at + 1 :])

        assert kept(broken, "k", reports) in {"v", None}
        assert len(reports) <= 1
        assert all("damaged" in report for report in reports)


@pytest.mark.parametrize("version", [0, 99])
@pytest.mark.parametrize(
    "layout",
    [
        "CREATE TABLE kept (other TEXT)",
        "CREATE TABLE kept (key, value, day); INSERT INTO kept VALUES ('k', 'old', 'x')",
        "CREATE TABLE \"a 'table'\" (x); CREATE VIEW kept AS SELECT x AS key FROM \"a 'table'\"",
    ],
)
def test_what_another_version_has_kept_is_emptied_unasked(
    tmp_path: Path, layout: str, version: int
) -> None:
    path = tmp_path / "c.sqlite3"
    connection = sqlite3.connect(path)
    connection.executescript(f"{layout}; PRAGMA user_version = {version}")
    connection.close()
    reports: list[str] = []

    assert kept(path, "k", reports) is None
    keep(path, reports, k="v")
    assert kept(path, "k", reports) == "v"
    assert reports == []


def test_a_table_that_is_not_what_its_layout_says_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    keep(path, k="v")
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE kept")
        connection.execute("CREATE TABLE kept (other TEXT)")
    connection.close()
    reports: list[str] = []

    assert kept(path, "k", reports) is None
    assert len(reports) == 1


def test_two_builds_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"
    reports: list[str] = []
    builds = [
        threading.Thread(target=keep, args=(path, reports), kwargs={f"k{n}": str(n)})
        for n in range(8)
    ]
    for build in builds:
        build.start()
    for build in builds:
        build.join()

    assert reports == []
    assert [kept(path, f"k{n}") for n in range(8)] == [str(n) for n in range(8)]


def test_a_folder_that_cannot_be_made_is_reported_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    reports: list[str] = []

    keep(tmp_path / "file" / "c.sqlite3", reports, k="v")

    assert len(reports) == 1


def test_a_file_that_another_build_has_locked_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "c.sqlite3"
    keep(path, k="v")
    monkeypatch.setattr(cache_module, "_SECONDS_TO_WAIT", 0)
    notes: list[str] = []
    cache = Cache(path, pytest.fail, notes.append)
    with sqlite3.connect(path) as other:
        other.execute("BEGIN EXCLUSIVE")

        assert cache.get("k") is None
        cache.put("new", "v")
        assert cache.get("new") == "v"
        cache.close()
    other.close()

    (note,) = notes
    assert "the cache cannot be read (database is locked)" in note
    assert kept(path, "k") == "v"


def test_a_file_that_cannot_be_opened_is_noted_once(tmp_path: Path) -> None:
    (tmp_path / "c.sqlite3").mkdir()
    notes: list[str] = []
    cache = Cache(tmp_path / "c.sqlite3", pytest.fail, notes.append)
    cache.put("k", "v")
    cache.close()

    assert len(notes) == 1


def test_what_was_not_used_for_long_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "c.sqlite3"
    keep(path, old="1", used="2")
    later = cache_module.time.time() + 80 * 86_400
    monkeypatch.setattr(cache_module.time, "time", lambda: later)
    assert kept(path, "used") == "2"

    monkeypatch.setattr(cache_module.time, "time", lambda: later + 20 * 86_400)
    keep(path, new="3")

    assert [kept(path, key) for key in ("old", "used", "new")] == [None, "2", "3"]
