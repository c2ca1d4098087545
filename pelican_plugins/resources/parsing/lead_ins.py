"""Phrases between a work and its URL: "Available at", "Retrieved May 3, from", "(see"."""

from __future__ import annotations

import re

# The words of one language by line.
_LEADS = """
(?:also )?(?:available|accessible|online|retrieved|accessed|found|read|published|view|viewable|download)(?: online| it| for free)?(?: (?:at|from|on|via|under|here))?
url|uri|link|links|doi|web|website|source|permalink|homepage|pdf|more at|more info|see|see also|see at|see here|read more|full text(?: at)?
online (?:verfügbar|abrufbar|unter|zugänglich)(?: unter)?|verfügbar (?:unter|auf|über)|abrufbar (?:unter|auf)|erhältlich unter|im internet(?: unter)?|unter|siehe|siehe auch|s\\.|vgl\\.|quelle|nachzulesen (?:unter|auf)|zu finden unter
disponible (?:sur|à l[’']adresse|ici|en ligne|en ligne sur)|consultable sur|en ligne|en ligne sur|récupéré de|repéré à|voir|cf\\.|source|lien|accessible (?:sur|à)|adresse|url stable
disponible en(?: línea)?(?: en)?|recuperado de|obtenido de|en línea|enlace|fuente|véase|ver|consultado en|accesible en|dirección
disponibile (?:su|a|in|presso|all[’']indirizzo|al link|online)|consultabile (?:su|presso|all[’']indirizzo)|reperibile (?:su|presso)|tratto da|recuperato da|vedi|fonte|collegamento
disponível (?:em|online em|a partir de)|disponível|retirado de|acessível em|obtido de|ligação|veja|fonte
beschikbaar (?:via|op|onder)|te vinden op|verkregen van|opgehaald van|geraadpleegd (?:via|op)|zie|bron|online beschikbaar(?: via)?
dostępn[yae](?: online)?(?: w internecie| na| pod adresem| w)?|dostęp|pobrano z|w internecie|tryb dostępu|źródło|zob\\.
dostupn[éýá](?: online)?(?: z| na| také z| z www)?|dostupné z|zdroj|viz
режим доступа|доступно(?: по ссылке| по адресу| на)?|источник|ссылка|см\\.|электронный адрес|дата обращения
режим доступу|доступно(?: за посиланням| за адресою| на)?|джерело|посилання|див\\.
tillgänglig(?:t)? (?:på|via|från)|hämtad från|tilgjengelig (?:på|fra|via)|tilgængelig (?:på|fra|via)|hentet fra|saatavilla|saatavissa|erişim(?: adresi)?|kaynak|elérhető
متاح (?:على|عبر|في)|متوفر (?:على|في)|على الرابط|الرابط|المصدر|رابط|انظر|נגיש ב|זמין ב|קישור
网址|链接|来源|取自|出处|获取自|网站|可从|入手先|出典|リンク|参照|以下より|링크|출처
"""  # noqa: E501
_DATE = r"[^\W\d_]{0,12}\.?\s?\d{1,4}[^()\[\]]{0,24}?\d{1,4}\.?,?"
# "Retrieved May 3, 2024, from", "Abgerufen am 3. Mai 2024 von".
_DATED = (
    r"(?:retrieved|accessed|viewed|abgerufen|consulté|récupéré|repéré|recuperado|obtenido|"
    r"consultado|recuperato|tratto|acessado|acedido|retirado|geraadpleegd|opgehaald|pobrano|"
    r"hämtad|hentet|تم الاسترجاع|اطلع عليه)"
    r"(?:\s+(?:on|am|le|el|il|em|op|dnia|den|في|بتاريخ))?"
    rf"\s+{_DATE}\s*"
    r"(?:from|von|de|sur|da|em|van|z|från|fra|من|,|:)?"
)
_WORDS = "|".join(line for line in _LEADS.strip().split("\n"))
_LEAD = re.compile(
    rf"(?:\A|(?<=[\s.,;:()\[\]–—-]))(?P<dated>{_DATED})\s*[:：]?\s*\Z"
    r"|(?:\A|(?<=[.,;:()\[\]（）。，–—»”\"'’!?-])|(?<=[.,;:()\[\]–—»”\"'’!?-]\s)|(?<=\s[–—-]\s))"
    rf"(?P<words>{_WORDS})\s*[:：>]*\s*\Z",
    re.IGNORECASE,
)
# One behind a word: "The report is available at https://…".
_BEHIND_WORDS = re.compile(
    r"\s+(?:(?:is |are )?available (?:online )?(?:at|from|on|here)|retrieved from|"
    r"online verfügbar unter|verfügbar unter|abrufbar unter|disponible (?:en|sur)|"
    r"disponível em|disponibile su|url|at|in|from|via|under|unter)\s*[:：]?\s*\Z"
)
_LONGEST = 90


def without_lead_in(text: str, *, dated: bool = True) -> str:
    """Return the text before a URL without the words that only lead to it.

    Args:
        text: up to the URL.
        dated: whether those that say when the author read it go, too.
    """
    tail = text[-_LONGEST:]
    match = _LEAD.search(tail) or _BEHIND_WORDS.search(tail)
    if match is not None and not dated and match.re is _LEAD and match["dated"]:
        return text
    if match is None or (
        match.start() == 0 and len(text) <= _LONGEST and match.re is _BEHIND_WORDS
    ):
        return text
    return text[: len(text) - len(tail) + match.start()].rstrip()
