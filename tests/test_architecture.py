"""The house keeps its own rules, and the check that says so can fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from architecture import broken_rules
from support import ROOT

PACKAGE = ROOT / "pelican_plugins"
PLUGINS = sorted(path.parent for path in PACKAGE.glob("*/plugin.py"))


def test_no_rule_is_broken() -> None:
    assert broken_rules(PACKAGE) == []


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("images/figure.py", "from ..resources.item import read", "its sibling resources"),
        ("images/figure.py", "from .. import resources", "its sibling resources"),
        ("_core/text.py", "from ..images import figure", "its sibling images"),
        ("images/figure.py", "from pelican import signals", "imports pelican"),
        ("images/figure.py", "import pelican.utils", "imports pelican"),
        ("_core/cache.py", "from pelican.utils import slugify", "imports pelican"),
        ("images/figure.py", "from .._core import pelican_hooks", "imports the shell"),
        ("images/figure.py", "from .plugin import register", "imports the shell"),
        ("images/figure.py", "from .pelican_files import write", "imports the shell"),
        (
            "images/figure.py",
            "from .image_ref import x\n# and image_ref imports figure",
            "circular",
        ),
        ("images/figure.py", "pass\n" * 401, "more than 400 lines"),
    ],
)
def test_each_rule_is_noticed(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    files = {
        "_core/__init__.py": "",
        "_core/pelican_hooks.py": "from pelican import signals",
        "images/__init__.py": "from .plugin import register",
        "images/image_ref.py": "from .figure import place",
        "images/pelican_files.py": "from pelican import signals",
        "images/plugin.py": "import pelican\nfrom .._core import pelican_hooks",
        "images/figure.py": "",
        "resources/__init__.py": "",
        "resources/item.py": "",
    }
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text(content)

    assert broken_rules(tmp_path) == []

    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(text)

    assert any(complaint in problem for problem in broken_rules(tmp_path))


WRITES = {
    "a text": "def f(path):\n    path.write_text('x')",
    "a file that is opened": "def f(path):\n    return path.open('w')",
    "one whose mode is named": "def f(path):\n    return open(path, mode='r+b')",
    "one whose mode is not known": "def f(path, mode):\n    return path.open(mode)",
    "a link": "import os\ndef f(path):\n    os.symlink('x', path)",
    "a copy": "import shutil\ndef f(path):\n    shutil.copy('x', path)",
    "whole and at once": "def f(path):\n    write_atomic(path, b'x')",
    "its mode": "def f(path):\n    path.chmod(0)",
    "that it is gone": "def f(path):\n    path.unlink()",
}


@pytest.mark.parametrize("text", WRITES.values(), ids=WRITES)
def test_another_way_to_write_files_is_noticed(tmp_path: Path, text: str) -> None:
    (tmp_path / "figure.py").write_text(text)

    (problem,) = broken_rules(tmp_path)
    assert "call _core/author_files.py" in problem


def test_reading_a_file_breaks_no_rule(tmp_path: Path) -> None:
    (tmp_path / "figure.py").write_text(
        "def f(path):\n    with path.open('rb') as file, open(path) as other:\n"
        "        return file.read(), other.read(), 'a'.replace('a', 'b'), path.read_text()\n"
    )

    assert broken_rules(tmp_path) == []


REMEMBERS = {
    "a global": "last = 0\ndef f(x):\n    global last\n    last = x",
    "a list that is filled": "from typing import Any\nseen: list[Any] = []",
    "a dict that is filled": "seen = {1: 2}\ndef f(x):\n    seen[x] = 1",
    "a dict that loses": "seen = {1: 2}\ndef f(x):\n    del seen[x]",
    "a list with one element": "last = [0]\ndef f(x):\n    last[:] = [x]",
    "a list by its method": "seen = [1]\ndef f(x):\n    return lambda: seen.append(x)",
    "what is deep in it": "seen = {1: [2]}\ndef f(x):\n    seen[1].append(x)",
    "a set of weak references": "from weakref import WeakSet\nseen = WeakSet()",
    "a counter": "import itertools\nnumbers = itertools.count()",
    "an object that changes": "class A:\n    def f(self):\n        self.x = 1\na = A()",
    "an heir of such": (
        "class A:\n    def f(self):\n        self.x.append(1)\nclass B(A):\n    pass\nb = B()"
    ),
    "a class": "class A:\n    x = 1\ndef f(x):\n    A.x = x",
    "a class by name": "class A:\n    x = 1\ndef f(n, x):\n    setattr(A, n, x)",
    "a class by itself": "class A:\n    @classmethod\n    def f(cls, x):\n        cls.x = x",
    "the class of an object": "class A:\n    def f(self, x):\n        type(self).x = x",
    "a list of a class": "class A:\n    seen: list[int] = []",
    "an imported module": "import pelican_x\ndef f(x):\n    pelican_x.utils.copy = x",
    "an imported class": "from other import Writer\ndef f(x):\n    Writer.write = x",
    "what another file holds": "from .locate import TABLE\ndef f(x):\n    TABLE.update(x)",
    "the names of a module": "import other\ndef f(x):\n    vars(other)['x'] = x",
    "its own names": "def f(x):\n    globals()['x'] = x",
    "a context variable": "from contextvars import ContextVar\nnow = ContextVar('now')",
    "a memo that is cleared": (
        "from functools import cache\n@cache\ndef f(x):\n    return x\n"
        "def g():\n    f.cache_clear()"
    ),
    "a memo of settings": (
        "from functools import lru_cache\n@lru_cache(maxsize=8)\ndef f(settings):\n    return 1"
    ),
}


def test_an_object_of_another_files_class_that_changes_is_noticed(tmp_path: Path) -> None:
    changes = "class A:\n    def f(self):\n        self.x = 1\n"
    (tmp_path / "locate.py").write_text(changes)
    (tmp_path / "figure.py").write_text("from .locate import A as B\nb = B()\n")
    # One of the same name that does not change.
    (tmp_path / "colour.py").write_text("class A:\n    x = 1\na = A()\n")

    (problem,) = broken_rules(tmp_path)
    assert problem == "figure.py:2 holds an object of B, which can change"


@pytest.mark.parametrize("text", REMEMBERS.values(), ids=REMEMBERS)
def test_a_module_that_remembers_is_noticed(tmp_path: Path, text: str) -> None:
    (tmp_path / "figure.py").write_text(text)

    assert len(broken_rules(tmp_path)) == 1, broken_rules(tmp_path)


FORGETS = {
    "a table": "TABLE = {1: [2]}\ndef f(x):\n    return TABLE[x]",
    "a table that is made": "TABLE = {0: 1}\nTABLE |= {1: 2}",
    "an empty table": "from collections.abc import Mapping\nTABLE: Mapping[str, str] = {}",
    "names of its own": "seen = {1: 2}\ndef f(x):\n    seen = {}\n    seen[x] = 1",
    "what it is given": "import other\ndef f(other):\n    other.x = 1\n    other.y.append(1)",
    "what an object holds": "class A:\n    def f(self, x):\n        self.x = x",
    "a memo": "from functools import cache\n@cache\ndef f(x):\n    return x",
    "an object that does not change": "class A:\n    def f(self):\n        return 1\na = A()",
    "fresh lists": (
        "from dataclasses import dataclass, field\n@dataclass\nclass A:\n"
        "    seen: list[int] = field(default_factory=list)"
    ),
}


@pytest.mark.parametrize("text", FORGETS.values(), ids=FORGETS)
def test_a_module_that_remembers_nothing_breaks_no_rule(tmp_path: Path, text: str) -> None:
    (tmp_path / "figure.py").write_text(text)

    assert broken_rules(tmp_path) == []


TOUCHES = {
    "an attribute": "def f(content):\n    return content._content",
    "an attribute that is set": "def f(content, x):\n    content._content = x",
    "a name as text": "def f(group):\n    return getattr(group, '_slug_from_name', False)",
    "a name among a class's own": "def f(content):\n    return vars(content)['_content']",
    "a path of names": "from operator import attrgetter\nf = attrgetter('a._content')",
    "a module": "from bs4.builder import _htmlparser",
    "a module on the way": "from bs4.builder._htmlparser import HTMLParserTreeBuilder",
    "a private name of a module": "from pelican.utils import _DateFormatter",
    "what a class inherits": (
        "from pelican.writers import Writer\nclass A(Writer):\n    def f(self, path):\n"
        "        return self._open_w(path, 'utf-8')"
    ),
    "an attribute that it inherits": (
        "from pelican.writers import Writer\nclass A(Writer):\n    def f(self):\n"
        "        return self._written_files"
    ),
    "what it inherits from afar": (
        "from pelican.writers import Writer\nclass A(Writer):\n    pass\nclass B(A):\n"
        "    def f(self, *given):\n        return super()._create_new_feed(*given)"
    ),
    "what a class replaces": (
        "from pelican.writers import Writer\nclass A(Writer):\n"
        "    def _create_new_feed(self, *given):\n        return None"
    ),
    "a name of the same spelling": (
        "from pelican.readers import MarkdownReader\nclass A(MarkdownReader):\n"
        "    def f(self, x):\n        self._md = x"
    ),
}


@pytest.mark.parametrize("text", TOUCHES.values(), ids=TOUCHES)
def test_a_private_name_of_another_library_is_noticed(tmp_path: Path, text: str) -> None:
    # As in a shell, which may import Pelican.
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "plugin.py").write_text(text)

    problems = broken_rules(tmp_path)

    assert problems
    assert all("which is private" in problem for problem in problems), problems


def test_private_names_of_our_own_break_no_rule(tmp_path: Path) -> None:
    (tmp_path / "figure.py").write_text(
        "from collections import namedtuple\nclass A:\n    def __init__(self, x):\n"
        "        self._x = x\n    def same(self, other):\n        return other._x == self._x\n"
        "def _f(t):\n    return t._replace(a=1)\n"
    )

    assert broken_rules(tmp_path) == []


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda path: path.name)
def test_every_plugin_folder_has_the_same_parts(plugin: Path) -> None:
    assert {"__init__.py", "settings.py", "plugin.py"} <= {path.name for path in plugin.iterdir()}
    # Pelican would find the top-level folder of the name instead, with PLUGIN_PATHS = ["."].
    assert plugin.name not in {"theme", "content", "tests", "output"}
