"""What runs in the place of commands that ask the network or never end.

    python -m stand_in NAME ARGUMENT...

It does what can be done here and looks at the rest; what the real command would refuse ends with
a sentence and exit code 3.
"""

from __future__ import annotations

import contextlib
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests"))

import warm_start  # noqa: E402

PATIENCE = 60
MODULES = {"pelican": "pelican", "pouch": "pelican_plugins.cli"}
IS_WARM = "template_code" in sys.modules
_REQUIREMENT = re.compile(r"(?P<name>[\w-]+)(?:\[(?P<extra>\w+)\])?\Z")


def pip(arguments: list[str]) -> int:
    """Nothing is installed; what is asked for must be us, or in a file that names us."""
    command, *wanted = (one for one in arguments if one != "--upgrade")
    if command != "install" or not wanted:
        return refuse(f"pip {' '.join(arguments)}")
    if wanted[0] == "-r":
        wanted = Path(wanted[1]).read_text(encoding="utf-8").split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for one in wanted:
        match = _REQUIREMENT.match(one)
        if not match or match["name"] != project["name"]:
            return refuse(f"{one} is not what our documents should install")
        if match["extra"] and match["extra"] not in project["optional-dependencies"]:
            return refuse(f"there is no extra {match['extra']}")
    return 0


def make(arguments: list[str]) -> int:
    """Targets take minutes and are run elsewhere; they must be there."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in (argument for argument in arguments if "=" not in argument):
        if f"\n{target}:" not in makefile:
            return refuse(f"the Makefile has no {target}")
    return 0


def curl(arguments: list[str]) -> int:
    """Nothing is sent; there must be an address to send it to."""
    return 0 if arguments and arguments[-1].startswith("https://") else refuse("no address")


def python3(arguments: list[str]) -> int:
    """An environment of its own would lack what is installed here: it can be entered, no more."""
    if arguments[:2] == ["-m", "venv"]:
        (Path(arguments[2]) / "bin").mkdir(parents=True)
        Path(arguments[2], "bin", "activate").write_text("", encoding="utf-8")
        return 0
    return real("python", arguments)


def pelican(arguments: list[str]) -> int:
    """A server is asked for its front page and stopped, as with Ctrl-C."""
    serves = any(re.fullmatch("--listen|-r?lr?", argument) for argument in arguments)
    return serve(arguments) if serves else real("pelican", arguments)


def serve(arguments: list[str]) -> int:
    # A shell has what it runs in the background ignore Ctrl-C, and all that it starts in its turn.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [tool("pelican"), *arguments, "--port", str(port)]
    with subprocess.Popen(command, start_new_session=True) as server:
        page = front_page(server, port)
        os.killpg(server.pid, signal.SIGINT)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            return refuse("pelican does not end with Ctrl-C")
    return 0 if b"</html>" in page else refuse("pelican shows no front page")


def front_page(server: subprocess.Popen[bytes], port: int) -> bytes:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
                return answer.read()
        except OSError:
            time.sleep(0.1)
    return b""


def pouch(arguments: list[str]) -> int:
    """`pouch links` would ask the web: what it is told is read. 1 is no failure of a command."""
    if arguments[0] == "links":
        arguments = [*arguments, "--help"]
    asks = {"--write", "--fix"} & set(arguments) and "--yes" not in arguments
    code = at_a_terminal("pouch", arguments) if asks else real("pouch", arguments)
    return 0 if code == 1 else code


def at_a_terminal(name: str, arguments: list[str]) -> int:
    """Run it for somebody who says yes to everything."""
    pid, terminal = pty.fork()
    if not pid:
        become(name, arguments)
    os.write(terminal, b"y\n" * 9)
    with contextlib.suppress(OSError):  # which is how a terminal of Linux ends
        while said := os.read(terminal, 1024):
            sys.stdout.buffer.write(said)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def real(name: str, arguments: list[str]) -> int:
    pid = os.fork()
    if not pid:
        become(name, arguments)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def become(name: str, arguments: list[str]) -> None:
    """Be the real command, which is a fork of a process that has imported it where there is one."""
    if IS_WARM and name in MODULES:
        # A command finds nothing in the folder it is called in.
        sys.path[:] = [path for path in sys.path if path != os.getcwd()]  # noqa: PTH109
        warm_start.be(MODULES[name], arguments)
    os.execv(tool(name), [name, *arguments])


def tool(name: str) -> str:
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.is_file() else f"/usr/bin/{name}"


def refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 3


STAND_INS: Mapping[str, Callable[[list[str]], int]] = {
    "curl": curl,
    "make": make,
    "pelican": pelican,
    "pip": pip,
    "pouch": pouch,
    "python3": python3,
}

if __name__ == "__main__":
    sys.exit(STAND_INS[sys.argv[1]](sys.argv[2:]))
