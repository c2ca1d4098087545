"""A newer Python reads the whole suite without a warning, and builds the same wheel from it.

It is CPython as WebAssembly, from npm: no installer is needed, and no other Python on the machine.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from needed_tools import NODE_MODULES
from support import ROOT

pytestmark = [pytest.mark.packaging, pytest.mark.needs("node", "pyodide")]

COMPILE = """
import sys, warnings
from pathlib import Path

warnings.simplefilter("error")
files = sorted(Path("/project").rglob("*.py"))
for file in files:
    compile(file.read_text(encoding="utf-8"), str(file), "exec")
print(*sys.version_info[:2], len(files))
"""
BUILD = """
import os, sys

sys.path.append("/packages")
os.chdir("/project")
from hatchling.build import build_sdist, build_wheel

build_wheel("/built")
build_sdist("/built")
"""


def run_elsewhere(program: str, **folders: Path) -> str:
    command = ["node", Path(__file__).with_name("run_python.mjs")]
    command += [NODE_MODULES / "pyodide" / "pyodide.mjs", program]
    command += [f"{name}={path}" for name, path in folders.items()]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def test_a_newer_python_reads_all_files_without_a_warning() -> None:
    major, minor, files = map(int, run_elsewhere(COMPILE, project=ROOT / "pelican_plugins").split())
    assert (major, minor) >= (3, 14)
    assert files > 1


def test_two_pythons_build_the_same_files(tmp_path: Path) -> None:
    project, here, there = (tmp_path / name for name in ("project", "here", "there"))
    subprocess.run(["git", "clone", "--quiet", ROOT, project], check=True)
    here.mkdir()
    there.mkdir()
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", here, project]
    subprocess.run(build, capture_output=True, check=True)
    packages = Path(sysconfig.get_path("purelib"))
    run_elsewhere(BUILD, project=project, built=there, packages=packages)
    built = {file.name: file.read_bytes() for file in here.iterdir()}
    assert len(built) == len(["wheel", "source"])
    assert {file.name: file.read_bytes() for file in there.iterdir()} == built
