"""`pouch links`: ask the web whether what a site cites is still there."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .._core.errors import PouchError
from .._core.settings import load
from .._core.urls import is_web
from .asked import read_contents
from .checking.link_check import Manners, check_links, fetch_text
from .checking.link_status import Finding, Status
from .checking.links_report import as_json, needs_owner, print_table, progress_of
from .checking.lock import Record, is_fresh, read_lock, updated, write_lock
from .settings import ResourcesSettings

_INSTALL = 'it needs httpx; install it with: pip install "pelican-pouch[links]"'


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
        print(f"pouch links: {error}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    _check_arguments(arguments)
    contents, _ = read_contents(arguments.settings, arguments.article)
    everything = contents
    if arguments.article:
        everything, _ = read_contents(arguments.settings, ())
    lock_file = _lock_file(arguments.settings, contents)
    records = _read(lock_file)
    for url, snapshot in arguments.archive:
        records[url] = replace(records.get(url, Record()), snapshot=snapshot)
    cited = _citations(contents)
    now = datetime.now(UTC)
    fresh = timedelta(days=arguments.max_age)
    asked = [url for url in cited if not is_fresh(records.get(url), now, fresh)]
    findings = _ask(asked, arguments)
    if len(findings) > 1 and all(_is_offline(finding) for finding in findings.values()):
        raise PouchError("no link could be asked at all, so there seems to be no network")
    records = updated(records, findings, [*_citations(everything)], now)
    _seek_copies(records, cited, arguments)
    _write(lock_file, write_lock(records))
    if arguments.json:
        sys.stdout.write(as_json(records, cited))
    else:
        print_table(records, cited, asked=len(findings))
    return int(any(needs_owner(records[url]) for url in cited if url in records))


def _check_arguments(arguments: argparse.Namespace) -> None:
    for url, snapshot in arguments.archive:
        for address in (url, snapshot):
            if not is_web(address):
                raise PouchError(f"--archive takes two web addresses, and {address!r} is none")
    endpoint = arguments.archive_endpoint
    if endpoint and not ("{url}" in endpoint and is_web(endpoint.replace("{url}", "x"))):
        raise PouchError("--archive-endpoint takes a web address with {url} in it")
    if arguments.timeout <= 0 or arguments.per_host < 1 or arguments.max_age < 0:
        raise PouchError("--timeout and --per-host take numbers above 0, and --max-age none below")


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


def _ask(urls: Sequence[str], arguments: argparse.Namespace) -> dict[str, Finding]:
    """Ask for all of *urls*; what was found before an interruption is kept."""
    findings: dict[str, Finding] = {}
    try:
        with progress_of(len(urls)) as step:

            def tell(url: str, finding: Finding) -> None:
                findings[url] = finding
                step()

            asyncio.run(check_links(urls, _manners(arguments), tell))
    except ImportError:
        raise PouchError(_INSTALL) from None
    except KeyboardInterrupt:
        told = f"interrupted; {len(findings)} of {len(urls)} links were asked and are kept"
        print(f"pouch links: {told}", file=sys.stderr)
    return findings


def _manners(arguments: argparse.Namespace) -> Manners:
    from .. import __version__

    return Manners(
        agent=f"pelican-pouch/{__version__} (link check of a site's owner)",
        timeout=arguments.timeout,
        per_host=arguments.per_host,
    )


def _is_offline(finding: Finding) -> bool:
    return finding.code is None and finding.status in {Status.DEAD, Status.UNSURE}


def _seek_copies(
    records: dict[str, Record], cited: Mapping[str, Any], arguments: argparse.Namespace
) -> None:
    """Ask the archive for a copy of each dead link that has none."""
    for url in cited if arguments.archive_endpoint else ():
        record = records.get(url)
        if record is None or record.status != Status.DEAD or record.snapshot:
            continue
        address = arguments.archive_endpoint.replace("{url}", quote(url, safe=""))
        with suppress(OSError, ValueError, KeyError, TypeError):
            text = asyncio.run(fetch_text(address, _manners(arguments)))
            closest = json.loads(text)["archived_snapshots"]["closest"]
            if closest["available"] and is_web(closest["url"]):
                records[url] = replace(record, snapshot=closest["url"])


def _lock_file(settings_file: str, contents: Sequence[Any]) -> Path:
    given = contents[0].settings if contents else {}
    name = load(ResourcesSettings, given, "POUCH_RESOURCES").lock
    return Path(settings_file).parent / name


def _read(path: Path) -> dict[str, Record]:
    try:
        return read_lock(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise PouchError(f"{path} cannot be read: {error}") from None
    except PouchError as error:
        raise PouchError(f"{path} is not used: {error}") from None


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise PouchError(f"{path} cannot be written: {error.strerror}") from None
