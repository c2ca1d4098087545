"""A link to another post's file, as code hosts and editors write it, leads to its page."""

from __future__ import annotations

from support import post

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
}
STAYS = ("../../outside.md", "missing.md", "https://example.com/far.md", "/other/far.md")


def test_it_leads_to_the_page_and_what_leads_to_no_post_stays_as_it_is(build_site) -> None:
    links = "".join(f"* [x]({link})\n" for link in [*LEADS, *STAYS])
    files = {**FILES, "notes/a.md": post(links, title="A"), "../outside.md": post()}
    site = build_site(files)

    assert "outside" not in site.log
    hrefs = [link["href"] for link in site.soup("a.html").select(".prose a")]
    assert hrefs == [*(f"https://example.org/blog/{page}" for page in LEADS.values()), *STAYS]


def test_it_works_wherever_the_page_lies(build_site) -> None:
    settings = {"RELATIVE_URLS": True, "PAGE_SAVE_AS": "deep/{slug}.html"}
    site = build_site({**FILES, "pages/x.md": post("[x](../other/far.md)", slug="x")}, settings)

    assert site.soup("deep/x.html").select_one(".prose a")["href"] == "../far.html"
