"""A site that Pelican has built keeps its URLs, ids, titles, dates and names with the suite on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from support import ROOT, Site, build, post, run_module

# A value for each row of the table in docs/front-matter.md that says what Pelican would do.
VALUES = {
    "title": "A name of its own",
    "date": "2011-01-01",
    "last modified": "2012-01-01",
    "summary": "In few words",
    "description": "In few words",
    "slug": "own-{}",
    "URL": "/moved/{}/",
    "old URLs": "/once/{}/",
    "category": "Gravel, Sand and Silt",
    "tags": "Banks, Tolls",
    "authors": "Mara Quill, Tomas Arden",
    "language": "fr",
    "template": "article",
    "not before": "2001-01-01",
    "not after": "2099-01-01",
    "lead picture": "/images/none.png",
    "draft": "false",
    "published": "true",
    "hidden": "false",
    "status": "published",
}
ADDED_TAGS = {"tags", "category"}
SETTINGS = {
    "plain": {},
    "by everything": {
        "ARTICLE_URL": "{category}/{author}/{date:%Y}/{lang}/{slug}/",
        "ARTICLE_SAVE_AS": "{category}/{author}/{date:%Y}/{lang}/{slug}/index.html",
        "PAGE_URL": "{lang}/{slug}",
        "PAGE_SAVE_AS": "{lang}/{slug}/index.html",
        "AUTHOR": "Iris Quayle",
        "DEFAULT_DATE": "2005-05-05",
        "DEFAULT_CATEGORY": "Odds and ends",
    },
}
ATOM = "{http://www.w3.org/2005/Atom}"
SAME = ("url", "save_as", "title", "date", "status", "category", "authors", "lang")
# What is written besides the keys of the table, by the name of a file.
MORE = {
    "comma.md": "title: Commas\ndate: 2025-01-01\ncategory: Fish, Meat and Fruit",
    "semicolon.md": "title: Semicolons\ndate: 2025-01-01\ncategory: Fish; Meat, Fruit",
    "author.md": "title: Inverted\ndate: 2025-01-01\nauthor: Quill, Mara",
    "both.md": "title: Both\ndate: 2025-01-01\nauthor: Ann Ek, Bo Li\nauthors: Cy Om; Di, Ev",
    "authors.md": "title: Several\ndate: 2025-01-01\nauthors: Quill, Mara",
    "markup.md": "title: Why <em>not</em> now &amp; then\ndate: 2025-01-01",
    "reference.md": "title: Caf&eacute; &#8212; a tale &amp; more\ndate: 2025-01-01",
    "slashes.md": "title: Slashes\ndate: 2025-01-01\nslug: a//b",
    "end.md": "title: End\ndate: 2025-01-01\nslug: 2025/end/",
    "spaces.md": "title: Spaces\ndate: 2025-01-01\nslug: Two Words",
    "url.md": "title: Url\ndate: 2025-01-01\nurl: /elsewhere/",
    "save.md": "title: Save\ndate: 2025-01-01\nsave_as: kept/here.html",
    "pair.md": "title: Pair\ndate: 2025-01-01\nurl: pair/\nsave_as: pair/index.html",
    "odd-pair.md": "title: Odd pair\ndate: 2025-01-01\nurl: /odd\nsave_as: odd/index.html",
    "unwritten.md": "title: Unwritten\ndate: 2025-01-01\nurl:\nsave_as:",
    "tide.fr.md": "title: Marée\ndate: 2025-01-01",
    "tide.md": "title: Tide\ndate: 2025-01-01",
    "locale.md": "title: Locale\ndate: 2025-01-01\nlocale: en_GB.UTF-8\nlanguage: English",
    "deep/name/index.md": "title: A bundle\ndate: 2025-01-01",
    "2019-04-23-name.md": "title: Named\npublishDate: 2001-01-01\nlastmod: 2020-01-01",
    "2019/05/06/folders.md": "title: In folders\ncreated: 2001-01-01",
    "template.md": "title: Nunjucks\ndate: 2025-01-01\npermalink: /{{ title | slugify }}/",
    "guillemets.md": "title: «Так»: или нет?\ndate: 2025-01-01\ntags: Сад, сады",
    "guid.md": "title: Exported\ndate: 2025-01-01\nguid: https://old.example/?p=12",
    "cap.md": "Title: Capitals\nDATE: 2025-01-01\nPERMALINK: /up/\nLanguage: de\nTags: One; Two",
}


def documented() -> Iterator[tuple[str, str]]:
    """Yield each key of the table with what it means."""
    table = (ROOT / "docs" / "front-matter.md").read_text("utf-8").partition("\n\n|")[2]
    for row in table.partition("\n\n")[0].splitlines()[2:]:
        meaning, keys = (cell.strip() for cell in row.strip("|").split(" | ")[:2])
        # Behind a semicolon stands where a value is taken from besides.
        keys = re.sub(r"; else (?!`description`)[^`]*`[^`]*`[^|]*", "", keys).partition("; a ")[0]
        for key in re.findall(r"`([a-z_.]+)`", keys):
            yield key, meaning


def block(title: str, key: str, value: str, *, dated: bool = False) -> str:
    outer, _, inner = key.partition(".")
    written = f"{outer}:\n    {inner}: {value}" if inner else f"{key}: {value}"
    lines = [f"title: {title} {key.replace('.', ' in ')}", written]
    if dated:
        lines.insert(1, "date: 2025-01-01 10:00")
    return "---\n" + "\n".join(lines) + "\n---\n\nA text.\n"


def files() -> dict[str, str]:
    found = {name: f"---\n{text}\n---\n\nA text.\n" for name, text in MORE.items()}
    for key, meaning in documented():
        if key == "title":
            # It stands in each of them.
            continue
        assert meaning in VALUES, f"say what the value of {key} is in VALUES"
        value = VALUES[meaning]
        for_page = "page" if meaning == "template" else value
        found |= {
            f"{key}.md": block(
                "On", key, value.format(key), dated=key != "date" and "date." not in key
            ),
            f"2019-04-23-{key}.md": block("Named", key, value.format(f"2-{key}")),
            f"pages/{key}.md": block("About", key, for_page.format(f"3-{key}")),
        }
    return found


@pytest.fixture(scope="module", params=SETTINGS)
def pair(request, tmp_path_factory) -> tuple[Site, Site]:
    """Build one site with Pelican alone and with the suite."""
    common = {
        "THEME": "simple",
        # Hundreds of pages with links to hundreds of pages are what nobody looks at here.
        "DISPLAY_PAGES_ON_MENU": False,
        "AUTHOR_SAVE_AS": "author/{slug}.html",
        "FEED_MAX_ITEMS": 5000,
        "POUCH_FEEDS": {"items": 5000},
        "POUCH_RESOURCES": {"sources_save_as": ""},
        **SETTINGS[request.param],
    }
    sites = []
    for plugins in ([], ["pelican_plugins"]):
        folder = tmp_path_factory.mktemp("stock")
        sites.append(build(folder, files(), {**common, "PLUGINS": plugins}))
    return sites[0], sites[1]


def test_every_key_is_what_it_is_to_pelican(pair: tuple[Site, Site]) -> None:
    plain, ours = pair
    meanings = dict(documented())
    different = {}
    for name, expected in plain.contents.items():
        found = ours.contents.get(name, {})
        for field in SAME:
            if not is_same(field, expected[field], found.get(field)):
                different[name, field] = expected[field], found.get(field)
        key = re.sub(r"(pages/|2019-04-23-)?(.*)\.md", r"\2", name)
        added = set(found.get("tags", ())) - set(expected["tags"])
        if set(expected["tags"]) - set(found.get("tags", ())) or (
            added and meanings.get(key) not in ADDED_TAGS
        ):
            different[name, "tags"] = expected["tags"], found.get("tags")

    assert different == {}
    assert len(plain.contents) > 2 * len(meanings)


def is_same(field: str, expected: str | None, found: str | None) -> bool:
    if expected == found:
        return True
    if field == "title":
        # A title is text, in which nothing is a tag (docs/architecture.md).
        return str(expected).replace("<", "&lt;") == found
    if field in {"date", "authors"}:
        # A page without a date may get one, and a post without an author.
        return not expected
    # Two slashes lead to the same file.
    return field in {"url", "save_as"} and re.sub("/+", "/", str(expected)) == found


def test_every_page_is_still_there(pair: tuple[Site, Site]) -> None:
    plain, ours = (set(site.files()) for site in pair)

    assert {path for path in plain if path.endswith((".html", ".xml"))} - ours == set()


def entries_of(feed: bytes) -> list[ET.Element]:
    return ET.fromstring(feed).findall(f"{ATOM}entry")


def test_every_entry_keeps_its_id(pair: tuple[Site, Site]) -> None:
    # Pelican alone leaves out what has no date.
    only_ours = len(pair[1].contents) - len(pair[0].contents)
    plain, ours = (site.files() for site in pair)
    feeds = [path for path in plain if path.endswith(".atom.xml")]

    assert feeds
    for path in feeds:
        before, after = (
            [entry.findtext(f"{ATOM}id").replace(" ", "%20") for entry in entries_of(files[path])]
            for files in (plain, ours)
        )
        assert set(before) - set(after) == set(), path
        assert len(after) - len(before) <= only_ours, path


def test_one_line_counts_what_is_passed_over(pair: tuple[Site, Site]) -> None:
    (line,) = pair[1].messages_about("url_keys")

    assert " posts have keys that Pelican itself ignores" in line
    assert re.search(r"permalink \(\d+\)", line)


@pytest.mark.parametrize(
    ("setting", "url", "told"),
    [(None, "on-a.html", 1), ("pelican", "on-a.html", 0), ("all", "moved/", 0)],
)
def test_the_owner_says_which_keys_decide(build_site, setting, url, told) -> None:
    files = {
        "a.md": "---\ntitle: On A\ndate: 2025-01-01\npermalink: /moved/\n---\n\nA text.\n",
        # What it would be given it has.
        "b.md": "---\ntitle: B\ndate: 2025-01-01\npermalink: /b.html\nlocale: en\n---\n\nB.\n",
    }
    settings = {"POUCH_FRONT_MATTER": {"url_keys": setting} if setting else {}}
    site = build_site(files, settings)
    command = ["check", "content", "-s", "conf.py", "--only", "keys-unused"]
    check = run_module("pelican_plugins.cli", command, site.folder)

    assert site.contents["a.md"]["url"] == url
    lines = site.messages_about("url_keys")
    assert [line.partition(",")[0] for line in lines] == [
        "1 post has keys that Pelican itself ignores"
    ] * told
    assert check.stdout.count("[keys-unused]") == told


def test_a_draft_without_a_category_costs_no_build(build_site) -> None:
    files = {"a.md": post("Mine.", title="A", draft=True), "b.md": post("Other.", title="B")}
    site = build_site(files, {"CATEGORY_SAVE_AS": "", "USE_FOLDER_AS_CATEGORY": False})

    assert site.code == 0, site.log
    assert "Mine." in site.text("drafts/a.html")
