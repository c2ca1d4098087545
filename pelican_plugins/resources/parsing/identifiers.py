"""DOI, arXiv number and ISBN, where an entry states them.

ISO 26324 and ANSI/NISO Z39.84: a DOI is a prefix that begins with `10.`, a slash, and a suffix of
any printable characters. So its end in a URL can only be found from the rest of the URL: a
query, a fragment, and what the pages of publishers add to show a view of the work are not part of
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote

from ..._core.urls import split

_PREFIX = r"10\.\d{4,9}(?:\.\d+)*/"
# Publishers used the Serial Item and Contribution Identifier (ANSI/NISO Z39.56) as a suffix: it has
# brackets of all kinds, and ends with a check character.
_SICI = (
    rf"{_PREFIX}(?:\(SICI\))?[\w-]{{4,12}}\([\w:/+]{{4,40}}\)[\w:./-]{{0,60}}"
    r"<[\w:.+()-]{1,60}>[\w.;:]{1,30}-[\dA-Za-z#]"
)
_DOI = re.compile(
    rf"(?P<sici>{_SICI})|(?P<plain>{_PREFIX}[^\s\"<>“”«»{{}}|\\^`，。；、（）]+)", re.IGNORECASE
)
_WHOLE = re.compile(rf"{_PREFIX}\S.*\Z", re.DOTALL)
_ANNOUNCED = re.compile(r"(?:\bdoi\s*[:：]?\s*|\binfo:doi/)\Z", re.IGNORECASE)
# What may be before a DOI without an announcement: nothing, a space or an opening bracket.
_FREE = re.compile(r"(?:\A|[\s(\[（【:：,;])\Z")
_RESOLVERS = {"doi.org", "dx.doi.org", "www.doi.org", "doi.pangaea.de"}
_PARAMETERS = {"doi", "id", "article", "articleid", "rft_id", "paper"}
# The segment of a path after which publishers write a DOI.
_BEFORE = {
    "doi",
    "dois",
    "article",
    "articles",
    "chapter",
    "chapters",
    "book",
    "books",
    "paper",
    "content",
    "record",
}
# What they add to it, as segments or extensions.
_VIEWS = {
    *("full", "abs", "abstract", "pdf", "epdf", "pdfdirect", "epub", "html", "xml", "summary"),
    *("references", "citations", "cited-by", "citedby", "figures", "metrics", "meta", "tables"),
    *("fulltext", "full-text", "download", "supplementary", "supplemental", "suppl", "issuetoc"),
    *(
        "full-xml",
        "asset",
        "media",
        "related",
        "similar",
        "permissions",
        "comments",
        "reader",
        "toc",
    ),
    *("suppl_file", "supporting-information", "authors", "cover", "export", "print", "preview"),
    *("audio", "video", "keywords", "information", "endmatter", "further-reading", "viewer", "tab"),
    *("tab-pdf", "tab-references", "tab-figures-data", "powerpoint", "v1/review", "peer-review"),
}
_EXTENSION = re.compile(
    r"\.(?:full|abstract|short|long|pdf|html?|xml|epub|txt|full\.pdf|full-text)\Z", re.IGNORECASE
)
# bioRxiv and others count the versions of a preprint behind its DOI, whose suffix is of digits.
_VERSION = re.compile(r"(?<=\d)v\d{1,2}\Z")
_ARXIV = re.compile(
    r"\barxiv(?:\.org/(?:abs|pdf|html)/|:\s*|\.)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})",
    re.IGNORECASE,
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?[:\s]*([\d][\d\s‐‑–-]{8,16}[\dXx])", re.IGNORECASE)
_HYPHENS = re.compile(r"[\s‐‑–-]")
_TRAILING = ".,;:!?'\"”’»*_"
_LONG_ISBN = 13
_MOST_DOI = 300
# `10.1234/24` may be a network and `10.1234/2021` a file number.
_LONGEST_NUMBER = 4


def find_doi(urls: Iterable[str], text: str) -> str:
    """Return the DOI that an entry states, or an empty string.

    Args:
        urls: those of the entry, its own first.
        text: its text without them.
    """
    for url in urls:
        found = doi_of_url(url)
        if found:
            return found
    for match in _DOI.finditer(text):
        before = text[max(match.start() - 10, 0) : match.start()]
        if match["sici"]:
            return match["sici"]
        if _ANNOUNCED.search(before) or (_FREE.search(before) and _is_plain(match.group())):
            return _trimmed(match.group())
    return ""


def doi_of_url(url: str) -> str:
    """Return the DOI in the path of *url* or in a parameter that gives one, or an empty string."""
    if "10." not in url or len(url) > 10 * _MOST_DOI:
        return ""
    parts = split(url)
    if parts is None:
        return ""
    host = (parts.hostname or "").lower()
    path = unquote(parts.path)
    if host in _RESOLVERS:
        # A resolver has nothing else in its path.
        whole = path.strip("/ ")
        return _trimmed(whole) if _WHOLE.match(whole) else ""
    for name, value in parse_qsl(parts.query):
        if name.lower() in _PARAMETERS:
            plain = re.sub(r"\A(?:info:)?doi[:/]", "", value.strip(), flags=re.IGNORECASE)
            if _WHOLE.match(plain):
                return _trimmed(plain)
    return _doi_in_path(path)


def _doi_in_path(path: str) -> str:
    sici = re.search(rf"/({_SICI})(?:/|\Z)", path, re.IGNORECASE)
    if sici is not None:
        return sici[1]
    steps = path.strip("/").split("/")
    for position, step in enumerate(steps[:-1]):
        if not re.fullmatch(r"10\.\d{4,9}(?:\.\d+)*", step):
            continue
        known = {before.lower() for before in steps[:position]} & (_BEFORE | _VIEWS)
        if not known:
            return ""
        suffix = [part for part in steps[position + 1 :] if part]
        while len(suffix) > 1 and suffix[-1].lower() in _VIEWS:
            del suffix[-1]
        found = f"{step}/{'/'.join(suffix)}" if suffix else ""
        previous = None
        while previous != found:
            previous = found
            found = _EXTENSION.sub("", found)
        found = found.partition(";jsessionid=")[0]
        return _VERSION.sub("", found) if "content" in known else found
    return ""


def _is_plain(doi: str) -> bool:
    """Return whether a DOI that nothing announces cannot be a network, a date or a path."""
    suffix = _trimmed(doi).partition("/")[2]
    worded = any(c.isalpha() for c in suffix) or len(suffix) > _LONGEST_NUMBER
    return worded and len(suffix) > 1 and suffix.count("/") <= 1


def _trimmed(doi: str) -> str:
    """Return a DOI without the punctuation of the sentence it is in."""
    found = doi.rstrip(_TRAILING)
    for opening, closing in ("()", "[]"):
        while found.endswith(closing) and found.count(closing) > found.count(opening):
            found = found[:-1].rstrip(_TRAILING)
    return found


def find_arxiv(text: str) -> str:
    """Return the first arXiv number in *text*, or an empty string."""
    match = _ARXIV.search(text)
    return match[1] if match else ""


def find_isbn(text: str) -> str:
    """Return the first ISBN in *text* with a valid check digit (ISO 2108), or an empty string."""
    for match in _ISBN.finditer(text):
        digits = _HYPHENS.sub("", match[1]).upper()
        for length in (13, 10):
            if len(digits) >= length and _is_isbn(digits[:length]):
                return digits[:length]
    return ""


def _is_isbn(digits: str) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == _LONG_ISBN:
        return "X" not in digits and sum(v * (1, 3)[i % 2] for i, v in enumerate(values)) % 10 == 0
    return "X" not in digits[:-1] and sum(v * (10 - i) for i, v in enumerate(values)) % 11 == 0
