"""The pages of reference say what the code says, and leave nothing out."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

import click
import pytest
from pictures import saved
from support import ROOT, post, run_module

SCRIPT = ROOT / "docs" / "reference.py"
SPEC = importlib.util.spec_from_file_location("reference", SCRIPT)
reference = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(reference)

# What our plugins and commands tell each other on an article; no template should ask for it.
BETWEEN_US = {
    *("picture_flaws", "picture_position", "picture_sizes", "pouch_found", "resource_lists"),
    "pouch_shown_otherwise",
    *("undescribed_pictures", "unread_resources"),
}

SEEN = """
import json
from pelican import signals

def seen(generator, writer):
    names = {
        "article": list(vars(generator.articles[0])),
        "tag": list(vars(generator.tags and list(generator.tags)[0])),
        "context": [*generator.context, *generator.env.globals],
    }
    with open("names.json", "w") as file:
        json.dump(names, file)

def register():
    signals.article_writer_finalized.connect(seen)
"""


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return run_module("reference", list(map(str, arguments)), SCRIPT.parent)


def test_the_committed_pages_are_as_the_code_has_them() -> None:
    assert run("--check").stdout == ""
    assert run("--check").returncode == 0


def test_a_stale_page_is_noticed_and_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    run("--folder", folder)
    page = folder / "settings.md"
    fresh = page.read_text(encoding="utf-8")
    page.write_text(fresh.replace("`640`", "`650`"), encoding="utf-8")

    told = run("--folder", folder, "--check")
    assert (told.returncode, told.stdout.partition(":")[0]) == (1, "settings.md")
    run("--folder", folder)
    assert page.read_text(encoding="utf-8") == fresh


def test_what_is_undocumented_is_refused() -> None:
    @dataclass(frozen=True)
    class Settings:
        """Two settings.

        Attributes:
            one: has a sentence
                on two lines.
        """

        one: int = 1
        two: int = 2

    assert reference.attributes_of(Settings) == {"one": "has a sentence on two lines."}
    with pytest.raises(reference.UndocumentedError, match="Settings says nothing of two"):
        list(reference.fields_of(Settings))


def test_a_command_or_an_option_without_help_is_refused() -> None:
    def entry(*options: click.Option, text: str | None = "Do it.") -> list[str]:
        command = click.Command("do", help=text, params=list(options))
        return reference.command_entry(command, click.Context(command, info_name="do"))

    fast = click.Option(["--fast"], is_flag=True, help="Sooner.")
    assert entry(fast)[-1] == "- `--fast`: Sooner."
    with pytest.raises(reference.UndocumentedError, match="do says nothing of --fast"):
        entry(click.Option(["--fast"], is_flag=True))
    with pytest.raises(reference.UndocumentedError, match="do has no help"):
        entry(text=None)


def test_every_name_that_templates_are_given_is_on_its_page(build_site) -> None:
    front = {"tags": ["x"], "authors": [{"name": "B"}], "image": "/images/a.png", "slug": "a"}
    body = "![x](/images/a.png)\n\n## Resources\n\n* One https://example.org/\n"
    search = {"POUCH_THEME": {"search": "pagefind"}, "PLUGINS": ["pelican_plugins", "seen"]}
    with_us = build_site(
        {"a.md": post(body, **front), "images/a.png": saved("PNG")}, search, modules={"seen": SEEN}
    )
    headers = "Title: A\nDate: 2025-01-01\nTags: x\nAuthors: B\nImage: y\n\nx"
    without = build_site({"a.md": headers}, {"PLUGINS": ["seen"]}, modules={"seen": SEEN})

    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    ours, theirs = (json.loads((s.folder / "names.json").read_text()) for s in (with_us, without))
    for kind, names in ours.items():
        added = {name for name in set(names) - set(theirs[kind]) if not name.startswith("_")}
        # Settings, which have a page of their own.
        added -= {"FEED_ALL_JSON", "FEED_ALL_RSS", "POUCH_THEME", *BETWEEN_US}
        assert added
        prefix = "" if kind == "context" else f"{kind}."
        assert [n for n in sorted(added) if f"- `{prefix}{n}" not in page] == []
