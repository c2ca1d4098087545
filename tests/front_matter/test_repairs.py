"""YAML that is none is read as it was meant, or refused with its line; never as something else."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.front_matter.fixes import write_line_as_read
from pelican_plugins.front_matter.parse_yaml import read_yaml
from pelican_plugins.front_matter.post import Post, SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings
from pelican_plugins.front_matter.split import decode
from pelican_plugins.front_matter.yaml_repair import read_yaml_as_meant

PLACE = SourceContext(path="a.md", is_page=True, now=datetime(2025, 7, 1, tzinfo=UTC), zone=UTC)


def written(text: str) -> dict[str, Any]:
    return {key: value.written for key, value in read_yaml_as_meant(text, 1)[0].items()}


def post(text: str) -> Post:
    found = read_post(decode(text.encode()), PLACE, FrontMatterSettings())
    assert found is not None
    return found


def fixed(text: str) -> str:
    """Write what `pouch check --fix` would, from the end, as it does."""
    for problem in sorted(post(text).problems, key=lambda problem: -(problem.line or 0)):
        if problem.replacement:
            better = write_line_as_read(text, problem)
            assert better is not None, problem
            text = better
    return text


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("tags: [C#, .NET, @home]", ["C#", ".NET", "@home"]),
        ("tags: [a,, b]", ["a", "b"]),
        ("tags: [, a]", ["a"]),
        ("tags: ['it's', b]", ["it's", "b"]),
        ('tags: ["say "so"", b]', ['say "so"', "b"]),
        ("tags: [C++, `code`, 100%, @x]", ["C++", "`code`", "100%", "@x"]),
        ("tags: [C #, F #]", ["C #", "F #"]),
        ("tags: ['tis, @b]", ["'tis", "@b"]),
        ("categories: [*star, b]", ["*star", "b"]),
        ("authors: [Ann: Lee: x, Bob]", ["Ann: Lee: x", "Bob"]),
        ("aliases: [/a/, %2Fb/]", ["/a/", "%2Fb/"]),
        ("tags: [2024, yes, 'a', \"b\", @c]", ["2024", "yes", "a", "b", "@c"]),
        ("tags: [a, [b, @c], {name: @d}]", ["a", ["b", "@c"], {"name": "@d"}]),
        ("tags: [C#, # first\n  @x, b\n]", ["C#", "@x", "b"]),
        ("tags: [a,\n  'it's',\n  b]", ["a", "it's", "b"]),
        ("tags: [{{ a }}, b]", ["{{ a }}", "b"]),
        ("tags:\n  - @home\n  - [a] b\n  - c", ["@home", "[a] b", "c"]),
        ("tags:\n  - One: two: three", ["One: two: three"]),
        ("tags:\n  - name: One: two", [{"name": "One: two"}]),
        (
            "image: {src: {static}/a.png, alt: One: two}",
            {"src": "{static}/a.png", "alt": "One: two"},
        ),
        ("image: {static}/images/up.png", "{static}/images/up.png"),
        ("image: {attach}up.png # mine", "{attach}up.png"),
        ("link: {filename}../b.md", "{filename}../b.md"),
        ("link: {index}", {"index": None}),
        ("title: {Brackets} first", "{Brackets} first"),
        ("title: [Draft] of a text", "[Draft] of a text"),
        ("title: [Review]", "[Review]"),
        ("title: - dash first", "- dash first"),
        ("title: ? question", "? question"),
        ("title: ! bang", "! bang"),
        ("title: !important", "!important"),
        ("title: &c and more", "&c and more"),
        ("title: | pipe", "| pipe"),
        ("title: > than", "> than"),
        ("title: *star* first", "*star* first"),
        ("title: 'tis the season", "'tis the season"),
        ("title: 't Hof\nb: it's cold\nc: d", "'t Hof"),
        ("title: '68 and after", "'68 and after"),
        ('title: "Quoted" and more', '"Quoted" and more'),
        ('title: "Say # this" and more # c', '"Say # this" and more'),
        ("title: 'it's here'", "it's here"),
        ("title: Two: three # keep me", "Two: three"),
        ("title: Issue #1: two", "Issue"),
        ("title: [Draft] one # two", "[Draft] one"),
        ("key: { { category } }", "{ { category } }"),
        ("key: {{ page.title }}", "{{ page.title }}"),
        ("title:\u00a0Foo\ndate: 2020", "Foo"),
        ("title:\u3000Foo\ndate: 2020", "Foo"),
        ("title\u00a0:\u00a0Foo\ndate: 2020", "Foo"),
        ("\u00a0title: Foo\ndate: 2020", "Foo"),
        ("cover:\n\u00a0\u00a0alt: x", {"alt": "x"}),
        ("\u200btitle: Foo\ndate: 2020", "Foo"),
        ("title : Foo: bar\ndate: 2020", "Foo: bar"),
        ('"title": Foo: bar\ndate: 2020', "Foo: bar"),
        ("title\uff1aFoo\ndate: 2020", "Foo"),
        ("tags:\n  -\u00a0a\n  -\u00a0b", ["a", "b"]),
        ("a: &x 1\nb: [*x, @c]", "1"),
        ('text: "One\nNote: two"', "One Note: two"),
        ("text: |\n  - x:\u00a0y\n  ! z", "- x:\u00a0y\n! z"),
    ],
)
def test_what_has_one_meaning_is_read_so(line: str, meant: Any) -> None:
    key = line.partition(":")[0].partition("\uff1a")[0].strip('\u200b\u00a0 "')
    assert written(line)[key] == meant


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("tags: ['it's, b', c]", 1),
        ("tags: ['it's, 'b']", 1),
        ("tags: [a, b", 2),
        ("tags: [a] b", 1),
        ("tags: [a}, b]", 1),
        ("x: 1\ntags: [a, b\ntitle: x\nc: d", 3),
        ("title: 'never closed\ntags: [a]", 1),
        ('title: "never closed\ntags: [a]', 1),
        ('title: "5" pipe" talk', 1),
        ("gallery:\n  - image: One: two", 2),
        ("x: !!python/name:os.system", 1),
        # YAML alone would read on in the next lines, and publish what is a draft.
        ("title: 'never closed\ndraft: true\nnote: the boys'", 1),
        ('title: "never closed\ndraft: true\nnote: "', 1),
        ("tags: [a,\ndraft: true, b]", 1),
    ],
)
def test_what_has_several_meanings_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(DiagnosticError) as error:
        read_yaml_as_meant(text, 1)
    assert error.value.diagnostic.line == line


PLAIN = st.text("ab1 :-?!@`%&*|>{}[]#'\"~./\u00e9\u00a0", min_size=1, max_size=9).map(str.strip)
NAME = st.text("ab1 :-?!@`%&*|>#'\"~./\u00e9", min_size=1, max_size=7).map(str.strip)


def is_text(text: str) -> bool:
    """Tell whether nothing in *text* is a comment, and it begins with no quotation mark."""
    return bool(text) and " #" not in f" {text}" and text[0] not in "'\""


@st.composite
def one_text(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a text as it is typed, and what it says."""
    text = draw(PLAIN)
    assume(is_text(text))
    kind = draw(st.sampled_from(["plain", "quotes", "quoted", "elision"]))
    if kind == "quotes":
        text = f'"{draw(st.sampled_from(["One", "a: b"]))}" {text.replace(chr(34), "")}'.strip()
    elif kind == "quoted":
        text = text.replace("'", "").strip()
        assume(is_text(text))
        return f"'it's {text}'", f"it's {text}"
    elif kind == "elision":
        text = f"'tis {text.replace(chr(39), '')}".strip()
    return text, text


@st.composite
def flow_list(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a list in brackets as it is typed, and what it says."""
    # In brackets YAML drops a `!` and an anchor, and is left to.
    names = NAME.filter(is_text).filter(lambda name: name[0] not in "!&")
    members = draw(st.lists(names, min_size=1, max_size=4))
    gap = draw(st.sampled_from([", ", ",", " , ", ",\n  "]))
    said = [alone(f"[{member}]", [member])[0] for member in members]
    return f"[{gap.join(members)}]", said


@st.composite
def block_list(draw: st.DrawFn) -> tuple[str, Any]:
    """Draw a list of one line for each member as it is typed, and what it says."""
    names = NAME.filter(is_text).filter(lambda name: not name.startswith("- "))
    members = draw(st.lists(names, min_size=1, max_size=4))
    said = [alone(f"- {member}", [member])[0] for member in members]
    return "".join(f"\n  - {member}" for member in members), said


def alone(text: str, meant: Any) -> Any:
    """Return what YAML reads, where it reads that alone; else what was *meant*."""
    try:
        value = read_yaml(f"key: {text}" if text[:2] != "- " else f"key:\n {text}")["key"].written
    except DiagnosticError:
        return meant
    # A `!` or an anchor of no use, which YAML drops and we do not.
    dropped = re.match(r"(?:- )?(?:!|&[\w-]+)\s", text)
    return meant if dropped else value


ENTRY = st.one_of(one_text(), flow_list(), block_list())
KEYS = ("note", "tags", "more", "authors")


@given(st.lists(st.tuples(ENTRY, st.booleans()), min_size=1, max_size=4))
@example([(("[C#, .NET, @home]", ["C#", ".NET", "@home"]), True)])
def test_what_is_broken_is_repaired_or_refused_and_never_something_else(entries: Any) -> None:
    lines, meant = ["title: T"], {}
    for key, ((text, said), commented) in zip(KEYS, entries, strict=False):
        comment = "  # kept" if commented and "\n" not in text else ""
        lines.append(f"{key}: {text}{comment}".replace(": \n", ":\n"))
        meant[key] = alone(text, said) if not text.startswith("\n") else said
    source = "---\n" + "\n".join(lines) + "\n---\nText\n"
    front_matter = "\n".join(lines)

    try:
        found = written(front_matter)
    except DiagnosticError as error:
        assert 1 <= (error.diagnostic.line or 0) <= front_matter.count("\n") + 2
        return
    assert {key: found.get(key) for key in meant} == meant

    try:
        before = post(source)
    except DiagnosticError:
        return
    after_text = fixed(source)
    after = post(after_text)
    assert (after.metadata, after.body) == (before.metadata, before.body)
    assert not [problem for problem in after.problems if problem.replacement]
    assert after_text.count("# kept") == source.count("# kept")
    if any(problem.replacement for problem in before.problems):
        block = after_text.removeprefix("---\n").removesuffix("\n---\nText\n")
        plain = yaml.load(block, Loader=yaml.CSafeLoader)
        assert {key: read_yaml(block)[key].written for key in meant} == meant
        assert set(plain) == {"title", *meant}
