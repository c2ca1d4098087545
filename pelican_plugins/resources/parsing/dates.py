"""Dates in the text next to a work: that of its publication, and the day the author read it.

A date counts as one of publication only if it stands alone between punctuation, or behind a word
that says it is. After any other word it may be the date of anything, and is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..._core.text import MONTHS, folded

_YEAR = r"(?:1[5-9]|20)\d\d"
_MORE_MONTHS = """
enero janv stycznia styczeń sty leden ledna января январь янв січня січень ocak tammikuuta január
ianuarie ιανουαρίου | lutego luty lut únor února февраля февраль фев лютого лютий şubat helmikuuta
február februarie φεβρουαρίου | marca marzec března březen марта март мар березня березень mart
maaliskuuta március martie μαρτίου | kwietnia kwiecień kwi duben dubna апреля апрель апр квітня
квітень nisan huhtikuuta április aprilie απριλίου | maja maj květen května мая май травня травень
mayıs toukokuuta május mai μαΐου maj | czerwca czerwiec cze červen června июня июнь червня червень
haziran kesäkuuta június iunie ιουνίου | lipca lipiec lip červenec července июля июль липня липень
temmuz heinäkuuta július iulie ιουλίου | sierpnia sierpień sie srpen srpna августа август авг серпня
серпень ağustos elokuuta augusztus αυγούστου | września wrzesień wrz září сентября сентябрь сен сент
вересня вересень eylül syyskuuta szeptember septembrie σεπτεμβρίου | października październik paź
říjen října октября октябрь окт жовтня жовтень ekim lokakuuta október octombrie οκτωβρίου |
listopada listopad lis ноября ноябрь ноя листопада kasım marraskuuta noiembrie νοεμβρίου |
grudnia grudzień gru prosinec prosince декабря декабрь дек грудня грудень aralık joulukuuta december
decembrie δεκεμβρίου
"""
_ARABIC_MONTHS = """
يناير جانفي | فبراير فيفري شباط | مارس آذار | أبريل إبريل أفريل نيسان | مايو ماي أيار |
يونيو يونيه جوان حزيران | يوليو يوليه جويلية تموز | أغسطس أوت | سبتمبر أيلول | أكتوبر |
نوفمبر | ديسمبر
"""
_HEBREW_MONTHS = """
ינואר בינואר | פברואר בפברואר | מרץ במרץ | אפריל באפריל | מאי במאי | יוני ביוני | יולי ביולי |
אוגוסט באוגוסט | ספטמבר בספטמבר | אוקטובר באוקטובר | נובמבר בנובמבר | דצמבר בדצמבר
"""
# "Listopad" is October for one neighbour and November for the other.
_NAMES: dict[str, int] = {
    **{
        folded(n): number
        for months in (_MORE_MONTHS, _ARABIC_MONTHS, _HEBREW_MONTHS)
        for number, names in enumerate(months.split("|"), 1)
        for n in names.split()
    },
    **MONTHS,
    **{
        folded(n): m
        for n, m in (
            ("janv", 1),
            ("févr", 2),
            ("fév", 2),
            ("avr", 4),
            ("juil", 7),
            ("déc", 12),
            ("ene", 1),
            ("abr", 4),
            ("ago", 8),
            ("dic", 12),
            ("gen", 1),
            ("mag", 5),
            ("giu", 6),
            ("lug", 7),
            ("set", 9),
            ("ott", 10),
            ("fev", 2),
            ("out", 10),
            ("dez", 12),
            ("mrt", 3),
            ("mei", 5),
            ("okt", 10),
            ("augusti", 8),
            ("marts", 3),
            ("sept", 9),
        )
    },
}
_WORD = r"[^\W\d_]{3,12}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"(?<![\w/.–‑-])(?:"
    rf"(?P<iso>(?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>{_MONTH})(?:(?P=s1)(?P<d1>{_DAY}))?)(?![\w/]|"
    rf"[-.]\d)"
    rf"|(?P<d2>{_DAY})(?P<s2>[./-])\s?(?P<m2>{_MONTH})(?P=s2)\s?(?P<y2>{_YEAR})(?!\w|[-/.]\d)"
    rf"|(?P<d3>{_DAY})(?:st|nd|rd|th|er|re|º|ª|\.)?\s+(?:de\s+|di\s+|"
    rf"of\s+)?(?P<n3>{_WORD})\.?,?\s+(?:de\s+|del\s+)?(?P<y3>{_YEAR})(?!\w)"
    rf"|(?P<n4>{_WORD})\.?\s+(?P<d4>{_DAY})(?:st|nd|rd|th)?,?\s+(?P<y4>{_YEAR})(?!\w)"
    rf"|(?P<n5>{_WORD})\.?,?\s+(?:de\s+)?(?P<y5>{_YEAR})(?!\w)"
    rf"|(?P<y6>{_YEAR})\.?\s+(?P<n6>{_WORD})\.?(?:\s+(?P<d6>{_DAY}))?(?!\w)"
    rf"|(?P<y8>{_YEAR}),\s+(?P<n8>{_WORD})\.?\s+(?P<d8>{_DAY})(?!\w)"
    rf"|(?P<y9>{_YEAR})[,،]\s+(?P<d9>{_DAY})\.?\s+(?:de\s+)?(?P<n9>{_WORD})(?!\w)"
    rf"|(?P<y7>{_YEAR})[a-h]?(?![\w-]|/\d|\.\d|[–‑]\d)"
    rf")"
)
_EAST = re.compile(
    rf"(?<!\d)(?P<y>{_YEAR})\s?[年년]\s?(?:(?P<m>{_MONTH})\s?[月월]\s?(?:(?P<d>{_DAY})\s?[日일])?)?"
)
# Words before a date on which the author read the work, by stem; then those after it.
_ACCESS = (
    "access|retriev|visit|viewed|checked|consulted|cited|"
    "abgerufen|abruf|zugriff|zugegriffen|aufgerufen|aufruf|eingesehen|geprüft|besucht|"
    "stand(?=[:\\s]*\\Z)|"
    "consult|acces|accès|aced|vérifié|visité|recuper|acced|visitad|revisad|acess|visualizad|"
    "geraadpleegd|bezocht|bekeken|raadpleg|toegang|dostęp|pobran|odczyt|citov|cit|navštív|"
    "přístup|ověřen|"
    "обращени|доступ|просмотр|проверен|звернен|перегля|переверен|"
    "erişim|besökt|hämtad|läst|besøgt|besøkt|hentet|lest|luettu|viitattu|letölt|megtekint|"
    "accesat|πρόσβασ|"
    "truy cập|diakses|الوصول|الاطلاع|اطلع|الاسترجاع|الزيارة|نظر|נבדק|"
    "访问|瀏覽|浏览|查阅|查閱|引用日|检索|取得|閲覧|アクセス|参照|접속|접근|검색|열람|확인"
)
_IS_ACCESS = re.compile(
    rf"(?:\A|[\W\d_]|(?<=最后)|(?<=最終))(?:{_ACCESS})[^;()\[\]]{{0,40}}\Z", re.IGNORECASE
)
_IS_ACCESS_AFTER = re.compile(
    r"\A[\s,，]*(?:(?:に|に最終)?(?:閲覧|アクセス|参照|取得|確認)|(?:访问|浏览|查阅|检索)|(?:에\s*)?(?:접속|접근|확인|열람|검색)|"
    r"tarihinde (?:erişil|ulaşıl))|\A\s+(?:abgerufen|aufgerufen|geraadpleegd|"
    r"geprüft)\s*(?:[.,;)\]]|\Z)",
    re.IGNORECASE,
)
# English writers put the month first or second; others write 3/5 for 3 May.
_ENGLISH_ACCESS = re.compile(
    r"access(?!o)|retriev|visited|view|check|consulted|cited", re.IGNORECASE
)
_PUBLISHED = re.compile(
    r"(?:\A|[^\w])(?:(?:first\s+)?published|publication date|posted|dated|released|issued|date|"
    r"veröffentlicht|"
    r"erschienen|publiziert|vom|publié|publiée|paru|parue|mis en ligne|publicado|publicada|"
    r"publicación|"
    r"pubblicato|pubblicata|del|gepubliceerd|opublikowano|publikováno|vydáno|опубликовано|от|"
    r"дата публикации|опубліковано|від|"
    r"yayımlanma|publicerad|udgivet|publisert|julkaistu|发布于|发表于|发布日期|發佈於|出版|公開日|発行|掲載日|게시일|"
    r"발행일)\s*[:：]?"
    r"(?:\s+(?:on|in|am|im|le|en|el|em|il|op|dnia|v|w|at))?\s*\Z",
    re.IGNORECASE,
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thurs?|thu|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|"
    r"mittwoch|donnerstag|freitag|"
    r"samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|"
    r"miércoles|jueves|viernes|"
    r"sábado|domingo|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\.?,?\s+"
)
# What may be between the punctuation before a date and the date.
_ALONE_BEFORE = re.compile(
    rf"(?:\A|[,;.:()\[\]（）【】|/，、。；：،؛»”“\"’'」』》*_·•–—]|\s-)\s*(?:{_WEEKDAY})?(?:(?:on|am|le|il|el|"
    rf"den|der|the|of|c|©|\()\s*)?\Z",
    re.IGNORECASE,
)
# "No. 2021", "p. 1999": a number that is not a year.
_NUMBERED = re.compile(
    r"(?:№|#|\b(?:no|nr|n|p|pp|vol|bd|s|т|с|č|str|art|fig|ch|cap|núm|num|iss|issue|rfc))\.?\s*\Z",
    re.IGNORECASE,
)
# "Lowland Post: 4 March" is a date; "Stand: 4 March" is a word that is not known.
_ALONE_AFTER = re.compile(
    r"\A\s*(?:г\.?|р\.?|r\.?|ed\.?|ed|edition)?\s*(?:\Z|[,;.:()\[\]（）【】|"
    r"/，、。；：،؛“”\"'«»‘’「『*_·•–—]|-\s)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"[^\W\d_][\w\s.'’-]{0,40}[:：]\s*\Z")
_LONGEST = 3000
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a string.

    Attributes:
        value: in ISO 8601, as far as given.
        start: its offset.
        end: the offset of its end.
        order: whether it is known which number is the day.
    """

    value: str
    start: int
    end: int
    order: bool = True
    other: str = ""


@dataclass(frozen=True, slots=True)
class StatedDates:
    """What the text next to a work says of its dates, in ISO 8601; empty if it is not plain."""

    published: str = ""
    accessed: str = ""


def stated_dates(text: str) -> StatedDates:
    """Return the dates of publication and of access that *text* states."""
    text = text[:_LONGEST]
    published: list[str] = []
    accessed = ""
    end_before = 0
    for found in find_dates(text):
        before, after = text[end_before : found.start], text[found.end : found.end + 40]
        end_before = found.end
        if (
            text[found.start - 1 : found.start] == "["
            and after[:1] == "]"
            and "/OL]" in text[: found.start]
        ):
            # GB/T 7714, section 7.6: the day of access of an online work.
            accessed = accessed or found.value
            continue
        access = _IS_ACCESS.search(before)
        if access is not None or _IS_ACCESS_AFTER.match(after):
            english = access is not None and _ENGLISH_ACCESS.search(access.group()) is not None
            accessed = accessed or (found.value if found.order or not english else "")
            continue
        if not found.order:
            continue
        whole = text[: found.start]
        if _PUBLISHED.search(whole[-40:]):
            published.insert(0, found.value)
        elif len(found.value) == len("2024") and _NUMBERED.search(whole[-12:]):
            continue
        elif (
            _ALONE_BEFORE.search(whole[-30:])
            and not _LABEL.search(whole[-44:])
            and _ALONE_AFTER.match(after)
        ):
            published.append(found.value)
    return StatedDates(_agreed(published), accessed)


def _agreed(values: list[str]) -> str:
    """Return the most precise of dates that agree, or nothing if they contradict each other."""
    longest = max(values, key=len, default="")
    return longest if all(longest.startswith(value) for value in values) else ""


def parse_date(text: str) -> str:
    """Return the date that *text* is, in ISO 8601, or an empty string."""
    found = next(find_dates(text), None)
    return found.value if found is not None and found.order else ""


# Those of Arabic, and of Persian and Urdu (UAX #44, Nd).
_ASCII_DIGITS = {base + digit: str(digit) for base in (0x0660, 0x06F0) for digit in range(10)}


def find_dates(text: str) -> Iterator[FoundDate]:
    """Yield the dates in *text*, in its order."""
    text = text.translate(_ASCII_DIGITS)
    position = 0
    east = _EAST.search(text)
    while True:
        match = _DATE.search(text, position)
        if east is not None and east.start() < position:
            east = _EAST.search(text, position)
        if east is not None and (match is None or east.start() <= match.start()):
            yield FoundDate(_iso(east["y"], east["m"], east["d"]), *east.span())
            position = east.end()
            continue
        if match is None:
            return
        found = _found(match)
        if found is None:
            # The word is not a month.
            place = next((match.start(name) for name in ("n3", "d4", "y5") if match[name]), None)
            if place is not None:
                position = place
                continue
            found = FoundDate(match[0][:4], match.start(), match.start() + 4)
        yield found
        position = found.end


def _found(match: re.Match[str]) -> FoundDate | None:
    """Return the date of a match, or None if its word is not a month."""
    start, end = match.span()
    if match["iso"]:
        year, month, day = match["y1"], match["m1"], match["d1"]
        # "2010-11" is a winter as often as a month.
        if day is None and (
            match["s1"] == "/" or match["s1"] == "." or int(month) == (int(year) + 1) % 100
        ):
            return FoundDate(year, start, end, order=False)
        return FoundDate(_iso(year, month, day), start, end)
    if match["y2"]:
        day, month, year = match["d2"], match["m2"], match["y2"]
        plain = match["s2"] == "." or int(day) > _MONTHS or int(day) == int(month)
        return FoundDate(_iso(year, month, day), start, end, order=plain)
    for number in "345689":
        if match[f"y{number}"]:
            month = _NAMES.get(folded(match[f"n{number}"]))
            if month is None:
                return None
            day = match[f"d{number}"] if number != "5" else None
            return FoundDate(_iso(match[f"y{number}"], str(month), day), start, end)
    return FoundDate(match["y7"], start, end)


def _iso(year: str, month: str | None, day: str | None) -> str:
    if month is None:
        return year
    if day is None:
        return f"{year}-{int(month):02}"
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return year
