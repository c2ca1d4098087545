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
        ("images/figure.py", "from .._core import hooks", "imports the shell"),
        ("images/figure.py", "from .plugin import register", "imports the shell"),
        ("images/figure.py", "from .pelican_files import write", "imports the shell"),
        ("images/figure.py", "from .locate import x\n# and locate imports figure", "circular"),
        ("images/figure.py", "pass\n" * 401, "more than 400 lines"),
    ],
)
def test_each_rule_is_noticed(tmp_path: Path, name: str, text: str, complaint: str) -> None:
    files = {
        "_core/__init__.py": "",
        "_core/hooks.py": "from pelican import signals",
        "images/__init__.py": "from .plugin import register",
        "images/locate.py": "from .figure import place",
        "images/pelican_files.py": "from pelican import signals",
        "images/plugin.py": "import pelican\nfrom .._core import hooks\nfrom .figure import place",
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


@pytest.mark.parametrize("plugin", PLUGINS, ids=lambda path: path.name)
def test_every_plugin_folder_has_the_same_parts(plugin: Path) -> None:
    assert {"__init__.py", "settings.py", "plugin.py"} <= {path.name for path in plugin.iterdir()}
    # Pelican would find the top-level folder of the name instead, with PLUGIN_PATHS = ["."].
    assert plugin.name not in {"theme", "content", "tests", "output"}
