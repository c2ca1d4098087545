"""Let the site author decide on suggestions, and add the decisions to the vocabulary."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .._core.atomic_files import UnwrittenError
from .._core.author_files import AuthorText, read_text, save_file
from .._core.commands import say, say_diff, say_json
from .._core.errors import PouchError
from .report import suggestion_lines, usage_counts
from .suggestions.run import Suggestion
from .taxonomies import TagIndex
from .vocabulary_edit import add_name

_SAME, _DIFFERENT = "aliases", "different"
_ANSWERS = {"y": _SAME, "n": _DIFFERENT, "": "", "s": ""}


@dataclass(frozen=True, slots=True)
class Decision:
    """Add *name* to the list *key* of *tag*."""

    tag: str
    key: str
    name: str


def collect_decisions(
    suggested: Sequence[Suggestion], index: TagIndex, accepted: Iterable[str]
) -> list[Decision]:
    """Return the decisions: the *accepted* aliases, or else interactive answers.

    Raises:
        PouchError: an accepted alias is not suggested, or input is not a terminal.
    """
    wanted = list(accepted)
    by_alias: dict[str, Suggestion] = {}
    for one in suggested:
        by_alias.setdefault(one.alias, one)
    unknown = [name for name in wanted if name not in by_alias]
    if unknown:
        raise PouchError(f"{unknown[0]!r} is not suggested as an alias; see `pouch tags`")
    if wanted:
        return [Decision(by_alias[name].canonical, _SAME, name) for name in wanted]
    if not sys.stdin.isatty():
        raise PouchError("nobody is there to ask; name what you accept with --accept ALIAS")
    return _ask_interactively(suggested, index)


def show_and_write(
    path: Path, decisions: Sequence[Decision], *, ask: bool, as_json: bool = False
) -> int:
    """Show a diff of the vocabulary at *path* and write it; return the exit code.

    Args:
        path: of the vocabulary.
        decisions: to add to it.
        ask: whether to ask before writing.
        as_json: print JSON, and never ask.

    Raises:
        PouchError: the file cannot be read, added to or written.
    """
    file, after = _changed(path, decisions)
    before = file.text
    if as_json:
        _write(path, file, after)
        added = [asdict(one) for one in decisions]
        say_json({"file": path.name, "decisions": added, "written": after != before})
        return 0
    if after == before:
        say("Nothing to write.")
        return 0
    say_diff(before, after, path.name)
    if ask and not _agreed(f"Write this to {path.name}?"):
        say("Nothing was written.")
        return 1
    _write(path, file, after)
    say(f"{path.name} is written.")
    return 0


def _changed(path: Path, decisions: Iterable[Decision]) -> tuple[AuthorText, str]:
    try:
        before = read_text(path) if path.is_file() else AuthorText()
        after = before.text
        for one in decisions:
            after = add_name(after, one.tag, one.key, one.name)
    except (OSError, UnicodeDecodeError, PouchError) as error:
        raise PouchError(f"{path.name} is not changed: {error}") from None
    return before, after


def _write(path: Path, before: AuthorText, after: str) -> None:
    if after == before.text:
        return
    try:
        save_file(path, before.encoded(after))
    except UnwrittenError as error:
        raise PouchError(f"{path.name} cannot be written: {error.strerror}") from None


def _ask_interactively(suggested: Sequence[Suggestion], index: TagIndex) -> list[Decision]:
    decisions: list[Decision] = []
    counts = usage_counts(index)
    say("y: one tag; n: two tags, never ask again; Enter: ask another time")
    for one, line in zip(suggested, suggestion_lines(suggested, counts), strict=True):
        answer = None
        while answer not in _ANSWERS:
            try:
                answer = input(f"{line}? [y/n/Enter] ").strip().lower()[:1]
            except EOFError:
                return decisions
        if _ANSWERS[answer]:
            decisions.append(Decision(one.canonical, _ANSWERS[answer], one.alias))
    return decisions


def _agreed(question: str) -> bool:
    try:
        return input(f"{question} [y/N] ").strip().lower() in {"y", "yes"}
    except EOFError:
        return False
