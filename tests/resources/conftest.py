"""Links are checked against one server on this machine, with a clock that only tests move."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from link_server import Server, Time, say
from warm_start import read_certificates_once

from pelican_plugins.resources.linkcheck.link_check import HttpPolicy, check_links
from pelican_plugins.resources.linkcheck.link_status import LinkResult


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(time: Time) -> Iterator[Server]:
    made = Server(time)
    lock = threading.Lock()
    busy = 0

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args) -> None:
            pass

        def handle(self) -> None:
            with suppress(OSError, ValueError):
                super().handle()

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()

        def do_GET(self) -> None:
            nonlocal busy
            with lock:
                busy += 1
                made.busiest = max(made.busiest, busy)
                made.asked.append((self.command, self.path))
                made.times.append(made.time.now)
            self.open = True
            answer = made.routes.get(urlsplit(self.path).path, say(200))
            try:
                answer(self)
            finally:
                self.rest()

        def rest(self) -> None:
            nonlocal busy
            with lock:
                busy -= self.open
            self.open = False

        def send_response(self, *args) -> None:
            # Before the answer is out: with it, the next question may come.
            self.rest()
            super().send_response(*args)

        def do_HEAD(self) -> None:
            self.do_GET()

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = httpd.server_port
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    yield made
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture(scope="module")
def certificates() -> Iterator[None]:
    """Those of the machine, read once for all clients."""
    from httpx._transports import default

    make = default.create_ssl_context
    read_certificates_once()
    yield
    default.create_ssl_context = make


@pytest.fixture
def names(monkeypatch) -> None:
    """Every host below `.test` is our server, and no other name is looked up."""
    real = socket.getaddrinfo

    def look_up(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name.startswith("nowhere"):
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        if name.startswith("later"):
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        return real("127.0.0.1" if name.endswith(".test") else host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture
def check(
    time: Time,
    certificates: None,  # noqa: ARG001 (for its effect)
) -> Callable[..., dict[str, LinkResult]]:
    def run(*urls: str, **more) -> dict[str, LinkResult]:
        found: dict[str, LinkResult] = {}
        given = {"jitter": lambda: 0.0, "sleep": time.sleep, "clock": time.clock, **more}
        policy = HttpPolicy(agent="pelican-pouch/test", **given)
        asyncio.run(check_links(urls, policy, found.__setitem__))
        return found

    return run
