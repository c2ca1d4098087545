"""`resources.lock.json`: the state of each link, and archived copies of dead ones.

The file belongs next to the settings and in version control. Its snapshots may be written by
hand, and are never dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ..._core.atomic_files import UnwrittenError
from ..._core.author_files import AuthorText, read_text, save_file
from ..._core.errors import PouchError
from ..._core.text import cut
from ..._core.urls import is_web
from .link_status import LinkResult, Status, holds_user

_VERSION = 1
# A link counts as dead when it was dead in two checks at least this far apart.
_CONFIRMATION = timedelta(days=1)


class LinkCacheError(PouchError):
    """The file is damaged or of a later version, and is neither used nor overwritten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    """The record of one link. Times are UTC in ISO 8601.

    Attributes:
        status: at the last check; empty if only a snapshot is known.
        code: the status code of the last response, or None.
        reason: the same in words.
        final: the URL it redirects to permanently, or None.
        checked: time of the last check.
        alive: time of the last successful check.
        dead_since: time of the first check since then at which it was dead.
        certain: whether a dead link needs no second check (410, or an unknown host).
        snapshot: URL of an archived copy.
    """

    status: str = ""
    code: int | None = None
    reason: str = ""
    final: str | None = None
    checked: str | None = None
    alive: str | None = None
    dead_since: str | None = None
    certain: bool = False
    snapshot: str | None = None


_TYPES: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("status", "reason"), (str,)),
    **dict.fromkeys(("final", "checked", "alive", "dead_since", "snapshot"), (str, type(None))),
    "code": (int, type(None)),
    "certain": (bool,),
}

LinkRecords = Mapping[str, LinkRecord]
"""The records by URL, as authors wrote them."""


def parse_link_cache(text: str) -> dict[str, LinkRecord]:
    """Parse the text of a link cache.

    Raises:
        LinkCacheError: damaged, or made by a later version.
    """
    try:
        data = json.loads(text)
        version = data["version"]
        known = version == _VERSION and type(version) is int
        records = (
            {url: _record(url, fields) for url, fields in data["links"].items()} if known else {}
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise LinkCacheError(
            f"it is damaged ({error}); fix it, or delete it and lose its snapshots"
        ) from None
    if not known:
        raise LinkCacheError(
            f"it has version {version}, but only version {_VERSION} is supported; update"
            " pelican-pouch"
        )
    return records


def link_cache_json(records: LinkRecords) -> str:
    """Return *records* as the text of a link cache, the same for the same records."""
    links = {
        url: {name: value for name, value in asdict(record).items() if value}
        for url, record in records.items()
    }
    data = {"version": _VERSION, "links": links}
    return json.dumps(data, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def updated_records(
    records: LinkRecords, results: Mapping[str, LinkResult], cited: Iterable[str], now: datetime
) -> dict[str, LinkRecord]:
    """Return *records* with the results of a check *now*.

    Links that are no longer cited are dropped, unless they have a snapshot.
    """
    wanted = set(cited)
    kept = {url: old for url, old in records.items() if url in wanted or old.snapshot}
    moment = now.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    for url, result in results.items():
        old = kept.get(url, LinkRecord())
        dead = result.status is Status.DEAD
        seen_alive = result.status in {Status.ALIVE, Status.MOVED, Status.SLOW}
        kept[url] = replace(
            old,
            status=result.status.value,
            code=result.code,
            reason=result.reason,
            final=result.final,
            checked=moment,
            alive=moment if seen_alive else old.alive,
            dead_since=(old.dead_since or moment)
            if dead
            else None
            if seen_alive
            else old.dead_since,
            certain=result.certain,
        )
    return kept


def is_fresh(record: LinkRecord | None, now: datetime, max_age: timedelta) -> bool:
    """Return whether a link was alive so recently that it need not be checked again."""
    if (
        record is None
        or record.checked is None
        or record.status in {"", Status.DEAD, Status.UNSURE}
    ):
        return False
    # A time in the future comes from a wrong clock, and must not prevent a check.
    return timedelta(0) <= now - _moment(record.checked) < max_age


def is_dead(record: LinkRecord) -> bool:
    """Return whether a link counts as dead, and not only as down once."""
    if record.status != Status.DEAD or not record.dead_since or not record.checked:
        return False
    return record.certain or _moment(record.checked) - _moment(record.dead_since) >= _CONFIRMATION


def archived_copies(records: LinkRecords) -> dict[str, str]:
    """Return the URL of the archived copy of each dead link that has one."""
    return {
        url: record.snapshot
        for url, record in sorted(records.items())
        if record.snapshot and is_dead(record)
    }


def _record(url: str, fields: Mapping[str, Any]) -> LinkRecord:
    unknown = fields.keys() - _TYPES.keys()
    if unknown:
        raise ValueError(f"unknown key {min(unknown)!r}")
    for name, value in fields.items():
        # A bool is an int, too.
        if not isinstance(value, _TYPES[name]) or (name == "code" and isinstance(value, bool)):
            raise TypeError(f"{name!r} cannot be {value!r}")
        if isinstance(value, str):
            # Half of a surrogate pair, which no file can hold.
            value.encode()
    url.encode()
    record = LinkRecord(**fields)
    if record.status:
        Status(record.status)
    for moment in (record.checked, record.alive, record.dead_since):
        if moment is not None:
            _moment(moment)
    if record.snapshot is not None and (holds_user(record.snapshot) or not is_web(record.snapshot)):
        raise ValueError(f"the snapshot {cut(record.snapshot)!r} is not a web URL")
    return record


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"the time {text!r} has no time zone")
    return moment


def load_link_cache(path: Path) -> dict[str, LinkRecord]:
    """Return the records of the file at *path*, none if there is no file.

    Raises:
        PouchError: it cannot be read, or is damaged.
    """
    try:
        return parse_link_cache(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise PouchError(f"cannot read {path}: {error}") from None
    except PouchError as error:
        raise PouchError(f"{path} was ignored: {error}") from None


def save_link_cache(path: Path, records: LinkRecords) -> None:
    """Write *records* to *path*.

    Raises:
        PouchError: it cannot be written.
    """
    try:
        before = read_text(path) if path.is_file() else AuthorText()
        save_file(path, before.encoded(link_cache_json(records)))
    except UnwrittenError as error:
        raise PouchError(f"cannot write {path}: {error.strerror}") from None
