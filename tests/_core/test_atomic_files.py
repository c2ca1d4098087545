"""A file is the old or the new one, and an equal one is not touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pelican_plugins._core.atomic_files import (
    AtomicTextFile,
    UnwrittenError,
    copy_atomic,
    remove_temp_files,
    write_atomic,
)


@pytest.mark.parametrize("text", ["", "a page", "é" * 2_000_000])
def test_an_equal_page_keeps_its_time_and_another_replaces_it(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.html"
    page.write_text(text, encoding="utf-8")
    os.utime(page, (1, 1))

    with AtomicTextFile(page, "utf-8") as file:
        file.write(text)
    assert page.stat().st_mtime == 1

    with AtomicTextFile(page, "utf-8") as file:
        file.write(f"{text}!")
    assert page.read_text(encoding="utf-8") == f"{text}!"
    assert list(tmp_path.iterdir()) == [page]


def test_an_error_leaves_the_old_page(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")

    with pytest.raises(UnicodeEncodeError), AtomicTextFile(page, "utf-8") as file:
        file.writelines(["half", "\ud800"])

    assert page.read_text() == "old"
    assert list(tmp_path.iterdir()) == [page]


@pytest.mark.skipif(os.name == "nt", reason="symlinks need a right there")
def test_symlinks_are_replaced_and_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("theirs")

    def write_page(path: Path) -> None:
        with AtomicTextFile(path, "utf-8") as file:
            file.write("theirs")

    for number, write in enumerate([write_page, lambda path: write_atomic(path, b"theirs")]):
        link = tmp_path / f"link{number}"
        link.symlink_to(target)
        write(link)
        assert not link.is_symlink()
    assert target.read_text() == "theirs"


def test_what_cannot_be_written_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"x")

    with pytest.raises(UnwrittenError, match=r"cannot write .*folder \("):
        write_atomic(tmp_path / "folder", b"x")
    with pytest.raises(UnwrittenError, match="no"):
        copy_atomic(tmp_path / "file", tmp_path / "no" / "file")
    with pytest.raises(FileNotFoundError):
        copy_atomic(tmp_path / "nothing", tmp_path / "copy")
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "file"}


def test_temporary_files_of_this_and_dead_processes_are_removed(tmp_path: Path) -> None:
    running = tmp_path / f".pouch-{os.getppid()}-0.tmp"
    names = [f".pouch-{os.getpid()}-7.tmp", ".pouch-99999999-0.tmp", "a.tmp", running.name]
    for name in names:
        (tmp_path / name).write_bytes(b"half")

    remove_temp_files(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a.tmp", running.name}

    os.utime(running, (1, 1))
    remove_temp_files(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"a.tmp"}
