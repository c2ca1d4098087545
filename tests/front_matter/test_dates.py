"""Dates: the tables of `docs/front-matter.md` are the grammar, and these tests go over them."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import ROOT

from pelican_plugins.front_matter import time_zones
from pelican_plugins.front_matter.dates import (
    DateError,
    DateOrderError,
    read_date,
    read_moment,
)

_TABLE = re.compile(
    r"^\| (day|time|zone|date) \| (is|why) \|\n\|---\|---\|\n((?:\|.*\n)+)", re.MULTILINE
)


def table(first: str, second: str) -> list[tuple[str, str]]:
    """The pairs of a table of the document: what is written, and what it is."""
    text = (ROOT / "docs" / "front-matter.md").read_text(encoding="utf-8")
    rows = next(m[3] for m in _TABLE.finditer(text) if (m[1], m[2]) == (first, second))
    cells = [row.strip("| ").rpartition(" | ") for row in rows.splitlines()]
    return [
        (form, meaning) for forms, _, meaning in cells for form in re.findall("`([^`]+)`", forms)
    ]


DAYS, TIMES, ZONES = (table(name, "is") for name in ("day", "time", "zone"))
WHOLE = [(day, meaning) for day, meaning in DAYS if re.search(r"8|25|067|105", day)]


def joined(day: str, clock: str) -> str:
    return f"{day}{clock}" if clock.startswith("T") else f"{day} {clock}"


def moment_of(day: str, clock: str) -> datetime:
    if clock == "24:00:00":
        return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time())
    return datetime.fromisoformat(f"{day}T{clock}")


@pytest.mark.parametrize(("written", "meaning"), DAYS)
def test_a_day_is_read(written: str, meaning: str) -> None:
    assert read_moment(written) == date.fromisoformat(meaning)
    assert read_date(f"  {written.upper()} ") == datetime.fromisoformat(meaning)


@pytest.mark.parametrize(("written", "meaning"), TIMES)
def test_a_time_is_read_behind_every_day(written: str, meaning: str) -> None:
    for day, its_meaning in WHOLE:
        assert read_moment(joined(day, written)) == moment_of(its_meaning, meaning), day


@pytest.mark.parametrize(("written", "meaning"), ZONES)
def test_a_zone_is_read_behind_every_time(written: str, meaning: str) -> None:
    for (day, its_day), (clock, its_time) in itertools.product(WHOLE, TIMES):
        text = f"{joined(day, clock)} {written}"
        found = read_date(text)

        assert found.replace(tzinfo=None) == moment_of(its_day, its_time), text
        if "/" not in written:
            assert found.isoformat().endswith(meaning), text


@pytest.mark.parametrize(("written", "meaning"), [zone for zone in ZONES if "/" in zone[0]])
def test_a_named_zone_has_the_offset_of_its_day(written: str, meaning: str) -> None:
    assert read_date(f"2019-03-08 10:30 {written}").isoformat() == f"2019-03-08T10:30:00{meaning}"


def test_a_named_zone_has_another_offset_in_summer() -> None:
    assert read_date("8 July 2019 10:30 Europe/Berlin").isoformat().endswith("+02:00")


@pytest.mark.parametrize(("written", "meaning"), table("date", "is"))
def test_what_programs_print_is_read(written: str, meaning: str) -> None:
    assert read_date(written).isoformat() == meaning


@pytest.mark.parametrize(("written", "why"), table("date", "why"))
def test_what_is_not_plain_is_refused(written: str, why: str) -> None:
    with pytest.raises(DateError, match=re.escape(why)) as refused:
        read_date(written)
    assert refused.value.fix


@pytest.mark.parametrize("written", ["08/03/2019", "08-03-2019", "8/3/2019", "8-3-2019 10:30 CET"])
def test_of_two_readings_the_setting_says_which(written: str) -> None:
    with pytest.raises(DateOrderError, match="8 March 2019 or 3 August 2019") as refused:
        read_date(written)
    assert "2019-03-08 or 2019-08-03" in refused.value.fix
    assert read_date(written, "day").date() == date(2019, 3, 8)
    assert read_date(written, "month").date() == date(2019, 8, 3)


@pytest.mark.parametrize("order", ["day", "month", None])
def test_an_order_that_only_one_reading_has_needs_no_setting(order) -> None:
    assert (
        read_date("25/12/2019", order) == read_date("12-25-2019", order) == datetime(2019, 12, 25)
    )
    assert read_date("05/05/2019", order) == datetime(2019, 5, 5)
    assert read_date("08.03.2019", order) == datetime(2019, 3, 8)


ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def offset_of(moment: datetime, colon: str = "") -> str:
    offset = moment.utcoffset()
    assert offset is not None
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}{colon}{minutes % 60:02}"


def go(moment: datetime) -> str:
    part = f".{moment.microsecond:06}".rstrip("0").rstrip(".")
    clock = f"{moment.date()} {moment:%H:%M:%S}{part} {offset_of(moment)}"
    return f"{clock} {offset_of(moment)[:3]} m=+0.000000123"


def javascript(moment: datetime) -> str:
    day, month = ENGLISH_DAYS[moment.weekday()], ENGLISH_MONTHS[moment.month - 1][:3]
    clock = f"{moment:%H:%M:%S} GMT{offset_of(moment)} (Some Standard Time)"
    return f"{day} {month} {moment.day:02} {moment.year:04} {clock}"


def american(moment: datetime) -> str:
    month, half = ENGLISH_MONTHS[moment.month - 1], "AM" if moment.hour < 12 else "PM"
    clock = f"{(moment.hour + 11) % 12 + 1}:{moment:%M:%S}\u202f{half} UTC{offset_of(moment, ':')}"
    return f"{month} {moment.day}, {moment.year:04} at {clock}"


def german(moment: datetime) -> str:
    return f"{moment.day}.{moment.month}.{moment.year:04}, {moment:%H.%M.%S} {offset_of(moment)}"


def ruby(moment: datetime) -> str:
    return f"{moment.date()} {moment:%H:%M:%S} {moment.year:04} {offset_of(moment)}"


def unix(moment: datetime) -> str:
    day, month = ENGLISH_DAYS[moment.weekday()], ENGLISH_MONTHS[moment.month - 1][:3]
    return f"{day} {month} {moment.day:2} {moment:%H:%M:%S} {offset_of(moment)} {moment.year:04}"


def of_week(moment: datetime) -> str:
    year, week, day = moment.isocalendar()
    return f"{year:04}-W{week:02}-{day}T{moment:%H%M%S},{moment.microsecond:06}{offset_of(moment)}"


def of_year(moment: datetime) -> str:
    day = moment.timetuple().tm_yday
    return f"{moment.year:04}-{day:03} {moment:%Hh%M} {offset_of(moment)}"


MOMENTS = st.datetimes(
    # From a year, to a year, in which no offset leads out of what Python's calendar has.
    min_value=datetime(2, 1, 1),
    max_value=datetime(9998, 1, 1),
    timezones=st.builds(
        timezone, st.integers(-23 * 60, 23 * 60).map(lambda n: timedelta(minutes=n))
    ),
)
# What of a moment each of them leaves out.
PRINTERS = {
    **{printer: {} for printer in (datetime.isoformat, str, go, of_week)},
    **{
        printer: {"microsecond": 0}
        for printer in (format_datetime, javascript, american, german, ruby, unix)
    },
    of_year: {"second": 0, "microsecond": 0},
}


@given(MOMENTS, st.sampled_from(list(PRINTERS)))
def test_a_moment_comes_back_as_it_was_printed(moment: datetime, printed) -> None:
    found = read_date(printed(moment))

    assert found == moment.replace(**PRINTERS[printed])
    assert found.utcoffset() == moment.utcoffset()


@given(MOMENTS, st.sampled_from(list(PRINTERS)), st.data())
def test_what_was_printed_and_then_spoilt_is_never_another_date(moment, printed, data) -> None:
    """Every number that stands in a text which is read is one of the moment's own."""
    text = list(printed(moment.replace(microsecond=0)))
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text) - 1))
        text[place] = data.draw(st.sampled_from(["", *" -/.:,0123456789TZaehmpÄ年"]))
    try:
        found = read_date("".join(text), "day")
    except DateError:
        return
    said = re.sub(r"\(.*\)| m=.*", "", "".join(text))
    offset = offset_of(found) if found.tzinfo else ""
    year, week, weekday = found.isocalendar()
    own = {
        *(found.year, found.year % 100, found.month, found.day, found.hour, found.minute),
        *(found.second, found.hour % 12, 12, found.microsecond, found.timetuple().tm_yday),
        *(year, week, weekday, *(map(int, re.findall(r"\d\d", offset)))),
        *(int(found.strftime(form)) for form in ("%H%M", "%H%M%S", "%Y%m%d", "%Y%m%d%H%M%S")),
        int(offset or 0),
        abs(int(offset or 0)),
    }
    at_midnight = found - timedelta(days=1)
    own |= {24, 60, 59, at_midnight.day, at_midnight.month, at_midnight.year}
    for number in re.findall(r"\d+", said):
        assert int(number) in own or number.rstrip("0")[:6] in f"{found.microsecond:06}", said


@given(st.text(st.sampled_from("0123456789 -/.:,+TZWamphst年月日MarchFri()[]"), max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        assert isinstance(read_moment(text), date)
    except (DateError, DateOrderError) as error:
        assert str(error).startswith("which ")
        assert error.fix


@pytest.mark.parametrize("part", ["9", "9-", "2019-03-08 ", "(", "\ufdfa", "Mar ", "[a/", " "])
def test_ten_megabytes_are_refused_at_once(part: str) -> None:
    with pytest.raises(DateError):
        read_date("2019-03-08T10:00:00" + part * (10_000_000 // len(part)) + "x")


def test_abbreviations_are_those_of_one_offset_in_the_iana_database() -> None:
    found: dict[str, set[float]] = {}
    for zone in map(ZoneInfo, sorted(available_timezones())):
        for month in (1, 7):
            moment = datetime(2020, month, 1, tzinfo=zone)
            offset = moment.utcoffset()
            assert offset is not None
            name = str(moment.tzname()).casefold()
            found.setdefault(name, set()).add(offset / timedelta(hours=1))
    shared = {name for name, offsets in found.items() if len(offsets) > 1}

    for name, hours in time_zones._HOURS.items():
        assert hours in found.get(name, {hours}), name
    # Manila's is written PHT by those who write of it.
    assert shared - {"pst"} <= time_zones._SHARED.keys()
    assert not time_zones._SHARED.keys() & time_zones._HOURS.keys()


def test_the_moment_is_that_of_the_offset_as_written() -> None:
    found = read_date("Fri Mar 08 2019 23:30:00 GMT-0800 (Pacific Standard Time)")

    assert found.date() == date(2019, 3, 8)
    assert found.astimezone(UTC) == datetime(2019, 3, 9, 7, 30, tzinfo=UTC)
