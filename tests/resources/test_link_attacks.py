"""What a hostile server does to `pouch links`: all of it against one server on this machine."""

from __future__ import annotations

import asyncio
import gzip
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import pytest
from link_server import Server, say

from pelican_plugins.resources.linkcheck import connection_guard, link_status
from pelican_plugins.resources.linkcheck.link_check import HttpPolicy
from pelican_plugins.resources.linkcheck.runner import query_archive

Answer = Callable[[BaseHTTPRequestHandler], None]


def raw(data: bytes, *, end: bool = True) -> Answer:
    """Return what sends *data* as it is."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):
            handler.wfile.write(data)
            handler.wfile.flush()
        handler.close_connection = end

    return answer


def only_get(get: Answer) -> Answer:
    return lambda handler: (say(405) if handler.command == "HEAD" else get)(handler)


def endless(piece: bytes, head: bytes = b"") -> Answer:
    """Return what sends *piece* until nobody listens any more."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):
            handler.wfile.write(head)
            for _ in range(100_000):
                handler.wfile.write(piece)
        handler.close_connection = True

    return answer


OK = b"HTTP/1.1 200 OK\r\n"
BOMB = gzip.compress(b"\0" * 10_000_000)
REFUSALS = (
    400,
    401,
    402,
    403,
    405,
    406,
    407,
    418,
    420,
    423,
    425,
    429,
    430,
    451,
    503,
    529,
    999,
)
REDIRECTED = [
    *("file:///etc/passwd", "ftp://example.org/", "data:text/html,x", "javascript:alert(1)"),
    *("gopher://127.0.0.1:70/_x", "ws://127.0.0.1/", "mailto:x@example.org", "about:blank"),
    *("http://", "http:///x", "http://[", "http://a:b/", "http://example.org:99999/"),
]
# Name of the attack, what the server does, the status and (the start of) the reason.
ATTACKS: list[tuple[str, Answer, str, str]] = [
    ("endless body", only_get(endless(b"x" * 65_536, OK + b"\r\n")), "alive", "200 OK"),
    (
        "endless chunks",
        only_get(endless(b"1\r\nx\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n")),
        "alive",
        "200 OK",
    ),
    (
        "endless chunk line",
        only_get(endless(b"0" * 4096, OK + b"Transfer-Encoding: chunked\r\n\r\n")),
        "unsure",
        "",
    ),
    ("gzip bomb", only_get(say(200, BOMB, Content_Encoding="gzip")), "alive", "200 OK"),
    (
        "endless headers",
        endless(b"X-Flood: " + b"x" * 1000 + b"\r\n", OK),
        "unsure",
        "it sent an invalid response",
    ),
    (
        "a header without end",
        endless(b"x" * 4096, OK + b"X-Flood: "),
        "unsure",
        "it sent an invalid response",
    ),
    (
        "a status line without end",
        endless(b"9" * 4096, b"HTTP/1.1 200 "),
        "unsure",
        "it sent an invalid response",
    ),
    ("HTTP/0.9", raw(b"<html><title>A page</title>"), "unsure", "it closed the connection"),
    (
        "HTTP/2 without asking",
        raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        "unsure",
        "it sent an invalid response",
    ),
    ("an SSH server", raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "unsure", "it closed the connection"),
    (
        "two lengths",
        raw(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx"),
        "unsure",
        "it sent an invalid response",
    ),
    (
        "a length below zero",
        raw(OK + b"Content-Length: -1\r\n\r\nx"),
        "unsure",
        "it sent an invalid response",
    ),
    (
        "a length too large",
        only_get(raw(OK + b"Content-Length: 999999999999\r\n\r\nx")),
        "unsure",
        "the connection broke",
    ),
    ("a length too small", only_get(raw(OK + b"Content-Length: 1\r\n\r\nxyz")), "alive", "200 OK"),
    ("a code that is none", raw(b"HTTP/1.1 007 Bond\r\nContent-Length: 0\r\n\r\n"), "unsure", ""),
    ("100 without end", endless(b"HTTP/1.1 100 Continue\r\n\r\n"), "unsure", ""),
    (
        "101",
        raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"),
        "unsure",
        "",
    ),
    (
        "a Retry-After beyond all calendars",
        say(429, Retry_After="Mon, 01 Jan 999999999999 00:00:00 GMT"),
        "unsure",
        "429",
    ),
    ("a Retry-After in words", say(429, Retry_After="\x01soon"), "unsure", "429"),
    (
        "a reason that commands a terminal",
        raw(b"HTTP/1.1 404 \x1b[2J::error::x\r\nContent-Length: 0\r\n\r\n"),
        "dead",
        "404 Not Found",
    ),
    *((f"code {code}", say(code, Retry_After="3600"), "unsure", str(code)) for code in REFUSALS),
    *(
        (f"redirect to {url}", say(302, Location=url), "unsure", "it redirects to")
        for url in REDIRECTED
    ),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack[0] for attack in ATTACKS])
def test_a_server_cannot_harm_or_mislead(server: Server, check, attack) -> None:
    name, server.routes["/x"], *wanted = attack
    found = check(f"{server.url}/x", f"{server.url}/fine", timeout=1)

    result = found[f"{server.url}/x"]
    assert [result.status, result.reason[: len(wanted[1])]] == wanted
    # Nothing that a server does costs another link, unless its host asked for patience.
    assert found[f"{server.url}/fine"].status == ("unsure" if name == "code 429" else "alive")


# Spellings of this machine and of private networks.
INSIDE = [
    *("127.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.1"),
    *("0177.0.0.1", "017700000001", "127.0.0.0x1", "127%2e0.0.1", "%31%32%37.0.0.1", "127.0.0.1."),
    *("127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "①②⑦.⓪.⓪.①", "127.0.0.1\u200b", "１２７.0.0.1"),
    *("localhost", "LOCALHOST", "localhost.", "ｌocalhost", "loc\u00adalhost", "a.localhost"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::1%25lo]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    *("[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b:1::7f00:1]"),
    *("[2002:7f00:1::]", "[2002:7f00:1::7f00:1]", "[2001:0:7f00:1::]", "[fec0::1]", "[fc00::1]"),
    *("[fe80::1]", "[ff02::1]", "[100::1]", "[5f00::1]", "10.0.0.1", "192.168.0.1", "172.16.0.1"),
    *("169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "router"),
    *("nas.local", "x.internal", "x.lan", "x.home.arpa", "user:word@127.0.0.1", "example.org@0"),
    *("example.org\\\\@127.0.0.1", "127.0.0.1#@example.org", "127.0.0.1?@example.org"),
]


@pytest.mark.usefixtures("names")
def test_no_spelling_leads_into_a_private_network(server: Server, check) -> None:
    for number, host in enumerate(INSIDE):
        port = "" if "#" in host or "?" in host else f":{server.port}"
        location = f"http://{host}{port}/secret".encode().decode("latin-1")
        server.routes[f"/{number}"] = say(302, Location=location)
    urls = [f"http://a.test:{server.port}/{number}" for number in range(len(INSIDE))]
    found = check(*urls)

    assert sorted(server.paths()) == sorted(f"/{number}" for number in range(len(INSIDE)))
    wrong = {
        host: result.reason
        for host, result in zip(INSIDE, (found[url] for url in urls), strict=True)
        if result.status != "unsure"
        or result.reason
        not in {"it redirects into a private network", "it redirects to an invalid URL"}
    }
    assert not wrong


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers at 127.0.0.2")
@pytest.mark.parametrize("answers", [["127.0.0.1", "127.0.0.2"], ["127.0.0.2"]])
def test_a_name_that_changes_its_address_leads_nowhere(
    server: Server, check, monkeypatch, answers: list[str]
) -> None:
    """The first of two look-ups gives an address outside, and the second one inside."""
    heard: list[bytes] = []
    left = list(answers)
    real = socket.getaddrinfo

    def look_up(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name == "rebound.test":
            host = left.pop(0) if len(left) > 1 else left[0]
        return real("127.0.0.1" if name == "a.test" else host, *args, **kwargs)

    def is_inside(address: str) -> bool:
        return address == "127.0.0.2"

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(connection_guard, "is_private_address", is_inside)
    with socket.create_server(("127.0.0.2", server.port)) as inside:
        inside.settimeout(5)

        def listen() -> None:
            with suppress(OSError):
                connection, _ = inside.accept()
                with connection:
                    connection.settimeout(5)
                    heard.append(connection.recv(100))

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        # The connection is closed, so that the name is looked up again.
        rebound = f"http://rebound.test:{server.port}"
        server.routes["/"] = say(302, Location=f"{rebound}/one", Connection="close")
        server.routes["/one"] = say(302, Location=f"{rebound}/two", Connection="close")
        found = check(f"http://a.test:{server.port}/")
        listener.join(5)

    (result,) = found.values()
    assert result.reason == "it redirects into a private network"
    assert "/two" not in server.paths()
    assert not any(heard)


@pytest.mark.usefixtures("names")
def test_cookies_are_for_the_host_that_set_them(server: Server, check) -> None:
    sent: dict[str, str] = {}

    def note(handler: BaseHTTPRequestHandler) -> None:
        sent[handler.headers["Host"].partition(":")[0]] = handler.headers.get("Cookie", "")
        say(200)(handler)

    def lead(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers["Host"].startswith("a."):
            handler.send_response(302)
            for cookie in ("plain=1", "wide=1; Domain=.test", "other=1; Domain=b.test"):
                handler.send_header("Set-Cookie", f"{cookie}; Path=/")
            handler.send_header("Location", f"http://b.test:{server.port}/end")
            handler.send_header("Content-Length", "0")
            handler.end_headers()
        else:
            note(handler)

    server.routes = {"/": lead, "/end": note}
    # Both are cited, so that their connections may be ours.
    check(f"http://b.test:{server.port}/", f"http://a.test:{server.port}/")

    assert sent == {"b.test": ""}


@pytest.mark.parametrize(
    ("location", "status", "reason"),
    [
        ("/login?next=/2019/flood", "unsure", "it leads to a login page"),
        ("/users/sign_in", "unsure", "it leads to a login page"),
        ("/404.html", "moved", "it leads to an error page, so it is perhaps gone"),
        ("/page-not-found/", "moved", "it leads to an error page, so it is perhaps gone"),
        ("/errors/404", "moved", "it leads to an error page, so it is perhaps gone"),
        ("/en-gb/index.php", "moved", "it leads to a front page, so it is perhaps gone"),
        ("/2019/flood-and-login-habits", "alive", "200 OK"),
        ("/2020/on-404-errors", "alive", "200 OK"),
    ],
)
def test_another_kind_of_page_is_not_the_one_that_is_cited(
    server: Server, check, location: str, status: str, reason: str
) -> None:
    server.routes["/2019/flood"] = say(302, Location=location)

    (result,) = check(f"{server.url}/2019/flood").values()
    assert (result.status, result.reason) == (status, reason)


def test_a_chain_takes_no_longer_than_a_few_timeouts(server: Server, check) -> None:
    over = threading.Event()

    def slowly(number: int) -> Answer:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            over.wait(0.3)
            say(302, Location=f"/{number + 1}")(handler)

        return answer

    server.routes = {f"/{number}": slowly(number) for number in range(20)}
    (result,) = check(f"{server.url}/0", timeout=0.4).values()
    over.set()

    assert (result.status, len(server.asked) < 8) == ("unsure", True)


def test_an_archive_leads_into_no_private_network(server: Server, monkeypatch) -> None:
    monkeypatch.setattr(connection_guard, "is_private_url", lambda _url: False)
    # Its own address counts as one that the site author chose.
    server.routes["/"] = say(302, Location="http://10.0.0.1/secret")
    policy = HttpPolicy(agent="pelican-pouch/test", timeout=1)
    monkeypatch.setattr(link_status, "is_private_url", lambda url: "10.0.0.1" in url)

    with pytest.raises(OSError, match="into a private network"):
        asyncio.run(query_archive(["https://a.example/"], f"{server.url}/?{{url}}", policy, print))
