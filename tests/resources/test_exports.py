"""What is exported is read back, as it was, by programs that are not ours.

A case is `NAME.in.json`, a list of articles; what comes out stands beside it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import markdown
import pytest
import rispy
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from support import cases, compare

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.authors import author_names
from pelican_plugins.resources.exports import FORMATS
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.resource import Resource, ResourceLink
from pelican_plugins.resources.works import Article, CitedWork, cited_works

CASES = Path(__file__).parent / "exports"
BIBLATEX_ONLY = {"bibtex": (), "biblatex": ("online",)}
ENDINGS = {
    "csl-json": "csl.json",
    "bibtex": "bib",
    "biblatex": "biblatex.bib",
    "ris": "ris",
    "json": "json",
    "markdown": "md",
}


def resource(**facts: Any) -> Resource:
    host = re.sub(r"\Ahttps?://(www\.)?|[/?].*", "", facts["url"] or "")
    given = {"host": host, "note": "", "group": None, "anchor": "r", "position": 1}
    links = tuple(ResourceLink(**link) for link in facts.pop("links", ()))
    return Resource(**{**given, **facts, "links": links})


def read(case: Path) -> list[CitedWork]:
    articles = json.loads(case.read_text(encoding="utf-8"))
    return cited_works(
        Article(**{**fields, "resources": tuple(resource(**r) for r in fields["resources"])})
        for fields in articles
    )


@pytest.mark.parametrize("case", cases(CASES, ".in.json"))
def test_case(case: Path, rewrite: bool) -> None:
    works = read(case)

    produced = {f".out.{ENDINGS[name]}": export(works) for name, export in FORMATS.items()}
    compare(case, ".in.json", produced, rewrite=rewrite)


TEXTS = st.text(
    st.one_of(st.sampled_from('\\{}$&#%_~^<>"[]()*`!|@-–=:;.,/ \n\r\u2028aA1é中'), st.characters()),
    max_size=30,
)
TITLES = st.builds("{}a{}".format, TEXTS, TEXTS)
WEB = st.builds(
    "https://example.org/{}".format,
    st.text(st.sampled_from("abc/?=&#%41~_*()[]{}\\^|'!$;:@,.-é中"), max_size=12),
)
FACTS = st.fixed_dictionaries(
    {"title": TITLES, "url": st.one_of(st.none(), WEB)},
    optional={
        "author": TITLES,
        "publisher": TITLES,
        "note": TITLES,
        "date": st.sampled_from(["2024", "2024-05", "2024-05-17", "no date", "}"]),
        "accessed": st.dates().map(str),
        "doi": st.sampled_from(["10.1000/182", "10.1000/a}{b"]),
        "isbn": st.just("9780306406157"),
        "arxiv": st.just("2101.00001"),
    },
)
WORKS = st.lists(FACTS, min_size=1, max_size=4).map(
    lambda entries: cited_works(
        [Article(title="A", url="a.html", resources=tuple(resource(**e) for e in entries))]
    )
)


def spaced(text: str) -> str:
    """Return *text* as the parsers do, to whom a no-break space is a space."""
    return " ".join(text.split())


def printed(latex: str, *, title: bool = False) -> str:
    """Return what LaTeX prints; anything but our few commands would be a mistake.

    A *title* has braces around its words with capitals, too.
    """
    signs = {
        **{f"\\{sign}": sign for sign in "#$%&_{}"},
        "-{}": "-",
        "\\`{}": "`",
        "\\textless{}": "<",
        "\\textgreater{}": ">",
        "\\textbackslash{}": "\\",
        "\\textbraceleft{}": "{",
        "\\textbraceright{}": "}",
        "\\textasciitilde{}": "~",
        "\\textasciicircum{}": "^",
    }
    command = "|".join(re.escape(sign) for sign in signs)
    rest = re.sub(command, "", latex)
    assert rest.count("{") == rest.count("}")
    assert not set(rest.translate({ord(brace): "" for brace in "{}"} if title else {})) & set(
        "\\{}$&#%_~^`<>"
    )
    pieces = re.split(f"({command})", latex)
    return "".join(signs.get(piece) or re.sub(r"[{}]", "", piece) for piece in pieces)


@pytest.mark.parametrize("dialect", ["bibtex", "biblatex"])
@given(works=WORKS)
def test_bibtex_is_read_by_pybtex(works: list[CitedWork], dialect: str) -> None:
    read_back = parse_string(FORMATS[dialect](works), "bibtex").entries

    assert list(read_back.keys()) == [work.id for work in works]
    for work, entry in zip(works, read_back.values(), strict=True):
        facts = work.resource
        assert spaced(printed(entry.fields["title"], title=True)) == spaced(facts.title)
        assert spaced(printed(entry.fields.get("note", ""))) == spaced(facts.note)
        assert ("url" in entry.fields) == bool(facts.url)
        persons = entry.persons.get("author", []) + entry.persons.get("editor", [])
        assert len(persons) == len(author_names(facts.author))
        assert entry.type in {"book", "article", "misc"} | ({"online"} & {*BIBLATEX_ONLY[dialect]})
        assert entry.type != "article" or facts.publisher


@given(WORKS)
def test_ris_is_read_by_rispy(works: list[CitedWork]) -> None:
    read_back = rispy.loads(FORMATS["ris"](works))

    assert [entry["id"] for entry in read_back] == [work.id for work in works]
    for work, entry in zip(works, read_back, strict=True):
        facts = work.resource
        assert entry["title"] == facts.title
        assert entry.get("urls", [None])[0] == (facts.url and facts.url.replace(";", "%3B"))
        named = entry.get("authors", []) + entry.get("secondary_authors", [])
        assert len(named) == len(author_names(facts.author))
        assert entry.get("notes", [""]) == [facts.note]
        assert entry["type_of_reference"] in {"BOOK", "JOUR", "UNPB", "ELEC", "GEN"}
        assert entry["type_of_reference"] != "JOUR" or entry.get("secondary_title")


# What csl-data.json (CSL 1.0.2) says of the fields that we write.
NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "additionalProperties": False,
        "properties": {
            part: {"type": "string", "minLength": 1}
            for part in ("family", "given", "suffix", "literal")
        },
        "oneOf": [{"required": ["family", "given"]}, {"required": ["literal"]}],
    },
}
DATE = {
    "additionalProperties": False,
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "maxItems": 1,
            "items": {"minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
}
STRINGS = ("title", "publisher", "URL", "archive", "DOI", "number", "ISBN", "note")
CSL = {
    "type": "array",
    "items": {
        "required": ["id", "type"],
        "additionalProperties": False,
        "properties": {
            "id": {"type": "string"},
            "type": {"enum": ["article", "article-journal", "book", "document", "webpage"]},
            "author": NAMES,
            "editor": NAMES,
            "issued": DATE,
            "accessed": DATE,
            "container-title": {"type": "string"},
            **{name: {"type": "string"} for name in STRINGS},
        },
    },
}


@given(WORKS)
def test_csl_json_is_valid(works: list[CitedWork]) -> None:
    jsonschema.validate(json.loads(FORMATS["csl-json"](works)), CSL)


@pytest.mark.parametrize("case", cases(CASES, ".in.json"))
def test_csl_json_of_a_case_is_valid(case: Path) -> None:
    jsonschema.validate(json.loads(FORMATS["csl-json"](read(case))), CSL)


def test_second_links_are_in_every_format() -> None:
    works = read(CASES / "names_and_links.in.json")

    for name, export in FORMATS.items():
        text = export(works)
        for work in works:
            for link in work.resource.links:
                assert link.url.replace(";", "%3B" if name == "ris" else ";") in text, name


@given(WORKS)
def test_csl_json_is_read_by_citeproc(works: list[CitedWork]) -> None:
    items = json.loads(FORMATS["csl-json"](works))
    source = CiteProcJSON(items)

    assert [item["id"] for item in items] == [work.id for work in works]
    assert [item["title"] for item in items] == [work.resource.title for work in works]
    assert [item.get("URL") for item in items] == [work.resource.url for work in works]
    assert set(source) == {work.id for work in works}


def test_citeproc_writes_a_bibliography_of_it() -> None:
    works = read(CASES / "plain.in.json")
    source = CiteProcJSON(json.loads(FORMATS["csl-json"](works)))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for work in works:
        bibliography.register(Citation([CitationItem(work.id)]))

    written = "\n".join(str(line) for line in bibliography.bibliography())

    assert "Quill" in written
    assert "(1984)" in written
    assert "Longshore Press" in written
    assert "example.org/tides" in written


@pytest.mark.parametrize(
    "extensions", [[], ["extra", "codehilite", "meta"]], ids=["plain", "extra"]
)
@given(works=WORKS)
def test_the_markdown_list_is_read_by_ourselves(
    works: list[CitedWork], extensions: list[str]
) -> None:
    html = markdown.markdown(FORMATS["markdown"](works), extensions=extensions)
    found = extract_resources(Document(html), ExtractionOptions()).resources

    linked = [work.resource for work in works if work.resource.url]
    told = [(entry.title, entry.url) for entry in found if entry.url]
    assert told == [(entry.title, entry.url.replace("\\", "%5C")) for entry in linked]


@given(WORKS)
def test_plain_json_holds_all(works: list[CitedWork]) -> None:
    items = json.loads(FORMATS["json"](works))

    assert [item["title"] for item in items] == [work.resource.title for work in works]
    assert items[0]["cited_by"] == [{"title": "A", "url": "/a.html#r"}]
