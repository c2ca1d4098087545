"""A site of three hundred posts in three languages, in the many shapes that people write."""
# ruff: noqa: E501

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from PIL import Image
from support import post

POSTS = 300
_WORDS = {
    "en": (
        "The ferry left at six, when the mud still held the light.",
        "Nobody had asked for the timetable, so nobody had kept it.",
        "A lock keeper writes down what the water does and not what he thinks of it.",
        "In the third drawer lay eleven letters, tied with a bootlace.",
        "We measured the step again and it was lower.",
    ),
    "ar": (
        "غادرت العبّارة في السادسة حين كان الطين يمسك بالضوء.",
        "لم يسأل أحد عن المواعيد، فلم يحفظها أحد.",
        "يكتب حارس السد ما يفعله الماء لا ما يظنه.",
        "وجدنا في الدرج الثالث إحدى عشرة رسالة مربوطة بخيط.",
        "قسنا الدرجة مرة أخرى فكانت أخفض.",
    ),
    "ja": (
        "渡し船は六時に出た。泥がまだ光を含んでいた。",
        "時刻表を求める人はなく、残す人もいなかった。",
        "水門番は水のしたことを書き、思ったことは書かない。",
        "三番目の引き出しに、靴ひもで結ばれた手紙が十一通あった。",
        "段をもう一度測ると、前より低かった。",
    ),
}
_TITLES = {
    "en": "What the lock keeper of the lower reach wrote down on the night the footbridge went, and"
    " why three offices have kept three different copies of it ever since",
    "ar": "ما كتبه حارس السد ليلة ذهب الجسر، ولماذا تحتفظ ثلاث دوائر بثلاث نسخ مختلفة منه",
    "ja": "橋が流された夜に下流の水門番が書き残したことと三つの役所が三通りの写しを持ち続けている理由",
}
_SHORT = {"en": "The step", "ar": "الدرجة", "ja": "石段"}
LANGUAGES = tuple(_WORDS)


def _prose(lang: str, number: int, sentences: int = 12) -> str:
    words = _WORDS[lang]
    chosen = [words[(number * 7 + n * 3) % len(words)] for n in range(sentences)]
    joined = " ".join if lang != "ja" else "".join
    return "\n\n".join(joined(chosen[n : n + 4]) for n in range(0, sentences, 4))


def _table(lang: str, number: int) -> str:
    head = (
        "| " + " | ".join(f"{_SHORT[lang]} {n}" for n in range(20)) + " |\n" + "|---" * 20 + "|\n"
    )
    rows = ("| " + " | ".join(f"{n * number}.{n}" for n in range(20)) + " |\n" for _ in range(6))
    return f"{_prose(lang, number, 4)}\n\n{head}{''.join(rows)}"


def _pictures(lang: str, number: int) -> str:
    places = ("", "#center", "#left+40%", "#right", "#wide", "#full")
    return "\n\n".join(
        f'![{_WORDS[lang][n % 5]}](/images/p{(number + n) % 4}.png{place} "{_SHORT[lang]}")'
        for n, place in enumerate(places)
    )


def _headings(lang: str, number: int) -> str:
    return "\n\n".join(
        f"{'#' * (1 + n % 5)} {_WORDS[lang][n % 5]}\n\n{_prose(lang, number + n, 4)}"
        for n in range(9)
    )


def _code(lang: str, number: int) -> str:
    line = f"depth = gauge[{number}] - zero  # {_WORDS[lang][0]} {_WORDS[lang][1]}"
    return f"{_prose(lang, number, 4)}\n\n```python\n" + f"{line}\n" * 12 + "```\n"


def _sources(lang: str, number: int) -> str:
    entries = "\n".join(
        f"{n + 1}. {_WORDS[lang][n % 5]} https://example.org/{lang}/{number}/{n}" for n in range(25)
    )
    return f"{_prose(lang, number)}\n\n## Sources\n\n{entries}"


def _notes(lang: str, number: int) -> str:
    text = _prose(lang, number).split("\n\n")
    notes = "\n".join(f"[^{n}]: {_WORDS[lang][n % 5] * (1 + n % 3)}" for n in range(len(text)))
    return "\n\n".join(f"{part}[^{n}]" for n, part in enumerate(text)) + f"\n\n{notes}"


def _lists(lang: str, number: int) -> str:
    deep = "\n".join("    " * n + f"* {_WORDS[lang][n % 5]}" for n in range(6))
    quoted = "\n".join(">" * n + f" {_WORDS[lang][n % 5]}\n{'>' * n}" for n in range(1, 5))
    return (
        f"{_prose(lang, number, 4)}\n\n{deep}\n\n{quoted}\n\n- [ ] {_SHORT[lang]}\n- [x] {number}\n"
    )


def _alerts(lang: str, number: int) -> str:
    kinds = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
    return "\n\n".join(f"> [!{kind}]\n> {_prose(lang, number, 4)}" for kind in kinds)


def _maths(lang: str, number: int) -> str:
    return f"{_prose(lang, number)}\n\n$$h_{{{number}}} = \\frac{{q^2}}{{2g}} + \\sum_i z_i$$\n"


# A shape is what the body is, by its name in the post's file.
SHAPES: Mapping[str, Callable[[str, int], str]] = {
    "line": lambda lang, number: _WORDS[lang][number % 5],
    "prose": _prose,
    "long": lambda lang, number: _prose(lang, number, 120),
    "table": _table,
    "pictures": _pictures,
    "picture": lambda _, number: f"![](/images/p{number % 4}.png)",
    "headings": _headings,
    "code": _code,
    "sources": _sources,
    "notes": _notes,
    "lists": _lists,
    "alerts": _alerts,
    "maths": _maths,
    "gallery": lambda lang, number: (
        f"{_prose(lang, number, 4)}\n\n" + "\n".join(f"![](/images/p{n}.png)" for n in range(4))
    ),
    "nothing": lambda *_: "",
}


def many_site() -> tuple[dict[str, str | bytes], dict[str, Any]]:
    """Return the files and the settings of the site."""
    files: dict[str, str | bytes] = {}
    names = list(SHAPES)
    for number in range(POSTS):
        shape, lang = names[number % len(names)], LANGUAGES[number // len(names) % 3]
        title = _TITLES[lang] if number % 4 == 0 else f"{_SHORT[lang]} {number}"
        files[f"{shape}-{lang}-{number}.md"] = post(
            SHAPES[shape](lang, number),
            title=title,
            slug=f"{shape}-{lang}-{number}",
            lang=lang,
            date=(date(2025, 6, 3) - timedelta(days=11 * number)).isoformat(),
            category=_SHORT[lang],
            tags=[f"{_SHORT[lang]} {n}" for n in range(number % 7)]
            if number % 50
            else [f"tag {n}" for n in range(200)],
            authors=["Mara Quill", "Tomas Arden"][: 1 + number % 2],
            **({"summary": _WORDS[lang][number % 5]} if number % 3 else {}),
        )
    for number, size in enumerate([(1600, 900), (900, 1600), (900, 900), (2400, 300)]):
        data = io.BytesIO()
        Image.new("RGB", size, (90 + 30 * number, 120, 140)).save(data, "PNG")
        files[f"images/p{number}.png"] = data.getvalue()
    settings = {
        "SITENAME": "The Lower Reach",
        "SITESUBTITLE": "Three languages, one river",
        "DEFAULT_PAGINATION": 20,
        "POUCH_FRONT_MATTER": {"markdown": "commonmark"},
        "POUCH_IMAGES": {"widths": [300, 600], "formats": ["webp"]},
        "POUCH_THEME": {"toc": 4},
    }
    return files, settings


def worth_a_look() -> tuple[str, ...]:
    """Return patterns of one page for each shape and language, and of all kinds of lists."""
    articles = (f"{shape}-{lang}-*.html" for lang in LANGUAGES for shape in SHAPES)
    lists = ("index.html", "index7.html", "archives.html", "tags.html", "tag/tag-7.html")
    return (*articles, *lists, "categories.html", "author/mara-quill.html", "sources.html")
