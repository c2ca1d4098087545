"""How links are asked for: in turns, with patience, and with a clock that only the tests move."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

import pytest
from link_server import in_turn, say

from pelican_plugins.resources.linkcheck import link_check


def test_two_questions_to_one_host_are_some_time_apart(server, check) -> None:
    check(*(f"{server.url}/{number}" for number in range(4)), pause=0.5)

    assert server.times == [0.0, 0.5, 1.0, 1.5]


def test_several_turns_of_one_host_do_not_begin_at_once(server, time, check) -> None:
    urls = [f"{server.url}/{number}" for number in range(3)]
    check(*urls, pause=0.5, per_host=3, clock=lambda: 0.0)

    assert time.naps == [0.5, 1.0]


def test_who_waits_for_a_turn_is_not_slow(server, check) -> None:
    found = check(*(f"{server.url}/{number}" for number in range(30)), pause=0.5, slow=5)

    assert {result.status for result in found.values()} == {"alive"}


def test_an_answer_that_takes_its_time_is_slow(server, time, check) -> None:
    def late(handler: BaseHTTPRequestHandler) -> None:
        time.now += 9
        say(200)(handler)

    server.routes["/late"] = late
    found = check(f"{server.url}/late", f"{server.url}/fine", slow=5)

    assert [f"{result.status} {result.seconds:g}" for result in found.values()] == [
        "slow 9",
        "alive 0",
    ]


@pytest.mark.parametrize("many", [1, 2, 3])
def test_a_host_is_asked_by_as_many_as_are_allowed_and_no_more(server, check, many) -> None:
    together = threading.Barrier(many)

    def wait_for_the_others(handler: BaseHTTPRequestHandler) -> None:
        together.wait(10)
        say(200)(handler)

    urls = [f"{server.url}/{number}" for number in range(6)]
    server.routes = {f"/{number}": wait_for_the_others for number in range(6)}
    found = check(*urls, per_host=many)

    assert server.busiest == many
    assert {result.status for result in found.values()} == {"alive"}


@pytest.mark.usefixtures("names")
def test_all_hosts_together_are_asked_by_no_more_than_are_allowed(server, check) -> None:
    together = threading.Barrier(2)

    def wait_for_the_other(handler: BaseHTTPRequestHandler) -> None:
        together.wait(10)
        say(200)(handler)

    server.routes["/"] = wait_for_the_other
    found = check(*(f"http://h{number}.test:{server.port}/" for number in range(6)), at_once=2)

    assert server.busiest == 2
    assert {result.status for result in found.values()} == {"alive"}


@pytest.mark.usefixtures("names")
def test_one_name_is_one_host_whatever_its_port_and_case(server, check) -> None:
    check(f"http://a.test:{server.port}/1", f"http://A.TEST:{server.port}/2", pause=0.5)

    assert server.times == [0.0, 0.5]


def test_addresses_that_differ_in_fragments_are_asked_for_once(server, check) -> None:
    server.routes["/old"] = say(301, Location="/new")
    urls = [f"{server.url}/old{end}" for end in ("", "#a", "#b")]
    found = check(*urls)

    assert server.paths() == ["/old", "/new"]
    assert [found[url].final for url in urls] == [
        f"{server.url}/new{end}" for end in ("", "#a", "#b")
    ]


@pytest.mark.parametrize(("jitter", "pauses"), [(0.0, [2, 4]), (1.0, [3, 6])])
def test_who_stumbles_is_asked_again_ever_later(server, time, check, jitter, pauses) -> None:
    server.routes["/broken"] = say(500)
    found = check(f"{server.url}/broken", jitter=lambda: jitter, pause=0)

    assert time.naps == pauses
    assert found[f"{server.url}/broken"].status == "dead"
    assert len(server.asked) == 6


def test_a_host_that_asks_for_patience_gets_it_for_all_its_links(server, time, check) -> None:
    server.routes["/busy"] = in_turn(say(429, Retry_After="7"), say(200))
    # A clock that stands still shows what each link would have waited by itself.
    found = check(f"{server.url}/busy", f"{server.url}/other", pause=0, clock=lambda: 0.0)

    assert {result.status for result in found.values()} == {"alive"}
    assert len(server.asked) == 3
    assert time.naps == [7, 7, 7]


def test_a_host_that_wants_to_be_left_alone_is(server, check) -> None:
    server.routes["/busy"] = say(429, Retry_After="3600")
    found = check(f"{server.url}/busy", f"{server.url}/other")

    assert server.asked == [("HEAD", "/busy")]
    assert [(result.status, result.reason) for result in found.values()] == [
        ("unsure", "429 Too Many Requests"),
        ("unsure", "its host refuses further requests"),
    ]


def hang_up(handler: BaseHTTPRequestHandler) -> None:
    linger = b"\1\0\0\0\0\0\0\0"
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    os.close(handler.connection.detach())
    handler.close_connection = True


def test_who_hangs_up_on_head_is_asked_with_get(server, check) -> None:
    server.routes["/"] = lambda handler: (
        hang_up(handler) if handler.command == "HEAD" else say(200)(handler)
    )
    assert check(f"{server.url}/")[f"{server.url}/"].status == "alive"


def test_a_redirect_that_leads_nowhere_is_asked_with_get(server, check) -> None:
    server.routes["/"] = lambda handler: say(302 if handler.command == "HEAD" else 200)(handler)

    assert check(f"{server.url}/")[f"{server.url}/"].status == "alive"


def body(start: bytes, wait: threading.Event | None) -> Callable[[BaseHTTPRequestHandler], None]:
    """Return what refuses HEAD and sends the *start* of a body alone, then waits or hangs up."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.command == "HEAD":
            say(405)(handler)
            return
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        handler.wfile.write(start)
        handler.wfile.flush()
        if wait is not None:
            wait.wait(30)
        handler.close_connection = True

    return answer


def test_a_body_that_breaks_off_is_asked_for_again_and_not_called_dead(server, check) -> None:
    server.routes = {"/once": in_turn(say(405), body(b"x", None), say(200)), "/": body(b"x", None)}
    found = check(f"{server.url}/", f"{server.url}/once")

    reasons = [(result.status, result.reason) for result in found.values()]
    assert sorted(reasons) == [("alive", "200 OK"), ("unsure", "the connection broke")]


def test_a_body_that_stops_coming_is_no_matter(server, check) -> None:
    over = threading.Event()
    server.routes["/"] = body(b"x", over)
    found = check(f"{server.url}/", timeout=0.2)
    over.set()

    assert found[f"{server.url}/"].status == "alive"


def test_no_more_than_a_taste_of_a_body_is_read(server, check) -> None:
    hung_up = threading.Event()

    def serve(handler: BaseHTTPRequestHandler) -> None:
        body(b"x" * 8192, None)(handler)
        if handler.command == "GET":
            handler.connection.settimeout(5)
            with suppress(TimeoutError):
                # Reset or closed: both are a client that has had enough.
                with suppress(ConnectionError):
                    handler.connection.recv(1)
                hung_up.set()

    server.routes["/"] = serve
    found = check(f"{server.url}/", timeout=60)

    assert found[f"{server.url}/"].status == "alive"
    assert hung_up.wait(60)


def test_headers_that_come_letter_by_letter_are_not_waited_for(server, check) -> None:
    over = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not over.wait(0.02):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    server.routes["/"] = drip
    found = check(f"{server.url}/", timeout=0.1)
    over.set()

    result = found[f"{server.url}/"]
    assert (result.status, result.reason) == ("unsure", "no complete response within 0.2 s")


@pytest.mark.usefixtures("names")
def test_a_name_that_does_not_exist_is_another_thing_than_one_unknown_now(time, check):
    found = check("http://nowhere.example/", "http://later.example/")

    nowhere, later = found["http://nowhere.example/"], found["http://later.example/"]
    assert (nowhere.status, nowhere.certain) == ("dead", True)
    assert (later.status, later.certain) == ("unsure", False)
    assert [nap for nap in time.naps if nap >= 2] == [2, 4]


@pytest.mark.usefixtures("names")
def test_a_page_cannot_lead_into_the_network_of_whoever_checks_it(server, check) -> None:
    server.routes["/"] = say(302, Location=f"{server.url}/secret")
    url = f"http://a.test:{server.port}/"
    found = check(url)

    assert server.paths() == ["/"]
    assert (found[url].status, found[url].reason) == (
        "unsure",
        "it redirects into a private network",
    )


@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("same", [True, False])
def test_a_name_is_judged_by_where_it_leads(server, check, same: bool) -> None:
    # Both names are those of our own machine; only the first is cited.
    target = "a.test" if same else "public.test"
    server.routes["/"] = say(302, Location=f"http://{target}:{server.port}/secret")
    url = f"http://a.test:{server.port}/"
    found = check(url)

    assert server.paths() == (["/", "/secret"] if same else ["/"])
    reason = "200 OK" if same else "it redirects into a private network"
    assert found[url].reason == reason


@pytest.mark.usefixtures("names")
def test_a_connection_that_is_open_already_is_judged_too(server, check) -> None:
    server.routes["/"] = say(302, Location=f"http://b.test:{server.port}/secret")
    inside, outside = f"http://b.test:{server.port}/cited", f"http://a.test:{server.port}/"
    found = check(inside, outside)

    assert found[inside].status == "alive"
    assert found[outside].reason == "it redirects into a private network"
    assert "/secret" not in server.paths()


def test_a_page_is_asked_for_as_a_page(server, check) -> None:
    def only_pages(handler: BaseHTTPRequestHandler) -> None:
        say(200 if "text/html" in handler.headers["Accept"] else 404)(handler)

    server.routes["/"] = only_pages

    assert check(f"{server.url}/")[f"{server.url}/"].status == "alive"


def test_a_redirect_to_itself_that_sets_a_cookie_is_followed(server, check) -> None:
    def gate(handler: BaseHTTPRequestHandler) -> None:
        if handler.headers.get("Cookie") == "seen=1":
            say(200)(handler)
        else:
            say(302, Location=handler.path, Set_Cookie="seen=1; Path=/")(handler)

    server.routes = {"/a": gate, "/b": gate, "/loop": say(302, Location="/loop")}
    urls = [f"{server.url}/{name}" for name in ("a", "b", "loop")]
    found = check(*urls)

    assert [found[url].status for url in urls] == ["alive", "alive", "dead"]
    # No link is sent what another one was given.
    assert sorted(server.paths()) == ["/a", "/a", "/b", "/b", "/loop"]


def test_cookies_without_end_are_not_kept(server, check) -> None:
    sizes = []

    def bake(handler: BaseHTTPRequestHandler) -> None:
        sizes.append(len(handler.headers.get("Cookie", "")))
        number = len(sizes)
        say(302, Location=f"/{number}", Set_Cookie=f"c{number}={'x' * 3000}; Path=/")(handler)

    server.routes = {"/": bake, **{f"/{number}": bake for number in range(30)}}
    found = check(f"{server.url}/")

    assert max(sizes) < 9_000
    result = found[f"{server.url}/"]
    assert (result.status, result.reason) == ("unsure", "too many redirects")


@pytest.mark.parametrize("code", [301, 302])
def test_a_page_that_leads_to_the_front_page_is_perhaps_gone(server, check, code: int) -> None:
    server.routes["/2019/flood"] = say(code, Location="/")
    found = check(f"{server.url}/2019/flood", f"{server.url}/")

    gone, front = found[f"{server.url}/2019/flood"], found[f"{server.url}/"]
    assert (gone.status, gone.final) == ("moved", f"{server.url}/")
    assert gone.reason == "it leads to a front page, so it is perhaps gone"
    assert front.status == "alive"


def test_what_stands_behind_a_temporary_redirect_is_no_new_address(server, check) -> None:
    server.routes["/old"] = say(301, Location="/new")
    server.routes["/new"] = say(302, Location="/today")
    server.routes["/today"] = say(301, Location="/now")
    found = check(f"{server.url}/old")

    result = found[f"{server.url}/old"]
    assert (result.status, result.final) == ("moved", f"{server.url}/new")


def test_a_redirect_brings_no_password_into_what_is_kept(server, check) -> None:
    server.routes["/old"] = say(301, Location=f"http://me:secret@127.0.0.1:{server.port}/new")
    found = check(f"{server.url}/old")

    assert found[f"{server.url}/old"].final == f"{server.url}/new"


def test_redirects_without_end_are_dead(server, check) -> None:
    for number in range(1_000):
        server.routes[f"/{number}"] = say(301, Location=f"/{number + 1}")
    found = check(f"{server.url}/0")

    assert found[f"{server.url}/0"].reason == "too many redirects"
    assert len(server.asked) == 21


def test_what_nobody_thought_of_costs_no_other_link(server, check, monkeypatch) -> None:
    async def stumble(*_args) -> None:
        raise KeyError("a mistake in a library")

    monkeypatch.setattr(link_check, "_read_start", stumble)
    server.routes["/strange"] = say(405)
    found = check(f"{server.url}/strange", f"{server.url}/fine")

    assert found[f"{server.url}/fine"].status == "alive"
    assert found[f"{server.url}/strange"].reason == "it could not be checked (KeyError)"
