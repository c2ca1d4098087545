"""Each recipe does what it says: a site is built with its own snippets, and looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from blocks import Block, blocks_of
from bs4 import BeautifulSoup
from support import ROOT, post
from world import World

RECIPES = ROOT / "docs" / "recipes.md"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("recipes"))


def snippets(heading: str) -> list[Block]:
    """The blocks below a heading of the page."""
    text = RECIPES.read_text(encoding="utf-8")
    starts = [m.start() for m in re.finditer(r"^## ", text, re.MULTILINE)] + [len(text)]
    begin = text.index(f"## {heading}\n")
    end = min(start for start in starts if start > begin)
    lines = range(text.count("\n", 0, begin), text.count("\n", 0, end))
    found = [block for block in blocks_of(RECIPES) if block.line in lines]
    assert found
    return found


def page_of(output: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((output / name).read_text(encoding="utf-8"), "html.parser")


def with_template(world: World, block: Block, page: str) -> BeautifulSoup:
    world.write(block.name, block.text)
    output = world.build("THEME_TEMPLATES_OVERRIDES = ['templates']")
    (world.place / block.name).unlink()
    return page_of(output, page)


def test_each_way_to_comment_is_below_an_article(world: World) -> None:
    giscus, isso, mail = (
        with_template(world, block, "at-the-weir.html") for block in snippets("Comments")
    )

    assert giscus.select_one("footer.entry-footer ~ script")["data-lang"] == "en"
    assert isso.find(id="isso-thread")["data-title"] == "At the weir"
    assert mail.find("a", string="Reply by e-mail")["href"].endswith("?subject=At%20the%20weir")


def test_the_form_of_the_newsletter_is_on_every_page(world: World) -> None:
    (block,) = snippets("A newsletter")
    page = with_template(world, block, "index.html")

    assert page.select_one("form label")["for"] == page.select_one("form input")["id"]
    assert page.find("footer"), "the footer of the theme stays"


def test_statistics_are_on_every_page(world: World) -> None:
    (block,) = snippets("Statistics without tracking")

    assert with_template(world, block, "index.html").select_one("head script[data-goatcounter]")


def test_a_domain_is_named_where_the_host_looks_for_it(world: World) -> None:
    (block,) = snippets("Your own domain")
    world.write("content/extra/CNAME", "notes.example.org\n")
    output = world.build(block.text)

    assert (output / "CNAME").read_text(encoding="utf-8") == "notes.example.org\n"
    canonical = page_of(output, "at-the-weir.html").find("link", rel="canonical")["href"]
    assert canonical == "https://notes.example.org/at-the-weir.html"


def test_an_unpublished_post_leaves_the_output(world: World) -> None:
    world.write("content/once.md", post("Text.", title="Once"))
    world.sh("pelican")
    assert (world.place / "output" / "once.html").is_file()
    world.write("content/once.md", post("Text.", title="Once", draft=True))
    for block in snippets("Unpublish a post"):
        world.sh(block.text)

    assert not (world.place / "output" / "once.html").exists()
    (world.place / "content" / "once.md").unlink()


def test_a_scheduled_post_waits(world: World) -> None:
    (block,) = snippets("Publish later")
    header = f"---\ntitle: Later\ndate: 2025-06-03\n{block.text}---\n\nText.\n"
    world.write("content/later.md", header)
    output = world.build()

    assert (output / "drafts" / "later.html").is_file()
    assert not (output / "later.html").exists()


def test_translations_link_to_each_other(world: World) -> None:
    (block,) = snippets("A second language")
    world.write("content/at-the-weir.fr.md", block.text)
    output = world.build()

    assert page_of(output, "at-the-weir.html").select_one("a[hreflang=fr]")
    assert page_of(output, "at-the-weir-fr.html").select_one("a[hreflang=en]")


def test_projects_are_a_page_in_the_menu(world: World) -> None:
    (block,) = snippets("A page of projects")
    world.write("content/pages/projects.md", block.text)
    output = world.build()

    assert len(page_of(output, "projects.html").select("figure figcaption")) == 2
    assert page_of(output, "index.html").select_one("nav a[href$='projects.html']")


def test_a_page_can_be_the_front_page(world: World) -> None:
    settings, page = snippets("A landing page")
    world.write("content/pages/landing.md", page.text)
    output = world.build(settings.text)
    (world.place / "content" / "pages" / "landing.md").unlink()

    assert "by Mara Quill" in page_of(output, "index.html").main.get_text()
    assert page_of(output, "articles.html").find("a", href=re.compile("at-the-weir.html$"))
    assert page_of(output, "index.html").select_one("main a[href$='articles.html']")


def test_a_formula_is_mathml(world: World) -> None:
    settings, text = snippets("Maths")
    world.write("content/formula.md", post(text.text, title="Formula"))

    assert page_of(world.build(settings.text), "formula.html").select_one("math mfrac")


def test_the_menu_has_the_index_of_sources(world: World) -> None:
    (block,) = snippets("A bibliography")
    output = world.build(block.text)

    assert page_of(output, "index.html").select_one("nav a[href$='sources.html']")
    assert "Tide tables since 1833" in page_of(output, "sources.html").get_text()


def test_a_hidden_post_has_its_page_and_is_in_no_list(world: World) -> None:
    world.write("content/preview.md", post("Text.", title="Preview", hidden=True))
    output = world.build()

    assert (output / "preview.html").is_file()
    assert "preview.html" not in (output / "index.html").read_text(encoding="utf-8")
    assert "Preview" not in (output / "feeds" / "all.atom.xml").read_text(encoding="utf-8")
