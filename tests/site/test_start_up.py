"""A build that has nothing to do loads little: start-up is a third of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pictures import saved
from support import ROOT, environment_of, post

ARGUMENTS = ["content", "-s", "conf.py", "-o", "output", "-q"]
CONF = """
SITENAME = "A Test"
SITEURL = "https://example.org"
TIMEZONE = "UTC"
PLUGINS = ["pelican_plugins"]
FEED_ALL_RSS = "feeds/all.rss.xml"
"""
BODY = """\
Text with a note[^1] and `code`.

![What it shows](/images/p.png#center "A caption")

## Sources

* A work https://example.org/work

[^1]: A note.
"""
# What parses sources and bodies, cleans and encodes images, writes feeds, shows articles, scans
# for leaks, and runs commands.
UNNEEDED = (
    *("_core.commands", "_core.html_document", "_core.reading_pool", "_core.source_spans"),
    *("feeds.content.clean", "feeds.feedgen_adapter"),
    *("front_matter.commonmark.render", "front_matter.dates", "front_matter.differences"),
    *("front_matter.parse_yaml", "front_matter.pelican_source_renderer", "front_matter.post"),
    *("guard.leaks.scanner", "guard.staging"),
    *("images.encode", "images.image_ref", "images.metadata.clean", "images.transform"),
    *("resources.linkcheck.link_cache", "resources.parsing.extract", "resources.parsing.headings"),
    *("tags.suggestions.run", "tags.vocabulary_file"),
    *("theming.article_view.build",),
)
LIBRARIES = (
    *("bs4", "click", "comrak", "concurrent.futures", "feedgen", "lxml.etree", "markdown_it"),
    *("multiprocessing.connection", "PIL.ImageCms", "soupsieve"),
)
# Pelican imports every plugin of its namespace, and those of others need libraries, too.
LOADED = """
import json, sys
import pelican
from pelican.plugins._utils import get_namespace_plugins
get_namespace_plugins()
others = set(sys.modules)
pelican.main(sys.argv[1:])
with open("loaded.json", "w") as file:
    json.dump(sorted(set(sys.modules) - others), file)
"""


def test_an_unchanged_rebuild_loads_nothing_that_only_changes_need(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text(CONF)
    (tmp_path / "content" / "images").mkdir(parents=True)
    (tmp_path / "content" / "images" / "p.png").write_bytes(saved("PNG"))
    for name in "abc":
        (tmp_path / "content" / f"{name}.md").write_text(post(BODY, title=name, tags=["t"]))
    ours = {f"pelican_plugins.{name}" for name in UNNEEDED}

    first, again = loaded(tmp_path), loaded(tmp_path)

    # Those that no build of this site needs are no proof.
    assert len(first & ours) > len(ours) / 2
    assert sorted(again & {*ours, *LIBRARIES}) == []


def loaded(folder: Path) -> set[str]:
    """Build the site in a process that has loaded nothing yet; return what it loads."""
    run = subprocess.run(
        [sys.executable, "-c", LOADED, *ARGUMENTS],
        cwd=folder,
        env=environment_of(ROOT),
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads((folder / "loaded.json").read_text()))
