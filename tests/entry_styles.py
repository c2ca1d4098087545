"""Write a work as the styles of citation do, with the facts that a reader must find in it.

The works and the words of each language are in `entries/works.json`. A style is a function that
returns the Markdown of an entry and the fields that plainly stand in it.
"""

# ruff: noqa: E501
from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "resources" / "entries"


FIELDS = (
    *("title", "url", "author", "publisher", "date", "accessed", "doi", "isbn", "archived"),
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An entry of a list, and what is to be read in it."""

    language: str
    style: str
    text: str
    fields: dict[str, str]
    is_open: bool = False


class Work:
    """One work, with the words of its language."""

    def __init__(
        self, language: str, words: dict[str, Any], facts: dict[str, Any], number: int
    ) -> None:
        self.words, self.number, self.language = words, number, language
        self.authors: list[list[str]] = facts["authors"]
        self.title, self.container, self.host = facts["title"], facts["container"], facts["host"]
        self.year, self.month, self.day = 2009 + 3 * number, 2 + 2 * number, 4 + 5 * number
        slug = ascii_letters(facts["authors"][0][0])
        self.url = f"https://{self.host}/{slug or 'work'}/{self.year}"
        self.stop = "" if self.title.endswith(("?", "？", "؟")) else "."
        self.comma = "،" if language == "ar" else ","

    @property
    def date(self) -> str:
        return f"{self.year}-{self.month:02}-{self.day:02}"

    @property
    def isbn(self) -> str:
        """Return a valid ISBN-13 of the prefix for samples, hyphenated."""
        digits = f"97831614841{self.number}"[:12]
        check = -sum(int(d) * (1, 3)[n % 2] for n, d in enumerate(digits)) % 10
        return f"{digits[:3]}-{digits[3]}-{digits[4:6]}-{digits[6:12]}-{check}"

    def written(self, key: str, year: int, month: int, day: int) -> str:
        name = self.words["months"][month - 1]
        plain = self.words["day"].format(d=day, m=month, month=name, y=year)
        return self.words[key].format(d=day, m=month, month=name, y=year, day=plain)

    def on(self, key: str) -> str:
        """Return a date of publication in the language's own words."""
        return self.written(key, self.year, self.month, self.day)

    def read(self, key: str) -> str:
        """Return the day of access, with the language's own words before it."""
        return self.written(key, 2024, 5, 3)

    def names(self, form: str, joint: str, last: str) -> str:
        made = [form.format(f=f, F=f.upper(), g=g, i=g[0]) for f, g in self.authors]
        return joint.join(made[:-1]) + last + made[-1] if len(made) > 1 else made[0]

    def apa_names(self) -> str:
        c = self.comma
        return self.names(f"{{f}}{c} {{i}}.", f"{c} ", f"{c} & ")

    def mla(self) -> str:
        first, *rest = self.authors
        more = [f"{given} {family}" for family, given in rest]
        name = f"{first[0]}{self.comma} {first[1]}"
        if len(more) == 1:
            return f"{name}{self.comma} {self.words['and']} {more[0]}"
        return ", ".join([name, *more[:-1], f"{self.words['and']} {more[-1]}"]) if more else name


def ascii_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return "".join(c for c in decomposed if c.isascii() and c.isalnum())


ACCESS = "2024-05-03"
Made = tuple[str, dict[str, str]]
Style = Callable[[Work], Made]


def apa(w: Work) -> Made:
    doi = f"10.5555/w{w.number}.{w.year}"
    text = f"{w.apa_names()} ({w.year}). {w.title}{w.stop} *{w.container}*, *4*(1), 3–25. https://doi.org/{doi}"
    return text, {
        "author": w.apa_names(),
        "date": str(w.year),
        "publisher": w.container,
        "doi": doi,
        "url": f"https://doi.org/{doi}",
    }


def apa_web(w: Work) -> Made:
    text = f"{w.apa_names()} ({w.on('dated')}). *{w.title}*. {w.read('retrieved')} {w.url}"
    return text, {"author": w.apa_names(), "date": w.date, "accessed": ACCESS}


def apa_book(w: Work) -> Made:
    text = f"{w.apa_names()} ({w.year}). *{w.title}*. {w.container}."
    return text, {"author": w.apa_names(), "date": str(w.year), "publisher": w.container, "url": ""}


def harvard(w: Work) -> Made:
    author = w.names("{f}, {i}.", ", ", f" {w.words['and']} ")
    text = f"{author} ({w.year}) '{w.title}', *{w.container}*, 4(1), pp. 3–25. {w.words['available']} {w.url} ({w.read('accessed')})."
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def harvard_book(w: Work) -> Made:
    author = w.names("{f}, {i}.", ", ", f" {w.words['and']} ")
    text = f"{author} ({w.year}) *{w.title}*. Deichstadt: {w.container}."
    return text, {"author": author, "date": str(w.year), "publisher": w.container, "url": ""}


def mla(w: Work) -> Made:
    text = f"{w.mla()}. “{w.title}{w.stop}” *{w.container}*, vol. 4, no. 1, {w.year}, pp. 3-25, {w.url}. {w.read('accessed')}."
    return text, {
        "author": w.mla(),
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def chicago_notes(w: Work) -> Made:
    text = f"{w.mla()}. “{w.title}{w.stop}” *{w.container}*, {w.on('day')}. {w.url}."
    return text, {"author": w.mla(), "date": w.date, "publisher": w.container}


def chicago_footnote(w: Work) -> Made:
    author = w.names("{g} {f}", ", ", f" {w.words['and']} ")
    text = f"{author}, “{w.title}{',' if w.stop else ''}” *{w.container}*, {w.on('day')}, {w.url}."
    return text, {"author": author, "date": w.date, "publisher": w.container}


def chicago_author_date(w: Work) -> Made:
    text = f"{w.mla()}. {w.year}. “{w.title}{w.stop}” *{w.container}* 4 (1): 3–25. {w.url}."
    return text, {"author": w.mla(), "date": str(w.year), "publisher": w.container}


def chicago_book(w: Work) -> Made:
    text = f"{w.mla()}. *{w.title}*. Deichstadt: {w.container}, {w.year}."
    return text, {"author": w.mla(), "date": str(w.year), "publisher": w.container, "url": ""}


def vancouver(w: Work) -> Made:
    author = w.names("{f} {i}", ", ", ", ")
    doi = f"10.5555/v{w.number}.{w.year}"
    text = f"{author}. {w.title}{w.stop} {w.container}. {w.year};12(3):44-51. doi:{doi}"
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "doi": doi,
        "url": "",
    }


def vancouver_web(w: Work) -> Made:
    author = w.names("{f} {i}", ", ", ", ")
    text = f"{author}. {w.title} [Internet]. Deichstadt: {w.container}; {w.year} [cited 2024 May 3]. Available from: {w.url}"
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def iso_690(w: Work) -> Made:
    author = w.names("{F}, {g}", "; ", "; ")
    text = f"{author}. {w.title}{w.stop} *{w.container}* [{w.words['online']}]. {w.year}, 12(3), 44–51 [{w.read('cited')}]. {w.words['available']} {w.url}"
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def iso_690_book(w: Work) -> Made:
    author = w.names("{F}, {g}", ", ", f" {w.words['and']} ")
    text = f"{author}. *{w.title}*. 2. ed. Deichstadt: {w.container}, {w.year}. ISBN {w.isbn}."
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "isbn": w.isbn.replace("-", ""),
        "url": "",
    }


def gost(w: Work) -> Made:
    author = w.names("{f} {i}.", ", ", ", ")
    text = f"{author} {w.title} // {w.container}. {w.year}. № 3. С. 44–51. URL: {w.url} (дата обращения: 03.05.2024)."
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def din(w: Work) -> Made:
    author = w.names("{F}, {g}", " ; ", " ; ")
    text = f"{author}: {w.title}. In: {w.container} 12 ({w.year}), Nr. 3, S. 44–51. – URL {w.url} (Abruf: 03.05.2024)"
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def din_book(w: Work) -> Made:
    author = w.names("{F}, {g}", " ; ", " ; ")
    text = f"{author}: *{w.title}*. 2. Aufl. Deichstadt : {w.container}, {w.year}. – ISBN {w.isbn}"
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "isbn": w.isbn.replace("-", ""),
        "url": "",
    }


def oxford(w: Work) -> Made:
    author = w.names("{g} {f}", ", ", f" {w.words['and']} ")
    text = f"{author}, ‘{w.title}’, *{w.container}*, {w.on('day')}, <{w.url}> [{w.read('cited')}]."
    return text, {"author": author, "date": w.date, "publisher": w.container, "accessed": ACCESS}


def wikipedia(w: Work) -> Made:
    author = w.names("{f}, {g}", "; ", "; ")
    text = f"{author} ({w.on('day')}). [{w.title}]({w.url}). *{w.container}*. {w.read('accessed')}."
    return text, {"author": author, "date": w.date, "publisher": w.container, "accessed": ACCESS}


def wiki_template(w: Work) -> Made:
    key = w.words["template"]
    if "{" in key["author"]:
        people = " |".join(
            key["author"].format(f=f, g=g, n=n if len(w.authors) > 1 else "")
            for n, (f, g) in enumerate(w.authors, 1)
        )
        author = w.names("{f}, {g}", "; ", "; ")
    else:
        author = w.names("{f}{g}" if w.language in {"zh", "ja"} else "{g} {f}", ", ", ", ")
        people = f"{key['author']}={author}"
    iso = key["form"] == "iso"
    on, read = (w.date, ACCESS) if iso else (w.on("day"), w.written("day", 2024, 5, 3))
    copy = f"https://web.archive.org/web/2024/{w.url}"
    text = f"{{{{{key['name']} |{people} |{key['title']}={w.title} |{key['url']}={w.url} |{key['container']}={w.container} |{key['date']}={on} |{key['accessed']}={read}}}}}"
    if w.number % 2:
        text = text.replace("}}", f" |archive-url={copy} |archive-date=2024-05-04}}}}")
    archived = copy if w.number % 2 else ""
    return text, {
        "author": author,
        "date": w.date,
        "publisher": w.container,
        "accessed": ACCESS,
        "archived": archived,
    }


def blog(w: Work) -> Made:
    return f"[{w.title}]({w.url}){w.comma} {w.on('day')}", {"date": w.date}


def blog_words(w: Work) -> Made:
    return f"{w.title}: {w.url}", {}


def blog_by(w: Work) -> Made:
    author = w.names("{g} {f}", ", ", f" {w.words['and']} ")
    if not w.words["by"] or len(w.authors) > 1:
        return f"[{w.title}]({w.url}) ({author})", {}
    return f"[{w.title}]({w.url}) {w.words['by']} {author}", {"author": author}


def blog_archived(w: Work) -> Made:
    copy = f"https://web.archive.org/web/2024/{w.url}"
    return f"{w.title} – {w.url} ([archive]({copy}))", {"archived": copy}


def gbt_journal(w: Work) -> Made:
    author = w.names("{f}{g}", ", ", ", ")
    text = f"{author}. {w.title}[J]. {w.container}, {w.year}, 12(3): 44-51."
    return text, {"author": author, "date": str(w.year), "publisher": w.container, "url": ""}


def gbt_web(w: Work) -> Made:
    author = w.names("{f}{g}", ", ", ", ")
    text = f"{author}. {w.title}[EB/OL]. ({w.date})[{ACCESS}]. {w.url}."
    return text, {"author": author, "date": w.date, "accessed": ACCESS}


def gbt_book(w: Work) -> Made:
    author = w.names("{f}{g}", "，", "，")
    text = f"{author}. {w.title}[M]. 北京: {w.container}, {w.year}: 44."
    return text, {"author": author, "date": str(w.year), "publisher": w.container, "url": ""}


def east_apa(w: Work) -> Made:
    author = w.names("{f}{g}", "、", "、")
    title = w.title if not w.stop else f"{w.title}。"
    text = f"{author}（{w.year}）。{title}*{w.container}*，4（1），3–25。{w.url}"
    return text, {"author": author, "date": str(w.year), "publisher": w.container}


def zh_quoted(w: Work) -> Made:
    author = w.names("{f}{g}", "、", "、")
    text = f"{author}：《{w.title}》，{w.on('day')}，{w.url}（{w.read('accessed')}）"
    return text, {"author": author, "date": w.date, "accessed": ACCESS}


def sist(w: Work) -> Made:
    author = w.names("{f}{g}", ", ", ", ")
    text = f"{author}. {w.title}{w.stop} {w.container}. {w.year}, 12(3), p. 44-51. {w.url}, (参照 {ACCESS})."
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def ja_quoted(w: Work) -> Made:
    author = w.names("{f}{g}", "・", "・")
    text = f"{author}「{w.title}」『{w.container}』{w.on('day')}、{w.url}（{w.written('day', 2024, 5, 3)}閲覧）"
    return text, {"author": author, "date": w.date, "publisher": w.container, "accessed": ACCESS}


COMMON: tuple[Style, ...] = (wiki_template, blog, blog_words, blog_archived)
STYLES: tuple[Style, ...] = (
    *COMMON, apa, apa_web, apa_book, harvard, harvard_book, mla, chicago_notes, chicago_footnote, chicago_author_date,
    chicago_book, vancouver, vancouver_web, iso_690, iso_690_book, gost, din, din_book, oxford, wikipedia, blog_by,
)  # fmt: skip
STYLES_OF: dict[str, tuple[Style, ...]] = {
    "zh": (*COMMON, gbt_journal, gbt_web, gbt_book, east_apa, zh_quoted),
    "ja": (*COMMON, sist, east_apa, ja_quoted),
    "ar": (*COMMON, apa, apa_web, apa_book, mla, chicago_notes, chicago_author_date, chicago_book, wikipedia),
}  # fmt: skip


def generated() -> Iterator[Entry]:
    """Yield each work of each language in each style."""
    known = json.loads((FOLDER / "works.json").read_text(encoding="utf-8"))
    for language, words in known.items():
        for number, facts in enumerate(words["works"]):
            work = Work(language, words, facts, number)
            for style in STYLES_OF.get(language, STYLES):
                text, fields = style(work)
                gold = {"title": work.title, "url": work.url} | fields
                if (
                    work.container in text
                    and work.host.startswith(f"{ascii_letters(work.container)}.")
                    and work.url in text
                ):
                    gold["publisher"] = work.container
                yield Entry(language, style.__name__, text, {k: v for k, v in gold.items() if v})


def by_hand() -> Iterator[Entry]:
    """Yield the entries of the text files: a line of Markdown, then a line for each field.

    A comment that begins with "open" is above an entry that is not read right, and says why.
    """
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            lines = block.split("\n")
            text, *rest = [line for line in lines if not line.startswith("#")]
            fields = dict(line.strip().split(": ", 1) for line in rest)
            open_ = lines[0].startswith("# open")
            yield Entry(path.stem, "by hand", text, fields, is_open=open_)
