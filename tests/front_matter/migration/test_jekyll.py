"""What is known of a site of Jekyll's, from its files alone."""

from __future__ import annotations

import pytest

from pelican_plugins.front_matter.migration.jekyll import old_site
from pelican_plugins.front_matter.migration.site import OldSite

from .old_files import settings_of, site_files

POST = "---\ntitle: A\n---\nWords.\n"
POSTS = {"_posts/2020-01-01-a.md": POST}


def site(config: str = "", **files: str) -> OldSite:
    named = {name.replace("__", "/"): text for name, text in files.items()}
    found = old_site(site_files({"_config.yml": config, **POSTS, **named}))
    assert found is not None
    return found


def of(files: dict[str, str]) -> OldSite:
    found = old_site(site_files(files))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("files", "because"),
    [
        ({"_config.yml": "title: A", **POSTS}, "_config.yml"),
        ({"_config.toml": "title = 'A'", "_layouts/a.html": ""}, "_config.toml"),
        ({"_config.yaml": "permalink: pretty", "a.md": POST}, "_config.yaml"),
        ({"docs/_config.yml": "theme: x", "docs/_posts/2020-01-01-a.md": POST}, "docs/_config.yml"),
        (POSTS, "_posts"),
        ({"src/_posts/2020-01-01-a.md": POST, "src/about.md": POST}, "src/_posts"),
        ({"news/_posts/2020-01-01-a.md": POST}, "_posts"),
        # Of two, that of the site with posts.
        ({"_config.yml": "theme: x", "docs/_config.yml": "theme: x", **POSTS}, "_config.yml"),
    ],
)
def test_it_is_recognised(files: dict[str, str], because: str) -> None:
    assert of(files).because == because


@pytest.mark.parametrize(
    "files",
    [
        {"a.md": POST},
        # Hexo, Jupyter Book, and some other program.
        {"_config.yml": "new_post_name: x\nsource_dir: source", "source/_posts/a.md": POST},
        {"_config.yml": "title: A\nexclude: []", "_toc.yml": "root: intro", "intro.md": "# A"},
        {"_config.yml": "port: 80"},
        # Next.js names this folder so, too.
        {"_posts/hello.md": POST, "next.config.js": ""},
        {"a/b/_config.yml": "permalink: pretty"},
    ],
)
def test_another_program_is_not(files: dict[str, str]) -> None:
    assert old_site(site_files(files)) is None


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ("url: https://a.example", "https://a.example"),
        ('url: https://a.example/\nbaseurl: ""', "https://a.example"),
        ("url: https://a.example\nbaseurl: /blog/", "https://a.example/blog"),
        ("url: https://a.example\nbaseurl: blog", "https://a.example/blog"),
        ("url: http://localhost:4000", "https://host.example"),
        ("baseurl: /blog", "https://host.example/blog"),
        ("url: host", "https://host.example"),
    ],
)
def test_its_url(config: str, url: str) -> None:
    assert settings_of(site(config, CNAME="host.example\n"))["SITEURL"] == url


def test_its_identity() -> None:
    found = settings_of(
        site("name: N\ntimezone: Asia/Tokyo\nlang: pt_BR\nauthor:\n  name: Ada Ferris")
    )

    assert found["SITENAME"] == "N"
    assert found["TIMEZONE"] == "Asia/Tokyo"
    assert found["DEFAULT_LANG"] == "pt"
    assert found["AUTHOR"] == "Ada Ferris"
    assert found["SITEURL"] == ""
    assert found["WITH_FUTURE_DATES"] is False
    assert "WITH_FUTURE_DATES" not in settings_of(site("future: true"))


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("_config.yml", "title: A\npermalink: [", 2),
        ("_config.yml", "title:\n\t- a", 2),
        ("_config.toml", "title = ", None),
        ("_config.yml", "- a\n- b", None),
    ],
)
def test_settings_that_cannot_be_read_are_named_and_the_site_is_read(
    name: str, text: str, line: int | None
) -> None:
    found = of({name: text, **POSTS})

    (note,) = found.notes
    assert note.startswith(f"{name}:{line}: " if line else f"{name}: ")
    assert "run `pouch import` again" in note
    assert found.posts == ("_posts/2020-01-01-a.md",)


@pytest.mark.parametrize(
    ("command", "style"),
    [
        ("jekyll build --config _config.yml,_config.live.yml", "ordinal"),
        ('bundle exec jekyll b --config="_config.yml,_config.live.yml"', "ordinal"),
        ("jekyll build -c ./_config.yml,_config.live.yml", "ordinal"),
        ("jekyll build --config _config.live.yml", None),
        ("jekyll serve --config _config.yml,_config.dev.yml", None),
        ("jekyll build --config _config.yml,missing.yml", None),
        ("jekyll build", None),
    ],
)
def test_settings_files_are_merged_as_the_build_does(command: str, style: str | None) -> None:
    found = of(
        {
            "_config.yml": "title: A",
            "_config.live.yml": "permalink: ordinal\ntitle:",
            "_config.dev.yml": "permalink: none",
            "Makefile": f"site:\n\t{command}\n",
            **POSTS,
        }
    )

    assert found.reading.permalinks.get("") == style
    assert settings_of(found)["SITENAME"] == "A"


def test_folders_of_posts_stay_whether_or_not_they_can_be_read() -> None:
    found = of(
        {
            "_config.yml": "title: A",
            "_posts/2020-01-01-broken.md": "---\ntitle: [\n---\n",
            "news/_posts/2020-01-01-a.md": POST,
            "news/_posts/undated.md": POST,
            "old/_posts/undated.md": POST,
            "_drafts/idea.md": POST,
            "_old/_posts/2020-01-01-a.md": POST,
        }
    )

    folders = settings_of(found)["ARTICLE_PATHS"]
    assert folders == ["_drafts", "_posts", "news/_posts", "old/_posts"]
    reasons = dict(found.ignored)
    assert "does not begin with a date" in reasons["news/_posts/undated.md"]
    assert "a folder that Jekyll does not build" in reasons["_old/_posts/2020-01-01-a.md"]


def test_what_jekyll_copies_is_copied_and_nothing_else() -> None:
    found = of(
        {
            "_config.yml": "exclude: [tools, 'a*.txt']\ninclude: [.htaccess, _headers]",
            **POSTS,
            "img/a.png": "",
            "img/deep/b.png": "",
            "img/.DS_Store": "",
            "page.md": POST,
            "docs/page.md": POST,
            "docs/a.pdf": "",
            "docs/old/c.pdf": "",
            "js/search.js": "---\n---\n{{ site.title }}",
            "js/lib/x.js": "",
            "tools/x.png": "",
            "abc.txt": "",
            "b.txt": "",
            ".htaccess": "",
            ".env": "SECRET=1",
            "_headers": "",
            "_data/x.yml": "",
            "README.md": "# Code",
            "CLAUDE.md": "Do this.",
            "notes.md": "# Copied",
            "_site/index.html": "",
            "node_modules/x/y.js": "",
        }
    )
    wanted = settings_of(found)

    assert wanted["STATIC_PATHS"] == [
        *(".htaccess", "_headers", "b.txt", "docs", "img", "js/lib", "notes.md")
    ]
    assert wanted["PAGE_PATHS"] == ["docs", "page.md"]
    assert not [path for path in found.posts if path in {"README.md", "CLAUDE.md", "notes.md"}]
    hidden = wanted["IGNORE_FILES"]
    assert ".env" in hidden
    assert ".DS_Store" in hidden
    assert ".*" not in hidden


def test_defaults_of_front_matter_are_kept_by_folder() -> None:
    found = of(
        {
            "_config.yml": """
collections: {notes: {output: true}}
defaults:
  - scope: {path: "", type: posts}
    values: {layout: post, categories: [all], image: x.png}
  - scope: {path: "fr"}
    values: {lang: fr}
  - scope: {path: "_posts/2019-"}
    values: {published: false}
  - scope: {path: "", type: pages}
    values: {permalink: "/:basename/"}
  - scope: {path: "", type: notes}
    values: {author: Ada Ferris}
  - nonsense
  - scope: {path: "", type: posts}
""",
            **POSTS,
            "_posts/2019-01-01-a.md": POST,
            "fr/_posts/2020-01-01-b.md": POST,
            "about.md": POST,
            "_notes/n.md": POST,
        }
    )

    assert found.reading.front_matter_defaults == {
        "_posts": ("categories: [all]",),
        "fr/_posts": ("categories: [all]",),
        "fr": ("lang: fr",),
        "_posts/2019-*": ("published: false",),
        "about.md": ("permalink: /:basename/",),
        "_notes": ("author: Ada Ferris",),
    }


def test_pages_of_terms_are_where_jekyll_archives_had_them() -> None:
    found = of(
        {
            "_config.yml": """
plugins: [jekyll-archives]
jekyll-archives:
  enabled: [tags, categories, year]
  permalinks: {tag: "/t/:name/", year: "/y/:year/"}
""",
            "_posts/2020-01-01-a.md": "---\ncategories: [News, Deep Water]\n---\nWords",
            "_posts/2020-01-02-b.md": "---\ncategories: [News]\n---\nWords",
            "_posts/2020-01-03-c.md": "---\ncategories: [X, Y]\npublished: false\n---\nWords",
        }
    )
    wanted = settings_of(found)

    assert wanted["TAG_URL"] == "t/{slug}/"
    assert wanted["TAG_SAVE_AS"] == "t/{slug}/index.html"
    assert wanted["CATEGORY_URL"] == "category/{slug}/"
    assert wanted["YEAR_ARCHIVE_SAVE_AS"] == "y/{date:%Y}/index.html"
    assert "MONTH_ARCHIVE_SAVE_AS" not in wanted
    assert found.term_url("tag", "C++") == "t/c/"
    assert found.term_url("author", "Ada") is None
    # Pelican allows one category per post; the other is a tag.
    assert found.reading.redirects == {"category/deep-water/": "t/deep-water/"}


@pytest.mark.parametrize(
    ("config", "files", "feeds"),
    [
        ("plugins: [jekyll-feed]", {}, {"FEED_ALL_ATOM": "feed.xml"}),
        ("gems: [jekyll-feed]\nfeed: {path: /a/b.xml}", {}, {"FEED_ALL_ATOM": "a/b.xml"}),
        (
            "plugins: [jekyll-feed]\nfeed: {categories: [x], tags: true, posts_limit: 3}",
            {},
            {
                "FEED_ALL_ATOM": "feed.xml",
                "CATEGORY_FEED_ATOM": "feed/{slug}.xml",
                "TAG_FEED_ATOM": "feed/by_tag/{slug}.xml",
                "FEED_MAX_ITEMS": 3,
            },
        ),
        # A file of the site's own takes the place of the plugin's.
        (
            "plugins: [jekyll-feed]",
            {"feed.xml": "---\n---\n<rss>{% for p in site.posts %}{% endfor %}</rss>"},
            {"FEED_ALL_RSS": "feed.xml"},
        ),
        (
            "title: A",
            {"atom.xml": "---\npermalink: /x/\n---\n<feed>{{ site.posts }}</feed>"},
            {"FEED_ALL_ATOM": "x/index.xml"},
        ),
        ("title: A", {"feed.xml": "---\nlayout: rss20\n---\n"}, {"FEED_ALL_RSS": "feed.xml"}),
        ("title: A", {"sitemap.xml": "---\n---\n<urlset>{{ site.posts }}</urlset>"}, {}),
    ],
)
def test_feeds_are_where_their_readers_look(
    config: str, files: dict[str, str], feeds: dict[str, object]
) -> None:
    found = settings_of(of({"_config.yml": config, **POSTS, **files}))

    assert feeds.items() <= found.items()
    assert {name for name in found if name.endswith(("_ATOM", "_RSS", "_JSON"))} <= {*feeds}


def test_lists_are_where_they_were() -> None:
    loop = "---\nlayout: default\n---\n{{% for x in {} %}}{{{{ x }}}}{{% endfor %}}"
    found = of(
        {
            "_config.yml": "paginate: 5\npaginate_path: /blog/page/:num/\npermalink: pretty",
            **POSTS,
            "index.html": loop.format("site.posts"),
            "blog/index.html": loop.format("paginator.posts"),
            "all.md": loop.format("site.posts"),
            "old.md": loop.format("site.posts"),
            "tags.html": loop.format("site.tags"),
            "topics.md": "---\nlayout: topics\n---\n",
            "_layouts/topics.html": loop.format("site.categories"),
            "_layouts/default.html": "{% for tag in site.tags %}{% endfor %}{{ content }}",
            "years.md": "---\nlayout: year-archive\n---\n",
            "team.html": loop.format("site.data.team"),
            "tag/a.md": "---\ntag: Deep Water\npermalink: /tag/deep-water/\n---\n",
        }
    )
    wanted = settings_of(found)

    assert wanted["INDEX_SAVE_AS"] == "blog/index.html"
    assert wanted["TAGS_URL"] == "tags/"
    assert wanted["CATEGORIES_URL"] == "topics/"
    assert wanted["ARCHIVES_URL"] == "all/"
    assert wanted["TAG_URL"] == "tag/{slug}/"
    assert wanted["DEFAULT_PAGINATION"] == 5
    later = ["{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"]
    assert wanted["PAGINATION_PATTERNS"][1] == [2, *later]
    assert found.reading.redirects == {"index.html": "blog/", "old/": "all/", "years/": "all/"}
    (note,) = found.notes
    assert note.startswith("team.html is a template, so /team/ is missing; ")
    assert settings_of(found)["PAGE_PATHS"] == []


@pytest.mark.parametrize(
    ("body", "is_page"),
    [
        ("Words.", True),
        ("", False),
        ("{% for p in site.posts %}{{ p.title }} and more{% endfor %}", False),
        ("{% for p in site.data.x %}{{ p }}{% endfor %}\n" + "Many words of prose. " * 6, True),
        ("<div><iframe src='/a.pdf'></iframe></div>", True),
        ("![A gauge](/a.png)", True),
        ("<ul>\n{% for p in site.posts %}<img src='{{ p.img }}'>{% endfor %}</ul>", False),
        ("{% include words.html %}", True),
        ("{% include list.html %}", False),
        ("{% include missing.html %}", False),
        ("{% comment %}Words of nobody{% endcomment %}", False),
        ("<!-- Words of nobody -->", False),
    ],
)
def test_a_template_without_words_is_no_page(body: str, is_page: bool) -> None:
    found = site(
        _includes__words_html="",
        **{
            "page.md": f"---\ntitle: P\n---\n{body}\n",
            "_includes/words.html": "<p>Words</p>{% include words.html %}",
            "_includes/list.html": "{% for p in site.posts %}{{ p }}{% endfor %}",
        },
    )

    assert ("page.md" in found.posts) is is_page


def test_github_makes_pages_without_front_matter_but_not_of_notes_about_the_code() -> None:
    files = {"guide.md": "# Guide", "README.md": "# Code", "AGENTS.md": "Do this."}
    alone = of({"_config.yml": "theme: x", **POSTS, **files})
    github = of({"_config.yml": "theme: x", "Gemfile": 'gem "github-pages"', **POSTS, **files})

    assert alone.posts == ("_posts/2020-01-01-a.md",)
    assert github.posts == ("_posts/2020-01-01-a.md", "guide.md")


def test_what_cannot_be_kept_is_said() -> None:
    found = of(
        {
            "_config.yml": (
                "show_drafts: true\nkramdown: {hard_wrap: true}\nplugins: [jekyll-scholar]"
            ),
            **POSTS,
            "_plugins/own.rb": "",
            "a.textile": "---\n---\nh1. A",
        }
    )

    said = "\n".join(found.notes)
    for name in ("drafts", "hard_wrap", "jekyll-scholar", "_plugins/own.rb", "a.textile"):
        assert name in said
    assert len(found.notes) == 5


def test_folders_of_sources_and_of_collections() -> None:
    found = of(
        {
            "_config.yml": """
source: src
collections_dir: sets
permalink: pretty
collections: {notes: {output: true}, food: {output: true, permalink: "/f/:name"}, hidden: {}}
""",
            "README.md": POST,
            "src/sets/_posts/2020-01-01-a.md": POST,
            "src/_posts/2020-01-01-b.md": POST,
            "src/sets/_notes/n.md": POST,
            "src/sets/_notes/n.png": "",
            "src/sets/_food/f.md": POST,
            "src/sets/_hidden/h.md": POST,
            "src/about.md": POST,
        }
    )
    wanted = settings_of(found)

    assert wanted["ARTICLE_PATHS"] == ["src/sets/_posts"]
    assert wanted["PAGE_PATHS"] == ["src/about.md", "src/sets/_food", "src/sets/_notes"]
    assert wanted["STATIC_PATHS"] == ["src/sets/_notes"]
    assert found.reading.content_folders == {"src": ""}
    assert found.reading.permalinks == {
        "": "pretty",
        "sets/_posts": "pretty",
        "sets/_notes": "/:collection/:path/",
        "sets/_food": "/f/:name",
    }
    assert dict(found.ignored)["README.md"] == "outside src"


@pytest.mark.parametrize(
    ("config", "curls", "separator"),
    [
        ("title: A", True, "\n\n"),
        ("kramdown: {smart_quotes: 'apos,apos,quot,quot'}", False, "\n\n"),
        ("markdown: CommonMarkGhPages", False, "\n\n"),
        ("excerpt_separator: <!--more-->", True, ""),
        ("excerpt_separator: <!-- end -->", True, "<!-- end -->"),
        ('excerpt_separator: ""', True, ""),
    ],
)
def test_how_texts_are_read(config: str, curls: bool, separator: str) -> None:
    reading = site(config).reading

    assert reading.smart_punctuation is curls
    assert reading.summary_separator == separator
    assert reading.markdown == "commonmark"
