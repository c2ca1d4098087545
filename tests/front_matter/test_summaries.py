"""Summaries that authors mark off in their texts."""

from __future__ import annotations

import pytest
from support import build, post

from pelican_plugins.front_matter.summaries import mark_separator, split_summary

# The HTML, the separator, the summary, the HTML without marks.
SPLIT = [
    ("<p>A</p>\n<!--more-->\n<p>B</p>", "", "<p>A</p>", "<p>A</p>\n\n<p>B</p>"),
    ("<p>A</p><!-- more --><p>B</p>", "", "<p>A</p>", "<p>A</p><p>B</p>"),
    ("<p>A</p><!--more Read on--><p>B</p>", "", "<p>A</p>", "<p>A</p><p>B</p>"),
    ("<p>A <b>b<!--more--> c</b></p>", "", "<p>A <b>b</b></p>", "<p>A <b>b c</b></p>"),
    (
        "<ul><li>A</li><!--more--><li>B</li></ul>",
        "",
        "<ul><li>A</li></ul>",
        "<ul><li>A</li><li>B</li></ul>",
    ),
    ("<p>A</p><p><!--more--></p><p>B</p>", "", "<p>A</p>", "<p>A</p><p>B</p>"),
    (
        "<p>A<br><img src=a></p><!--more-->",
        "",
        "<p>A<br><img src=a></p>",
        "<p>A<br><img src=a></p>",
    ),
    ("<p><img src=a></p><!--more-->B", "", "<p><img src=a></p>", "<p><img src=a></p>B"),
    ("<p>A</p><!--more--><p>B</p><!--more-->", "", "<p>A</p>", "<p>A</p><p>B</p>"),
    ("<!--more--><p>B</p>", "", None, "<p>B</p>"),
    ("<p></p><!--more--><p>B</p>", "", None, "<p></p><p>B</p>"),
    (
        "<p>A</p><!-- more of this later --><p>B</p>",
        "",
        None,
        "<p>A</p><!-- more of this later --><p>B</p>",
    ),
    ("<p>A</p><!--end--><p>B</p>", "", None, "<p>A</p><!--end--><p>B</p>"),
    ("<p>A</p><!--end--><p>B</p>", "<!--end-->", "<p>A</p>", "<p>A</p><p>B</p>"),
    ("<p>A</p>", "<!--end-->", None, "<p>A</p>"),
]
MARKED = [
    ("A\n\nB", "", "A\n\nB"),
    ("A\n\nB", "\n\n", "A\n\n<!--more-->\n\nB"),
    ("\n\nA\n\nB\n\nC", "\n\n", "\n\nA\n\n<!--more-->\n\nB\n\nC"),
    ("```\na\n\nb\n```\n\nB", "\n\n", "```\na\n\nb\n```\n\n<!--more-->\n\nB"),
    ("A [cut] B", "[cut]", "A <!--more--> B"),
    ("A B", "[cut]", "A B"),
    ("A <!-- x --> B", "<!-- x -->", "A <!-- x --> B"),
]


@pytest.mark.parametrize(("html", "separator", "summary", "rest"), SPLIT)
def test_the_text_above_the_first_mark_is_the_summary(html, separator, summary, rest) -> None:
    assert split_summary(html, separator) == (summary, rest)


@pytest.mark.parametrize(("body", "separator", "marked"), MARKED)
def test_a_separator_that_readers_would_see_is_a_mark(body, separator, marked) -> None:
    assert mark_separator(body, separator) == marked


FILES = {
    "more.md": post("Above [it][1].\n\n<!--more-->\n\nBelow.\n\n[1]: /one"),
    "stated.md": post("Above.\n\n<!--more-->\n\nBelow.", title="Two", summary="*Stated*"),
    "described.md": post("Above.\n\n<!--more-->\n\nBelow.", title="Three", description="Said"),
    "own.md": post("Above.\n\n--cut--\n\nBelow.", title="Four", excerpt_separator="--cut--"),
    "site.md": post("Above.\n\n~fold~\n\nBelow.", title="Five"),
    "code.md": post("```\n<!--more-->\n```\n\nBelow.", title="Six"),
}


@pytest.fixture(scope="module")
def summaries(tmp_path_factory):
    ours = {"url_keys": "all", "summary_separator": "~fold~"}
    built = build(tmp_path_factory.mktemp("new"), FILES, {"POUCH_FRONT_MATTER": ours})
    return {
        name: (found["metadata"].get("summary"), found["content"])
        for name, found in built.contents.items()
    }


def test_a_site_that_came_from_elsewhere_has_the_summaries_of_its_authors(summaries) -> None:
    assert summaries["more.md"][0] == '<p>Above <a href="/one">it</a>.</p>'
    assert summaries["stated.md"][0] == "<p><em>Stated</em></p>"
    for name in ("described.md", "own.md", "site.md"):
        assert summaries[name][0] == "<p>Above.</p>", name
    assert summaries["code.md"][0] is None


def test_no_mark_is_shown(summaries) -> None:
    for name, (_, content) in summaries.items():
        assert "Below." in content
        for mark in ("--cut--", "~fold~"):
            assert mark not in content
        assert ("more" in content) == (name == "code.md")


def test_a_site_of_pelicans_keeps_its_summaries(tmp_path) -> None:
    # In CommonMark `~` strikes out.
    reading = {"summary_separator": "~fold~", "markdown": "python-markdown"}
    built = build(tmp_path, FILES, {"POUCH_FRONT_MATTER": reading})
    for name in ("more.md", "own.md", "site.md"):
        found = built.contents[name]
        assert "summary" not in found["metadata"], name
    assert "<!--more-->" in built.contents["more.md"]["content"]
    assert "~fold~" in built.contents["site.md"]["content"]
