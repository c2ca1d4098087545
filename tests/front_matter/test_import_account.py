"""`pouch import` counts what the build that follows makes, and takes odd folders as they are."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from support import ROOT, run_module

POST = "---\ntitle: {0}\ndate: {1}\n---\nWords of {0}.\n"


def lay_out(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def account(here: Path, site: Path | str) -> tuple[subprocess.CompletedProcess[str], Any]:
    run = run_module("pelican_plugins.cli", ["import", str(site), "--json"], here)
    return run, json.loads(run.stdout or "null")


def pages_built(here: Path) -> dict[str, int]:
    """What a build says that it has made."""
    run = run_module("pelican", ["-s", "pelicanconf.py", "--log-handler", "plain"], here)
    assert run.returncode == 0, run.stderr
    said = " ".join(run.stdout.split())
    names = ("article", "draft", "hidden article", "page", "hidden page", "draft page")
    return {
        name: int(found[1].replace(",", ""))
        for name in names
        if (found := re.search(rf"(?<![\w,])([\d,]+) {name}s?\b", said)) is not None
    }


@pytest.mark.parametrize("site", ["hugo/sections", "jekyll/plain", "jekyll/pages"])
def test_the_numbers_are_those_of_the_build(tmp_path: Path, site: str) -> None:
    _, said = account(tmp_path, ROOT / "tests" / "oracles" / site)
    built = pages_built(tmp_path)

    counts = said["counts"]
    assert (counts["posts"], counts["pages"]) == (built["article"], built["page"])
    assert counts["drafts"] == built["draft"] + built["draft page"]
    assert counts["hidden"] == built["hidden article"] + built["hidden page"]
    for path in [*said["kept"], *said["redirected"]]:
        assert (tmp_path / "output" / path).is_file(), path


def test_a_lost_url_is_named_with_the_reason(tmp_path: Path) -> None:
    site = lay_out(
        tmp_path / "old",
        {
            "hugo.toml": "",
            "content/posts/one.md": POST.format("One", "2020-01-01"),
            "content/posts/two.md": POST.format("Two", "2020-01-02\nurl: /posts/one/"),
        },
    )

    run, said = account(tmp_path, site)

    assert run.returncode == 1
    assert said["kept"].count("posts/one/index.html") == 1
    (lost,) = said["lost"]
    assert re.fullmatch(r"posts/one/index\.html \(content/posts/\w+\.md is now at .+\)", lost)


def test_two_generators_in_one_folder(tmp_path: Path) -> None:
    files = {
        "hugo.toml": 'title = "New"\n',
        "_config.yml": "title: Old\n",
        "content/posts/a.md": POST.format("A", "2020-01-01"),
        "content/posts/b.md": POST.format("B", "2020-01-02"),
        "docs/_posts/2019-01-01-c.md": POST.format("C", "2019-01-01"),
    }
    lay_out(tmp_path / "old", files)

    run = run_module("pelican_plugins.cli", ["import", "old"], tmp_path)

    assert run.stdout.startswith(
        "Hugo in old (recognised by hugo.toml): 2 of 2 posts and pages can be read\n"
    )
    assert "It could also be a Jekyll site (recognised by _config.yml)" in run.stdout


def test_what_is_half_there_broken_or_odd_is_taken_as_it_is(tmp_path: Path) -> None:
    site = lay_out(
        tmp_path / "old",
        {
            "hugo.toml": 'theme = "borrowed"\ntitle = "Never closed\n',
            "content/posts/ok.md": POST.format("Ok", "2020-01-01"),
            f"content/posts/{unicodedata.normalize('NFD', 'café')}.md": POST.format(
                "Café", "2020-01-02"
            ),
            "content/posts/bytes.md": "---\ntitle: \x00\n---\n",
        },
    )
    secret = lay_out(tmp_path, {"secret.md": POST.format("Secret", "2020-01-01")}) / "secret.md"
    (site / "themes" / "borrowed").mkdir(parents=True)
    (site / "content" / "loop").symlink_to(site / "content")
    (site / "content" / "posts" / "away.md").symlink_to(secret)
    (site / "content" / "posts" / "nowhere.md").symlink_to("missing.md")
    before = sorted(path for path in site.rglob("*") if not path.is_symlink())

    run, said = account(tmp_path, "old")
    built = pages_built(tmp_path)

    assert run.returncode == 1, run.stderr
    assert any("hugo.toml" in note for note in said["notes"])
    assert said["counts"]["posts"] == built["article"] == 2
    assert "posts/ok/index.html" in said["kept"]
    assert any("café" in unicodedata.normalize("NFC", path) for path in said["kept"])
    assert not any("away" in path or "secret" in path.lower() for path in said["kept"])
    pages = (tmp_path / "output").rglob("*.html")
    assert not [page for page in pages if "Secret" in page.read_text(encoding="utf-8")]
    assert sorted(path for path in site.rglob("*") if not path.is_symlink()) == before


def test_one_cause_is_one_line_however_often_it_is_met(tmp_path: Path) -> None:
    files = {
        f"content/posts/p{n}.md": f"---\ntitle: P{n}\ndate: 2020-01-01\n---\n" for n in range(40)
    }
    lay_out(tmp_path / "old", {"hugo.toml": "", **files})

    run = run_module("pelican_plugins.cli", ["import", "old"], tmp_path)

    (line,) = [line for line in run.stdout.splitlines() if "no text after" in line]
    assert "40 times" in line
    assert line.count(".md") == 3
    assert len(run.stdout.splitlines()) < 10


def test_settings_that_cannot_be_written_are_no_traceback(tmp_path: Path) -> None:
    lay_out(tmp_path / "old", {"hugo.toml": "", "content/a.md": POST.format("A", "2020-01-01")})

    run = run_module("pelican_plugins.cli", ["import", "old", "-o", "no/such/conf.py"], tmp_path)

    assert run.returncode == 2
    assert "cannot write no/such/conf.py" in run.stderr
    assert "Traceback" not in run.stderr
