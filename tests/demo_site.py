"""The demo site, built once for all tests that read it: its pictures take long to encode."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from support import PATIENCE, ROOT, Site, log_of, run_module


def build_demo(folder: Path) -> Site:
    """Build a copy of the demo in *folder*, as README says to, but so that a warning is fatal."""
    folder.mkdir()
    for name in ("content", "theme", "pelican_plugins"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pelicanconf.py", folder)
    # What `make demo` has encoded need not be encoded again.
    if (ROOT / "cache").is_dir():
        shutil.copytree(ROOT / "cache", folder / "cache")
    arguments = ["--fatal", "warnings", "--log-handler", "plain"]
    run = run_module("pelican", arguments, folder, python_path=())
    (folder / "log").write_text(log_of(run), encoding="utf-8")
    (folder / "code").write_text(str(run.returncode), encoding="utf-8")
    return Site(folder, run.returncode, log_of(run))


def shared_demo(factory: pytest.TempPathFactory, worker: str) -> Site:
    """Return the demo that whichever process of pytest comes first builds for all of them."""
    base = factory.getbasetemp()
    shared = base if worker == "master" else base.parent
    folder, finished = shared / "demo", shared / "demo-is-built"
    try:
        (shared / "demo-is-begun").mkdir()
    except FileExistsError:
        for _ in range(PATIENCE):
            if finished.is_dir():
                break
            time.sleep(1)
        code = int((folder / "code").read_text(encoding="utf-8"))
        return Site(folder, code, (folder / "log").read_text(encoding="utf-8"))
    try:
        return build_demo(folder)
    finally:
        finished.mkdir()
