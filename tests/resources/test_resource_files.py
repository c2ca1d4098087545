"""What a build writes of resources besides the pages: references, sources, JSON-LD, h-cite."""

from __future__ import annotations

import json
from itertools import chain
from typing import Any

import mf2py
import pytest
from support import Site, post

TIDES = "* Tide tables https://example.net/tides\n"
HOSTILE = "</script><script>alert(1)</script> & \u2028 “x”"
FILES = {
    "rivers.md": post(
        f"## Resources\n\n{TIDES}* Gauges https://example.com/g.pdf\n",
        title="Rivers & <lakes>",
        slug="rivers",
        authors=["Mara Quill", "Tomas Arden"],
        modified="2025-07-01",
    ),
    "maps.md": post("## Sources\n\n* Tables http://www.example.net/tides/\n", title="Maps"),
    "maps-fr.md": post(f"## Sources\n\n{TIDES}", title="Cartes", slug="maps", lang="fr"),
    "none.md": post("Text.", title="None"),
    "draft.md": post("## Sources\n\n* Secret https://secret.example/d\n", title="D", draft=True),
    "hidden.md": post(
        "## Sources\n\n* Secret https://secret.example/h\n", title="H", status="hidden"
    ),
    "pages/about.md": post("## Sources\n\n* Charter https://example.com/c\n", title="About"),
    "pages/secret.md": post(
        "## Sources\n\n* Secret https://secret.example/p\n", title="P", status="draft"
    ),
}
REFERENCES = {"POUCH_RESOURCES": {"references_save_as": "{slug}.references.json"}}


def sources(site: Site, name: str = "sources.json") -> list[dict[str, Any]]:
    return json.loads(site.text(name))


def test_each_published_or_hidden_content_gets_its_references(build_site) -> None:
    site = build_site(FILES, REFERENCES)

    assert site.code == 0, site.log
    files = [name for name in site.files() if name.endswith(".references.json")]
    assert files == [
        "about.references.json",
        "h.references.json",
        "maps-fr.references.json",
        "maps.references.json",
        "rivers.references.json",
    ]
    titles = [item["title"] for item in sources(site, "rivers.references.json")]
    assert titles == ["Gauges", "Tide tables"]
    link = site.soup("rivers.html").find("link", type="application/vnd.citationstyles.csl+json")
    assert link["href"] == "https://example.org/blog/rivers.references.json"
    for name in ("none.html", "drafts/d.html"):
        assert "citationstyles" not in site.text(name)


def test_relative_addresses_of_references_lead_there(build_site) -> None:
    settings = {
        "POUCH_RESOURCES": {"references_save_as": "refs/{lang}/{date:%Y}/{slug}.json"},
        "RELATIVE_URLS": True,
        "ARTICLE_SAVE_AS": "posts/{slug}/index.html",
        "ARTICLE_URL": "posts/{slug}/",
    }
    site = build_site(FILES, settings)

    link = site.soup("posts/rivers/index.html").find(
        "link", type="application/vnd.citationstyles.csl+json"
    )
    assert link["href"] == "../../refs/en/2025/rivers.json"
    assert "refs/en/2025/rivers.json" in site.files()
    page = site.soup("sources.html")
    assert page.select_one(".cited-in a")["href"].startswith("./pages/")
    assert sources(site)[0]["works"][0]["cited_by"][0]["url"].startswith("./pages/")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (
            {"references_save_as": "../{slug}.json"},
            "'../{slug}.json'; set the path of a file below the output folder",
        ),
        ({"references_save_as": "/tmp/{slug}.json"}, "below the output folder"),
        ({"references_save_as": "{slug}/"}, "below the output folder"),
        ({"references_save_as": "c:{slug}"}, "below the output folder"),
        ({"references_save_as": "{slugg}.json"}, "unknown field or format; use {author}"),
        ({"references_save_as": "{}.json"}, "unknown field or format"),
        ({"references_save_as": "refs.json"}, "the same file for all articles"),
        ({"references_save_as": "{slug.json"}, "unknown field or format"),
        ({"references_save_as": "{slug!z}.json"}, "unknown field or format"),
        ({"references_save_as": "{slug.x}.json"}, "unknown field or format"),
        ({"sources_save_as": "../sources.html"}, "below the output folder"),
        ({"sources_save_as": "sources.json"}, "the path of its JSON file"),
    ],
)
def test_a_bad_path_stops_the_build_with_one_sentence(build_site, settings, message) -> None:
    site = build_site(FILES, {"POUCH_RESOURCES": settings})

    assert site.code != 0
    assert site.log.count("POUCH_RESOURCES") == 1
    assert message in " ".join(site.log.split())
    assert "Traceback" not in site.log


def test_two_contents_never_share_a_file_of_references(build_site) -> None:
    files = {**FILES, "pages/undated.md": f"Title: U\n\n## Sources\n\n{TIDES}"}
    site = build_site(
        files, {"POUCH_RESOURCES": {"references_save_as": "{category}/{date:%Y}.json"}}
    )

    assert site.code == 0, site.log
    (message,) = [line for line in site.messages_about("refer") if "content/rivers.md:1" in line]
    place = (
        "its references cannot be written to misc/2025.json, which is already used by the"
        " references of content/hidden.md;"
    )
    assert place in message
    assert len(site.messages_about("its metadata gives no valid path")) == 1


def test_references_give_way_to_a_file_of_the_owner(build_site) -> None:
    files = {**FILES, "maps.references.json": "mine"}
    site = build_site(files, {**REFERENCES, "STATIC_PATHS": ["maps.references.json"]})

    assert site.text("maps.references.json") == "mine"
    assert len(site.messages_about("used by maps.references.json;")) == 1
    assert "citationstyles" not in site.text("maps.html")


@pytest.mark.parametrize("slug", ["../../out", "/out"])
def test_no_slug_leads_out_of_the_output_folder(build_site, slug: str) -> None:
    text = f"Title: A\nDate: 2025-06-03\nSlug: {slug}\nSave_as: a.html\n\n## Resources\n\n{TIDES}"
    settings = {**REFERENCES, "PLUGINS": ["pelican_plugins.resources"]}
    site = build_site({"a.md": text}, settings)

    assert site.code == 0, site.log
    assert not list(site.folder.parent.rglob("*.references.json"))
    assert len(site.messages_about("its metadata gives no valid path")) == 1


def test_the_index_names_each_work_once_with_the_entries_that_cite_it(build_site) -> None:
    site = build_site(FILES)

    assert site.code == 0, site.log
    page = site.soup("sources.html")
    told = [
        (
            section.h2.get_text(),
            [
                (
                    item.select_one(".p-name").get_text(),
                    [a.get_text() for a in item.select(".cited-in a")],
                )
                for item in section.select(".source-list > li")
            ],
        )
        for section in page.select("section.source-group")
    ]
    assert told == [
        ("example.com", [("Charter", ["About"]), ("Gauges", ["Rivers & <lakes>"])]),
        ("example.net", [(told[1][1][0][0], ["Maps", "Rivers & <lakes>"])]),
    ]
    for link in page.select(".cited-in a"):
        address, _, anchor = link["href"].partition("#")
        name = address.removeprefix("https://example.org/blog/")
        assert site.soup(name).find("li", id=anchor) is not None, link
    assert page.select_one(".count .visually-hidden").get_text() == "1 article"
    assert page.find("link", rel="canonical")["href"] == "https://example.org/blog/sources.html"
    assert site.soup("rivers.html").select_one("footer a[href$='/sources.html']")


def test_the_index_as_data_is_the_same(build_site) -> None:
    site = build_site(FILES)

    page, data = site.soup("sources.html"), sources(site)
    assert [group["host"] for group in data] == [h2.get_text() for h2 in page.select("h2")]
    links = [
        place["url"] for group in data for work in group["works"] for place in work["cited_by"]
    ]
    assert links == [link["href"] for link in page.select(".cited-in a")]
    assert page.select_one("a[type='application/json']")["href"].endswith("/blog/sources.json")


def test_nothing_of_a_draft_or_a_hidden_text_is_told(build_site) -> None:
    site = build_site(FILES, REFERENCES)

    for name in ("sources.html", "sources.json"):
        assert "secret" not in site.text(name).lower()


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_a_theme_without_the_template_gets_data_only(build_site, theme: str) -> None:
    site = build_site(FILES, {"THEME": theme})

    assert site.code == 0, site.log
    assert "sources.json" in site.files()
    assert "sources.html" not in site.files()
    assert "sources.html" not in site.log


def test_no_index_where_none_is_wanted_or_nothing_is_cited(build_site) -> None:
    off = build_site(FILES, {"POUCH_RESOURCES": {"sources_save_as": ""}})
    empty = build_site({"a.md": post("Text.")})

    for site in (off, empty):
        assert not {"sources.html", "sources.json"} & set(site.files())
        assert "Sources" not in site.soup("index.html").footer.get_text()


def test_an_index_in_a_folder_of_its_own(build_site) -> None:
    site = build_site(FILES, {"POUCH_RESOURCES": {"sources_save_as": "sources/index.html"}})

    assert {"sources/index.html", "sources/index.json"} <= set(site.files())
    link = site.soup("sources/index.html").select_one("footer a[aria-current=page]")
    assert link["href"] == "https://example.org/blog/sources/"


@pytest.mark.parametrize(
    ("files", "settings"),
    [
        ({"pages/mine.md": post("Mine.", title="Mine", save_as="sources.html")}, {}),
        ({"sources.html": "Mine."}, {"STATIC_PATHS": ["sources.html"], "READERS": {"html": None}}),
        ({"sources.json": "Mine."}, {"STATIC_PATHS": ["sources.json"]}),
        ({}, {"DIRECT_TEMPLATES": ["index", "sources"]}),
    ],
)
def test_it_gives_way_to_what_its_owner_has_there(build_site, files, settings) -> None:
    site = build_site({**FILES, **files}, settings)

    assert site.code == 0, site.log
    assert site.log.count("so the index of sources was not written") == 1
    assert "Sources" not in site.soup("index.html").footer.get_text()
    for name in files:
        assert "Mine." in site.text("sources.html" if name.startswith("pages") else name)


def json_ld(site: Site, name: str) -> dict[str, Any]:
    return json.loads(site.soup(name).find("script").string)


@pytest.mark.parametrize("autoescape", [False, True])
def test_an_article_tells_machines_what_it_cites(build_site, autoescape: bool) -> None:
    site = build_site(FILES, {"JINJA_ENVIRONMENT": {"autoescape": autoescape}})

    assert json_ld(site, "rivers.html") == {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": "Rivers & <lakes>",
        "url": "https://example.org/blog/rivers.html",
        "mainEntityOfPage": "https://example.org/blog/rivers.html",
        "datePublished": "2025-06-03T00:00:00+00:00",
        "dateModified": "2025-07-01T00:00:00+00:00",
        "author": [
            {"@type": "Person", "name": "Mara Quill"},
            {"@type": "Person", "name": "Tomas Arden"},
        ],
        "publisher": {
            "@type": "Organization",
            "name": "A Test",
            "url": "https://example.org/blog/",
        },
        "inLanguage": "en",
        "citation": [
            {"@type": "WebPage", "name": "Tide tables", "url": "https://example.net/tides"},
            {"@type": "CreativeWork", "name": "Gauges", "url": "https://example.com/g.pdf"},
        ],
    }
    assert json_ld(site, "pages/about.html")["citation"][0]["name"] == "Charter"
    assert "citation" not in json_ld(site, "none.html")


@pytest.mark.parametrize(
    "theme",
    [
        {},
        {"JINJA_ENVIRONMENT": {"autoescape": True}},
        {"POUCH_FRONT_MATTER": {"url_keys": "all"}},
    ],
)
def test_a_hostile_title_stays_text_everywhere(build_site, theme) -> None:
    body = f"## Resources\n\n* `{HOSTILE}` https://example.net/x\n"
    site = build_site({"a.md": post(body, title=HOSTILE, slug="a", authors=[HOSTILE])}, theme)

    assert site.code == 0, site.log
    data = json_ld(site, "a.html")
    assert data["citation"][0]["name"] == " ".join(HOSTILE.split())
    assert data["headline"].startswith("</script><script>alert(1)")
    page = site.soup("sources.html")
    assert not page.find("script")
    assert page.select_one(".source .p-name").get_text() == " ".join(HOSTILE.split())


def test_an_entry_is_read_as_h_cite(build_site) -> None:
    site = build_site(FILES)

    for name in ("rivers.html", "sources.html"):
        found = mf2py.Parser(doc=site.text(name)).to_dict()["items"]
        cites = [item for item in _all(found) if "h-cite" in item["type"]]
        told = [(c["properties"]["name"], c["properties"]["url"]) for c in cites]
        assert (["Gauges"], ["https://example.com/g.pdf"]) in told


def _all(items: list[Any]) -> list[Any]:
    return [inner for item in items for inner in (item, *_all(item.get("children", [])))]


def test_an_index_of_very_many_works_has_several_pages(build_site) -> None:
    lines = "\n".join(f"* Work {n:04} https://h{n // 700}.example/{n}" for n in range(2100))
    site = build_site({"a.md": post(f"## Resources\n\n{lines}\n")}, {"DEFAULT_PAGINATION": 5})

    names = ["sources.html", "sources2.html", "sources3.html"]
    pages = [site.soup(name) for name in names]
    titles = [[p.get_text() for p in page.select(".source .p-name")] for page in pages]
    assert [len(each) for each in titles] == [1000, 1000, 100]
    assert sorted(chain.from_iterable(titles)) == [f"Work {n:04}" for n in range(2100)]
    assert [h2.get_text() for h2 in pages[1].select("h2")] == ["h1.example", "h2.example"]
    for page, name in zip(pages, names, strict=True):
        address = f"https://example.org/blog/{name}"
        assert page.find("link", rel="canonical")["href"] == address
    assert pages[0].select_one("a[rel=next]")["href"].endswith("/blog/sources2.html")
    assert pages[1].select_one("a[rel=prev]")["href"].endswith("/blog/sources.html")
    assert sum(len(group["works"]) for group in sources(site)) == 2100


def test_the_old_names_of_settings_work_with_one_warning_each(build_site) -> None:
    old = {"references": "{slug}.json", "sources": "works.html", "lock": "links.json"}
    site = build_site(FILES, {"POUCH_RESOURCES": old})

    assert site.code == 0, site.log
    assert "works.json" in site.files()
    for name in old:
        assert len(site.messages_about(f"POUCH_RESOURCES[{name!r}] was renamed")) == 1
