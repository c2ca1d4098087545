"""Markup of other programs that would be printed is named, and nothing else is."""

from __future__ import annotations

import json

import pytest
from checked import check
from hypothesis import given
from hypothesis import strategies as st
from support import build, post

from pelican_plugins.front_matter.foreign_syntax import foreign_syntax, line_of_foreign_syntax

NAMED = {
    "See [[The ditch book]] and [[Notes#Prices|prices]].": {"[[…]]": 2},
    "![[map.png|200]] ![[Other note]]": {"![[…]]": 2},
    "> [!warning]- Fold\n> text": {"[!warning]": 1},
    "> [!info]\n> text": {"[!info]": 1},
    "A ==marked== word": {"==…==": 1},
    '[caption id="a" width="3"]<img src="a.png"> Words[/caption]': {"[caption]": 1},
    "[gallery]": {"[gallery]": 1},
    '[gallery ids="1,2"]': {"[gallery]": 1},
    "[sourcecode]x[/sourcecode]": {"[sourcecode]": 1},
    ":::note\nText\n:::": {":::note": 1},
    "::: tip Title\nText\n:::": {":::tip": 1},
    ":::{warning}\nText\n:::": {":::warning": 1},
    "import Tabs from '@theme/Tabs';\n\nText": {"import … from": 1},
    "<Tabs>\n<TabItem value={1}>x</TabItem>\n</Tabs>": {"<Tabs>": 1, "<TabItem>": 1},
    "<YouTube id='a' />": {"<YouTube>": 1},
}
NOTHING = [
    "A [[1]](https://example.org) and [[text]](a) and [[2]]",
    "if [[ -f x ]]; then",
    "[[a]]: /b",
    r"\[[not]]",
    "`[[code]]` and `==x==`",
    "```\n[[code]]\n:::note\nimport a from 'b'\n```",
    "    [[indented]]",
    "<pre>[[x]]</pre>",
    "<!-- [[x]] -->",
    "> [!NOTE]\n> as on GitHub",
    "a == b and b == c",
    "====",
    "Heading\n=======",
    "the [video](/a) and [code][1] and [audio]\n\n[audio]: /b",
    "[video] is a word in brackets",
    "We import tea from China.",
    "::: ",
    "a<Name> and Vec<String> and <Your name>",
    "<Div class='a'>x</Div> <B>y</B>",
    "Write <Name> there",
]


@pytest.mark.parametrize(("body", "kinds"), NAMED.items())
def test_what_would_be_printed_is_named(body: str, kinds: dict[str, int]) -> None:
    assert foreign_syntax(body, obsidian=False) == kinds
    for kind in kinds:
        assert line_of_foreign_syntax(f"one\n\n{body}", kind) in {3, 4}


@pytest.mark.parametrize("body", NOTHING)
def test_what_means_something_else_is_not(body: str) -> None:
    assert not foreign_syntax(body, obsidian=False)


def test_what_is_read_is_not_named() -> None:
    body = "[[a]] ![[b]] ==c==\n\n> [!info] d\n\n:::note"
    assert foreign_syntax(body, obsidian=True) == {":::note": 1}


@given(st.text(st.sampled_from("[]!=:>|#<A/a \n`")))
def test_any_text_is_looked_through(body: str) -> None:
    foreign_syntax(body, obsidian=False)


@pytest.mark.parametrize("part", ["[[", "![[a", "==a", "<A a=", "[caption ", "> [!", "import a "])
def test_no_text_takes_long(part: str) -> None:
    foreign_syntax(part * 20_000, obsidian=False)


def test_a_build_and_the_check_name_each_kind_once(tmp_path) -> None:
    files = {
        "one.md": post("Text.\n\nSee [[Two]].\n\n[gallery]", title="One"),
        "two.md": post("See [[One]].", title="Two"),
    }
    site = build(tmp_path, files, {"POUCH_FRONT_MATTER": {"url_keys": "all"}})
    lines = [line for line in site.log.splitlines() if "shown unrendered" in line]
    assert len(lines) == 2
    assert lines[0].startswith("the markup '[[…]]' is shown unrendered, 2 times, in content/one")
    assert "obsidian_syntax" in lines[0]
    found = json.loads(check(site, "--json", "--only", "shortcode-unknown").stdout)["findings"]
    assert [(one["path"], one["line"]) for one in found] == [
        ("content/one.md", 8),
        ("content/one.md", 10),
        ("content/two.md", 6),
    ]
