"""No file, no name and no setting ends a build, and every text that is published has a page."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support import Site, build, post

from pelican_plugins._core.output_paths import file_of


def header(title: str, *lines: str, body: str = "Text.") -> str:
    return "\n".join([f"Title: {title}", "Date: 2025-01-01", *lines, "", body, ""])


def rest(title: str, *lines: str) -> str:
    return "\n".join([title, "=" * 200, "", ":date: 2025-01-01", *lines, "", "Text."])


def messages(site: Site) -> list[str]:
    """Return the warnings and errors, but for the account of all files."""
    quiet = ("Done: ", "feeds: ", "tags: ")
    lines = [line for line in site.log.splitlines() if line.strip() and "draft pages" not in line]
    lines = [line for line in lines if " cited in " not in line]
    return [line for line in lines if not line.startswith(quiet) and line != site.account]


def pages_of(site: Site) -> dict[str, str]:
    """Return the file of each text by its source, and check that it is one of its own."""
    pages = {name: file_of(facts["save_as"]) for name, facts in site.contents.items()}
    assert len(set(pages.values())) == len(pages)
    files = site.files()
    for name, page in pages.items():
        assert f"marked {name}." in files[page].decode(), (name, page)
    return pages


# What ends the build of Pelican alone, with how its reason begins and what we say.
ENDING = {
    "one file": (
        {
            "1.md": header("One", "Save_as: a/b.html"),
            "2.md": header("Two", "Save_as: a//b.html"),
            "3.md": rest("Three", ":save_as: a/./b.html"),
        },
        "Failed to overwrite",
        [
            "content/2.md:3: its URL a//b.html is already used by content/1.md, so it is"
            " published at a/b-2.html; give one of them another slug",
            "content/3.rst:5: its URL a/./b.html is already used by content/1.md, so it is"
            " published at a/b-3.html; give one of them another slug",
        ],
    ),
    "a folder": (
        {"1.md": header("One", "Save_as: feeds/")},
        "Is a directory",
        [
            "content/1.md:3: its URL feeds/ is a folder, so it is published at"
            " feeds/index.html; correct its slug, save_as or language"
        ],
    ),
    "no letters": (
        {"1.md": header("One", "Category: ?", "Author: !")},
        "Failed to overwrite",
        [
            "content/1.md:3: the category '?' contains no letters for a file name, so the slug of"
            " its page is 'query'; rename it to choose the slug",
            "content/1.md:4: the author '!' contains no letters for a file name, so the slug of"
            " its page is 'bang'; rename it to choose the slug",
        ],
    ),
    "too long": (
        {"1.md": header("One", f"Author: {'a' * 300}", f"Category: {'日' * 90}")},
        "File name too long",
        [
            f"content/1.md:4: the category '{'日' * 80}…' is too long for a file name, so",
            f"content/1.md:3: the author '{'a' * 80}…' is too long for a file name, so the",
        ],
    ),
}


@pytest.mark.parametrize("name", ENDING)
def test_what_ends_the_build_of_pelican_alone_is_built(build_site, name: str) -> None:
    files, reason, expected = ENDING[name]
    files = {
        (f.replace(".md", ".rst") if text.startswith("Three") else f): text
        for f, text in files.items()
    }
    plain = build_site(files, {"PLUGINS": []})
    ours = build_site(files)

    assert plain.code == 1
    assert reason in plain.log
    assert ours.code == 0, ours.log
    assert len(ours.contents) == len(files)
    found = messages(ours)
    assert len(found) == len(expected)
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)
    assert all((ours.output / file_of(c["save_as"])).is_file() for c in ours.contents.values())


NAMES = st.one_of(
    st.text(st.characters(categories=["So", "Sk", "P", "Sm"]), min_size=1, max_size=3),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12),
    st.sampled_from(["日" * 90, "a" * 300, "CON", "aux", "index", "tags", "404", "..", ".", "a/b"]),
)
STEPS = st.sampled_from(
    ["a", "b", "a.html", "index.html", ".", "..", "", "é" * 140, "x" * 300, "?"]
)
PATHS = st.lists(STEPS, min_size=1, max_size=4).map("/".join) | NAMES
TEXTS = st.fixed_dictionaries(
    {"title": NAMES},
    optional={
        "slug": PATHS,
        # An empty one is Pelican's way to write none.
        "save_as": PATHS.filter(bool),
        "permalink": PATHS,
        "aliases": st.lists(PATHS, max_size=2),
        "category": NAMES,
        "author": NAMES,
        "tags": st.lists(NAMES, max_size=3),
        "lang": st.sampled_from(["en", "ja", "xx", "tlh-Latn"]),
    },
)


@settings(
    derandomize=True,
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # To make a failing site smaller takes hundreds of builds.
    phases=[Phase.generate],
)
@given(st.lists(TEXTS, min_size=40, max_size=60))
def test_whatever_texts_are_called_each_has_a_page(tmp_path_factory, texts) -> None:
    files = {f"{n}.md": post(f"marked {n}.md.", **keys) for n, keys in enumerate(texts)}
    files |= {
        f"pages/p{n}.md": post(f"marked p{n}.md.", **keys) for n, keys in enumerate(texts[:9])
    }
    folder = tmp_path_factory.mktemp("names")
    root = {"CATEGORY_SAVE_AS": "{slug}.html", "TAG_SAVE_AS": "{slug}.html"}
    keys = {"POUCH_FRONT_MATTER": {"url_keys": "all"}}
    site = build(folder, files, {**keys, **(root if len(texts) % 2 else {})})

    assert site.code == 0, site.log[-3000:]
    assert "Traceback" not in site.log
    assert ": not written: " not in site.log
    site.contents = {name.rpartition("/")[2]: facts for name, facts in site.contents.items()}
    # What its own reader refuses says so; nothing else is missing.
    assert len(pages_of(site)) + site.log.count("there is no title") == len(files)


SERVERS = [
    *("_redirects", "_headers", ".htaccess", "a/.htpasswd", "b/web.config", "CNAME", ".nojekyll"),
    *("sw.js", ".well-known/security.txt", "robots.txt", "sitemap.xml", "favicon.ico", "404.html"),
    *(".user.ini", "c/index.php", "netlify.toml", "vercel.json", "ads.txt", "security.txt"),
]


def servers_files() -> dict[str, str]:
    files = {}
    for number, path in enumerate(SERVERS):
        kind = number % 4
        title = f"Number {number}"
        files[f"{number}.md"] = (
            post(f"/* {path} 200", title=title, save_as=path)
            if kind == 0
            else post(f"/* {path} 200", title=title, permalink=f"/{path}")
            if kind == 1
            else header(title, f"Save_as: {path}", body=f"/* {path} 200")
            if kind == 2
            else post(f"/* {path} 200", title=title, aliases=[f"/{path}"])
        )
    return files


def test_a_guest_gives_no_orders_to_a_server(build_site) -> None:
    settings = {"POUCH_THEME": {"not_found": False}, "POUCH_FRONT_MATTER": {"url_keys": "all"}}
    site = build_site(servers_files(), settings)

    assert site.code == 0, site.log
    assert not {path.casefold() for path in SERVERS} & {name.casefold() for name in site.files()}
    assert {f"number-{number}.html" for number in range(len(SERVERS))} <= set(site.files())
    # Of many of a kind a build names the first and counts the others.
    told = [
        line
        for line in site.log.splitlines()
        if "servers, browsers or search engines act on" in line
    ]
    assert told
    for line in told:
        assert "POUCH_FRONT_MATTER['allow_server_files']" in line
    assert re.match(r"content/\d+\.md:[2-9]: (its|the old) URL ", told[0])


def test_an_owner_allows_each_by_its_name(build_site) -> None:
    settings = {
        "POUCH_THEME": {"not_found": False},
        "POUCH_FRONT_MATTER": {"url_keys": "all", "allow_server_files": SERVERS},
    }
    site = build_site(servers_files(), settings)

    assert site.code == 0, site.log
    # The page of an address without a type, or what leads on from there, stands in its folder.
    there = {name.removesuffix("/index.html") for name in site.files()}
    assert set(SERVERS) <= there
    assert messages(site) == []


def test_what_an_owner_sets_is_no_order_of_a_guest(build_site) -> None:
    files = {
        "a.md": post("One.", title="A"),
        "pages/404.md": post("Not here.", title="Gone", save_as="404.html", status="hidden"),
        "robots.md": post("User-agent: *", title="R"),
        "extra/robots.txt": "User-agent: *",
        "extra/htaccess": "Options -Indexes",
    }
    site = build_site(
        files,
        {
            "ARTICLE_SAVE_AS": "{slug}.php",
            "ARTICLE_URL": "{slug}.php",
            "STATIC_PATHS": ["extra"],
            "EXTRA_PATH_METADATA": {
                "extra/robots.txt": {"path": "robots.txt"},
                "extra/htaccess": {"path": ".htaccess"},
                "robots.md": {"save_as": "humans.txt"},
            },
        },
    )

    assert site.code == 0, site.log
    assert {"a.php", "404.html", "robots.txt", ".htaccess", "humans.txt"} <= set(site.files())
    assert "Not here." in site.text("404.html")
    assert messages(site) == []


@pytest.mark.parametrize(
    ("pattern", "slug", "page"),
    [
        ("{slug}", "_redirects", "number-one"),
        ("{slug}", ".htaccess", "number-one"),
        ("{slug}.html", "404", "number-one.html"),
        ("{slug}.html", ".htaccess", "number-one.html"),
        ("{slug}/index.html", ".well-known", "number-one/index.html"),
    ],
)
def test_a_slug_gives_no_orders_either(build_site, pattern, slug, page) -> None:
    settings = {"ARTICLE_SAVE_AS": pattern, "ARTICLE_URL": pattern}
    site = build_site({"a.md": post("Mine.", title="Number one", slug=slug)}, settings)

    assert "<p>Mine.</p>" in site.text(page)
    (message,) = site.messages_about("content/a.md")
    assert "servers, browsers or search engines act on" in message


def test_every_language_can_be_translated_into(build_site) -> None:
    languages = {
        "ja": "日本語",
        "pt-br": "português (Brasil)",
        "xx": "xx",
        "tlh": "tlh",
        "nl-be": "Nederlands (België)",
    }
    files = {"en.md": header("One", "Slug: one")}
    # Some write a language as a locale is written.
    files |= {
        f"{code}.md": header("Two", "Slug: one", f"Lang: {code.replace('nl-', 'nl_')}")
        for code in languages
    }
    site = build_site(files)

    assert site.code == 0, site.log
    links = {a["hreflang"]: a.get_text() for a in site.soup("one.html").select(".translations a")}
    assert links == {code: f"{name}: Two" for code, name in languages.items()}
    assert messages(site) == []


OF_OTHER_THEMES = {
    "SOCIAL": [("Forge", "https://forge.example/", "icon"), {"name": "Feed", "url": "/feed.xml"}],
    "LINKS": {"Harbour": "https://harbour.example/", "Bad": "javascript:alert(1)"},
    "MENUITEMS": (("Top", "/top/", [("Below", "/below/")]), None, ("Run", " JavaScript:x")),
}


@pytest.mark.parametrize("plugins", [["pelican_plugins"], []], ids=["with us", "theme alone"])
def test_settings_of_other_themes_are_shown_as_far_as_can_be(build_site, plugins) -> None:
    from pelican_plugins import theme_path

    site = build_site(
        {"a.md": header("A")}, {**OF_OTHER_THEMES, "PLUGINS": plugins, "THEME": theme_path()}
    )

    assert site.code == 0, site.log
    links = {a["href"]: a.get_text() for a in site.soup("index.html").select("nav a")}
    assert links["https://forge.example/"] == "Forge"
    assert links["/top/"] == "Top"
    assert not [href for href in links if "script" in href.lower()]
    if plugins:
        assert links["https://harbour.example/"] == "Harbour"
        assert links["/feed.xml"] == "Feed"
        assert links["/below/"] == "Below"
        assert [line.partition(" contains ")[0] for line in messages(site)] == [
            *("MENUITEMS", "MENUITEMS", "LINKS")
        ]


@pytest.mark.parametrize(
    ("changes", "kept", "told"),
    [
        ({"ARCHIVES_SAVE_AS": "index.html"}, "one.html", ["index.html: not written"]),
        ({"FEED_ATOM": "feeds/all.atom.xml"}, "one.html", ["feeds/all.atom.xml: the feed of"]),
        ({"CATEGORY_SAVE_AS": "groups.html"}, "two.html", ["groups.html: not written"]),
        ({"TAG_SAVE_AS": "{slug}.html"}, "index-2.html", ["content/1.md:3: the page of the tag"]),
        (
            {"TAG_SAVE_AS": "{slug}.html", "CATEGORY_SAVE_AS": "{slug}.html"},
            "water-2.html",
            ["content/1.md:3: the page of the tag", "content/1.md:4: the page of the category"],
        ),
    ],
)
def test_settings_that_want_one_file_twice_cost_that_file_alone(
    build_site, changes, kept, told
) -> None:
    files = {
        "1.md": header("One", "Tags: index, water", "Category: Water"),
        "2.md": header("Two", "Category: Fire"),
    }
    site = build_site(files, changes)

    assert site.code == 0, site.log
    assert {"one.html", "two.html", kept} <= set(site.files())
    for line, start in zip(messages(site), told, strict=True):
        assert line.startswith(start)


def test_names_without_a_letter_are_told_once_and_keep_nobody_from_a_url(build_site) -> None:
    files = {
        "a.md": header("?"),
        "b.md": header("Query"),
        "c.md": header("?!?"),
        "d.md": header("?", "Category: 🔥", "Author: ★"),
        "e.md": header("Two", "Category: 💧", "Author: ★"),
        "f.md": header("Three", "Category: Fire"),
        "g.md": header("Four", "Slug: ..", "Category: ..."),
        "pages/h.md": header("…", "Category: 🔥"),
        "i.md": header("Draft", "Status: draft", "Category: ☂"),
        "j.md": header("404", "Category: 404"),
    }
    path = "{category}/{slug}.html"
    settings = {"ARTICLE_URL": path, "ARTICLE_SAVE_AS": path, "PAGE_SAVE_AS": path}
    site = build_site(files, {**settings, "CATEGORY_SAVE_AS": "{slug}.html"})

    assert site.code == 0, site.log
    assert {name: facts["save_as"] for name, facts in site.contents.items()} == {
        "a.md": "misc/query-2.html",
        "b.md": "misc/query.html",
        "c.md": "misc/query-bang-query.html",
        "d.md": "fire-2/query.html",
        "e.md": "droplet/two.html",
        "f.md": "fire/three.html",
        "g.md": "dot-dot-dot/four.html",
        "pages/h.md": "fire/horizontal-ellipsis.html",
        "i.md": "drafts/draft.html",
        "j.md": "404-2/404.html",
    }
    assert {"fire.html", "fire-2.html", "droplet.html", "404-2.html"} <= set(site.files())
    # One for each name that is wrong.
    faults = {"a": 1, "b": 0, "c": 1, "d": 3, "e": 1, "f": 0, "g": 2, "i": 1, "j": 1, "pages/h": 1}
    lines = messages(site)
    assert {n: sum(line.startswith(f"content/{n}.md:") for line in lines) for n in faults} == faults


def test_a_page_never_takes_the_place_of_a_feed_or_a_file_of_the_theme(build_site) -> None:
    files = {
        "1.md": header("One", "Save_as: feeds/all.atom.xml"),
        "2.md": header("Two", "Save_as: theme/css/main.css"),
        "3.md": header("Three", "Save_as: theme"),
        "4.md": header("Four", "Slug: theme/other"),
    }
    site = build_site(files)

    assert site.code == 0, site.log
    assert site.text("feeds/all.atom.xml").startswith("<?xml")
    assert "theme/other.html" in site.files()
    assert len(messages(site)) == 3
    assert all(re.match(r"content/[123]\.md:3: its URL ", line) for line in messages(site))


def test_no_line_of_a_log_begins_with_an_order(tmp_path) -> None:
    order = "::set-output name=token::guest"
    files = {
        f"{n}.md": post(
            "x", title=f"T{n}", permalink=f"http://[{'x' * n} {order}", lang=f"x {order}"
        )
        for n in range(40)
    }
    folder = tmp_path / "site"
    folder.mkdir()
    # Pelican's own console, which wraps lines.
    site = build(folder, files, arguments=("--log-handler", "rich"), environment={"COLUMNS": "80"})

    assert site.code == 0
    assert "set-output" in site.log
    assert not re.search(r"^\s*::[a-z-]+ .*::", site.log, re.MULTILINE)
    assert not re.search(r"^\s*::set-output", site.log, re.MULTILINE)


def test_lists_without_end_cost_their_own_file(build_site) -> None:
    files = {
        "deep.md": post("\n".join(f"{'    ' * n}- x" for n in range(1000))),
        "headers.md": header("H", body="\n".join(f"{'    ' * n}- x" for n in range(350))),
        "flow.md": f"---\ntitle: F\ndate: 2025-01-01\nx: {json.dumps('[' * 9)}\n---\nText.\n",
    }
    site = build_site(files)

    assert site.code == 0, site.log
    assert sorted(messages(site)) == [
        "content/deep.md:1005: its lists are nested 1000 levels deep, so it cannot be rendered;"
        " flatten them",
        "content/headers.md:353: its lists are nested 350 levels deep, so it cannot be rendered;"
        " flatten them",
    ]
    assert "f.html" in site.files()


WITHIN = """
from pathlib import Path
from pelican import Pelican, signals
from pelican.settings import configure_settings

building = []

def build(pelican):
    if not building:
        building.append(pelican)
        settings = pelican.settings.copy()
        settings["OUTPUT_PATH"] = str(Path(settings["OUTPUT_PATH"], "in"))
        Pelican(configure_settings(settings)).run()

def register():
    signals.finalized.connect(build)
"""


def test_a_site_within_a_site_writes_over_none_of_its_pages(build_site) -> None:
    files = {
        "outer.md": header("Outer", "Save_as: in/same.html", body="Of the outer site."),
        "inner.md": header("Same", body="Of both sites."),
    }
    settings = {"PLUGINS": ["pelican_plugins", "within"], "THEME": "simple"}
    site = build_site(files, settings, modules={"within": WITHIN})

    assert site.code == 0, site.log
    assert "Of the outer site." in site.text("in/same.html")
    assert "Of both sites." in site.text("same.html")
    assert "Of both sites." in site.text("in/same-2.html")
    (message,) = site.messages_about("content/inner.md")
    assert "is already used by part of a site that is built together with this one" in message
