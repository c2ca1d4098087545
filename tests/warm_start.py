"""Start Python programs from a process that has imported everything they need.

Most tests build a site with a process of its own, and most of such a process's time went into
imports. Here one process imports, and each program runs in a fork of it: with its own folder,
environment and arguments, and nothing left over from the one before.

Run as a program, this file is that process; imported, `run` speaks to it.
"""

from __future__ import annotations

import atexit
import json
import os
import runpy
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

# A fork is safe only where no system library runs threads, and coverage counts whole processes.
AVAILABLE = sys.platform == "linux" and "COVERAGE_PROCESS_CONFIG" not in os.environ

_server: subprocess.Popen[str] | None = None


def run(
    module: str, arguments: list[str], folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module`` in *folder* to its end."""
    server = _started()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as output,
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        request = {
            "module": module,
            "arguments": arguments,
            "folder": str(folder),
            "environment": environment,
            "output": f"/proc/{os.getpid()}/fd/{output.fileno()}",
            "errors": f"/proc/{os.getpid()}/fd/{errors.fileno()}",
        }
        assert server.stdin
        assert server.stdout
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        code = int(server.stdout.readline())
        output.seek(0)
        errors.seek(0)
        command = [module, *arguments]
        return subprocess.CompletedProcess(command, code, output.read(), errors.read())


def _started() -> subprocess.Popen[str]:
    global _server  # noqa: PLW0603 (one for each process of pytest)
    if _server is None or _server.poll() is not None:
        _server = subprocess.Popen(
            [sys.executable, "-X", "utf8", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        atexit.register(_server.communicate)
    return _server


def _serve() -> None:
    _import_all()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


def _import_all() -> None:
    import pkgutil

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    import PIL.Image
    import typogrify.filters  # noqa: F401

    import pelican_plugins

    PIL.Image.init()
    for found in pkgutil.walk_packages(pelican_plugins.__path__, "pelican_plugins."):
        if not found.name.endswith(("__main__", "_namespace")):
            __import__(found.name)


def _become(request: dict[str, Any]) -> None:
    """Be the process that was asked for, to its end."""
    os.setsid()
    for number, path in enumerate((os.devnull, request["output"], request["errors"])):
        os.dup2(os.open(path, os.O_RDWR), number)
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    above = request["environment"].get("PYTHONPATH", "")
    sys.path[:0] = [request["folder"], *filter(None, above.split(os.pathsep))]
    sys.argv[1:] = request["arguments"]
    code: Any = 1
    try:
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            sys.stderr.write(f"{code}\n")
            code = 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or 0)


if __name__ == "__main__":
    _serve()
