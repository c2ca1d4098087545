"""Sites in a real browser: built once, served on this machine alone."""

from __future__ import annotations

import functools
import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_support import Served
from hostile_site import PAGES, hostile_site
from many_site import many_site, worth_a_look
from needed_tools import path_of
from support import ROOT, SHARED, Site, build, run_module

HERE = Path(__file__).parent
CHROMIUM = path_of("chromium")
# Without these a browser asks its maker for updates, and starts slowly where it cannot.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Screenshots are to be the same on every machine.
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".avif": "image/avif"}  # noqa: RUF012

    def log_message(self, *_: Any) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            # The browser has gone on to the next page.
            self.close_connection = True


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a server of this machine, and the folder it serves."""
    root = tmp_path_factory.mktemp("served")
    handler = functools.partial(_Quiet, directory=root)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", root
        running.shutdown()


def _pages(output: Path) -> tuple[str, ...]:
    found = (path for path in sorted(output.rglob("*.html")))
    # Pages at old addresses lead on before anything can be seen of them.
    return tuple(
        path.relative_to(output).as_posix()
        for path in found
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    )


@pytest.fixture(scope="session")
def demo(server: tuple[str, Path], demo_site: Site) -> Served:
    """The demo site, as README says to build it."""
    address, root = server
    # What is encoded need not be encoded again.
    shutil.copytree(demo_site.folder / "cache", root / "demo-source" / "cache")
    for name in ("content", "theme"):
        shutil.copytree(ROOT / name, root / "demo-source" / name)
    shutil.copy(ROOT / "pelicanconf.py", root / "demo-source")
    arguments = ["content", "-s", "pelicanconf.py", "-o", str(root / "demo")]
    url = f"{address}/demo"
    extra = ["-e", f'SITEURL="{url}"', "RELATIVE_URLS=false"]
    run = run_module("pelican", arguments + extra, root / "demo-source")
    assert run.returncode == 0, run.stderr
    return Served(url, root / "demo", _pages(root / "demo"))


@pytest.fixture(scope="session")
def seed_site(server: tuple[str, Path]) -> Served:
    """The post this project began from, with no settings of its own."""
    address, root = server
    source = SHARED / "seed" / "content"
    if not source.is_dir():
        pytest.skip("the seed post is kept outside the project and is not on this machine")
    files = {p.relative_to(source).as_posix(): p for p in source.rglob("*") if p.is_file()}
    (root / "seed").mkdir()
    site = build(root / "seed", files, {"SITEURL": f"{address}/seed/output"})
    assert site.code == 0, site.log
    return Served(f"{address}/seed/output", site.output, _pages(site.output))


@pytest.fixture(scope="session")
def hostile(server: tuple[str, Path]) -> Served:
    """A site of all that may break a layout."""
    address, root = server
    files, settings = hostile_site()
    (root / "hostile").mkdir()
    site = build(root / "hostile", files, {**settings, "SITEURL": f"{address}/hostile/output"})
    assert site.code == 0, site.log
    pages = []
    for pattern in PAGES:
        found = sorted(site.output.glob(pattern))
        assert found, f"{pattern} is no page of the hostile site any more"
        pages += [path.relative_to(site.output).as_posix() for path in found]
    return Served(f"{address}/hostile/output", site.output, tuple(pages))


@pytest.fixture(scope="session")
def many(server: tuple[str, Path]) -> Served:
    """Three hundred posts in three languages; of each shape in each language, one page."""
    address, root = server
    files, settings = many_site()
    (root / "many").mkdir()
    site = build(root / "many", files, {**settings, "SITEURL": f"{address}/many/output"})
    assert site.code == 0, site.log
    pages = []
    for pattern in worth_a_look():
        found = sorted(site.output.glob(pattern))
        assert found, f"{pattern} is no page of this site"
        pages.append(found[0].relative_to(site.output).as_posix())
    return Served(f"{address}/many/output", site.output, tuple(pages))


# Of a module and not of the session: while it lives an event loop runs in this thread, and tests
# elsewhere start loops of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="session")
def chromium_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port at which a Chromium of its own can be driven."""
    profile = tmp_path_factory.mktemp("profile")
    command = [CHROMIUM, "--headless", *ARGUMENTS, f"--user-data-dir={profile}"]
    process = subprocess.Popen(
        [*command, "--remote-debugging-port=0", "about:blank"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    port = 0
    for line in process.stderr:
        if "DevTools listening on" in line:
            port = int(line.rpartition(":")[2].partition("/")[0])
            break
    # Whatever else it says must not fill the pipe.
    rest = threading.Thread(target=process.stderr.read, daemon=True)
    rest.start()
    yield port
    process.terminate()
    process.wait(timeout=20)
    rest.join(timeout=20)
    process.stderr.close()
