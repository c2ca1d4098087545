"""What people have in their folders is read: Pelican's own way, other fences, HTML, bare files."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Site, build

# Each between lines `---`, as stock Pelican reads it. None is YAML that says the same.
STOCK = {
    "sharp": "title: Learning C # and F #\ndate: 2020-01-01\ntags: C #, python",
    "capital": "Title: Issue #12: the # sign\nDate: 2020-01-02 10:20\nTags: a #b, c\nCategory: y",
    "number": "title: Song #1 of summer\ndate: 2020-01-03",
    "minutes": "title: Why # matters\ndate: 2020-01-04 09:30",
    "one_tag": "title: Notes # on rivers\ndate: 2020-01-05\ncategory: rivers\ntags: rivers",
    "elision": "title: 'Twas the night\ndate: 2020-01-06\ntags: a, b",
    "quote": 'Title: "open quote\nDate: 2020-01-07',
    "brace": "title: {Braces} first\ndate: 2020-01-08",
    "bracket": "title: [Review]\ndate: 2020-01-09",
    "dash": "title: - dash\ndate: 2020-01-10\ntags: - a, b",
    "bang": "title: ! bang\ndate: 2020-01-11",
    "tag": "title: !important note\ndate: 2020-01-12",
    "question": "title: ? question\ndate: 2020-01-13",
    "no_space": "title:Close\ndate:2020-01-14\ntags:a,b",
    "colon": "title: One: two\ndate: 2020-01-15\ntags: a: b, c",
    "star": "title: *star* first\ndate: 2020-01-16\ntags: *a*, b",
    "goes_on": "title: Going on\ndate: 2020-01-17\nsummary: one\n    two: three",
    "authors": "title: Two\ndate: 2020-01-18\nauthors: Lee, Ann; Ray, Bob\ntags: x # y",
}
ENDS = {
    "closed": "\n---\n\nSome text.\n",
    "open": "\n\nSome text.\n",
    "rule": "\n\nSome text.\n\n---\n\nMore text.\n",
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> tuple[Site, Site]:
    files = {
        f"{name}_{end}.md": f"---\n{STOCK[name]}\nslug: {name}-{end}{ENDS[end]}"
        for name in STOCK
        for end in ENDS
    }
    files["quoted_open.md"] = '---\ntitle: "Quoted"\ndate: 2020-02-01\ntags: [a, b]\n\nText.\n'
    folder = tmp_path_factory.mktemp("own")
    (folder / "stock").mkdir()
    (folder / "ours").mkdir()
    return build(folder / "stock", files, {"PLUGINS": []}), build(folder / "ours", files)


def test_pelicans_metadata_between_dashes_says_what_it_says_to_pelican(sites) -> None:
    stock, ours = sites

    assert len(stock.contents) == len(STOCK) * len(ENDS) + 1
    for name, content in stock.contents.items():
        found = ours.contents[name]
        for key in ("title", "date", "url", "category", "tags", "authors"):
            assert found.get(key) == content.get(key), (name, key)
        assert "Some text." in found["content"] or "Text." in found["content"]


def test_a_yaml_comment_is_one_and_a_cut_is_told(build_site) -> None:
    files = {
        "keep.md": "---\ntitle: Two: three # keep me\ndate: 2025-06-03\n---\nText.\n",
        "cut.md": "---\ntitle: Good # keep me\ndate: 2025-06-03\n---\nText.\n",
        "song.md": "---\ntitle: Song #1\ndate: 2025-06-03\ntags: [a, b]\n---\nText.\n",
        "empty.md": "---\ntitle: # 1 song\ndate: 2025-06-03\n---\nText.\n",
        "tags.md": "---\ntitle: Words\ndate: 2025-06-03\ntags: #a #b\n---\nText.\n",
        "item.md": "---\ntitle: Item\ndate: 2025-06-03\ntags:\n  - #a\n  - b\n---\nText.\n",
        "plain.md": (
            "---\n# about it\ntitle: Plain # mine\ndate: 2025-06-03\ntags: # all of them\n"
            "  - a # this\ndraft: false # yes\n---\nText.\n"
        ),
        "quoted.md": "---\ntitle: 'Quoted' # mine\ndate: 2025-06-03\n---\nText.\n",
    }
    site = build_site(files)

    titles = {name: content["title"] for name, content in site.contents.items()}
    assert titles == {
        "keep.md": "Two: three",
        "cut.md": "Good",
        "song.md": "Song",
        "empty.md": "Empty",
        "tags.md": "Words",
        "item.md": "Item",
        "plain.md": "Plain",
        "quoted.md": "Quoted",
    }
    told = {
        "keep.md": ":2: this line is not YAML and was read as `title: 'Two: three' # keep me`",
        "cut.md": ":2: title ends before `# keep me`, which is a comment",
        "song.md": ":2: title ends before `#1`, which is a comment",
        "empty.md": ":2: title is empty, since `# 1 song` is a comment",
        "tags.md": ":4: tags is empty, since `#a #b` is a comment",
        "item.md": ":5: tags has an empty item, since `#a` is a comment",
    }
    for name, sentence in told.items():
        (message,) = site.messages_about(name)
        assert message.startswith(f"content/{name}{sentence}")
    assert site.messages_about("plain.md") == site.messages_about("quoted.md") == []


HEAD = "title: TITLE\ndate: 2025-06-03\n"
JSON = '"title": "TITLE", "date": "2025-06-03"'
READ = {
    "json.md": f"---json\n{{{JSON}}}\n---\nText.\n",
    "spaced.md": f"--- json \n{{{JSON}}}\n---\nText.\n",
    "toml.md": '---toml\ntitle = "TITLE"\ndate = 2025-06-03\n---\nText.\n',
    "yaml.md": f"---yaml\n{HEAD}---\nText.\n",
    "yml.md": f"---YML\n{HEAD}---\nText.\n",
    "semicolons.md": f";;;\n{JSON}\n;;;\nText.\n",
    "braces.md": f";;;\n{{{JSON}}}\n;;;\nText.\n",
    "marks.md": f"\ufeff\ufeff---\n{HEAD}---\nText.\n",
    "2018-12-04.md": "Just a text.\n",
    "2018-12-05-a-name.md": "Just a text.\n\n## A part\n\nMore.\n",
    "2018-12-06-x.md": "## Heading\n\nText.\n",
    "post.html": f"---\n{HEAD}---\n<p>Text *as* it is.</p>\n",
    "whole.htm": f"---\n{HEAD}---\n<html><body class=a><p>Text.</p></body></html>\n",
    "headed.html": (
        '<html><head><title>headed</title><meta name="date" content="2025-06-03">'
        '<meta name="tags" content="a, b"></head><body><p>Text.</p></body></html>'
    ),
    "language.md": f"---\n{HEAD}language: [English]\n---\nText.\n",
    "named.md": f"---\n{HEAD}language: English\n---\nText.\n",
    "summary.md": f"---\n{HEAD}summary: {{a: b}}\n---\nText.\n",
    "slug.md": f"---\n{HEAD}slug: [a, b]\n---\nText.\n",
    "template.md": f"---\n{HEAD}template:\n  - a\n  - b\n---\nText.\n",
    "category.md": f"---\n{HEAD}key: {{ {{ category }} }}\n---\nText.\n",
    "mapping.md": f"---\n{HEAD}tags: {{rivers: true, mud: false}}\n---\nText.\n",
    "pair.md": f"---\n{HEAD}tags: [water: deep, b]\n---\nText.\n",
}
TITLES = {
    "2018-12-05-a-name.md": "A name",
    "2018-12-06-x.md": "Heading",
}
REFUSED = {
    "javascript.md": ("---js\nconst title = 'T';\n---\nText.\n", 1),
    "no_date.md": ("---\ntitle: TITLE\n\nText.\n", 1),
    "draft_open.md": ("---\ntitle: TITLE\ndate: 2025-06-03\ndraft: true\n\nText.\n", 1),
    "draft_below.md": ("---\ntitle: TITLE\ndate: 2025-06-03\n\ndraft: true\n\nText.\n", 1),
    "README.md": ("Just a text.\n", 1),
    "notes.md": ("## Notes\n\nText.\n", 1),
    "broken.html": ("---\ntitle: TITLE\ndate: 'never\n---\n<p>Text.</p>\n", 3),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    files = {
        **{name: data.replace("TITLE", Path(name).stem) for name, data in READ.items()},
        **{name: data for name, (data, _) in REFUSED.items()},
    }
    # All keys that name a language decide; what decides nothing is not told of.
    settings = {"POUCH_FRONT_MATTER": {"url_keys": "all"}}
    return build(tmp_path_factory.mktemp("readable"), files, settings)


def test_what_can_be_read_is_published(site) -> None:
    titles = {name: content["title"] for name, content in site.contents.items()}
    assert titles == {name: TITLES.get(name, Path(name).stem) for name in READ}
    assert all("Text" in c["content"] or "text" in c["content"] for c in site.contents.values())


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_is_named_with_its_line(site, name: str) -> None:
    (message,) = site.messages_about(f"content/{name}")
    assert message.startswith(f"content/{name}:{REFUSED[name][1]}: ")


def test_html_stays_as_it_is(site) -> None:
    assert site.contents["post.html"]["content"] == "<p>Text *as* it is.</p>\n"
    assert site.contents["whole.htm"]["content"] == "<p>Text.</p>"
    assert site.contents["headed.html"]["tags"] == ["a", "b"]


def test_names_in_mappings_are_read_where_they_are_names(site) -> None:
    assert site.contents["mapping.md"]["tags"] == ["rivers"]
    assert site.contents["pair.md"]["tags"] == ["b"]
    assert site.messages_about("content/mapping.md") == []


@pytest.mark.parametrize("name", ["language", "named", "summary", "slug", "template", "pair"])
def test_a_value_of_another_shape_is_told_of_once_and_kept(site, name: str) -> None:
    (message,) = site.messages_about(f"content/{name}.md")
    assert message.startswith(f"content/{name}.md:4: ")
    assert not any("English" in path for path in site.files())
