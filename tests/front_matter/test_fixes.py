"""What `pouch check --fix` changes in a front matter, and what it leaves alone."""

from __future__ import annotations

import pytest
from checked import changing

from pelican_plugins.check.rules import fixed

YAML = "---\ntitle: On rivers\n{}\ncategory: rivers\n---\n\nOn rivers.\n"
TOML = "+++\ntitle = 'On rivers'\n{}\n+++\n\nOn rivers.\n"


def renamed(text: str, old: str = "rivers", new: str = "Rivers") -> str | None:
    return fixed(text, changing("tag-spelling", old, new))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tags: [sea, rivers]", "tags: [sea, Rivers]"),
        ("tags:\n  - sea\n  - rivers  # mine", "tags:\n  - sea\n  - Rivers  # mine"),
        ("tags: sea, rivers,mud", "tags: sea, Rivers,mud"),
        ("tags: 'rivers'", "tags: 'Rivers'"),
        ("tags: [\"rivers\", 'sea']", "tags: [\"Rivers\", 'sea']"),
        ("Tags: [ rivers ]", "Tags: [ Rivers ]"),
        ("taxonomies:\n  tags:\n  - rivers", "taxonomies:\n  tags:\n  - Rivers"),
        ("tags:\n- name: rivers", "tags:\n- name: Rivers"),
        ("keywords: rivers", "keywords: Rivers"),
        # YAML takes these signs for ends of lines, unlike the file.
        ('lead: "a\u2028b"\ntags: [rivers]', 'lead: "a\u2028b"\ntags: [Rivers]'),
        (
            "lead: a\x85 b\ntags: [\U0001f30a, 'rivers']",
            "lead: a\x85 b\ntags: [\U0001f30a, 'Rivers']",
        ),
        ("tags: [rivers, Rivers]", "tags: [Rivers, Rivers]"),
        ("tags: [rivers, 'rivers', sea]", "tags: [Rivers, 'Rivers', sea]"),
        (
            "taxonomies: {tags: [rivers], categories: [rivers]}",
            "taxonomies: {tags: [Rivers], categories: [rivers]}",
        ),
    ],
)
def test_a_tag_is_renamed_where_it_stands(before: str, after: str) -> None:
    assert renamed(YAML.format(before)) == YAML.format(after)


@pytest.mark.parametrize(
    ("new", "written"),
    [
        ("a: b", "'a: b'"),
        ("no", "no"),
        ("it's, so", "it's, so"),
        ("#1", "'#1'"),
        ("- x", "'- x'"),
    ],
)
def test_a_name_is_quoted_where_yaml_needs_it(new: str, written: str) -> None:
    after = renamed(YAML.format("tags:\n  - rivers"), new=new)

    assert after == YAML.format(f"tags:\n  - {written}")


def test_a_name_is_quoted_within_a_list_in_one_line() -> None:
    after = renamed(YAML.format("tags: [rivers, sea]"), new="it's, so")

    assert after == YAML.format("tags: ['it''s, so', sea]")


@pytest.mark.parametrize(
    "text",
    [
        # Nobody could tell which of these it is.
        TOML.format('tags = ["rivers"]\ncategory = "rivers"'),
        # It is not there, or stands for more than one tag.
        YAML.format("tags: [sea]"),
        YAML.format("tags: &t [sea]\nkeywords: *t"),
        YAML.format("tags: >\n  rivers,\n  sea"),
        # Something else would change with it.
        YAML.format("tags: &t [rivers]\nseries: *t"),
        # It cannot be read.
        "---\ntitle: 'never closed\ntags: [rivers]\n---\n",
        "",
    ],
)
def test_what_is_not_sure_is_left_alone(text: str) -> None:
    assert renamed(text) is None


def test_a_comma_parts_no_name() -> None:
    assert renamed(YAML.format("tags: sea, rivers"), new="Rivers, large") is None
    assert renamed("Title: T\nTags: sea, rivers\n\nx\n", new="Rivers, large") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TOML.format('tags = ["sea", "rivers"]'), TOML.format('tags = ["sea", "Rivers"]')),
        (TOML.format("tags = ['rivers']"), TOML.format("tags = ['Rivers']")),
        (
            '{"title": "T", "tags": ["rivers"]}\n\nText.\n',
            '{"title": "T", "tags": ["Rivers"]}\n\nText.\n',
        ),
        (
            "Title: T\r\nTags: sea, rivers\r\nDate: 2025-06-03\r\n\r\nTags: rivers\r\n",
            "Title: T\r\nTags: sea, Rivers\r\nDate: 2025-06-03\r\n\r\nTags: rivers\r\n",
        ),
        ("Title: T\ntags: a, b; rivers\n\nx\n", "Title: T\ntags: a, b; Rivers\n\nx\n"),
    ],
)
def test_other_forms_of_front_matter_are_known(before: str, after: str) -> None:
    assert renamed(before) == after


def test_line_ends_and_mark_stay() -> None:
    before = "\ufeff---\r\ntitle: T\r\ntags: [rivers]\n---\r\n\r\nx\rrivers"

    assert renamed(before) == before.replace("[rivers]", "[Rivers]")


def test_a_mark_is_taken_off() -> None:
    code = "byte-order-mark"

    assert fixed("\ufeff---\r\n\ufeffx", changing(code, "\ufeff", "")) == "---\r\n\ufeffx"


def test_a_line_is_written_as_it_is_read() -> None:
    before = "---\r\ntitle: One: two\r\ndraft: true\r\nnote: a: b\r\n---\r\nx\r\n"
    first = changing("front-matter-repaired", "", "title: 'One: two'", 2)
    second = changing("front-matter-repaired", "", "note: 'a: b'", 4)

    after = fixed(before, second)
    assert after == before.replace("note: a: b", "note: 'a: b'")
    assert fixed(after, first) == after.replace("title: One: two", "title: 'One: two'")


@pytest.mark.parametrize(
    ("line", "instead"),
    [(2, "title: 'Another'"), (3, "title: 'One: two'"), (9, "title: 'One: two'")],
)
def test_a_line_that_would_say_something_else_is_left_alone(line: int, instead: str) -> None:
    before = "---\ntitle: One: two\ndate: 2025-06-03\n---\nx\n"

    assert fixed(before, changing("front-matter-repaired", "", instead, line)) is None
