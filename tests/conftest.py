"""Fixtures for all tests."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from demo_site import shared_demo
from hypothesis import settings
from needed_tools import missing
from support import ROOT, SHARED, Site, build, run_module

# No test is a measurement of time; and what is said of a commit, is said again on any machine.
# `make fuzz` tries what nobody has tried.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=50, database=None)
settings.register_profile("explore", deadline=None, max_examples=1_000, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

# Looking for garbage took a tenth of the time of tests that build no site.
gc.set_threshold(50_000, 20, 100)


# Folders whose tests do so by helpers of their own.
_BUILD_SITES = {"browser", "docs", "packaging", "site", "zoo"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-cases",
        action="store_true",
        help="write what is produced into the case files; look at the diff afterwards",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    # Before any fixture: to build a site for a browser that is not there would cost seconds.
    names = tuple(name for mark in item.iter_markers("needs") for name in mark.args)
    absent = missing(names)
    if absent:
        pytest.skip(f"{', '.join(absent)} not installed; `make test-tools` installs what it can")


# A file is one processor's: the last to begin must not be one that takes ten seconds and more.
_LONGEST = (
    *("browser/test_layout", "browser/test_screenshots", "browser/test_any_theme"),
    *("incremental/test_incremental", "zoo/test_zoo", "docs/test_how_to", "site/test_faults"),
    *("check/test_stale_ways", "test_first_changes", "feeds/test_feed_details", "test_registry"),
    *("_core/test_summary", "_core/test_quick_builds", "site/test_bombs", "site/test_determinism"),
    *("front_matter/test_unchanged_sources", "resources/test_resource_files", "guard/test_leaks"),
    *("resources/test_links_command", "site/test_nothing_ends_a_build", "site/test_stock_pelican"),
    *("_core/test_autoreload", "images/test_pictures", "theming/test_theme_settings"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    order = {ROOT / "tests" / f"{name}.py": place for place, name in enumerate(_LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))
    for item in items:
        used = {id(value) for value in vars(getattr(item, "module", object)).values()}
        fixtures = set(getattr(item, "fixturenames", ()))
        builds = item.path.relative_to(ROOT / "tests").parts[0] in _BUILD_SITES
        if (
            builds
            or fixtures & {"build_site", "shared_site", "demo_site"}
            or used & {id(build), id(run_module)}
        ):
            item.add_marker("site")


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


@pytest.fixture(scope="module")
def shared_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """Build each site once for all tests of a module, which read it and change nothing in it."""
    sites: dict[str, Site] = {}

    def builder(*what, **more) -> Site:
        key = repr((what, more))
        if key not in sites:
            sites[key] = build(tmp_path_factory.mktemp("shared"), *what, **more)
        return sites[key]

    return builder


@pytest.fixture(scope="session")
def seed() -> Path:
    """The folder of the post this project began from; it is not part of the project."""
    folder = SHARED / "seed" / "content"
    if not folder.is_dir():
        pytest.skip("the seed post is kept outside the project and is not on this machine")
    return folder


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Site:
    """The demo, built once for all processes of pytest; read it, and change nothing in it."""
    worker = getattr(request.config, "workerinput", {"workerid": "master"})["workerid"]
    return shared_demo(tmp_path_factory, worker)
