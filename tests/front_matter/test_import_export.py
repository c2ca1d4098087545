"""`pouch import` makes Markdown files of an export, and writes over nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from support import run_module

WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Ditch Notes</title><link>https://old.example</link><language>en-GB</language>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
<wp:author><wp:author_login>mquill</wp:author_login>
<wp:author_display_name>Mara Quill</wp:author_display_name></wp:author>
{items}</channel></rss>
"""
ITEM = """<item><title>{title}</title><link>https://old.example/{link}</link>
<guid isPermaLink="false">https://old.example/?p={number}</guid>
<dc:creator>mquill</dc:creator>
<content:encoded><![CDATA[<p>Words of {title}.</p>]]></content:encoded>
<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>
<wp:post_date>2021-03-0{number} 09:00:00</wp:post_date>
<wp:post_date_gmt>2021-03-0{number} 08:00:00</wp:post_date_gmt>
<wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>
<category domain="category" nicename="rivers"><![CDATA[Rivers]]></category></item>
"""
ITEMS = [
    ("The ditch", "2021/03/the-ditch/", 1, "the-ditch", "publish", "post"),
    ("Unfinished", "?p=2", 2, "", "draft", "post"),
    ("For me", "2021/03/for-me/", 3, "for-me", "private", "post"),
    ("About", "about/", 4, "about", "publish", "page"),
]
NAMES = ("title", "link", "number", "slug", "status", "kind")


def wordpress() -> str:
    items = "".join(ITEM.format(**dict(zip(NAMES, values, strict=True))) for values in ITEMS)
    return WORDPRESS.format(items=items)


def ghost() -> str:
    posts = [
        {
            "id": "1",
            "title": "The ditch",
            "slug": "the-ditch",
            "html": "<p>Words.</p>",
            "status": "published",
            "type": "post",
            "visibility": "public",
            "published_at": "2021-03-01T08:00:00.000Z",
        },
        {
            "id": "2",
            "title": "Unfinished",
            "slug": "unfinished",
            "html": "<p>Words.</p>",
            "status": "draft",
            "type": "post",
            "visibility": "public",
        },
    ]
    data = {"posts": posts, "posts_tags": [], "tags": [], "users": [], "posts_authors": []}
    return json.dumps({"db": [{"meta": {"version": "5.0.0"}, "data": data}]})


def run(here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module("pelican_plugins.cli", ["import", *arguments], here)


def build(here: Path) -> set[str]:
    built = run_module("pelican", ["-s", "pelicanconf.py", "--log-handler", "plain"], here)
    assert built.returncode == 0, built.stderr
    return {p.relative_to(here / "output").as_posix() for p in here.glob("output/**/*.html")}


def test_posts_of_wordpress_are_where_they_were(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(wordpress())

    moved = run(tmp_path, "export.xml")
    pages = build(tmp_path)

    assert moved.returncode == 0, moved.stdout + moved.stderr
    assert moved.stdout.startswith("WordPress in export.xml")
    assert {"2021/03/the-ditch/index.html", "about/index.html"} <= pages
    assert not [page for page in pages if "for-me" in page and not page.startswith("drafts/")]
    post = next(tmp_path.glob("content/posts/*the-ditch.md")).read_text()
    assert "date: '2021-03-01 09:00:00+01:00'" in post
    assert "Mara Quill" in post
    feed = tmp_path / "output" / "feeds" / "all.atom.xml"
    assert "https://old.example/?p=1</id>" in feed.read_text()


def test_posts_of_ghost_are_where_they_were(tmp_path: Path) -> None:
    (tmp_path / "ghost.json").write_text(ghost())

    moved = run(tmp_path, "ghost.json")
    pages = build(tmp_path)

    assert moved.stdout.startswith("Ghost in ghost.json"), moved.stdout + moved.stderr
    assert "the-ditch/index.html" in pages
    assert "unfinished/index.html" not in pages


def test_a_second_run_writes_nothing_and_changed_files_stay(tmp_path: Path) -> None:
    (tmp_path / "export.xml").write_text(wordpress())
    run(tmp_path, "export.xml")
    second = run(tmp_path, "export.xml")
    post = next(tmp_path.glob("content/posts/*the-ditch.md"))
    post.write_text("mine")
    third = run(tmp_path, "export.xml")
    linked = tmp_path / "linked"
    linked.mkdir()
    (linked / "pelicanconf.py").symlink_to("../secrets.py")
    fourth = run(linked, "../export.xml")
    (linked / "content").rename(linked / "other")
    (linked / "content").symlink_to("../nowhere")
    fifth = run(linked, "../export.xml")

    assert second.returncode == 0, second.stderr
    assert third.returncode == 2
    assert (
        "content already contains other files, and pouch import overwrites nothing" in third.stderr
    )
    assert post.read_text() == "mine"
    assert (fourth.returncode, fifth.returncode) == (2, 2)
    told = "cannot write pelicanconf.py: it is a symbolic link to ../secrets.py, which does not"
    assert told in fourth.stderr
    assert "File exists" in fifth.stderr
    assert not (tmp_path / "secrets.py").exists()
    assert not (tmp_path / "nowhere").exists()


def test_what_is_no_export_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("words")
    (tmp_path / "cut.json").write_text('{"db": [{"data": {"posts_tags": [], "posts": [')

    plain, cut = run(tmp_path, "notes.txt"), run(tmp_path, "cut.json")

    assert (plain.returncode, cut.returncode) == (2, 2)
    assert "notes.txt is not a WordPress or Ghost export" in plain.stderr
    assert "cut.json:1: not JSON" in cut.stderr
    assert not (tmp_path / "content").exists()
