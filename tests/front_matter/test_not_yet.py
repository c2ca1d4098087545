"""Nothing that its author has not published yet is public, whatever program its words are from."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Site, build

REST = "{t}\n==============================\n\n:date: 2020-01-01\n:…\n\n{t}\n"
HELD_BACK = {
    "eleventy.md": "---\ntitle: {t}\ndate: 2020-01-01\npermalink: false\n---\n\n{t}\n",
    "hugo.md": "---\ntitle: {t}\ndate: 2020-01-01\n_build: {{render: never}}\n---\n\n{t}\n",
    "hugo_toml.md": "+++\ntitle = '{t}'\ndate = 2020-01-01\n[build]\nrender='never'\n+++\n{t}\n",
    "garden.md": "---\ntitle: {t}\ndate: 2020-01-01\ndg-publish: false\n---\n\n{t}\n",
    "ghost.md": "---\ntitle: {t}\ndate: 2020-01-01\nvisibility: members\n---\n\n{t}\n",
    "later.md": "---\ntitle: {t}\ndate: 2020-01-01\npublish-date: 2999-01-01\n---\n\n{t}\n",
    "scheduled.md": "---\ntitle: {t}\ndate: 2020-01-01\nstatus: scheduled\n---\n\n{t}\n",
    "doubt.md": "---\ntitle: {t}\ndate: 2020-01-01\ndraft: maybe\n---\n\n{t}\n",
    "json.md": '{{"title": "{t}", "date": "2020-01-01", "isDraft": true}}\n\n{t}\n',
    "headers.md": "Title: {t}\nDate: 2020-01-01\nDraft: true\n\n{t}\n",
    "headers_later.md": "Title: {t}\nDate: 2020-01-01\nPublish-Date: 2999-01-01\n\n{t}\n",
    "headers_none.md": "Title: {t}\nDate: 2020-01-01\nPermalink: false\n\n{t}\n",
    "headers_status.md": "Title: {t}\nDate: 2020-01-01\nStatus: scheduled\n\n{t}\n",
    "rest.rst": REST.replace("…", "draft: true"),
    "rest_doubt.rst": REST.replace("…", "publish: soon"),
    "rest_none.rst": REST.replace("…", "permalink: false"),
    "page.html": (
        '<html><head><title>{t}</title><meta name="date" content="2020-01-01">'
        '<meta name="draft" content="true"></head><body>{t}</body></html>'
    ),
    "pages/rest.rst": REST.replace("…", "private: yes"),
}
PUBLIC = {
    "plain.md": "Title: {t}\nDate: 2020-01-01\nDraft: false\nPublish: true\n\n{t}\n",
    "plain.rst": REST.replace("…", "visibility: public"),
    "plain.html": (
        '<html><head><title>{t}</title><meta name="date" content="2020-01-01">'
        '<meta name="expires" content="Tue, 01 Jun 1999 19:58:02 GMT">'
        '<meta name="robots" content="noindex"></head><body>{t}</body></html>'
    ),
}
# Their own programs write no file of them, and Pelican skips a status that it does not know.
NOT_WRITTEN = {"eleventy.md", "hugo.md", "hugo_toml.md", "headers_none.md", "headers_status.md"}
DOUBTED = {
    "ghost.md": "visibility: members",
    "scheduled.md": "status: scheduled",
    "doubt.md": "draft: maybe",
    "rest_doubt.rst": "publish: soon",
}


def marker(name: str) -> str:
    return "Marker-" + name.replace("/", "-").replace(".", "-").replace("_", "-")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files = {name: text.format(t=marker(name)) for name, text in {**HELD_BACK, **PUBLIC}.items()}
    return build(tmp_path_factory.mktemp("not-yet"), files)


def public(site: Site, name: str) -> list[str]:
    """Return the files outside the drafts that hold what a source says."""
    wanted = {marker(name), marker(name).lower()}
    return [
        path
        for path, data in site.files().items()
        if not path.startswith("drafts/") and any(word.encode() in data for word in wanted)
    ]


@pytest.mark.parametrize("name", HELD_BACK)
def test_what_is_held_back_is_nowhere_but_among_the_drafts(site: Site, name: str) -> None:
    assert site.code == 0, site.log
    assert public(site, name) == []
    written = [file for file in site.files() if marker(name).lower() in file]
    assert written == [] if name in NOT_WRITTEN else len(written) == 1
    assert all(file.startswith("drafts/") for file in written)


@pytest.mark.parametrize("name", PUBLIC)
def test_what_is_published_is_in_lists_and_feeds(site: Site, name: str) -> None:
    assert {"index.html", "feeds/all.atom.xml"} <= set(public(site, name))


@pytest.mark.parametrize("name", HELD_BACK)
def test_a_doubt_is_told_once_with_its_key_and_the_way_to_publish(site: Site, name: str) -> None:
    told = site.messages_about(f"content/{name}")

    if name == "headers_status.md":
        return
    assert len(told) == (name in DOUBTED)
    if told:
        assert f"`{DOUBTED[name]}`" in told[0]
        assert told[0].startswith(f"content/{name}:")
        assert told[0].endswith("to publish it")


def test_a_date_in_the_future_holds_pages_back_too_where_it_holds_back_articles(
    build_site,
) -> None:
    files = {
        "a.md": "---\ntitle: Secret A\ndate: 2999-01-01\n---\nx\n",
        "b.rst": "Secret B\n========\n\n:date: 2999-01-01\n\nx\n",
        "pages/c.md": "---\ntitle: Secret C\ndate: 2999-01-01\n---\nx\n",
        "pages/d.rst": "Secret D\n========\n\n:date: 2999-01-01\n\nx\n",
        "pages/e.md": "---\ntitle: Open\n---\nx\n",
    }
    site = build_site(files, {"WITH_FUTURE_DATES": False})

    assert site.code == 0, site.log
    assert {c["status"] for n, c in site.contents.items() if "e.md" not in n} == {"draft"}
    assert {name for name in site.files() if "secret" in name and "drafts/" not in name} == set()
    assert "pages/open.html" in site.files()


def test_hidden_files_are_no_posts_and_what_programs_keep_is_not_copied(build_site) -> None:
    text = "---\ntitle: Secret {}\ndate: 2020-01-01\n---\nx\n"
    files = {
        ".obsidian/plugins/a/readme.md": text.format(1),
        ".obsidian/workspace.json": "{}",
        ".trash/b.md": text.format(2),
        "posts/.trash/c.md": text.format(3),
        "posts/.d.md": text.format(4),
        "posts/.drafts/e.rst": "Secret 5\n========\n\n:date: 2020-01-01\n\nx\n",
        "pages/.f.md": text.format(6),
        "posts/open.md": text.format("no more").replace("Secret", "Open"),
        ".meant/g.md": text.format("told").replace("Secret", "Open"),
        ".htaccess": "x",
        ".well-known/security.txt": "x",
    }
    settings = {"ARTICLE_PATHS": ["", ".meant"], "STATIC_PATHS": ["."]}
    site = build_site(files, settings)

    assert site.code == 0, site.log
    assert {c["title"] for c in site.contents.values()} == {"Open no more", "Open told"}
    names = set(site.files())
    assert not [name for name in names if "secret" in name or "obsidian" in name or "trash" in name]
    assert {".htaccess", ".well-known/security.txt", "open-told.html"} <= names
    assert "NOT PUBLISHED" not in site.account


def test_what_obsidian_hides_is_hidden_in_a_vault_and_told_elsewhere(build_site) -> None:
    body = "Shown %%secret%% text `%%code%%`.\n\n%%\nsecret\n\n# Secret\n%%\n"
    files = {
        "vault/.obsidian/app.json": "{}",
        "vault/a.md": "---\ntitle: A\ndate: 2020-01-01\n---\n" + body,
        "vault/deep/b.md": "---\ndate: 2020-01-01\n---\n" + body + "\n# B\n",
        "vault/c.md": "Title: C\nDate: 2020-01-01\n\n" + body,
        "other/d.md": "---\ntitle: D\ndate: 2020-01-01\n---\n" + body,
        "other/e.md": "---\ntitle: E\ndate: 2020-01-01\n---\nGrew by 5%%, says `%%x%%`.\n",
    }
    site = build_site(files)
    never = build_site(files, {"POUCH_FRONT_MATTER": {"obsidian_comments": "never"}})
    always = build_site(files, {"POUCH_FRONT_MATTER": {"obsidian_comments": "always"}})

    for name in ("a", "b", "c"):
        page = site.text(f"{name}.html")
        assert "secret" not in page.lower()
        assert "%%code%%" in page
    assert "secret" in site.text("d.html")
    (message,) = site.messages_about("content/")
    assert message.startswith(
        "content/other/d.md:5: Obsidian comments (between two %%) are published"
    )
    assert "secret" in never.text("a.html")
    assert never.messages_about("content/") == []
    assert "secret" not in always.text("d.html")
    assert "5%%" in always.text("e.html")


def test_pelicans_headers_of_any_reader_name_a_lead_picture(build_site, seed_picture) -> None:
    files = {
        "a.md": "Title: A\nDate: 2020-01-01\nCover: images/x.png\n\nx\n",
        "b.rst": "B\n=\n\n:date: 2020-01-01\n:image: images/x.png\n\nx\n",
        "c.md": "---\ntitle: C\ndate: 2020-01-01\nheroImage: images/x.png\n---\n\nx\n",
        "d.html": (
            '<html><head><title>D</title><meta name="date" content="2020-01-01">'
            '<meta name="featured-image" content="images/x.png"></head><body>x</body></html>'
        ),
        "e.md": "Title: E\nDate: 2020-01-01\nCover: true\n\nx\n",
        "images/x.png": seed_picture,
    }
    site = build_site(files, {"POUCH_IMAGES": {"variants": False}})

    for name in "abcd":
        tag = site.soup(f"{name}.html").find("meta", property="og:image")
        assert tag is not None, name
        assert tag["content"] == "https://example.org/blog/images/x.png"
    assert "og:image" not in site.text("e.html")


@pytest.fixture
def seed_picture(tmp_path: Path) -> bytes:
    from PIL import Image

    path = tmp_path / "x.png"
    Image.new("L", (40, 30)).save(path)
    return path.read_bytes()
