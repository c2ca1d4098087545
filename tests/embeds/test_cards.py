"""Links alone in their paragraph and pasted frames become cards; cases are files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from support import cases, compare

from pelican_plugins._core.html_document import Document, outset
from pelican_plugins.embeds.cards import Card, first_embed, make_cards
from pelican_plugins.embeds.settings import EmbedsSettings

CASES = Path(__file__).parent / "cases"
SETTINGS = EmbedsSettings(show="cards")
VIDEO = "https://youtu.be/aB3-_x7Zq90"
FRAME = '<iframe src="https://www.youtube.com/embed/aB3-_x7Zq90"></iframe>'


def with_cards(html: str, settings: EmbedsSettings = SETTINGS) -> tuple[str, list[Card]]:
    """What the step makes of a body."""
    place = first_embed(html, settings)
    if place is None:
        return html, []
    document = Document(html, outset(html, place))
    cards = make_cards(document, settings)
    return document.html(), cards


@pytest.mark.parametrize("case", cases(CASES, ".in.html"))
def test_a_body_gets_its_cards(case: Path, rewrite: bool) -> None:
    html, _ = with_cards(case.read_text(encoding="utf-8"))

    compare(case, ".in.html", {".out.html": html}, rewrite=rewrite)
    # What has become a card stays as it is.
    assert with_cards(html)[0] == html


def test_untouched_is_untouched() -> None:
    written = (CASES / "untouched.in.html").read_text(encoding="utf-8")

    assert with_cards(written) == (written, [])


def test_frames_can_be_kept_and_providers_chosen() -> None:
    body = f"<p>{VIDEO}</p>\n<p>{FRAME}</p>\n<p>https://vimeo.com/1234</p>"

    kept, cards = with_cards(body, replace(SETTINGS, iframes="keep"))
    assert FRAME in kept
    assert [card.provider for card in cards] == ["youtube", "vimeo"]
    _, cards = with_cards(body, replace(SETTINGS, providers=("vimeo",)))
    assert cards == [Card("vimeo", "https://vimeo.com/1234", "vimeo.com/1234")]
    assert with_cards(body, replace(SETTINGS, providers=()))[0] == body


def test_a_frame_never_loads_before_a_click() -> None:
    html, _ = with_cards((CASES / "pasted.in.html").read_text(encoding="utf-8"))
    soup = BeautifulSoup(html, "html.parser")

    assert soup.find_all(["iframe", "script", "img", "link"]) == []
    for card in soup.select(".embed"):
        assert card.find("a")["href"].startswith("https://")
        assert card.find("a").get_text().strip()


@pytest.mark.parametrize("count", [2_000])
def test_many_links_are_many_cards(count: int) -> None:
    body = "\n".join([f"<p>{VIDEO}</p>", f"<p>{FRAME}</p>"] * (count // 2))

    html, cards = with_cards(body)

    assert len(cards) == count
    assert html.count('<figure class="embed embed-video"') == count


_PIECES = st.sampled_from(
    [
        *(f"<p>{VIDEO}</p>", FRAME, f'<p><a href="{VIDEO}">A talk</a></p>', f"<p>{FRAME}x</p>"),
        *("<p>", "</p>", "<div>", "</div>", "<ul><li>", "</li></ul>", "<figure>", "</figure>"),
        *("<a href='#'>", "</a>", "text &amp; more", "\n", "<!-- x -->", "</blockquote>"),
        "<script src='https://platform.twitter.com/widgets.js'></script>",
        "<blockquote class='mastodon-embed'>",
        "<section class='resources'>",
    ]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_words_are_never_lost(body: str) -> None:
    html, cards = with_cards(body)

    assert html.count("text &amp; more") == body.count("text &amp; more")
    assert html.count("data-player") == len(cards)
    assert with_cards(html)[0] == html
