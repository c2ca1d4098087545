"""Build sites of made-up posts with Pelican itself."""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mutate import mutated_text
from targets import POSTS, ROOT, _files, _pictures_to_begin_with

sys.path.insert(0, str(ROOT / "tests"))

import html5lib
from lxml import etree
from support import build

_MOST = 40


def try_builds(
    seconds: float, seed: int, keep: Callable[[str, bytes], None]
) -> tuple[int, list[str]]:
    """Build sites of some forty posts each; return how many posts, and what was found."""
    chance = random.Random(seed)
    begin, picture = _files(*POSTS), _pictures_to_begin_with()[0]
    tried, found = 0, []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        posts = {
            f"{number}.md": mutated_text(chance.choice(begin), chance.choice(begin), chance)
            for number in range(_MOST)
        }
        with tempfile.TemporaryDirectory() as folder:
            complaint = _complaint(Path(folder), {**posts, "images/a.png": picture})
        tried += len(posts)
        if complaint:
            found.append(complaint)
            keep("whole builds", b"\n=====\n".join(posts.values()))
            print(f"whole builds: {complaint[:600]}", flush=True)
    return tried, found


def _complaint(folder: Path, files: dict[str, bytes]) -> str:
    site = build(folder, files, {"STATIC_PATHS": ["images"], "RELATIVE_URLS": False})
    if site.code or "Traceback" in site.log or "please report" in site.log:
        return site.log[-600:]
    counted = re.match(r"(\d+) source files?: (.*)", site.account)
    if not counted or int(counted[1]) != len(files):
        return f"not all are accounted for: {site.account}"
    numbers = [
        int(n) for n in re.findall(r"(?:^|, )(\d+) [a-zN]", re.sub(r"\(.*?\)", "", counted[2]))
    ]
    if sum(numbers) != len(files):
        return f"the account does not add up: {site.account}"
    for name, data in site.files().items():
        try:
            if name.endswith(".xml"):
                etree.fromstring(data)
            elif name.endswith(".html"):
                html5lib.parse(data)
        except Exception as error:
            return f"{name}: {error}"
    return ""
