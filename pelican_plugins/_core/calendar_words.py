"""Names of months and weekdays in the languages that we read: en, de, fr, es, it, pt, nl."""

from __future__ import annotations

import unicodedata

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
