"""Every page of a site that another generator made is there after the move, word for word.

A site is a folder below the one with its generator's name. Next to it, a text with its name states
what it crosses, in lines that begin with `#`, and the differences that are expected, each below
the reason for it. An empty `.png` stands for a small image.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from built_here import import_and_build
from generated_site import GeneratedSite, differences
from hugo_oracle import build_with_hugo
from jekyll_oracle import build_with_jekyll
from PIL import Image

ROOT = "https://old.example"
"""The URL of every site."""

pytestmark = pytest.mark.oracles


def sites(generator: str) -> list[Path]:
    return sorted(path for path in (Path(__file__).parent / generator).iterdir() if path.is_dir())


def lay_out(site: Path, folder: Path) -> Path:
    """Copy a site, with images; return its folder."""
    copy = shutil.copytree(site, folder / "old")
    for image in copy.rglob("*.png"):
        if not image.stat().st_size:
            Image.new("L", (40, 30)).save(image)
    return copy


def expected(site: Path) -> list[str]:
    lines = site.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def compare(site: Path, folder: Path, build: Callable[..., GeneratedSite], content: str) -> None:
    old = lay_out(site, folder)
    root = expected_root(site)
    theirs = build(old, folder / "theirs", root)
    (folder / "here").mkdir()
    ours = import_and_build(old, folder / "here", root, content)

    found = differences(theirs, ours)
    assert sorted(found) == sorted(expected(site)), "\n".join(["", *found, "", ours.log])


def expected_root(site: Path) -> str:
    """Return the URL of a site: with a path if its text has a line `# root: /path`."""
    for line in site.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# root: "):
            return ROOT + line.removeprefix("# root: ").strip()
    return ROOT


@pytest.mark.needs("hugo")
@pytest.mark.parametrize("site", sites("hugo"), ids=lambda site: site.name)
def test_hugo(site: Path, tmp_path: Path) -> None:
    compare(site, tmp_path, build_with_hugo, "content")


@pytest.mark.needs("jekyll")
@pytest.mark.parametrize("site", sites("jekyll"), ids=lambda site: site.name)
def test_jekyll(site: Path, tmp_path: Path) -> None:
    compare(site, tmp_path, build_with_jekyll, "")
