"""Report what happens to a site's posts and URLs, with the numbers of the build that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..._core.diagnostics import Diagnostic, Severity
from ..._core.text import counted
from ..slugs_and_urls import UnusableUrlError, url_and_save_as
from .site import OldSite

_EXAMPLES = 3
_WORDS = {
    "posts": ("post", "posts"),
    "pages": ("page", "pages"),
    "drafts": ("draft or scheduled post", "drafts or scheduled posts"),
    "undated": ("without a date", "without a date"),
    "html": ("in HTML", "in HTML"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """A post as a build reads it.

    Attributes:
        path: of its file, relative to the site's folder.
        kind: `article` or `page`.
        status: `published`, `hidden` or `draft`.
        dated: whether it has a date.
        save_as: the path of its page.
        wanted: the path that it had; empty if that is not known.
        redirects: paths that lead to it.
        shortcodes: those that are shown unrendered, and how often.
    """

    path: str
    kind: str
    status: str
    dated: bool
    save_as: str
    wanted: str
    redirects: Sequence[str] = ()
    shortcodes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSite:
    """A site as a build reads it.

    Attributes:
        texts: all of them.
        unreadable: paths of files that cannot be read.
        terms: taxonomy, name as typed, and the path at which its page or a redirect is.
        said: the diagnostics of the build.
    """

    texts: Sequence[ReadText]
    unreadable: Collection[str]
    terms: Sequence[tuple[str, str, str]]
    said: Sequence[Diagnostic]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The report of `pouch import`.

    Attributes:
        generator, because: see `OldSite`.
        counts: posts and pages by status.
        unreadable: a message for each file that cannot be read.
        ignored: files that are neither posts nor pages, by reason.
        kept: URLs that are what they were.
        redirected: old URLs that lead to where the page is now.
        lost: old URLs that no page or redirect has, each with the reason.
        shortcodes: those that are shown unrendered, and how often.
        problems: a line for each cause of other messages.
        notes: see `OldSite`.
    """

    generator: str
    because: str
    counts: dict[str, int]
    unreadable: list[str]
    ignored: dict[str, list[str]]
    kept: list[str]
    redirected: list[str]
    lost: list[str]
    shortcodes: dict[str, int]
    problems: list[str]
    notes: list[str] = field(default_factory=list)


def account_of(site: OldSite, read: ReadSite) -> Account:
    """Return what happens to a site's posts and URLs.

    Args:
        site: the old one.
        read: what Pelican reads of it with the settings that were written.
    """
    kept, redirected, lost = _addresses(site, read)
    ignored: dict[str, list[str]] = {}
    for path, reason in site.ignored:
        ignored.setdefault(reason, []).append(path)
    errors = {p.path: p for p in read.said if p.severity is Severity.ERROR}
    return Account(
        generator=site.generator,
        because=site.because,
        counts=dict(_counts(read)),
        unreadable=[
            errors[path].message if path in errors else f"{path}: cannot be read"
            for path in sorted(read.unreadable)
        ],
        ignored=ignored,
        kept=sorted(kept),
        redirected=sorted(redirected),
        lost=lost,
        shortcodes=dict(sum((Counter(t.shortcodes) for t in read.texts), Counter()).most_common()),
        problems=list(one_line_each(p for p in read.said if p.path not in read.unreadable)),
        notes=list(site.notes),
    )


def _counts(read: ReadSite) -> Iterator[tuple[str, int]]:
    by_kind = Counter(t.kind for t in read.texts if t.status == "published")
    yield "posts", by_kind["article"]
    yield "pages", by_kind["page"]
    for status in ("draft", "hidden"):
        yield (
            f"{status}s" if status == "draft" else status,
            sum(text.status == status for text in read.texts),
        )
    yield "undated", sum(not text.dated for text in read.texts)
    yield "html", sum(text.path.lower().endswith((".html", ".htm")) for text in read.texts)
    yield "unreadable", len(read.unreadable)


def _addresses(site: OldSite, read: ReadSite) -> tuple[set[str], set[str], list[str]]:
    kept, redirected, lost = set[str](), set[str](), list[str]()
    public = [text for text in read.texts if text.status != "draft"]
    pages = {text.save_as for text in public}
    redirects = {path for text in public for path in text.redirects}
    redirects |= set(_paths(site.reading.redirects))
    redirected |= redirects - pages
    for text in public:
        if text.wanted in {text.save_as, ""}:
            kept.add(text.save_as)
        elif text.wanted in redirects:
            redirected.add(text.wanted)
        else:
            lost.append(f"{text.wanted} ({text.path} is now at {text.save_as})")
    for kind, name, path in read.terms:
        url = site.term_url(kind, name)
        if url is None:
            continue
        old = next(_paths([url]), url)
        if old in {path, *pages}:
            kept.add(old)
        elif old in redirects:
            redirected.add(old)
        else:
            lost.append(f"{old} (the {kind} {name} is now at {path})")
    return kept, redirected - kept, sorted(set(lost))


def _paths(urls: Iterable[str]) -> Iterator[str]:
    for url in urls:
        try:
            yield url_and_save_as(url)[1]
        except UnusableUrlError:
            continue


def one_line_each(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a line for each cause, with the number of its files and three examples.

    Diagnostics of one rule that say the same, but for what is in quotation marks, have one
    cause.
    """
    causes: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in diagnostics:
        if one.severity is not Severity.ADVICE:
            causes.setdefault((one.code, one.topic or one.text), []).append(one)
    by_code: dict[str, list[list[Diagnostic]]] = {}
    for (code, _), several in causes.items():
        by_code.setdefault(code, []).append(several)
    for groups in by_code.values():
        many = sorted(groups, key=len, reverse=True)
        if len(many) > _EXAMPLES:
            many = [[one for group in many for one in group]]
        for several in many:
            yield _sum(several)


def _sum(several: Sequence[Diagnostic]) -> str:
    first = several[0]
    if len(several) == 1:
        return first.message
    places = [one.place for one in several if one.place]
    named = ", ".join(dict.fromkeys(places[:_EXAMPLES]))
    rest = f" and {len(places) - _EXAMPLES:,} more" if len(places) > _EXAMPLES else ""
    where = f": {named}{rest}" if named else ""
    return f"{first.sentence} ({len(several):,} times{where})"


def sentences(account: Account, folder: str) -> Iterator[tuple[str, str]]:
    """Yield the lines of the report, each with a style: `bold`, `red`, `yellow` or none."""
    counts = account.counts
    read = sum(counts[name] for name in ("posts", "pages", "drafts", "hidden"))
    total = read + counts["unreadable"]
    name = f"{account.generator} in {folder} (recognised by {account.because})"
    yield (
        (f"{name}: {read:,} of {counted(total, 'post or page', 'posts and pages')} can be read"),
        "bold",
    )
    shown = [
        counted(number, *_WORDS.get(name, (name, name)))
        for name, number in counts.items()
        if number
    ]
    yield f"  {', '.join(shown) or 'none'}", ""
    line = (
        f"  {counted(len(account.kept), 'URL')} kept, {len(account.redirected):,} redirected,"
        f" {len(account.lost):,} lost"
    )
    yield line, "red" if account.lost else ""
    yield from _listed("Lost URLs:", account.lost, "red")
    yield from _listed("Unreadable files:", account.unreadable, "red")
    for reason, paths in account.ignored.items():
        named = ", ".join(paths[:_EXAMPLES])
        rest = f" and {len(paths) - _EXAMPLES:,} more" if len(paths) > _EXAMPLES else ""
        yield f"  Skipped ({reason}): {named}{rest}", ""
    if account.shortcodes:
        named = ", ".join(f"{name} ({number:,})" for name, number in account.shortcodes.items())
        yield f"  Shortcodes shown unrendered: {named}", "yellow"
    yield from _listed("To check:", [*account.notes, *account.problems], "yellow")


def _listed(
    title: str, lines: Sequence[str], style: str, most: int = 20
) -> Iterator[tuple[str, str]]:
    if lines:
        yield title, style
        yield from ((f"  {line}", "") for line in lines[:most])
    if len(lines) > most:
        yield f"  and {len(lines) - most:,} more (use --json to list all)", ""
