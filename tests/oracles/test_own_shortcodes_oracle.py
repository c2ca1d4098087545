"""Hugo and Jekyll say what their shortcodes and includes become: the cases of the suite."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from same_html import normalized
from support import compare

CASES = Path(__file__).parent.parent / "front_matter" / "own_shortcodes"
TITLE = "Salt & light"
LAYOUT = "<main>%s</main>"
HUGO = """baseURL = "https://old.example/"
[markup.goldmark.renderer]
unsafe = true
"""
JEKYLL = 'permalink: /:title.html\ndefaults: [{scope: {path: ""}, values: {layout: d}}]\n'

pytestmark = pytest.mark.oracles


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main_of(page: Path) -> str:
    found = re.search("<main>(.*)</main>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return normalized(found[1])


def matter(body: str) -> str:
    return f"---\ntitle: '{TITLE}'\ndate: 2020-01-01\n---\n{body}"


@pytest.mark.skipif(shutil.which("hugo") is None, reason="hugo is missing")
def test_hugo(tmp_path: Path, rewrite: bool) -> None:
    write(tmp_path / "config.toml", HUGO)
    write(tmp_path / "layouts/_default/single.html", LAYOUT % "{{ .Content }}")
    shutil.copytree(CASES / "hugo/shortcodes", tmp_path / "layouts/shortcodes")
    several = sorted((CASES / "hugo").glob("*.in.md"))
    for case in several:
        name = case.name.removesuffix(".in.md")
        write(tmp_path / f"content/{name}.md", matter(case.read_text(encoding="utf-8")))
    subprocess.run(["hugo", "--quiet"], cwd=tmp_path, check=True)
    for case in several:
        page = tmp_path / "public" / case.name.removesuffix(".in.md") / "index.html"
        compare(case, ".in.md", {".out.html": main_of(page)}, rewrite=rewrite)


@pytest.mark.skipif(shutil.which("jekyll") is None, reason="jekyll is missing")
def test_jekyll(tmp_path: Path, rewrite: bool) -> None:
    write(tmp_path / "_config.yml", JEKYLL)
    write(tmp_path / "_layouts/d.html", LAYOUT % "{{ content }}")
    shutil.copytree(CASES / "jekyll/includes", tmp_path / "_includes")
    several = sorted((CASES / "jekyll").glob("*.in.md"))
    for case in several:
        name = case.name.removesuffix(".in.md")
        write(tmp_path / f"_posts/2020-01-01-{name}.md", matter(case.read_text(encoding="utf-8")))
    subprocess.run(["jekyll", "build", "--quiet"], cwd=tmp_path, check=True)
    for case in several:
        page = tmp_path / "_site" / f"{case.name.removesuffix('.in.md')}.html"
        compare(case, ".in.md", {".out.html": main_of(page)}, rewrite=rewrite)
