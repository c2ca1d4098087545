"""What stands below a heading that promises a list of references, and was not taken for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from bs4 import Tag

from ..._core.diagnostics import Diagnostic
from ..rules import LIST_UNREAD
from .classify import Candidate
from .headings import Promise
from .links import leads_home
from .markup import heading_text
from .section import LEVELS, Section

_FEWEST = 3


def objection_to_list(
    section: Section, candidates: list[Candidate], accepted: list[Candidate]
) -> Diagnostic | None:
    """Return why a section is no list; None where nobody would expect one.

    Args:
        section: as it was found.
        candidates: what in it may be entries.
        accepted: which of them are; where there are any, the section cannot be written.
    """
    words = heading_text(section.label)[:80]
    if section.sentence or (section.promise is Promise.LINKS and section.label.name not in LEVELS):
        return None
    if accepted:
        text = f"the list below {words!r} is left as it is, since an element in it is never closed"
        return LIST_UNREAD(text, "close it", words)
    items = [c for c in candidates if c.entry.shape.is_list]
    if items:
        linked = sum(c.linked for c in items)
        if not linked and section.promise is Promise.LINKS:
            return None
        have = "have" if linked > 1 else "has"
        text = f"of {len(items)} entries below {words!r} {linked or 'none'} {have} a link"
        if len(items) == 1:
            text = f"the entry below {words!r} has no link"
        mend = "give each a link or a year, or write what is no source above the list"
        return LIST_UNREAD(f"{text}, so this is no reference list", mend, words)
    # A single link is one of a sentence; several lines with one are meant as a list.
    linked = sum(c.linked for c in candidates)
    tables = (node for node in _tags(section) if node.name == "table" or node.find("table"))
    if linked < _FEWEST and not any(_leads_out(a) for table in tables for a in table.find_all("a")):
        return None
    text = f"what stands below {words!r} has links and is not read as a list of them"
    return LIST_UNREAD(text, "write one entry a line, each with `* ` before it", words)


def unread_lists(
    doubtful: Iterable[tuple[Section, Diagnostic | None]], covered: AbstractSet[int]
) -> Iterator[Diagnostic]:
    """Yield those that hold no other list which was read.

    Args:
        doubtful: sections, with why they are none.
        covered: the `id` of each element of a list that was read.
    """
    for section, why in doubtful:
        below = (id(tag) for node in _tags(section) for tag in (node, *node.find_all()))
        if why is not None and covered.isdisjoint(below):
            yield why


def _tags(section: Section) -> Iterator[Tag]:
    return (node for node in section.nodes if isinstance(node, Tag))


def _leads_out(link: Tag) -> bool:
    href = str(link.get("href", "")).strip()
    return bool(href) and not leads_home(href)
