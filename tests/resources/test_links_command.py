"""`pouch links` against a server of our own that fails in every way a server can."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from support import ROOT, build, environment_of, post, run_module

from pelican_plugins.resources.links_command import citing_files
from pelican_plugins.resources.resource import Resource, ResourceLink

CONF = """
SITENAME = "A Test"
SITEURL = "https://example.org"
PATH = "content"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins"]
"""


class Answers(BaseHTTPRequestHandler):
    """The server: each path fails in its own way."""

    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    asked: ClassVar[list[tuple[str, str]]] = []
    agents: ClassVar[set[str]] = set()
    busy: ClassVar[Counter[str]] = Counter()
    busiest = 0
    waited_for = threading.Event()
    over = threading.Event()

    def log_message(self, *_args) -> None:
        pass

    def handle(self) -> None:
        # Whoever hangs up on us is what is tested.
        with suppress(OSError, ValueError):
            super().handle()

    def finish(self) -> None:
        with suppress(OSError, ValueError):
            super().finish()

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        cls = type(self)
        name = self.path.strip("/").replace("-", "_")
        with cls.lock:
            cls.asked.append((self.command, self.path))
            cls.agents.add(self.headers["User-Agent"])
            cls.busy["now"] += 1
            cls.busiest = max(cls.busiest, cls.busy["now"])
        self._is_busy = True
        try:
            getattr(self, f"_{name}", self._not_found)()
        finally:
            self._rest()

    def _rest(self) -> None:
        cls = type(self)
        with cls.lock:
            cls.busy["now"] -= self._is_busy
        self._is_busy = False

    def _times(self) -> int:
        return self.asked.count((self.command, self.path))

    def _say(self, code: int, body: bytes = b"x", **headers: str) -> None:
        # Before the answer is out: with it, the next question may come.
        self._rest()
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _not_found(self) -> None:
        self._say(404)

    def _fine(self) -> None:
        self._say(200)

    def _empty(self) -> None:
        self.send_response(204)
        self.end_headers()

    def _chain(self) -> None:
        self._say(301, Location="/chain-2")

    def _chain_2(self) -> None:
        self._say(308, Location="/fine")

    def _found(self) -> None:
        self._say(302, Location="/fine")

    def _temporary(self) -> None:
        self._say(307, Location="/fine")

    def _circle(self) -> None:
        self._say(301, Location="/circle-2")

    def _circle_2(self) -> None:
        self._say(301, Location="/circle")

    def _to_a_file(self) -> None:
        self._say(301, Location="file:///etc/passwd")

    def _gone(self) -> None:
        self._say(410)

    def _no_robots(self) -> None:
        self._say(403)

    def _get_only(self) -> None:
        self._say(403 if self.command == "HEAD" else 200)

    def _no_head(self) -> None:
        self._say(405 if self.command == "HEAD" else 200)

    def _busy(self) -> None:
        self._say(429 if self._times() == 1 else 200, Retry_After="0")

    def _stumbles(self) -> None:
        self._say(500 if ("GET", self.path) not in self.asked[:-1] else 200)

    def _broken(self) -> None:
        self._say(503)

    def _resets(self) -> None:
        linger = b"\1\0\0\0\0\0\0\0"
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        os.close(self.connection.detach())
        self.close_connection = True

    def _garbage(self) -> None:
        self.wfile.write(b"\0\1\2 no answer at all\r\n\r\n")
        self.close_connection = True

    def _nothing(self) -> None:
        self.close_connection = True

    def _huge_headers(self) -> None:
        self._say(200, X_Huge="x" * 200_000)

    def _endless(self) -> None:
        self.send_response(405 if self.command == "HEAD" else 200)
        if self.command == "HEAD":
            self.send_header("Content-Length", "0")
        self.end_headers()
        while self.command == "GET":
            self.wfile.write(b"x" * 65536)

    def _bomb(self) -> None:
        packed = zlib.compress(b"\0" * 50_000_000)
        code = 405 if self.command == "HEAD" else 200
        self._say(code, packed, Content_Encoding="deflate")

    def _waits(self) -> None:
        self.waited_for.set()
        self.over.wait(30)

    def _packed_archive(self) -> None:
        closest = {"available": True, "url": "https://copy.example/2"}
        text = json.dumps({"archived_snapshots": {"closest": closest}})
        self._say(200, gzip.compress(text.encode()), Content_Encoding="gzip")

    def _archive(self) -> None:
        closest = {"available": True, "url": "https://copy.example/1"}
        self._say(200, json.dumps({"archived_snapshots": {"closest": closest}}).encode())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def runner(folder: Path):
    """Return what runs `pouch links` on a site that cites some addresses."""
    (folder / "content").mkdir()
    (folder / "pelicanconf.py").write_text(CONF)
    (folder / "fast.py").write_text(FAST)

    def run(urls: list[str], *arguments: str, **variables: str):
        items = "".join(f"* Title {number} {url}\n" for number, url in enumerate(urls))
        (folder / "content" / "a.md").write_text(post(f"## References\n\n{items}"))
        return run_module("fast", ["links", "--json", *arguments], folder, variables)

    run.folder = folder
    return run


@pytest.fixture
def pouch(tmp_path: Path):
    return runner(tmp_path)


# The command with a clock of its own: no test waits for what only politeness demands.
FAST = """
import asyncio, sys
from pelican_plugins.resources.linkcheck import link_check
real = asyncio.sleep
link_check.HttpPolicy.__init__.__kwdefaults__["sleep"] = lambda seconds: real(0)
from pelican_plugins.cli import main
sys.exit(main())
"""


def found(run, url: str) -> dict:
    return next(link for link in json.loads(run.stdout)["links"] if link["url"] == url)


ANSWERS = {
    "fine": ("alive", "200 OK"),
    "empty": ("alive", "204 No Content"),
    "found": ("alive", "200 OK"),
    "temporary": ("alive", "200 OK"),
    "chain": ("moved", "200 OK"),
    "circle": ("dead", "it redirects in a loop"),
    "to-a-file": ("unsure", "it redirects to something other than a web page"),
    "none": ("dead", "404 Not Found"),
    "gone": ("dead", "410 Gone"),
    "no-robots": ("unsure", "403 Forbidden"),
    "get-only": ("alive", "200 OK"),
    "no-head": ("alive", "200 OK"),
    "busy": ("alive", "200 OK"),
    "stumbles": ("alive", "200 OK"),
    "broken": ("unsure", "503 Service Unavailable"),
    "resets": ("unsure", "it closed the connection"),
    "garbage": ("unsure", "it sent an invalid response"),
    "nothing": ("unsure", "it closed the connection"),
    "huge-headers": ("unsure", "it sent an invalid response"),
    "endless": ("alive", "200 OK"),
    "bomb": ("alive", "200 OK"),
}


@pytest.fixture(scope="module")
def answers(server: str, tmp_path_factory) -> tuple[subprocess.CompletedProcess[str], str]:
    """One run that asks for everything the server knows."""
    run = runner(tmp_path_factory.mktemp("answers"))
    return run([f"{server}/{path}" for path in ANSWERS]), server


def test_every_url_of_an_entry_is_cited() -> None:
    links = (
        ResourceLink("https://a.example/", "work"),
        ResourceLink("https://a.example/a.pdf", "pdf", "PDF"),
        ResourceLink("mailto:ink@a.example", "other"),
    )
    plain = {"host": "", "note": "", "group": None, "anchor": "", "position": 1, "title": "A"}
    entry = Resource(url="https://a.example/", links=links, **plain)
    content = SimpleNamespace(source_path="a.md", resources=(entry, entry))

    assert citing_files([content]) == {
        "https://a.example/": ["a.md"],
        "https://a.example/a.pdf": ["a.md"],
    }


@pytest.mark.parametrize("path", ANSWERS)
def test_what_a_server_answers(answers, path: str) -> None:
    run, server = answers

    link = found(run, f"{server}/{path}")
    assert (link["status"], link["reason"]) == ANSWERS[path], run.stderr
    assert link["cited_in"] == ["content/a.md"]
    assert link["final"] == (f"{server}/fine" if link["status"] == "moved" else None)


@pytest.mark.parametrize(
    ("path", "code"), [("fine", 0), ("no-robots", 0), ("chain", 1), ("none", 1)]
)
def test_the_exit_code_tells_whether_the_owner_is_needed(pouch, server, path, code) -> None:
    assert pouch([f"{server}/{path}"]).returncode == code


def test_what_no_server_answers(pouch, server: str) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        nowhere = "http://nowhere.invalid/"
        run = pouch([closed, nowhere, f"{server}/fine"])

    assert found(run, closed)["reason"] == "it accepts no connection"
    assert found(run, nowhere)["status"] in {"dead", "unsure"}
    assert "host" in found(run, nowhere)["reason"]


def test_a_server_that_says_nothing_is_not_waited_for(pouch, server: str) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        url = f"http://127.0.0.1:{mute.getsockname()[1]}/"
        run = pouch([url, f"{server}/fine"], "--timeout", "0.2")

    assert found(run, url)["reason"] == "no response within 0.2 s"


@pytest.mark.needs("openssl")
def test_a_certificate_nobody_vouches_for_is_named(pouch, server: str, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key", tmp_path / "crt"
    wish = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    subprocess.run(
        ["openssl", *wish.split(), "-keyout", str(key), "-out", str(certificate)],
        capture_output=True,
        check=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    threading.Thread(target=httpd.serve_forever, args=(0.01,), daemon=True).start()
    url = f"https://127.0.0.1:{httpd.server_port}/fine"
    run = pouch([url, f"{server}/fine"])
    httpd.shutdown()
    httpd.server_close()

    assert found(run, url)["status"] == "unsure"
    assert "certificate is not trusted" in found(run, url)["reason"]


def test_one_host_is_asked_one_thing_at_a_time_and_each_link_once(pouch, server: str) -> None:
    Answers.asked.clear()
    Answers.busiest = 0
    urls = [f"{server}/fine?{number}" for number in range(8)]
    pouch([*urls, *urls])

    assert Answers.busiest == 1
    assert Counter(path for _, path in Answers.asked).most_common(1)[0][1] <= 2
    assert all(agent.startswith("pelican-pouch/") for agent in Answers.agents)


def test_what_is_known_to_live_is_not_asked_again(pouch, server: str) -> None:
    urls = [f"{server}/fine", f"{server}/none"]
    pouch(urls)
    Answers.asked.clear()
    run = pouch(urls)

    assert {path for _, path in Answers.asked} == {"/none"}
    assert found(run, urls[0])["status"] == "alive"
    Answers.asked.clear()
    pouch(urls, "--max-age", "0")
    assert ("HEAD", "/fine") in Answers.asked


def lock_of(folder: Path) -> dict:
    return json.loads((folder / "resources.lock.json").read_text())["links"]


def test_a_copy_that_is_given_is_kept_and_one_that_is_asked_for_is_found(pouch, server) -> None:
    urls = [f"{server}/none", f"{server}/gone", f"{server}/fine"]
    pouch(urls, "--archive", urls[0], "https://copy.example/mine")
    assert lock_of(pouch.folder)[urls[0]]["snapshot"] == "https://copy.example/mine"
    run = pouch(urls, "--archive-endpoint", f"{server}/archive?u={{url}}")
    # The server knows its paths by the whole of them.
    assert found(run, urls[0])["snapshot"] == "https://copy.example/mine"
    run = pouch(urls, "--archive-endpoint", f"{server}/archive#{{url}}")
    assert found(run, urls[1])["snapshot"] == "https://copy.example/1"
    pouch([urls[2]])
    assert set(lock_of(pouch.folder)) == set(urls)


@pytest.mark.parametrize(
    ("text", "told"), [("{", "damaged"), ('{"version": 2, "links": {}}', "version 2")]
)
def test_a_lock_that_cannot_be_read_is_not_overwritten(pouch, server, text, told) -> None:
    lock = pouch.folder / "resources.lock.json"
    lock.write_text(text)
    run = pouch([f"{server}/fine"])

    assert run.returncode == 2
    assert told in run.stderr
    assert lock.read_text() == text
    assert run.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ("--archive", "x", "https://a.example"),
        ("--archive", "https://me:secret@a.example/", "https://b.example"),
        ("--archive-endpoint", "https://a.example"),
        ("--per-host", "0"),
    ],
)
def test_arguments_that_make_no_sense_are_refused(pouch, server, arguments) -> None:
    run = pouch([f"{server}/fine"], *arguments)

    assert run.returncode == 2
    assert f"pouch links: {arguments[0]}" in run.stderr.replace("--timeout and ", "")
    assert "Traceback" not in run.stderr
    assert "secret" not in run.stderr


def test_an_age_beyond_all_calendars_is_taken(pouch, server: str) -> None:
    assert pouch([f"{server}/fine"], "--max-age", "1e300").returncode == 0


def test_without_its_library_the_command_says_how_to_get_it(pouch, server, tmp_path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "httpx.py").write_text("raise ImportError('not here')")
    path = os.pathsep.join([str(tmp_path / "none"), str(ROOT)])
    run = pouch([f"{server}/fine"], PYTHONPATH=path)

    assert run.returncode == 2
    assert 'pip install "pelican-pouch[links]"' in run.stderr


def test_without_a_network_nothing_is_called_dead(pouch) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        run = pouch([f"http://127.0.0.1:{port}/a", f"http://127.0.0.1:{port}/b"])

    assert run.returncode == 2
    assert "check your network connection" in run.stderr
    assert not (pouch.folder / "resources.lock.json").exists()


def test_the_table_names_what_needs_the_owner_and_cannot_command_the_terminal(pouch, server):
    (pouch.folder / "content").mkdir(exist_ok=True)
    pouch([f"{server}/none", f"{server}/fine"])
    run = run_module("fast", ["links"], pouch.folder)

    assert f"{server}/none" in run.stdout
    assert "404 Not Found" in run.stdout
    assert f"{server}/fine" not in run.stdout
    assert "2 links: 1 alive, 1 dead" in run.stdout
    assert "\x1b" not in run.stdout


def closed_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


def test_links_that_are_dead_for_long_are_no_sign_of_a_network_that_is_down(pouch, server) -> None:
    dead = [f"http://127.0.0.1:{closed_port()}/{name}" for name in "ab"]
    urls = [f"{server}/fine", *dead]
    pouch(urls)
    Answers.asked.clear()
    run = pouch(urls)

    assert run.returncode == 1, run.stderr
    assert found(run, dead[0])["status"] == "dead"
    assert ("HEAD", "/fine") in Answers.asked


def test_a_copy_is_kept_whatever_the_network_does(pouch) -> None:
    urls = [f"http://127.0.0.1:{closed_port()}/{name}" for name in "ab"]
    run = pouch(urls, "--archive", urls[0], "https://copy.example/1")

    assert run.returncode == 2
    assert lock_of(pouch.folder) == {urls[0]: {"snapshot": "https://copy.example/1"}}


def test_a_copy_of_what_nothing_cites_is_kept_and_told(pouch, server: str) -> None:
    url = f"{server}/misspelt"
    run = pouch([f"{server}/fine"], "--archive", url, "https://copy.example/1")

    assert run.returncode == 0
    assert f"{url} is saved, but nothing cites" in run.stderr
    assert lock_of(pouch.folder)[url] == {"snapshot": "https://copy.example/1"}


def test_an_archive_may_pack_its_answer(pouch, server: str) -> None:
    run = pouch([f"{server}/gone"], "--archive-endpoint", f"{server}/packed-archive#{{url}}")

    assert found(run, f"{server}/gone")["snapshot"] == "https://copy.example/2"


@pytest.mark.parametrize(
    ("path", "told"), [("no-robots", "403"), ("fine", "not that of an archive")]
)
def test_an_archive_that_does_not_answer_costs_only_its_copies(pouch, server, path, told) -> None:
    run = pouch([f"{server}/none"], "--archive-endpoint", f"{server}/{path}#{{url}}")

    assert run.returncode == 1
    assert "archive cannot be queried" in run.stderr
    assert told in run.stderr
    assert lock_of(pouch.folder)[f"{server}/none"]["status"] == "dead"


def test_what_a_file_cites_that_cannot_be_read_is_not_forgotten(pouch, server: str) -> None:
    pouch([f"{server}/none"])
    (pouch.folder / "content" / "b.md").write_text("---\ntitle: 'B\n---\nText\n")
    run = pouch([f"{server}/fine"])

    assert run.returncode == 1
    assert set(lock_of(pouch.folder)) == {f"{server}/none", f"{server}/fine"}
    (pouch.folder / "content" / "b.md").unlink()
    pouch([f"{server}/fine"])
    assert set(lock_of(pouch.folder)) == {f"{server}/fine"}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Ctrl-C is sent in another way there")
def test_what_was_found_before_ctrl_c_is_kept(pouch, server: str) -> None:
    Answers.waited_for.clear()
    Answers.over.clear()
    items = "".join(f"* Title {server}/{path}\n" for path in ("gone", "fine", "waits"))
    (pouch.folder / "content" / "a.md").write_text(post(f"## References\n\n{items}"))
    # A run in the background ignores the signal, and hands that on.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "fast.py", "links", "--json"],
        cwd=pouch.folder,
        env=environment_of(ROOT),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    signal.signal(signal.SIGINT, before)
    assert Answers.waited_for.wait(60)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=60)
    Answers.over.set()

    assert process.returncode == 2
    assert "interrupted; 2 of 3 links were checked and saved" in stderr
    assert {link["status"] for link in json.loads(stdout)["links"]} == {"dead", "alive"}
    assert set(lock_of(pouch.folder)) == {f"{server}/gone", f"{server}/fine"}


NO_NETWORK = """
import socket

def register():
    def refuse(*args, **kwargs):
        raise AssertionError("a build asked the network")
    socket.socket.connect = refuse
    socket.getaddrinfo = refuse
"""


def test_a_page_shows_the_copy_of_a_dead_link_and_asks_nobody(build_site) -> None:
    now = datetime.now(UTC)
    long_ago, lately = (
        (now - timedelta(days=days)).isoformat(timespec="seconds") for days in (9, 2)
    )
    dead = {"status": "dead", "checked": lately, "dead_since": long_ago}
    snapshot = {"snapshot": "https://copy.example/1"}
    links = {
        "https://dead.example/": {**dead, **snapshot},
        "https://once.example/": {**dead, "dead_since": lately, **snapshot},
        "https://gone.example/": {**dead, "dead_since": lately, "certain": True, **snapshot},
        "https://alive.example/": {"status": "alive", "checked": lately, **snapshot},
        "https://bare.example/": dead,
    }
    items = "".join(f"* {url[8:12]} {url}\n" for url in links)
    files = {
        "a.md": post(f"## Sources\n\n{items}"),
        "resources.lock.json": json.dumps({"version": 1, "links": links}),
    }
    site = build_site(
        files, {"PLUGINS": ["no_network", "pelican_plugins"]}, modules={"no_network": NO_NETWORK}
    )

    assert site.code == 0, site.log
    page = site.soup("a-post.html")
    copies = page.select("a.resource-archived")
    hosts = [copy.find_previous(class_="resource-host").text for copy in copies]
    assert hosts == ["dead.example", "gone.example"]
    assert {copy["href"] for copy in copies} == {"https://copy.example/1"}

    # What was kept of the body from the first build must not outlive the lock.
    again = build(site.folder, {"a.md": files["a.md"], "resources.lock.json": "{"})
    assert again.code == 0
    assert "archived copies of dead links are not shown" in again.log
    assert again.soup("a-post.html").select("a.resource-archived") == []
