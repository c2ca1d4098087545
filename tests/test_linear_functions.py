"""The time of a function grows with the text it is given, and no faster.

All public functions of the suite that take text and need nothing else are found by importing it,
and each is given texts of every shape that is hard to read. What reads files is left out here:
`tests/faults/` and the limits in docs/security.md are about these.
"""

from __future__ import annotations

import importlib
import inspect
import io
import itertools
import os
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from functools import partial
from types import FrameType, ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pictures
import pytest
from bs4 import BeautifulSoup, Tag
from slow_texts import SHAPES, slow_text

import pelican_plugins
from pelican_plugins._core.html_document import Document
from pelican_plugins._core.pipeline import Source
from pelican_plugins.feeds.content.clean import clean
from pelican_plugins.front_matter.commonmark.options import EngineOptions, MarkdownStyle
from pelican_plugins.front_matter.commonmark.render import render
from pelican_plugins.front_matter.guest_html import OwnFiles, clean_html
from pelican_plugins.front_matter.post import SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings
from pelican_plugins.images.metadata.clean import clean_image
from pelican_plugins.images.settings import ImagesSettings
from pelican_plugins.images.transform import place_images
from pelican_plugins.images.variant_plan import ImageOptions
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources

SMALL, LARGE = 2_000, 8_000
ALL = bool(os.environ.get("ALL_FAULTS"))
# At these, a function with a constant cost of its own is not compared.
ENOUGH, SLOW = 0.005, 0.05
MOST_RESULTS = 5_000
LONGEST = 4

_FILES = re.compile(
    r"^(?:import|from) (?:os|shutil|pathlib|subprocess|tempfile|PIL|socket|httpx|pelican|concurrent"
    r"|\.+pelican_\w+)\b",
    re.MULTILINE,
)
_SHELL = re.compile(r"(?:\A|\.)(?:pelican_\w+|plugin|cli\.\w+|\w+_command|__main__|_theme\b.*)\Z")
_MANY = re.compile(r"(?:Iterable|Iterator|Sequence|Collection|list)\[str\]")

# What reads settings, templates and exports of the site's owner.
OF_THE_OWNER = (
    *("check.", "scaffold.", "theming.stylesheet."),
    *("front_matter.migration.", "front_matter.new_command.", "front_matter.site_shortcodes."),
)
# Why a function is not given texts of any length.
EXCUSED: dict[str, str] = {
    "resources.parsing.containers.unmarked_container": "a citation has at most 2,000 characters",
    "theming.author_notes.inline_html": "reads what the owner says of authors, in their settings",
    "_core.slugs.other_slugs": "it goes on for ever, and its caller takes the first that is free",
}


def functions() -> Iterator[tuple[str, ModuleType, Callable[..., Any]]]:
    """Yield all public functions of modules that know neither Pelican nor files."""
    for found in pkgutil.walk_packages(pelican_plugins.__path__, "pelican_plugins."):
        short = found.name.removeprefix("pelican_plugins.")
        if (
            _SHELL.search(short)
            or f"{short}.".startswith(OF_THE_OWNER)
            or found.name.endswith("__main__")
        ):
            continue
        module = importlib.import_module(found.name)
        if _FILES.search(inspect.getsource(module)):
            continue
        for name, value in list(vars(module).items()):
            function = inspect.unwrap(value) if callable(value) else value
            own = getattr(function, "__module__", "") == found.name
            if own and inspect.isfunction(function) and not name.startswith("_"):
                yield f"{short}.{name}", module, function


def required(function: Callable[..., Any]) -> list[inspect.Parameter]:
    kinds = {inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY}
    return [
        each
        for each in inspect.signature(function).parameters.values()
        if each.default is each.empty and each.kind in kinds
    ]


def _bytes(text: str) -> bytes:
    one_each = all(character <= "\xff" for character in text)
    return text.encode("latin-1" if one_each else "utf-8", "surrogatepass")


def _tag(text: str) -> Tag:
    tag = Tag(name="div")
    tag.extend(list(BeautifulSoup(text, "html.parser").contents))
    return tag


def _pieces(text: str) -> list[str]:
    return [text[start : start + 8] for start in range(0, len(text), 8)]


MAKERS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "str | None": str,
    "bytes": _bytes,
    "Tag": _tag,
    "BeautifulSoup": lambda text: BeautifulSoup(text, "html.parser"),
    "Document": Document,
    "Mapping[str, Any]": lambda text: {"title": text, "tags": _pieces(text)},
    "Mapping[str, str]": lambda text: {"title": text},
    "tuple[str, ...]": lambda text: tuple(_pieces(text)),
}
TEXTUAL = {"str", "str | None", "bytes", "Tag", "BeautifulSoup", "Document", "tuple[str, ...]"}
OTHERS: dict[str, Any] = {"int": 0, "bool": False, "float": 1.0, "Callable[[str], str]": str}


def arguments(module: ModuleType, function: Callable[..., Any], text: str) -> dict[str, Any] | None:
    """Return arguments for a *function*, the text wherever it takes one; None if it needs more."""
    named: dict[str, Any] = {}
    textual = False
    for each in required(function):
        kind = str(each.annotation)
        textual |= kind in TEXTUAL or bool(_MANY.fullmatch(kind))
        if kind in MAKERS:
            named[each.name] = MAKERS[kind](text)
        elif _MANY.fullmatch(kind):
            named[each.name] = _pieces(text)
        elif kind in OTHERS:
            named[each.name] = OTHERS[kind]
        elif kind == "Headings":
            named[each.name] = vars(module).get("KNOWN", {})
        else:
            maker = vars(module).get(kind)
            if not isinstance(maker, type):
                return None
            try:
                named[each.name] = maker()
            except TypeError:
                return None
    return named if textual else None


class _TooLongError(BaseException):
    pass


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _TooLongError


def seconds(module: ModuleType, function: Callable[..., Any], text: str) -> float:
    """Return the seconds of processor for one call; LONGEST at most."""
    given = arguments(module, function, text)
    assert given is not None
    return seconds_of(partial(function, **given))


def seconds_of(call: Callable[[], Any]) -> float:
    """Return the seconds of processor for a call; LONGEST at most."""
    started = time.process_time()
    signal.setitimer(signal.ITIMER_REAL, LONGEST)
    try:
        result = call()
        if isinstance(result, Iterator):
            for _ in itertools.islice(result, MOST_RESULTS):
                pass
    except _TooLongError:
        return float(LONGEST)
    except (Exception, SystemExit):
        # It refuses the text: that takes time, too.
        pass
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - started


def slow_shape(cost: Callable[[str], float], shapes: dict[str, str]) -> str | None:
    """Return the name of the first shape that costs more than its length explains."""
    for name, unit in shapes.items():
        small = slow_text(unit, SMALL)
        once = cost(small)
        if once < ENOUGH:
            continue
        once = min(once, cost(small), cost(small))
        if once < ENOUGH:
            continue
        large = slow_text(unit, LARGE)
        # Four times as much is linear, sixteen times is not.
        if all(cost(large) > max(9 * once, SLOW) for _ in range(2)):
            return name
    return None


def some_shapes(name: str) -> dict[str, str]:
    """Return a third of the shapes, another one for each name; all of them in `make faults`."""
    first = 0 if ALL else sum(name.encode()) % 3
    return dict(itertools.islice(SHAPES.items(), first, None, 1 if ALL else 3))


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _stop)
    nowhere = io.StringIO()
    with redirect_stdout(nowhere), redirect_stderr(nowhere):
        yield
    signal.signal(signal.SIGALRM, before)


def test_no_function_takes_longer_than_its_text() -> None:
    slow, tried = [], 0
    for name, module, function in functions():
        if name in EXCUSED or arguments(module, function, "a") is None:
            continue
        tried += 1
        cost = partial(seconds, module, function)
        if shape := slow_shape(cost, some_shapes(name)):
            slow.append(f"{name}: {shape}")
    assert slow == []
    assert tried > 300


def test_every_excuse_is_of_a_function_that_is_there() -> None:
    assert {*EXCUSED} <= {name for name, _, _ in functions()}


def _references(html: str) -> object:
    document = Document(html)
    return extract_resources(document, ExtractionOptions()), document.html()


def _pictures(html: str) -> object:
    document = Document(html)
    options = ImageOptions(settings=ImagesSettings(), codecs=())
    place_images(document, Source("posts/a.md", lambda _path: None), options)
    return document.html()


NOW = datetime(2025, 6, 3, tzinfo=UTC)
PLACE = SourceContext(
    path="a.md", is_page=False, now=NOW, zone=ZoneInfo("UTC"), reserved=frozenset({"settings"})
)


def _post(text: str) -> object:
    return read_post(text, PLACE, FrontMatterSettings())


STYLE = MarkdownStyle(
    options=EngineOptions(smart_punctuation=True, marks=True, wikilinks=True), callouts=True
)
# Where a text stands decides who reads it.
BODIES: dict[str, tuple[Callable[[str], object], str]] = {
    "an item": (_references, "<h2>Sources</h2>\n<ul><li>{} https://a.example</li></ul>"),
    "a linked item": (
        _references,
        "<h2>Sources</h2><ul><li><a href='https://a.example'>{}</a></ul>",
    ),
    "lines": (_references, "<h2>Sources</h2>\n<p>{}<br>https://a.example<br>{}</p>"),
    "a label": (_references, "<p>Sources: {} https://a.example</p>"),
    "a heading": (_references, "<h2>Sources {}</h2><ul><li>https://a.example</ul>"),
    "a table": (_references, "<h2>Sources</h2><table><tr><td>{}<td>https://a.example</table>"),
    "pictures": (_pictures, "<p><img src='a.png#center' alt='{}'> {}</p>"),
    "a feed": (lambda html: clean(html, "https://example.org/a.html"), "<p>{}</p>"),
    "attributes in a feed": (
        lambda html: clean(html, "https://example.org/a.html"),
        "<a href='{}'>b</a><img srcset='{}' style='{}'>",
    ),
    "CommonMark": (lambda text: render(text, STYLE, lambda _name: None), "{}"),
    "a key": (_post, "---\ntitle: {}\ndate: 2025-03-04\n---\n"),
    "quotation marks": (_post, '---\ntitle: "{}"\ndate: 2025-03-04\n---\n'),
    "keys": (_post, "---\ntitle: A\ndate: 2025-03-04\n{}\n---\n"),
    "a post": (_post, "---\ntitle: A\ndate: 2025-03-04\n---\n{}"),
    "a guest's post": (lambda html: clean_html(html, OwnFiles("posts")), "{}"),
}


@pytest.mark.parametrize("name", BODIES)
def test_no_body_takes_longer_than_its_text(name: str) -> None:
    function, template = BODIES[name]
    function(template.replace("{}", "b: c"))

    def cost(text: str) -> float:
        return seconds_of(lambda: function(template.replace("{}", text)))

    assert slow_shape(cost, some_shapes(name)) is None


@pytest.mark.parametrize("name", pictures.MADE)
def test_no_damaged_picture_takes_longer_than_its_bytes(name: str) -> None:
    data = pictures.MADE[name]()

    def cost(text: str) -> float:
        # Amid what describes it, and in the coded image.
        ends = [*(len(data) * tenths // 10 for tenths in (3, 5, 7, 9)), -12]
        places = [data[:end] + _bytes(text) for end in ends]
        return sum(seconds_of(partial(clean_image, damaged)) for damaged in places)

    assert slow_shape(cost, some_shapes(name)) is None


def test_a_function_that_begins_again_and_again_is_found() -> None:
    def looks_back(text: str) -> int:
        return sum(len(set(text[start:])) for start in range(len(text)))

    assert slow_shape(lambda text: seconds_of(lambda: looks_back(text)), {"one": "a"}) == "one"
