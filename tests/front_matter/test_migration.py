"""An archive from another generator builds as it stands."""

from __future__ import annotations

import io
import os
import subprocess
from urllib.parse import unquote

import pytest
from PIL import Image
from support import build, post

# The plain log handler has nothing below a warning to say.
INFO = {"arguments": ("--verbose", "--log-handler", "rich"), "environment": {"COLUMNS": "300"}}


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("L", (40, 30)).save(data, "PNG")
    return data.getvalue()


def test_yaml_toml_json_and_pelican_headers_live_in_one_folder(build_site) -> None:
    site = build_site(
        {
            "yaml.md": post(title="Yaml"),
            "toml.md": '+++\ntitle = "Toml"\ndate = 2025-06-03\n+++\nText\n',
            "json.md": '{\n"title": "Json",\n"date": "2025-06-03"\n}\n\nText\n',
            "headers.md": "Title: Headers\nDate: 2025-06-03\n\nText\n",
        }
    )

    assert site.code == 0, site.log
    assert {c["title"] for c in site.contents.values()} == {"Yaml", "Toml", "Json", "Headers"}


def test_old_addresses_lead_to_the_post(build_site) -> None:
    files = {
        "a.md": post(title="A <b>", aliases=["/old/", "older", "/x.html"]),
        "b.md": post(title="B", draft=True, aliases=["/secret/"]),
        "c.md": post(title="C", aliases=["/b-taken.html", "/d.html"]),
        "d.md": post(title="D", slug="b-taken"),
        # Each has the other's URL, and its own.
        "e.md": post(title="E", slug="e", aliases=["/f.html", "e.html"]),
        "f.md": post(title="F", slug="f", aliases=["/e.html"]),
    }
    site = build_site(files)

    for name in ("old/index.html", "older/index.html", "x.html", "d.html"):
        page = site.soup(name)
        target = "https://example.org/blog/" + ("c.html" if name == "d.html" else "a.html")
        assert page.find("link", rel="canonical")["href"] == target
        assert page.find("meta", attrs={"http-equiv": "refresh"})["content"] == f"0; url={target}"
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
        assert page.a["href"] == target
    assert "secret/index.html" not in site.files()
    (message,) = site.messages_about("content/c.md")
    assert "the old URL b-taken.html is that of another page" in message
    assert [line.partition(": ")[2] for line in site.messages_about("content/e.md")] == [
        "the old URL f.html is that of another page; delete it",
        "the old URL e.html is the one that it has today; delete it",
    ]
    assert len(site.messages_about("content/f.md")) == 1
    assert site.soup("e.html").find("meta", attrs={"http-equiv": "refresh"}) is None
    assert "Text" not in site.text("d.html")


def test_files_may_still_be_attached_to_pages(build_site) -> None:
    files = {
        "a.md": post(aliases=["/old/"]),
        "pages/p.md": post(
            "![x]({attach}x.png)", title="P", url="deep/p/", save_as="deep/p/index.html"
        ),
        "pages/x.png": picture(),
    }
    site = build_site(files)

    assert "deep/p/x.png" in site.files(), site.log
    assert "attach" not in site.log


def test_old_addresses_are_relative_where_the_site_is(build_site) -> None:
    site = build_site({"a.md": post(aliases=["/2010/old/"])}, {"RELATIVE_URLS": True})

    assert site.soup("2010/old/index.html").a["href"] == "../../a-post.html"


def test_a_fixed_address_is_kept(build_site) -> None:
    settings = {"POUCH_FRONT_MATTER": {"url_keys": "all"}}
    site = build_site({"a.md": post(permalink="/2014/05/old-name/")}, settings)

    assert site.contents["a.md"]["url"] == "2014/05/old-name/"
    assert "2014/05/old-name/index.html" in site.files()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("2014-05-06-old_name.md", "old_name"),
        ("posts/a-bundle/index.md", "a-bundle"),
        ("plain.md", "plain"),
    ],
)
def test_slugs_of_an_imported_site_are_kept(build_site, name: str, slug: str) -> None:
    settings = {"POUCH_FRONT_MATTER": {"slug_source": "file_name"}}
    site = build_site({name: post(title="Another title")}, settings)

    assert f"{slug}.html" in site.files()


def test_files_beside_a_post_are_published_with_it(build_site) -> None:
    body = "![A](pic.png#center) [b](data.csv) [c](../other.md) ![d](../../up.png) [e](none.pdf)"
    site = build_site(
        {
            "posts/a/index.md": post(body, title="A"),
            "posts/a/pic.png": picture(),
            "posts/a/data.csv": "1,2\n",
            "posts/other.md": post(title="Other"),
            "posts/a/other.md": "x",
            "up.png": picture(),
        },
        {"PLUGINS": ["pelican_plugins.front_matter"], "THEME": "simple"},
    )

    content = site.contents["posts/a/index.md"]["content"]
    assert 'src="https://example.org/blog/posts/a/pic.png#center"' in content
    assert 'href="https://example.org/blog/posts/a/data.csv"' in content
    assert 'href="none.pdf"' in content
    assert {"posts/a/pic.png", "posts/a/data.csv"} <= set(site.files())
    assert "up.png" not in site.files()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a & b.csv", "<a & b.csv>"),
        ("a&b.csv", "a&b.csv"),
        ("50% <x>.csv", "<50%25 %3Cx%3E.csv>"),
        ("é ü.csv", "%C3%A9%20ü.csv"),
        ("it's.csv", "it's.csv"),
    ],
)
def test_files_beside_a_post_may_have_any_name(build_site, name: str, written: str) -> None:
    files = {"posts/a/index.md": post(f"[x]({written})", title="A"), f"posts/a/{name}": "1,2\n"}
    site = build_site(files)

    assert f"posts/a/{name}" in site.files(), site.log
    link = site.soup("a.html").article.find("a", string="x")["href"]
    assert unquote(link) == f"https://example.org/blog/posts/a/{name}"
    assert site.messages_about("csv") == []


def test_what_is_guessed_is_told_at_info(build_site) -> None:
    files = {"2019-04-23-a_name.md": "---\ntags: a\n---\nText\n"}
    quiet, loud = build_site(files), build_site(files, **INFO)

    assert quiet.messages_about("a_name.md") == []
    told = [m for m in loud.messages_about("content/2019") if "is taken from" in m]
    assert len(told) == 2
    assert loud.contents["2019-04-23-a_name.md"]["title"] == "A name"
    assert loud.contents["2019-04-23-a_name.md"]["date"].startswith("2019-04-23")


NAMED = "2019-04-23-a_name.fr.md"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (
            {"EXTRA_PATH_METADATA": {NAMED: {"title": "Mine", "slug": "mine", "lang": "de"}}},
            {"title": "Mine", "slug": "mine", "lang": "de"},
        ),
        ({"FILENAME_METADATA": r"(?P<title>\d{4}).(?P<slug>.*)"}, {"title": "2019"}),
        ({"PATH_METADATA": r".*(?P<slug>n.me)"}, {"slug": "name"}),
        ({"DEFAULT_METADATA": {"title": "Mine", "lang": "de"}}, {"title": "Mine", "lang": "de"}),
        ({"DEFAULT_METADATA": {"date": "2001-02-03"}}, {"date": "2019-04-23 00:00:00"}),
        (
            {"DEFAULT_METADATA": {"date": "2001-02-03"}, "FILENAME_METADATA": ""},
            {"date": "2001-02-03 00:00:00"},
        ),
        ({"DEFAULT_DATE": (2001, 2, 3)}, {"date": "2019-04-23 00:00:00"}),
    ],
)
def test_what_the_settings_give_a_file_is_not_guessed(build_site, settings, expected) -> None:
    body = "---\nmath: true\n---\n# A heading\n\nText.\n"
    own = {"POUCH_FRONT_MATTER": {"slug_source": "file_name", "date_fallback": "mtime"}}
    site = build_site({NAMED: body}, {**own, **settings})

    metadata = site.contents[NAMED]["metadata"]
    assert {key: metadata[key] for key in expected} == expected
    if "title" in expected:
        assert "A heading" in site.contents[NAMED]["content"]


@pytest.mark.parametrize("source", ["mtime", "git"])
def test_a_date_may_come_from_the_file(tmp_path, source: str) -> None:
    folder = tmp_path / "repository"
    folder.mkdir()
    (folder / "content").mkdir()
    file = folder / "content" / "a.md"
    file.write_text("---\ntitle: A\n---\nText\n")
    os.utime(file, (0, 86_400))
    when = "2020-02-03T04:05:06+00:00"
    variables = {"PATH": os.environ["PATH"], "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "first"]):
        subprocess.run(["git", *command], cwd=folder, env=variables, check=True)

    site = build(folder, {}, {"POUCH_FRONT_MATTER": {"date_fallback": source}})

    expected = {"mtime": "1970-01-02T00:00:00+00:00", "git": "2020-02-03T04:05:06+00:00"}
    assert site.contents["a.md"]["date"] == expected[source]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-06-03", "2025-06-03T00:00:00+03:00"),
        ("2025-06-03 05:00", "2025-06-03T05:00:00+03:00"),
        ("2025-12-03T05:00:00", "2025-12-03T05:00:00+02:00"),
        ("2025-06-03T05:00:00.000Z", "2025-06-03T05:00:00+00:00"),
        ("2025-06-03T05:00:00-07:00", "2025-06-03T05:00:00-07:00"),
    ],
)
def test_a_time_without_a_zone_is_in_that_of_the_site(build_site, written, moment) -> None:
    site = build_site({"a.md": post(date=written)}, {"TIMEZONE": "Europe/Kyiv"})

    assert site.contents["a.md"]["date"] == moment


def test_a_title_with_a_colon_is_read_as_it_was_meant(build_site) -> None:
    files = {"a.md": "---\ntitle: One: two\ndate: 2025-01-01\n---\nText\n"}
    site = build_site(files)

    assert site.contents["a.md"]["title"] == "One: two"
    (message,) = site.messages_about("a.md")
    assert message.startswith("content/a.md:2: this line is not YAML and was read as")
    assert "`title: 'One: two'`" in message

    strict = build_site(files, {"POUCH_FRONT_MATTER": {"strict": True}})
    assert strict.contents == {}
    assert strict.messages_about("a.md")[0].startswith("content/a.md:2: the front matter is not")


@pytest.mark.parametrize(
    ("front_matter", "settings", "status"),
    [
        ({"publishDate": "2999-01-01"}, {}, "draft"),
        ({"publishDate": "2999-01-01"}, {"future": "hidden"}, "hidden"),
        ({"publishDate": "2999-01-01"}, {"future": "published"}, "published"),
        ({"publishDate": "2001-01-01"}, {}, "published"),
        ({"expiryDate": "2001-01-01"}, {}, "hidden"),
        ({"expiryDate": "2001-01-01"}, {"expired": "draft"}, "draft"),
        ({"expiryDate": "2999-01-01"}, {}, "published"),
        ({"published": False}, {}, "draft"),
    ],
)
def test_a_post_is_published_in_its_time(build_site, front_matter, settings, status) -> None:
    site = build_site({"a.md": post(**front_matter)}, {"POUCH_FRONT_MATTER": settings})

    assert site.contents["a.md"]["status"] == status


def test_a_template_that_the_theme_lacks_costs_no_page(build_site) -> None:
    site = build_site({"a.md": post(template="fancy")})

    assert site.code == 0, site.log
    (message,) = site.messages_about("a.md")
    assert message.startswith("content/a.md:4: the theme has no template 'fancy'")
    assert "a-post.html" in site.files()


def test_two_posts_with_one_address_are_both_named_and_both_built(build_site) -> None:
    files = {
        "a.md": post("First.", title="Same"),
        "b.md": post("Second.", title="Same"),
        "pages/c.md": post("Page.", title="P", save_as="same.html", url="same.html"),
    }
    site = build_site(files)

    assert site.code == 0, site.log
    assert "First." in site.text("same.html")
    assert "Second." in site.text("same-2.html")
    assert "Page." in site.text("same-3.html")
    assert len([m for m in site.messages_about("content/a.md") if "is also that of" in m]) == 2
    fatal = build_site(files, arguments=("--fatal", "errors"))
    assert fatal.code == 1


def test_shortcodes_left_over_are_named_once_for_the_site(build_site) -> None:
    files = {f"{n}.md": post("{{< notice >}}", title=f"T{n}") for n in range(3)}
    files["v.md"] = post("{{< youtube abc >}}", title="V")
    site = build_site(files)

    (message,) = [line for line in site.log.splitlines() if "notice" in line]
    assert "3 times, in content/0.md, content/1.md, content/2.md" in message
    assert "youtube.com/watch?v=abc" in site.contents["v.md"]["content"]
    kept = build_site({"v.md": files["v.md"]}, {"POUCH_FRONT_MATTER": {"shortcodes": False}})
    assert "youtube abc" in kept.contents["v.md"]["content"]


def test_keys_that_pelican_needs_for_itself_do_no_harm(build_site) -> None:
    odd = {
        "content": "mine",
        "settings": {"a": 1},
        "metadata": [1],
        "translations": "x",
        "source_path": "/etc",
        "url_format": 1,
        "get_content": 2,
        "has a space": 3,
        "дата": 4,
    }
    site = build_site({"a.md": post("Text.", **odd)})

    assert site.code == 0, site.log
    assert site.contents["a.md"]["content"] == "<p>Text.</p>"
    assert site.contents["a.md"]["metadata"]["content_"] == "mine"


def test_a_file_name_says_its_language_and_a_folder_its_state(build_site) -> None:
    site = build_site(
        {
            "p.md": post("Text.", title="P", slug="p"),
            "p.fr.md": post("Texte.", title="P", slug="p"),
            "_drafts/d.md": post("Draft.", title="D"),
        }
    )

    assert {"p.html", "p-fr.html", "drafts/d.html"} <= set(site.files())
