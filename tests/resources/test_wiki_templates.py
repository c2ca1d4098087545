"""Citation templates of Wikipedia, pasted as text, are read by their keys and shown as words."""

# ruff: noqa: E501
from __future__ import annotations

import re
from html import unescape

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from support import counted_calls

from pelican_plugins._core.html_document import Document
from pelican_plugins.front_matter.commonmark.options import MarkdownStyle
from pelican_plugins.front_matter.commonmark.render import render
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.parsing.wiki_template_keys import Role, parse_key
from pelican_plugins.resources.parsing.wiki_templates import find_templates
from pelican_plugins.resources.resource import Resource

FLOOD, COPY = (
    "https://lowlandpost.example/flood",
    "https://web.archive.org/web/2021/https://lowlandpost.example/flood",
)
WEB = f"{{{{cite web |url={FLOOD} |title=The flood |last=Bell |first=Ines |last2=Quill |first2=Marcus |work=Lowland Post |date=4 March 2021 |access-date=3 May 2024 |archive-url={COPY} |archive-date=5 May 2021 |url-status=live}}}}"


def extracted(text: str) -> tuple[list[Resource], BeautifulSoup]:
    """Return what is read in a list and its page, which are the same with both engines."""
    source = f"## References\n\n{text}\n"
    read = []
    for html in (
        markdown.markdown(source, extensions=["extra"]),
        render(source, MarkdownStyle(), lambda _name: None).html,
    ):
        document = Document(html)
        found = extract_resources(document, ExtractionOptions())
        read.append((list(found.resources), BeautifulSoup(document.html(), "html.parser")))
    by_python, by_native = read
    assert by_python[0] == by_native[0]
    assert by_python[1].text.split() == by_native[1].text.split()
    return by_native


def shown(item: str) -> str:
    _, page = extracted(f"* {item}")
    return " ".join(page.li.text.split())


def test_facts_are_read_from_the_keys() -> None:
    (found,), page = extracted(f"* {WEB}")

    assert (found.title, found.url, found.archived) == ("The flood", FLOOD, COPY)
    assert (found.author, found.publisher) == ("Bell, Ines; Quill, Marcus", "Lowland Post")
    assert (found.date, found.accessed) == ("2021-03-04", "2024-05-03")
    assert [(link.url, link.role) for link in found.links] == [(FLOOD, "work"), (COPY, "archive")]
    assert [link["href"] for link in page.select("li a")] == [FLOOD, COPY]
    assert page.select_one("li a.u-url.p-name").text == "The flood"


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (
            WEB,
            "The flood lowlandpost.example Ines Bell, Marcus Quill, Lowland Post, 4 March 2021, access date 3 May 2024, archived copy, archive date 5 May 2021",
        ),
        (
            "{{cite book |title=Silt |author=Una Marsh |publisher=Marsh Press |location=Deich |isbn=978-3-16-148410-0 |pages=3–25}}",
            "Silt, Una Marsh, Marsh Press, Deich, ISBN 978-3-16-148410-0, pages 3–25",
        ),
        (
            "<ref name=a>{{Internetquelle |autor=Jule Ahrens |url=https://a.example/1 |titel=Die Flut |abruf=2024-05-03}}</ref>",
            "Die Flut a.example Jule Ahrens, abruf 2024-05-03",
        ),
        (
            "Read in winter: {{cite web |url=https://a.example/1 |title=''Silt'' and [[sand|grains]]}}. Worth it.",
            "Read in winter: Silt and grains a.example. Worth it.",
        ),
        (
            "{{cite web |url=https://a.example/1 |title=A {{!}} B |author={{lang|de|Jule}} |quote=}}",
            "A | B a.example Jule",
        ),
        (
            "{{cite web |url=https://a.example/1 |title=Silt}} {{cite web |url=https://a.example/2 |title=Sand |year=2019}} {{dead link |date=May 2021}}",
            "Silt a.example Sand, 2019 dead link, May 2021",
        ),
        (
            "{{Cite book|和書|author=山田太郎|title=渡し守|year=2019|url=https://a.example/1}}",
            "渡し守 a.example 和書, 山田太郎, 2019",
        ),
    ],
)
def test_a_reader_sees_words_and_no_braces(item: str, words: str) -> None:
    assert shown(item) == words


# One template in the words of each Wikipedia: the same work, by the same keys.
EDITIONS = {
    "en": "{{Cite news |last=Bell |first=Ines |title=T |url=U |newspaper=P |date=4 March 2021 |access-date=3 May 2024 |archive-url=A}}",
    "de": "{{Internetquelle |autor=Bell, Ines |url=U |titel=T |werk=P |datum=2021-03-04 |abruf=2024-05-03 |archiv-url=A}}",
    "fr": "{{Lien web |nom=Bell |prénom=Ines |titre=T |url=U |site=P |jour=4 |mois=mars |année=2021 |consulté le=3 mai 2024 |archiveurl=A}}",
    "es": "{{cita web |apellidos=Bell |nombre=Ines |título=T |url=U |obra=P |fecha=4 de marzo de 2021 |fechaacceso=3 de mayo de 2024 |urlarchivo=A}}",
    "it": "{{cita web |cognome=Bell |nome=Ines |titolo=T |url=U |sito=P |data=4 marzo 2021 |accesso=3 maggio 2024 |urlarchivio=A}}",
    "pt": "{{citar web |ultimo=Bell |primeiro=Ines |titulo=T |url=U |obra=P |data=4 de março de 2021 |acessodata=3 de maio de 2024 |arquivourl=A}}",
    "nl": "{{Citeer web |achternaam=Bell |voornaam=Ines |titel=T |url=U |werk=P |datum=4 maart 2021 |bezochtdatum=3 mei 2024 |archiefurl=A}}",
    "pl": "{{Cytuj |autor=Ines Bell |tytuł=T |url=U |czasopismo=P |data=2021-03-04 |data dostępu=2024-05-03 |archiwum=A}}",
    "sv": "{{webbref |efternamn=Bell |förnamn=Ines |titel=T |url=U |verk=P |datum=4 mars 2021 |hämtdatum=3 maj 2024 |arkivurl=A}}",
    "cs": "{{Citace elektronického periodika |příjmení=Bell |jméno=Ines |titul=T |url=U |periodikum=P |datum vydání=2021-03-04 |datum přístupu=2024-05-03 |url archivu=A}}",
    "ru": "{{статья |автор=Bell, Ines |заглавие=T |ссылка=U |издание=P |дата=2021-03-04 |дата обращения=2024-05-03 |архив=A}}",
    "uk": "{{стаття |автор=Bell, Ines |назва=T |посилання=U |видання=P |дата=2021-03-04 |дата доступу=2024-05-03 |архів=A}}",
    "tr": "{{Web kaynağı |soyadı=Bell |adı=Ines |başlık=T |url=U |eser=P |tarih=2021-03-04 |erişimtarihi=2024-05-03 |arşivurl=A}}",
    "ar": "{{استشهاد ويب |مؤلف=Bell, Ines |عنوان=T |مسار=U |موقع=P |تاريخ=2021-03-04 |تاريخ الوصول=2024-05-03 |مسار أرشيف=A}}",
    "fi": "{{Verkkoviite |tekijä=Bell, Ines |nimeke=T |osoite=U |julkaisu=P |ajankohta=2021-03-04 |viitattu=2024-05-03 |arkisto=A}}",
    "ja": "{{Cite web |和書 |author=Bell, Ines |title=T |url=U |website=P |date=2021年3月4日 |accessdate=2024年5月3日 |archiveurl=A}}",
    "zh": "{{cite web |author=Bell, Ines |title=T |url=U |website=P |date=2021-03-04 |accessdate=2024-05-03 |archive-url=A}}",
    "ko": "{{웹 인용 |저자=Bell, Ines |제목=T |url=U |웹사이트=P |날짜=2021-03-04 |확인날짜=2024-05-03 |보존url=A}}",
}


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_keys_of_each_edition(edition: str) -> None:
    values = {"T": "The flood", "U": FLOOD, "P": "Lowland Post", "A": COPY}
    item = re.sub(r"=([TUPA])(?=\s\||}})", lambda match: f"={values[match[1]]}", EDITIONS[edition])
    (found,), page = extracted(f"* {item}")

    assert (found.title, found.url, found.archived) == ("The flood", FLOOD, COPY)
    assert found.author in ("Bell, Ines", "Ines Bell")
    assert (found.publisher, found.date, found.accessed) == (
        "Lowland Post",
        "2021-03-04",
        "2024-05-03",
    )
    assert "{" not in page.li.text


@pytest.mark.parametrize(
    "text",
    [
        "{{cite web |url=https://a.example/1 |title=Silt}}\n{{cite web |url=https://a.example/2 |title=Sand}}",
        "{{cite web\n| url = https://a.example/1\n| title = Silt\n}}\n{{cite web\n| url=https://a.example/2\n| title=Sand}}",
        "{{cite web |url=https://a.example/1 |title=Silt}}\n\n{{cite web |url=https://a.example/2 |title=Sand}}",
        "* {{cite web\n  | url = https://a.example/1\n  | title = Silt\n  }}\n* <ref>{{cite web|url=https://a.example/2|title=Sand|page=3}}</ref>",
        "1. {{cite web|title=Silt|url=https://a.example/1}}\n2. {{cite web|title=Sand|url=https://a.example/2}}",
    ],
)
def test_lines_paragraphs_and_items(text: str) -> None:
    found, page = extracted(text)
    assert [(one.title, one.url) for one in found] == [
        ("Silt", "https://a.example/1"),
        ("Sand", "https://a.example/2"),
    ]
    assert "{" not in page.text
    assert page.find("ref") is None


@pytest.mark.parametrize(
    "item",
    [
        "Use {{ page.title }} for it https://a.example/1",
        "{{ url | title }} https://a.example/1",
        "{{cite web |url=https://a.example/1 |access-date=2024",
        "{{webarchive |url=https://a.example/1 |date=2024-05-03}}",
    ],
)
def test_other_braces_stay_as_they_are(item: str) -> None:
    _, page = extracted(f"* {item}")
    assert "{{" in page.li.text


def test_what_must_not_be_linked_is_not() -> None:
    (found,), page = extracted(
        "* {{cite web |url=javascript:alert(1) |title=Silt |archive-url=https://u:p@a.example/ |year=2019}}"
    )
    assert (found.url, found.archived, found.links) == (None, None, ())
    assert page.select("li a") == []


PIECES = st.sampled_from(
    ["{{", "}}", "|", "=", "title", "url", "last", "first2", "access-date", "[[", "]]", "''", "{{!}}", "https://a.example/1", "Silt", "2019", "<ref>", "</ref>", " ", "\n", "[https://a.example/2 Sand]", "cite web"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
@settings(max_examples=150)
def test_no_word_is_lost_or_made_up(inner: str) -> None:
    source = f"{{{{cite web|title=A {inner}"
    document = Document(f"<h2>References</h2><ul><li>{source} B 2020</li></ul>")
    for found in extract_resources(document, ExtractionOptions()).resources:
        text = BeautifulSoup(source, "html.parser").text
        for field in (found.title, found.author, found.publisher):
            assert set(re.findall(r"\w+", field)) <= set(re.findall(r"\w+", f"{text} B 2020"))
        page = unescape(document.html())
        for word in ("Silt", "Sand", "https://a.example/1", "https://a.example/2"):
            if word in text and "url" not in text:
                assert word in page


@pytest.mark.parametrize(
    "run",
    ["{{", "}}", "{{a|", "|a=b", "{{a|title=b}}", "[[a|", "{{a|title={{b}}", "''", "=", "|last1=a|first2=b"],
)  # fmt: skip
def test_work_grows_with_the_length_alone(run: str) -> None:
    once, twice = (
        counted_calls(find_templates, "{{cite web|title=A" + run * size + "}}")
        for size in (400, 800)
    )
    assert twice < 2.2 * once + 100


def test_a_number_in_a_key_counts_authors() -> None:
    assert parse_key("author-last2") == (Role.FAMILY, 2)
    assert parse_key("prénom 3") == (Role.GIVEN, 3)
    assert parse_key("series") == (None, 1)
