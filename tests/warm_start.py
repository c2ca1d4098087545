"""Start Python programs from a process that has imported everything they need.

Most tests build a site with a process of its own, and most of such a process's time went into
imports and into compiling the theme's templates. Here one process imports, and each program runs
in a fork of it: with its own folder, environment, arguments and session, and with nothing left over
from the one before but the code of templates, which is the same each time.

Imported, `run` and `start` ask that process. Run as a program, this file either is it
(`warm_start.py --serve SOCKET`), or hands its own arguments, surroundings and streams to it and
ends as the program did (`warm_start.py SOCKET MODULE ARGUMENT...`), or is the program itself, whose
pictures come out as in all others (`warm_start.py --cold MODULE ARGUMENT...`).
"""

from __future__ import annotations

import array
import atexit
import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

# A fork is safe only where no system library runs threads, and coverage counts whole processes.
AVAILABLE = sys.platform == "linux" and "COVERAGE_PROCESS_CONFIG" not in os.environ
# Python looks at these when it starts, and at no other time.
_FOR_THE_START = ("PYTHON", "LC_", "LANG", "MALLOC")
HASH_SEED = {"PYTHONHASHSEED": "1"}
"""That of the process that imports, so that the order of sets is the same in each run of tests."""

# Whatever the owner of this machine has set besides must not reach a test.
KEPT_VARIABLES = ("PATH", "HOME", "TMPDIR", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG")

# What programs import only when they come to it.
_IMPORTED_LATE = (
    *("PIL.ImageFilter", "anyio._backends._asyncio", "httpcore", "httpx", "rich._emoji_codes"),
    *("rich.status", "typogrify.filters"),
)

_versions: dict[str, str] = {}
_server: tuple[subprocess.Popen[bytes], str] | None = None


def can_run(environment: dict[str, str]) -> bool:
    """Tell whether a program with these variables besides may be a fork."""
    others = environment.items() - HASH_SEED.items()
    return AVAILABLE and not any(name.startswith(_FOR_THE_START) for name, _ in others)


class Started:
    """A program that runs: the part of `subprocess.Popen` that tests need."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._answers = connection.makefile("r")
        self.pid = int(self._answers.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended; negative is a signal, as in `subprocess`."""
        if self.returncode is not None:
            return self.returncode
        self._connection.settimeout(timeout)
        try:
            self.returncode = int(self._answers.readline())
        except TimeoutError:
            os.killpg(self.pid, signal.SIGKILL)
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from None
        self._answers.close()
        self._connection.close()
        return self.returncode


def start(
    module: str,
    arguments: list[str],
    folder: Path,
    environment: dict[str, str],
    streams: tuple[IO[Any] | int, IO[Any] | int, IO[Any] | int],
) -> Started:
    """Start ``python -m module`` in *folder*, in a session of its own.

    Args:
        streams: what it reads from, prints to and complains to.
    """
    return _ask(_address(), module, arguments, str(folder), environment, streams)


def run(
    module: str,
    arguments: list[str],
    folder: Path,
    environment: dict[str, str],
    timeout: float | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module`` in *folder* to its end.

    Raises:
        subprocess.TimeoutExpired: it took more than *timeout* seconds.
    """
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output,
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        Path(os.devnull).open(encoding="utf-8") as nothing,
    ):
        streams = (nothing, output, errors)
        code = start(module, arguments, folder, environment, streams).wait(timeout)
        output.seek(0)
        errors.seek(0)
        command = [module, *arguments]
        return subprocess.CompletedProcess(command, code, output.read(), errors.read())


def command_line() -> list[str]:
    """Return a command that a module and its arguments follow."""
    return [sys.executable, "-I", "-S", __file__, _address()]


def cold_command_line() -> list[str]:
    """Return a command that a module and its arguments follow, for a process of its own."""
    return [sys.executable, "-X", "utf8", __file__, "--cold"]


def _address() -> str:
    global _server  # noqa: PLW0603 (one for each process of pytest)
    if _server is None or _server[0].poll() is not None:
        address = tempfile.mktemp(prefix="warm", suffix=".socket")
        command = [sys.executable, "-X", "utf8", __file__, "--serve", address]
        # What libraries ask for when they are imported, such as how wide a terminal is, would be
        # that of all programs.
        variables = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        variables |= HASH_SEED
        # It lives as long as this pipe is open.
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=variables
        )
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        atexit.register(process.communicate)
        _server = process, address
    return _server[1]


def _ask(  # noqa: PLR0913, PLR0917 (all of them make a process)
    address: str,
    module: str,
    arguments: list[str],
    folder: str,
    environment: dict[str, str],
    streams: tuple[IO[Any] | int, ...],
) -> Started:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(address)
    request = json.dumps([module, arguments, folder, environment]).encode()
    numbers = [stream if isinstance(stream, int) else stream.fileno() for stream in streams]
    rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", numbers))
    connection.sendmsg([len(request).to_bytes(8)], [rights])
    connection.sendall(request)
    return Started(connection)


def _serve(address: str) -> None:
    with socket.socket(socket.AF_UNIX) as listening, tempfile.TemporaryDirectory() as folder:
        listening.bind(address)
        listening.listen()
        _import_all()
        template_code.keep_in(Path(folder))
        _begin_with_what_a_build_makes(Path(folder))
        _look_for_settings_where_they_are()
        # A fork that collects garbage would copy every page that the imports lie on.
        gc.collect()
        gc.freeze()
        # Most forks end before they need to.
        gc.set_threshold(50_000, 20, 100)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        running: dict[int, tuple[int, socket.socket]] = {}
        # It reads nothing: the pipe is closed when nobody needs this process any more.
        ready: list[Any] = []
        while sys.stdin not in ready:
            for one in ready:
                if one is listening:
                    number, program = _begin(listening, running)
                    running[number] = program
                else:
                    _tell_end(one, *running.pop(one))
            ready = select.select([listening, sys.stdin, *running], [], [])[0]
    Path(address).unlink()


def _look_for_settings_where_they_are() -> None:
    """Have builds look for their settings only in modules that this process does not have.

    To look at all of them copied a quarter of the pages that a fork copied.
    """
    from pelican_plugins._core import pelican_author_files

    last = next(reversed(sys.modules.values()))

    def later() -> list[Any]:
        return list(takewhile(lambda module: module is not last, reversed(sys.modules.values())))

    pelican_author_files._loaded_modules = lambda: later()[::-1]


def _begin(
    listening: socket.socket, running: dict[int, tuple[int, socket.socket]]
) -> tuple[int, tuple[int, socket.socket]]:
    """Start what is asked for next; return what can be waited for, and whom to tell."""
    connection, _ = listening.accept()
    streams = array.array("i")
    length, rights, _, _ = connection.recvmsg(8, socket.CMSG_SPACE(3 * streams.itemsize))
    streams.frombytes(rights[0][2])
    with connection.makefile("rb") as read:
        module, arguments, folder, environment = json.loads(read.read(int.from_bytes(length)))
    child = os.fork()
    if not child:
        for other in (listening, connection, *(other for _, other in running.values())):
            other.close()
        for number in running:
            os.close(number)
        _become(module, arguments, folder, environment, streams)
    # Who reads what the program prints waits until nobody can print any more.
    for number in streams:
        os.close(number)
    with contextlib.suppress(OSError):
        connection.sendall(f"{child}\n".encode())
    return os.pidfd_open(child), (child, connection)


def _tell_end(number: int, child: int, connection: socket.socket) -> None:
    os.close(number)
    _, status = os.waitpid(child, 0)
    with connection, contextlib.suppress(OSError):
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _import_all() -> None:
    """Import what a build may import, and make the parts of Markdown."""
    here = Path(__file__).resolve().parent
    sys.path[:0] = [str(here.parent), str(here / "docs")]
    importlib.metadata.version = _version_of
    import jinja2
    import PIL.Image
    from markdown import Markdown
    from pelican.plugins._utils import get_namespace_plugins
    from pelican.settings import DEFAULT_CONFIG

    import pelican_plugins
    from pelican_plugins import registry
    from pelican_plugins._core import settings

    for name in _IMPORTED_LATE:
        importlib.import_module(name)
    PIL.Image.init()
    for found in pkgutil.walk_packages(pelican_plugins.__path__, "pelican_plugins."):
        if not found.name.endswith(("__main__", "_namespace")):
            module = importlib.import_module(found.name)
            # What a process works out once.
            for value in list(vars(module).values()):
                if hasattr(value, "cache_info") and not inspect.signature(value).parameters:
                    value()
    for path in registry.SETTINGS.values():
        module, _, name = f"pelican_plugins.{path}".rpartition(".")
        settings._hints(getattr(sys.modules[module], name))
    _pack_pictures_quickly()
    read_certificates_once()
    # Pelican asks for this in each generator, for a message that only debugging shows.
    jinja2.Environment.list_templates = lambda *_given: []
    get_namespace_plugins()
    options = DEFAULT_CONFIG["MARKDOWN"]
    Markdown(extensions=[*options["extension_configs"], "footnotes"]).convert("Text")


def _version_of(package: str) -> str:
    """Return what `importlib.metadata.version` does; a build asks for that of a dozen packages."""
    if package not in _versions:
        _versions[package] = importlib.metadata.distribution(package).version
    return _versions[package]


def _pack_pictures_quickly() -> None:
    """Have pictures encoded in a thirtieth of the time; no test looks at how small they become."""
    from pelican_plugins.images import encode

    encode._OPTIONS["avif"]["speed"] = 10


def read_certificates_once() -> None:
    """Have httpx read those of the machine once for all its clients; it takes 40 ms."""
    from httpx._transports import default

    make = default.create_ssl_context

    @functools.cache
    def usual(*, trust_env: bool) -> Any:
        return make(verify=True, trust_env=trust_env)

    def create_ssl_context(verify: Any = True, cert: Any = None, trust_env: bool = True) -> Any:
        if verify is True and cert is None:
            return usual(trust_env=trust_env)
        return make(verify=verify, cert=cert, trust_env=trust_env)

    usual(trust_env=True)
    default.create_ssl_context = create_ssl_context


# What some builds do, so that what libraries make when they are first asked for it is made once:
# their regular expressions took a third of the time of all sites of tests.
_TRIAL = """---
title: A
date: 2025-06-03
---

Text "quoted" &amp; so on &mdash; see https://example.org/a.[^1]

```python
x = {"a": 1}
```

## Part

![A picture](images/a.png#center "A")

<p><a href="/x">X</a> <code>y</code></p>

## Resources

* One https://example.org/1

[^1]: A note.
"""
_TRIAL_SETTINGS = """
PLUGINS = ["pelican_plugins"]
TIMEZONE = "UTC"
TYPOGRIFY = True
SITEURL = "https://example.org"
"""


def _begin_with_what_a_build_makes(folder: Path) -> None:
    """Compile the regular expressions that a build compiles, and import what it imports."""
    site, found = folder / "site", folder / "found"
    site.mkdir()
    (site / "a.md").write_text(_TRIAL)
    (site / "conf.py").write_text(_TRIAL_SETTINGS)
    child = os.fork()
    if not child:
        patterns, modules = set(re._cache), set(sys.modules)  # nothing public tells the former
        re._MAXCACHE = sys.maxsize
        with Path(os.devnull).open("r+") as nothing:
            for number in range(3):
                os.dup2(nothing.fileno(), number)
        os.chdir(site)
        sys.argv[1:] = [".", "-s", "conf.py", "-o", "output", "--log-handler", "plain"]
        with contextlib.suppress(BaseException):
            runpy.run_module("pelican", run_name="__main__", alter_sys=True)
        made = [(text, flags) for kind, text, flags in set(re._cache) - patterns if kind is str]
        imported = sorted(set(sys.modules) - modules)
        found.write_text(json.dumps([sorted(made), imported, sorted(_versions)]))
        os._exit(0)
    os.waitpid(child, 0)
    made, imported, packages = json.loads(found.read_text())
    template_code.load(folder)
    # They stay what they are.
    for name in packages:
        _version_of(name)
    for name in imported:
        # Its settings are a module that is found nowhere.
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for text, flags in made:
        re.compile(text, flags)


def _become(
    module: str, arguments: list[str], folder: str, environment: dict[str, str], streams: Any
) -> None:
    """Be the program that was asked for, to its end."""
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    above = environment.get("PYTHONPATH", "")
    sys.path[:0] = [folder, *filter(None, above.split(os.pathsep))]
    be(module, arguments)


def be(module: str, arguments: list[str]) -> None:
    """Run ``python -m module`` in the place of what this process was, to its end."""
    import runpy

    sys.argv[1:] = arguments
    for stream in (sys.stdout, sys.stderr):
        at_once = stream is sys.stderr or stream.isatty() or "PYTHONUNBUFFERED" in os.environ
        stream.reconfigure(line_buffering=at_once)
    code: Any = 1
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            sys.stderr.write(f"{code}\n")
            code = 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code or 0)


def _hand_over(address: str, module: str, arguments: list[str]) -> int:
    program = _ask(address, module, arguments, str(Path.cwd()), dict(os.environ), (0, 1, 2))
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda caught, _frame: os.kill(program.pid, caught))
    return program.wait()


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        import gc
        import importlib.metadata
        import inspect
        import pkgutil
        import re
        import runpy
        import select
        from itertools import takewhile

        import template_code

        _serve(sys.argv[2])
    elif sys.argv[1] == "--cold":
        sys.path[0] = str(Path.cwd())
        # A program may do without.
        with contextlib.suppress(ImportError):
            _pack_pictures_quickly()
        import runpy

        program, sys.argv[1:] = sys.argv[2], sys.argv[3:]
        runpy.run_module(program, run_name="__main__", alter_sys=True)
    else:
        ended = _hand_over(sys.argv[1], sys.argv[2], sys.argv[3:])
        sys.exit(ended if ended >= 0 else 128 - ended)
