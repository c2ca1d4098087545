"""Vaults and folders of Markdown have no URLs of their own; they get those of their paths."""

from __future__ import annotations

import re

import pytest

from pelican_plugins.front_matter.migration import markdown, obsidian

from .old_files import settings_of, site_files

TEXT = "---\ntitle: T\n---\nText"
VAULT = {
    ".obsidian/app.json": '{"attachmentFolderPath": "files/pictures"}',
    ".obsidian/templates.json": '{"folder": "Forms"}',
    "Big Note.md": TEXT,
    "Rivers/Elbe.md": "Water",
    "Forms/Day.md": TEXT,
    "files/pictures/a.png": "",
}


def test_a_vault_is_recognised_and_its_templates_are_left_out() -> None:
    site = obsidian.old_site(site_files(VAULT))

    assert site is not None
    assert (site.generator, site.because) == ("Obsidian", ".obsidian")
    assert site.posts == ("Big Note.md", "Rivers/Elbe.md")
    assert dict(site.ignored) == {"Forms/Day.md": "a template of the vault"}
    assert site.reading.obsidian_syntax
    assert site.reading.obsidian_comments == "always"
    settings = settings_of(site)
    assert settings["ARTICLE_PATHS"] == settings["PAGE_PATHS"] == ["Big Note.md", "Rivers"]
    assert settings["ARTICLE_EXCLUDES"] == ["Forms"]
    assert settings["STATIC_PATHS"] == ["files", "files/pictures"]
    (note,) = site.notes
    assert "`publish: false`" in note


@pytest.mark.parametrize("config", ["hugo.toml", "_config.yml", "astro.config.mjs", ".eleventy.js"])
def test_a_vault_that_is_the_content_of_a_site_is_of_that(config: str) -> None:
    vault = {f"content/{path}": text for path, text in VAULT.items()}

    assert obsidian.old_site(site_files(vault)) is not None
    assert obsidian.old_site(site_files({config: "", **vault})) is None
    assert obsidian.old_site(site_files({"a.md": TEXT})) is None


@pytest.mark.parametrize(
    ("path", "section", "shown"),
    [
        ("a.md", "", "a.md"),
        ("notes/a.md", "notes/", "notes/a.md"),
        ("public/posts/a.md", "posts/", "posts/a.md"),
        ("notes/deep/a/index.md", "notes/deep/", "notes/deep/a/index.md"),
        ("public/wp-content/a.png", "wp-content/", "wp-content/a.png"),
    ],
)
def test_the_path_of_a_text_is_its_url(path: str, section: str, shown: str) -> None:
    files = {path: TEXT, "public/posts/x.md": TEXT}
    settings = settings_of(markdown.old_site(site_files(files)))

    found = re.match(settings["PATH_METADATA"], path)

    assert found is not None
    assert (found["section"], found["path"]) == (section, shown)
    assert settings["ARTICLE_URL"] == "{section}{slug}/"


def test_texts_lie_in_any_folder() -> None:
    files = {
        "public/posts/a.md": TEXT,
        "notes/b.md": TEXT,
        "notes/plain.md": "Words",
        "README.md": "# Code",
        "CLAUDE.md": "Do",
        "wp-content/uploads/a.png": "",
    }
    site = markdown.old_site(site_files(files))

    assert site.posts == ("notes/b.md", "public/posts/a.md")
    assert dict(site.ignored) == {
        "CLAUDE.md": "it contains instructions for an assistant or a tool",
        "README.md": "it documents the site's code, and has no front matter",
        "notes/plain.md": "without front matter",
    }
    settings = settings_of(site)
    assert settings["ARTICLE_PATHS"] == ["notes", "public"]
    assert settings["STATIC_PATHS"] == ["public", "wp-content"]
    assert site.because == "the lack of generator settings"


def test_without_any_front_matter_all_are_texts() -> None:
    site = markdown.old_site(site_files({"a.md": "# A\n\nWords", "README.md": "# Code"}))

    assert site.posts == ("a.md",)


@pytest.mark.parametrize(
    ("file", "name", "note"),
    [
        ("docusaurus.config.ts", "Docusaurus", "the URL scheme of Docusaurus is unknown"),
        ("gatsby-config.js", "Gatsby", "the URL scheme of Gatsby is unknown"),
        ("mkdocs.yml", "MkDocs", "the URL scheme of MkDocs is unknown"),
        ("pelicanconf.py", "Pelican", "add PLUGINS = ['pelican_plugins']"),
    ],
)
def test_other_generators_are_named(file: str, name: str, note: str) -> None:
    site = markdown.old_site(site_files({file: "", "posts/a.md": TEXT, "posts/b.mdx": ""}))

    assert (site.generator, site.because) == (name, file)
    assert note in site.notes[0]
    assert "MDX" in site.notes[1]
