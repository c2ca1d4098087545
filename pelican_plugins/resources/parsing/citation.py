"""Find the title in a citation, where its form plainly tells which words it is.

Doe, J., & Roe, R. (2013). The long memory of rivers. Water Notes, 4(1), 3–25.
Doe, Jane. 2004. “The Long Memory of Rivers.” Water Notes 4.
The long memory of rivers / Jane Doe / Riverside Press / 2013
The long memory of rivers, by Jane Doe
《The long memory of rivers》, chapter 4
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR = r"(?:1[5-9]|20)\d\d"
# Names begin with a capital, and no name holds a digit or a verb's usual punctuation.
# Several names have a comma between them, and so has a name with the surname in front.
_NAMES = r"(?P<author>[^\W\d_](?=[^(“„«\"]*,)[^\d()\[\]“”„\"«»<>:;!?]{2,300}?)"
_TITLE = r"(?P<title>\S.*?)"
# A title ends with its sentence; "vs." and initials do not end one.
_TITLE_END = r"(?:(?<![A-Z])(?<!\bvs)[.](?=\s|\Z)|[.]?\s*\Z)"
_PATTERNS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        # Authors (2013). Title. Journal.
        rf"\A{_NAMES}[\s,.]*\((?P<date>{_YEAR})[a-z]?(?:,[^)]*)?\)[\s.,:]*{_TITLE}{_TITLE_END}",
        # Authors, 2013. Title. Journal.
        rf"\A{_NAMES}[\s,.]+(?P<date>{_YEAR})[a-z]?[.:]\s+{_TITLE}{_TITLE_END}",
        # Authors, "Title"
        rf"\A{_NAMES}[.,:]?\s+[“„«\"](?P<title>[^“”„«»\"]{{3,}})[”“»\"][.]?\s*\Z",
        # Title / Authors / Publisher / 2013
        rf"\A{_TITLE}\s+/\s+(?P<author>(?:(?!\s/\s).)+)\s+/\s.+\Z",
        # Title, author, 2013-09-04
        rf"\A{_TITLE}\s*[，,]\s*(?P<author>[^，,]{{1,40}}?)\s*[，,]\s*(?P<date>{_YEAR}-\d\d-\d\d)[，,]?\s*\Z",
        # Title, by Author
        rf"\A{_TITLE},?\s+by\s+(?P<author>[A-Z][\w.'’-]+(?:\s+(?:and\s+|&\s+)?[A-Z(][\w.'’)-]*){{1,5}})[.]?\s*\Z",
    )
)
_QUOTED = re.compile(r"[“„«\"](?P<title>[^“”„«»\"]{10,})[”“»\"]")
_BOOK = re.compile(r"《(?P<title>[^》]+)》")
_HAS_YEAR = re.compile(rf"\b{_YEAR}\b")
_LONGEST_CITATION = 2000
_TITLE_LENGTHS = range(3, 301)


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation plainly says.

    Attributes:
        start: where the title begins in the text.
        end: where it ends.
        author: whoever stands in the author's place.
        date: a year or a day, as ISO 8601 has it.
    """

    start: int
    end: int
    author: str = ""
    date: str = ""


def read_citation(text: str) -> Citation | None:
    """Return what *text* says of a work, or None where it has no form known to us."""
    if len(text) > _LONGEST_CITATION:
        return None
    offset = len(text) - len(text.lstrip())
    text = text.strip()
    quoted = list(_QUOTED.finditer(text))
    if len(quoted) == 1 and _HAS_YEAR.search(_around(text, quoted[0])):
        start, end = quoted[0].span("title")
        end = start + len(text[start:end].rstrip(" .,"))
        match = next((m for p in _PATTERNS[:2] if (m := p.match(text))), None)
        author, date = _author(match), _group(match, "date")
        return Citation(offset + start, offset + end, author, date)
    books = list(_BOOK.finditer(text))
    if len(books) == 1:
        return Citation(offset + books[0].start("title"), offset + books[0].end("title"))
    for pattern in _PATTERNS:
        match = pattern.match(text)
        if match is not None and len(match["title"]) in _TITLE_LENGTHS:
            start, end = match.span("title")
            author, date = _author(match), _group(match, "date")
            return Citation(offset + start, offset + end, author, date)
    return None


def _around(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]


def _author(match: re.Match[str] | None) -> str:
    return " ".join(_group(match, "author").split()).strip(" ,;")


def _group(match: re.Match[str] | None, name: str) -> str:
    return (match.groupdict().get(name) or "") if match is not None else ""
