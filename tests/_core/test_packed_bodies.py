"""Bodies are held packed, and nobody who asks for one or sets one notices."""

from __future__ import annotations

import pytest
from support import post

TEXT = "“Water rose,” he said – 水位 and a pile of 🪨.\n\n[The other](b.md)\n"
# Looks at a content as plugins do, before and behind ours, and says what it saw.
PLUGIN = """
import copy, pickle
from pelican import signals

def look(generators):
    for article in generators[0].articles:
        body = article._content
        print("TYPE", article.slug, type(body).__name__, len(body))
        print("RESTS", type(vars(article)["_content"]).__name__)
        state = article.__getstate__()
        print("STATE", state["_content"] == body)
        again = copy.copy(article)
        again._content = body + "<p>“added”</p>"
        print("COPY", article._content == body, again._content.endswith("<p>“added”</p>"))
        print("MEMO", article.content == article.content, type(article.content).__name__)

def change(generator, content):
    content._content = content._content.replace("rose", "fell")

def register():
    signals.all_generators_finalized.connect(look)
    signals.article_generator_write_article.connect(change)
"""


def files() -> dict[str, str]:
    return {
        "a.md": post(TEXT, title="A", slug="a"),
        "b.md": post("Plain.", title="B", slug="b"),
    }


@pytest.mark.parametrize("packed", [True, False])
def test_a_body_is_a_text_for_whoever_asks(build_site, packed: bool) -> None:
    settings = {
        "PLUGINS": ["pelican_plugins", "watcher"],
        "POUCH_BUILD": {"pack_bodies": packed},
    }
    site = build_site(files(), settings, modules={"watcher": PLUGIN})

    assert site.code == 0, site.log
    told = [line.split() for line in site.log.splitlines()]
    assert {line[2] for line in told if line[0] == "TYPE"} == {"str"}
    assert [line[1] for line in told if line[0] == "RESTS"] == [
        "bytes" if packed and slug == "a" else "str"
        for slug in [line[1] for line in told if line[0] == "TYPE"]
    ]
    assert {tuple(line) for line in told if line[0] == "STATE"} == {("STATE", "True")}
    assert {tuple(line) for line in told if line[0] == "COPY"} == {("COPY", "True", "True")}
    assert {tuple(line) for line in told if line[0] == "MEMO"} == {("MEMO", "True", "str")}
    assert site.soup("a.html").select_one(".e-content, article").get_text().count("水位") == 1


def test_a_body_that_a_plugin_changes_is_the_one_that_is_written_as_without_us(build_site) -> None:
    pages = []
    for packed in (True, False):
        settings = {
            "PLUGINS": ["pelican_plugins.front_matter", "watcher"],
            "POUCH_BUILD": {"pack_bodies": packed},
        }
        site = build_site(files(), settings, modules={"watcher": PLUGIN})
        pages.append(site.text("a.html"))

    assert pages[0] == pages[1]
