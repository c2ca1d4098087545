"""A site of Astro keeps its URLs.

Expected URLs are from docs.astro.build/en/guides/routing/ and content-collections/; each was also
built with Astro 5.
"""

from __future__ import annotations

from typing import Any

import pytest

from pelican_plugins.front_matter.migration.astro import old_site
from pelican_plugins.front_matter.permalinks.astro import permalink
from pelican_plugins.front_matter.settings import FrontMatterSettings

from .old_files import settings_of, site_files, source

RULES = FrontMatterSettings(
    permalink_style="astro",
    permalinks={
        "src/content/blog": "/blog/[...slug]/",
        "src/data/notes": "/[lang]/notes/[...slug]/",
        "src/log": "/[year]/[month]/[slug]/",
    },
)
URLS: list[tuple[str, dict[str, Any], str]] = [
    ("src/content/blog/First_Post.md", {}, "blog/first_post/"),
    ("src/content/blog/2024-05-06-x.md", {}, "blog/2024-05-06-x/"),
    ("src/content/blog/C++ & Rust.md", {}, "blog/c--rust/"),
    ("src/content/blog/Sub Dir/Deep Post.md", {}, "blog/sub-dir/deep-post/"),
    ("src/content/blog/Sub Dir/deep/index.md", {}, "blog/sub-dir/deep/"),
    ("src/content/blog/bundle/index.md", {}, "blog/bundle/"),
    ("src/content/blog/a.b.md", {}, "blog/ab/"),
    ("src/content/blog/Über éa.md", {}, "blog/über-éa/"),
    ("src/content/blog/日本.md", {}, "blog/日本/"),
    ("src/content/blog/a.md", {"slug": "my/own-Slug"}, "blog/my/own-Slug/"),
    ("src/data/notes/en/a.md", {}, "en/notes/a/"),
    ("src/data/notes/fr/B.md", {}, "fr/notes/b/"),
    ("src/data/notes/rivers/a.md", {}, "notes/rivers/a/"),
    ("src/log/2019/2019-05-28-High.md", {"date": "2019-05-28"}, "2019/05/high/"),
    # Those of the folder of pages are relative to it.
    ("about.md", {}, "about/"),
    ("index.md", {}, ""),
    ("docs/Big-Page.md", {}, "docs/Big-Page/"),
    ("docs/index.md", {}, "docs/"),
]


@pytest.mark.parametrize(("path", "values", "url"), URLS)
def test_a_text_is_where_astro_puts_it(path: str, values: dict[str, Any], url: str) -> None:
    link = permalink(source(path, values), RULES)

    assert (link.url, link.save_as) == (url, f"{url}index.html")


def test_pages_may_be_files() -> None:
    rules = FrontMatterSettings(permalink_style="astro", ugly_urls=True)

    link = permalink(source("docs/a.md", {"date": "2024-05-06"}), rules)

    assert (link.url, link.save_as, link.kind) == ("docs/a", "docs/a.html", "article")


TEXT = "---\ntitle: T\n---\nText"
POSTS_PAGE = """---
export async function getStaticPaths() {
  const posts = await getCollection("blog");
  return posts.map((post) => ({ params: { slug: post.id }, props: { post } }));
}
---
"""
SITE = {
    "astro.config.mjs": (
        "// site: 'https://wrong.example'\n"
        "export default defineConfig({ site: 'https://river.example/', base: '/b' });"
    ),
    "README.md": "# Code",
    "public/a.png": "",
    "src/consts.ts": 'export const SITE_TITLE = "River notes";',
    "src/content.config.ts": (
        "const blog = defineCollection({ loader: glob({ pattern: '**/*.md',"
        " base: './src/content/blog' }) });\n"
        "const n = defineCollection({ loader: glob({ base: './data/notes', pattern: '*' }) });\n"
        "export const collections = { blog, notes: n };"
    ),
    "src/data.ts": "export async function allNotes() { return getCollection('notes'); }",
    "src/content/blog/a.md": TEXT,
    "src/content/blog/_b.md": TEXT,
    "src/content/blog/c.mdx": TEXT,
    "src/content/people/d.md": TEXT,
    "data/notes/e.md": TEXT,
    "src/pages/about.md": TEXT,
    "src/pages/index.astro": "",
    "src/pages/blog/index.astro": "",
    "src/pages/blog/[...slug].astro": POSTS_PAGE,
    "src/pages/n/[id].astro": "allNotes().map((n) => ({ params: { id: short(n.id) } }))",
    "src/pages/tags/[tag].astro": "",
    "src/pages/rss.xml.js": "",
}


def test_collections_are_where_their_pages_are() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    assert (site.generator, site.because) == ("Astro", "astro.config.mjs")
    assert site.reading.permalinks == {
        "src/content/blog": "/blog/[...slug]/",
        "data/notes": "/n/[id]/",
    }
    assert site.posts == ("data/notes/e.md", "src/content/blog/a.md", "src/pages/about.md")
    assert dict(site.ignored) == {
        "README.md": "not in a collection",
        "src/content/blog/_b.md": "its name begins with _",
        "src/content/blog/c.mdx": "MDX, which only Astro reads",
        "src/content/people/d.md": "not in a collection",
    }
    assert dict(site.reading.redirects) == {"blog/": "archives.html"}
    code, mdx = site.notes
    assert code.startswith("src/pages/n/[id].astro computes URLs in code, which is not run")
    assert "POUCH_FRONT_MATTER['permalinks']['data/notes']" in code
    assert mdx.startswith("1 MDX files, which only Astro reads, such as src/content/blog/c.mdx")


def test_its_settings_are_pelicans() -> None:
    site = old_site(site_files(SITE))

    assert site is not None
    settings = settings_of(site)
    assert settings["SITENAME"] == "River notes"
    assert settings["SITEURL"] == "https://river.example/b"
    assert settings["ARTICLE_PATHS"] == ["data/notes", "src/content/blog", "src/pages"]
    assert settings["PAGE_PATHS"] == settings["ARTICLE_PATHS"]
    assert settings["STATIC_PATHS"] == ["public"]
    assert settings["IGNORE_FILES"] == [".*", "_b.md"]
    assert settings["FEED_ALL_RSS"] == "rss.xml"
    assert settings["TAG_SAVE_AS"] == "tags/{slug}/index.html"
    assert site.reading.content_folders == {"src/pages": "", "": ""}


def test_collections_without_settings_are_the_folders_of_content() -> None:
    files = {
        "astro.config.ts": "export default defineConfig({ build: { format: 'file' } })",
        "src/content/posts/a.md": TEXT,
        "src/pages/posts/[slug]/index.astro": POSTS_PAGE.replace("blog", "posts"),
    }
    site = old_site(site_files(files))

    assert site is not None
    assert site.reading.permalinks == {"src/content/posts": "/posts/[slug]/"}
    assert site.reading.ugly_urls


def test_other_folders_are_none_of_astros() -> None:
    assert old_site(site_files({"src/content/posts/a.md": TEXT})) is None


@pytest.mark.parametrize("title", ["'It is \"wet\"'", '"It\'s wet"', "`a", "x"])
def test_a_title_of_any_form_does_no_harm(title: str) -> None:
    files = {"astro.config.mjs": "", "src/consts.ts": f"export const SITE_TITLE = {title};"}

    assert old_site(site_files(files)) is not None


def test_names_that_are_made_by_code_are_said() -> None:
    loader = "glob({ base: 'src/log', pattern: '*', generateId: ({ entry }) => entry.slice(11) })"
    files = {
        "astro.config.mjs": "",
        "src/content.config.ts": f"const log = defineCollection({{ loader: {loader} }});",
        "src/log/2019-05-28-a.md": TEXT,
        "src/pages/log/[...slug].astro": POSTS_PAGE.replace("blog", "log"),
    }
    site = old_site(site_files(files))

    assert site is not None
    assert site.reading.permalinks == {"src/log": "/log/[...slug]/"}
    (note,) = site.notes
    assert note.endswith("['permalinks']['src/log'], such as '/[year]/[month]/[slug]/'")
