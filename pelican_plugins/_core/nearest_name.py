"""Find the file, page or id that a wrong name may have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

# `difflib` compares a name with all others.
_MOST_COMPARED = 2_000


def group_names(names: Iterable[str], plain: Callable[[str], str]) -> dict[str, list[str]]:
    """Return *names* by what *plain* leaves of them, such as their lower case; both sorted."""
    groups: dict[str, list[str]] = {}
    for name in sorted(names):
        groups.setdefault(plain(name), []).append(name)
    return dict(sorted(groups.items()))


def nearest_name(
    name: str, groups: Mapping[str, list[str]], plain: Callable[[str], str], likeness: float
) -> str:
    """Return the name most like *name*; empty where none is like it.

    Args:
        name: as its author wrote it.
        groups: of `group_names`, with the same *plain*.
        plain: returns a name without what people mistake.
        likeness: from 0 to 1, of names that differ in more than that.
    """
    # Not loaded by a build in which nothing is wrong.
    from difflib import get_close_matches

    group = groups.get(plain(name))
    if group is None and len(groups) <= _MOST_COMPARED:
        alike = get_close_matches(plain(name), groups, 1, likeness)
        group = groups[alike[0]] if alike else None
    if not group:
        return ""
    return get_close_matches(name, group[:_MOST_COMPARED], 1, 0)[0] if len(group) > 1 else group[0]
