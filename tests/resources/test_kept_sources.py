"""The files made of reference lists follow what is cited, and are kept where it is as it was."""

from __future__ import annotations

import json

from support import Site, build, post

from pelican_plugins._core.cache import MemoryCache
from pelican_plugins._core.kept_outputs import KeptOutputs
from pelican_plugins.resources.resource import Resource
from pelican_plugins.resources.source_index import SourceIndex
from pelican_plugins.resources.works import Article

LIST = "Text.\n\n## Sources\n\n- [One](https://example.com/1), 2024\n"
OTHER = LIST.replace("One", "Two").replace("/1", "/2")
LATER = LIST.replace("2024", "2023")
RENAMED = {"title": "Erst", "slug": "first"}
FILES = {"a.md": post(LIST, title="First"), "b.md": post(OTHER, title="Second")}
SETTINGS = {"POUCH_RESOURCES": {"references_save_as": "refs/{slug}.json"}}
OFF = {"POUCH_BUILD": {"incremental": False}}
# Tells what is made of works.
COUNTING = """
from pelican_plugins.resources import plugin

def count(name):
    real = getattr(plugin, name)
    def made(*arguments):
        print("makes", name)
        return real(*arguments)
    setattr(plugin, name, made)

def register():
    if plugin.csl_json.__module__ != __name__:
        count("csl_json")
        count("groups_json")
"""


def made(site: Site) -> list[str]:
    assert site.code == 0, site.log
    return [line for line in site.log.splitlines() if line.startswith("makes ")]


def sources_of(site: Site) -> dict[str, bytes]:
    names = ("sources", "refs/")
    return {name: data for name, data in site.files().items() if name.startswith(names)}


CHANGES = [
    ("nothing", {}, {}, 0, 0),
    ("a title", {"a.md": post(LIST, title="Erst", slug="first")}, {}, 0, 1),
    ("a note", {"a.md": post(LIST.replace("2024", "2023"), title="Erst", slug="first")}, {}, 1, 1),
    (
        "a body",
        {"a.md": post(f"More. {LIST}".replace("2024", "2023"), title="Erst", slug="first")},
        {},
        0,
        0,
    ),
    ("a post more", {"c.md": post(LIST.replace("/1", "/3"), title="Third")}, {}, 1, 1),
    ("a draft", {"d.md": post(LIST, title="Secret", status="draft")}, {}, 0, 0),
    ("a draft no more", {"d.md": post(LIST, title="Secret")}, {}, 1, 1),
    ("URLs", {}, {"ARTICLE_URL": "{slug}", "ARTICLE_SAVE_AS": "{slug}.htm"}, 0, 1),
    ("the URL", {}, {"SITEURL": "https://moved.example"}, 4, 1),
    ("off", {}, OFF, 4, 1),
]


def test_files_follow_what_is_cited(build_site) -> None:
    settings = {**SETTINGS, "PLUGINS": ["pelican_plugins", "counting"]}
    files = dict(FILES)
    site = build_site(files, settings, modules={"counting": COUNTING})
    assert made(site) == ["makes csl_json", "makes csl_json", "makes groups_json"]
    for what, new_files, new_settings, references, index in CHANGES:
        files |= new_files
        settings |= new_settings
        before = sources_of(site), site.log
        site = build(site.folder, new_files, settings)
        found = made(site)
        assert found.count("makes csl_json") == references, what
        assert found.count("makes groups_json") == index, what
        if what in {"nothing", "off"}:
            assert sources_of(site) == before[0]
            assert site.messages_about("cited in")

    anew = build_site(files, settings, modules={"counting": COUNTING})
    assert sources_of(anew) == sources_of(site)
    assert len(json.loads(site.text("sources.json"))[0]["works"]) == 3


def test_a_file_that_is_not_the_one_we_wrote_is_made_again(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    clean = sources_of(site)
    assert len(clean) == 4
    for name in ("sources.json", "refs/first.json"):
        path = site.output / name
        path.write_bytes(path.read_bytes().replace(b"One", b"Own"))
    (site.output / "refs/second.json").unlink()

    assert sources_of(build(site.folder, {}, SETTINGS)) == clean


def test_an_index_is_counted_without_being_made() -> None:
    fields = dict.fromkeys(Resource.__dataclass_fields__, "")
    works = [
        Resource(**{**fields, "url": f"https://example.com/{n}", "position": n}) for n in "123"
    ]
    articles = [Article(title="One", url="one.html", resources=tuple(works))]
    records = MemoryCache()
    assert SourceIndex(articles, "here", KeptOutputs(records)).count == 3

    again = SourceIndex(articles, "here", KeptOutputs(records))
    assert again.count == 3
    assert "groups" not in vars(again)
    assert len(again.part(1, 5)[0].works) == 2

    fewer = [Article(title="One", url="one.html", resources=tuple(works[:2]))]
    assert SourceIndex(fewer, "here", KeptOutputs(records)).count == 2
    assert SourceIndex(fewer, "here", None).count == 2
