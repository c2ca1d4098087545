"""Return whether the text of a link names what it leads to."""

from __future__ import annotations

import re

from .headings import heading_key

# Link texts that do not describe the target.
EMPTY = frozenset(
    heading_key(words)
    for words in """
    here|this|link|url|website|site|web|page|pdf|html|source|online|download|article|read
    read more|see
    click here|available here|see here|read here|pdf here|download here|download pdf|pdf download
    download here
    publisher|publisher s site|publisher s page|doi|paper|preprint|postprint|code|source code|repo
    repository|review|video|audio|slides|recording|transcript|full text|fulltext|abstract
    full article|full paper|full report|open access|free access|view|view online|read online
    web page|webpage
    homepage|home page|official site|web site|epub|archive|archived|archived copy|archive link
    cached|mirror|text|document|file|data
    dataset|demo|project page|supplement|english|in english|post|blog post|watch|listen|podcast
    book|ebook
    hier|dieser|quelle|verlag|volltext|herunterladen|zum artikel|zum text|zum download
    hier klicken|zur quelle
    artikel|webseite|webseite des verlags|besprechung|rezension|archiviert|archivversion|zum buch
    mehr
    ici|lien|éditeur|texte intégral|télécharger|en ligne|lire|lire en ligne|voir|archivé|archive
    cliquez ici|site web
    aquí|enlace|editorial|texto completo|descargar|en línea|ver|leer|artículo|archivado
    pinche aquí|sitio web
    aqui|ligação|editora|texto integral|texto completo|baixar|descarregar|ver aqui|arquivado
    artigo
    qui|collegamento|editore|testo completo|scarica|leggi|leggi qui|archiviato|articolo
    bron|uitgever|volledige tekst|downloaden|lees|gearchiveerd|tutaj|wydawca|pełny tekst|pobierz
    czytaj|zarchiwizowane
    zde|vydavatel|plný text|stáhnout|číst|archivováno|здесь|тут|ссылка|издательство|полный текст
    скачать|читать|архив
    тут|посилання|видавництво|повний текст|завантажити|читати|här|her|täällä|buradan|burada
    bağlantı|indir
    这里|链接|原文|原文链接|出版社|全文|下载|阅读|点击这里|論文|论文|代码|こちら|リンク|本文|出版社|論文|全文|コード|여기|링크|원문|논문|다운로드
    """.strip()
    .replace("\n", "|")
    .split("|")
)
"""Link texts that do not describe the target, by their key."""
_LOOKS_LIKE_URL = re.compile(
    r"\A(?:https?:|www\.|(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#…]|\.{2,}|\Z))", re.IGNORECASE
)
_DOI_TEXT = re.compile(r"\A(?:doi\s*[:：]?\s*)?10\.\d{4,9}/", re.IGNORECASE)
_NUMBER = re.compile(r"\A\W*\d{1,3}\W*\Z")


def says_nothing(words: str) -> bool:
    """Return whether the text of a link does not name its target."""
    if not any(c.isalnum() for c in words) or heading_key(words) in EMPTY or _NUMBER.match(words):
        return True
    return bool(_DOI_TEXT.match(words) or _LOOKS_LIKE_URL.match(words)) and (
        " " not in words or words.lower().startswith(("http", "www.", "doi", "10."))
    )
