"""One work has one key, however its address is written; two works have two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins.resources.canonical_url import canonical_url

SAME = {
    "https://example.org/a": [
        "http://example.org/a",
        "https://www.example.org/a",
        "HTTPS://Example.ORG:443/a/",
        "http://example.org:80/a",
        "https://example.org/a?utm_source=x&UTM_Medium=y&fbclid=1",
        "https://example.org/a?gclid=1&mc_cid=2",
        "https://example.org/a#part-two",
        "https://example.org/a#:~:text=word",
        "https://example.org./%61",
        " https://user:secret@example.org/a\n",
    ],
    "https://example.org/a?id=2&page=3": ["http://example.org/a/?id=2&utm_id=x&page=3"],
    "https://example.org/%C3%A9": ["https://example.org/é", "https://example.org/%c3%a9"],
    "https://example.org/#!/post/1": ["http://www.example.org/#!/post/1"],
    "https://bücher.example/": ["http://xn--bcher-kva.example", "https://BÜCHER.example"],
    "https://doi.org/10.1000/182": [
        "http://dx.doi.org/10.1000/182",
        "https://www.doi.org/10.1000/182/",
        "https://doi.org/10.1000%2F182?utm_source=x",
    ],
    "https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15": [
        "https://doi.org/10.1002/%28sici%291097-0258%2819980815%2917:15"
    ],
    "https://web.archive.org/web/2020/http://example.org/a": [
        "http://web.archive.org/web/2020/http://example.org/a/"
    ],
}
DIFFERENT = [
    "https://example.org/a",
    "https://example.org/A",
    "https://example.org/a?id=1",
    "https://example.org/a?id=2",
    "https://example.org/a%2Fb",
    "https://example.org/a/b",
    "https://example.org:8080/a",
    "https://blog.example.org/a",
    "https://example.org/#!/post/1",
    "https://example.org/#/post/2",
    "https://example.org/",
    "https://web.archive.org/web/2020/http://example.org/a",
    "https://web.archive.org/web/2021/http://example.org/a",
    "https://doi.org/10.1000/182",
    "https://doi.org/10.1000/183",
    "https://doi.org/the-handbook",
    "mailto:someone@example.org",
]


@pytest.mark.parametrize(("url", "others"), SAME.items())
def test_small_differences_do_not_count(url: str, others: list[str]) -> None:
    assert {other: canonical_url(other) for other in others} == dict.fromkeys(
        others, canonical_url(url)
    )


def test_what_may_be_another_work_counts() -> None:
    assert len({canonical_url(url) for url in DIFFERENT}) == len(DIFFERENT)


def test_an_address_within_an_archive_stays_whole() -> None:
    url = "https://web.archive.org/web/20200101000000/http://www.example.org:80/A//b"
    assert canonical_url(url) == url


PIECES = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            *("http://", "https://", "www.", "example.org", "doi.org/", "10.1000/", "[::1]", "@"),
            *(":", "443", "80", "/", "//", "?", "&", "=", "#", "#!", "#/", "utm_source=x", "xn--"),
            *("%", "%2", "%25", "%41", "%ff", "[", "]", ".", "..", "ü", "。", "\ud800", "\n"),
        ]
    ),
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_any_text_has_a_key_and_a_key_is_its_own(text: str) -> None:
    for url in (
        text,
        f"https://{text}",
        f"http://example.org/{text}",
        f"https://doi.org/10.1000/{text}",
    ):
        assert canonical_url(canonical_url(url)) == canonical_url(url)
