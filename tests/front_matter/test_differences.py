"""What other readers show and Python-Markdown does not is found, and written so that both do."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from checked import check, found
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown
from markdown_it import MarkdownIt
from support import build, cases, compare, post

from pelican_plugins.front_matter.differences.blocks import PythonMarkdown
from pelican_plugins.front_matter.differences.bodies import has_differences, masked
from pelican_plugins.front_matter.differences.compare import LONGEST, differences, same_blocks

FOLDER = Path(__file__).parent / "differences"
NAMES = ("codehilite", "extra", "meta")
USUAL = {"extensions": [f"markdown.extensions.{name}" for name in NAMES]}
SANE = {"extensions": [*USUAL["extensions"], "sane_lists"]}
BLOCKS = re.compile(r"<(li|ul|ol|pre|table|blockquote|h[1-6])[ >]")


def fixed(body: str, settings: dict = USUAL) -> str:
    lines = body.split("\n")
    for each in reversed(differences(body, PythonMarkdown(settings))):
        if each.changes:
            end = each.line + len(each.old)
            assert tuple(lines[each.line : end]) == each.old
            lines[each.line : end] = each.new
    return "\n".join(lines)


def blocks(html: str) -> Counter[str]:
    return Counter(BLOCKS.findall(html))


def of_others(body: str) -> Counter[str]:
    return blocks(MarkdownIt("commonmark").enable("table").render(body))


def of_python_markdown(body: str) -> Counter[str]:
    # Not at the beginning, where a line with a colon would be a header.
    return blocks(markdown(f"\n{body}", **USUAL))


@pytest.mark.parametrize("case", cases(FOLDER, ".in.md"))
def test_cases(case: Path, rewrite: bool) -> None:
    body = masked(case.read_text("utf-8"))
    lost = differences(body, PythonMarkdown(USUAL))
    told = [{"line": each.line + 1, "loss": each.loss, "fixed": each.changes} for each in lost]
    after = fixed(body)

    produced = {".out.json": json.dumps(told, indent=1) + "\n", ".out.md": after}
    compare(case, ".in.md", produced, rewrite=rewrite)
    assert has_differences(body, PythonMarkdown(USUAL)) == bool(lost)
    assert bool(lost) != case.name.startswith("silent")
    assert same_blocks(body, after)
    # With what is known to be the same, nothing else is lost.
    if lost and all(each.changes for each in lost):
        assert of_python_markdown(body) != of_others(body)
        assert of_python_markdown(after) == of_others(body) == of_others(after)
        assert differences(after, PythonMarkdown(USUAL)) == []


def test_lists_that_sane_lists_parts_are_not_told() -> None:
    body = (FOLDER / "bullets_after_numbers.in.md").read_text("utf-8")

    assert differences(body, PythonMarkdown(USUAL))
    assert not differences(body, PythonMarkdown(SANE))
    assert differences("Text\n- a\n  - b\n", PythonMarkdown(SANE))


def test_what_would_take_too_long_is_left_alone() -> None:
    body = "Text\n- a\n"
    body += "- b\n" * (LONGEST // 4)

    assert differences(body, PythonMarkdown(USUAL)) == []
    assert not has_differences(body, PythonMarkdown(USUAL))


def test_an_engine_goes_on_behind_what_is_too_deep() -> None:
    engine = PythonMarkdown(USUAL)
    deep = "".join("    " * level + "- a\n" for level in range(260))

    assert engine.find_markers(deep) == {}
    assert [each.line for each in differences("Text\n- a\n- b\n", engine)] == [1]


PIECES = [
    *(
        "text",
        "text:",
        "- a",
        "* b",
        "+ c",
        "1. d",
        "2) e",
        "10. f",
        "1986. g",
        "- [ ] h",
        "- **i**",
    ),
    *("```", "```sh", "````", "~~~", "| a | b |", "|---|---|", "> q", "> - r", "# head", "---"),
    *(
        "<div>",
        "</div>",
        "<pre>",
        "</pre>",
        "<!--",
        "-->",
        "[^1]: n",
        ":   d",
        "*[ab]: c",
        "[r]: /u",
    ),
    *("{{< x >}}", "{% highlight sh %}", "{% endhighlight %}", "\ttab", "**", "-", "``", "a  "),
]
LINES = st.builds(
    "{}{}".format,
    st.sampled_from(["", "", "", " ", "  ", "   ", "    ", "\t"]),
    st.sampled_from(PIECES),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(LINES, LINES, st.just("")), max_size=14))
def test_a_change_is_none_to_other_readers_and_loses_nothing_here(lines: list[str]) -> None:
    body = masked("\n".join(lines))
    engine = PythonMarkdown(USUAL)
    before = differences(body, engine)
    after = fixed(body)

    assert same_blocks(body, after)
    assert len(differences(after, engine)) <= len(before)
    assert (after != body) == any(each.changes for each in before)


BODY = "We packed:\n- a lamp\n- rope\n  - thin\n"
NUMBERS = "Numbers:\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n"
FILES = {
    "list.md": post(BODY, title="List"),
    "headers.md": f"Title: Table\r\nDate: 2025-06-03\r\n\r\n{NUMBERS}",
    "clean.md": post("We packed:\n\n- a lamp\n- rope\n", title="Clean"),
    "other.md": post(BODY, title="Other", markdown="commonmark"),
    "shortcode.md": post("{% highlight sh %}\na\n- b\n{% endhighlight %}\n", title="Code"),
    "title.md": post('```go title="a"\nx\n```\n', title="Title"),
}


def test_a_build_counts_and_the_check_names_and_mends(build_site) -> None:
    site = build_site(FILES, {"POUCH_FRONT_MATTER": {"markdown": "python-markdown"}})
    lines = [line for line in site.log.splitlines() if line.startswith("Markdown: ")]

    assert len(lines) == 1
    assert "3 posts" in lines[0]
    assert "pouch check --fix" in lines[0]
    told = [line for line in found(site) if "[markdown-differs]" in line]
    assert [line.partition(" ")[0] for line in told] == [
        "content/headers.md:5:",
        "content/list.md:7:",
        "content/title.md:6:",
    ]

    run = check(site, "--fix", "--yes", "--only", "markdown-differs")

    assert "Fixed 2 findings in 2 files" in run.stdout
    content = site.folder / "content"
    mended = {path.name: path.read_bytes().decode() for path in content.iterdir()}
    assert mended.pop("list.md") == FILES["list.md"].replace("\n- a", "\n\n- a").replace(
        "  - t", "    - t"
    )
    assert mended.pop("headers.md") == FILES["headers.md"].replace("\r\n| a", "\r\n\r\n| a")
    assert mended == {name: FILES[name] for name in mended}
    again = build(site.folder, {}, site.settings)
    assert len(again.soup("list.html").select("li li")) == 1
    assert again.soup("table.html").select_one("table")
    assert "Markdown: in 1 post, " in again.log


def test_a_site_of_commonmark_is_not_told(build_site) -> None:
    files = {name: FILES[name] for name in ("list.md", "headers.md")}
    site = build_site(files, {"POUCH_FRONT_MATTER": {"markdown": "commonmark"}})

    assert "Markdown: " not in site.log
    assert not [line for line in found(site) if "[markdown-differs]" in line]
