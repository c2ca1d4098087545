"""What is decided about links without asking anybody."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pelican_plugins.resources.linkcheck.link_status import (
    LinkResult,
    RedirectError,
    Status,
    is_front_page,
    pause_before_retry,
    result_of_response,
    target_of,
    with_fragment,
    without_certain_deaths,
)
from pelican_plugins.resources.linkcheck.runner import snapshot_in

NOW = datetime(2025, 6, 3, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        *((200, "alive"), (204, "alive"), (206, "alive"), (301, "unsure"), (400, "unsure")),
        *((401, "unsure"), (402, "unsure"), (403, "unsure"), (429, "unsure"), (451, "unsure")),
        *(
            (404, "dead"),
            (410, "dead"),
            (500, "dead"),
            (503, "unsure"),
            (502, "dead"),
            (999, "unsure"),
        ),
    ],
)
def test_what_a_code_says(code: int, status: str) -> None:
    result = result_of_response(code, 1.0, 5.0, None)

    assert result.status == status
    assert result.certain == (code == 410)
    assert result.reason.startswith(str(code))


def test_what_moved_is_moved_even_if_slow_and_dead_even_if_moved() -> None:
    assert result_of_response(200, 9.0, 5.0, "https://new.example/").status == "moved"
    assert result_of_response(200, 9.0, 5.0, None).status == "slow"
    assert result_of_response(404, 1.0, 5.0, "https://new.example/").status == "dead"


@pytest.mark.parametrize(
    ("code", "attempt", "header", "pause"),
    [
        *((429, 1, "", 2), (429, 2, "", 4), (429, 3, "", None), (503, 1, "", 2)),
        *((429, 1, "7", 7), (503, 1, "30", 30), (429, 1, "31", None), (429, 1, "-1", 2)),
        (429, 1, "Tue, 03 Jun 2025 12:00:09 GMT", 9),
        (429, 1, "Tue, 03 Jun 2025 11:00:00 GMT", 0),
        (429, 1, "Wed, 04 Jun 2025 12:00:00 GMT", None),
        *((429, 1, "soon", 2), (429, 1, "²", 2), (429, 1, "9" * 5000, None)),
        *((200, 1, "", None), (404, 1, "5", None), (403, 1, "", None)),
    ],
)
def test_when_to_ask_again(code, attempt, header, pause) -> None:
    result = LinkResult(status=Status.UNSURE, code=code)

    assert pause_before_retry(result, attempt, header, NOW) == pause


@pytest.mark.parametrize("retry", [True, False])
def test_without_an_answer_the_cause_tells_whether_to_ask_again(retry: bool) -> None:
    result = LinkResult(status=Status.DEAD, retry=retry)

    assert pause_before_retry(result, 1, "", NOW) == (2 if retry else None)


def test_that_a_host_does_not_exist_is_believed_only_where_another_answers() -> None:
    nowhere = LinkResult(status=Status.DEAD, certain=True)
    fine = LinkResult(status=Status.ALIVE, code=200)

    assert without_certain_deaths({"a": nowhere, "b": fine})["a"].certain
    assert not without_certain_deaths({"a": nowhere, "b": nowhere})["a"].certain


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://a.example/b"),
        ("//c.example/b", "https://c.example/b"),
        (" ?q#part ", "https://a.example/x?q"),
        ("https://me:secret@c.example:8/", "https://c.example:8/"),
        ("http://10.1.2.3.example/", "http://10.1.2.3.example/"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
        ("http://[64:ff9b::8.8.8.8]/", "http://[64:ff9b::8.8.8.8]/"),
        ("http://local.example/", "http://local.example/"),
        ("http://bücher.example/", "http://bücher.example/"),
    ],
)
def test_where_a_redirect_leads(location: str, target: str) -> None:
    assert target_of("https://a.example/x", location) == target


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "javascript:alert(1)", "http://[", "http://a:b/"),
        *("http://127.0.0.1/", "http://10.0.0.1/", "http://169.254.169.254/", "http://[::1]/"),
        *("http://localhost:8000/", "http://me.localhost./", "http://[fd00::1]/"),
        *("http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://0177.0.0.1/"),
        *(
            "http://127。0。0。1/",
            "http://127．0．0．1/",
            "http://①②⑦.0.0.1/",
            "http://ｌocalhost/",
        ),
        *("http://local\u00adhost/", "http://%6cocalhost/", "http://router/", "http://nas.local/"),
        *("http://nas.lan./", "http://x.internal/", "http://x.home.arpa/", "http://NAS.LOCAL/"),
        *("http://[::ffff:127.0.0.1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::10.0.0.1]/"),
        *("http://[2002:7f00:1::]/", "http://[64:ff9b:1::1]/", "http://[fe80::1%25eth0]/"),
        *("http://100.64.0.1/", "http://0.0.0.0/", "http://224.0.0.1/", "http://[::]/"),
        *("https://b.example/" + "x" * 2000, "https://b.example/\u202eevil"),
    ],
)
def test_where_no_redirect_is_followed(location: str) -> None:
    with pytest.raises(RedirectError):
        target_of("https://a.example/x", location)


@pytest.mark.parametrize(
    ("url", "front"),
    [
        *(
            ("https://a.example", True),
            ("https://a.example/", True),
            ("https://a.example/en/", True),
        ),
        *(("https://a.example/index.html", True), ("https://a.example/pt-BR/home", True)),
        *(("https://a.example/about", False), ("https://a.example/?p=7", False)),
        *(("https://a.example/en/about", False), ("https://a.example/index-of-names", False)),
    ],
)
def test_front_pages(url: str, front: bool) -> None:
    assert is_front_page(url) == front


def test_a_cited_address_inside_may_lead_on_inside() -> None:
    assert target_of("http://127.0.0.1/x", "http://10.0.0.1/") == "http://10.0.0.1/"


def test_a_fragment_is_handed_on_unless_there_is_another() -> None:
    assert with_fragment("https://a.example/", "part") == "https://a.example/#part"
    assert with_fragment("https://a.example/", "") == "https://a.example/"


COPY = '{"archived_snapshots": {"closest": %s}}'


@pytest.mark.parametrize(
    ("closest", "copy"),
    [
        (
            '{"available": true, "url": "https://w.example/1", "status": "200"}',
            "https://w.example/1",
        ),
        ('{"available": true, "url": "https://w.example/1"}', "https://w.example/1"),
        ('{"available": true, "url": "https://w.example/1", "status": "404"}', None),
        ('{"available": false, "url": "https://w.example/1"}', None),
        ('{"available": true, "url": "javascript:alert(1)"}', None),
        ('{"available": true, "url": 7}', None),
        ('{"available": true, "url": "https://w.example/' + "x" * 2000 + '"}', None),
        ('{"available": true, "url": "https://w.example/\\u001b[2J"}', None),
        ("null", None),
    ],
)
def test_what_an_archive_says(closest: str, copy: str | None) -> None:
    assert snapshot_in(COPY % closest) == copy
    assert snapshot_in('{"archived_snapshots": {}}') is None


@pytest.mark.parametrize(
    "text", ["", "<html>", "[]", "{}", '{"archived_snapshots": 7}', "[" * 99_999]
)
def test_an_archive_that_says_something_else(text: str) -> None:
    with pytest.raises(OSError, match="not from an archive"):
        snapshot_in(text)
