"""Which files are no posts, on a site of another generator and on one of Pelican's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support import build, post

from pelican_plugins.front_matter.no_posts import why_text_is_no_post
from pelican_plugins.front_matter.post import SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings

MATTER = "---\ntitle: A\n---\nWords.\n"
RULES = "# Rules\n\nRun the tests.\n"
LIST = "---\ntitle: Archive\n---\nAll posts:\n\n{% for p in posts %}{{ p.title }}{% endfor %}\n"
ANY = ("hugo", "jekyll", "zola", "eleventy", "", None)
MOVED = ("hugo", "jekyll", "zola", "eleventy", "")

# The path, the text, for which styles it is left out, a word of the reason.
LEFT_OUT = [
    ("CLAUDE.md", RULES, ANY, "assistant"),
    ("posts/AGENTS.md", RULES, ANY, "assistant"),
    ("GEMINI.md", RULES, ANY, "assistant"),
    ("AGENTS.fr.md", RULES, ANY, "assistant"),
    ("CLAUDE.MD", RULES, ANY, "assistant"),
    ("CLAUDE.local.md", RULES, ANY, "assistant"),
    (
        "skills/dates/SKILL.md",
        "---\nname: dates\ndescription: Reads dates\n---\nHow.\n",
        ANY,
        "tool",
    ),
    ("github/copilot-instructions.md", RULES, ANY, "assistant"),
    ("python.instructions.md", "---\napplyTo: '**/*.py'\n---\nUse types.\n", ANY, "assistant"),
    ("README.md", RULES, MOVED, "code"),
    ("docs/Readme.zh-CN.md", RULES, MOVED, "code"),
    ("README_fr.md", RULES, MOVED, "code"),
    ("CONTRIBUTING.md", RULES, MOVED, "code"),
    ("code-of-conduct.md", RULES, MOVED, "code"),
    ("LICENSE.md", RULES, MOVED, "code"),
    ("SECURITY.md", RULES, MOVED, "code"),
    ("_includes/head.md", MATTER, MOVED, "_includes"),
    ("src/_partials/card.html", "<b>{{ title }}</b>", MOVED, "_partials"),
    ("includes/card.html", "<b>{{ title }}</b>", MOVED, "includes"),
    ("layouts/base.html", MATTER.replace("Words", "{{ content }}"), MOVED, "layouts"),
    ("archive.md", LIST, MOVED, "list"),
    (
        "tags.html",
        "---\n---\n{%- for tag in site.tags -%}{{ tag[0] }}{%- endfor -%}",
        MOVED,
        "list",
    ),
    ("post/_index.md", "---\ntitle: Posts\n---\n", ("hugo", "zola"), "no text"),
    (
        "post/_index.md",
        "+++\nsort_by = 'date'\n+++\n<!-- later -->\n",
        ("hugo", "zola"),
        "no text",
    ),
    ("post/_index.md", "", ("hugo", "zola"), "no text"),
    ("_index.md", MATTER, ("hugo", "zola"), "front page"),
    ("_index.fr.md", MATTER, ("hugo", "zola"), "front page"),
    ("tags/_index.md", MATTER, ("hugo", "zola"), "tag and category"),
    ("tags/birds/_index.html", MATTER, ("hugo", "zola"), "tag and category"),
]
POSTS = [
    ("CLAUDE.md", MATTER),
    ("AGENTS.md", "Title: Agents\nDate: 2020-01-01\n\nWords.\n"),
    ("SKILL.md", '{"title": "A"}\nWords.\n'),
    ("agents.md", RULES),
    ("claudel.md", RULES),
    ("README.md", MATTER),
    ("security.md", RULES),
    ("history.md", RULES),
    ("templates/how-to.md", MATTER),
    ("components/birds.md", MATTER),
    ("post/_index.md", MATTER),
    ("a/index.md", "---\ntitle: A\n---\n"),
    ("AGENT-orange.md", RULES),
    ("contents.md", LIST.replace("All posts:", "- [A text of mine](/x)\n" * 6)),
    ("liquid.md", LIST.replace("All posts:", "It is a loop in Liquid, which we explain. " * 10)),
    ("about.md", "---\ntitle: A\n---\nI am {{ site.author }}, and write {{ site.title }}.\n"),
    ("my_index.md", MATTER),
]


@pytest.mark.parametrize(("path", "text", "styles", "word"), LEFT_OUT)
def test_what_is_left_out_and_why(path, text, styles, word) -> None:
    for style in ANY:
        reason = why_text_is_no_post(path, text, style)
        assert (reason is not None) == (style in styles), (style, reason)
        assert reason is None or word in reason


@pytest.mark.parametrize(("path", "text"), POSTS)
def test_what_is_a_post_everywhere(path: str, text: str) -> None:
    assert {why_text_is_no_post(path, text, style) for style in ANY} == {None}


def test_what_cannot_be_split_is_left_to_its_reader() -> None:
    assert why_text_is_no_post("README.md", "---\ntitle: A\n", "hugo") is None


SECTIONS = [
    # The text, whether it is in a folder of pages, the setting date_fallback, the status.
    ("---\ntitle: Posts\n---\nWords.\n", False, "nothing", "skip"),
    ("---\ntitle: Posts\ndate: 2020-01-01\n---\nWords.\n", False, "nothing", None),
    ("---\ntitle: Posts\n---\nWords.\n", True, "nothing", None),
    ("---\ntitle: Posts\n---\nWords.\n", False, "mtime", None),
]


@pytest.mark.parametrize(("text", "is_page", "fallback", "status"), SECTIONS)
def test_pelican_leaves_out_a_section_without_a_date_and_nothing_else(
    text, is_page, fallback, status
) -> None:
    now = datetime(2025, 7, 1, tzinfo=UTC)
    place = SourceContext(path="posts/_index.md", is_page=is_page, now=now, zone=UTC)
    found = read_post(text, place, FrontMatterSettings(date_fallback=fallback))
    assert found is not None
    assert found.metadata.get("status") == status


def test_a_build_says_once_what_it_leaves_out(tmp_path) -> None:
    files = {
        "CLAUDE.md": RULES,
        "pages/AGENTS.md": RULES,
        "posts/_index.md": "---\ntitle: Posts\n---\nAbove.\n",
        "one.md": post(title="One"),
    }
    loud = ("--verbose", "--log-handler", "rich")
    built = build(tmp_path, files, arguments=loud, environment={"COLUMNS": "300"})
    assert {path for path, found in built.contents.items() if found} == {"one.md"}
    for path in ("CLAUDE.md", "pages/AGENTS.md", "posts/_index.md"):
        (told,) = built.messages_about(f"content/{path}")
        assert "not published: " in told
    assert "ERROR" not in built.log
    assert not list((tmp_path / "output").rglob("*agents*"))
