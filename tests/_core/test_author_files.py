"""What a site author's file is stays: its mode, owner, links and line ends; and nothing is lost."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.atomic_files import UnwrittenError
from pelican_plugins._core.author_files import (
    change_file,
    create_file,
    read_text,
    save_file,
    write_to_device,
)

posix = pytest.mark.skipif(os.name == "nt", reason="files have no such owners and links there")


def test_a_new_file_is_as_any_other_program_makes_it(tmp_path: Path) -> None:
    path, other = tmp_path / "a" / "b" / "post.md", tmp_path / "other.md"
    other.write_text("another program's")

    with pytest.raises(UnwrittenError):
        create_file(path, b"text")
    create_file(path, b"text", make_folders=True)

    assert path.read_bytes() == b"text"
    assert path.stat().st_mode == other.stat().st_mode
    assert path.stat().st_nlink == 1
    assert [each.name for each in path.parent.iterdir()] == ["post.md"]


@posix
def test_no_file_is_created_over_another(tmp_path: Path, monkeypatch) -> None:
    names = ("a.md", "link.md", "dangling.md", "folder")
    file, link, dangling, folder = (tmp_path / name for name in names)
    file.write_text("mine")
    link.symlink_to(file)
    dangling.symlink_to("../nowhere.md")
    folder.mkdir()

    def try_all() -> None:
        for path in (file, link, dangling, folder):
            with pytest.raises(FileExistsError) as raised:
                create_file(path, b"yours")
            assert str(raised.value).count("symbolic link to ../nowhere.md") == (path is dangling)
        assert file.read_text() == "mine"
        assert dangling.is_symlink()
        assert not dangling.exists()
        assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)

    try_all()

    def no_links(*_paths: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    try_all()
    create_file(tmp_path / "new.md", b"new")
    assert (tmp_path / "new.md").read_bytes() == b"new"


@posix
@pytest.mark.parametrize("links", ["none", "symbolic", "two symbolic", "hard"])
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664])
def test_a_changed_file_keeps_what_it_is(tmp_path: Path, mode: int, links: str) -> None:
    real = tmp_path / "elsewhere" / "tags.yaml"
    real.parent.mkdir()
    real.write_text("a longer text before")
    real.chmod(mode)
    if os.getuid() == 0:
        os.chown(real, 12345, 23456)
    attribute = "user.pouch" if hasattr(os, "setxattr") else ""
    try:
        if attribute:
            os.setxattr(real, attribute, b"a")
    except OSError:
        attribute = ""
    os.utime(real, (1, 1))
    before = real.stat()
    named = tmp_path / "named.yaml"
    if links == "none":
        named = real
    elif links == "hard":
        os.link(real, named)
    else:
        named.symlink_to("elsewhere/tags.yaml")
        if links == "two symbolic":
            named = tmp_path / "first.yaml"
            named.symlink_to("named.yaml")

    save_file(named, b"after")

    after = real.stat()
    assert (real.read_bytes(), named.read_bytes()) == (b"after", b"after")
    assert stat.S_IMODE(after.st_mode) == mode
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert not attribute or os.getxattr(real, attribute) == b"a"
    assert after.st_mtime > 1
    assert named.is_symlink() == ("symbolic" in links)
    assert after.st_nlink == (2 if links == "hard" else 1)
    assert [path.name for path in real.parent.iterdir()] == ["tags.yaml"]


@posix
def test_what_cannot_be_changed_stays_and_says_why(tmp_path: Path) -> None:
    names = ("gone", "link", "loop", "closed", "pipe")
    gone, link, loop, closed, pipe = (tmp_path / name for name in names)
    link.symlink_to("gone")
    loop.symlink_to("loop")
    closed.write_text("mine")
    closed.chmod(0o444)
    os.mkfifo(pipe)

    for path, reason in {
        gone: "No such file",
        link: "it is a symbolic link to gone, which does not exist",
        loop: "it is a symbolic link to loop, which does not exist",
        closed: "it is read-only",
        pipe: "it is not a regular file",
        tmp_path: "it is not a regular file",
    }.items():
        with pytest.raises(UnwrittenError) as raised:
            change_file(path, b"yours")
        assert reason in str(raised.value)
    assert closed.read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names[1:])


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is one of Linux")
@pytest.mark.parametrize("links", [1, 2])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, links: int) -> None:
    import resource

    path = tmp_path / "a.md"
    path.write_bytes(b"mine")
    if links > 1:
        os.link(path, tmp_path / "b.md")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in (0, 1, 5, 5_000, 70_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, limits[1]))
        try:
            with pytest.raises(UnwrittenError):
                change_file(path, b"x" * 100_000)
            with pytest.raises(UnwrittenError):
                create_file(tmp_path / "new.md", b"x" * 100_000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert path.read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == links


@posix
def test_a_device_is_written_to_as_it_is(tmp_path: Path) -> None:
    write_to_device(Path(os.devnull), b"text")

    with pytest.raises(UnwrittenError):
        write_to_device(tmp_path / "none" / "x", b"text")


ends = st.sampled_from(["\n", "\r\n", "\r", "\u2028"])


@given(
    lines=st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), ends)),
    bom=st.booleans(),
    last=st.sampled_from(["", "x"]),
)
def test_a_text_is_written_as_it_was_read(tmp_path_factory, lines, bom, last) -> None:
    path = tmp_path_factory.mktemp("texts") / "a"
    data = (("\ufeff" if bom else "") + "".join(map("".join, lines)) + last).encode()
    path.write_bytes(data)

    file = read_text(path)

    assert file.encoded(file.text) == data
    shutil.rmtree(path.parent)


def test_lines_that_are_added_end_as_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for data in (b"a\r\nb\r\n", b"a\nb\n", b"\xef\xbb\xbfa\r\nb", b"a\r\nb\nc"):
        path.write_bytes(data)
        file = read_text(path)
        crlf = b"\n" not in data.replace(b"\r\n", b"")
        assert file.encoded(file.text + "\nc\n") == data + (b"\r\nc\r\n" if crlf else b"\nc\n")
