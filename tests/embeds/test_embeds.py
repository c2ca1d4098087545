"""Cards in built sites: in any theme, in feeds, beside reference lists, and only when asked for."""

from __future__ import annotations

import re
from typing import Any

import pytest
from support import post

from pelican_plugins._core.errors import SettingsError
from pelican_plugins._core.settings import load
from pelican_plugins.embeds.settings import EmbedsSettings, check

FRAME = '<iframe src="https://www.youtube.com/embed/aB3-_x7Zq91" title="A film"></iframe>'
FILES: dict[str, str | bytes] = {
    "talks.md": post(
        "Bread and butter are good.\n\n"
        '{{< youtube id="aB3-_x7Zq90" title="A talk" >}}\n\n'
        '{% include vimeo.html id="1234" %}\n\n'
        "{{< tweet mara 12345 >}}\n\n"
        "<https://social.example.org/@mara/112233445566778899>\n\n"
        f"{FRAME}\n\n"
        "Read <https://youtu.be/aB3-_x7Zq92> first.\n\n"
        "## References\n\n"
        "<https://www.youtube.com/watch?v=aB3-_x7Zq93>\n\n<https://vimeo.com/99>\n",
        title="Talks",
    ),
    "plain.md": post("Read <https://youtu.be/aB3-_x7Zq92> first.", title="Plain"),
}
FEED = {"FEED_ALL_ATOM": "all.xml", "SITEURL": "https://example.org"}


def test_a_page_shows_cards_and_a_feed_links(shared_site) -> None:
    site = shared_site(FILES, {**FEED, "POUCH_EMBEDS": {"show": "players"}})
    page = site.soup("talks.html")
    feed = site.text("all.xml")

    assert site.code == 0, site.log
    cards = page.select(".e-content .embed")
    assert [card.find("a").get_text() for card in cards] == [
        *("A talk", "Video on Vimeo", "Post by i", "social.example.org/@mara/112233445566778899"),
        "A film",
    ]
    assert [card.select_one(".embed-host").get_text() for card in cards] == [
        *("youtube.com", "vimeo.com", "twitter.com", "social.example.org", "youtube.com")
    ]
    # Nothing of another host is on the page, but links.
    assert not page.select("iframe, [src^=http]:not([src^='https://example.org/'])")
    # Entries of the list, and what stands among words.
    assert len(page.select("section.resources li")) == 2
    assert page.select("p > a[href='https://youtu.be/aB3-_x7Zq92']")
    assert "Bread and butter are good." in page.select_one("meta[name=description]")["content"]
    assert "vimeo.com" not in page.select_one("meta[name=description]")["content"]
    # Feeds have what they had: a link in its paragraph.
    assert "data-player" not in feed
    assert "figcaption" not in feed
    for url in ("watch?v=aB3-_x7Zq90", "watch?v=aB3-_x7Zq91"):
        assert re.search(rf'&lt;p&gt;&lt;a href="https://www\.youtube\.com/{re.escape(url)}', feed)


def test_the_script_is_where_a_card_is(shared_site) -> None:
    site = shared_site(FILES, {**FEED, "POUCH_EMBEDS": {"show": "players"}})
    script = "https://example.org/theme/js/pouch-embeds.js"

    assert [each["src"] for each in site.soup("talks.html").find_all("script", src=True)] == [
        script
    ]
    assert not site.soup("plain.html").find_all("script", src=True)
    assert not site.soup("index.html").find_all("script", src=True)
    assert (site.output / "theme/js/pouch-embeds.js").is_file()


def test_by_default_a_post_stays_as_it_is(shared_site) -> None:
    site = shared_site(FILES, FEED)

    assert "embed-host" not in site.text("talks.html")
    assert FRAME in site.text("talks.html")
    assert not (site.output / "theme/js/pouch-embeds.js").exists()
    # The page that the player shows, and not the player.
    assert 'href="https://www.youtube.com/watch?v=aB3-_x7Zq91"' in site.text("all.xml")


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_any_theme_shows_them_without_another_plugin(build_site, theme: str) -> None:
    files = {"a.md": "Title: A\nDate: 2025-01-02\n\n<https://youtu.be/aB3-_x7Zq90>\n\n" + FRAME}
    settings: dict[str, Any] = {"PLUGINS": ["pelican_plugins.embeds"], "THEME": theme}

    site = build_site(files, {**settings, "POUCH_EMBEDS": {"show": "players"}})

    assert site.code == 0, site.log
    page = site.soup("a.html")
    assert len(page.select("figure.embed > a")) == 2
    assert page.select("head > script[src$='/theme/js/pouch-embeds.js'][defer]")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"show": True}, "POUCH_EMBEDS['show'] is True"),
        ({"show": "player"}, "one of 'as-written', 'cards', 'players'"),
        ({"iframes": None}, "one of 'card', 'keep'"),
        ({"providers": "youtube"}, "a list of strings"),
        ({"providers": ["youtub"]}, "did you mean 'youtube'"),
        ({"providers": [1]}, "a list of strings"),
        ({"servers": ["https://tube.example.org"]}, "a host in lower case"),
        ({"servers": [""]}, "a host in lower case"),
        ({"servers": {"a": 1}}, "a list of strings"),
        ({"players": True}, "unknown key 'players'"),
        (["players"], "a dictionary, such as POUCH_EMBEDS"),
    ],
)
def test_a_wrong_setting_is_one_message(settings: Any, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        check(load(EmbedsSettings, {"POUCH_EMBEDS": settings}, "POUCH_EMBEDS"))

    assert said in str(error.value)
