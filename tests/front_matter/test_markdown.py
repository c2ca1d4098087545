"""What bodies are read as: by Python-Markdown, or as CommonMark; see `commonmark/`."""

from __future__ import annotations

import pytest
from support import ENGINE, Site, post

GLUED = "Three:\n- one\n- two\n"
LIST = "<p>Three:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>"
COMMONMARK = {"POUCH_FRONT_MATTER": {"markdown": "commonmark"}}
ADMONITION = {"MARKDOWN": {"extensions": ["extra", "admonition", "smarty", "toc"]}}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    """A site that is read as CommonMark, with an extension that has no counterpart."""
    from support import build

    files = {
        "glued.md": post(GLUED, summary="A ~~struck~~ *word*"),
        "header.md": f"Title: Header\nDate: 2025-01-01\nSummary: ~~Gone~~\n\n{GLUED}",
        "own.md": post(GLUED, title="Own", markdown="Python-Markdown"),
        "own-header.md": (
            f"Title: Own header\nDate: 2025-01-01\nMarkdown: python-markdown\n\n{GLUED}"
        ),
        "odd.md": post(GLUED, title="Odd", markdown="troff"),
        "lines.md": post(
            "# A heading that becomes the title\n\n"
            "`![x](images/none.png#right)`\n\nText.\n\n![x](images/none.png#right)\n",
            title=None,
        ),
        "unread.md": post("Text <textarea> here, and $\\left( x$.", title="Unread"),
    }
    return build(tmp_path_factory.mktemp("commonmark"), files, COMMONMARK | ADMONITION)


@pytest.mark.parametrize("name", ["glued.md", "header.md", "odd.md"])
def test_a_list_below_a_line_is_a_list(site: Site, name: str) -> None:
    assert site.contents[name]["content"] == LIST


def test_a_summary_is_read_alike(site: Site) -> None:
    assert "<del>struck</del>" in site.contents["glued.md"]["metadata"]["summary"]
    assert "<del>Gone</del>" in site.contents["header.md"]["metadata"]["summary"]


@pytest.mark.parametrize("name", ["own.md", "own-header.md"])
def test_a_post_may_say_otherwise(site: Site, name: str) -> None:
    assert site.contents[name]["content"] == "<p>Three:\n- one\n- two</p>"


def test_what_names_no_engine_is_told(site: Site) -> None:
    (told,) = site.messages_about("odd.md")

    assert (
        "content/odd.md:4: `markdown: troff` names an unknown engine; write commonmark or" in told
    )


def test_a_message_names_the_line_of_the_image_and_not_that_of_its_quotation(site: Site) -> None:
    (told,) = [line for line in site.messages_about("content/lines.md") if "no image" in line]
    lines = (site.folder / "content/lines.md").read_text(encoding="utf-8").splitlines()

    number = int(told.split("content/lines.md:")[1].split(":")[0])
    assert lines[number - 1] == "![x](images/none.png#right)"


def test_what_cannot_be_read_is_told_with_its_file(site: Site) -> None:
    unclosed, formula = site.messages_about("content/unread.md")

    assert "<textarea> is never closed" in unclosed
    assert "is not valid TeX" in formula


def test_formulas_are_no_text_to_typogrify(build_site) -> None:
    files = {"a.md": post('NASA "says" $\\text{NASA}$', title="Signs")}
    site = build_site(files, COMMONMARK | {"TYPOGRIFY": True})

    html = site.contents["a.md"]["content"]
    assert '<span class="caps">NASA</span>' in html.partition("<math")[0]
    assert "caps" not in html.partition("<math")[2]


def test_an_extension_without_a_counterpart_is_named_once(site: Site) -> None:
    (told,) = site.messages_about("MARKDOWN")

    assert "no counterpart for: admonition; remove them" in told


@pytest.mark.skipif(ENGINE != "python-markdown", reason="all sites are read as CommonMark")
def test_a_site_that_says_nothing_keeps_its_reader(build_site) -> None:
    settings = {"POUCH_FRONT_MATTER": {"heading_ids": True}}
    files = {
        "a.md": post(f"{GLUED}\n## Ä & b\n\n## Ä & b\n"),
        "b.md": post(GLUED, title="B", markdown="commonmark"),
    }
    plain, with_ids = build_site(files), build_site(files, settings)

    assert plain.contents["a.md"]["content"].endswith("<h2>Ä &amp; b</h2>\n<h2>Ä &amp; b</h2>")
    assert with_ids.contents["a.md"]["content"].endswith(
        '<h2 id="ä--b">Ä &amp; b</h2>\n<h2 id="ä--b-1">Ä &amp; b</h2>'
    )
    assert plain.contents["b.md"]["content"] == LIST


def test_notes_of_a_vault_find_each_other(build_site) -> None:
    settings = {"POUCH_FRONT_MATTER": {"markdown": "commonmark", "obsidian_syntax": True}}
    files = {
        "notes/Weir.md": post("See [[Tide tables|the tables]] and [[Nowhere]].", title="Weir"),
        "notes/deep/Tide tables.md": post("Back to [[weir]].", title="Tides"),
    }
    site = build_site(files, settings)

    assert site.soup("weir.html").find("a", string="the tables")["href"].endswith("/tides.html")
    assert site.soup("tides.html").find("a", string="weir")["href"].endswith("/weir.html")
    (told,) = site.messages_about("[[Nowhere]]")
    assert "content/notes/Weir.md:6: " in told
