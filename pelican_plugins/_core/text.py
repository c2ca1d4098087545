"""Plain strings: one line, safe for XML, terminals and logs; suggestions, numbers, dates.

Names of months and weekdays are those of seven languages: en, de, fr, es, it, pt, nl.
"""

from __future__ import annotations

import html
import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

# French orthography has a no-break space before these characters and inside guillemets. Anywhere
# else it is layout.
_SPACES = re.compile(r"\s+")
_FRENCH = re.compile(r"(?<=«)[\u00a0\u202f]|[\u00a0\u202f](?=[:;!?»])")
_KEPT = {"\u00a0": "\ue000", "\u202f": "\ue001"}
_RESTORE = {ord(stand_in): space for space, stand_in in _KEPT.items()}

# Unicode's category Cc without white space.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# White space that neither HTML nor XML knows as such.
_OLD_SPACES = re.compile("[\x0b\x0c\x1c-\x1f\x85]")

# Controls, bidirectional formatting, surrogates, line and paragraph separators.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_QUOTED = 80
_LONGEST, _END = 600, 200
_LONG_WORDS = re.compile(rf"\S{{{_LONGEST + 1},}}")
# What CI runners take for a command (GitHub's runner: ActionCommand).
_ORDERS = re.compile(r"(?<!\w)::(?=[A-Za-z])|::(?=[A-Za-z][\w-]*(?:\s[^\n]*?)?::)|##(?=\w*\[)")

# Emoji and several scripts are written with them.
_JOINERS = "\u200c\u200d"

# All but XML 1.0 (Fifth Edition) section 2.2, production [2] Char. The same as the complement of
# what is allowed takes ten times as long to compile.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def drop_controls(value: Any) -> Any:
    """Return a value of front matter with no control character but tabs and ends of lines.

    Other white space among them becomes a space. A string of nothing else becomes U+FFFD: a
    `status` that was written must not become none.
    """
    if isinstance(value, str):
        if value.isprintable():
            return value
        return _OLD_SPACES.sub(" ", _CONTROLS.sub("", value)) or "\ufffd"
    if isinstance(value, list):
        return [drop_controls(item) for item in value]
    if isinstance(value, Mapping):
        return {drop_controls(key): drop_controls(item) for key, item in value.items()}
    return value


def one_line(text: str) -> str:
    """Return *text* on one line, with single spaces and without control characters.

    No-break spaces of French punctuation (before ``: ; ! ? »``, after ``«``) stay; all others, such
    as those of widont, become plain spaces.
    """
    if text.isprintable():
        # Most strings: no controls, and no white space but plain spaces.
        return " ".join(text.split()) if "  " in text else text.strip()
    text = _CONTROLS.sub("", text)
    if "\u00a0" not in text and "\u202f" not in text:
        return _SPACES.sub(" ", text).strip()
    guarded = _FRENCH.sub(lambda match: _KEPT[match.group()], text)
    return _SPACES.sub(" ", guarded).strip().translate(_RESTORE)


# Of a void element, and of others only in pairs: `List<S>` and `a < b` are text.
_VOID_TAG = re.compile(r"<(?:br|wbr|hr|img)(?:\s[^<>]*)?/?>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_PAIR = re.compile(
    r"<(a|abbr|b|bdi|big|cite|code|data|del|dfn|em|font|h[1-6]|i|ins|kbd|mark|p|q|s|samp|small|span"
    r"|strike|strong|sub|sup|time|tt|u|var|div)(?:\s[^<>]*)?>((?:(?!<\1[\s>]).)*?)</\1\s*>",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LONGEST_NAME = 1000


def plain_name(written: str) -> str:
    """Return a name or a title, which may have HTML in it, as plain text on one line.

    Only elements that begin and end, and character references, count as HTML.
    """
    text = written
    if "<" in text and len(text) <= _LONGEST_NAME:
        text = _VOID_TAG.sub("", text)
        before = None
        while before != text:
            before, text = text, _PAIR.sub(r"\2", text)
    return one_line(_REFERENCE.sub(lambda match: html.unescape(match.group()), text))


def not_xml(text: str) -> str:
    """Return the first character of *text* that XML 1.0 forbids, or an empty string."""
    match = _NOT_XML.search(text)
    return match.group() if match else ""


def xml_safe(text: str) -> str:
    """Return *text* without the characters that XML 1.0 forbids (section 2.2)."""
    return text if text.isprintable() else _NOT_XML.sub("", text)


def printable(text: str, kept: str = "") -> str:
    """Return *text* with U+FFFD for control and bidirectional characters, except those *kept*."""
    if text.isprintable():
        return text
    return "".join(c if c in kept or _is_shown(c) else "\ufffd" for c in text)


def cut(text: str, longest: int = _QUOTED) -> str:
    """Return *text* cut to a length that a message may quote."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def excerpt(text: str) -> str:
    """Return the beginning and the end of a long *text*."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - _END]}…{text[-_END:]}"


def wrapped(text: str, width: int) -> str:
    """Return a line as lines of *width* characters at most, broken at spaces, with its indent."""
    indent = text[: len(text) - len(text.lstrip())]
    wrapper = textwrap.TextWrapper(
        width, subsequent_indent=f"{indent}  ", break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(text)


def for_log(text: str, kept: str = "") -> str:
    """Return *text* for a log: `printable`, without endless words, and no command to a CI runner.

    GitHub reads commands from lines that begin with `::name::` or `::name key=value::`, Azure and
    TeamCity from any part of a line; and a console may wrap a line anywhere.
    """
    if "::" in text or "##" in text:
        text = _ORDERS.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)
    return _LONG_WORDS.sub(lambda match: excerpt(match[0]), printable(text, kept))


def did_you_mean(
    typed: str,
    known: Iterable[str],
    *,
    likeness: float = 0.5,
    most: int = 1,
    quoted: Callable[[str], str] = repr,
) -> str:
    """Return `did you mean 'tags'?` for a name that may be misspelt; empty where none is close.

    Args:
        typed: the name as written.
        known: the names to choose from.
        likeness: the least ratio of difflib, from 0 to 1.
        most: how many names to suggest.
        quoted: formats a name.
    """
    # Only who has made a mistake waits for it to load.
    from difflib import get_close_matches

    near = get_close_matches(typed, [*known], n=most, cutoff=likeness)
    return f"did you mean {' or '.join(map(quoted, near))}?" if near else ""


def json_text(value: Any) -> str:
    """Return *value* as readable JSON; what `printable` would replace is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # Line by line, for speed: the index of a large site has a million lines.
    return "\n".join(
        line
        if line.isprintable()
        else "".join(c if _is_shown(c) else json.dumps(c)[1:-1] for c in line)
        for line in text.split("\n")
    )


def _is_shown(character: str) -> bool:
    return (
        character.isprintable()
        or character in _JOINERS
        or unicodedata.category(character) not in _UNSHOWN
    )


_UNITS = ("kB", "MB", "GB")
_KILO = 1000
_EXACT = 10


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun, such as `1 file` and `1,200 files` (*many*: the plural)."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed(parts: Iterable[str]) -> str:
    """Return *parts* as a sentence lists them: a, b and c."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def readable(count: float) -> str:
    """Return a number of bytes for people, such as `8.9 MB` or `35 kB`."""
    if count < _KILO:
        return f"{count:.0f} B"
    for unit in _UNITS:
        count /= _KILO
        # What would be rounded up to 1000 gets the next unit.
        if round(count) < _KILO or unit == _UNITS[-1]:
            break
    return f"{count:.{int(round(count, 1) < _EXACT)}f} {unit}"


_MONTHS = """
january jan januar janvier enero gennaio janeiro januari | february feb februar février febrero
febbraio fevereiro februari | march mar märz mars marzo março maart | april apr avril abril aprile
| may mai mayo maggio maio mei | june jun juni juin junio giugno junho | july jul juli juillet julio
luglio julho | august aug août agosto augustus | september sep sept septembre septiembre settembre
setembro | october oct oktober okt octobre octubre ottobre outubro | november nov novembre noviembre
novembro | december dec dezember dez décembre diciembre dicembre dezembro
"""
_SHORT_MONTHS = """
janv ene gen | févr fév fev | mrz mrt | abr | mag | giu | juil lug | ago | set | ott out | | déc dic
"""
_WEEKDAYS = """
monday mon tuesday tues tue wednesday wed thursday thurs thur thu friday fri saturday sat sunday sun
montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so
lundi lun mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim
lunes martes miércoles mié jueves jue viernes vie sábado sáb domingo dom
lunedì martedì mercoledì giovedì gio venerdì sabato sab domenica
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta
maandag ma dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo
"""


def folded(text: str) -> str:
    """Return *text* in lower case, without accents, and wide or narrow characters as usual ones."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", "".join(c for c in parts if not unicodedata.combining(c)))


def _numbered(months: str) -> dict[str, int]:
    every = enumerate(months.split("|"), 1)
    return {folded(name): number for number, names in every for name in names.split()}


MONTHS = _numbered(_MONTHS)
"""The number of a month, from 1, by its names and abbreviations, folded and without a full stop."""

SHORT_MONTHS = _numbered(_SHORT_MONTHS)
"""More abbreviations, which in running text may be words."""

WEEKDAYS = frozenset(map(folded, _WEEKDAYS.split()))
"""Names and abbreviations of weekdays, folded and without a full stop."""
