"""Normalise names for comparison: accents, scripts, British and American spelling, plurals."""

from __future__ import annotations

import re
import unicodedata

from .word_lists import NO_PLURALS, SHORT_NOUNS

_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

# The most common characters with variants in Chinese and Japanese; each group in the order
# traditional, simplified, other.
_HAN = """
    愛爱 罷罢 報报 筆笔 邊边 標标 變変变 佈布 財财 參参 倉仓 測测 產产産 長长 車车 稱称 處处
    創创 從从 達达 帶带 單单 導导 島岛 燈灯 點点 電电 東东 動动 斷断 對对 奪夺 爾尔 發发発 範范
    費费 風风 復复 該该 個个 給给 構构 購购 關关 觀观観 廣广広 國国 過过 漢汉 號号 後后 華华
    畫画 話话 環环 還还 會会 機机 積积 級级 極极 際际 計计 記记 價价価 檢检 簡简 間间 見见 將将
    節节 結结 僅仅 緊紧 進进 經经経 競竞 舊旧 舉举 據据 覺觉 軍军 開开 課课 庫库 塊块 來来 勞劳
    樂乐楽 類类 離离 歷历 麗丽 聯联 練练 糧粮 兩两 療疗 鄰邻 領领 龍龙竜 樓楼 錄录 陸陆 論论
    羅罗 馬马 買买 滿满 門门 們们 麵面 滅灭 難难 內内 農农 歐欧 盤盘 啟启 氣气 遷迁 錢钱 牆墙
    橋桥 輕轻 區区 權权 確确 讓让 熱热 認认 榮荣 軟软 賽赛 傷伤 設设 聲声 師师 時时 實实 識识
    勢势 視视 試试 適适 書书 術术 數数 雙双 說说 歲岁 損损 臺台 態态 談谈 體体 條条 鐵铁 聽听
    統统 圖图図 團团 灣湾 萬万 網网 維维 偉伟 為为 衛卫 問问 務务 習习 係系 戲戏 現现 線线 鄉乡
    響响 項项 寫写 謝谢 興兴 許许 選选 學学 訊讯 壓压 亞亚 嚴严 鹽盐 陽阳 養养 業业 頁页 醫医
    議议 藝艺 憶忆 義义 銀银 隱隐 應应 營营 優优 郵邮 遊游 魚鱼 與与 語语 員员 園园 遠远 願远
    約约 運运 災灾 雜杂 戰战 張张 爭争 證证 織织 職职 執执 質质 製制 終终 種种 眾众 豬猪 轉转
    裝装 狀状 準准 資资 總总
"""
_VARIANTS = str.maketrans({c: group[0] for group in _HAN.split() for c in group[1:]})

_DIALECT = (
    (re.compile(r"(?<=\w{3})is(?=ation|ing$|e$|ed$|er$|ers$)"), "iz"),
    (re.compile(r"(?<=\w{3})our(?=s?$|ed$|ing$|ite|able|hood)"), "or"),
    (re.compile(r"(?<=\w{3})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w{4})ence$"), "ense"),
    (re.compile(r"(?<=\w{3})ogue(?=s?$)"), "og"),
    (re.compile(r"amme(?=s?$)"), "am"),
    (re.compile(r"(?<=\w{3})ll(?=ing$|ed$|er$|ers$)"), "l"),
)


def without_accents(text: str) -> str:
    """Return a folded *text* without accents (UAX #15: decomposed, without combining marks)."""
    letters = unicodedata.normalize("NFD", text.translate(_PLAIN).translate(_VARIANTS))
    return unicodedata.normalize("NFC", "".join(c for c in letters if not unicodedata.combining(c)))


def transliterated(text: str) -> str:
    """Return a folded *text* with umlauts as two letters, as in `Mueller`."""
    return without_accents(unicodedata.normalize("NFC", text).translate(_UMLAUTS))


def american_spelling(word: str) -> str:
    """Return a plain *word* in American spelling."""
    for pattern, other in _DIALECT:
        word = pattern.sub(other, word)
    return word


_SHORTEST = 4
_HISSING = ("s", "x", "z", "ch", "sh", "o")
_NOT_S = ("ss", "us", "is", "ics")
_SIGNED = 5
# By the end of a plural, that of its singular, in languages where this makes no other word.
_PLURAL_ENDS = dict(
    pair.split("/")
    for pair in """
    women/woman men/man ves/f ies/y eaux/eau eux/eu oux/ou aux/al ces/z coes/cao oes/ao ais/al
    ens/em ioni/ione ungen/ung heiten/heit keiten/keit schaften/schaft ionen/ion taten/tat ии/ия
    """.split()  # noqa: SIM905
)


def singulars(word: str) -> tuple[str, ...]:
    """Return the possible singulars of *word*, plain lower-case letters; none for most."""
    if word in NO_PLURALS or word.endswith(_NOT_S):
        return ()
    irregular = [
        word[: -len(end)] + singular
        for end, singular in _PLURAL_ENDS.items()
        if word.endswith(end) and len(word) > max(_SIGNED - 2, len(end))
    ]
    found = []
    if word.endswith("ves"):
        found.append(f"{word[:-3]}fe")
    if word.endswith("es") and word[:-2].endswith(_HISSING):
        found.append(word[:-2])
    elif word.endswith("es") and word[-3:-2] in "lnrd" and len(word) > _SIGNED:
        # Spanish and Portuguese: flores, but not crisis.
        found.append(word[:-2])
    if word.endswith("s"):
        found.append(word[:-1])
    regular = (one for one in found if len(one) >= _SHORTEST or one in SHORT_NOUNS)
    return tuple(dict.fromkeys((*irregular, *regular)))
