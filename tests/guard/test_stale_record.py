"""A record of what builds wrote deletes nothing else, whatever it says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.cache import add_checksum
from pelican_plugins._core.output_paths import FileKind
from pelican_plugins.guard.stale.compare import after_build, after_interruption
from pelican_plugins.guard.stale.output_files import (
    Fingerprint,
    fingerprint_of,
    list_files,
    state_of,
)
from pelican_plugins.guard.stale.record import (
    BuildRecord,
    OutputFile,
    RecordKey,
    load,
    others_of,
    save,
)
from pelican_plugins.guard.stale.removal import remove


def written(path: Path, kind: FileKind = FileKind.PAGE, source: str = "a.md") -> OutputFile:
    """The entry of a file as it is now, as a record that lies could hold it."""
    state = state_of(path) or state_of(path.resolve())
    known_by = fingerprint_of(path, state) if state else None
    return OutputFile(kind, known_by or Fingerprint(0, 0, ""), source)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with an output folder and much beside it that must stay."""
    for name in ("output/old.html", "output/deep/er/old.html", "content/a.md", "secret.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "output" / "to-content").symlink_to("../content")
    (tmp_path / "output" / "to-deep").symlink_to("deep")
    (tmp_path / "output" / "to-secret.txt").symlink_to("../secret.txt")
    return tmp_path


ATTACKS = [
    *("../secret.txt", "deep/../../secret.txt", "to-content/a.md", "..", ".", "", "deep", "/"),
    *("to-deep/er/old.html", "../output/old.html", "deep/../old.html", "old.html/", "old.html\0"),
    *("..\\secret.txt", "C:\\secret.txt", "C:secret.txt", "//host/share/x", "./../secret.txt"),
]


@pytest.mark.parametrize("path", [*ATTACKS, "ABSOLUTE"])
def test_nothing_outside_of_the_output_and_nothing_behind_a_link_goes(site, path: str) -> None:
    path = str(site / "secret.txt") if path == "ABSOLUTE" else path
    output = site / "output"
    before = sorted(p for p in site.rglob("*"))
    try:
        entry = written(output / path)
    except ValueError:
        entry = OutputFile(FileKind.PAGE, Fingerprint(0, 0, ""), "")

    gone = remove(output, {path: entry}, [])

    assert gone == ()
    assert sorted(p for p in site.rglob("*")) == before


@given(st.lists(st.sampled_from(["..", ".", "", "deep", "er", "to-content", "old.html", "a.md"])))
def test_no_path_leads_out(tmp_path_factory, steps: list[str]) -> None:
    folder = tmp_path_factory.mktemp("site", numbered=True)
    (folder / "output" / "deep" / "er").mkdir(parents=True)
    (folder / "content").mkdir()
    (folder / "content" / "a.md").write_text("a")
    (folder / "old.html").write_text("a")
    (folder / "output" / "to-content").symlink_to("../content")
    path = "/".join(steps)
    digest = fingerprint_of(folder / "old.html", state_of(folder / "old.html"))

    remove(folder / "output", {path: OutputFile(FileKind.PAGE, digest)}, [])

    assert (folder / "content" / "a.md").exists()
    assert (folder / "old.html").exists()


def test_a_file_of_a_build_goes_with_the_folders_that_are_empty_then(site) -> None:
    output = site / "output"
    files = {name: written(output / name) for name in ("old.html", "deep/er/old.html")}
    (output / "to-deep").unlink()

    assert remove(output, files, []) == ("deep/er/old.html", "old.html")
    assert not (output / "deep").exists()
    assert output.is_dir()


@pytest.mark.parametrize("how", ["longer", "as long", "a folder", "a link", "another plugin's"])
def test_what_is_no_longer_what_a_build_wrote_stays(site, how: str) -> None:
    place = site / "output" / "old.html"
    entry = written(place)
    if how == "longer":
        place.write_text("longer than before")
    elif how == "as long":
        status = place.stat()
        place.write_text("output/Old.html")
        os.utime(place, ns=(status.st_atime_ns, status.st_mtime_ns))
    elif how == "another plugin's":
        entry = written(place, FileKind.OTHER)
    else:
        place.unlink()
        place.mkdir() if how == "a folder" else place.symlink_to("../secret.txt")

    assert remove(site / "output", {"old.html": entry}, []) == ()
    assert os.path.lexists(place)
    assert (site / "secret.txt").exists()


def test_sources_in_the_output_folder_are_none_of_its_files(site) -> None:
    inside = site / "output" / "content"
    inside.mkdir()
    (inside / "a.md").write_text("a source")
    entry = written(inside / "a.md")

    assert remove(site / "output", {"content/a.md": entry}, [inside]) == ()
    # That the output lies in the content folder protects nothing.
    assert remove(site / "output", {"old.html": written(site / "output/old.html")}, [site])


def test_an_output_folder_that_is_a_link_is_one_all_the_same(site) -> None:
    (site / "public").symlink_to("output")

    gone = remove(site / "public", {"old.html": written(site / "output/old.html")}, [])

    assert gone == ("old.html",)


def key_in(folder: Path, settings: str = "conf.py", output: str = "output") -> RecordKey:
    content = folder / "content"
    return RecordKey.of(str(folder / "cache"), folder / settings, content, folder / output)


RECORD = BuildRecord(
    pages={"a.html": "a.md"},
    gone={"b.html": "b.md"},
    current={"a.html": OutputFile(FileKind.PAGE, Fingerprint(1, 2, "3"), "a.md")},
    stale={"b.html": OutputFile(FileKind.DRAFT, Fingerprint(1, 2, "3"), "b.md")},
    retired={"v": OutputFile(FileKind.VARIANT, Fingerprint(1, 2, ""), "i.jpg", "of")},
)


def test_what_is_kept_comes_back_also_where_the_site_has_moved(tmp_path) -> None:
    (tmp_path / "one").mkdir()
    save(key_in(tmp_path / "one"), RECORD)
    assert load(key_in(tmp_path / "one")) == RECORD

    (tmp_path / "one").rename(tmp_path / "two")
    assert load(key_in(tmp_path / "two")) == RECORD


def test_each_settings_file_and_each_output_folder_has_its_own(tmp_path) -> None:
    keys = [key_in(tmp_path, settings, out) for settings in ("a.py", "b.py") for out in ("x", "y")]
    save(keys[0], RECORD)

    assert [load(key) for key in keys[1:]] == [BuildRecord()] * 3
    assert list(others_of(keys[1])) == [(keys[0], RECORD)]
    assert list(others_of(keys[0])) == []


def plain_record(**more: object) -> bytes:
    names = {"settings": "conf.py", "content": "content", "output": "output"}
    key = {"layout": 1, **{key: f"../../../{name}" for key, name in names.items()}}
    empty = {name: {} for name in ("pages", "gone", "current", "stale", "retired")}
    return add_checksum(json.dumps({**key, **empty, **more}).encode())


def file(path: str, kind: str = "page") -> dict[str, object]:
    return {path: [kind, 1, 2, "3", "a.md", ""]}


def test_the_record_of_these_tests_is_one(tmp_path) -> None:
    key = key_in(tmp_path)
    key.folder.mkdir(parents=True)
    key.path.write_bytes(plain_record(stale=file("b.html")))
    assert list(load(key).stale) == ["b.html"]


DAMAGED = {
    "empty": b"",
    "text": b"not a record",
    "without its checksum": plain_record(stale=file("b.html"))[16:],
    "half": plain_record(stale=file("b.html"))[:-9],
    "a changed byte": plain_record(stale=file("b.html")).replace(b"b.html", b"c.html"),
    "a list": add_checksum(b"[]"),
    "nothing": add_checksum(b"null"),
    "deep": add_checksum(b"[" * 100_000),
    "another layout": plain_record(layout=2, stale=file("b.html")),
    "another site's": plain_record(output="../../../elsewhere", stale=file("b.html")),
    "a kind of a later version": plain_record(stale=file("b.html", "hologram")),
    "numbers": plain_record(stale={"b.html": 3}),
    "too few": plain_record(stale={"b.html": ["page", 1]}),
    "infinite": plain_record(stale={"b.html": ["page", float("inf"), 2, "", "", ""]}),
    "texts": plain_record(pages=[1, 2]),
    **{f"path {path}": plain_record(stale=file(path)) for path in ("../x", "/x", "a/../../x")},
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_record_is_as_if_it_were_not_there(tmp_path, how: str) -> None:
    key = key_in(tmp_path)
    key.folder.mkdir(parents=True)
    key.path.write_bytes(DAMAGED[how])

    assert load(key) == BuildRecord()
    save(key, RECORD)
    assert load(key) == RECORD


def test_there_are_never_more_than_a_few(tmp_path) -> None:
    keys = [key_in(tmp_path, output=f"out{number}") for number in range(40)]
    for number, key in enumerate(keys):
        save(key, RECORD)
        os.utime(key.path, (number, number))

    save(key_in(tmp_path), RECORD)

    assert len(list(keys[0].folder.iterdir())) == 30
    assert load(key_in(tmp_path)) == RECORD
    assert load(keys[0]) == BuildRecord()


def test_where_it_cannot_be_kept_nothing_else_happens(tmp_path) -> None:
    (tmp_path / "cache").write_text("a file where the caches should be")

    save(key_in(tmp_path), RECORD)

    assert load(key_in(tmp_path)) == BuildRecord()
    assert list(others_of(key_in(tmp_path))) == []


def test_one_file_under_two_names_is_not_left_over(tmp_path) -> None:
    """As where a file system takes Foo.html and foo.html for one."""
    (tmp_path / "foo.html").write_text("now")
    (tmp_path / "bar.html").write_text("now")
    there = list_files(tmp_path)
    there["Foo.html"] = there["foo.html"]
    there["Bar.html"] = there["foo.html"]
    entry = RECORD.current["a.html"]
    before = BuildRecord(current={"Foo.html": entry, "Bar.html": entry})

    record = after_build(before, dict.fromkeys(("foo.html", "bar.html"), entry), there, bool_of)

    assert list(record.stale) == ["Bar.html"]


def bool_of(_file: OutputFile) -> bool:
    return False


def test_what_is_left_is_known_until_it_is_gone(tmp_path) -> None:
    (tmp_path / "a.html").write_text("a")
    entry = RECORD.current["a.html"]
    record = BuildRecord(current={"a.html": entry, "gone.html": entry})
    for _ in range(3):
        record = after_build(record, {}, list_files(tmp_path), bool_of)
        assert dict(record.stale) == {"a.html": entry}
    back = after_build(record, {"a.html": entry}, list_files(tmp_path), bool_of)
    assert (dict(back.stale), dict(back.current)) == ({}, {"a.html": entry})


def test_a_build_that_ended_early_forgets_nothing(tmp_path) -> None:
    for name in ("old.html", "left.html", "new.html"):
        (tmp_path / name).write_text("a")
    entry = RECORD.current["a.html"]
    current = {"old.html": entry, "gone.html": entry}
    before = BuildRecord(current=current, stale={"left.html": entry})

    record = after_interruption(before, {"new.html": entry}, list_files(tmp_path))

    assert set(record.current) == {"old.html", "new.html"}
    assert set(record.stale) == {"left.html"}
