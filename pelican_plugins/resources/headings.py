"""Which headings announce a list of resources."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORDS = """
additional resources | bibliography | further reading | further resources | references |
resources | sources | sources and further reading | useful links | works cited
bibliografie | literatur | literaturverzeichnis | quellen | quellenangaben | weiterführende links
bibliographie | pour aller plus loin | ressources | références
bibliografía | fuentes | lecturas adicionales | recursos | referencias
bibliografia | fonti | per approfondire | riferimenti | risorse
fontes | leia mais | referências | saiba mais
bronnen | verder lezen
odnośniki | przypisy | źródła
источники | литература | полезные ссылки | список литературы
джерела | література | посилання
参考 | 参考文献 | 参考资料 | 参考链接 | 参考資料 | 延伸阅读 | 延伸閱讀
出典 | 参考リンク | 関連リンク
"""

# A number in front ("12. References"), a mark or an emoji around, a permalink sign behind.
_FRINGE = re.compile(r"\A[\W\d_]+|[\W_]+\Z")
_SPACES = re.compile(r"\s+")


def heading_key(text: str) -> str:
    """Return what two headings have in common that say the same words.

    Compatibility forms (UAX #15, NFKC) and case are folded, as are numbering, emoji and
    punctuation around the words.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _SPACES.sub(" ", _FRINGE.sub("", folded))


KNOWN = frozenset(heading_key(word) for word in re.split(r"[|\n]", _WORDS) if word.strip())
"""The keys of the headings known without any setting."""


def known_headings(own: Iterable[str]) -> frozenset[str]:
    """Return the keys of all headings that count, with the owner's *own* words."""
    return KNOWN | {heading_key(word) for word in own}
