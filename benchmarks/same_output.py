"""Build sites with another revision of the suite and with this one, and name the files that differ.

    python benchmarks/same_output.py REVISION [FOLDER…]

The demo and the sites of the zoo are built, and one site of the posts in each FOLDER. Both
revisions are built at the same path, so that only their code differs. Exits with 1 if a file
differs.
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ZOO = ROOT / "tests" / "zoo" / "sites"
POSTS = """\
PLUGINS = ["pelican_plugins"]
SITEURL = "https://example.org"
TIMEZONE = "UTC"
FEED_ALL_RSS = "rss.xml"
"""
WITH_US = 'from pelicanconf import *\nPLUGINS = [*PLUGINS, "pelican_plugins"]\n'
# A source without a date has that of its file, and copies are new.
_TIMES = re.compile(rb"<lastmod>[^<]*")


def main() -> int:
    """Compare; return 1 where a file differs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("revision", help="a revision of git to compare this tree with")
    parser.add_argument("folders", nargs="*", type=Path, help="folders of posts")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        code = work / "code"
        outputs: list[dict[str, bytes]] = []
        for revision in (arguments.revision, ""):
            check_out(revision, code)
            output = work / f"output-{len(outputs)}"
            for name, folder, settings in sites(code, work / "sites", arguments.folders):
                build(code, folder, settings, output / name)
            outputs.append(contents(output))
            shutil.rmtree(code)
            shutil.rmtree(work / "sites")
    before, after = outputs
    differing = sorted(n for n in before.keys() | after.keys() if before.get(n) != after.get(n))
    print(*differing, f"{len(before)} files; {len(differing)} differ", sep="\n")
    return bool(differing)


def check_out(revision: str, folder: Path) -> None:
    """Put the files of a revision, or those of the working tree, into *folder*."""
    if not revision:
        ignored = shutil.ignore_patterns(
            ".*", "__pycache__", "output", "output-*", "cache", "node_modules"
        )
        shutil.copytree(ROOT, folder, ignore=ignored)
        return
    git = shutil.which("git") or "git"
    archive = subprocess.run(
        [git, "archive", "--format=tar", revision], cwd=ROOT, check=True, capture_output=True
    )
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(folder, filter="data")


def sites(code: Path, work: Path, folders: list[Path]) -> Iterator[tuple[str, Path, str]]:
    """Yield name, folder and settings file of each site."""
    yield "demo", code, "pelicanconf.py"
    for conf in sorted(ZOO.glob("*/pelicanconf.py")):
        folder = work / conf.parent.name
        shutil.copytree(conf.parent, folder)
        (folder / "with_us.py").write_text(WITH_US, encoding="utf-8")
        yield f"zoo/{folder.name}", folder, "with_us.py"
    for posts in folders:
        folder = work / f"posts-{posts.name}"
        shutil.copytree(posts, folder / "content")
        (folder / "pelicanconf.py").write_text(POSTS, encoding="utf-8")
        yield folder.name, folder, "pelicanconf.py"


def build(code: Path, folder: Path, settings: str, output: Path) -> None:
    """Build a site with the suite in *code*; what goes wrong is shown and the rest is built."""
    command = [sys.executable, "-m", "pelican", "content", "-q", "-s", settings, "-o", str(output)]
    environment = {"PYTHONPATH": str(code), "TZ": "UTC", "SOURCE_DATE_EPOCH": "1700000000"}
    ran = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True)
    if ran.returncode:
        print(f"{output.name}: {ran.stderr.decode(errors='replace')[-400:]}")


def contents(output: Path) -> dict[str, bytes]:
    """Return what each file of a folder holds, by its path."""
    files = (path for path in output.rglob("*") if path.is_file())
    return {
        path.relative_to(output).as_posix(): _TIMES.sub(b"", path.read_bytes()) for path in files
    }


if __name__ == "__main__":
    sys.exit(main())
