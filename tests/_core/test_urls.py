"""Hosts as a reader would say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_plugins._core.urls import is_web, reader_host


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.aljazeera.com/news", "aljazeera.com"),
        ("https://theconversation.com", "theconversation.com"),
        ("HTTPS://WWW.Example.ORG:8443/x", "example.org"),
        ("https://xn--bcher-kva.example/", "bücher.example"),
        ("https://bücher.example/", "bücher.example"),
        ("https://xn--a.example/", "xn--a.example"),
        ("https://user:secret@example.org/", "example.org"),
        ("mailto:a@example.org", ""),
        # One script is a name; mixed scripts and letters that pass for Latin are a disguise.
        ("https://пример.example/", "пример.example"),
        ("https://日本語テスト.example/", "日本語テスト.example"),
        ("https://аpple.example/", "xn--pple-43d.example"),
        ("https://xn--pple-43d.example/", "xn--pple-43d.example"),
        ("https://аррӏе.example/", "xn--80ak6aa92e.example"),
        ("http://[::1", ""),
    ],
)
def test_reader_host(url: str, host: str) -> None:
    assert reader_host(url) == host


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org", True),
        ("http://example.org:80/a?b#c", True),
        ("https://", False),
        ("javascript:alert(1)", False),
        ("//example.org/x", False),
        ("http://file:http://example.org", False),
        ("/a", False),
    ],
)
def test_is_web(url: str, expected: bool) -> None:
    assert is_web(url) is expected


@given(st.text() | st.text(st.sampled_from("htps:/[]@.%\u3002x")))
def test_no_address_is_too_odd_to_be_asked_for_its_host(url: str) -> None:
    assert isinstance(reader_host(url), str)
    assert isinstance(is_web(url), bool)
