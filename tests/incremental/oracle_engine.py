"""Apply steps to a working copy, build it in two ways, and compare.

A site is built *incrementally*, into the output folder of the build before and with its caches,
and *clean*: into an empty folder, without a cache, with `POUCH_BUILD["incremental"]` off. Both
read the same files at the same paths. What must be alike:

- every file of the clean build, byte for byte;
- what other files the incremental build has must be what an earlier clean build wrote there, or
  what somebody put there: Pelican deletes no stale file;
- the warnings and errors, as sets: a page that is kept must not swallow one.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import warm_start
from oracle_state import State, Step
from support import PATIENCE, ROOT, environment_of, start

HERE = Path(__file__).parent
_CONF = "oracleconf.py"
# A process that is alive may still write it; the next build deletes it.
_UNFINISHED = ".pouch-"


@dataclass(frozen=True)
class Built:
    """What a build left.

    Attributes:
        code: how the process ended.
        messages: warnings and errors.
        events: how much it did, in files.
        rendered: how many templates it rendered, without those that others include.
        log: what it printed.
    """

    code: int
    messages: frozenset[tuple[str, str]]
    events: int
    rendered: int
    log: str


@dataclass
class Tally:
    """What was done.

    Attributes:
        builds: how many there were.
        files: how many files were compared.
        rendered: how many templates the clean builds rendered.
        kept: how many fewer the incremental builds did.
        ended: how many clean builds ended with an error; little was compared then.
    """

    builds: int = 0
    files: int = 0
    rendered: int = 0
    kept: int = 0
    ended: int = 0

    def add(self, other: Tally) -> None:
        """Count what another has counted."""
        self.builds += other.builds
        self.files += other.files
        self.rendered += other.rendered
        self.kept += other.kept
        self.ended += other.ended


@dataclass
class Workbench:
    """A working copy of a site.

    Attributes:
        folder: where all of it lies.
        state: what is in the working copy.
        watched: whether one process makes all incremental builds, as under `--autoreload`.
        ended: whether the last clean build ended with an error.
    """

    folder: Path
    state: State = field(default_factory=lambda: State({}))
    watched: bool = False
    ended: bool = False
    tally: Tally = field(default_factory=Tally)
    _known: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    _events: int = 0
    _process: _Watcher | None = None

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    def close(self) -> None:
        """End what still runs."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def take(self, step: Step, *, compare: bool = True) -> list[str]:
        """Do a step and build; return the differences, none where not to *compare*."""
        changed = self._apply(step)
        for kind, seed in step.deeds:
            DEEDS[kind](self, random.Random(seed))
        if step.killed:
            self.close()
            at = max(1, int(step.killed * (self._events or 100)))
            self._build(self.output, self.cache, {"ORACLE_KILL": str(at)})
        if step.twice:
            self.close()
            self._build_twice()
        if self.watched and not (step.twice or step.killed):
            built = self._build_watched(changed)
        else:
            built = self._build(self.output, self.cache, {})
        self.ended = bool(built.code)
        if not compare:
            for name, data in contents(self.output).items():
                self.allow(name, data)
            return []
        return self._compare(built, step)

    def _apply(self, step: Step) -> list[str]:
        """Write what changed; return the paths."""
        old, new = self.state.files, dict(step.state.files)
        new[_CONF] = step.state.conf()
        changed = [name for name in sorted(new) if new[name] != old.get(name)]
        gone = [name for name in sorted(old) if name not in new]
        for name in gone:
            (self.site / name).unlink(missing_ok=True)
            _remove_empty(self.site / name, self.site)
        for name in changed:
            path = self.site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            times = path.stat() if name in step.same_times and path.exists() else None
            path.write_bytes(new[name])
            if times:
                os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        for name in step.touched:
            with contextlib.suppress(OSError):
                at = (self.site / name).stat().st_mtime_ns + 7_000_000_000
                os.utime(self.site / name, ns=(at, at))
        self.state = step.state
        self.state = State(**{**vars(step.state), "files": new})
        touched = {*changed, *gone, *step.touched}
        return [str(self.site / name) for name in sorted(touched)]

    def _build(self, output: Path, cache: Path, variables: dict[str, str]) -> Built:
        report = self.folder / "report.json"
        report.unlink(missing_ok=True)
        self.tally.builds += 1
        run = warm_start.run if warm_start.AVAILABLE else _run_cold
        ran = run(
            "oracle_build",
            self._arguments(report, output, cache),
            self.site,
            self._variables() | variables,
            PATIENCE,
        )
        return self._built(ran.returncode, report, ran.stdout + ran.stderr)

    def _arguments(self, report: Path, output: Path, cache: Path) -> list[str]:
        places = ["-o", str(output), "--cache-path", str(cache)]
        return [str(report), "content", "-s", _CONF, *places, "--log-handler", "plain"]

    def _variables(self) -> dict[str, str]:
        clock = self.state.clock
        told = {"ORACLE_CLOCK": clock.isoformat()} if clock else {}
        return environment_of(HERE, ROOT) | {"TZ": "UTC"} | told

    def _built(self, code: int, report: Path, log: str) -> Built:
        said: dict[str, Any] = {"messages": [], "events": 0, "rendered": 0}
        if report.exists():
            said = json.loads(report.read_text(encoding="utf-8"))
        messages = frozenset((level, text) for level, text in said["messages"])
        return Built(code, messages, said["events"], said["rendered"], log)

    def _build_watched(self, changed: list[str]) -> Built:
        report = self.folder / "report.json"
        clock = self._variables().get("ORACLE_CLOCK")
        if self._process is not None and self._process.clock != clock:
            self.close()
        self.tally.builds += 1
        if self._process is None:
            arguments = self._arguments(report, self.output, self.cache)
            variables = self._variables() | {"ORACLE_WATCH": "1"}
            self._process = _Watcher(arguments, self.site, variables, clock)
        else:
            self._process.tell(changed)
        alive = self._process.wait()
        return self._built(0 if alive else 1, report, "")

    def _build_twice(self) -> None:
        with tempfile.TemporaryFile() as log:
            both = [
                start(
                    "oracle_build",
                    self._arguments(self.folder / f"report{number}.json", self.output, self.cache),
                    self.site,
                    self._variables(),
                    log.fileno(),
                )
                for number in range(2)
            ]
            self.tally.builds += 2
            for process in both:
                process.wait(PATIENCE)

    def _compare(self, built: Built, step: Step) -> list[str]:
        output, cache = self.folder / "clean-output", self.folder / "clean-cache"
        for folder in (output, cache):
            shutil.rmtree(folder, ignore_errors=True)
        clean = self._build(output, cache, {"ORACLE_CLEAN": "1"})
        self._events = clean.events
        wanted, found = contents(output), contents(self.output)
        for name, data in wanted.items():
            self._known[name].add(sha256(data).digest())
        self.tally.files += len(wanted)
        self.tally.rendered += clean.rendered
        self.tally.kept += clean.rendered - built.rendered
        self.tally.ended += bool(clean.code)
        self.ended = bool(clean.code)
        differences = []
        # One that watches goes on after an error.
        if built.code != clean.code and not (self.watched and clean.code):
            differences.append(
                f"exit code {built.code} instead of {clean.code}: {built.log[-600:]}"
            )
        differences += [f"missing: {name}" for name in sorted(wanted.keys() - found.keys())]
        differences += [
            f"differs: {name}: {first_difference(found[name], wanted[name])}"
            for name in sorted(wanted.keys() & found.keys())
            if wanted[name] != found[name]
        ]
        emptied = "True" in self.state.settings.get("DELETE_OUTPUT_DIRECTORY", "")
        differences += [
            f"nobody wrote: {name}"
            for name in sorted(found.keys() - wanted.keys())
            if emptied or sha256(found[name]).digest() not in self._known[name]
            if not Path(name).name.startswith(_UNFINISHED)
        ]
        if clean.code:
            # An incremental build may end at another page than a clean one.
            return [line for line in differences if line.startswith("exit code")]
        damaged = any(kind.startswith("damage") for kind, _ in step.deeds)
        theirs, ours = self._said(clean, cache, damaged), self._said(built, self.cache, damaged)
        differences += [f"said only by the clean build: {line}" for line in sorted(theirs - ours)]
        differences += [f"said only when incremental: {line}" for line in sorted(ours - theirs)]
        return differences

    def _said(self, built: Built, cache: Path, damaged: bool) -> set[str]:
        """Return what was said, but for the place of the cache; of a damaged one, nothing."""
        output = self.output if cache == self.cache else self.folder / "clean-output"
        return {
            f"{level}: {text}".replace(str(cache), "CACHE").replace(str(output), "OUTPUT")
            for level, text in built.messages
            if not (damaged and (str(cache) in text or cache.name + "/" in text))
        }

    def allow(self, name: str, data: bytes) -> None:
        """Know of what somebody put into the output folder."""
        self._known[name].add(sha256(data).digest())


class _Watcher:
    """A process that builds again and again."""

    def __init__(
        self, arguments: list[str], folder: Path, variables: dict[str, str], clock: str | None
    ) -> None:
        self.clock = clock
        read, self._commands = os.pipe()
        answers, write = os.pipe()
        self._process = start("oracle_build", arguments, folder, variables, write, read)
        os.close(read)
        os.close(write)
        self._answers: IO[str] = os.fdopen(answers, encoding="utf-8", errors="replace")

    def tell(self, changed: list[str]) -> None:
        """Have it build, since these files changed."""
        with contextlib.suppress(BrokenPipeError):
            os.write(self._commands, f"{json.dumps(changed)}\n".encode())

    def wait(self) -> bool:
        """Wait for the end of a build; return whether there will be another."""
        return any(line.strip().endswith("BUILT") for line in self._answers)

    def close(self) -> None:
        """End it."""
        os.close(self._commands)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._answers.close()


def _run_cold(
    module: str, arguments: list[str], folder: Path, variables: dict[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    command = [*warm_start.cold_command_line(), module, *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=timeout,
        start_new_session=True,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Return what each file below a folder holds."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def first_difference(found: bytes, wanted: bytes) -> str:
    """Return the surroundings of the first byte that differs, for people."""
    at = next(
        (n for n, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other),
        min(len(found), len(wanted)),
    )
    there = slice(max(0, at - 30), at + 50)
    return f"at {at}: {found[there]!r} instead of {wanted[there]!r}"


def _remove_empty(path: Path, top: Path) -> None:
    for parent in path.parents:
        if parent == top or not parent.is_dir() or any(parent.iterdir()):
            return
        parent.rmdir()


def _some(folder: Path, chance: random.Random, most: int) -> list[Path]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return chance.sample(files, min(most, len(files)))


def _damage(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    kind = chance.choice(["bytes", "bytes", "short", "rubbish", "empty"])
    if kind == "bytes":
        for _ in range(max(1, len(data) // 500)):
            if data:
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == "short":
        del data[chance.randrange(len(data) + 1) :]
    else:
        data = bytearray(chance.randbytes(200) if kind == "rubbish" else b"")
    path.write_bytes(bytes(data))


def _damage_store(bench: Workbench, chance: random.Random) -> None:
    bench.close()
    for path in _some(bench.cache, chance, 3):
        _damage(path, chance)


def _damage_all(bench: Workbench, chance: random.Random) -> None:
    bench.close()
    for path in _some(bench.cache, chance, 10_000):
        _damage(path, chance)


def _delete_cache(bench: Workbench, _chance: random.Random) -> None:
    bench.close()
    shutil.rmtree(bench.cache, ignore_errors=True)


def _delete_some_cache(bench: Workbench, chance: random.Random) -> None:
    bench.close()
    for path in _some(bench.cache, chance, 2):
        path.unlink()


def _delete_output(bench: Workbench, _chance: random.Random) -> None:
    shutil.rmtree(bench.output, ignore_errors=True)


def _delete_some_output(bench: Workbench, chance: random.Random) -> None:
    for path in _some(bench.output, chance, 4):
        path.unlink()


def _edit_output(bench: Workbench, chance: random.Random) -> None:
    """Change files by hand; of some the size does not show it, but always the time.

    Of a picture it does: the name of a variant stands for what it holds.
    """
    for path in _some(bench.output, chance, 4):
        data = bytearray(path.read_bytes())
        if data and chance.random() < 0.6 and path.suffix in {".html", ".xml", ".json", ".css"}:
            data[chance.randrange(len(data))] ^= 1
        else:
            data += b"<!-- by hand -->"
        path.write_bytes(bytes(data))
        bench.allow(path.relative_to(bench.output).as_posix(), bytes(data))


def _edit_all_pages(bench: Workbench, _chance: random.Random) -> None:
    for path in bench.output.rglob("*.html"):
        data = path.read_bytes().replace(b"</title>", b"?</title>", 1)
        path.write_bytes(data)
        bench.allow(path.relative_to(bench.output).as_posix(), data)


DEEDS: dict[str, Callable[[Workbench, random.Random], None]] = {
    "damage store": _damage_store,
    "damage all": _damage_all,
    "delete cache": _delete_cache,
    "delete some cache": _delete_some_cache,
    "delete output": _delete_output,
    "delete some output": _delete_some_output,
    "edit output": _edit_output,
    "edit all pages": _edit_all_pages,
}
