"""Every message is in one file, so that somebody reads them all; and none is in our own dialect."""

from __future__ import annotations

from pathlib import Path

import prose
import pytest
from messages import as_text, messages

FILE = Path(__file__).with_name("messages.txt")


def test_every_message_is_in_the_file(*, rewrite: bool) -> None:
    made = as_text(messages())
    if rewrite:
        FILE.write_text(made, encoding="utf-8")

    assert FILE.read_text("utf-8") == made


def test_a_new_message_is_collected_with_its_code(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text('ODD = Rule("odd", "a file that is odd")\n')
    (tmp_path / "code.py").write_text(
        '"""No message of many words."""\n'
        "def f(name, n):\n"
        "    text = f\"the file {name!r} has {counted(n, 'line')}\"\n"
        '    yield ODD(text, "make it shorter")\n'
        '    raise PouchError(f"cannot read {name}")\n'
    )

    assert messages(tmp_path) == {
        "odd": ["a file that is odd", "make it shorter", "the file {name} has {n} lines"],
        "code.py": ["cannot read {name}"],
    }


def test_no_file_has_a_banned_phrase() -> None:
    assert [str(one) for one in prose.findings()] == []


@pytest.mark.parametrize(
    ("text", "line", "phrase"),
    [
        ("The page is made\nanew.", 2, "anew"),
        ("It leads\n  on to the old one.", 1, "leads on"),
        ("Take a in place of b.", 1, "in place of"),
    ],
)
def test_a_phrase_is_found_wherever_its_lines_break(text: str, line: int, phrase: str) -> None:
    banned = prose.banned_phrases((Path(prose.__file__).parent / "banned_words.txt").read_text())

    assert [found[:2] for found in prose.phrases_in(text, banned)] == [(line, phrase)]


def test_code_is_no_prose() -> None:
    markdown = "One `in place of` two.\n\n```text\nmade anew\n```\n\nThree [four](told).\n"
    python = '"""A docstring."""\nanew = "no prose"  # a comment\n'

    assert prose.prose_of_markdown(markdown).split() == [
        "One",
        "¤",
        "two.",
        "¤",
        "Three",
        "[four¤.",
    ]
    assert prose.prose_of_python(python).split("\n")[:2] == ['"""A docstring."""', "a comment"]
