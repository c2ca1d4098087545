"""A shape of reference list is one class in one file, and one name in one list."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

READING = Path("pelican_plugins", "resources", "parsing")

CAPTIONS = '''
"""Captions of pictures."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from ..markup import tags_in
from .shape import ListEntry, Shape, has_url


class Captions(Shape):
    """`<figure>`: its caption is an entry if it has a URL."""

    elements = frozenset({"figure"})

    def entries(
        self, element: Tag, group: str | None, top: Tag, _depth: int = 0
    ) -> Iterator[ListEntry]:
        for caption in filter(has_url, tags_in(element, "figcaption")):
            yield ListEntry(self, caption, caption, group, True, top, caption)
'''

TRY = """
from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources

FIGURES = (
    "<figure><img src='a.png'><figcaption>The long memory https://example.org/a</figcaption></figure>"
    '<figure><img src="b.png"><figcaption><a href="https://example.net/b">Tides</a></figcaption></figure>'
)
for opener in ("<h2>Sources</h2>", "<p>Sources:</p>"):
    document = Document(f"<p>Text.</p>{opener}{FIGURES}<h2>Next</h2>")
    found = extract_resources(document, ExtractionOptions())
    print([(one.title, one.url) for one in found.resources], [one.text for one in found.unread])
print(document.html())
"""


def extracted(folder: Path) -> list[str]:
    command = [sys.executable, "-c", TRY]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_a_new_shape_is_one_file_and_one_name(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "pelican_plugins",
        tmp_path / "pelican_plugins",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    before = extracted(tmp_path)

    shapes = tmp_path / READING / "shapes"
    (shapes / "captions.py").write_text(CAPTIONS, encoding="utf-8")
    known = shapes / "__init__.py"
    text = known.read_text(encoding="utf-8")
    text = text.replace("from .items import", "from .captions import Captions\nfrom .items import")
    known.write_text(
        text.replace(
            "DefinitionTerms(), TableRows(), LINES",
            "DefinitionTerms(), TableRows(), Captions(), LINES",
        ),
        encoding="utf-8",
    )
    *told, page = extracted(tmp_path)

    works = "[('The long memory', 'https://example.org/a'), ('Tides', 'https://example.net/b')]"
    assert before[0] == "[] []"
    assert told == [f"{works} []"] * 2
    assert page.count('class="resource h-cite"') == 2
    assert '<a href="https://example.org/a" class="u-url p-name">The long memory</a>' in page


def test_no_other_file_asks_for_a_shape() -> None:
    """What differs from shape to shape is a method of it."""
    names = (
        "ListItems",
        "DefinitionTerms",
        "TableRows",
        "ParagraphLines(",
        "shape is",
        "isinstance(entry",
    )
    files = list((ROOT / READING).glob("*.py"))

    assert len(files) > 5
    for path in files:
        text = path.read_text(encoding="utf-8").replace("entry.shape is shape", "")
        assert [name for name in names if name in text] == [], path
