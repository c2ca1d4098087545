"""What makes a build quick, many processes and caches, changes nothing of what comes out."""

from __future__ import annotations

import re
import sys

import pytest
from support import build, post, run_module

PLAIN = {
    "POUCH_BUILD": {
        "processes": 1,
        "cache_markdown": False,
        "cache_typogrify": False,
        "cache_templates": False,
    }
}
# Whatever machine this is.
QUICK = {"POUCH_BUILD": {"processes": 2}, "PLUGINS": ["pelican_plugins", "few_are_many"]}
POSTS = 8
BODIES = (
    "Some *text* with `code`, a [link](https://e.org/a_b) and 1 < 2 & 3.\n\nMore_text_here.\n",
    "![What it shows](/images/p.png#center)\n\n## Sources\n\n* A work https://e.org/{n}\n",
    'First[^1].\n\n[^1]: A note\\* with ![a](b "c") and <b>markup</b>, &copy; and <me@e.org>.\n',
    "- one  \n  line\n- __two__\n\n```\nx = {{ n }}\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    '{{< figure src="/images/p.png" title="T" >}}\n\n<div><p>raw</p></div>\n\nText.\n',
)


def many(count: int = POSTS) -> dict[str, str]:
    files = {
        f"p{n:02}.md": post(
            BODIES[n % len(BODIES)].replace("{n}", str(n)),
            title=f"Post {n}",
            date=f"2025-01-{n % 28 + 1:02}",
            tags=[f"tag {n % 5}"],
            category=f"part {n % 3}",
        )
        for n in range(count)
    }
    files["old.md"] = "Title: Old\nDate: 2024-01-01\nSummary: *A summary*\n\nIts text.\n"
    files["draft.md"] = post("Not yet.", title="Draft", draft=True)
    # A worker takes it for one that will be published.
    files["unlisted.md"] = post("![A line](/unlisted/a.svg)", title="Unlisted")
    files["unlisted/a.svg"] = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="7"/>'
    files["broken.md"] = '---\ntitle: "never closed\n---\nText.\n'
    files["pages/about.md"] = post("About.", title="About")
    return files


def told(log: str) -> list[str]:
    """What a build said, but for how long it took."""
    lines = [line for line in log.splitlines() if not line.startswith("rebuilt ")]
    return [re.sub(r"in [\d.]+ seconds", "", line) for line in lines]


@pytest.mark.parametrize(
    "settings",
    [
        {"POUCH_BUILD": {"processes": 3}},
        {"RELATIVE_URLS": True},
        {"TYPOGRIFY": True},
    ],
    ids=["plain", "relative", "typogrify"],
)
def test_a_quick_build_and_a_plain_one_write_the_same(build_site, settings) -> None:
    plain = build_site(many(), settings | PLAIN)
    quick = build_site(many(), QUICK | settings)
    again = build(quick.folder, {}, QUICK | settings)

    assert plain.files() == quick.files() == again.files()
    assert plain.contents == quick.contents == again.contents
    assert told(plain.log) == told(quick.log) == told(again.log)
    assert len(plain.messages_about("broken.md")) == 1


STEPPING = """
import os
from pelican import signals
from pelican_plugins._core import pelican_hooks
from pelican_plugins._core.pipeline import Stage, Step

build = os.getpid()

def run(document, source):
    with open("ran.txt", "a") as file:
        file.write(f"{source.path} {'here' if os.getpid() == build else 'elsewhere'}\\n")

def configure(pelican):
    step = Step(name="stepping", stage=Stage.READ, version=1, fingerprint="",
                finds=lambda html: 0, run=run)
    pelican_hooks.use(pelican, step)

def register():
    signals.initialized.connect(configure)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux forks safely")
def test_the_first_build_reads_elsewhere_from_front_matter_to_steps(build_site) -> None:
    settings = QUICK | {"PLUGINS": [*QUICK["PLUGINS"], "stepping"]}
    settings["POUCH_FRONT_MATTER"] = {"markdown": "python-markdown"}
    files = {f"p{n}.md": post(f"Text {n}.", title=f"Post {n}") for n in range(POSTS)}
    files["old.md"] = many()["old.md"]
    site = build_site(files, settings, modules={"stepping": STEPPING})

    ran = site.folder / "ran.txt"
    where = dict(line.split() for line in ran.read_text().splitlines())
    assert where == dict.fromkeys(files, "elsewhere")

    ran.write_text("")
    build(site.folder, {"p3.md": post("New.", title="Post 3")}, settings)
    assert ran.read_text() == "p3.md here\n"


COUNTING = """
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

class Counted(Postprocessor):
    seen = []

    def run(self, text):
        Counted.seen.append(text)
        return f"{text}<p>document {len(Counted.seen)}</p>"

class Counting(Extension):
    def extendMarkdown(self, md):
        md.postprocessors.register(Counted(md), "counted", 0)

def register():
    from pelican import signals
    signals.initialized.connect(add)

def add(pelican):
    pelican.settings["MARKDOWN"]["extensions"] = [
        *pelican.settings["MARKDOWN"].get("extensions", []), Counting()]
"""


def test_an_extension_that_remembers_sees_all_texts_in_one_process(build_site) -> None:
    settings = QUICK | {"PLUGINS": [*QUICK["PLUGINS"], "counting"]}
    site = build_site(many(), settings, modules={"counting": COUNTING})
    again = build(site.folder, {}, settings)

    for one in (site, again):
        bodies = "".join(text for name, text in _pages(one))
        numbers = re.findall(r"<p>document (\d+)</p>", bodies)
        assert len(numbers) == len(set(numbers)) == POSTS


def _pages(site):
    return [(name, site.text(name)) for name in site.files() if name.startswith("post-")]


FILTER = """
def register():
    from pelican import signals
    signals.initialized.connect(add)

def shout(text):
    return text{change}

def add(pelican):
    pelican.settings["JINJA_FILTERS"]["shout"] = shout
"""


def test_a_filter_that_changes_counts_although_its_template_is_the_same(build_site) -> None:
    settings = {
        "PLUGINS": ["pelican_plugins", "shouting"],
        "TEMPLATE_PAGES": {"t.html": "t.html"},
    }
    files = {**many(3), "t.html": "{{ 'quiet'|shout }}"}
    site = build_site(files, settings, modules={"shouting": FILTER.replace("{change}", "")})
    assert site.text("t.html") == "quiet"

    changed = {"shouting": FILTER.replace("{change}", ".upper()")}
    assert build(site.folder, {}, settings, modules=changed).text("t.html") == "QUIET"


TWICE = """
import sys
from pathlib import Path
from pelican import get_instance, parse_arguments

site, _ = get_instance(parse_arguments(["content", "-s", "conf.py", "-o", "output"]))
site.run()
Path("content/p07.md").write_text(Path("changed.md").read_text())
Path("content/pages/new.md").write_text(Path("new.md").read_text())
site.run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="paths of the script are POSIX")
def test_a_rebuild_in_one_process_shows_what_has_changed_everywhere(build_site) -> None:
    site = build_site(many(), QUICK)
    old = site.text("post-7.html")
    changed = many()["p07.md"].replace("Post 7", "Renamed").replace("text", "words")
    (site.folder / "changed.md").write_text(changed)
    # In the menu of every page, which is rendered once for many.
    new = post("New.", title="A new page")
    (site.folder / "new.md").write_text(new)
    (site.folder / "twice.py").write_text(TWICE)

    run = run_module("twice", [], site.folder)
    assert run.returncode == 0, run.stderr

    assert "Post 7" in old
    for name in ("renamed.html", "index.html", "tag/tag-2.html", "archives.html"):
        assert "Renamed" in site.text(name), name
        assert "Post 7<" not in site.text(name), name
    fresh = build_site({**many(), "p07.md": changed, "pages/new.md": new}, PLAIN)
    files = site.files()
    assert {name: files[name] for name in fresh.files()} == fresh.files()
