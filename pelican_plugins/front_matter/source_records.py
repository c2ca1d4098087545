"""The result of reading a source file, and all of its inputs, as a string for the cache.

A record is valid while the bytes of the file, what was looked up around it, and the time at which
its status changes are the same. Anything that all files share (settings, versions, code) belongs in
the key.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from .._core.diagnostics import Diagnostic

Answer = bool | str | None

# Increased whenever the format of records changes.
FORM = 2
_SCALARS = frozenset({str, int, float, bool, type(None)})


class Questions:
    """What reading one file asks of its surroundings; the answers are part of its record.

    Args:
        ways: functions that find an answer, by what they are asked for. Each takes a string and
            gives the same answer as long as nothing around the file changes.

    Attributes:
        answers: those given so far, by way and by what was asked about.
    """

    def __init__(self, ways: Mapping[str, Callable[[str], Answer]]) -> None:
        self._ways = ways
        self.answers: dict[str, dict[str, Answer]] = {}

    def ask(self, way: str, about: str = "") -> Answer:
        """Return the answer, and note it."""
        known = self.answers.setdefault(way, {})
        if about not in known:
            known[about] = self._ways[way](about)
        return known[about]

    def are_answered_by(self, answers: Mapping[str, Mapping[str, Answer]]) -> bool:
        """Return whether all of *answers* would be given again."""
        return all(
            self._ways[way](about) == answer
            for way, several in answers.items()
            for about, answer in several.items()
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """What happened to a source file.

    Attributes:
        html: of its body.
        metadata: in their order.
        finished: the keys of metadata of which Pelican makes no objects any longer.
        problems: what to report, in this order.
        digest: of the bytes of the file; see `digest_of_bytes`.
        read_at: when it was read.
        until: when its status will change; None for never.
        answers: see `Questions`.
    """

    html: str
    metadata: dict[str, Any]
    finished: frozenset[str]
    problems: tuple[Diagnostic, ...]
    digest: str
    read_at: datetime
    until: datetime | None
    answers: Mapping[str, Mapping[str, Answer]]

    def holds(self, now: datetime, questions: Questions) -> bool:
        """Return whether it is as if the file had been read now."""
        # A clock that was set back may have a post wait again.
        in_time = self.read_at <= now and (self.until is None or now < self.until)
        return in_time and questions.are_answered_by(self.answers)


def write_record(record: SourceRecord) -> str | None:
    """Return a record as a string; None where a value would not come back as it is."""
    try:
        metadata = [
            [key, value] if _is_json(value) else [key, None, _tagged(value)]
            for key, value in record.metadata.items()
        ]
    except TypeError:
        return None
    head = {
        "digest": record.digest,
        "read_at": record.read_at.isoformat(),
        "until": record.until and record.until.isoformat(),
        "answers": record.answers,
        "metadata": metadata,
        "finished": sorted(record.finished),
        "problems": [problem.plain() for problem in record.problems],
    }
    return f"{json.dumps(head, ensure_ascii=False)}\n{record.html}"


def read_record(text: str | None, digest: str) -> SourceRecord | None:
    """Return the record that `write_record` wrote for bytes with this *digest*; else None."""
    if text is None:
        return None
    try:
        head, _, html = text.partition("\n")
        fields = json.loads(head)
        if fields["digest"] != digest:
            return None
        return SourceRecord(
            html=html,
            metadata={
                key: _untagged(more[0]) if more else value
                for key, value, *more in fields["metadata"]
            },
            finished=frozenset(fields["finished"]),
            problems=tuple(map(Diagnostic.of_plain, fields["problems"])),
            digest=digest,
            read_at=datetime.fromisoformat(fields["read_at"]),
            until=fields["until"] and datetime.fromisoformat(fields["until"]),
            answers=fields["answers"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_json(value: Any) -> bool:
    """Return whether JSON gives back an equal value of equal types."""
    kind = type(value)
    if kind is list:
        return all(map(_is_json, value))
    if kind is dict:
        return all(type(key) is str and _is_json(item) for key, item in value.items())
    return kind in _SCALARS


def _is_tuple(value: Any) -> bool:
    return type(value) is tuple and all(map(_is_json, value))


def _tagged(value: Any) -> list[Any]:
    """Return a value with the names of its types.

    Raises:
        TypeError: there is no name for one.
    """
    kind = type(value)
    if kind in _SCALARS:
        return ["", value]
    if kind in {list, tuple}:
        return [kind.__name__, *map(_tagged, value)]
    if kind is dict:
        if all(type(key) is str and _is_tuple(item) for key, item in value.items()):
            # The lines of URLs and headings, the most there is.
            return ["tuples", value]
        return ["dict", *([_tagged(key), _tagged(item)] for key, item in value.items())]
    if kind is date:
        return ["date", value.isoformat()]
    if kind is datetime:
        moment = value.replace(tzinfo=None, fold=0).isoformat()
        return ["datetime", moment, value.fold, _zone(value.tzinfo)]
    raise TypeError(kind)


def _zone(zone: Any) -> list[Any]:
    if zone is None:
        return []
    if type(zone) is ZoneInfo and zone.key:
        return [zone.key]
    if type(zone) is timezone:
        offset, name = zone.utcoffset(None), zone.tzname(None)
        named = [name] if name != timezone(offset).tzname(None) else []
        return [offset.total_seconds(), *named]
    raise TypeError(type(zone))


def _untagged(tagged: list[Any]) -> Any:
    kind, *values = tagged
    return _OF_KIND[kind](values)


def _tzinfo(zone: list[Any]) -> Any:
    if not zone:
        return None
    if isinstance(zone[0], str):
        return ZoneInfo(zone[0])
    return timezone(timedelta(seconds=zone[0]), *zone[1:])


def _datetime(values: list[Any]) -> datetime:
    moment, fold, zone = values
    return datetime.fromisoformat(moment).replace(fold=fold, tzinfo=_tzinfo(zone))


_OF_KIND: Mapping[str, Callable[[list[Any]], Any]] = {
    "": lambda values: values[0],
    "list": lambda values: list(map(_untagged, values)),
    "tuple": lambda values: tuple(map(_untagged, values)),
    "dict": lambda values: {_untagged(key): _untagged(item) for key, item in values},
    "tuples": lambda values: {key: tuple(items) for key, items in values[0].items()},
    "date": lambda values: date.fromisoformat(values[0]),
    "datetime": _datetime,
}
