"""Tags and categories as Jekyll 4.3.1 and Hugo 0.111 say they read them."""

from __future__ import annotations

import pytest

from pelican_plugins.front_matter.key_aliases import Keys
from pelican_plugins.front_matter.metadata import collect
from pelican_plugins.front_matter.parse_yaml import read_yaml
from pelican_plugins.front_matter.settings import FrontMatterSettings

# The style, the path, the front matter, the category, the tags.
CASES = [
    ("jekyll", "_posts/a.md", "tags: a b", None, ["a", "b"]),
    ("jekyll", "_posts/a.md", "tags: a, b", None, ["a", "b"]),
    ("jekyll", "_posts/a.md", "tags: [a, b c]", None, ["a", "b c"]),
    ("jekyll", "_posts/a.md", "tags: [a b, [c, d], 5]", None, ["a b", "c", "d", "5"]),
    ("jekyll", "_posts/a.md", "tag: a b", None, ["a b"]),
    ("jekyll", "_posts/a.md", "tag: s\ntags: x y", None, ["s"]),
    ("jekyll", "_posts/a.md", "tag:\ntags: x y", None, ["x", "y"]),
    ("jekyll", "_posts/a.md", "tags: a;b", None, ["a;b"]),
    ("jekyll", "_posts/a.md", "keywords: k, l", None, None),
    ("jekyll", "_posts/a.md", "Categories: a b", "a", ["b"]),
    ("jekyll", "_posts/a.md", "category: a b", "a b", None),
    ("jekyll", "_posts/a.md", "category: s\ncategories: x y", "x", ["y", "s"]),
    ("jekyll", "news/_posts/a.md", "categories: z", "news", ["z"]),
    ("jekyll", "news/old/_posts/2016/a.md", "tags: t", "news", ["t", "old"]),
    ("jekyll", "news/_drafts/a.md", "draft: true", "news", None),
    ("jekyll", "news/a.md", "title: A", None, None),
    ("hugo", "post/a.md", "tags: a b", None, ["a b"]),
    ("hugo", "post/a.md", "tags: a, b; c", None, ["a, b; c"]),
    ("hugo", "post/a.md", "tags: [a, b c]", None, ["a", "b c"]),
    ("hugo", "post/a.md", "tag: a", None, None),
    ("hugo", "post/a.md", "keywords: [k]\ncategories: x, y", "x, y", None),
    ("hugo", "post/a.md", "categories: [x, y]", "x", ["y"]),
    ("zola", "a.md", "tags: [t]\ntaxonomies: {tags: [a b, c]}", None, ["a b", "c"]),
    ("eleventy", "a.md", "tags: a, b", None, ["a, b"]),
    # Without a style, as ever.
    (None, "news/_posts/a.md", "tags: a b, c", None, ["a b", "c"]),
    (None, "a.md", "keywords: k, l\ncategories: x, y", "x", ["k", "l", "y"]),
]


@pytest.mark.parametrize(("style", "path", "front_matter", "category", "tags"), CASES)
def test_names_are_those_of_the_generator(style, path, front_matter, category, tags) -> None:
    settings = FrontMatterSettings(permalink_style=style)
    found = collect(Keys(read_yaml(front_matter)), settings=settings, path=path).metadata
    assert (found.get("category"), found.get("tags")) == (category, tags)
