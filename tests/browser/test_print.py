"""On paper: where sources lead is printed, and what only a screen can use is not."""

from __future__ import annotations

import io
import unicodedata

import pytest
from browser_support import Served

pytestmark = pytest.mark.needs("chromium")


def printed(browser, url: str) -> str:
    pypdf = pytest.importorskip("pypdf")
    page = browser.new_page(color_scheme="dark")
    page.goto(url)
    data = page.pdf(format="A4")
    page.context.close()
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert len(reader.pages) < 10
    # Lines are broken anywhere, and an address within itself.
    text = "".join(" ".join(sheet.extract_text() for sheet in reader.pages).split())
    # Some fonts have a sign of its own for "fi".
    return unicodedata.normalize("NFKC", text)


def test_an_article_on_paper(browser, demo: Served) -> None:
    text = printed(browser, f"{demo.url}/the-rivers-long-memory.html")

    assert "Theriver’slongmemory" in text
    assert "Itcomesto4.7metres." in text
    assert "<https://en.wikipedia.org/wiki/Stream_gauge>" in text
    assert "Thefitusesannualmaximaonly" in text
    for label in ("Howwesource", "Browse", "MadewithPelican", "Alsoin"):
        assert label not in text


def test_ink_is_dark_on_paper_whatever_the_screen_is(browser, demo: Served) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(f"{demo.url}/the-rivers-long-memory.html")
    page.emulate_media(media="print", color_scheme="dark")

    colour = page.eval_on_selector(".e-content p", "element => getComputedStyle(element).color")
    page.context.close()
    assert all(int(part) < 64 for part in colour.strip("rgb()").split(",")[:3])
