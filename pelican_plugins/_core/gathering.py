"""Many messages of one kind become one line: a log of 5,000 lines says less than one of ten."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .findings import code_of, summed_up
from .summary import counted, listed
from .telling import UNPROCESSED

TAKES_ALL = "pouch_takes_all"
"""The attribute of a handler that is given every message, since it is no log for people."""

SHOWN_IN_FULL = 10
"""How many messages of one kind a log shows as they are."""

_MOST_NAMED = 3
# A path may hold a colon, but hardly one with a number and another colon behind it.
_PLACE = re.compile(r"[^\n]+?:\d+(?=: )")
_LONGEST = 60
_SUITE = f"{__name__.partition('.')[0]}."


@dataclass(slots=True)
class _Kind:
    """The messages of one kind and level.

    Attributes:
        number: how many there were.
        places: of the first ones that were not shown.
    """

    number: int = 0
    places: list[str] = field(default_factory=list)


class Gathering:
    """The messages of one build."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, int], _Kind] = {}

    def shows(self, record: logging.LogRecord) -> bool:
        """Tell whether a line of the log is to be shown as it is; Pelican's and others' all are."""
        code = code_of(record)
        if not code and (record.name.startswith(_SUITE) or record.msg == UNPROCESSED):
            code = str(record.msg)
        try:
            return not code or self.take(record.levelno, code, record.getMessage())
        except Exception:
            # A line that cannot be put together is for `logging` to complain of.
            return True

    def take(self, level: int, code: str, text: str) -> bool:
        """Count a message; return whether it is to be shown as it is.

        Args:
            level: as of `logging`.
            code: what says of which kind it is, such as `alt-missing`.
            text: the whole message.
        """
        kind = self._kinds.setdefault((code, level), _Kind())
        kind.number += 1
        if kind.number <= SHOWN_IN_FULL:
            return True
        # Pelican reads files in no order; what is named should not differ from build to build.
        place = _PLACE.match(text)
        kind.places = sorted([*kind.places, place[0] if place else text[:_LONGEST]])[:_MOST_NAMED]
        return False

    def tell(self, logger: logging.Logger, attributes: dict[str, object]) -> None:
        """Log one line for each kind that was not shown in full, at the level of its messages.

        Args:
            logger: that the lines are of.
            attributes: of their records.
        """
        for level, text in self.end():
            if logger.isEnabledFor(level):
                facts = (logger.name, level, __file__, 0, "%s", (text,), None)
                record = logger.makeRecord(*facts, extra={**attributes, **summed_up()})
                # Not by logger.error(): under --fatal each of them has been counted before.
                logger.callHandlers(record)

    def end(self) -> Iterator[tuple[int, str]]:
        """Yield the level and the text of one line for each kind that was not shown in full."""
        kinds, self._kinds = self._kinds, {}
        for (code, level), kind in kinds.items():
            if kind.places:
                yield level, _line(code, level, kind)


def _line(code: str, level: int, kind: _Kind) -> str:
    word = "error" if level >= logging.ERROR else "warning"
    more = kind.number - SHOWN_IN_FULL - len(kind.places)
    named = [*kind.places, f"{more:,} more"] if more else kind.places
    is_code = re.fullmatch(r"[a-z-]+", code)
    name, only = (f" ({code})", f" --only {code}") if is_code else ("", "")
    return (
        f"{counted(kind.number, word)} of one kind{name}, of which {SHOWN_IN_FULL} are told above;"
        f" also in {listed(named)}; `pouch check{only}` names them all"
    )
