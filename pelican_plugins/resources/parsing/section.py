"""Find the sections of a body that may be reference lists, and what may be their entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice, takewhile

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from .headings import Headings, Promise, holds_promise, promise_of
from .links import find_url
from .markup import heading_text, is_blank, is_text, next_element, own_links, own_text, tags_in
from .shapes import LINES, LISTS, SHAPES
from .shapes.shape import DEEPEST, ListEntry, has_url

LEVELS = {f"h{level}": level for level in range(1, 7)}
_BOLD = {"strong", "b", "em", "i", "u"}
_OPENERS = [*LEVELS, "summary", "p"]
# The start of a heading or paragraph, and the end of its first line.
_CANDIDATE = re.compile(r"<(?:h[1-6]|summary|p)\b[^>]{0,1000}>", re.IGNORECASE)
_ITS_END = re.compile(r"</(?:h[1-6]|summary|p)>|<br", re.IGNORECASE)
_LONGEST_CANDIDATE = 2000
_TAG = re.compile(r"<[^>]*>")
_LONGEST_SENTENCE = 200
_LONGEST_INTRODUCTION = 3


@dataclass(frozen=True, slots=True)
class Section:
    """The label of a reference list and what is below it.

    Attributes:
        label: the heading, or the paragraph used as one.
        promise: that of its words.
        nodes: the siblings after it that belong to it.
        line: if entries follow in the label's paragraph, how many of its nodes are the label.
        sentence: whether the label is a sentence that only contains such words.
    """

    label: Tag
    promise: Promise
    nodes: tuple[PageElement, ...]
    line: int | None = None
    sentence: bool = False


def first_opener(html: str, headings: Headings) -> int | None:
    """Return the offset of the first element that may be such a label."""
    for match in _CANDIDATE.finditer(html):
        start = match.end()
        if _is_long(html, start):
            continue
        end = _ITS_END.search(html, start, start + _LONGEST_CANDIDATE)
        inner = html[start : end.start() if end else start + _LONGEST_CANDIDATE]
        text = unescape(_TAG.sub("", inner)).strip().rstrip("¶#").rstrip()
        if promise_of(text, headings) is not None:
            return match.start()
        if text.endswith((":", "：")) and holds_promise(text, headings):
            return match.start()
        if _begins_with_label(text, headings):
            return match.start()
    return None


def _begins_with_label(text: str, headings: Headings) -> bool:
    """Return whether the text of a paragraph has a label before its entries; see `_split_label`."""
    line, end, _ = text.partition("\n")
    if end and promise_of(line.strip(), headings) is not None:
        return True
    label = _LABEL.match(text)
    return label is not None and promise_of(label.group(), headings) is not None


def _is_long(html: str, start: int) -> bool:
    """Tell quickly whether a string is too long for a label."""
    end = html.find("<", start)
    if end - start <= _LONGEST_SENTENCE:
        return False
    return len(unescape(html[start:end]).strip()) > _LONGEST_SENTENCE


def find_sections(soup: BeautifulSoup, headings: Headings) -> Iterator[Section]:
    """Yield what may be sections of references, in the order of the page."""
    for tag in tags_in(soup, *_OPENERS):
        if tag.name == "p":
            yield from _labelled(tag, headings)
        else:
            promise = promise_of(heading_text(tag), headings)
            if promise is not None:
                yield Section(tag, promise, tuple(_below(tag, promise)))


def _labelled(paragraph: Tag, headings: Headings) -> Iterator[Section]:
    """Yield the section of a paragraph that is a label or begins with one."""
    if paragraph.parent is not None and paragraph.parent.name == "li":
        return
    inline = _split_label(paragraph, headings)
    words = paragraph.contents[:inline] if inline else list(_first_line(paragraph))
    if any(_has_link(node) for node in words):
        return
    text = "".join(node.get_text() for node in words).strip()
    if len(text) > _LONGEST_SENTENCE or not text:
        return
    colon = text.endswith((":", "：")) or inline is not None
    visible = [node for node in words if not is_blank(node)]
    bold = all(
        (isinstance(node, Tag) and node.name in _BOLD) or not str(node).strip(" :：\n")
        for node in visible
    )
    promise = promise_of(text, headings) if colon or bold else None
    sentence = promise is None and colon and holds_promise(text, headings)
    if sentence:
        promise = Promise.LINKS
    plain = promise is None and not colon and not bold
    if plain and len(words) == len(paragraph.contents):
        # "References" and nothing else, in its own paragraph.
        promise = promise_of(text, headings)
        if promise is Promise.LINKS or not _is_list_below(paragraph):
            return
    if promise is None:
        return
    if len(words) < len(paragraph.contents):
        yield Section(
            paragraph, promise, tuple(_after_label(paragraph, headings)), len(words), sentence
        )
        return
    following = next_element(paragraph.next_siblings)
    if following is not None and (following.name in LISTS or not sentence):
        yield Section(paragraph, promise, tuple(_after_label(paragraph, headings)), None, sentence)


def _is_list_below(paragraph: Tag) -> bool:
    """Return whether a list or a paragraph that is one link follows."""
    following = next_element(paragraph.next_siblings)
    if following is None or following.name in LISTS:
        return following is not None
    links = list(own_links(following)) if following.name == "p" else []
    return len(links) == 1 and own_text(following).strip() == links[0].get_text().strip()


# A label at the beginning of a line, up to its colon.
_LABEL = re.compile(r"\A\s*[^\n:：]{2,80}[:：]")


def _split_label(  # noqa: C901, PLR0911
    paragraph: Tag, headings: Headings
) -> int | None:
    """Return how many nodes of a paragraph are a label before the rest of it.

    The label is its first line in the source, or what is before a colon; the text is split there.
    """
    first = next((node for node in paragraph.contents if not is_blank(node)), None)
    if first is None:
        return None
    position = paragraph.contents.index(first)
    following = paragraph.contents[position + 1] if position + 1 < len(paragraph.contents) else None
    if isinstance(first, Tag):
        if first.name not in _BOLD or following is None or not is_text(following):
            return None
        text = first.get_text()
        if len(text) > _LONGEST_SENTENCE or promise_of(text, headings) is None:
            return None
        rest = str(following)
        colon = re.match(r"[ \t]*[:：]", rest)
        end = colon.end() if colon else 0
        if not colon and not text.rstrip().endswith((":", "：")) and not rest.startswith("\n"):
            return None
        if not rest[end:].strip() and position + 2 >= len(paragraph.contents):
            return None
        _cut(following, end)
        return position + 1 + bool(end)
    if not is_text(first):
        return None
    text = str(first)
    line = text.lstrip().partition("\n")[0]
    lead = len(text) - len(text.lstrip())
    if "\n" in text.lstrip() and promise_of(line, headings) is not None:
        return position + _cut(first, lead + len(line))
    label = _LABEL.match(text)
    if label is not None and promise_of(label.group(), headings) is not None:
        links = sum(_has_link(node) for node in paragraph.contents[position + 1 :])
        alone = links == 1 and _is_last_link(paragraph, text[label.end() :])
        if links > 1 or alone or find_url(text[label.end() :]) is not None:
            return position + _cut(first, label.end())
    return None


def _is_last_link(paragraph: Tag, between: str) -> bool:
    """Return whether one link and nothing else follows a label that ends a paragraph.

    In the midst of one, "Source: [NASA](…)" is the credit of a picture.
    """
    *_, last = paragraph.contents
    tail = str(last).strip(" .。;；") if is_text(last) else ""
    if paragraph.parent is not None and paragraph.parent.name in _ASIDE:
        return False
    return not between.strip() and not tail and next_element(paragraph.next_siblings) is None


def _cut(node: PageElement, end: int) -> int:
    """Split a text node in two; return 1, the number of nodes before the cut."""
    text = str(node)
    if 0 < end < len(text):
        rest = NavigableString(text[end:])
        node.insert_after(rest)
        head = NavigableString(text[:end])
        node.replace_with(head)
    return 1


def _has_link(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name == "a" or any(own_links(node)))


def _first_line(paragraph: Tag) -> Iterator[PageElement]:
    for node in paragraph.children:
        if isinstance(node, Tag) and node.name == "br":
            return
        yield node


def _below(heading: Tag, promise: Promise) -> Iterator[PageElement]:
    """Yield what belongs to a heading: all up to the next one of its level or higher."""
    level = LEVELS.get(heading.name, 0)
    following = next_element(heading.next_siblings)
    if following is not None and is_footnotes(following):
        # The author wrote the footnotes below this heading, and nothing else.
        yield following
        return
    start = heading
    if (rule := _first_rule(heading)) is not None and (
        rule is following or (promise is Promise.CITATIONS and _is_introduction(heading, rule))
    ):
        # It underlines the heading, or parts a bibliography from what is said of it.
        start = rule
    for node in start.next_siblings:
        if isinstance(node, Tag) and (
            _ends(node)
            or node.name == "summary"
            or (level and LEVELS.get(node.name, level + 1) <= level)
        ):
            return
        yield node


def _first_rule(heading: Tag) -> Tag | None:
    """Return the rule below a heading and at most a short introduction."""
    below = islice(_tags_after(heading), _LONGEST_INTRODUCTION + 1)
    return next((tag for tag in below if tag.name == "hr"), None)


def _tags_after(node: Tag) -> Iterator[Tag]:
    return (each for each in node.next_siblings if isinstance(each, Tag))


def _is_introduction(heading: Tag, rule: Tag) -> bool:
    """Return whether a few paragraphs are above a rule, and more than they below it."""
    above = [tag.name for tag in takewhile(lambda tag: tag is not rule, _tags_after(heading))]
    rest = takewhile(lambda tag: tag.name not in LEVELS, _tags_after(rule))
    below = [tag.name for tag in islice(rest, len(above) + 1)]
    is_list = bool(below) and below[0] in LISTS
    return {*above} <= {"p"} and (is_list or len(below) > len(above))


def _after_label(label: Tag, headings: Headings) -> Iterator[PageElement]:
    """Yield what belongs to a label: lists and lines up to a heading, a label or prose."""
    following = next_element(label.next_siblings)
    if following is not None and is_footnotes(following):
        # As below a heading.
        yield following
        return
    for node in label.next_siblings:
        if isinstance(node, Tag):
            if _ends(node) or node.name in LEVELS:
                return
            if node.name == "p" and not _continues(node, headings):
                return
        yield node


def _continues(paragraph: Tag, headings: Headings) -> bool:
    """Return whether a paragraph may belong to the list of the label above it."""
    text = own_text(paragraph).strip()
    if not text or _has_link(paragraph) or find_url(text) is not None:
        return True
    first = next_element(paragraph.children)
    if first is not None and first.name in _BOLD and first.get_text() == text:
        return False
    following = next_element(paragraph.next_siblings)
    # A label that promises something begins another list; any other names a group of this one.
    return (
        text.endswith((":", "："))
        and promise_of(text, headings) is None
        and following is not None
        and following.name in LISTS
    )


def _ends(node: Tag) -> bool:
    """Return whether *node* ends a section."""
    return node.name == "hr" or is_footnotes(node)


def is_footnotes(node: Tag) -> bool:
    """Return whether *node* contains the footnotes of the page."""
    return "footnote" in str(node.get("class", "")).split() and node.name != "li"


_ASIDE = {"blockquote", "aside"}
_TRANSPARENT = {"div", "blockquote", "section", "article", "details", "center", "main"}


def find_entries(section: Section) -> Iterator[ListEntry]:
    """Yield what may be an entry of *section*, in the order of the page."""
    if section.line is not None:
        nodes = section.label.contents[section.line :]
        yield from LINES.entries_of(nodes, section.label, None, section.label, inline=True)
        if not _only_lists_follow(section):
            return
    group: str | None = None
    some = False
    for node in section.nodes:
        if isinstance(node, Tag):
            # A quotation or an aside behind a list is about something else.
            if (section.sentence and node.name not in LISTS) or (some and node.name in _ASIDE):
                return
            entries, group = _of_node(node, group, node, 0)
            found = list(entries)
            yield from found
            some = some or any(entry.linked for entry in found)
            if section.sentence:
                return


def _only_lists_follow(section: Section) -> bool:
    following = next_element(section.nodes)
    return following is not None and following.name in LISTS


def _of_node(
    node: Tag, group: str | None, top: Tag, depth: int
) -> tuple[Iterable[ListEntry], str | None]:
    """Return the entries in *node*, and the group of what follows it."""
    if node.name in LEVELS:
        return (), heading_text(node) or None
    if node.name == "p" and _is_label(node):
        return (), heading_text(node).rstrip(" :：") or None
    for shape in SHAPES:
        if node.name in shape.elements:
            return shape.entries(node, group, top, depth), group
    found: list[ListEntry] = []
    if node.name in _TRANSPARENT and depth < DEEPEST:
        for child in node.children:
            if isinstance(child, Tag):
                more, group = _of_node(child, group, top, depth + 1)
                found += more
    return found, group


def _is_label(paragraph: Tag) -> bool:
    """Return whether a paragraph is the label of the list after it."""
    following = next_element(paragraph.next_siblings)
    text = own_text(paragraph).strip()
    if following is None or following.name not in LISTS or has_url(paragraph):
        return False
    first = next_element(paragraph.children)
    return text.endswith((":", "：")) or (first is not None and first.get_text().strip() == text)
