"""Which pages of a site are rendered again."""

from __future__ import annotations

import os

import pytest
from support import Site, build, post

WRITTEN_TWICE = """
from pelican import signals

def note(path, context):
    with open("sent.txt", "a") as file:
        file.write(path.rpartition("/")[2] + "\\n")

def register():
    signals.content_written.connect(note)
"""
MINIFIER = """
from pelican import signals

def minify(path, context):
    text = open(path).read()
    with open(path, "w") as file:
        file.write(text.replace("</body>", "<!-- small --></body>"))

def register():
    signals.content_written.connect(minify)
"""
INFO = {"arguments": ("--verbose", "--log-handler", "rich"), "environment": {"COLUMNS": "300"}}
SETTINGS = {"THEME": "simple", "FEED_ALL_ATOM": None, "DEFAULT_PAGINATION": 3}


def posts(count: int = 5) -> dict[str, str]:
    return {
        f"p{n}.md": post(
            f"Text {n}.", title=f"Post {n}", date=f"2025-01-{n + 1:02}", category=f"c{n % 2}"
        )
        for n in range(count)
    }


def rendered(log: str) -> int:
    """Return how many pages a build says it has rendered again."""
    (line,) = [line for line in log.splitlines() if line.startswith("rebuilt ")]
    return int(line.split()[1].replace(",", ""))


def test_nothing_is_rendered_where_nothing_has_changed(build_site) -> None:
    site = build_site(posts(), SETTINGS)
    for path in (site.folder / "content").iterdir():
        os.utime(path)
    again = build(site.folder, {}, SETTINGS)

    assert rendered(again.log) == 0
    assert again.files() == site.files()


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (lambda c: (c / "p4.md").write_text(posts()["p4.md"].replace("Text 4", "More")), 3),
        (lambda c: (c / "p4.md").write_text(posts()["p4.md"].replace("Post 4", "New")), 6),
        (lambda c: (c / "p4.md").unlink(), 6),
        (lambda c: (c / "p5.md").write_text(posts(6)["p5.md"]), 7),
    ],
    ids=["body", "title", "deleted", "added"],
)
def test_only_what_shows_a_post_is_rendered_again(build_site, change, pages) -> None:
    site = build_site(posts(), SETTINGS)
    change(site.folder / "content")
    again = build(site.folder, {}, SETTINGS)

    assert 0 < rendered(again.log) <= pages
    assert "Post 0" in site.text("post-0.html")


def test_a_new_tag_with_a_feed_changes_no_page_that_does_not_show_it(build_site) -> None:
    settings = {"TAG_FEED_ATOM": "feeds/{slug}.xml", "FEED_ALL_ATOM": "all.xml"}
    pages = posts(20) | {"t.md": post("T.", title="Tagged", date="2025-02-01", tags="one")}
    site = build_site(pages, settings)
    changed = pages | {"t.md": post("T.", title="Tagged", date="2025-02-01", tags="one, two")}
    again = build(site.folder, changed, settings)
    clean = build_site(changed, settings)

    # Its own page and the lists that it is in, but none of the other twenty posts.
    assert rendered(again.log) <= 8
    assert again.files() == clean.files()
    assert "feeds/two.xml" in again.text("tag/two.html")


def test_a_function_that_nobody_knows_is_named_and_one_that_is_pure_is_not(build_site) -> None:
    theme = {
        "theme/templates/article.html": "{{ article.title|shout }}",
        "theme/templates/base.html": "{% block content %}{% endblock %}",
    }
    shout = "\ndef shout(text):\n    return text.upper()\nJINJA_FILTERS = {'shout': shout}\n"
    site = build_site(posts(), SETTINGS)
    for name, text in theme.items():
        path = site.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    conf = next(site.folder.glob("*conf*.py"))
    wild = conf.read_text() + shout + "THEME = 'theme'\n"
    tame = wild + "POUCH_BUILD = {'pure_functions': ['shout']}\n"

    def again(text: str) -> Site:
        conf.write_text(text)
        return build(site.folder, {}, keep_conf=True, **INFO)

    again(wild)
    unknown = again(wild)
    again(tame)
    known = again(tame)

    assert rendered(unknown.log) == len(posts())
    said = "Pages that use shout are rendered in every build"
    assert " ".join(unknown.log.split()).count(said) == 1
    assert rendered(known.log) == 0
    assert said not in " ".join(known.log.split())
    assert (site.output / "post-1.html").read_text() == "POST 1"


def test_other_plugins_are_told_of_pages_that_are_kept(build_site) -> None:
    settings = SETTINGS | {"PLUGINS": ["pelican_plugins", "noting"]}
    site = build_site(posts(2), settings, modules={"noting": WRITTEN_TWICE})
    first = (site.folder / "sent.txt").read_text()
    again = build(site.folder, {}, settings)

    assert rendered(again.log) == 0
    assert (site.folder / "sent.txt").read_text() == first * 2


def test_a_page_that_another_plugin_changes_is_made_again(build_site) -> None:
    settings = SETTINGS | {"PLUGINS": ["pelican_plugins", "minifier"]}
    site = build_site(posts(2), settings, modules={"minifier": MINIFIER})
    before = site.files()
    again = build(site.folder, {}, settings)

    assert again.files() == before
    assert {site.text(name).count("small") for name in before if name.endswith(".html")} == {1}


@pytest.mark.parametrize("deed", ["changed", "deleted", "link"])
def test_a_file_that_is_not_as_it_was_written_is_written_again(build_site, deed) -> None:
    site = build_site(posts(2), SETTINGS)
    before = site.files()
    page = site.output / "post-0.html"
    if deed == "changed":
        page.write_text("x" * page.stat().st_size)
    else:
        page.unlink()
    if deed == "link":
        page.symlink_to(site.output / "post-1.html")
    again = build(site.folder, {}, SETTINGS)

    assert again.files() == before
    assert not page.is_symlink()
    assert rendered(again.log) == 1


def test_it_can_be_turned_off(build_site) -> None:
    settings = SETTINGS | {"POUCH_BUILD": {"incremental": False}}
    site = build_site(posts(2), settings)
    again = build(site.folder, {}, settings)

    assert "rendered again" not in again.log
    assert again.files() == site.files()
