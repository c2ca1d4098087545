"""A file that cannot be read is named once, with its line; every other file is built."""

from __future__ import annotations

import pytest
from support import post

GOOD = {
    "good.md": post("Good text.", title="Good"),
    "old.md": "Title: Old\nDate: 2024-01-01\n\nText",
}

BAD = {
    "quote": ("---\ntitle: T\ndate: 'never closed\n---\nx\n", 3, "close the quotation mark"),
    "tab": ("---\ntitle: T\ntags:\n\t- a\n---\nx\n", 4, "indent with spaces"),
    "list": ("---\n- title: T\n---\nx\n", 2, "write each entry as `key: value`"),
    "no_title": ("Just a text.\n", 1, "begin the file with ---, `title: …`"),
    "no_date": ("---\ntitle: T\n---\nx\n", 1, "add a line `date: 2025-06-03`"),
    "impossible_date": ("---\ntitle: T\ndate: 2025-02-30\n---\n", 3, "write it as 2025-06-03"),
    "not_utf8": (b"---\ntitle: T\ndate: 2025-01-01\n---\ncaf\xe9\n", 5, "save the file as UTF-8"),
    "empty": ("", 1, "the file is empty"),
    "no_end": ("---\ntitle: T\n\nx\n", 1, "close it with a line"),
    "no_end_of_toml": ("\n\n+++\ntitle = 'T'\n\nx\n", 3, "close it with a line +++"),
    "program": ("\n---js\n{ title: 'T' }\n---\nx\n", 2, "write its values as YAML"),
    "python": ("---\ntitle: !!python/name:os.system\n---\n", 2, "delete the tag"),
    "offset": ("---\ntitle: T\ndate: 2025-01-01T00:00:00+25:00\n---\nx\n", 3, "2025-06-03"),
    "short_offset": ("---\ntitle: T\ndate: 2025-01-01 00:00:00 +99\n---\nx\n", 3, "2025-06-03"),
    "half_character": (
        '{\n"title": "T",\n"date": "2025-01-01",\n"tags": ["a\\ud800"]\n}\n\nx\n',
        4,
        "write the character itself",
    ),
    "half_key": ('{\n"title": "T",\n"date": "2025-01-01",\n"\\ud800": 1\n}\n\nx\n', 1, "half"),
    "yaml_digits": (f"---\ntitle: T\nweight: {'9' * 5000}\n---\nx\n", 3, "put it in quotes"),
    "json_digits": (f'{{\n"title": "T",\n"weight": {"9" * 5000}}}\n\nx\n', 3, "in quotes"),
    "json_line": (f'{{"title": "T", "weight": {"9" * 5000}}}\n\nx\n', 1, "in quotes"),
    "toml_digits": (f"+++\ntitle = 'T'\nweight = {'9' * 5000}\n+++\nx\n", 3, "in quotes"),
    "toml_hex": (f"+++\ntitle = 'T'\nweight = 0x{'9' * 5000}\n+++\nx\n", 3, "in quotes"),
    "tagged_int": ("---\ntitle: T\nweight: !!int abc\n---\nx\n", 3, "delete tags"),
    "tagged_bool": ("---\ntitle: T\ntoc: !!bool abc\n---\nx\n", 3, "delete tags"),
    "tagged_date": ("---\ntitle: T\nday: !!timestamp abc\n---\nx\n", 3, "delete tags"),
    "headers_without_title": ("Date: 2024-01-01\n\nText", 1, "add a line `title: …`"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    from support import build

    files = {f"bad_{name}.md": data for name, (data, _, _) in BAD.items()}
    return build(tmp_path_factory.mktemp("bad"), {**GOOD, **files})


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_is_named_once_with_its_line_and_the_way_out(site, name: str) -> None:
    _, line, mend = BAD[name]

    (message,) = site.messages_about(f"bad_{name}.md")

    assert message.startswith(f"content/bad_{name}.md:{line}: ")
    assert mend in message


def test_every_other_file_is_built_and_nothing_of_the_bad_ones(site) -> None:
    assert site.code == 0, site.log
    assert sorted(site.contents) == ["good.md", "old.md"]
    assert "Traceback" not in site.log
    assert not any("bad_" in name or name.startswith("t.") for name in site.files())


def test_errors_are_fatal_where_that_is_asked_for(build_site) -> None:
    site = build_site({**GOOD, "bad.md": BAD["quote"][0]}, arguments=("--fatal", "errors"))

    assert site.code == 1
    assert "content/bad.md:3: " in site.log
    assert "Traceback" not in site.log


@pytest.mark.parametrize(
    "data",
    [
        post("Text.").encode("utf-8-sig"),
        post("Text.").replace("\n", "\r\n").encode(),
        b"\n\n" + post("Text.").encode(),
    ],
    ids=["byte order mark", "CRLF", "blank lines first"],
)
def test_what_editors_leave_in_a_file_does_no_harm(build_site, data: bytes) -> None:
    site = build_site({"a.md": data})

    assert site.contents["a.md"]["title"] == "A post"
    assert site.contents["a.md"]["content"] == "<p>Text.</p>"
    assert site.messages_about("a.md") == []


def test_a_front_matter_without_a_text_is_built_with_a_warning(build_site) -> None:
    site = build_site({"only.md": "---\ntitle: Only\ndate: 2025-01-01\n---\n"})

    (message,) = site.messages_about("only.md")
    assert message.startswith("content/only.md:4: no text")
    assert "only.html" in site.files()


def test_a_bad_file_is_named_in_every_build_also_with_caches(build_site) -> None:
    settings = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True}
    site = build_site({**GOOD, "bad.md": BAD["tab"][0]}, settings)
    from support import build

    again = build(site.folder, {}, settings)

    assert site.messages_about("bad.md") == again.messages_about("bad.md") != []


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"POUCH_TAGS": {"alias": {}}}, "POUCH_TAGS has an unknown key 'alias'; did you mean"),
        ({"POUCH_TAG": {}}, "unknown setting POUCH_TAG; did you mean 'POUCH_TAGS'?"),
        ({"POUCH_FEEDS": {"content": 1}}, "POUCH_FEEDS['content'] is 1; set one of"),
        ({"POUCH_IMAGES": {"width": 1}}, "unknown key 'width'; did you mean 'widths'?"),
        ({"POUCH_IMAGES": {"widths": [0]}}, "POUCH_IMAGES['widths'] contains 0; use widths from 1"),
        ({"POUCH_IMAGES": {"widths": ["480"]}}, "set a list of whole numbers"),
        ({"POUCH_IMAGES": {"formats": ["jpg"]}}, "contains 'jpg'; valid values are 'avif', 'webp'"),
        (
            {"POUCH_IMAGES": {"variants_path": "../x"}},
            "set a folder below the output folder",
        ),
        ({"POUCH_IMAGES": []}, "POUCH_IMAGES is []; set a dict"),
        ({"POUCH_TAGS": {"aliases": {"a": "b", "b": "a"}}}, "a circle: a -> b -> a"),
    ],
)
def test_a_wrong_setting_stops_the_build_with_one_sentence(build_site, settings, sentence) -> None:
    site = build_site(GOOD, settings)

    assert site.code == 1
    (line,) = site.log.strip().splitlines()
    assert sentence in line
    assert not site.output.exists()


def test_missing_and_broken_pictures_are_named_by_line_and_the_page_is_built(build_site) -> None:
    body = "Text\n\n![a](/images/none.png#center)\n\n![b](/images/broken.png)\n"
    site = build_site({"a.md": post(body), "images/broken.png": b"\x89PNG\r\n\x1a\n broken"})

    missing, broken = site.messages_about("content/a.md")
    assert missing.startswith("content/a.md:8: no image /images/none.png")
    assert broken.startswith(
        "content/a.md:10: the image content/images/broken.png is not published"
    )
    assert [img["alt"] for img in site.soup("a-post.html").select("article img")] == ["a", "b"]


def test_a_control_character_costs_neither_feed_nor_build(build_site) -> None:
    site = build_site({"a.md": post("Pasted\x0bfrom a word processor."), **GOOD})

    assert site.code == 0
    (message,) = site.messages_about("a.md")
    assert message.startswith("content/a.md:6: the character U+000B was removed from feeds")
    assert "Pastedfrom a word processor." in site.text("feeds/all.atom.xml")


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("timezone", "Nowhere/No", "the timezone 'Nowhere/No' is unknown"),
        ("timezone", "Europe", "the timezone 'Europe' is unknown"),
        ("timezone", "../UTC", "the timezone '../UTC' is unknown"),
        ("permalink", "http://[bad/x", "the URL 'http://[bad/x' is ignored"),
        ("aliases", "http://[bad/x", "the old URL 'http://[bad/x' is ignored"),
    ],
)
def test_a_value_that_cannot_be_used_costs_no_page(build_site, key, value, told) -> None:
    site = build_site({"a.md": post(**{key: value})})

    assert site.code == 0, site.log
    assert "a-post.html" in site.files()
    (message,) = site.messages_about("content/a.md")
    assert message.startswith(f"content/a.md:4: {told}")


def test_a_lone_sign_of_equality_is_a_text(build_site) -> None:
    site = build_site(
        {"a.md": "---\ntitle: =\nslug: a\ndate: 2025-01-01\nfoo: =\nb: [=]\n---\nx\n"}
    )

    assert site.contents["a.md"]["title"] == "="
    assert site.contents["a.md"]["metadata"]["foo"] == "="
    assert site.contents["a.md"]["metadata"]["b"] == ["="]
    assert site.messages_about("a.md") == []


def test_a_cache_that_cannot_be_kept_is_no_reason_to_fail(build_site) -> None:
    plugin = (
        "from pathlib import Path\ndef register():\n    Path('cache').write_text('in the way')\n"
    )
    settings = {"PLUGINS": ["pelican_plugins", "putter"]}
    body = "Text\n\n## Resources\n\n* One https://example.org/1\n"
    site = build_site(
        {"a.md": post(body)},
        settings,
        modules={"putter": plugin},
        arguments=("--fatal", "warnings"),
    )

    assert site.code == 0, site.log
    assert "a-post.html" in site.files()


def test_an_article_in_a_template_of_pages_ends_no_build(build_site) -> None:
    files = {
        "a.md": post(template="page", title="A"),
        "pages/b.md": post(template="article", title="B"),
        **GOOD,
    }
    site = build_site(files, {"THEME": "simple"})
    ours = build_site(files)

    for each in (site, ours):
        assert each.code == 0, each.log
        assert {"a.html", "pages/b.html", "good.html"} <= set(each.files())
        (article,) = each.messages_about("content/a.md")
        assert "the template 'page' is not for articles, so it is not used" in article
        assert len(each.messages_about("content/pages/b.md")) == 1


def test_html_that_no_parser_reads_is_told_and_published(build_site) -> None:
    site = build_site({"a.md": post("<p>x <![dDATA[ y</p>\n\n![A](/images/none.png)"), **GOOD})

    assert site.code == 0
    assert "a-post.html" in site.files()
    (message,) = [line for line in site.messages_about("content/a.md") if "<![" in line]
    assert message.startswith("content/a.md:6: <![ is not an HTML tag")
    assert "x <![dDATA[ y" in site.soup("a-post.html").get_text()
    assert "please report" not in site.log
