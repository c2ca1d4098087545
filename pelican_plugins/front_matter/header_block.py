"""Read Pelican's own metadata between lines of `---`, as Python-Markdown's extension `meta` does.

Stock Pelican knows no YAML: of a line `Title: Issue #12 of C # weekly` it takes everything after
the colon, and a blank line ends the block just as a second `---` does. If both readings of a
block agree, we read it as YAML. If they differ, `is_pelican_metadata` decides:

1. Each line is `Key: value`, indented by at most three spaces, or continues the line before it,
   indented by at least four. The date, if there is one, is used unchanged.
2. Nothing in it is only YAML: no complete value is in quotation marks or brackets, is a block
   indicator (`|`, `>`) or is true or false, and no key is known only to other generators
   (`draft`, `layout`, `permalink` …).
3. Something shows that it was written for Pelican: a blank line ends it, or a key begins with a
   capital letter, or has no space after its colon, or tags or authors are separated by commas
   without brackets, or a `#` is directly followed by its word (`Song #1`), or the date has only
   hours and minutes (`2020-05-03 10:20`), or there is a key that in such a block is Pelican's
   (`category`, `authors`, `modified`, `status`, `save_as`, `translation`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import read_date
from .key_aliases import MEANINGS, MetadataValue

# The patterns of `markdown.extensions.meta`: META_RE and META_MORE_RE.
_LINE = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):(?P<gap>\s*)(?P<value>.*)")
_MORE = re.compile(r" {4,}(?P<value>.*)")
_ONLY_YAML = re.compile(
    r"""(?:"[^"]*"|'[^']*'|\[.*\]|\{.*\}|[|>][-+0-9]{0,2}|true|false)(?:\s+\#.*)?""", re.IGNORECASE
)
_UNCLOSED = re.compile(r"[\"'\[{|>]")
_ENDS = {'"': '"', "'": "'", "[": "]", "{": "}"}
_BOUND_MARK = re.compile(r"[^#\s].*?\s#\w")
_KEY = re.compile(r"(?P<key>[\w-]+)\s*:(?:\s|$)")
_TO_THE_MINUTE = re.compile(r"\d{4}-\d\d-\d\d \d\d?:\d\d\s*")
_NAMES = {"tags", "author", "authors"}
_PELICANS = {"authors", "category", "modified", "save_as", "status", "translation"}
# Without `-` and `_`, in lower case. Keys about publication are never Pelican's headers, so that
# none is overlooked.
_OTHERS = {
    *("aliases", "categories", "draft", "expirydate", "hidden", "isdraft", "layout", "permalink"),
    *("private", "pubdate", "public", "publish", "published", "publishdate", "redirectfrom"),
    *("unlisted", "unpublishdate", "visibility"),
}
# Of several lines of these, stock Pelican takes the first (`pelican.readers`).
_SINGLE = {
    *("tags", "date", "modified", "status", "category", "author", "save_as", "url", "authors"),
    "slug",
}
_KNOWN = {
    re.sub("[-_]", "", name) for names in MEANINGS.values() for name in (*names, *_PELICANS)
} | _OTHERS


def is_pelican_metadata(lines: Sequence[str]) -> bool:
    """Return whether the lines between two of `---` are Pelican's metadata and not YAML."""
    return may_be_pelican_metadata(lines) and any(
        line["key"][0].isupper()
        or (line["value"] and not line["gap"])
        or (line["key"].lower() in _NAMES and re.search("[,;]", line["value"]))
        or line["key"].lower() in _PELICANS
        or _BOUND_MARK.match(line["value"])
        or _TO_THE_MINUTE.fullmatch(line["value"])
        for line in filter(None, map(_LINE.match, lines))
    )


def must_be_pelican_metadata(lines: Sequence[str]) -> bool:
    """Return whether lines that YAML cannot read are Pelican's metadata."""
    # A continuation line with its own colon is not a typing error in YAML.
    goes_on = any(": " in line for line in lines if _MORE.match(line))
    return is_pelican_metadata(lines) or (goes_on and may_be_pelican_metadata(lines))


def may_be_pelican_metadata(lines: Sequence[str], *, yaml_too: bool = False) -> bool:
    """Return whether lines may be Pelican's metadata and hold nothing that only YAML has.

    Args:
        lines: of the block.
        yaml_too: allow a value in quotation marks or brackets.
    """
    keyed = [_LINE.match(line) for line in lines]
    if not keyed or keyed[0] is None:
        return False
    for line, match in zip(lines, keyed, strict=True):
        if match is None:
            if not line.strip() or not _MORE.match(line):
                return False
        elif (
            _is_of_another(match["key"])
            or (not yaml_too and _is_yaml(match["key"], match["value"].strip()))
            or (match["key"].lower() == "date" and not _is_date(match["value"]))
        ):
            return False
    return True


def end_of_header(lines: Sequence[str], closed: int | None) -> int | None:
    """Return the blank line that ends Pelican's metadata; None if no blank line does.

    Args:
        lines: below the opening `---`.
        closed: the line `---` that would end front matter; None if there is none.
    """
    head = next((n for n, line in enumerate(lines[:closed]) if not line.strip()), None)
    if head is None or not may_be_pelican_metadata(lines[:head], yaml_too=True):
        return None
    if closed is not None and any(_goes_on(lines, at, closed) for at in range(head)):
        return None
    for line in lines[head:closed]:
        if not line.strip() or line[0] in " \t#-":
            continue
        key = _KEY.match(line)
        # More keys: the blank line is within front matter, whose end is missing or below.
        if key and (closed is not None or is_known(key["key"])):
            return None
        return head
    return head if closed is None else None


def read_header(text: str, first_line: int) -> dict[str, MetadataValue]:
    """Read the lines of Pelican's metadata; see `parse_yaml.read_yaml` for arguments and result.

    All values are strings. Several lines of one key are one multi-line string in a title or
    summary, the first of them where Pelican takes one, and otherwise a list.
    """
    found: dict[str, list[str]] = {}
    at: dict[str, int] = {}
    key = ""
    for number, line in enumerate(text.split("\n")):
        match = _LINE.match(line)
        if match is not None:
            key = match["key"].lower()
        more = match or _MORE.match(line)
        if more is not None:
            found.setdefault(key, []).append(more["value"].strip())
            at.setdefault(key, first_line + number)
    values = {}
    for key, texts in found.items():
        several = len(texts) > 1 and key not in {*_SINGLE, "title", "summary"}
        whole = texts if several else texts[0] if key in _SINGLE else "\n".join(texts)
        values[key] = MetadataValue(whole, whole, at[key])
    return values


def is_known(key: str) -> bool:
    """Return whether a key, however its words are joined, means something in front matter."""
    return re.sub("[-_]", "", key).lower() in _KNOWN


def _goes_on(lines: Sequence[str], number: int, closed: int) -> bool:
    """Return whether YAML might continue the value of a line in the following ones."""
    match = _LINE.match(lines[number])
    value = match["value"].strip() if match else ""
    if not _UNCLOSED.match(value) or _ONLY_YAML.fullmatch(value):
        return value[:1] in {"|", ">"}
    end = _ENDS.get(value[0])
    return end is None or any(end in line for line in lines[number + 1 : closed])


def _is_yaml(key: str, value: str) -> bool:
    is_list = key.lower() in _NAMES and value.startswith("[")
    return is_list or _ONLY_YAML.fullmatch(value) is not None


def _is_of_another(key: str) -> bool:
    return re.sub("[-_]", "", key).lower() in _OTHERS


def _is_date(text: str) -> bool:
    try:
        read_date(text, "month")
    except ValueError:
        return False
    return True
