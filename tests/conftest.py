"""Fixtures for all tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from support import SHARED, Site, build

# No test is a measurement of time; and what CI says of a commit, it says again.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-cases",
        action="store_true",
        help="write what is produced into the case files; look at the diff afterwards",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--rewrite-cases") and os.environ.get("CI"):
        raise pytest.UsageError("--rewrite-cases would make every case pass; not in CI")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-cases"))


@pytest.fixture
def build_site(tmp_path: Path) -> Callable[..., Site]:
    """Build a site of a few files with the real Pelican; see `support.build`."""
    count = 0

    def builder(files, settings=None, **more) -> Site:
        nonlocal count
        count += 1
        folder = tmp_path / f"site{count}"
        folder.mkdir()
        return build(folder, files, settings, **more)

    return builder


@pytest.fixture(scope="session")
def seed() -> Path:
    """The folder of the post this project began from; it is not part of the project."""
    folder = SHARED / "seed" / "content"
    if not folder.is_dir():
        pytest.skip("the seed post is kept outside the project and is not on this machine")
    return folder
