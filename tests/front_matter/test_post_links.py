"""A link to another post's file, as code hosts and editors write it, leads to its page."""

from __future__ import annotations

import pytest
from support import post

from pelican_plugins.front_matter.post_links import PostLinks
from pelican_plugins.front_matter.vault import VaultFiles

FILES = {
    "notes/beside it.md": post(title="Beside", slug="beside"),
    "other/far.md": post("## Banks\n", title="Far", slug="far"),
    "pages/about.md": post(title="About", slug="about"),
}


LEADS = {
    "beside%20it.md": "beside.html",
    "<beside it.md>": "beside.html",
    "./beside%20it.md": "beside.html",
    "../other/far.md": "far.html",
    "../other/far.md#banks": "far.html#banks",
    "../pages/about.md": "pages/about.html",
    "other/far.md": "far.html",
    # As Zola, code hosts in the root of a repository, and systems that ignore case resolve them.
    "@/other/far.md#banks": "far.html#banks",
    "/other/far.md": "far.html",
    "../Other/FAR.md": "far.html",
}
MISSING = ("../../outside.md", "missing.md", "@/other/none.md")
STAYS = (*MISSING, "https://example.com/far.md", "/other/none.md", "/other/far")


def test_it_leads_to_the_page_and_what_leads_to_no_post_stays_as_it_is(build_site) -> None:
    links = "".join(f"* [x]({link})\n" for link in [*LEADS, *STAYS])
    files = {**FILES, "notes/a.md": post(links, title="A"), "../outside.md": post()}
    site = build_site(files)

    told = [line for line in site.log.splitlines() if "matches no file" in line]
    assert [name for name in MISSING if sum(repr(name) in line for line in told) == 1] == [*MISSING]
    assert len(told) == len(MISSING)
    assert all(line.startswith("content/notes/a.md:") for line in told)
    hrefs = [link["href"] for link in site.soup("a.html").select(".prose a")]
    assert hrefs == [*(f"https://example.org/blog/{page}" for page in LEADS.values()), *STAYS]


def test_it_works_wherever_the_page_lies(build_site) -> None:
    settings = {"RELATIVE_URLS": True, "PAGE_SAVE_AS": "deep/{slug}.html"}
    site = build_site({**FILES, "pages/x.md": post("[x](../other/far.md)", slug="x")}, settings)

    assert site.soup("deep/x.html").select_one(".prose a")["href"] == "../far.html"


def found(written: str, files: list[str], **more: object) -> tuple[str | None, list[str]]:
    notes = VaultFiles(files)
    links = PostLinks(
        "content/blog", lambda path: path if path in files else None, notes.find, **more
    )
    return links.link(written), links.missing


OF_HUGO = [
    "content/blog/a.md",
    "content/blog/big/index.md",
    "content/x/_index.md",
    "_posts/2020-01-01-b.md",
]
MOVED = {
    "{filename}a.md": "{filename}/content/blog/a.md",
    "{filename}/blog/a.md": "{filename}/content/blog/a.md",
    "{filename}big.md": "{filename}/content/blog/big/index.md",
    "{filename}/x.md": "{filename}/content/x/_index.md",
    "{filename}2020-01-01-b.md": "{filename}/_posts/2020-01-01-b.md",
    "a.md": "{filename}a.md",
    "@/blog/a.md": "{filename}/content/blog/a.md",
    "/content/blog/a.md": "{filename}/content/blog/a.md",
    "/blog/a.md": "{filename}/content/blog/a.md",
}


@pytest.mark.parametrize(("written", "leads"), MOVED.items())
def test_a_site_that_was_moved_has_the_links_of_its_generator(written: str, leads: str) -> None:
    assert found(written, OF_HUGO, folders=("content",), is_moved=True) == (leads, [])


def test_a_reference_that_leads_nowhere_is_named_and_has_no_marker() -> None:
    link = found("{filename}none.md", OF_HUGO, folders=("content",), is_moved=True)
    assert link == ("none.md", ["none.md"])
    assert found("{filename}none.md", OF_HUGO) == (None, []), "Pelican says so"
