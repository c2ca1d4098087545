"""Extract the resources of one body and render their list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag

from ..._core.diagnostics import Diagnostic
from ..._core.html_document import Document
from ..._core.urls import reader_host
from ..resource import Resource
from .bibliographic_fields import parse_bibliographic_fields
from .classify import Candidate, accept_entries, rejected_lists, rejection_of
from .entry_links import archived_copy, entry_links
from .entry_parser import ParsedEntry
from .headings import KNOWN, Headings
from .links import is_of_site, unlink_unsafe, without_tracking
from .markup import UniqueIds, next_tag, tags_in
from .rendering import LinkStyle, section_element
from .section import Section, find_entries, find_sections
from .shapes import SHAPES
from .shapes.shape import Choice, ListEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionOptions:
    """How lists are parsed and rendered.

    Attributes:
        headings: the phrases that head one.
        style: of the links.
        untracked: whether to remove tracking parameters from URLs.
        apart: whether to take the sections out of the body.
        site: the URL of the site, whose own pages are not sources.
    """

    headings: Headings = field(default_factory=lambda: KNOWN)
    style: LinkStyle = field(default_factory=LinkStyle)
    untracked: bool = False
    apart: bool = False
    site: str = ""


@dataclass(frozen=True, slots=True)
class ExtractionResult:
    """The resources of a body.

    Attributes:
        resources: in the order of the page.
        apart: the HTML of the sections taken out of the body.
        lists: the number of resources in each list.
        unread: a diagnostic for each section that looks like a list, but is not accepted as one.
    """

    resources: tuple[Resource, ...]
    apart: str = ""
    lists: tuple[int, ...] = ()
    unread: tuple[Diagnostic, ...] = ()


def extract_resources(document: Document, options: ExtractionOptions) -> ExtractionResult:
    """Turn every section of resources in *document* into a reference list."""
    ids = UniqueIds(document)
    covered: set[int] = set()
    resources: list[Resource] = []
    apart, lists = [], []
    doubtful: list[tuple[Section, Diagnostic | None]] = []
    for section in list(find_sections(document.soup, options.headings)):
        if id(section.label) in covered:
            continue
        entries = [e for e in find_entries(section) if e.shape.is_whole(document, e)]
        candidates = list(_candidates(entries, options))
        accepted = accept_entries(
            candidates,
            section.promise,
            sentence=section.sentence,
            inline=section.line is not None,
        )
        if not accepted or not _is_writable(document, section, accepted):
            doubtful.append((section, rejection_of(section, candidates, accepted)))
            continue
        covered |= set(_labels_below(section, accepted[-1].entry.top))
        lists.append(len(accepted))
        label, last = _listed(document, section, entries, candidates, accepted)
        for candidate in accepted:
            resource = _resource(candidate, len(resources) + 1, ids, options)
            entry = candidate.entry
            entry.shape.render(document, entry, candidate.parsed, resource, options.style)
            resources.append(resource)
        wrapper = section_element(document, label, ids)
        # A <summary> must stay the first child of its <details>.
        first = label if label.name != "summary" else next_tag(label)
        if options.apart:
            document.take_out(first or label, last, wrapper)
        else:
            document.wrap(first or label, last, wrapper)
        document.problems += unlink_unsafe(document, wrapper)
        if options.apart:
            apart.append(document.written(wrapper))
    unread = tuple(rejected_lists(doubtful, covered))
    return ExtractionResult(tuple(resources), "\n".join(apart), tuple(lists), unread)


def _candidates(entries: Iterable[ListEntry], options: ExtractionOptions) -> Iterator[Candidate]:
    for entry in entries:
        parsed = entry.shape.parse(entry)
        if parsed is not None and not (parsed.url and is_of_site(parsed.url, options.site)):
            yield Candidate(entry, parsed)


def _is_writable(document: Document, section: Section, accepted: list[Candidate]) -> bool:
    first = next_tag(section.label) or section.label
    tags = [
        section.label,
        first,
        *(c.entry.top for c in accepted),
        *(c.entry.block for c in accepted),
        *(tag for c in accepted for tag in c.entry.more),
    ]
    return all(document.is_whole(tag) for tag in tags)


def _labels_below(section: Section, last: Tag) -> Iterator[int]:
    """Yield the `id()` of each element up to *last* that might begin a section itself."""
    for node in section.nodes:
        if isinstance(node, Tag):
            yield id(node)
            yield from (id(tag) for tag in tags_in(node))
        if node is last:
            return


def _listed(
    document: Document,
    section: Section,
    entries: list[ListEntry],
    candidates: list[Candidate],
    accepted: list[Candidate],
) -> tuple[Tag, Tag]:
    """Put entries outside of lists into lists; return the section's new label and last element."""
    chosen = {id(c.entry.element) for c in accepted}
    # A link into the own site is not a source, and stays where it is.
    own = {id(e.element) for e in entries if e.linked} - {id(c.entry.element) for c in candidates}
    choice = Choice(chosen, own)
    label, lists = section.label, dict[int, Tag]()
    for shape in SHAPES:
        shaped = [entry for entry in entries if entry.shape is shape]
        label, made = shape.arrange(document, label, section.line, shaped, choice)
        lists |= made
    final = accepted[-1].entry
    return label, lists.get(id(final.top), final.top)


def _resource(
    candidate: Candidate, position: int, ids: UniqueIds, options: ExtractionOptions
) -> Resource:
    entry, parsed = candidate.entry, candidate.parsed
    anchor = str(entry.shape.own_id(entry) or ids.unique(_anchor(parsed)))
    url = parsed.url and (without_tracking(parsed.url) if options.untracked else parsed.url)
    host = reader_host(url or "")
    links = tuple(
        link._replace(url=url) if link.role == "work" and url else link
        for link in entry_links(entry, parsed)
    )
    urls = [url or "", *(link.url for link in links)]
    fields = parsed.stated or parse_bibliographic_fields(parsed, host, urls)
    return Resource(
        title=parsed.title,
        url=url,
        host=host,
        note=parsed.note,
        group=entry.group,
        anchor=anchor,
        position=position,
        archived=options.style.archived.get(url or "") or archived_copy(links, parsed.url),
        links=links,
        **fields,
    )


def _anchor(parsed: ParsedEntry) -> str:
    # Derived from the URL, so that new entries above do not change it.
    return f"resource-{hashlib.sha256((parsed.url or parsed.title).encode()).hexdigest()[:8]}"
