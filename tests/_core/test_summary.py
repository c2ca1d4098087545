"""A build ends with a few lines in the order in which it did its work, and shows how far it is."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys

import pictures
import pytest
import warm_start
from support import RECORDER, ROOT, build, environment_of, post

JUG = pictures.saved("JPEG", pictures.image(size=(900, 600)), quality=98)
BOWL = pictures.saved("JPEG", pictures.image(size=(900, 600), shift=9), quality=98)
FILES = {
    "a.md": post("![A jug](/images/jug.jpg)\n\n## Sources\n\n* One https://e.org/1", title="A"),
    "b.md": post("## Sources\n\n* One https://e.org/1\n* Two https://e.org/2", title="B"),
    "c.md": post(title="C", tags=["sea", "Sea"]),
    "images/jug.jpg": JUG,
}
NAMES = ["resources", "images", "tags", "feeds", "guard"]
LINES = {
    "resources": r"2 sources cited in 2 articles \(listed in sources\.html\)",
    "images": r"images: 1 encoded; largest version [\d.]+ kB instead of [\d.]+ kB",
    "tags": "tags: 2 spellings merged into 1 tag; `pouch tags` lists them",
    "feeds": "feeds: [1-9] written",
    "guard": "4 source files: 3 pages published, 1 file copied",
}


def closing(log: str) -> list[str]:
    """What is said behind Pelican's own last line."""
    return re.split(r"Done: [^.]*\.\d+\s+seconds\.\n", log)[-1].splitlines()


@pytest.mark.parametrize("order", [1, -1])
def test_all_is_said_in_the_order_of_the_build_whatever_that_of_the_plugins(
    build_site, order: int
) -> None:
    plugins = [f"pelican_plugins.{name}" for name in ("front_matter", "theming", *NAMES)]
    site = build_site(FILES, {"PLUGINS": plugins[::order]})

    said = closing(site.log)
    assert len(said) == len(LINES)
    for line, expected in zip(said, LINES.values(), strict=True):
        assert re.fullmatch(expected, line), said


@pytest.mark.parametrize("name", NAMES)
def test_of_one_plugin_there_is_its_own_line(build_site, name: str) -> None:
    plugins = ["pelican_plugins.front_matter", f"pelican_plugins.{name}"]
    site = build_site(FILES, {"PLUGINS": plugins})

    (line,) = closing(site.log)
    # Without the theme there is no page of sources.
    assert re.fullmatch(LINES[name].removesuffix(r" \(listed in sources\.html\)"), line)


def test_where_there_is_nothing_to_say_there_is_no_line(build_site) -> None:
    off = {"FEED_ALL_ATOM": None, "CATEGORY_FEED_ATOM": None, "TRANSLATION_FEED_ATOM": None}
    site = build_site({"a.md": post()}, {**off, "POUCH_GUARD": {"file_report": False}})

    assert closing(site.log) == []


def test_who_asks_for_quiet_hears_nothing(build_site) -> None:
    site = build_site(FILES, arguments=("-q",))

    assert closing(site.log) == []
    assert site.log.startswith("Done: ")


def test_what_was_kept_of_pictures_is_told_from_what_was_made(build_site) -> None:
    site = build_site(FILES)
    again = build(site.folder, {})
    more = {"d.md": post("![A bowl](/images/bowl.jpg)", title="D"), "images/bowl.jpg": BOWL}
    third = build(site.folder, more)

    said = [line for one in (site, again, third) for line in one.messages_about("images: ")]
    assert [line.partition(";")[0] for line in said] == [
        "images: 1 encoded",
        "images: 1 from the cache",
        "images: 1 encoded, 1 from the cache",
    ]


IMPATIENT = """
import pelican_plugins._core.progress as progress

progress.SECONDS_TO_BAR = progress._SECONDS_TO_REDRAW = 0

def register():
    pass
"""


def on_a_terminal(folder, *arguments: str) -> str:
    """What a build shows on a terminal, a line for each change of a line."""
    ours, theirs = pty.openpty()

    process = subprocess.Popen(
        [
            *warm_start.cold_command_line(),
            "pelican",
            "content",
            "-s",
            "conf.py",
            "-o",
            "shown",
            *arguments,
        ],
        cwd=folder,
        env=environment_of(ROOT, RECORDER) | {"TERM": "xterm", "COLUMNS": "200"},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65_536):
            shown += part
    except OSError:
        # Linux's word for the end of a terminal.
        pass
    os.close(ours)
    assert process.wait() == 0
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode())
    return text.replace("\r", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are POSIX")
def test_on_a_terminal_bars_show_what_is_read_placed_encoded_and_written(build_site) -> None:
    many = {f"p{n:02}.md": post(f"Text {n}.", title=f"Post {n}") for n in range(40)}
    settings = {"PLUGINS": ["impatient", "pelican_plugins"], "POUCH_BUILD": {"processes": 3}}
    settings["POUCH_IMAGES"] = {"formats": ["webp"]}
    site = build_site({**FILES, **many}, settings, modules={"impatient": IMPATIENT})
    quiet = on_a_terminal(site.folder, "-q", "--cache-path", "fresh")
    shown = on_a_terminal(site.folder, "--cache-path", "fresher")

    for name, number in (
        ("Reading articles", "43/43"),
        ("Placing images and references", "43/43"),
        ("Encoding images", r"(\d+)/\1\b"),
        # With the pages of a tag and a category.
        ("Writing pages", "45/"),
    ):
        assert re.search(rf"{name} .*\b{number}", shown), name
        assert name not in site.log
        assert name not in quiet
    said = [line for line in shown.splitlines() if line and "Generating..." not in line]
    assert said[-1].startswith("44 source files: ")
    files = {path.name: path.read_bytes() for path in (site.folder / "shown").rglob("*.html")}
    assert files == {path.name: path.read_bytes() for path in site.output.rglob("*.html")}
