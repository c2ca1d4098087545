"""`pouch links`: ask the web whether what a site cites is still there."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import os
import sys
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from .._core.errors import PouchError
from .._core.settings import load
from .._core.text import printable
from .._core.urls import is_web
from .asked import read_contents
from .checking.archive import find_copies
from .checking.link_check import Manners, check_links
from .checking.link_status import Finding, Status, doubted, is_unreached
from .checking.links_report import as_json, needs_owner, print_table, progress_of
from .checking.lock import Record, is_fresh, updated
from .checking.lock_file import load_lock, save_lock
from .checking.redirects import holds_user
from .settings import ResourcesSettings

_INSTALL = 'it needs httpx; install it with: pip install "pelican-pouch[links]"'
# Of links that are known to live, so many show whether it is our own network that is down.
_WITNESSES = 3
_LONGEST_AGE = 36_500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    add = parser.add_argument
    add("-s", "--settings", default="pelicanconf.py", help="(default: %(default)s)")
    add("--article", action="append", default=[], metavar="NAME", help="only what this one cites")
    add("--json", action="store_true", help="print the report as JSON")
    days = "links seen alive within so many days are not asked again (default: %(default)s)"
    add("--max-age", type=float, default=7, metavar="DAYS", help=days)
    add("--timeout", type=float, default=20, metavar="SECONDS", help="(default: %(default)s)")
    add("--per-host", type=int, default=1, metavar="N", help="questions to a host at a time")
    snapshot = "keep the address of an archived copy of a link; may be given more than once"
    add(
        "--archive",
        action="append",
        nargs=2,
        default=[],
        metavar=("URL", "SNAPSHOT"),
        help=snapshot,
    )
    endpoint = (
        "where to ask for copies of dead links, with {url} in it; the answer is JSON as the"
        " availability service of the Wayback Machine gives it"
    )
    add("--archive-endpoint", default="", metavar="ADDRESS", help=endpoint)


def run(arguments: argparse.Namespace) -> int:
    """Check the links, keep what was found and print it; see `cli.main` for the code."""
    try:
        return _run(arguments)
    except PouchError as error:
        _tell(str(error))
        return 2


def _run(arguments: argparse.Namespace) -> int:
    _check_arguments(arguments)
    contents, complete = read_contents(arguments.settings, arguments.article)
    everything = contents
    if arguments.article:
        everything, complete = read_contents(arguments.settings, ())
    lock_file = _lock_file(arguments.settings, contents)
    records = load_lock(lock_file)
    cited, cited_anywhere = _citations(contents), _citations(everything)
    if arguments.archive:
        _keep_snapshots(arguments.archive, records, cited_anywhere)
        # They are the owner's work, and kept whatever the network does.
        save_lock(lock_file, records)
    try:
        importlib.import_module("httpx")
    except ImportError:
        raise PouchError(_INSTALL) from None
    now = datetime.now(UTC)
    findings, finished = _findings(list(cited), records, now, arguments)
    # A link in a file that could not be read is cited still.
    records = updated(records, findings, cited_anywhere if complete else [*records, *cited], now)
    save_lock(lock_file, records)
    if finished and arguments.archive_endpoint:
        finished = _seek_copies(records, cited, arguments)
        save_lock(lock_file, records)
    if arguments.json:
        sys.stdout.write(as_json(records, cited))
    else:
        print_table(records, cited, asked=len(findings))
    if not finished:
        return 2
    needed = any(needs_owner(records[url]) for url in cited if url in records)
    return int(needed or not complete)


def _check_arguments(arguments: argparse.Namespace) -> None:
    for address in (address for pair in arguments.archive for address in pair):
        if holds_user(address):
            raise PouchError("--archive takes no address with a user name or password")
        if not is_web(address):
            raise PouchError(f"--archive takes two web addresses, and {address!r} is none")
    endpoint = arguments.archive_endpoint
    if endpoint and not ("{url}" in endpoint and is_web(endpoint.replace("{url}", "x"))):
        raise PouchError("--archive-endpoint takes a web address with {url} in it")
    # Turned about, so that what is no number at all (nan) is refused too.
    if not (arguments.timeout > 0 and arguments.per_host > 0 and arguments.max_age >= 0):
        raise PouchError("--timeout and --per-host take numbers above 0, and --max-age none below")


def _keep_snapshots(
    pairs: Iterable[Sequence[str]], records: dict[str, Record], cited: Mapping[str, Any]
) -> None:
    for url, snapshot in pairs:
        records[url] = replace(records.get(url, Record()), snapshot=snapshot)
        if url not in cited:
            _tell(f"the copy of {url} is kept, but nothing cites it by this very address")


def _citations(contents: Iterable[Any]) -> dict[str, list[str]]:
    """Return the files that cite each web address, both in the order of the site."""
    cited: dict[str, list[str]] = {}
    for content in contents:
        for resource in getattr(content, "resources", ()):
            if resource.url and is_web(resource.url):
                files = cited.setdefault(resource.url, [])
                path = os.path.relpath(content.source_path)
                if path not in files:
                    files.append(path)
    return cited


def _findings(
    urls: Sequence[str],
    records: Mapping[str, Record],
    now: datetime,
    arguments: argparse.Namespace,
) -> tuple[dict[str, Finding], bool]:
    """Ask for those of *urls* whose records are old.

    Returns:
        What was found, also before an interruption, and whether there was none.

    Raises:
        PouchError: there seems to be no network.
    """
    fresh = timedelta(days=min(arguments.max_age, _LONGEST_AGE))
    asked = [url for url in urls if not is_fresh(records.get(url), now, fresh)]
    findings: dict[str, Finding] = {}
    finished = _ask(asked, arguments, findings.__setitem__)
    if not (findings and finished and all(map(is_unreached, findings.values()))):
        return doubted(findings), finished
    known = set(asked)
    witnesses = [url for url in urls if url not in known][:_WITNESSES]
    finished = _ask(witnesses, arguments, findings.__setitem__)
    if len(findings) > 1 and finished and all(map(is_unreached, findings.values())):
        raise PouchError("no link could be asked at all, so there seems to be no network")
    return doubted(findings), finished


def _ask(
    urls: Sequence[str], arguments: argparse.Namespace, found: Callable[[str, Finding], None]
) -> bool:
    """Ask for all of *urls*, and return whether nobody interrupted it."""
    if not urls:
        return True
    with progress_of(len(urls)) as step:
        done = 0

        def tell(url: str, finding: Finding) -> None:
            nonlocal done
            done += 1
            found(url, finding)
            step()

        try:
            finished = _go(check_links(urls, _manners(arguments), tell))
        except OSError as error:
            raise PouchError(f"nothing can be asked: {error}") from None
    if not finished:
        _tell(f"interrupted; {done} of {len(urls)} links were asked and are kept")
    return finished


def _seek_copies(
    records: dict[str, Record], cited: Iterable[str], arguments: argparse.Namespace
) -> bool:
    """Ask the archive for a copy of each dead link that has none; see `_ask`."""
    wanted = [
        url
        for url in cited
        if url in records and records[url].status == Status.DEAD and not records[url].snapshot
    ]

    def tell(url: str, copy: str) -> None:
        records[url] = replace(records[url], snapshot=copy)

    try:
        return not wanted or _go(
            find_copies(wanted, arguments.archive_endpoint, _manners(arguments), tell)
        )
    except OSError as error:
        # What was found of the links is worth no less for it.
        _tell(f"the archive was asked for copies in vain: {error}")
        return True


def _go(work: Coroutine[Any, Any, None]) -> bool:
    """Do *work* until it ends, or is interrupted; return whether it ended.

    Raises:
        PouchError: httpx cannot ask at all.
    """
    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        return False
    except (ImportError, ValueError) as error:
        raise PouchError(f"nothing can be asked: {error}") from None
    return True


def _manners(arguments: argparse.Namespace) -> Manners:
    from .. import __version__

    return Manners(
        agent=f"pelican-pouch/{__version__} (link check of a site's owner)",
        timeout=arguments.timeout,
        per_host=arguments.per_host,
    )


def _tell(sentence: str) -> None:
    print(printable(f"pouch links: {sentence}"), file=sys.stderr)


def _lock_file(settings_file: str, contents: Sequence[Any]) -> Path:
    given = contents[0].settings if contents else {}
    name = load(ResourcesSettings, given, "POUCH_RESOURCES").lock
    return Path(settings_file).parent / name
