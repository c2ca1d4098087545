"""What goes wrong at a random moment, many times over: part of `make faults`.

    python tests/site/random_faults.py [--seed N] [--share 0.1] [killed full damaged ...]

A site that was built once gets a second version, and something goes wrong while that is built. Each
file of the output must be the old or the new one, and the next build must write what a build of the
second version alone writes. Builds are forks of this process, so each begins in some milliseconds.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "site")]

from pelican import main
from support import environment_of, post
from test_faults import content_of, output_of, write

import pelican_plugins.feeds.plugin
import pelican_plugins.front_matter.pelican_reader
import pelican_plugins.guard.plugin
import pelican_plugins.images.plugin
import pelican_plugins.resources.plugin
import pelican_plugins.tags.plugin
import pelican_plugins.theming.plugin  # noqa: F401

SETTINGS = """
SITENAME = "Faults"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
LOCALE = ["C"]
PLUGINS = ["pelican_plugins"]
PATH = "content"
FEED_ALL_RSS = "feeds/all.rss.xml"
STATIC_PATHS = ["images", "files"]
POUCH_IMAGES = {"widths": [60], "formats": ["webp"]}
"""
_LIMIT = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))\n"
_ARGUMENTS = ["content", "-s", "conf.py", "-o", "output", "--log-handler", "plain"]
# For the build after the last edit, on a busy machine.
_MOST_SECONDS = 120
_FIRST, _SECOND = "first version", "second version"


@dataclass
class Sites:
    """A site that was built, and what it is to become."""

    before: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    seconds: float

    def copy(self, target: Path) -> Path:
        """Return a copy of the built site with the second version in it."""
        shutil.copytree(self.before, target, symlinks=True, dirs_exist_ok=True)
        write(target, content_of(_SECOND))
        return target


def start(folder: Path) -> int:
    """Begin a build and return its process."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        os.chdir(folder)
        log = os.open(folder.parent / f"log-{os.getpid()}", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        code = main(_ARGUMENTS) or 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def wait(pid: int, folder: Path) -> tuple[int, str]:
    """Return the exit code of a build, negative for a signal, and what it said."""
    _, status = os.waitpid(pid, 0)
    log = folder.parent / f"log-{pid}"
    said = log.read_text(errors="replace") if log.exists() else ""
    log.unlink(missing_ok=True)
    return os.waitstatus_to_exitcode(status), said


def built(folder: Path) -> str:
    """Build a site to its end, and return what was said."""
    code, said = wait(start(folder), folder)
    assert code == 0, said
    assert "Traceback" not in said, said
    return said


def two_sites(folder: Path) -> Sites:
    """Build both versions, each where nothing was."""
    outputs = []
    for version in (_FIRST, _SECOND):
        place = folder / version.replace(" ", "-")
        place.mkdir(parents=True)
        (place / "conf.py").write_text(SETTINGS)
        write(place, content_of(version))
        built(place)
        outputs.append(output_of(place))
    sites = Sites(folder / "first-version", *outputs, 0.0)
    timed = sites.copy(folder / "timed")
    began = time.monotonic()
    built(timed)
    sites.seconds = time.monotonic() - began
    return sites


def assert_whole(folder: Path, sites: Sites) -> None:
    """Each file is the old or the new one, or one that a build had not finished."""
    for name, data in output_of(folder).items():
        if not Path(name).name.startswith(".pouch-"):
            assert data in (sites.old.get(name), sites.new.get(name)), f"{name} is neither"


def assert_mended(folder: Path, sites: Sites) -> None:
    """The next build writes what a clean one does, and leaves nothing unfinished."""
    built(folder)
    found = output_of(folder)
    wrong = [name for name, data in sites.new.items() if found.get(name) != data]
    assert not wrong, f"{wrong[:5]} differ from a clean build"
    others = {name for name in found if not name.startswith("images/variants/")}
    assert others - set(sites.new) <= set(sites.old), sorted(others - set(sites.new))[:5]
    assert not list(folder.rglob("*.tmp")), "an unfinished file is left"


def killed(folder: Path, sites: Sites, chance: random.Random) -> None:
    """A build is killed, and maybe the next one, too."""
    for _ in range(chance.choice([1, 1, 2])):
        pid = start(folder)
        time.sleep(chance.random() * sites.seconds)
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
            os.kill(pid, signal.SIGKILL)
        wait(pid, folder)
        assert_whole(folder, sites)


def full(folder: Path, sites: Sites, chance: random.Random) -> None:
    """The disk is full after so many kilobytes, or a file may not be larger."""
    if chance.random() < 0.5:
        (folder / "conf.py").write_text(SETTINGS + _LIMIT.format(chance.randrange(40_000)))
        said = wait(start(folder), folder)[1]
        (folder / "conf.py").write_text(SETTINGS)
    else:
        with _small_disk(folder, chance.randrange(1, 400)) as place:
            said = wait(start(place), place)[1]
            assert_whole(place, sites)
            shutil.rmtree(folder)
            shutil.copytree(place, folder, symlinks=True)
    assert "Traceback" not in said, said
    assert_whole(folder, sites)


@contextmanager
def _small_disk(folder: Path, free: int) -> Iterator[Path]:
    """Yield a copy of the site on a disk with only *free* kB left."""
    disk = folder.parent / "disk"
    disk.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], check=True)
    try:
        shutil.copytree(folder, disk / "site", symlinks=True)
        used = os.statvfs(disk)
        kept = (used.f_blocks - used.f_bfree) * used.f_frsize // 1024
        change = ["mount", "-o", f"remount,size={kept + free}k", disk]
        subprocess.run(change, check=True)
        yield disk / "site"
    finally:
        subprocess.run(["umount", disk], check=True)


def damaged(folder: Path, _sites: Sites, chance: random.Random) -> None:
    """Bytes of a few files of the cache are others, or gone, before a build."""
    files = sorted(path for path in (folder / "cache").rglob("*") if path.is_file())
    for path in chance.sample(files, min(len(files), chance.choice([1, 1, 2, 5]))):
        data = bytearray(path.read_bytes())
        place = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0 if data:
                for _ in range(chance.choice([1, 8, 100])):
                    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            case 1:
                del data[place:]
            case 2:
                size = min(chance.choice([1, 64, 4096]), len(data) - place)
                data[place : place + size] = bytes(size)
            case 3:
                data[place:place] = chance.randbytes(chance.choice([1, 100, 5000]))
            case 4:
                data[:] = chance.choice(files).read_bytes()
            case _:
                del data[place : place + chance.choice([1, 512, 4096])]
        path.write_bytes(data)


def at_once(folder: Path, sites: Sites, chance: random.Random) -> None:
    """Two or three builds run in one folder."""
    running = []
    for _ in range(chance.choice([2, 2, 3])):
        running.append(start(folder))
        time.sleep(chance.random() * sites.seconds / 3)
    for pid in running:
        code, said = wait(pid, folder)
        assert code == 0, said
        assert "Traceback" not in said, said
    assert_whole(folder, sites)


def clock(folder: Path, _sites: Sites, chance: random.Random) -> None:
    """Files are of the future or of long ago, and those that changed are older than before."""
    day = 86_400
    for name in ("content", "cache", "output"):
        shift = chance.choice([-20_000, -400, -1, 0, 1, 400, 20_000]) * day
        for path in (folder / name).rglob("*"):
            own = chance.choice([0, 0, chance.randrange(-5, 5)]) * day
            moment = max(0, path.lstat().st_mtime + shift + own)
            os.utime(path, (moment, moment))


CASES: dict[str, tuple[Callable[[Path, Sites, random.Random], None], int]] = {
    "killed": (killed, 100),
    "full": (full, 20),
    "damaged": (damaged, 200),
    "at once": (at_once, 20),
    "clock": (clock, 40),
}


def edited_quickly(sites: Sites, folder: Path, chance: random.Random, edits: int) -> None:
    """`--autoreload` builds while posts are saved again and again."""
    site = sites.copy(folder / "watched")
    names = sorted((site / "content").glob("*.md"))
    pages = {}
    for path in names:
        title = re.search(r"title: .*?(\d+)", path.read_text())
        assert title
        pages[path] = site / "output" / f"post-{title[1]}.html"
    run = subprocess.Popen(
        [sys.executable, "-m", "pelican", *_ARGUMENTS, "-r"],
        cwd=site,
        env=environment_of(ROOT),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for number in range(edits):
            path = chance.choice(names)
            token = f"mark{number}mark"
            text = post(f"{token} begins.\n\n{'word ' * 2000}\n\n{token} ends.", title=_title(path))
            new = path.with_name(".saving")
            new.write_text(text)
            # As most editors save; a few write in place.
            new.replace(path) if chance.random() < 0.8 else path.write_text(text)
            new.unlink(missing_ok=True)
            time.sleep(chance.choice([0, 0.01, 0.05, 0.2]))
            for page in chance.sample(sorted(pages.values()), 3):
                whole = page.read_text()
                assert whole.rstrip().endswith("</html>"), f"{page.name} is half a page"
                assert len(set(re.findall(r"mark\d+mark (?:begins|ends)", whole))) in {0, 2}
        clean = folder / "clean"
        clean.mkdir()
        shutil.copytree(site / "content", clean / "content")
        (clean / "conf.py").write_text(SETTINGS)
        built(clean)
        _wait_for(site, output_of(clean))
    finally:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()


def _title(path: Path) -> str:
    return f"Post {int(path.stem[1:])}"


def _wait_for(site: Path, wanted: dict[str, bytes]) -> None:
    """Wait until the output is as *wanted*.

    Pelican does not see what is saved while it builds, only what is saved after that.
    """
    began = time.monotonic()
    while True:
        next((site / "content").glob("*.md")).touch()
        found = output_of(site)
        wrong = [name for name, data in wanted.items() if found.get(name) != data]
        if not wrong:
            return
        assert time.monotonic() - began < _MOST_SECONDS, f"{wrong[:5]} differ from a clean build"
        time.sleep(3)


def main_of_faults() -> int:
    """Try what was asked for, or all; print how often each held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", nargs="*", metavar="CASE")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="of the usual number of tries")
    asked = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="faults") as name:
        sites = two_sites(Path(name, "sites"))
        for case in asked.cases or [*CASES, "edited quickly"]:
            began, failed = time.monotonic(), 0
            if case == "edited quickly":
                count = max(1, int(200 * asked.share))
                try:
                    edited_quickly(sites, Path(name), random.Random(asked.seed), count)
                except AssertionError as error:
                    failed = 1
                    print(f"{case}: {str(error)[-1500:]}", flush=True)
            else:
                act, most = CASES[case]
                count = max(1, int(most * asked.share))
                for number in range(count):
                    chance = random.Random(f"{asked.seed} {case} {number}")
                    folder = Path(name, "tried", "site")
                    folder.mkdir(parents=True)
                    try:
                        act(sites.copy(folder), sites, chance)
                        assert_mended(folder, sites)
                    except AssertionError as error:
                        failed += 1
                        print(f"{case} {number}: {str(error)[-1500:]}", flush=True)
                    shutil.rmtree(folder.parent)
            took = time.monotonic() - began
            print(f"{case:15} {count:4} tried, {count - failed:4} held, {took:.0f} s", flush=True)
            wrong += failed
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main_of_faults())
