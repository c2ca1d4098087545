"""Sites of other generators, built with the settings that `pouch import` writes for them."""

from __future__ import annotations

from typing import Any

import pytest

from pelican_plugins.front_matter.migration import astro, eleventy, zola
from pelican_plugins.front_matter.migration.exported import files_of, old_site_of
from pelican_plugins.front_matter.migration.site import OldSite
from pelican_plugins.front_matter.migration.wordpress import export_of
from pelican_plugins.front_matter.migration.write_settings import changed

from .old_files import site_files

ZOLA = {
    "zola.toml": (
        "base_url = 'https://river.example'\ntaxonomies = [{name = 'tags'}, {name = 'rivers'}]\n"
        "[languages.fr]\ntaxonomies = [{name = 'tags'}]\n"
    ),
    "content/_index.md": "+++\n+++\n",
    "content/CLAUDE.md": "Secret",
    "content/blog/_index.md": "+++\n+++\n",
    "content/blog/First_Post.md": (
        "+++\ntitle = 'A'\ndate = 2020-01-02\n[taxonomies]\ntags = ['C/C++']\nrivers = ['Elbe']\n"
        "+++\nText"
    ),
    "content/blog/2021-02-03-b.md": "+++\ntitle = 'B'\n+++\nText",
    "content/blog/2021-02-03-b.fr.md": "+++\ntitle = 'B'\n+++\nTexte",
    "content/blog/draft.md": "+++\ntitle = 'D'\ndate = 2020-01-02\ndraft = true\n+++\nText",
    "content/secret/_index.md": "+++\ndraft = true\n+++\n",
    "content/secret/s.md": "+++\ntitle = 'S'\ndate = 2020-01-02\n+++\nSecret",
    "content/about.md": "+++\ntitle = 'About'\npath = 'who/we are'\n+++\nText",
    "static/robots.txt": "All",
}
ELEVENTY = {
    ".eleventy.js": "module.exports = { dir: { input: 'src' } };",
    ".eleventyignore": "src/old/",
    "src/_includes/l.html": "<html>Secret",
    "src/posts/posts.json": '{"permalink": "/p/{{ page.fileSlug }}.html"}',
    "src/posts/2020-01-02-a.md": "---\ntitle: A\n---\nText",
    "src/posts/off.md": "---\ntitle: Off\npermalink: false\n---\nSecret",
    "src/old/o.md": "---\ntitle: Old\ndate: 2020-01-02\n---\nSecret",
    "src/wip/wip.json": '{"draft": true}',
    "src/wip/w.md": "---\ntitle: W\ndate: 2020-01-02\n---\nText",
    "src/about.md": "---\ntitle: About\n---\nText",
    "src/index.html": "---\ntitle: Secret\n---\n{% for p in collections.all %}",
}
ASTRO = {
    "astro.config.mjs": "export default { site: 'https://river.example' }",
    "src/content/blog/Big Post.md": "---\ntitle: A\npubDate: 2020-01-02\n---\nText",
    "src/content/blog/_b.md": "---\ntitle: B\npubDate: 2020-01-02\n---\nSecret",
    "src/content/people/c.md": "---\ntitle: C\npubDate: 2020-01-02\n---\nSecret",
    "src/pages/blog/[...slug].astro": "getCollection('blog'); params: { slug: post.slug }",
    "src/pages/about.md": "---\ntitle: About\n---\nText",
    "public/robots.txt": "All",
}
SITES: dict[str, tuple[Any, dict[str, str], set[str]]] = {
    "zola": (
        zola.old_site,
        ZOLA,
        {
            *("blog/first-post/index.html", "blog/b/index.html", "fr/blog/b/index.html"),
            *("who/we are/index.html", "tags/c-c/index.html", "rivers/elbe/index.html"),
            *("blog/index.html", "robots.txt"),
        },
    ),
    "eleventy": (eleventy.old_site, ELEVENTY, {"p/a.html", "about/index.html"}),
    "astro": (
        astro.old_site,
        ASTRO,
        {"blog/big-post/index.html", "about/index.html", "robots.txt"},
    ),
}


def settings_for(site: OldSite) -> dict[str, Any]:
    settings = {setting.name: setting.value for setting in site.settings}
    return {**settings, "POUCH_FRONT_MATTER": changed(site.reading)}


@pytest.mark.parametrize("name", SITES)
def test_a_site_is_where_it_was_and_shows_no_more(build_site, name: str) -> None:
    find, files, expected = SITES[name]
    site = build_site(files, settings_for(find(site_files(files))))

    assert expected <= set(site.files()), site.log
    assert "ERROR" not in site.log
    assert "wip/w/index.html" not in site.files()
    assert [path for path, data in site.files().items() if b"Secret" in data] == []
    assert not [path for path in site.files() if path.endswith((".md", "posts.json", ".astro"))]


EXPORT = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>R</title>
<wp:base_blog_url>https://river.example</wp:base_blog_url>
<wp:tag><wp:tag_slug>c-plus</wp:tag_slug><wp:tag_name>C++</wp:tag_name></wp:tag>{items}
</channel></rss>"""
ITEM = """<item><title>T</title><link>https://river.example{link}</link>
<category domain="post_tag" nicename="c-plus">C++</category>
<content:encoded><![CDATA[{text}]]></content:encoded><wp:post_name>a</wp:post_name>
<wp:post_date>2019-05-28 23:23:00</wp:post_date><wp:post_type>{type}</wp:post_type>
<wp:post_date_gmt>2019-05-29 03:23:00</wp:post_date_gmt><wp:status>{status}</wp:status></item>"""


def test_an_export_is_where_it_was_and_shows_no_more(build_site) -> None:
    items = (
        ITEM.format(link="/2019/05/a/", text="One\n\n    two", type="post", status="publish"),
        ITEM.format(link="/2019/05/b/", text="Secret", type="post", status="private"),
        ITEM.format(link="/who/we-are/", text="Us", type="page", status="publish"),
    )
    export = export_of(EXPORT.format(items="".join(items)))
    site = build_site(dict(files_of(export)), settings_for(old_site_of(export)))

    pages = {"2019/05/a/index.html", "who/we-are/index.html", "tag/c-plus/index.html"}
    assert pages <= set(site.files()), site.log
    assert "2019/05/b/index.html" not in site.files()
    prose = site.soup("2019/05/a/index.html").find(class_="e-content")
    assert [p.get_text() for p in prose.find_all("p")] == ["One", "two"]
