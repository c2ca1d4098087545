"""Break what keeps pages in many ways, and show that the tests of the suite notice each.

    python tests/incremental/break_recorder.py [PART-OF-A-NAME…]

Each way is one change to a copy of the code. Exits with 1 if one of them goes unnoticed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = Path("pelican_plugins/_core/incremental")


@dataclass(frozen=True)
class Break:
    """One way to break it.

    Attributes:
        name: what is wrong then.
        file: below the folder of the recorder.
        old: the code that is replaced, which stands there once.
        new: what it becomes.
        sites: of the sequences that notice it.
    """

    name: str
    file: str
    old: str
    new: str
    sites: tuple[str, ...]


BREAKS = (
    Break(
        "names of the context are not noted",
        "jinja_hooks.py",
        "self.environment.pouch_recorder.page.names.add(key)",
        "self.environment.pouch_recorder",
        ("sidebar", "ours"),
    ),
    Break(
        "attributes of contents are not noted",
        "recorder.py",
        "            self.page.contents[id(value)] = value",
        "            pass",
        ("ours", "sidebar"),
    ),
    Break(
        "bodies are not noted",
        "recorder.py",
        "            self.page.late[id(value)] = value",
        "            pass",
        ("docs", "ours"),
    ),
    Break(
        "what is read of lists is not noted",
        "recorder.py",
        '        self.page.parts[key, sort, id(detail) if sort == "in" else detail] = detail',
        "        return",
        ("sidebar", "simple"),
    ),
    Break(
        "included templates are not noted",
        "jinja_hooks.py",
        "            recorder.page.templates.add(name)",
        "            pass",
        ("simple", "sidebar"),
    ),
    Break(
        "what an imported module touched counts for the first page only",
        "jinja_hooks.py",
        "    if touched is not None:\n        recorder.page.add(touched)",
        "    if touched is not None:\n        pass",
        ("landing",),
    ),
    Break(
        "functions that may read anything are taken for pure",
        "recorder.py",
        "        if reach is Reach.UNKNOWN:",
        "        if False:",
        ("landing", "covers"),
    ),
    Break(
        "the file in the output folder is not looked at",
        "pelican_pages.py",
        "if found is None or stamp_of(path) != (found.size, found.mtime):",
        "if found is None:",
        ("ours",),
    ),
    Break(
        "a page is stored although another plugin changed its file",
        "pelican_pages.py",
        "if stamp is not None and digest_of_bytes(Path(path).read_bytes()) == digest:",
        "if stamp is not None:",
        ("sidebar",),
    ),
    Break(
        "the values of settings do not count",
        "pelican_digests.py",
        "digest = digest_of(self._description_of(value))",
        "digest = digest_of(type(value).__name__)",
        ("ours",),
    ),
    Break(
        "of a content only the slug counts",
        "pelican_digests.py",
        "return digest_of(self._description_of(parts))",
        'return digest_of(str(state.get("slug")))',
        ("ours", "covers", "landing"),
    ),
    Break(
        "functions of the site count by name",
        "descriptions.py",
        "return [name, value.__code__, value.__defaults__, value.__kwdefaults__, cells]",
        "return [name]",
        ("landing",),
    ),
    Break(
        "the sources of templates do not count",
        "pelican_digests.py",
        'data = "" if source is None else f"{source[1]}\\n{source[0]}"',
        'data = ""',
        ("simple", "sidebar"),
    ),
)


def main() -> int:
    """Break it in each way; return 1 if one goes unnoticed."""
    wanted = sys.argv[1:]
    unnoticed = 0
    for one in BREAKS:
        if wanted and not any(part in one.name for part in wanted):
            continue
        site = noticed_by(one)
        unnoticed += not site
        print(f"{one.name}: {f'noticed with {site}' if site else 'NOT NOTICED'}", flush=True)
    return bool(unnoticed)


def noticed_by(one: Break) -> str:
    """Return the sequence or the pure test that notices it; empty for none."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("pelican_plugins", "theme", "tests"):
            ignored = shutil.ignore_patterns("__pycache__", "node_modules", "found")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        shutil.copy(ROOT / "pyproject.toml", folder)
        path = folder / CODE / one.file
        path.write_text(broken(path.read_text(encoding="utf-8"), one), encoding="utf-8")
        tests = [f"tests/incremental/test_incremental.py::{TEST}[{site}]" for site in one.sites]
        for test in [*tests, PURE]:
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", test]
            ran = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
            # Not where a test could not begin.
            if ran.returncode == 1 and "AssertionError" in ran.stdout:
                return test.rpartition("::")[2]
    return ""


PURE = "tests/_core/incremental/test_recorder.py"
TEST = "test_each_incremental_build_is_as_a_clean_one"


def broken(text: str, one: Break) -> str:
    """Return the code with what is wrong.

    Raises:
        ValueError: what is to be replaced does not stand there once.
    """
    if text.count(one.old) != 1:
        raise ValueError(f"{one.file} has not once: {one.old}")
    return text.replace(one.old, one.new)


if __name__ == "__main__":
    sys.exit(main())
