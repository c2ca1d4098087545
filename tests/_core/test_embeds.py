"""What a URL shows: only on exactly the hosts, paths and ids of a provider."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.embeds import FRAME_HOSTS, PROVIDERS, embed_of, page_of

YOUTUBE = "https://www.youtube-nocookie.com/embed/aB3-_x7Zq90?autoplay=1"
SHORT, LONG = "kkGMgK9ZtnKfYAgnEtQxbv", "9db9f3f1-9b54-44ed-9e91-461d262d2205"
OSM = "https://www.openstreetmap.org"
GOOGLE = "https://www.google.com/maps"
BLUESKY = "https://embed.bsky.app/embed"
TOWER = (
    "!1m18!1m12!1m3!1d2624.9!2d2.2922926!3d48.8583701!2m3!1f0!2f0!3f0!3m2!1i1024!2i768!4f13.1"
    "!3m3!1m2!1s0x47e6:0x8ddc!2sOld%20Mill!5e0"
)
RULES = "https://www.openstreetmap.org/export/embed.html?bbox=-1.5,50.0,-1.4,50.1&layer=cyclosm"


@pytest.mark.parametrize(
    ("url", "player"),
    [
        ("https://www.youtube.com/watch?v=aB3-_x7Zq90", YOUTUBE),
        ("http://m.youtube.com/watch?app=desktop&v=aB3-_x7Zq90&pp=x", YOUTUBE),
        ("HTTPS://YouTu.be/aB3-_x7Zq90?si=abc", YOUTUBE),
        ("https://youtu.be/aB3-_x7Zq90?t=1m5s", f"{YOUTUBE}&start=65"),
        ("https://www.youtube.com/watch?v=aB3-_x7Zq90&t=90", f"{YOUTUBE}&start=90"),
        ("https://www.youtube.com/live/aB3-_x7Zq90?t=x%22", YOUTUBE),
        ("https://www.youtube.com/embed/aB3-_x7Zq90?rel=0&start=7", f"{YOUTUBE}&start=7"),
        ("https://youtube.com/watch?v=aB3-_x7Zq90&list=PLx", f"{YOUTUBE}&list=PLx"),
        (
            "https://www.youtube.com/playlist?list=PL12",
            "https://www.youtube-nocookie.com/embed/videoseries?list=PL12",
        ),
        ("https://vimeo.com/1234", "https://player.vimeo.com/video/1234?dnt=1&autoplay=1"),
        (
            "https://vimeo.com/showcase/55/video/1234/0a1b2c3d4e#t=5s",
            "https://player.vimeo.com/video/1234?dnt=1&autoplay=1&h=0a1b2c3d4e#t=5s",
        ),
        (
            "https://player.vimeo.com/video/1234?h=0a1b2c3d4e&dnt=0",
            "https://player.vimeo.com/video/1234?dnt=1&autoplay=1&h=0a1b2c3d4e",
        ),
        (
            f"https://tube.example.org/w/{SHORT}?start=1m",
            f"https://tube.example.org/videos/embed/{SHORT}?autoplay=1&p2p=0&start=60s",
        ),
        (
            f"https://tube.example.org/videos/watch/{LONG}",
            f"https://tube.example.org/videos/embed/{LONG}?autoplay=1&p2p=0",
        ),
        (
            "https://social.example.org/users/mara/statuses/112233445566778899",
            "https://social.example.org/@mara/112233445566778899/embed",
        ),
        (
            "https://bsky.app/profile/mara.example.org/post/3kabc",
            f"{BLUESKY}/mara.example.org/app.bsky.feed.post/3kabc",
        ),
        (
            "https://bsky.app/profile/did:plc:ab12/post/3kabc",
            f"{BLUESKY}/did:plc:ab12/app.bsky.feed.post/3kabc",
        ),
        (
            "https://x.com/mara/status/12345?s=20",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=12345",
        ),
        (
            f"{OSM}/#map=10/50.0/-1.5",
            f"{OSM}/export/embed.html?bbox=-1.93945,49.82345,-1.06055,50.17655&layer=mapnik",
        ),
        (
            f"{OSM}/?mlat=50.0&mlon=-1.5",
            f"{OSM}/export/embed.html?bbox=-1.50687,49.99724,-1.49313,50.00276&layer=mapnik"
            "&marker=50.0,-1.5",
        ),
        (RULES, RULES),
        (f"{GOOGLE}/embed?pb={TOWER}", f"{GOOGLE}/embed?pb={TOWER.replace(':', '%3A')}"),
        (
            "https://www.google.de/maps/place/Caf%C3%A9+Mara/@52.5,13.3,17z/data=!3m1",
            f"{GOOGLE}?q=Caf%C3%A9+Mara&ll=52.5,13.3&z=17&output=embed",
        ),
        ("https://maps.google.com/maps?q=a%22b&output=embed", f"{GOOGLE}?q=a%22b&output=embed"),
        (f"{GOOGLE}/d/u/0/viewer?mid=abc_123", f"{GOOGLE}/d/embed?mid=abc_123"),
    ],
)
def test_a_page_or_a_player_is_known(url: str, player: str) -> None:
    found = embed_of(url)

    assert found is not None
    assert found.player == player
    # What a reader opens is of the same provider, and no player.
    again = embed_of(found.page)
    assert again is not None
    assert again.provider == found.provider
    if "/maps/search/" not in found.page:
        assert again.page == found.page
    assert not re.search(r"embed|player\.", found.page)


@pytest.mark.parametrize(
    "url",
    [
        "https://youtube.com.evil.example/watch?v=aB3-_x7Zq90",
        "https://evil.example/youtube.com/watch?v=aB3-_x7Zq90",
        "https://evilyoutube.com/watch?v=aB3-_x7Zq90",
        "https://youtube.com@evil.example/watch?v=aB3-_x7Zq90",
        "https://youtube.com:x@evil.example/watch?v=aB3-_x7Zq90",
        "https://evil@youtube.com/watch?v=aB3-_x7Zq90",
        "https://youtube.com:8443/watch?v=aB3-_x7Zq90",
        "https://youtube.com:0/watch?v=aB3-_x7Zq90",
        "https://youtube.com\\@evil.example/watch?v=aB3-_x7Zq90",
        "https://youtube.com./watch?v=aB3-_x7Zq90",
        "https://youtube%2ecom/watch?v=aB3-_x7Zq90",
        "https://youtub\u0435.com/watch?v=aB3-_x7Zq90",
        "https://xn--youtub-8of.com/watch?v=aB3-_x7Zq90",
        "https://\uff59outube.com/watch?v=aB3-_x7Zq90",
        "https://you\ttube.com/watch?v=aB3-_x7Zq90",
        "https:/youtube.com/watch?v=aB3-_x7Zq90",
        "https:youtube.com/watch?v=aB3-_x7Zq90",
        "//youtube.com/watch?v=aB3-_x7Zq90",
        "/watch?v=aB3-_x7Zq90",
        "javascript:alert(1)//youtube.com/watch?v=aB3-_x7Zq90",
        "data:text/html,https://youtube.com/watch?v=aB3-_x7Zq90",
        "ftp://youtube.com/watch?v=aB3-_x7Zq90",
        'https://youtube.com/watch?v=aB3-_x7Z"90',
        "https://youtube.com/watch?v=aB3-_x7Z%2290",
        "https://youtube.com/watch?v=aB3-_x7Zq90%22%20onload%3D",
        "https://youtube.com/watch?v=aB3-_x7Zq9",
        "https://youtube.com/watch",
        "https://youtube.com/@mara",
        "https://youtube.com/embed/../../x",
        "https://vimeo.com/mara",
        "https://vimeo.com/١٢٣",
        f"https://xn--tub-dma.example/w/{SHORT}",
        f"https://tub\u00e9.example/w/{SHORT}",
        f"https://localhost/w/{SHORT}",
        f"https://127.0.0.1/w/{SHORT}",
        f"https://[::1]/w/{SHORT}",
        "https://tube.example.org/w/short",
        "https://social.example.org/@mara@other.example.org/112233445566778899",
        "https://social.example.org/@mara",
        "https://bsky.app/profile/mara.example.org",
        'https://bsky.app/profile/a"b.example/post/3k',
        "https://x.com/mara",
        f"{OSM}/node/12",
        f"{OSM}/#map=10/500/1",
        f"{OSM}/export/embed.html?bbox=1,2,3,x",
        f"{GOOGLE}/embed?pb=x",
        "https://google.evil/maps?q=x",
        f"{GOOGLE}/dir/Mill/Weir/@52.5,13.3,12z",
        "https://www.google.com/search?q=maps",
        "https://maps.app.goo.gl/abc",
        "https://[/watch",
        "https://www.youtube.com/watch?v=aB3-_x7Zq90&x=" + "a" * 5000,
    ],
)
def test_other_urls_are_nobodys(url: str) -> None:
    assert embed_of(url) is None


def test_servers_can_be_named() -> None:
    servers = ("tube.example.org",)

    assert embed_of(f"https://tube.example.org/w/{SHORT}", servers)
    assert embed_of(f"https://other.example.org/w/{SHORT}", servers) is None
    assert embed_of("https://vimeo.com/1234", servers)


_PARTS = st.sampled_from(
    [
        *"/?#&=@:.%\\\"'<> \t\n",
        *("https://", "http:", "javascript:", "youtube.com", "youtu.be", "vimeo.com", "bsky.app"),
        *("openstreetmap.org", "google.com/maps", "x.com", "tube.example.org", "evil.example"),
        *("watch", "v=", "aB3-_x7Zq90", "map=1/2/3", "q=", "pb=", "!2d1!3d2", "status", "12345678"),
        *("@a", SHORT, "w", "t=1s", "list=", "mid=", "embed", "\u0435", "profile", "post", "a.b"),
    ]
)


@given(st.lists(_PARTS, max_size=14).map("".join))
def test_a_player_is_where_its_provider_has_it(text: str) -> None:
    for url in (text, f"https://www.youtube.com/{text}", f"https://www.google.com/maps{text}"):
        found = embed_of(url)
        if found is None:
            continue
        own = FRAME_HOSTS.get(found.provider, "https://tube.example.org")
        assert found.player.startswith(f"{own}/")
        for made in (found.player, found.page):
            assert not set(made) & set("\"'<>\\` \t\n")
            assert made.startswith("https://")


def test_each_provider_of_one_host_has_a_frame_host() -> None:
    assert FRAME_HOSTS.keys() == {name for name, each in PROVIDERS.items() if each.hosts}


def test_an_id_becomes_the_url_of_its_page() -> None:
    assert page_of("youtube", "a b") == "https://www.youtube.com/watch?v=a%20b"
    assert page_of("nobody", "x") == ""
