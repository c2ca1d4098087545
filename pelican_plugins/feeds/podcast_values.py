"""Read durations, numbers, yes and no as old feeds and people write them."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import time, timedelta

_TRUE = frozenset("1 explicit on true y yes".split())  # noqa: SIM905
_FALSE = frozenset("0 clean false n no off".split())  # noqa: SIM905
# Two days: longer than any episode, shorter than a number of milliseconds.
_LONGEST = 172_800
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:\.\d+)?")
_AMOUNT = re.compile(r"(?<!\d)(\d{1,9}(?:[.,]\d{1,9})?)\s*([^\W\d_]+|['’′\"”″]+)\.?")
_BETWEEN = re.compile(r"[\s,.&+]|\b(?:and|und|et|y|e|en|och|и)\b")
# In the languages of Europe, and in Chinese, Japanese and Korean.
_HOURS = """
    h hr hrs hour hours std stunde stunden hora horas heure heures ora ore uur uren timme timmar
    time timer godz godzina godziny ч час часа часов год година години 時間 小时 小時 시간
"""
_MINUTES = """
    m min mins minute minutes minuten minuto minutos minuti minuut minuter minutter minut minuty мин
    минут минута минуты хв хвилин 分 分钟 分鐘 분 ' ’ ′
"""
_SECONDS = """
    s sec secs second seconds sek sekunde sekunden segundo segundos seconde secondes secondo secondi
    seconden с сек секунд 秒 초 " ” ″ ''
"""
_UNITS = {
    word: seconds
    for words, seconds in ((_HOURS, 3600), (_MINUTES, 60), (_SECONDS, 1))
    for word in words.split()
}
_NUMBER = re.compile(r"(?:[^\W\d_]{1,20}\.?\s?)?#?\s?0*(\d{1,9})(?:\.0+)?")


def read_boolean(value: object) -> str | None:
    """Return `true` or `false`, as feeds have it since 2019; None where it says neither."""
    text = plain(value)
    return "true" if text in _TRUE else "false" if text in _FALSE else None


def read_number(value: object) -> str | None:
    """Return the number of an episode or a season, from 1; None if there is none."""
    match = _NUMBER.fullmatch(plain(value))
    return str(int(match[1])) if match and int(match[1]) else None


def read_duration(value: object) -> str | None:
    """Return a duration as `h:mm:ss` where it was written so, else in seconds; None for none.

    It may be a number of seconds, `1:02:03`, `PT1H2M` (ISO 8601, 4.4.3.2) or words with units.
    """
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        value = value.total_seconds()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    text = plain(round(value) if isinstance(value, float) else value)
    clock = _CLOCK.fullmatch(text)
    if clock:
        return _of_clock(text.partition(".")[0], *(int(part or 0) for part in clock.groups()))
    if re.fullmatch(r"\d{1,9}(?:\.\d+)?", text):
        return _in_range(float(text), written=str(int(float(text))))
    if text.startswith("pt"):
        text = text.removeprefix("pt")
    return _in_range(_of_words(text))


def _of_clock(text: str, hours: int, minutes: int, seconds: int) -> str | None:
    if seconds > 59 or (hours and minutes > 59):  # noqa: PLR2004 (of a minute, of an hour)
        return None
    total = (hours * 60 + minutes) * 60 + seconds
    if minutes > 59:  # noqa: PLR2004
        # The feed validator knows no 75:30.
        text = f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return _in_range(total, written=text)


def _of_words(text: str) -> float:
    total, rest = 0.0, text
    for amount in _AMOUNT.finditer(text):
        unit = _UNITS.get(amount[2], 0)
        if not unit:
            return 0
        total += float(amount[1].replace(",", ".")) * unit
        rest = rest.replace(amount[0], "", 1)
    return 0 if _BETWEEN.sub("", rest) else total


def _in_range(seconds: float, written: str = "") -> str | None:
    if not 0 < seconds <= _LONGEST:
        return None
    return written or str(round(seconds))


def plain(value: object) -> str:
    """Return a value as lower-case text with ASCII digits; empty for what is not a single value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, str | int | float):
        return ""
    # A number with too many digits cannot be written at all.
    if isinstance(value, int) and abs(value) > 10**12:
        return ""
    text = unicodedata.normalize("NFKC", str(value)).strip().casefold()
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)
