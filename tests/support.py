"""What the tests share: a site built by the real Pelican, and cases kept as files."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import warm_start
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
RECORDER = Path(__file__).parent / "recorder"
ENGINE = os.environ.get("MARKDOWN_ENGINE", "python-markdown")
"""What the sites of tests are read with, unless a test says otherwise; `make commonmark`."""
PATIENCE = 600
"""In seconds; no test measures time, it only gives up."""

_PROGRESS = re.compile(
    r"^(Reading|Placing|Encoding|Writing) [a-z ]+: [\d,]+ of [\d,]+\n", re.MULTILINE
)


@dataclass
class Site:
    """A finished build, seen from outside."""

    folder: Path
    code: int
    log: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @cached_property
    def contents(self) -> dict[str, dict[str, Any]]:
        """What templates would see of each content, by its source file's name."""
        return json.loads((self.folder / "recorded.json").read_text(encoding="utf-8"))

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }

    def text(self, name: str) -> str:
        return (self.output / name).read_text(encoding="utf-8")

    def soup(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self.text(name), "html.parser")

    def messages_about(self, name: str) -> list[str]:
        """The lines that name something, but for the last one, which accounts for all."""
        lines = self.log.splitlines()
        return [line for line in lines if name in line and line != self.account]

    @property
    def account(self) -> str:
        """The line that says what became of every file."""
        lines = self.log.splitlines()
        return next((line for line in lines if re.match(r"[\d,]+ source files?: ", line)), "")


def build(  # noqa: PLR0913 (each names one thing a build may need)
    folder: Path,
    files: dict[str, str | bytes | Path],
    settings: dict[str, Any] | None = None,
    *,
    modules: dict[str, str] | None = None,
    keep_conf: bool = False,
    arguments: tuple[str, ...] = (),
    environment: dict[str, str] | None = None,
) -> Site:
    """Write *files* below `content/`, run Pelican on them and hand back what came out.

    The texts in *modules* become Python modules beside the settings, for plugins.
    """
    for name, text in (modules or {}).items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    for name, data in files.items():
        target = folder / "content" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes_of(data))
    (folder / "content").mkdir(parents=True, exist_ok=True)
    values = {
        "SITENAME": "A Test",
        "SITEURL": "https://example.org/blog",
        "TIMEZONE": "UTC",
        "LOCALE": ["C"],
        "PLUGINS": ["pelican_plugins"],
        **(settings or {}),
    }
    if ENGINE != "python-markdown":
        own = values.get("POUCH_FRONT_MATTER", {})
        values["POUCH_FRONT_MATTER"] = {"markdown": ENGINE, **own}
    if values["PLUGINS"] is not None:
        values["PLUGINS"] = [*values["PLUGINS"], "recorder"]
    conf = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    if not keep_conf:
        (folder / "conf.py").write_text(conf, encoding="utf-8")
    command = ["content", "-s", "conf.py", "-o", "output", "--log-handler", "plain", *arguments]
    run = run_module("pelican", command, folder, environment)
    return Site(folder, run.returncode, log_of(run), values)


def run_module(
    module: str,
    arguments: list[str],
    folder: Path,
    environment: dict[str, str] | None = None,
    python_path: tuple[Path, ...] = (ROOT, RECORDER),
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module`` in *folder*, as a process and in a session of its own, to its end.

    Raises:
        subprocess.TimeoutExpired: it hangs.
    """
    variables = environment_of(*python_path)
    if warm_start.can_run(environment or {}):
        variables |= environment or {}
        return warm_start.run(module, arguments, folder, variables, PATIENCE)
    return subprocess.run(
        [*warm_start.cold_command_line(), module, *arguments],
        cwd=folder,
        env=variables | (environment or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
        start_new_session=True,
    )


def start(  # noqa: PLR0913, PLR0917 (all of them make a process)
    module: str,
    arguments: list[str],
    folder: Path,
    variables: dict[str, str],
    output: int,
    source: int | None = None,
) -> warm_start.Started | subprocess.Popen[bytes]:
    """Start ``python -m module`` in a session of its own.

    Args:
        output: what it prints and complains to.
        source: what it reads from; nothing, if not given.
    """
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        read = nothing.fileno() if source is None else source
        if warm_start.AVAILABLE:
            streams = (read, output, output)
            return warm_start.start(module, arguments, folder, variables, streams)
        return subprocess.Popen(
            [*warm_start.cold_command_line(), module, *arguments],
            cwd=folder,
            env=variables,
            stdin=read,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def log_of(run: subprocess.CompletedProcess[str]) -> str:
    """Return what was said, but for how far a build had come: a slow machine is told that."""
    return _PROGRESS.sub("", run.stdout + run.stderr)


def environment_of(*python_path: Path) -> dict[str, str]:
    """Return the variables for a process that is to see nothing of this machine's owner."""
    kept = {name: os.environ[name] for name in warm_start.KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(map(str, python_path))}


def _bytes_of(data: str | bytes | Path) -> bytes:
    if isinstance(data, Path):
        return data.read_bytes()
    return data.encode() if isinstance(data, str) else data


def post(body: str = "Some text.", **front_matter: Any) -> str:
    """Return a post with YAML front matter; title and date are given where none are."""
    values = {"title": "A post", "date": "2025-06-03", **front_matter}
    # JSON is YAML: whatever a test puts in comes out as the same value.
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", "", body, ""])


def cases(folder: Path, suffix: str) -> list[Any]:
    """Return the cases of a folder as parameters: the files ending in *suffix*, by name."""
    found = sorted(folder.glob(f"*{suffix}"))
    assert found, f"no cases *{suffix} in {folder}"
    return [pytest.param(path, id=path.name.removesuffix(suffix)) for path in found]


def compare(case: Path, suffix: str, produced: dict[str, str], *, rewrite: bool) -> None:
    """Compare what a case produced, by file ending, with the files beside it."""
    for ending, text in produced.items():
        expected = case.with_name(case.name.removesuffix(suffix) + ending)
        if rewrite:
            expected.write_text(text, encoding="utf-8", newline="\n")
        assert expected.read_text(encoding="utf-8") == text


def counted_calls(function: Callable[..., Any], *arguments: Any) -> int:
    """Return how many calls *function* makes: a measure of its work that no load can change."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    # It calls back whoever asked for it, as hypothesis does.
    gc.disable()
    sys.setprofile(count)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
        gc.enable()
    return calls
