"""`pouch links`: check whether the links a site cites still work."""

from __future__ import annotations

import importlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .._core.commands import (
    Command,
    json_option,
    say,
    say_json,
    settings_option,
    styled,
    table,
    tell,
)
from .._core.contract import resources_of
from .._core.errors import PouchError
from .._core.pelican_author_files import place_next_to_settings
from .._core.pelican_site_reader import settings_of
from .._core.settings import load
from .._core.text import excerpt, for_log
from .._core.urls import is_web
from .linkcheck.link_cache import (
    LinkRecord,
    LinkRecords,
    is_dead,
    is_fresh,
    load_link_cache,
    save_link_cache,
    updated_records,
)
from .linkcheck.link_check import HttpPolicy
from .linkcheck.link_status import Status, holds_user
from .linkcheck.runner import check_stale_links, find_archived_copies
from .resources_command import complete_article, select_contents
from .settings import ResourcesSettings

_INSTALL = 'httpx is not installed; install it with: pip install "pelican-pouch[links]"'
_LONGEST_AGE = 36_500


@dataclass(frozen=True, slots=True, kw_only=True)
class _LinkOptions:
    """The command's options; see the help of each."""

    settings: str
    article: Sequence[str]
    as_json: bool
    max_age: float
    timeout: float
    per_host: int
    archive: Sequence[tuple[str, str]]
    archive_endpoint: str


@click.command("links", cls=Command)
@settings_option
@click.option(
    "--article",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_article,
    help="Check only the links of this article; may be repeated.",
)
@json_option
@click.option(
    "--max-age",
    type=float,
    default=7,
    metavar="DAYS",
    show_default=True,
    help="Skip links that worked within this many days.",
)
@click.option(
    "--timeout",
    type=float,
    default=20,
    metavar="SECONDS",
    show_default=True,
    help="Seconds to wait for a response.",
)
@click.option(
    "--per-host",
    type=int,
    default=1,
    metavar="N",
    show_default=True,
    help="Concurrent requests per host.",
)
@click.option(
    "--archive",
    nargs=2,
    multiple=True,
    metavar="URL SNAPSHOT",
    help="Save the URL of an archived copy of a link; may be repeated.",
)
@click.option(
    "--archive-endpoint",
    default="",
    metavar="URL",
    help=(
        "URL to query for copies of dead links, containing {url}. Responses must be JSON,"
        " like those of the Wayback Machine's availability API."
    ),
)
def command(**given: Any) -> int:
    """Check whether the links that the site cites still work."""
    options = _LinkOptions(**given)
    _check_arguments(options)
    contents, complete = select_contents(options.settings, options.article)
    everything = contents
    if options.article:
        everything, complete = select_contents(options.settings, ())
    lock_file = _lock_file(options.settings, contents)
    records = load_link_cache(lock_file)
    cited, cited_anywhere = citing_files(contents), citing_files(everything)
    if options.archive:
        _keep_snapshots(options.archive, records, cited_anywhere)
        # Saved first: they were given by hand, and the checks may fail.
        save_link_cache(lock_file, records)
    try:
        importlib.import_module("httpx")
    except ImportError:
        raise PouchError(_INSTALL) from None
    now = datetime.now(UTC)
    policy = _http_policy(options)
    fresh = _fresh(cited, records, now, options.max_age)
    stale = [url for url in cited if url not in fresh]
    results, finished = check_stale_links(stale, list(fresh), policy)
    # A link in a file that could not be read is still cited.
    records = updated_records(
        records, results, cited_anywhere if complete else [*records, *cited], now
    )
    save_link_cache(lock_file, records)
    if finished and options.archive_endpoint:
        finished = find_archived_copies(records, cited, options.archive_endpoint, policy)
        save_link_cache(lock_file, records)
    if options.as_json:
        say_json(plain_report(records, cited))
    else:
        say(*text_report(records, cited, requested=len(results)))
    if not finished:
        return 2
    needed = any(needs_action(records[url]) for url in cited if url in records)
    return int(needed or not complete)


def _check_arguments(options: _LinkOptions) -> None:
    for url in (url for pair in options.archive for url in pair):
        if holds_user(url):
            raise PouchError("--archive does not accept URLs with a user name or password")
        if not is_web(url):
            raise PouchError(f"--archive needs two web URLs, but {url!r} is not one")
    endpoint = options.archive_endpoint
    if endpoint and not ("{url}" in endpoint and is_web(endpoint.replace("{url}", "x"))):
        raise PouchError("--archive-endpoint needs a web URL that contains {url}")
    # Negated, so that nan is refused too.
    if not (options.timeout > 0 and options.per_host > 0 and options.max_age >= 0):
        raise PouchError("--timeout and --per-host need numbers above 0, --max-age 0 or more")


def _keep_snapshots(
    pairs: Iterable[Sequence[str]], records: dict[str, LinkRecord], cited: Mapping[str, Any]
) -> None:
    for url, snapshot in pairs:
        records[url] = replace(records.get(url, LinkRecord()), snapshot=snapshot)
        if url not in cited:
            tell(f"the copy of {url} is saved, but no page cites exactly this URL")


def citing_files(contents: Iterable[Any]) -> dict[str, list[str]]:
    """Return the files that cite each web URL, in the order of the site."""
    cited: dict[str, list[str]] = {}
    for content in contents:
        path = os.path.relpath(content.source_path)
        for resource in resources_of(content):
            for url in (resource.url or "", *(link.url for link in resource.links)):
                if is_web(url) and path not in (files := cited.setdefault(url, [])):
                    files.append(path)
    return cited


def _fresh(
    urls: Iterable[str], records: Mapping[str, LinkRecord], now: datetime, days: float
) -> dict[str, LinkRecord]:
    """Return those of *urls* that were alive within so many *days*."""
    age = timedelta(days=min(days, _LONGEST_AGE))
    return {url: records[url] for url in urls if is_fresh(records.get(url), now, age)}


def _http_policy(options: _LinkOptions) -> HttpPolicy:
    from .. import __version__

    return HttpPolicy(
        agent=f"pelican-pouch/{__version__} (link check)",
        timeout=options.timeout,
        per_host=options.per_host,
    )


def _lock_file(settings_file: str, contents: Sequence[Any]) -> Path:
    given = contents[0].settings if contents else settings_of(settings_file)
    name = load(ResourcesSettings, given, "POUCH_RESOURCES").link_cache
    return place_next_to_settings(name, given)


if TYPE_CHECKING:
    from rich.console import RenderableType

# Those that most need action first.
_ORDER = (Status.DEAD, Status.MOVED, Status.UNSURE, Status.SLOW, Status.ALIVE)
_STYLES = {Status.DEAD: "red", Status.MOVED: "yellow", Status.UNSURE: "dim", Status.SLOW: "dim"}


def needs_action(record: LinkRecord) -> bool:
    """Return whether the site author should change a link."""
    return record.status in {Status.DEAD, Status.MOVED}


def plain_report(records: LinkRecords, cited: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return the records of the *cited* links for JSON, in the site's order."""
    links = [
        {
            "url": url,
            **asdict(records[url]),
            "counts_as_dead": is_dead(records[url]),
            "cited_in": list(files),
        }
        for url, files in cited.items()
        if url in records
    ]
    return {"links": links}


def text_report(
    records: LinkRecords, cited: Mapping[str, Sequence[str]], *, requested: int
) -> Iterator[RenderableType]:
    """Yield the report in words: each link that is not simply alive, then the counts."""
    known = [(url, records[url]) for url in cited if url in records]
    rows = [
        (styled(status, _STYLES[status]), url, _details(record), ", ".join(cited[url]))
        for status in _ORDER[:-1]
        for url, record in known
        if record.status == status
    ]
    yield from table(("", "URL", "result", "cited in"), rows)
    counts = Counter(record.status for _, record in known)
    totals = [f"{counts[status]} {status}" for status in reversed(_ORDER) if counts[status]]
    yield f"{len(cited)} links: {', '.join(totals) or 'none checked'}; {requested} checked now"


def _details(record: LinkRecord) -> str:
    parts = [record.reason]
    if record.final:
        parts.append(f"now at {excerpt(record.final)}")
    if record.status == Status.DEAD:
        since = (record.dead_since or "")[:10]
        parts.append(f"since {since}" + ("" if is_dead(record) else ", not yet confirmed"))
    if record.snapshot:
        parts.append(f"copy at {record.snapshot}")
    # Most of it is what servers sent.
    return for_log("; ".join(part for part in parts if part))
