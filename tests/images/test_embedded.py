"""Pictures in `data:` URLs are as clean as those in files."""

from __future__ import annotations

import base64
import re
import urllib.parse

import pictures
from pictures import pixels, traces
from support import post

from pelican_plugins._core.html_document import Document
from pelican_plugins.images.embedded import clean_embedded, first_embedded

PHOTO = pictures.jpeg(6)


def url(data: bytes, kind: str = "jpeg") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def cleaned(html: str) -> Document:
    document = Document(html)
    clean_embedded(document, keep_copyright=False)
    return document


def embedded(html: str) -> list[bytes]:
    return [base64.b64decode(digits) for digits in re.findall(r"(?i);base64,([\w+/=]+)", html)]


def test_an_embedded_picture_is_cleaned_wherever_it_stands() -> None:
    photo = url(PHOTO)
    percent = f"data:image/jpeg;base64,{urllib.parse.quote(photo.partition(',')[2], safe='')}"
    for html in (
        f'<p><img alt="a" src="{photo}"></p>',
        f'<p><img alt="a" src="{photo.upper()[:22]}{photo[22:]}"></p>',
        f'<p><img alt="a" src="{percent}"></p>',
        f'<p><a href="{photo}">large</a></p>',
        f'<p><img alt="a" src="x.jpg" srcset="{photo} 2x, y.jpg 3x"></p>',
        f'<p style="background: url({photo})">a</p>',
        f'<video poster="{photo}"></video>',
    ):
        assert first_embedded(html) is not None
        (data,) = embedded(cleaned(html).html())
        assert traces(data) == []
        assert pixels(data) == pixels(PHOTO)


def test_a_picture_that_is_embedded_byte_for_byte_is_cleaned_too() -> None:
    photo = "data:image/jpeg," + "".join(f"%{byte:02X}" for byte in PHOTO)
    html = f'<p><img alt="a" src="{photo}"></p>'
    (data,) = embedded(cleaned(html).html())
    assert traces(data) == []
    assert pixels(data) == pixels(PHOTO)

    plain = html.replace(photo, "data:image/svg+xml,%3Csvg xmlns='a'/%3E")
    assert cleaned(plain).html() == plain


def test_what_has_nothing_private_stays_as_it_is_written() -> None:
    for html in (
        f'<p><img src="{url(pictures.plain_jpeg())}" alt=a></p>',
        "<p><img src='data:image/svg+xml;base64,PHN2Zy8+' alt=a></p>",
        "<p><img src='data:image/png;base64,AA==' alt=a></p>",
        "<p>data:image/png;base64, in a text</p>",
    ):
        document = cleaned(html)
        assert document.html() == html
        assert document.problems == []


def test_a_damaged_picture_is_left_out_and_named() -> None:
    document = cleaned(f'<p><img alt="a" src="{url(pictures.png()[:60], "png")}"></p>')

    assert document.html() == '<p><img alt="a" src="data:,"></p>'
    (problem,) = document.problems
    assert "an image in a data: URL was removed" in problem.text


def test_no_page_and_no_feed_of_a_site_tells_more_than_its_files(build_site) -> None:
    files = {
        "a.md": post(f"Text.\n\n![A gauge]({url(PHOTO)})"),
        "b.md": post(f'Text.\n\n<p style="background: url({url(PHOTO)})">B</p>', title="Another"),
    }
    site = build_site(files, {"FEED_ALL_ATOM": "feeds/all.atom.xml"})

    assert site.code == 0, site.log
    texts = [file.decode("utf-8", "replace") for file in site.files().values()]
    found = [data for text in texts for data in embedded(text)]
    assert len(found) > 2
    assert [traces(data) for data in found] == [[]] * len(found)
