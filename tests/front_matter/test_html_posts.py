"""A file of HTML is a post where it begins with a front matter, and else Pelican's own business."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support import run_module

from pelican_plugins.front_matter.split import body_html, has_front_matter

HEAD = "---\ntitle: T\ndate: 2025-06-03\n---\n"


@pytest.mark.parametrize(
    ("text", "has"),
    [
        (f"{HEAD}<p>x</p>", True),
        (f"\ufeff{HEAD}", True),
        ("+++\ntitle = 'T'\n+++\n", True),
        ('{"title": "T"}\n<p>x</p>', True),
        # It has no end, which its reader says.
        ("---\ntitle: 'T\n<p>x</p>", True),
        ("<html><body>---\ntitle: T\n---\n</body></html>", False),
        ("{{ content }}\n<p>x</p>", False),
        ("{\n<p>x</p>", False),
        ("<p>x</p>", False),
        ("", False),
    ],
)
def test_what_begins_with_a_front_matter_is_ours(text: str, *, has: bool) -> None:
    assert has_front_matter(text.encode()) is has


def test_what_is_no_text_is_left_to_pelican() -> None:
    assert not has_front_matter(b"<p>caf\xe9</p>")


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<p>x</p>", "<p>x</p>"),
        ("<html><BODY class='a'><p>\u0130</p></BODY></html>", "<p>\u0130</p>"),
        ("<body><p></body></p></body >", "<p></body></p>"),
        ("<p><body</p>", "<p><body</p>"),
        ("</body><body>x", "</body><body>x"),
    ],
)
def test_of_a_whole_document_the_body_is_shown(text: str, body: str) -> None:
    assert body_html(text) == body


def test_an_import_counts_posts_in_html(tmp_path: Path) -> None:
    files = {
        "_posts/2020-01-01-a.html": f"{HEAD}<p>x</p>",
        "_posts/2020-01-02-b.htm": "---\ntitle: 'never\n---\n",
        "_layouts/post.html": "<html>{{ content }}</html>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    run = run_module("pelican_plugins.cli", ["import", ".", "--json"], tmp_path)

    found = json.loads(run.stdout)
    assert (found["counts"]["posts"], found["counts"]["html"]) == (1, 1)
    assert len(found["unreadable"]) == 1
    assert found["unreadable"][0].startswith("_posts/2020-01-02-b.htm:2: ")
