"""What lies in a folder, and what a name that is misspelt may mean, is told in one way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.paths import circular_folders, is_below, is_inside, join_inside
from pelican_plugins._core.text import counted, did_you_mean


@pytest.mark.parametrize(
    ("folder", "path", "joined"),
    [
        ("", "a.png", "a.png"),
        ("posts", "a.png", "posts/a.png"),
        ("posts", "../a.png", "a.png"),
        ("posts", "./x/../a.png", "posts/a.png"),
        ("posts", "/a.png", "a.png"),
        ("posts", "//a.png", "a.png"),
        ("posts", "..a.png", "posts/..a.png"),
        ("posts", "../..a.png", "..a.png"),
        ("posts", "../../a.png", None),
        ("", "..", None),
        ("posts", "/../a.png", None),
    ],
)
def test_a_path_is_joined_and_never_climbs(folder: str, path: str, joined: str | None) -> None:
    assert join_inside(folder, path) == joined


STEPS = st.lists(st.sampled_from(["..", ".", "", "a", "..a", "a b"]), max_size=6).map("/".join)


@given(st.sampled_from(["", "a", "a/b"]), STEPS)
def test_whatever_is_joined_stays_inside(folder: str, path: str) -> None:
    joined = join_inside(folder, path)
    assert joined is None or Path("/site", joined).resolve().is_relative_to("/site")


@pytest.mark.parametrize(
    ("path", "folders", "inside"),
    [
        ("posts/a.md", ["posts"], True),
        ("posts", ["posts/"], True),
        ("posts2/a.md", ["posts"], False),
        ("posts/../a.md", ["posts"], False),
        ("a.md", ["."], True),
        ("a.md", [""], True),
        ("a.md", [], False),
        ("../shared/a.md", ["../shared"], True),
    ],
)
def test_steps_tell_what_is_below_a_folder(path: str, folders: list[str], inside: bool) -> None:
    assert is_below(path, folders) == inside


def test_a_link_is_where_it_leads(tmp_path: Path) -> None:
    inside, outside = tmp_path / "content", tmp_path / "content-private"
    inside.mkdir()
    outside.mkdir()
    (inside / "link").symlink_to(outside)
    (tmp_path / "also").symlink_to(inside)

    assert is_inside(inside, inside)
    assert is_inside(tmp_path / "also" / "a.md", inside)
    assert not is_inside(inside / "link" / "a.md", inside)
    assert not is_inside(outside, inside)


def test_folders_in_a_circle_are_found_in_linear_time(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("a/b", "images", "x", "y"):
        (content / name).mkdir(parents=True)
    links = {
        "s1": ".", "s2": ".", "a/b/top": "../..", "images/up": "..", "out": "..",
        "x/y": "../y", "y/x": "../x", "pictures": "images", "broken": "nowhere", "loop": "loop",
    }  # fmt: skip
    for name, target in links.items():
        (content / name).symlink_to(target)

    found = circular_folders(str(content), "")
    assert found == [
        *("a/b/top", "images/up", "out/content", "pictures/up", "s1", "s2", "x/y/x", "y/x/y")
    ]
    assert circular_folders(str(content), "images") == ["images/up"]
    # In no circle, but there are 2^30 ways to the last of these.
    for number in range(30):
        (tmp_path / "many" / str(number)).mkdir(parents=True)
        for name in ("l", "r"):
            (tmp_path / "many" / str(number) / name).symlink_to(f"../{number + 1}")
    assert len(circular_folders(str(tmp_path / "many"), "")) < 10_000


def test_names_that_are_near_are_offered() -> None:
    known = {"tags", "tax", "images"}
    assert did_you_mean("tag", known) == "did you mean 'tags'?"
    assert did_you_mean("tag", known, quoted=str) == "did you mean tags?"
    assert did_you_mean("tag", known, most=2) == "did you mean 'tags' or 'tax'?"
    assert did_you_mean("tag", known, likeness=0.9) == ""
    assert did_you_mean("zzz", known) == ""
    assert did_you_mean("", ()) == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((0, "file"), "0 files"),
        ((1, "file"), "1 file"),
        ((1200, "file"), "1,200 files"),
        ((1, "category", "categories"), "1 category"),
        ((2, "category", "categories"), "2 categories"),
        ((2, "post has", "posts have"), "2 posts have"),
    ],
)
def test_things_are_counted(words: tuple, said: str) -> None:
    assert counted(*words) == said
