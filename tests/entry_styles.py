"""Write a work as the styles of citation do, with the facts that a reader must find in it.

The works and the words of each language are in `entries/works.json`. A style is a function that
returns the Markdown of an entry and the fields that plainly stand in it.
"""

# ruff: noqa: E501
from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "resources" / "entries"


@dataclass(frozen=True)
class Entry:
    """An entry of a list, and what is to be read in it."""

    language: str
    style: str
    text: str
    fields: dict[str, str]


class Work:
    """One work, with the words of its language."""

    def __init__(self, words: dict[str, Any], facts: dict[str, Any], number: int) -> None:
        self.words, self.number = words, number
        self.authors: list[list[str]] = facts["authors"]
        self.title, self.container, self.host = facts["title"], facts["container"], facts["host"]
        self.year, self.month, self.day = 2009 + 3 * number, 2 + 2 * number, 4 + 5 * number
        slug = "".join(
            c
            for c in unicodedata.normalize("NFKD", facts["authors"][0][0]).lower()
            if c.isascii() and c.isalnum()
        )
        self.url = f"https://{self.host}/{slug or 'work'}/{self.year}"

    @property
    def date(self) -> str:
        return f"{self.year}-{self.month:02}-{self.day:02}"

    def written(self, key: str, year: int, month: int, day: int) -> str:
        name = self.words["months"][month - 1]
        plain = self.words["day"].format(d=day, month=name, y=year)
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

    def mla(self) -> str:
        first, *rest = self.authors
        more = [f"{given} {family}" for family, given in rest]
        name = f"{first[0]}, {first[1]}"
        if len(more) == 1:
            return f"{name}, {self.words['and']} {more[0]}"
        return ", ".join([name, *more[:-1], f"{self.words['and']} {more[-1]}"]) if more else name


ACCESS = "2024-05-03"
Made = tuple[str, dict[str, str]]


def apa(w: Work) -> Made:
    author = w.names("{f}, {i}.", ", ", ", & ")
    stop = "" if w.title.endswith("?") else "."
    text = f"{author} ({w.year}). {w.title}{stop} *{w.container}*, *4*(1), 3–25. https://doi.org/10.5555/w{w.number}.{w.year}"
    doi = f"10.5555/w{w.number}.{w.year}"
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "doi": doi,
        "url": f"https://doi.org/{doi}",
    }


def apa_web(w: Work) -> Made:
    author = w.names("{f}, {i}.", ", ", ", & ")
    text = f"{author} ({w.on('dated')}). *{w.title}*. {w.read('retrieved')} {w.url}"
    return text, {"author": author, "date": w.date, "accessed": ACCESS}


def harvard(w: Work) -> Made:
    author = w.names("{f}, {i}.", ", ", f" {w.words['and']} ")
    text = f"{author} ({w.year}) '{w.title}', *{w.container}*, 4(1), pp. 3–25. {w.words['available']} {w.url} ({w.read('accessed')})."
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def mla(w: Work) -> Made:
    mark = "" if w.title.endswith("?") else "."
    text = f"{w.mla()}. “{w.title}{mark}” *{w.container}*, vol. 4, no. 1, {w.year}, pp. 3-25, {w.url}. {w.read('accessed')}."
    return text, {
        "author": w.mla(),
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def chicago_notes(w: Work) -> Made:
    mark = "" if w.title.endswith("?") else "."
    text = f"{w.mla()}. “{w.title}{mark}” *{w.container}*, {w.on('day')}. {w.url}."
    return text, {"author": w.mla(), "date": w.date, "publisher": w.container}


def chicago_author_date(w: Work) -> Made:
    mark = "" if w.title.endswith("?") else "."
    text = f"{w.mla()}. {w.year}. “{w.title}{mark}” *{w.container}* 4 (1): 3–25. {w.url}."
    return text, {"author": w.mla(), "date": str(w.year), "publisher": w.container}


def chicago_book(w: Work) -> Made:
    text = f"{w.mla()}. *{w.title}*. Deich: {w.container}, {w.year}."
    return text, {"author": w.mla(), "date": str(w.year), "url": ""}


def vancouver(w: Work) -> Made:
    author = w.names("{f} {i}", ", ", ", ")
    stop = "" if w.title.endswith("?") else "."
    text = f"{author}. {w.title}{stop} {w.container}. {w.year};12(3):44-51. doi:10.5555/v{w.number}.{w.year}"
    return text, {
        "author": author,
        "date": str(w.year),
        "doi": f"10.5555/v{w.number}.{w.year}",
        "url": "",
    }


def vancouver_web(w: Work) -> Made:
    author = w.names("{f} {i}", ", ", ", ")
    text = f"{author}. {w.title} [Internet]. Deich: {w.container}; {w.year} [cited 2024 May 3]. Available from: {w.url}"
    return text, {"author": author, "date": str(w.year), "accessed": ACCESS}


def iso_690(w: Work) -> Made:
    author = w.names("{F}, {g}", "; ", "; ")
    stop = "" if w.title.endswith("?") else "."
    text = f"{author}. {w.title}{stop} *{w.container}* [{w.words['online']}]. {w.year}, 12(3), 44–51 [{w.read('cited')}]. {w.words['available']} {w.url}"
    return text, {
        "author": author,
        "date": str(w.year),
        "publisher": w.container,
        "accessed": ACCESS,
    }


def gost(w: Work) -> Made:
    author = w.names("{f} {i}.", ", ", ", ")
    text = f"{author} {w.title} // {w.container}. {w.year}. № 3. С. 44–51. URL: {w.url} (дата обращения: 03.05.2024)."
    return text, {"author": author, "date": str(w.year), "accessed": ACCESS}


def din(w: Work) -> Made:
    author = w.names("{F}, {g}", " ; ", " ; ")
    text = f"{author}: {w.title}. In: {w.container} 12 ({w.year}), Nr. 3, S. 44–51. – URL {w.url} (Abruf: 03.05.2024)"
    return text, {"author": author, "date": str(w.year), "accessed": ACCESS}


def oxford(w: Work) -> Made:
    author = w.names("{g} {f}", ", ", f" {w.words['and']} ")
    text = f"{author}, ‘{w.title}’, *{w.container}*, {w.on('day')}, <{w.url}> [{w.read('cited')}]."
    return text, {"author": author, "date": w.date, "publisher": w.container, "accessed": ACCESS}


def wikipedia(w: Work) -> Made:
    author = w.names("{f}, {g}", "; ", "; ")
    text = f"{author} ({w.on('day')}). [{w.title}]({w.url}). *{w.container}*. {w.read('accessed')}."
    return text, {"author": author, "date": w.date, "publisher": w.container, "accessed": ACCESS}


def blog(w: Work) -> Made:
    text = f"[{w.title}]({w.url}), {w.on('day')}"
    return text, {"date": w.date}


def blog_words(w: Work) -> Made:
    return f"{w.title}: {w.url}", {}


STYLES = (
    apa, apa_web, harvard, mla, chicago_notes, chicago_author_date, chicago_book, vancouver, vancouver_web, iso_690,
    gost, din, oxford, wikipedia, blog, blog_words,
)  # fmt: skip


def generated() -> Iterator[Entry]:
    """Yield each work of each language in each style."""
    known = json.loads((FOLDER / "works.json").read_text(encoding="utf-8"))
    for language, words in known.items():
        for number, facts in enumerate(words["works"]):
            work = Work(words, facts, number)
            for style in STYLES:
                text, fields = style(work)
                gold = {"title": work.title, "url": work.url} | fields
                named = "".join(
                    c
                    for c in unicodedata.normalize("NFKD", work.container).lower()
                    if c.isascii() and c.isalnum()
                )
                if (
                    work.container in text
                    and work.host.startswith(f"{named}.")
                    and work.url in text
                ):
                    gold["publisher"] = work.container
                yield Entry(language, style.__name__, text, {k: v for k, v in gold.items() if v})


def by_hand() -> Iterator[Entry]:
    """Yield the entries of the text files: a line of Markdown, then a line for each field."""
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
            text, *rest = [line for line in block.split("\n") if not line.startswith("#")]
            fields = dict(line.strip().split(": ", 1) for line in rest)
            yield Entry(path.stem, "by hand", text, fields)
