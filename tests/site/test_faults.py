"""Whatever goes wrong in a build, each file is the old or the new one, and the next build mends.

`make faults` tries all of them; the suite one of each kind, at one stage of a build.
"""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from support import RECORDER, ROOT, post, run_module

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are forks on Linux alone")

FAULTS = Path(__file__).parents[1] / "faults"
SETTINGS = """
SITENAME = "Faults"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
LOCALE = ["C"]
PLUGINS = ["pelican_plugins", "few_are_many", "faults"]
PATH = "content"
FEED_ALL_RSS = "feeds/all.rss.xml"
STATIC_PATHS = ["images", "files"]
POUCH_IMAGES = {"widths": [60], "formats": ["webp"]}
POUCH_BUILD = {"processes": 2}
"""
ALL = bool(os.environ.get("ALL_FAULTS"))
# As many, and posts are read by workers, with `few_are_many`.
POSTS = 33 if ALL else 8


def turn(number: int) -> int:
    """Return a turn as far into a build as *number* is into one of 33 posts."""
    return -(-number * POSTS // 33)


def some(cases: list, each: int) -> list:
    """Return every so many-th case, or all where that is asked for."""
    return cases if ALL else cases[::each]


def picture(shade: int) -> bytes:
    data = io.BytesIO()
    noise = random.Random(shade)
    # So that smaller files are worth offering.
    Image.frombytes("L", (200, 90), noise.randbytes(200 * 90)).save(data, "PNG")
    return data.getvalue()


def content_of(version: str) -> dict[str, bytes]:
    body = f"Text of the {version}. " * 60
    more = "\n\n![A gauge](/images/gauge.png#center)\n\n## Resources\n\n* One https://e.example/1\n"
    posts = {
        f"p{n:02}.md": post(
            body + more, title=f"Post {n}", tags=["x", f"t{n % 3}"], aliases=[f"/o{n}/"]
        )
        for n in range(POSTS)
    }
    return {
        **{name: text.encode() for name, text in posts.items()},
        "images/gauge.png": picture(len(version)),
        "files/large.txt": f"{version}\n".encode() * 40_000,
    }


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def pelican(
    folder: Path, fault: dict | None = None, **variables: str
) -> subprocess.CompletedProcess:
    told = {"FAULT": json.dumps(fault)} if fault else {}
    return run_module("pelican", ARGUMENTS, folder, told | variables, (ROOT, RECORDER, FAULTS))


ARGUMENTS = ["content", "-s", "conf.py", "-o", "output", "--log-handler", "plain"]


def output_of(folder: Path) -> dict[str, bytes]:
    output = folder / "output"
    return {
        p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*") if p.is_file()
    }


def differing(folder: Path, wanted: dict[str, bytes]) -> list[str]:
    """Return the names of files that are not as wanted: all bytes of all would be a long report."""
    found = output_of(folder)
    return sorted(name for name, data in wanted.items() if found.get(name) != data)


@dataclass
class Sites:
    """A site that was built, and what it is to become.

    Attributes:
        before: a folder with content, output and caches of the first version.
        old: the output of the first version.
        new: that of the second, built where nothing was.
    """

    before: Path
    old: dict[str, bytes] = field(default_factory=dict)
    new: dict[str, bytes] = field(default_factory=dict)

    def changed(self, folder: Path, settings: str = "") -> Path:
        """Return a copy of the built site with the content of the second version."""
        target = folder / "site"
        shutil.copytree(self.before, target, symlinks=True)
        (target / "conf.py").write_text(SETTINGS + settings)
        write(target, content_of("second version"))
        return target

    def assert_whole(self, folder: Path) -> None:
        """Each file is the old or the new one, or one that a build had not finished."""
        for name, data in output_of(folder).items():
            if not Path(name).name.startswith(".pouch-"):
                whole = data in (self.old.get(name), self.new.get(name))
                assert whole, f"{name} is neither"

    def assert_mended(self, folder: Path) -> None:
        """The next build has all of the new version, and nothing unfinished is left."""
        run = pelican(folder)
        assert run.returncode == 0, run.stdout + run.stderr
        assert "Traceback" not in run.stderr
        found = output_of(folder)
        assert differing(folder, self.new) == []
        others = {name for name in found if not name.startswith("images/variants/")}
        assert others - set(self.new) <= set(self.old)
        assert list(folder.rglob("*.tmp")) == []
        assert list(folder.glob(".output*")) == []


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> Sites:
    folders = []
    for version in ("first version", "second version"):
        folder = tmp_path_factory.mktemp("faults")
        (folder / "conf.py").write_text(SETTINGS)
        write(folder, content_of(version))
        run = pelican(folder)
        assert run.returncode == 0, run.stdout + run.stderr
        folders.append(folder)
    old, new = map(output_of, folders)
    assert old.keys() >= {"post-1.html"}
    assert [name for name in old if old[name] != new.get(name)]
    return Sites(folders[0], old, new)


def assert_nobody_left(folder: Path) -> None:
    """No worker outlives its build."""
    group = int((folder / "process").read_text())
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("a worker outlived its build")


STAGES = [
    *(("initialized", 1), ("get_generators", 1), ("article_generator_preread", 1)),
    *(("article_generator_preread", turn(20)), ("article_generator_pretaxonomy", 1)),
    *(("static_generator_finalized", 1), ("all_generators_finalized", 1), ("get_writer", 1)),
    *(("article_generator_write_article", 1), ("article_generator_write_article", turn(17))),
    *(("content_written", turn(30)), ("feed_written", 2), ("article_writer_finalized", 1)),
    *(("replace", 1), ("replace", turn(12)), ("replace", turn(60))),
    *(("write", 3), ("write", turn(40))),
    *(("finalized", 1),),
]


SIGNALS = [
    (stage, number, stop)
    for stop in (False, True)
    for stage in STAGES
    for number in (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
]


@pytest.mark.parametrize(("stage", "number", "stop"), some(SIGNALS, 29))
def test_a_signal_leaves_whole_files(sites: Sites, tmp_path, stage, number, stop) -> None:
    settings = "POUCH_GUARD = {'leak_check': 'stop'}\n" if stop else ""
    folder = sites.changed(tmp_path, settings)

    run = pelican(folder, {"at": stage[0], "turn": stage[1], "what": int(number)})

    ended = run.returncode if number != signal.SIGINT else -number
    assert ended == -number, run.stdout + run.stderr
    assert_nobody_left(folder)
    sites.assert_whole(folder)
    if stop and stage[0] != "replace" and number != signal.SIGINT:
        # Python hands on an interruption when it likes, which may be after the last file.
        assert differing(folder, sites.old) == []
    sites.assert_mended(folder)


ERRORS = ["ENOSPC", "EROFS", "EACCES", "EIO", "EMFILE"]
CALLS = [
    *(("write", turn(number)) for number in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)),
    *(("replace", turn(number)) for number in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89)),
    *(("mkdir", number) for number in (1, 2, 3)),
]


@pytest.mark.parametrize("call", some(CALLS, 10))
def test_an_error_of_the_disk_leaves_whole_files_and_is_told(sites: Sites, tmp_path, call) -> None:
    for number, error in enumerate(some(ERRORS, 3)):
        folder = sites.changed(tmp_path / error)

        run = pelican(folder, {"at": call[0], "turn": call[1], "what": error})

        assert "Traceback" not in run.stdout + run.stderr, f"{error}\n{run.stdout}{run.stderr}"
        sites.assert_whole(folder)
        if run.returncode == 0:
            # Only a cache, a picture or a copy may be missing, or nothing was.
            changed = {
                name for name, data in output_of(folder).items() if data != sites.new.get(name)
            }
            told = run.stdout + run.stderr
            missing = set(sites.new) - set(output_of(folder))
            for name in (changed & set(sites.new)) | missing:
                assert "cannot be" in told, f"{name} was left out unheard"
        if number == 0:
            sites.assert_mended(folder)


LIMIT = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))
"""


@pytest.mark.parametrize("size", some([700, 0, 1, 3_000, 60_000, 9_000, 20_000, 300_000], 8))
def test_a_disk_that_is_full_in_the_middle_of_a_file(sites: Sites, tmp_path, size: int) -> None:
    """Here the system itself refuses to write on, with a part of the file on the disk."""
    folder = sites.changed(tmp_path, LIMIT.format(size=size))

    # A process of its own, which tells through pipes: files would be as full.
    run = pelican(folder, PYTHONHASHSEED="0")

    assert "Traceback" not in run.stdout + run.stderr, run.stdout + run.stderr
    sites.assert_whole(folder)
    if size < 500_000:
        assert "cannot write" in run.stdout + run.stderr
    (folder / "conf.py").write_text(SETTINGS)
    sites.assert_mended(folder)


def other_bytes(data: bytes) -> bytes:
    noise = random.Random(len(data))
    damaged = bytearray(data)
    for _ in range(200 if data else 0):
        damaged[noise.randrange(len(data))] = noise.randrange(256)
    return bytes(damaged)


def become_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/nowhere/at/all")


def become_anothers(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE kept (name TEXT, text TEXT)")
        base.execute("INSERT INTO kept VALUES ('a', 'b')")


def hold_what_another_version_kept(path: Path) -> None:
    if path.suffix == ".sqlite3":
        with sqlite3.connect(path) as base:
            base.execute("UPDATE kept SET value = '{\"html\": 1}'")


DAMAGES = {
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "other bytes": lambda path: path.write_bytes(other_bytes(path.read_bytes())),
    "text": lambda path: path.write_text("not what it was"),
    "a folder": become_folder,
    "a link to nowhere": become_link,
    "another's": become_anothers,
    "another version's": hold_what_another_version_kept,
    "gone": Path.unlink,
}


@pytest.mark.parametrize("kind", some(list(DAMAGES), 3))
def test_damaged_caches_only_cost_time(sites: Sites, tmp_path, kind: str) -> None:
    folder = sites.changed(tmp_path)
    caches = [path for path in (folder / "cache").rglob("*") if path.is_file()]
    assert len(caches) > 3
    for path in caches:
        DAMAGES[kind](path)

    run = pelican(folder)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    assert "ERROR" not in run.stderr
    assert differing(folder, sites.new) == []


@pytest.mark.parametrize("kind", some(list(DAMAGES), 4))
def test_what_is_kept_of_pictures_is_published_whole_or_made_anew(sites, tmp_path, kind) -> None:
    folder = tmp_path / "site"
    shutil.copytree(sites.before, folder)
    kept = [path for path in (folder / "cache/pouch/images").iterdir() if path.stat().st_size]
    assert kept, "the picture of these sites has a variant that is worth keeping"
    for path in kept:
        DAMAGES[kind](path)
    shutil.rmtree(folder / "output")

    run = pelican(folder)

    assert run.returncode == 0, run.stdout + run.stderr
    assert differing(folder, sites.old) == []


@pytest.mark.parametrize("stage", some(STAGES, 10))
def test_caches_that_go_during_a_build_only_cost_time(sites: Sites, tmp_path, stage) -> None:
    folder = sites.changed(tmp_path)
    remove = "import shutil; shutil.rmtree('cache', ignore_errors=True)"

    run = pelican(folder, {"at": stage[0], "turn": stage[1], "what": remove})

    assert run.returncode == 0, run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr
    sites.assert_whole(folder)
    sites.assert_mended(folder)


VANISHING = {
    "a post": "content/p05.md",
    "a picture": "content/images/gauge.png",
    "a file": "content/files/large.txt",
}


CHANGES = [
    (stage, name, how)
    for how in ("goes", "grows", "is emptied")
    for name in VANISHING
    for stage in STAGES
    if stage[0] not in {"replace", "write"}
]


@pytest.mark.parametrize(("stage", "name", "how"), some(CHANGES, 57))
def test_a_source_that_changes_under_a_build(sites, tmp_path, stage, name, how) -> None:
    path = VANISHING[name]
    what = {
        "goes": f"import os; os.unlink({path!r})",
        "grows": f"open({path!r}, 'ab').write(b'x' * 999)",
        "is emptied": f"open({path!r}, 'wb').close()",
    }[how]
    folder = sites.changed(tmp_path)

    run = pelican(folder, {"at": stage[0], "turn": stage[1], "what": what})

    assert "Traceback" not in run.stdout + run.stderr, run.stdout + run.stderr
    assert run.returncode == 0, run.stdout + run.stderr
    found = output_of(folder)
    other = found["post-7.html"] == sites.new["post-7.html"]
    assert other or name == "a picture"
    # What is there again is built again.
    write(folder, content_of("second version"))
    sites.assert_mended(folder)


@pytest.mark.parametrize("stop", [False, True], ids=["in place", "in a folder beside"])
def test_builds_at_once_make_the_same_site(sites: Sites, tmp_path, stop: bool) -> None:
    folder = sites.changed(tmp_path, "POUCH_GUARD = {'leak_check': 'stop'}\n" if stop else "")
    for _ in range(2 if ALL else 1):
        with ThreadPoolExecutor(3) as executor:
            running = [executor.submit(pelican, folder) for _ in range(3)]
        for run in (future.result() for future in running):
            told = run.stdout + run.stderr
            assert run.returncode == 0, told
            assert "Traceback" not in told
    sites.assert_whole(folder)
    sites.assert_mended(folder)


def test_a_clock_that_was_set_back_keeps_nothing_old(sites: Sites, tmp_path) -> None:
    folder = sites.changed(tmp_path)
    for name, moment in (("output", 2_200_000_000), ("cache", 2_200_000_000), ("content", 86_400)):
        for path in (folder / name).rglob("*"):
            os.utime(path, (moment, moment))

    sites.assert_mended(folder)


PLAIN = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


SURROUNDINGS = [
    *({"PYTHONHASHSEED": str(seed)} for seed in range(10)),
    {"LANG": "C", "LC_ALL": "C", **PLAIN},
    {"LANG": "", "LC_ALL": "", **PLAIN},
    {"LANG": "xx_XX.nowhere", **PLAIN},
    {"PYTHONIOENCODING": "ascii"},
    {"COLUMNS": "1", "TERM": "dumb"},
    {"LC_ALL": "POSIX", "TZ": "Pacific/Kiritimati", **PLAIN},
]
# Of a build for each, the suite makes one for all of them.
AT_ONCE = {name: value for variables in SURROUNDINGS for name, value in variables.items()}


@pytest.mark.parametrize("variables", [*(SURROUNDINGS if ALL else ()), AT_ONCE], ids=str)
def test_the_surroundings_change_nothing(sites: Sites, tmp_path, variables: dict) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "conf.py").write_text(SETTINGS)
    write(folder, content_of("second version"))
    # In no list of articles, so that the other pages stay as they are.
    name = post(title="Пам’ять", slug="пам’ять", status="hidden")
    write(folder, {"річка/пам’ять.md": name.encode()})

    run = pelican(folder, **variables)

    assert run.returncode == 0, run.stdout + run.stderr
    assert differing(folder, sites.new) == []
    # A name of any language needs no locale.
    assert "пам’ять.html" in output_of(folder)
