"""The names in a string of authors, as citation styles write them.

Quill, M., & Arden, T. | Bell, Ines, and Mara Quill | Quill M, Arden TR | Иванов И. И. | 山田 太郎

Only unambiguous strings are split; any other is one literal name, printed unchanged. A name in
natural order could be that of an office, so it must look like a person's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .name_words import COUNTRIES, FAMILY_FIRST, NO_GIVEN, NO_PERSON, OFFICE, PARTICLES


class AuthorName(NamedTuple):
    """A name: either *family* and *given* (CSL 1.0.2, "Name Fields"), or *literal*.

    Attributes:
        family: the family name, with its particles: `van den Berg`.
        given: given names or initials.
        suffix: such as `Jr.`
        literal: the name of an organisation, or one that cannot be taken apart.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""


OTHERS = AuthorName(literal="others")
"""The placeholder for authors who are not named, as BibTeX and pandoc call them."""

_LONGEST = 1_000
_MOST_WORDS = 4
_REMEMBERED = 1_024

_ANDS = "&|a|and|und|et|y|e|i|и|і|та|och|og|en|ja|ve|και"
# Spanish, Portuguese and Catalan family names of two words are joined by these.
_JOINS_SURNAMES = {"y", "e", "i"}
_AND = re.compile(rf"\s*,?\s+(?P<word>{_ANDS})\s+|\s*(?P<sign>&)\s*")
# ISO 690 also has dashes.
_BETWEEN_NAMES = re.compile(r";|\s[–—]\s")
_OTHERS = re.compile(
    r"[\s,]+(?:(?:&|and|und|y|e)\s+)?"
    r"(?:et\s+al(?:ii|iae|\b)\.?|u\.\s?a\.|и\s+др\.|та\s+ін\.|and\s+others|и\s+другие|y\s+otros)\Z"
    r"|[\s,，、]*(?:等|ほか|他|외)\Z",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:Jr|Sr|Jnr|Snr)\.?|I{2,3}|IV|filho|fils", re.IGNORECASE)
_LETTER = r"[^\W\d_]"
_INITIAL = rf"{_LETTER}{{1,2}}\.|{_LETTER}\b\.?"
_INITIALS = re.compile(rf"(?:(?:{_INITIAL})[\s-]*){{1,5}}")
# Vancouver: no full stops, at most three.
_BARE_INITIALS = re.compile(rf"{_LETTER}{{1,3}}")
_NAME = re.compile(rf"{_LETTER}[\w\u0300-\u036f’'ʼ-]*")
_ROLE = re.compile(
    r"[\s,]*\(?\b(?:eds?|hgg?|hrsg|herausgeber|dirs?|coords?|orgs?|red|ред|под\s+ред)\b\.?\)?\Z",
    re.IGNORECASE,
)
# Where the name in the middle is one of these, two family names may follow one given name.
_IBERIAN = re.compile(
    r"\w+(?:ez|iz)|García|Garcia|Gómez|Silva|Santos|Souza|Sousa|Ferreira|Pereira|Oliveira|Costa|"
    r"Torres|Flores|Reyes|Ramos|Cruz|Ortega|Vargas|Castro|Romero|Moreno|Navarro|Molina|Delgado|"
    r"Herrera|Medina|Rojas|Soto|Silveira|Almeida|Carvalho|Ribeiro|Rocha|Serra|Vega"
)
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff々〆]"
_HANGUL = r"[\uac00-\ud7a3]"
_KANA = r"[\u3041-\u309f\u30a1-\u30fa\u30fc]"
_EAST = re.compile(rf"(?:{_HAN}|{_HANGUL}|{_KANA}|[\s\u3000，、,;；&·・])+")
_EAST_SEPARATORS = re.compile(r"[，、,;；&·]\s*")
_EASTOFFICE = re.compile(
    r"社|局|部|省|会|會|院|所|署|厅|廳|府|庁|室|党|黨|団|團|网|網|报|報|聞|协|協|联|聯|大学|大學|公司|"
    r"組|组|委|청\Z|부\Z|회\Z|사\Z|국\Z|처\Z|원\Z|신문|은행|대학|연구|협회|방송|일보|뉴스|위원|재단"
)
_CHINESE_FAMILY = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳孙孫徐朱胡郭何罗羅郑鄭谢謝宋许許韩韓冯馮邓鄧曹彭曾萧蕭蔡潘袁于余叶葉"
    "程苏蘇魏吕呂卢盧蒋蔣沈姚姜钟鍾谭譚范汪廖贾賈邹鄒熊孟秦阎薛侯雷钱錢汤湯"
)
_CHINESE = re.compile(
    rf"(?P<family>欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|皇甫|令狐|[{_CHINESE_FAMILY}])(?P<given>{_HAN}{{1,2}})"
)
# These begin many other words, too ("周刊", "林业", "高校"): they count next to a sure name.
_CHINESE_LESS_SURE = re.compile(
    rf"(?P<family>[周高林马馬梁唐董石金江方白田任崔陆陸戴邱史顾顧贺賀龙龍万萬段章鲁魯葛韦韋毛康温溫武乔喬齐齊"
    rf"尹黎洪安常牛严嚴])(?P<given>{_HAN}{{1,2}})"
)
_KOREAN = re.compile(
    rf"(?P<family>남궁|황보|제갈|선우|[김이박최정강조윤장임오서신권황안송류전홍])(?P<given>{_HANGUL}{{2}})"
)
_SPACED_EAST = re.compile(
    rf"(?P<family>(?:{_HAN}|{_KANA}){{1,4}}|{_HANGUL}{{1,2}})[\s\u3000]+"
    rf"(?P<given>(?:{_HAN}|{_KANA}){{1,4}}|{_HANGUL}{{1,3}})"
)
_PATRONYMIC = re.compile(r"\w+(?:вич|вна|ична|івна|ївна)", re.IGNORECASE)


@lru_cache(_REMEMBERED)
def author_names(text: str) -> tuple[AuthorName, ...]:
    """Return the names in a string of authors, in its order; none for an empty one."""
    text = " ".join(text.split()).strip(" ,;")
    if not text:
        return ()
    if len(text) > _LONGEST:
        return (AuthorName(literal=text),)
    text = _ROLE.sub("", text) or text
    others = _OTHERS.search(text)
    named = text[: others.start()].strip(" ,;") if others else text
    found = _eastern(named) if _EAST.fullmatch(named) else _western(named)
    if not found:
        return (AuthorName(literal=text),)
    return (*found, OTHERS) if others else _with_last_stop(found)


def full_name(name: AuthorName) -> str:
    """Return a name in its natural order, which is family name first in East Asian scripts."""
    if name.family and _EAST.fullmatch(name.family + name.given):
        return f"{name.family}{name.given}"
    return name.literal or " ".join(filter(None, (name.given, name.family, name.suffix)))


def are_editors(text: str) -> bool:
    """Return whether a string of authors says that they are editors: `Quill, M. (Ed.)`."""
    return _ROLE.search(" ".join(text.split())) is not None


def _with_last_stop(names: tuple[AuthorName, ...]) -> tuple[AuthorName, ...]:
    """Return *names* with the full stop after the last initial, which a sentence has taken."""
    *before, last = names
    if any(name.given.endswith(".") for name in before) and re.fullmatch(
        rf"(?:.*\W)?{_LETTER}", last.given
    ):
        return (*before, last._replace(given=f"{last.given}."))
    return names


def _western(text: str) -> tuple[AuthorName, ...]:
    pieces = [piece.strip(" ,") for piece in _BETWEEN_NAMES.split(text)]
    if not pieces[1:]:
        return _list_of(text) or ()
    return tuple(
        name
        for piece in filter(None, pieces)
        for name in _list_of(piece) or (AuthorName(literal=piece),)
    )


class _Part(NamedTuple):
    """What is between two commas or words for "and".

    Attributes:
        words: of the part.
        joint: what is before it: a comma, a word for "and", or nothing.
    """

    words: tuple[str, ...]
    joint: str

    @property
    def text(self) -> str:
        return " ".join(self.words)


def _list_of(text: str) -> tuple[AuthorName, ...] | None:
    parts = list(_parts(text))
    names: list[AuthorName] = []
    at = 0
    while at < len(parts):
        taken = _name_at(parts, at)
        if taken is None:
            return None
        name, at = taken
        if at < len(parts) and parts[at].joint == "," and _SUFFIX.fullmatch(parts[at].text):
            name = name._replace(suffix=parts[at].text)
            at += 1
        names.append(name)
    # An office on its own is kept as written, with its commas.
    return tuple(names) if any(name.family for name in names) else None


def _parts(text: str) -> Iterator[_Part]:
    joint, begin = "", 0
    for match in _AND.finditer(text):
        yield from _between_commas(text[begin : match.start()], joint)
        joint, begin = match["word"] or "&", match.end()
    yield from _between_commas(text[begin:], joint)


def _between_commas(text: str, joint: str) -> Iterator[_Part]:
    for number, piece in enumerate(text.split(",")):
        words = tuple(re.sub(r"(?<=\.)(?=\w)", " ", piece).split())
        if words:
            yield _Part(words, "," if number else joint)


def _name_at(parts: list[_Part], at: int) -> tuple[AuthorName, int] | None:
    """Return the name that begins at a part, and the part after it."""
    part = parts[at]
    after = parts[at + 1] if at + 1 < len(parts) else None
    if after is not None and after.joint == "," and _is_surname(part.words):
        # `Ines Bell, Mara Quill` are two, but `García Márquez, Gabriel` is one.
        one = _natural(part.words) is None or _IBERIAN.fullmatch(part.words[0])
        bare = _INITIALS.fullmatch(after.text) and not _SUFFIX.fullmatch(after.text)
        if bare or (one and _is_given(after.words)):
            return AuthorName(family=part.text, given=after.text), at + 2
    if after is not None and after.joint in _JOINS_SURNAMES:
        joined = _joined_surname(parts, at)
        if joined is not None:
            return joined
    name = _with_initials_last(part.words) or _natural(part.words)
    if name is None and _EAST.fullmatch(part.text):
        name = _eastern_name(part.text)
    if name is not None:
        return name, at + 1
    # `Bell and Associates` is one.
    if OFFICE.search(part.text) and part.words[1:]:
        return AuthorName(literal=part.text), at + 1
    return None


def _joined_surname(parts: list[_Part], at: int) -> tuple[AuthorName, int] | None:
    """Return a name such as `Ortega y Gasset, José` or `José Ortega y Gasset`."""
    part, after = parts[at], parts[at + 1]
    if len(after.words) != 1 or not _is_surname(after.words):
        return None
    behind = parts[at + 2] if at + 2 < len(parts) else None
    if behind is not None and behind.joint == "," and len(part.words) == 1:
        if _is_given(behind.words) or _INITIALS.fullmatch(behind.text):
            family = f"{part.text} {after.joint} {after.text}"
            return AuthorName(family=family, given=behind.text), at + 3
        return None
    name = _natural(part.words)
    if name is None or (behind is not None and behind.joint == ","):
        return None
    return name._replace(family=f"{name.family} {after.joint} {after.text}"), at + 2


def _with_initials_last(words: tuple[str, ...]) -> AuthorName | None:
    """Return a name such as `Quill MA` (Vancouver) or `Иванов И. И.` (GOST)."""
    begin = len(words)
    while begin > 1 and re.fullmatch(rf"(?:{_INITIAL})(?:-(?:{_INITIAL}))*", words[begin - 1]):
        begin -= 1
    last = words[-1]
    if begin == len(words) and _BARE_INITIALS.fullmatch(last) and last.isupper():
        begin -= last not in COUNTRIES
    surname = words[:begin]
    # `Mary J. B.` could be anybody.
    if 0 < begin < len(words) and _is_surname(surname) and _natural(surname) is None:
        return AuthorName(family=" ".join(surname), given=" ".join(words[begin:]))
    return None


def _natural(words: tuple[str, ...]) -> AuthorName | None:
    """Return a name in its own order, such as `Ines Bell` or `J. R. van den Berg, Jr.`."""
    suffix = ""
    if words[1:] and _SUFFIX.fullmatch(words[-1]):
        *rest, suffix = words
        words = tuple(rest)
    begin = len(words) - 1
    while begin > 1 and words[begin - 1].lower() in PARTICLES:
        begin -= 1
    given, family = words[:begin], words[begin:]
    full = [word for word in given if not _INITIALS.fullmatch(word)]
    if _is_doubtful(given, family, full):
        return None
    if len(words) == len(full) + 1 and _PATRONYMIC.fullmatch(family[-1]) and full[1:]:
        return AuthorName(family=full[0], given=" ".join((*full[1:], *family)))
    return AuthorName(family=" ".join(family), given=" ".join(given), suffix=suffix)


def _is_doubtful(given: tuple[str, ...], family: tuple[str, ...], full: list[str]) -> bool:
    """Return whether words may be no name, or one whose family name is another part of it."""
    if not _is_given(given) or not _is_surname(family):
        return True
    return (
        given[0].lower() in NO_GIVEN | PARTICLES
        or _INITIALS.fullmatch(family[-1]) is not None
        or _is_shouted((*given, *family))
        or given[0] in FAMILY_FIRST
        or (bool(full[1:]) and _IBERIAN.fullmatch(full[-1]) is not None)
    )


def _is_shouted(words: tuple[str, ...]) -> bool:
    """Return whether all words are in capitals, as acronyms are."""
    return all(word.isupper() for word in words if len(word.rstrip(".")) > 1) and any(
        len(word.rstrip(".")) > 1 for word in words[:-1]
    )


def _is_surname(words: tuple[str, ...]) -> bool:
    """Return whether *words* can be a family name: one to three, after any particles."""
    names = [word for word in words if word.lower() not in PARTICLES]
    return (
        0 < len(names) <= len(words) <= _MOST_WORDS
        and len(names) < _MOST_WORDS
        and words[-1] == names[-1]
        and all(map(_is_capitalised, names))
        and not OFFICE.search(" ".join(words))
        and not {word.lower() for word in names} & NO_PERSON
    )


def _is_given(words: tuple[str, ...]) -> bool:
    names = [word for word in words if word not in PARTICLES]
    return (
        0 < len(names) <= _MOST_WORDS
        and words[0] == names[0]
        and all(_is_capitalised(name) or _INITIALS.fullmatch(name) for name in names)
        and not OFFICE.search(" ".join(words))
        and not {word.lower() for word in names} & NO_PERSON
    )


def _is_capitalised(word: str) -> bool:
    if not _NAME.fullmatch(word):
        return False
    first = re.sub(r"\A(?:[dDlL]['’]|al-|el-)(?=\w)", "", word)[:1]
    return first.isupper() and len(word) > 1


def _eastern(text: str) -> tuple[AuthorName, ...]:
    pieces = [piece.strip() for piece in _EAST_SEPARATORS.split(text)]
    # The middle dot within a foreign name does not separate two.
    if "·" in text or "・" in text:
        return ()
    names = tuple(map(_eastern_name, filter(None, pieces)))
    if any(_CHINESE.fullmatch(f"{name.family}{name.given}") for name in names):
        names = tuple(
            name if name.family else _eastern_name(name.literal, (_CHINESE_LESS_SURE,))
            for name in names
        )
    return names if any(name.family for name in names) or names[1:] else ()


def _eastern_name(
    text: str, forms: tuple[re.Pattern[str], ...] = (_SPACED_EAST, _CHINESE, _KOREAN)
) -> AuthorName:
    for form in forms:
        match = form.fullmatch(text)
        if match is not None and not _EASTOFFICE.search(text):
            return AuthorName(family=match["family"], given=match["given"])
    return AuthorName(literal=text)
