"""The documents are a site that the suite builds, and it holds together."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from support import ROOT, run_module


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    for name in ("docs", "theme", "pelican_plugins"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = ["-s", "docs/pelicanconf.py", "--log-handler", "plain"]
    run = run_module("pelican", command, folder, python_path=())
    assert (run.returncode, run.stderr) == (0, ""), run.stdout + run.stderr
    return folder / "output-docs"


def soups(output: Path) -> dict[Path, BeautifulSoup]:
    return {
        page: BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
        for page in sorted(output.rglob("*.html"))
    }


def test_every_document_is_a_page_with_the_title_of_its_first_heading(output: Path) -> None:
    for source in ROOT.joinpath("docs").rglob("*.md"):
        page = output / source.relative_to(ROOT / "docs").with_suffix(".html")
        title = source.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        assert BeautifulSoup(page.read_text("utf-8"), "html.parser").h1.get_text() == title


def test_every_link_leads_to_a_page_and_to_a_place_in_it(output: Path) -> None:
    pages = soups(output)
    checked = 0
    for page, soup in pages.items():
        for element in soup.select("a[href], img[src], link[href]"):
            address = element.get("href") or element["src"]
            if address.startswith(("http", "mailto:", "data:")) or page.name == "404.html":
                continue
            path, _, anchor = address.partition("#")
            target = page.parent.joinpath(unquote(path)).resolve() if path else page
            assert target.exists(), f"{page.name}: {address}"
            if anchor:
                target = target / "index.html" if target.is_dir() else target
                assert pages[target].find(id=unquote(anchor)), f"{page.name}: {address}"
            checked += 1
    assert checked > len(pages)


def test_the_front_page_leads_to_every_document(output: Path) -> None:
    front = soups(output)[output / "index.html"]
    links = {unquote(link["href"]).removeprefix("./") for link in front.select("main a")}
    documents = {
        path.relative_to(ROOT / "docs").with_suffix(".html").as_posix()
        for path in ROOT.joinpath("docs").rglob("*.md")
    }

    assert {link.partition("#")[0] for link in links} >= documents - {"index.html"}
