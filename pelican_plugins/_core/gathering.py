"""Many messages of one kind become one line: a log of 5,000 lines says less than one of ten."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .findings import summed_up, told_by
from .summary import counted, listed
from .telling import UNPROCESSED

TAKES_ALL = "pouch_takes_all"
"""The attribute of a handler that is given every message, since it is no log for people."""

SHOWN_IN_FULL = 10
"""How many messages that say the same, but for names and values, a log shows as they are."""

MOST_OF_A_CODE = 40
"""How many of one code, whatever they say."""

_MOST_NAMED = 3
# A path may hold a colon, but hardly one with a number and another colon behind it.
_PLACE = re.compile(r"[^\n]+?:\d+(?=: )")
_LONGEST = 60
_LONGEST_SENTENCE = 300
# What differs from one file to the next: what is quoted, and names, numbers and addresses.
_VALUES = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|“[^”]*”|‘[^’]*’|«[^»]*»|\S*[\d/._]\S*")
_SUITE = f"{__name__.partition('.')[0]}."


@dataclass(slots=True)
class _Kind:
    """The messages of one code and level.

    Attributes:
        number: how many there were.
        shown: how many of them were shown.
        places: of the first ones that were not shown.
    """

    number: int = 0
    shown: int = 0
    places: list[str] = field(default_factory=list)


class Gathering:
    """The messages of one build."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, int], _Kind] = {}
        self._sentences: Counter[tuple[str, int, str]] = Counter()

    def shows(self, record: logging.LogRecord) -> bool:
        """Tell whether a line of the log is to be shown as it is; Pelican's and others' all are."""
        finding = told_by(record)
        if finding is not None:
            code, sentence = finding.code, finding.text
        elif record.name.startswith(_SUITE) or record.msg == UNPROCESSED:
            code = sentence = str(record.msg)
        else:
            return True
        try:
            return self.take(record.levelno, code, sentence, record.getMessage())
        except Exception:
            # A line that cannot be put together is for `logging` to complain of.
            return True

    def take(self, level: int, code: str, sentence: str, text: str) -> bool:
        """Count a message; return whether it is to be shown as it is.

        Args:
            level: as of `logging`.
            code: what says of which kind it is, such as `alt-missing`.
            sentence: what is wrong, without the place.
            text: the whole message.
        """
        kind = self._kinds.setdefault((code, level), _Kind())
        kind.number += 1
        said = code, level, _VALUES.sub("…", sentence[:_LONGEST_SENTENCE])
        self._sentences[said] += 1
        if self._sentences[said] <= SHOWN_IN_FULL and kind.shown < MOST_OF_A_CODE:
            kind.shown += 1
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
        self._sentences.clear()
        for (code, level), kind in kinds.items():
            if kind.places:
                yield level, _line(code, level, kind)


def _line(code: str, level: int, kind: _Kind) -> str:
    word = "error" if level >= logging.ERROR else "warning"
    more = kind.number - kind.shown - len(kind.places)
    named = [*kind.places, f"{more:,} more"] if more else kind.places
    is_code = re.fullmatch(r"[a-z-]+", code)
    name, only = (f" ({code})", f" --only {code}") if is_code else ("", "")
    return (
        f"{counted(kind.number, word)} of one kind{name}, of which {kind.shown} are told above;"
        f" also in {listed(named)}; `pouch check{only}` names them all"
    )
