"""Texts that would have one URL: which of them keeps it, and which are translations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .._core.contract import SLUG_GIVEN, UNUSED_KEYS
from .._core.diagnostics import Diagnostic
from .._core.translations import older_first
from .url_keys import deciding, said_language, tell_of_unused

_ORDER = {"published": 0, "hidden": 1}
# Behind all moments that git writes: what it does not know is new.
_NEVER = "~"


def parted_by_language(texts: Iterable[Any]) -> list[list[Any]]:
    """Give texts that would have one URL the languages that their files name.

    Pelican could not build them as they are, so nothing that was published moves.

    Returns:
        The groups in which that was done.
    """
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for text in texts:
        groups[text.save_as].append(text)
    parted = []
    for group in groups.values():
        said = [said_language(text.metadata.get(UNUSED_KEYS, {})) for text in group]
        if len(group) == 1 or not any(said):
            continue
        for text, language in zip(group, said, strict=True):
            if language:
                text.lang = text.metadata["lang"] = language
                text.in_default_lang = language == text.settings["DEFAULT_LANG"].lower()
        parted.append(group)
    return parted


def unused_keys(texts: Iterable[Any], settings: Mapping[str, Any]) -> Diagnostic | None:
    """Return what `url_keys.tell_of_unused` says of *texts*; None where the owner has chosen."""
    if (settings.get("POUCH_FRONT_MATTER") or {}).get("url_keys"):
        return None
    made = ("save_as", "lang", "category", "title")
    return tell_of_unused(
        deciding(unused, {name: str(getattr(text, name, "")) for name in made})
        for text in texts
        if (unused := text.metadata.get(UNUSED_KEYS))
    )


def in_order_of_claim(
    texts: Iterable[Any], first_commits: Callable[[], Mapping[str, str]]
) -> list[Any]:
    """Return *texts* so that of two with one URL the one that keeps it comes first.

    That is what is published before what is not, then the older by its date, then what git has
    known for longer, then the one with the shorter name.

    Args:
        texts: contents of Pelican's.
        first_commits: returns by their source paths when files were first committed; called
            where nothing else decides.
    """
    texts = list(texts)
    claims = [(t.save_as, _rank(t), older_first(t)[0]) for t in texts if t.save_as]
    commits = first_commits() if len(set(claims)) < len(claims) else {}

    def key(text: Any) -> tuple[Any, ...]:
        moment, *name = older_first(text)
        return _rank(text), moment, commits.get(text.source_path, _NEVER), *name

    return sorted(texts, key=key)


def _rank(text: Any) -> tuple[int, bool]:
    # What a title says comes before what we have made of one that says nothing.
    return _ORDER.get(text.status, 2), SLUG_GIVEN in text.metadata
