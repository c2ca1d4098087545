"""What the documents promise is there."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import tomllib
from importlib import metadata
from itertools import chain

import pytest
from support import ROOT

from pelican_plugins._core.settings import BuildSettings, load
from pelican_plugins.front_matter.key_aliases import MEANINGS, joined
from pelican_plugins.front_matter.status import FLAGS, WORDED
from pelican_plugins.registry import PLUGINS, Plugin
from pelican_plugins.tags.settings import TagsSettings
from pelican_plugins.tags.vocabulary import Vocabulary
from pelican_plugins.tags.vocabulary_file import read_vocabulary
from pelican_plugins.tags.vocabulary_load import entries_in_settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def test_the_commands_for_developers_are_targets_of_the_makefile_and_ci_runs_them() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()][-2:]

    assert commands == ["make demo", "make test"]
    for command in commands:
        assert f"\n{command.removeprefix('make ')}:" in makefile
        assert re.search(rf"(?m)^\s*{command}$", ci)


def test_the_address_of_the_project_is_the_same_everywhere() -> None:
    files = [ROOT / "pyproject.toml", ROOT / "docs" / "pelicanconf.py"]
    found = {
        address
        for path in files
        for address in re.findall(
            r"(?:github|raw\.githubusercontent)\.com/([\w-]+/[\w-]+)", path.read_text("utf-8")
        )
    }

    assert len(found) == 1


def test_every_key_that_means_something_is_in_the_table() -> None:
    table = (ROOT / "docs" / "front-matter.md").read_text(encoding="utf-8")
    keys = {key for names in MEANINGS.values() for key in names}
    # Of pictures' keys the page lists how they begin.
    stems = re.findall(r"`(\w+)`", table.split("with `_image` or `_img`:")[1].split("\n- ")[0])
    keys -= {f"{stem}_{word}" for stem in stems for word in ("image", "img")}

    assert {key for key in keys if f"`{key}`" not in table} == set()


def test_every_word_on_publication_is_in_the_table() -> None:
    page = (ROOT / "docs" / "front-matter.md").read_text(encoding="utf-8")
    table = page.split("## Published, or not")[1]
    named = {joined(word) for word in re.findall(r"`([a-z_]+)(?::[^`]*)?`", table)}

    assert (FLAGS.keys() | WORDED.keys()) - named == set()


def test_the_page_on_speed_says_what_each_setting_of_a_build_does() -> None:
    page = (ROOT / "docs" / "speed.md").read_text(encoding="utf-8")

    rows = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    known = [field.name for field in dataclasses.fields(BuildSettings)]
    assert [row for row in rows if row not in known] == []


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda plugin: plugin.name)
def test_a_plugins_manual_names_its_settings(plugin: Plugin) -> None:
    manual = importlib.import_module(plugin.module).__doc__

    assert f"`{plugin.setting}`" in manual
    assert f"`{plugin.module}`" in README


@pytest.mark.parametrize(
    "document", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")], ids=str
)
def test_links_within_the_project_lead_somewhere(document) -> None:
    prose = re.sub(
        r"```.*?```|`[^`\n]*`", "", document.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", prose):
        if not target.startswith("/images/"):
            assert (document.parent / target).exists(), target


def test_the_picture_of_the_readme_is_light() -> None:
    pictures = re.findall(r'(?:src|srcset)="(docs/[^"]+)"', README)

    assert len(pictures) == 2  # for light and for dark screens
    assert all((ROOT / picture).stat().st_size < 150_000 for picture in pictures)
    assert re.search(r'alt="[^"]{20,}"', README)


def test_the_post_in_the_readme_becomes_what_the_readme_says(build_site) -> None:
    (text,) = [text for kind, text in BLOCKS if kind == "markdown"]
    site = build_site({"a.md": text, "images/first-light.png": b""})

    article = site.contents["a.md"]
    assert article["status"] == "published"
    assert article["tags"] == ["Rivers"]
    assert [resource["title"] for resource in article["resources"]] == ["Tide tables since 1833"]
    figure = site.soup(article["url"]).select_one("figure.figure.align-center")
    assert figure.figcaption.get_text() == "Low water in May"


def test_the_vocabulary_in_the_manual_of_tags_is_one_and_so_are_the_settings() -> None:
    text = (ROOT / "docs" / "tags.md").read_text(encoding="utf-8")
    (yaml,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    (python,) = re.findall(r"```python\nPOUCH_TAGS = (.*?)```", text, re.DOTALL)
    vocabulary = Vocabulary(read_vocabulary(yaml, "tags.yaml"))

    assert vocabulary.expand("Ukrain") == ("Ukraine",)
    assert vocabulary.expand("turkey") == ("turkey",)
    settings = load(TagsSettings, {"POUCH_TAGS": ast.literal_eval(python)}, "POUCH_TAGS")
    assert Vocabulary(entries_in_settings(settings)).expand("misc") == ()


def test_every_dependency_is_listed_with_its_range_and_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    # Behind a semicolon stands where it is installed.
    asked = [one.partition(";")[0].strip() for one in required]
    table = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)(?:\[\w+\])?` \| `([^`]+)` \| ([^|]+) \|", table, re.MULTILINE)

    listed = {name: (range_, licence.strip()) for name, range_, licence in rows}
    wanted = {re.match(r"[\w-]+", one)[0]: re.sub(r"^[\w-]+(\[\w+\])?", "", one) for one in asked}
    assert {name: range_ for name, (range_, _) in listed.items()} == wanted
    for name, (_, licence) in listed.items():
        try:
            facts = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            # It needs a newer Pillow than our oldest: `make test-tools` installs it.
            assert name == "pi-heif"
            continue
        told = " ".join(
            [
                facts["License-Expression"] or "",
                facts["License"] or "",
                *facts.get_all("Classifier", []),
            ]
        )
        assert licence.split("-")[0].split("v")[0] in told, (name, licence)


@pytest.mark.parametrize("path", re.findall(r"`((?:\w+/)*test_\w+\.py)`", SECURITY))
def test_every_test_that_the_threat_model_names_is_there(path: str) -> None:
    assert (ROOT / "tests" / path).is_file()
