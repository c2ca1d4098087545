"""The headings of reference lists, in the languages people blog in.

The class of a phrase says what to expect below it: "Bibliography" promises works, with or without
links; "Resources" promises links or works; "Links" may be the heading of anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum

from .heading_stems import Stem, stem_of, without_marks

CITATIONS = """
references | reference | reference list | bibliography | works cited | works consulted
literature cited | sources cited | sources consulted
literatur | literaturverzeichnis | literaturangaben | literaturhinweise | quellenverzeichnis
quellenangabe | quellenangaben | einzelnachweise | nachweise | belege | referenzen | bibliografie
quellennachweis | quellennachweise | literaturtipps
références | référence | bibliographie | sitographie | webographie | ouvrages cités
referencias | referencia | bibliografía | obras citadas | obras consultadas
referências | referência | bibliografia | riferimenti | riferimento | sitografia | opere citate
referenties | literatuur | literatuurlijst | bronvermelding | literatura | piśmiennictwo
przypisy | odnośniki | reference list | литература | библиография | список литературы
список источников | список использованной литературы | список использованных источников
література | бібліографія | список літератури | список джерел
список використаних джерел
bibliografie | referințe | referenser | litteratur | referanser | kirjallisuus | lähdeluettelo
kaynakça | referanslar | fonts i referències | fonts i bibliografia | tài liệu tham khảo
daftar pustaka | βιβλιογραφία | irodalom
irodalomjegyzék
المراجع | مراجع | منابع | ביבליוגרפיה | מקורות
เอกสารอ้างอิง | บรรณานุกรม | மேற்கோள்கள் | சான்றுகள் | حوالہ جات
参考文献 | 參考文獻 | 参考书目 | 參考書目 | 引用文献 | 引用文獻 | 참고문헌
"""

RESOURCES = """
resources | resource | sources | source | further reading | additional reading | more reading
recommended reading | suggested reading | suggested readings | recommended readings
further readings | reading list | external links | useful links | further resources
further information | webliography | for further reading | source material | background reading
further viewing | going further | go further | dig deeper | digging deeper | deeper reading
where to learn more | if you want to know more
quellen | quelle | ressourcen | weiterführendes | weiterführende links | zum weiterlesen
zum nachlesen | weiterführende informationen | weiterlesen | lesetipps | leseempfehlungen
weblinks
sources | ressources | ressource | pour aller plus loin | aller plus loin | en savoir plus
pour en savoir plus | pour approfondir | à lire | à lire aussi | lectures
fuentes | fuente | recursos externos | recursos adicionales | para saber más | otras lecturas
lecturas | lecturas recomendadas | lecturas adicionales | más información | para leer más
enlaces de interés | fontes | fonte | leia mais | saiba mais | para saber mais | leituras
leitura complementar | leitura adicional | para ampliar | fonti | risorse | per approfondire
approfondimenti | letture
per saperne di più | bronnen | bron | verder lezen | meer weten | meer lezen | lees meer
meer informatie
źródła | źródło | materiały | więcej informacji | dalsza lektura | zdroje | další čtení
источники | источник | материалы по теме | что почитать | что ещё почитать | ещё почитать
почитать | читать дальше | читать далее | полезные ссылки | дополнительные материалы
ссылки по теме | джерела | джерело | корисні посилання | додаткові матеріали | що почитати
матеріали за темою | surse | resurse | källor | vidare läsning | läs mer | kilder | kilde
les mer | læs mere | lähteet | lisätietoa | kaynaklar | kaynak | nguồn | tham khảo | referensi
sumber | πηγές | források | المصادر | مصادر
読み物 | 情報源 | さらに学ぶには | もっと知りたい方へ | もっと知りたい人へ | 詳しく知りたい方へ
더 알아보기 | 더 읽어보기 | 참고하면 좋은 글 | 읽어볼 만한 글 | 참조
更多阅读 | 更多閱讀 | 推荐书单 | 推薦書單 | 参考连接 | 参考連結 | 数据来源 | 數據來源 | 学习资料
學習資料 | 参考书 | 參考書
читать по теме | материалы для изучения | що ще почитати | lisätietoja | onde saber mais | пруфы
weiterführende artikel | lesestoff | onlinequellen | internetquellen | verwijzingen
tài liệu liên quan | もっと詳しく知りたい方へ | pour prolonger la lecture
延展阅读 | 延展閱讀 | 拓展资料 | 拓展資料 | 扩展资料 | 擴展資料 | 延伸资料 | 延伸資料 | 补充资料
補充資料
进一步学习 | 進一步學習
para saber máis | per saber ne més | do poczytania | do przeczytania | อ่านเพิ่มเติม | แหล่งอ้างอิง
さらに読む | もっと詳しく | 참고한 글 | 참고한 자료
参考资料 | 參考資料 | 参考 | 參考 | 参考链接 | 參考連結 | 资料来源 | 資料來源 | 来源
來源 | 出处 | 出處
延伸阅读 | 延伸閱讀 | 扩展阅读 | 擴展閱讀 | 拓展阅读 | 进一步阅读 | 進一步閱讀
推荐阅读 | 推薦閱讀 | 阅读资料 | 推荐资料 | 引用
参考リンク | 参照 | 出典 | 引用元 | リファレンス | 참고자료 | 참고 | 출처 | 레퍼런스 | 읽을거리
"""

LINKS = """
links | link | useful reading | essential reading | see also | also see | related | learn more
read more | more information
find out more | citations | more on this story | more on this topic | elsewhere on the web
lire aussi | para profundizar | onde aprender mais | статьи по теме | дополнительно | citește și
bővebben | lisää aiheesta | aiheesta muualla | xem thêm | baca juga | اقرأ أيضا | اقرأ أيضًا
더 보기 | 추천 도서 | 함께 보면 좋은 글 | 阅读更多 | 閱讀更多
sur le web | voir également | więcej na ten temat | więcej o | полезное | корисне | lesenswertes
recursos | weitere informationen | siehe auch | mehr zum thema | mehr dazu | linkliste | linktipps
verweise
liens | lien | voir aussi | enlaces | enlace | ver también | véase también | leer más
ligações | artigos relacionados | veja também | leia também | mais informações | collegamenti
vedi anche
zie ook | linki | odsyłacze | zobacz też | zobacz także | czytaj więcej | odkazy | zdroj
ссылки | ссылка | материалы | см также | смотрите также | читайте также | больше о | ещё о
посилання | дивіться також | див також | читайте також | linkuri | länkar | lenker | linkit
hivatkozások | קישורים | tautan | liên kết | bağlantılar | σύνδεσμοι
ลิงก์ที่เกี่ยวข้อง | 相关链接 | 相關連結 | 更多资料 | 更多資料 | 相关 | 相關 | 链接 | 連結
鏈接 | 関連 | リンク
リンク集 | 资源 | 資源 | リソース
링크 | 관련 | 함께 읽기 | 같이 보기
"""

MODIFIERS = """
a an and or the of for from in to this that these some my our more other others additional useful
further related recommended suggested important helpful external internal selected key primary
secondary main online web general official good great interesting relevant free cited used
consulted article articles post posts chapter page pages story episode section site sites website
websites blog blogs book books paper papers video videos podcast podcasts tool tools document
documents documentation material materials media reading readings list notes credits here annotated
selection
mentioned show learning content url story relevant relevante relevantes pertinents
acknowledgements acknowledgments footnotes prior art
notas note notat notater anmerkungen fußnoten poznámky примечания примітки noter voetnoten uwagi
weitere weiteres weiterführende weiterführender nützliche wichtige hilfreiche empfohlene interne
externe verwendete und oder zum zur zu im in der die das dieser diesem thema artikel sowie bücher
auswahl
interès uri liés ligne sujet línea básica utile utiles externe externes complémentaires connexes
et ou de des du d la le les l cet cette
pour
quelques autres supplémentaires principales bibliographiques documentaires utilisées citées notes
sommaire
útiles relacionados relacionadas externos externas adicionales bibliográficas bibliográficos y e
del
el los las otras otros recomendados recomendadas consultadas utilizadas este artículo interés más
recomendada comentada
úteis complementares do da dos das adicionais utili esterni esterne bibliografici bibliografiche
consigliate correlati i di nuttige handige externe geraadpleegde gebruikte en voor och a przydatne
dodatkowe
zewnętrzne użyteczne užitečné použité použitá a полезные использованные использованная внешние
дополнительные дополнительная дополнительно и по теме на ещё еще статьи книги для чтения корисні
додаткові додаткова використані використаних використана зовнішні та і й за темою utile
suplimentare și
资料 資料 文献 文獻 链接 連結 鏈接 文章 文件 网站 網站 阅读 閱讀 推荐 推薦 书籍
書籍 主要 其他 其它 有用 的 及 与 與 和 教程
记事 記事 サイト 書籍 ページ 情報 元 先 した になった にした の 一覧 など 等 や と 相关 相關 更多
学习 學習 感谢 感謝 致谢 致謝 お役立ち 役立つ 便利な
集 책 させていただいた おもな になる 動画 図書 関連する 注释 註釋 材料 블로그 영상 도서 서적 논문
외부 각주 좋은
본문 ngoài liên quan notlar
本文 外部 文档 文檔 集合 合集 汇总 彙整 整理 列表 清单 清單 内容 內容
博客 博文 论文 論文 图书 圖書 网址 網址
官方 附 附录 部分 以下 以及 和其他
사항 목록 모음 한 一些 几个 几篇 若干 幾個 幾篇
자료 문헌 글 문서 사이트 추천 및 더 관련 함께 읽기 링크
"""

TOPIC = """
on about for in of from to regarding über zu zum zur sur sobre acerca su o о об про по за
dotyczące
"""
"""Words after which a heading names the topic of its list."""


class Promise(IntEnum):
    """The list that a heading announces."""

    LINKS = 1
    """Anything with links."""
    RESOURCES = 2
    """Links or works."""
    CITATIONS = 3
    """Works, with or without links."""


Headings = dict[str, Promise]
"""The promise of each phrase, by its key."""

# Punctuation or an emoji, and a number: "12. References", "IV. References", "Appendix B: Links".
_BEGIN = re.compile(
    r"[\W\d_]*(?:(?:"
    r"第?[〇零一二三四五六七八九十百]{1,4}[章節节部篇]?(?=[\W_])|第\d{1,3}[章節节部篇]|제?\d{1,3}[장절편부]"
    r"|[ivxlc]{1,7}(?=[.):])|[^\W\d_](?=[.)])"
    r"|(?:appendix|chapter|part|section|anhang|kapitel|teil|abschnitt|annexe|chapitre|partie|anexo"
    r"|capítulo|parte|appendice|capitolo|bijlage|hoofdstuk|deel|приложение|глава|часть|раздел)"
    r"(?:\s+(?:\d{1,3}|[ivxlc]{1,7}|[a-z]))?\s*[:.–—-])[\W\d_]*)?"
)
# A count ("References (12)"), as some editors write.
_COUNT = re.compile(r"[(\[][0-9]{1,4}[)\]][\W_]*\Z")
_REMARK = re.compile(r"\s*[(（][^()（）]{1,60}[)）]\s*[:：]?\s*\Z")
_WORDS = re.compile(r"[^\W_]+")
# Scripts without spaces between words: Han, kana and, often enough, hangul.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_LONGEST = 90


def heading_key(text: str) -> str:
    """Return the words of a heading in a form that can be compared.

    It ignores case, compatibility forms (UAX #15, NFKC), numbering, emoji, punctuation around
    the words, and a count after them.
    """
    folded = without_marks(unicodedata.normalize("NFKC", text).casefold())
    if "(" in folded or "[" in folded:
        folded = _COUNT.sub("", folded)
    begin = _BEGIN.match(folded)
    folded = folded[begin.end() :] if begin else folded
    end = len(folded)
    while end and not folded[end - 1].isalnum():
        end -= 1
    return " ".join(folded[:end].split())


def _phrases(text: str) -> set[str]:
    return {" ".join(_WORDS.findall(heading_key(phrase))) for phrase in re.split(r"[|\n]", text)}


def _known() -> Headings:
    known: Headings = {}
    for promise, text in (
        (Promise.LINKS, LINKS),
        (Promise.RESOURCES, RESOURCES),
        (Promise.CITATIONS, CITATIONS),
    ):
        known.update(dict.fromkeys(_phrases(text) - {""}, promise))
    return known


KNOWN = _known()
"""The phrases known without any setting."""

_MODIFIERS = {heading_key(word) for word in MODIFIERS.split()} | {"l", "d"}
_TOPIC = {heading_key(word) for word in TOPIC.split()}


def known_headings(own: Iterable[str]) -> Headings:
    """Return the known phrases and a site's *own*, which promise works."""
    phrases = (" ".join(_WORDS.findall(heading_key(word))) for word in own)
    return KNOWN | dict.fromkeys((phrase for phrase in phrases if phrase), Promise.CITATIONS)


def promise_of(text: str, headings: Headings) -> Promise | None:
    """Return what the heading *text* promises, or None.

    Every word must belong to a known phrase, have a known stem, or modify one, like "additional".
    A topic may follow, as in "Further reading on tides"; such a heading may also be that of a
    chapter, so it only promises links.
    """
    if len(text) > _LONGEST:
        return None
    remark = _REMARK.search(text)
    if remark is not None and remark.start():
        # "Sources (officielles)": the brackets say more of what the words before them name.
        promise = promise_of(text[: remark.start()], headings)
        return promise if promise is not Promise.LINKS else None
    key = heading_key(text)
    words = tuple(_WORDS.findall(key))
    if key in headings:
        return headings[key]
    if _UNSPACED.search(key):
        words = tuple(piece for word in words for piece in _pieces(word, headings))
    best: Promise | None = None
    open_end = False
    stems: set[Stem] = set()
    position = 0
    while position < len(words):
        end = _longest_phrase(words, position, headings)
        if end is not None:
            best = max(best or Promise.LINKS, headings[_key(words, position, end)])
            # "Mehr zum Thema", "Больше о": the topic must follow.
            open_end = not _TOPIC.isdisjoint(words[position:end])
            position = end
        elif words[position] in _TOPIC and best is not None and position + 1 < len(words):
            rest = words[position + 1 :]
            known = all(word in _MODIFIERS or stem_of(word) is not None for word in rest)
            return best if known else Promise.LINKS
        elif words[position] in _MODIFIERS:
            stems |= {stem_of(words[position]) or Stem.OTHER}
            position += 1
        else:
            stem = stem_of(words[position])
            if stem is None:
                return Promise.LINKS if open_end else None
            stems.add(stem)
            best = max(best or Promise.LINKS, _OF_STEM[stem]) if stem in _OF_STEM else best
            position += 1
    return best or _of_stems(stems)


_OF_STEM = {
    Stem.CITATIONS: Promise.CITATIONS,
    Stem.SOURCES: Promise.RESOURCES,
    Stem.LINKS: Promise.LINKS,
}


def _of_stems(stems: set[Stem]) -> Promise | None:
    """Return what words promise together of which none does alone."""
    if Stem.FURTHER in stems and stems & {Stem.READING, Stem.MATERIAL, Stem.INFORMATION}:
        return Promise.RESOURCES
    if Stem.MATERIAL in stems and Stem.OTHER in stems:
        return Promise.LINKS
    return None


def holds_promise(text: str, headings: Headings) -> bool:
    """Return whether a sentence contains a phrase, like "Here are some links to read:"."""
    key = heading_key(text)
    words = tuple(_WORDS.findall(key))
    if _UNSPACED.search(key) and any(
        len(phrase) > 1 and phrase in key for phrase in headings if _UNSPACED.search(phrase)
    ):
        return True
    return any(_longest_phrase(words, start, headings) for start in range(len(words)))


def _longest_phrase(words: tuple[str, ...], start: int, headings: Headings) -> int | None:
    for end in range(min(len(words), start + 6), start, -1):
        if _key(words, start, end) in headings:
            return end
    return None


def _key(words: tuple[str, ...], start: int, end: int) -> str:
    return " ".join(words[start:end])


def _pieces(word: str, headings: Headings) -> list[str]:
    """Split *word* into known words if they are written without spaces."""
    if word in headings or word in _MODIFIERS or not _UNSPACED.search(word):
        return [word]
    pieces = []
    start = 0
    while start < len(word):
        ends = range(len(word), start, -1)
        known = (
            end for end in ends if word[start:end] in headings or word[start:end] in _MODIFIERS
        )
        end = next(known, len(word))
        pieces.append(word[start:end])
        start = end
    return pieces
