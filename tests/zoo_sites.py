"""The sites of the zoo, each built as its owner has it and with all of the suite besides."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from support import Site, log_of, run_module

FOLDER = Path(__file__).parent / "zoo" / "sites"
NAMES = sorted(path.parent.name for path in FOLDER.glob("*/pelicanconf.py"))
WITH_US = '[*PLUGINS, "pelican_plugins"]'

_DURATION = re.compile(r"in [\d.]+ seconds")


@dataclass(frozen=True)
class Pair:
    """Two builds of one site.

    Attributes:
        plain: as its owner has it.
        ours: with every plugin of the suite behind the owner's.
    """

    plain: Site
    ours: Site

    @property
    def address(self) -> str:
        """Where the site is; somewhere, if its owner does not say."""
        conf = (self.plain.folder / "pelicanconf.py").read_text(encoding="utf-8")
        return re.search(r'^SITEURL = "(.*)"', conf, re.MULTILINE)[1] or "https://nowhere.example"

    @property
    def new_messages(self) -> list[str]:
        """What the build with us says and the other does not."""
        known = _messages(self.plain)
        return [line for line in _messages(self.ours) if line not in known]


def build_pair(name: str, folder: Path) -> Pair:
    """Build a site of the zoo twice, below *folder*."""
    plain = build_zoo_site(name, folder / "plain", "PLUGINS = PLUGINS")
    return Pair(plain, build_zoo_site(name, folder / "ours", f"PLUGINS = {WITH_US}"))


def build_zoo_site(name: str, folder: Path, changes: str) -> Site:
    """Build a site of the zoo in *folder*, with *changes* to its settings."""
    shutil.copytree(FOLDER / name, folder, ignore=shutil.ignore_patterns("__pycache__"))
    conf = f"from pelicanconf import *\n{changes}\n"
    (folder / "zooconf.py").write_text(conf, encoding="utf-8")
    arguments = ["content", "-s", "zooconf.py", "-o", "output", "--log-handler", "plain"]
    run = run_module("pelican", arguments, folder)
    return Site(folder, run.returncode, log_of(run))


def _messages(site: Site) -> list[str]:
    log = _DURATION.sub("in no time", site.log.replace(str(site.folder), ""))
    return [line.strip() for line in log.splitlines() if line.strip()]
