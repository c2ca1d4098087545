"""Where a private name of Pelican's is gone, what needs it is off, and the site builds."""

from __future__ import annotations

import pytest
from support import post

from pelican_plugins._core.pelican_compat import Need, is_met, unmet

# As with a release that calls it otherwise.
RENAMED = """
import pelican_plugins._core.pelican_compat as compat

names_of = compat._names_of
compat._names_of = lambda owner: names_of(owner) - {{{name!r}}}

def register():
    pass
"""
INFO = {"arguments": ("--verbose", "--log-handler", "rich"), "environment": {"COLUMNS": "300"}}
NAMES = {
    "Content": "_update_content",
    "Writer": "_add_item_to_the_feed",
    "MarkdownReader": "_parse_metadata",
    "LimitFilter": "_group_count",
}
LIST = "## Sources\n\n- [One](https://example.org/1), 2020\n- [Two](https://example.org/2), 2021\n"
FILES = {
    "a.md": post(f"Text.\n\n![A jug](images/jug.png)\n\n{LIST}", title="A"),
    "b.md": "Title: B\nDate: 2025-06-03\nMarkdown: commonmark\nSummary: *s*\n\nText ~~gone~~.\n",
}


@pytest.mark.parametrize("owner", NAMES)
def test_what_needs_a_name_that_is_gone_is_off_and_said_once(build_site, owner: str) -> None:
    plugins = {"PLUGINS": ["renamed", "pelican_plugins"], "FEED_ALL_ATOM": "all.xml"}
    renamed = RENAMED.format(name=NAMES[owner])
    site = build_site(FILES, plugins, modules={"renamed": renamed}, **INFO)

    assert site.code == 0, site.log
    log = " ".join(site.log.split())
    assert log.count(f"Pelican's {owner} has no {NAMES[owner]}, so ") == 1
    assert ("no image images/jug.png" in log) is (owner != "Content")
    assert "Text" in site.text("a.html")
    assert ("pelican-pouch" in site.text("all.xml")) is (owner != "Writer")
    assert ("<del>gone</del>" in site.text("b.html")) is (owner != "MarkdownReader")


def test_this_version_of_pelican_has_every_name() -> None:
    assert list(unmet()) == []


def test_a_name_is_there_where_a_class_or_one_of_its_methods_has_it() -> None:
    class Base:
        def _made(self) -> None:
            self._set = 1

    class Heir(Base):
        pass

    assert is_met(Need(Heir, ("_made", "_set"), ""))
    assert not is_met(Need(Heir, ("_made", "_other"), ""))
