"""A site that is built within another's build is as it would be alone, and so is the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Site
from zoo_sites import WITH_US, build_zoo_site

# Both with our plugins, and what differs for each of them.
DIFFERENT = """
del THEME
SMALL_ATLAS |= {
    "POUCH_BUILD": {"processes": 1, "cache_templates": False},
    "POUCH_FEEDS": {"items": 1, "copyright": "The printer", "opml_save_as": "list.opml"},
    "POUCH_FRONT_MATTER": {"allow_symlinks": ["a", "b"]},
    "POUCH_IMAGES": {"formats": ["webp"], "variants_path": "small", "number_figures": True},
    "POUCH_RESOURCES": {"rel": "external", "sources_save_as": "works.html"},
    "POUCH_TAGS": {"aliases": {"mills": "Windmills"}, "drop": ["Coasts"]},
}
"""
ALONE = f"""
{DIFFERENT}
PLUGINS = ["pelican_plugins"]
globals().update(SMALL_ATLAS)
SITEURL += "/{{moment}}"
"""
SUMMARY = "spellings merged into"
MOMENTS = ["first", "second", "third", "fourth"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nested")


@pytest.fixture(scope="module")
def both(folder: Path) -> Site:
    return build_zoo_site("nested", folder / "both", f"{DIFFERENT}\nPLUGINS = {WITH_US}")


def test_the_outer_site_is_as_it_is_alone(both: Site, folder: Path) -> None:
    changes = f'{DIFFERENT}\nPLUGINS = ["pelican_plugins"]'
    alone = build_zoo_site("nested", folder / "large", changes)

    assert both.code == alone.code == 0
    outer = {path: data for path, data in both.files().items() if not path.startswith("small/")}
    assert differing(outer, alone.files()) == []
    assert "/images/variants/" in both.text("the-coast.html")
    assert both.log.count(SUMMARY) == alone.log.count(SUMMARY) + len(MOMENTS)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_inner_site_is_as_it_is_alone(both: Site, folder: Path, moment: str) -> None:
    alone = build_zoo_site("nested", folder / moment, ALONE.replace("{moment}", moment))

    assert alone.code == 0, alone.log
    start = f"small/{moment}/"
    inner = {
        path.removeprefix(start): data
        for path, data in both.files().items()
        if path.startswith(start)
    }
    assert differing(inner, alone.files()) == []


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [path for path in sorted(one.keys() | other.keys()) if one.get(path) != other.get(path)]
