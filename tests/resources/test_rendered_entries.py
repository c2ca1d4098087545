"""What a page shows of an entry: pairs of marks stay together, and no line begins with a comma."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.html_document import Document
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.parsing.paired_marks import lone_marks
from pelican_plugins.resources.resource import Resource

# Every pair of quotation marks in Unicode CLDR, and what people write besides.
QUOTES = [
    *("“ ”", "‘ ’", "„ “", "‚ ‘", "„ ”", "‚ ’", "” ”", "’ ’", "« »", "» «", "» »", "‹ ›", "› ‹"),
    *("「 」", "『 』", "《 》", "〈 〉", "〝 〞", '" "', "' '", "“ „"[:2] + "”"),
]
BRACKETS = ["( )", "[ ]", "（ ）", "【 】", "〔 〕", "〖 〗"]
PAIRS = [tuple(pair.split()) for pair in dict.fromkeys([*QUOTES, *BRACKETS])]
SPACED = [
    (f"{opening}{space}", f"{space}{closing}")
    for opening, closing in (("«", "»"), ("‹", "›"))
    for space in ("\u00a0", "\u202f")
]
URL = "https://lowlandpost.example/ferry"
TITLES = ["The ferryman", "Der Fährmann", "渡し守", "Паромщик", "المعداوي والنهر", "הספן והנהר"]
CLOSING = "[,;.)\\]}、。，．；：！？）］】〕〗」』》〉]"


@dataclass(frozen=True)
class Entry:
    """An entry as somebody types it, and what must be seen of it."""

    lead: str
    pair: tuple[str, str]
    title: str
    within: str
    joint: str
    address: str
    tail: str
    second: str

    @property
    def quoted(self) -> str:
        return f"{self.pair[0]}{self.title}{self.within if self.pair[0] else ''}{self.pair[1]}"

    @property
    def html(self) -> str:
        linked = f"<a href='{URL}'>{self.title}</a>"
        if self.address == "title":
            quoted = self.quoted.replace(self.title, linked)
            return f"{self.lead}{quoted}{self.tail}{self.second}"
        return f"{self.lead}{self.quoted}{self.joint}{self.address}{self.tail}{self.second}"


AUTOLINK = f"<a href='{URL}'>{URL}</a>"
SECOND = [
    "",
    " (<a href='https://lowlandpost.example/ferry.pdf'>PDF</a>)",
    " [<a href='https://web.archive.org/web/2021/https://lowlandpost.example/ferry'>archived</a>]",
    ", via <a href='https://other.example/'>Tide &amp; Time</a>",
]
entries = st.builds(
    Entry,
    lead=st.sampled_from(["", "Quill, M. (2019). ", "Mara Quill, ", "Mara Quill: "]),
    pair=st.sampled_from([("", ""), *PAIRS, *SPACED]),
    title=st.sampled_from(TITLES),
    within=st.sampled_from(["", "", ",", ".", "?", "!"]),
    joint=st.sampled_from(
        [" ", ": ", ", ", " – ", " - ", ". ", " | ", "\n", ", <em>Lowland Post</em>, "]
    ),
    address=st.sampled_from(
        [
            *("title", URL, f"({URL})", f"[{URL}]", f"&lt;{URL}&gt;", AUTOLINK, f"({AUTOLINK})"),
            *(f"(<a href='{URL}'>link</a>)", f"[<a href='{URL}'>PDF</a>]", f"（{URL}）"),
        ]
    ),
    tail=st.sampled_from(
        [
            *("", ".", ", in two volumes", "; read twice", " – a review.", " (read 3 May 2021)."),
            *(". In two volumes.", " , in two volumes", " ; lu deux fois", " : lu deux fois"),
            *("、2021年。", " [in Latin]", " (see also “The tide”).", "، جزآن", " - “so it is”"),
        ]
    ),
    second=st.sampled_from(SECOND),
)


def rendered(*items: str) -> tuple[tuple[Resource, ...], list[Tag]]:
    html = "<h2>References</h2><ul>" + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>"
    document = Document(html)
    found = extract_resources(document, ExtractionOptions()).resources
    return found, BeautifulSoup(document.html(), "html.parser").select("li.resource")


def without_hosts(item: Tag) -> str:
    copy = BeautifulSoup(str(item), "html.parser")
    for host in copy.select(".resource-host"):
        host.decompose()
    return copy.get_text()


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.replace(URL, ""))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(entries)
def test_an_entry_on_the_page(entry: Entry) -> None:
    (resource,), (item,) = rendered(entry.html)
    source = BeautifulSoup(entry.html, "html.parser").get_text()
    shown = item.get_text()

    # No line can begin with what closes: no space that breaks is before it.
    begins = rf"[ \n]{CLOSING}(?=\s|\Z)"
    assert not re.search(begins, shown), shown
    (host,) = item.select(".resource-host")
    assert not re.match(r"[ \n]+(?:[;:!?»]|[-–—] )", str(host.next_sibling or "")), str(item)
    # A title has both of its marks around it, and the host is not between them.
    assert squeezed(entry.quoted) in squeezed(shown), shown
    # No brackets are left empty, and no punctuation meets another.
    rest = without_hosts(item)
    assert not re.search(r"[(\[（<]\s*[)\]）>]", rest), rest
    doubled = r"[,;:.、。][,;:.、。]"
    assert len(re.findall(doubled, squeezed(shown))) <= len(re.findall(doubled, squeezed(source)))
    # The order is that of the source.
    assert words(rest) == words(source), rest
    urls = [str(link["href"]) for link in item.select("a")]
    assert urls == [link.url for link in resource.links]
    assert resource.url == URL
    # The data has no half of a pair, and no note that begins in the midst.
    for text in (resource.title, resource.note):
        assert not lone_marks(text), text
        assert not re.search(r"[,;،、]\s*[,;،、]", text), text
    assert not re.match(rf"{CLOSING}|[-–—:!?]", resource.note), resource.note
