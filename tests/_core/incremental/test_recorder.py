"""What a template touches."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, Template, pass_context

from pelican_plugins._core.incremental.jinja_hooks import record
from pelican_plugins._core.incremental.recorder import Facet, Kinds, Recorder, Touched
from pelican_plugins._core.incremental.watched_list import WatchedList


class Post:
    def __init__(self, title: str, content: str = "") -> None:
        self.title, self.content, self.summary = title, content, content
        self.metadata: dict[str, str] = {}
        self.tags = ["x"]


# As if Pelican's.
Post.__module__ = "pelican.contents"


class Foreign:
    name = "n"


def facet(_kind: type, attribute: str) -> Facet:
    known = {"content": Facet.BODY, "summary": Facet.EITHER, "odd": Facet.UNKNOWN}
    return known.get(attribute, Facet.METADATA)


PURE = frozenset({"tame", "tests.Tame"})
KINDS = Kinds(Post, facet, lambda post: not post.metadata, pure=PURE)


class Page:
    """Renders one template among others, and has what it touched."""

    def __init__(self, source: str, others: dict[str, str] | None = None, **more: Any) -> None:
        self.environment = Environment(loader=DictLoader({"page": source, **(others or {})}))
        self.environment.filters |= {"wild": lambda value: value, "tame": lambda value: value}
        self.environment.tests |= {"wild": bool, "odd_one": lambda value: value > 0}
        self.recorder = Recorder(KINDS)
        record(self.environment, self.recorder, self._render)
        self.touched = Touched()
        self.more = more

    def _render(self, _: Template, _context: dict[str, Any], render: Callable[[], str]) -> str:
        self.recorder.page, self.recorder.is_on = Touched(), True
        text = render()
        self.touched, self.recorder.is_on = self.recorder.page, False
        return text

    def render(self, **context: Any) -> str:
        return self.environment.get_template("page").render(**context)

    def titles(self, where: str) -> list[str]:
        return [post.title for post in getattr(self.touched, where).values()]


@pytest.fixture
def posts() -> list[Post]:
    return [Post("one", "Body 1"), Post("two", "Body 2"), Post("three", "Body 3")]


@pytest.mark.parametrize(
    ("source", "contents", "late"),
    [
        ("{{ post.title }}", ["one"], []),
        ("{{ post['title'] }}", ["one"], []),
        ("{{ post.content }}", [], ["one"]),
        ("{{ post.summary }}", [], ["one"]),
        ("{{ posts|map(attribute='title')|join }}", ["one", "two", "three"], []),
        ("{{ (posts|sort(attribute='title'))|length }}", ["one", "two", "three"], []),
        ("{{ posts|selectattr('content')|list|length }}", [], ["one", "two", "three"]),
        ("{% for p in posts[:2] %}{{ p.title }}{% endfor %}", ["one", "two"], []),
        (
            "{% for _, same in posts|groupby('title') %}{{ same }}{% endfor %}",
            ["one", "two", "three"],
            [],
        ),
        ("{% set p = posts[1] %}{{ p.title }}", ["two"], []),
        ("{{ [post]|sum(attribute='nothing', start=0) if 0 }}", [], []),
        ("{{ post|attr('title') }}", ["one"], ["one"]),
        ("{{ post|tame and '' }}", ["one"], ["one"]),
        ("{{ posts|tame and '' }}", ["one", "two", "three"], ["one", "two", "three"]),
        ("{% macro m(p) %}{{ p.title }}{% endmacro %}{{ m(posts[2]) }}", ["three"], []),
        ("{% import 'm' as m %}{{ m.show(post) }}", ["one"], []),
        ("{% from 'm' import show with context %}{{ show(post) }}", ["one"], []),
        ("{% include 'part' %}", ["one"], []),
        (
            "{% extends 'base' %}{% block b %}{{ post.title }}{% endblock %}",
            ["one"],
            [],
        ),
        ("{{ post }}", [], []),
    ],
)
def test_contents_are_noted_by_what_is_read_of_them(posts, source, contents, late) -> None:
    others = {
        "m": "{% macro show(p) %}{{ p.title }}{% endmacro %}",
        "part": "{{ post.title }}",
        "base": "{% block b %}.{% endblock %}",
    }
    page = Page(source, others)
    page.render(post=posts[0], posts=posts)

    assert page.titles("contents") == contents
    assert page.titles("late") == late
    assert not page.touched.unknown


def test_a_summary_of_the_front_matter_is_no_body(posts) -> None:
    posts[0].metadata["summary"] = "Short."
    page = Page("{{ post.summary }}")
    page.render(post=posts[0])

    assert page.titles("contents") == ["one"]
    assert not page.touched.late


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{{ a }}", {"a"}),
        ("{% if a %}{{ b.c }}{% endif %}", {"a", "b"}),
        ("{{ missing is defined }}", {"missing"}),
        ("{% set x = a %}{{ x }}", {"a"}),
        ("{% include 'part' %}", {"inner"}),
        ("{% import 'module' as m %}{{ m.x }}", {"at_import"}),
        ("{{ reader() }}", {"reader", "read_by_function"}),
        ("{{ a|default(b) }}", {"a", "b"}),
    ],
)
def test_names_of_the_context_are_noted(source, names) -> None:
    @pass_context
    def reader(context: Any) -> Any:
        return context.get("read_by_function")

    page = Page(source, {"part": "{{ inner }}", "module": "{% set x = at_import %}"})
    page.environment.globals["reader"] = reader
    page.render(a=1, b={"c": 2})

    assert names <= page.touched.names


def test_a_module_that_is_shared_counts_for_each_page_that_imports_it() -> None:
    page = Page("{% import 'module' as m %}{{ m.x }}", {"module": "{% set x = at_import %}"})
    page.render()
    page.render()

    assert "at_import" in page.touched.names
    assert page.touched.templates == {"module"}


@pytest.mark.parametrize(
    ("source", "templates"),
    [
        ("{% include ['none', 'part'] %}", {"none", "part"}),
        ("{% include 'none' ignore missing %}", {"none"}),
        ("{% extends 'part' %}", {"part"}),
        ("{% if 0 %}{% include 'part' %}{% endif %}", set()),
    ],
)
def test_templates_are_noted_and_such_as_are_missing(source, templates) -> None:
    page = Page(source, {"part": "."})
    page.render()

    assert page.touched.templates == templates


@pytest.mark.parametrize(
    ("source", "unknown"),
    [
        ("{{ 1|wild }}", "wild"),
        ("{{ [1]|map('wild')|list }}", "wild"),
        ("{{ 1 is odd_one }}", "odd_one"),
        ("{{ [1]|select('odd_one')|list }}", "odd_one"),
        ("{{ [1, 2]|random }}", "random"),
        ("{{ lipsum(n=1) and '' }}", "generate_lorem_ipsum"),
        ("{{ chance() }}", "random"),
        ("{{ now() }}", "now"),
        ("{{ thing.name }}", "test_recorder.Foreign"),
        ("{{ thing['name'] }}", "test_recorder.Foreign"),
        ("{{ post.odd }}", "Post.odd"),
        ("{% include given %}", "a template without a file"),
    ],
)
def test_what_nobody_knows_is_named(posts, source, unknown) -> None:
    page = Page(source)
    page.render(
        chance=random.random,
        now=datetime.now,
        thing=Foreign(),
        post=posts[0],
        given=page.environment.from_string("x"),
    )

    assert any(unknown in name for name in page.touched.unknown)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 'a b'.split() and '%s'|format(1) }}",
        "{{ {'a': 1}.items()|list }}",
        "{{ range(3)|list }}{{ dict(a=1) }}{% set c = cycler(1, 2) %}{{ c.next() }}",
        "{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}",
        "{% for x in [1, 2] %}{{ loop.index }}{{ loop.cycle('a', 'b') }}{% endfor %}",
        "{{ 'x'|upper|e|tojson }}{{ [3, 1]|sort|first }}{{ 1 is odd }}",
    ],
)
def test_what_jinja_and_python_bring_is_known(source) -> None:
    page = Page(source)
    page.render()

    assert not page.touched.unknown


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("{{ posts|length }}", {("posts", "len", None)}),
        ("{% if posts %}.{% endif %}", {("posts", "any", None)}),
        ("{% for p in posts[:2] %}.{% endfor %}", {("posts", "slice", (None, 2))}),
        ("{{ posts[1].title }}", {("posts", "slice", (1, 2))}),
        ("{{ posts[-1].title }}", {("posts", "all", None)}),
        ("{{ posts|first and '' }}", {("posts", "all", None)}),
        ("{{ (posts + posts)|length }}", {("posts", "all", None)}),
        ("{{ ([] + posts)|length }}", {("posts", "all", None)}),
        ("{{ posts|sort(attribute='title')|length }}", {("posts", "all", None)}),
        ("{{ (posts|reverse|list)|length }}", {("posts", "all", None)}),
        ("{{ 1 if posts == 2 }}", {("posts", "all", None)}),
        ("{{ posts is defined }}", set()),
    ],
)
def test_only_what_is_read_of_a_list_counts(posts, source, parts) -> None:
    page = Page(source)
    page.render(posts=WatchedList(posts, "posts", page.recorder.part))

    assert parts <= set(page.touched.parts)
    assert bool(parts) == bool(page.touched.parts)


def test_who_asks_whether_a_post_is_listed_depends_on_the_answer(posts) -> None:
    page = Page("{{ post in posts }}")
    text = page.render(post=posts[1], posts=WatchedList(posts, "posts", page.recorder.part))

    assert text == "True"
    assert [(key, sort) for key, sort, _ in page.touched.parts] == [("posts", "in")]
    assert list(page.touched.parts.values()) == [posts[1]]


@pytest.mark.parametrize(
    ("source", "changes"),
    [
        ("{% if shared.append(1) %}{% endif %}", True),
        ("{% if shared.sort() %}{% endif %}", True),
        ("{% set own = [] %}{% if own.append(1) %}{% endif %}", True),
        ("{{ shared.index(0) }}", False),
    ],
)
def test_lists_that_a_template_changes_are_noted(source, changes) -> None:
    page = Page(source)
    page.render(shared=[0])

    assert bool(page.touched.changed) == changes


def test_a_class_that_is_called_pure_is_known() -> None:
    class Tame:
        name = "n"

        def shout(self) -> str:
            return self.name.upper()

    Tame.__module__, Tame.__qualname__ = "tests", "Tame"
    page = Page("{{ thing.name }}{{ thing.shout() }}")

    assert page.render(thing=Tame()) == "nN"
    assert not page.touched.unknown
