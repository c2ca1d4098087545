"""What is done with each kind of block, so that no reader finds out that it does not work."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from blocks import Block, blocks_of
from support import ROOT, post
from world import ADDRESS, World

from pelican_plugins.images.placement import CLASSES
from pelican_plugins.images.theme_styles import missing_rules
from pelican_plugins.tags.vocabulary_file import read_vocabulary

MARKUP = (ROOT / "theme/static/css/markup.css").read_text(encoding="utf-8")
_ACTION = re.compile(r"[\w-]+/[\w-]+@v\d+\Z")
# A directive of nginx ends with a semicolon, also before the brace that ends its block.
_UNENDED = re.compile(r"[^{};]*[^{};\s]\s*}")
# What a header of HTTP looks like (RFC 9110, 5.1 and 5.5).
_HEADER = re.compile(r"\s*[\w-]+: \S.*\Z")


def commands(block: Block, world: World) -> None:
    world.sh(block.text)


def printed(block: Block, world: World) -> None:
    """What the commands before it print; `…` stands for anything."""
    pattern = re.escape(_words(block.text)).replace("…", ".*?")
    assert re.search(pattern, _words(world.said)), world.said


def settings(block: Block, world: World) -> None:
    """A file of its own, or lines for pelicanconf.py: a site is built with them."""
    if block.name.startswith("pelican_plugins/"):
        # A change of the suite itself, which tests/test_first_changes.py makes.
        return
    if block.name:
        world.write(block.name, block.text)
    world.build(block.text)


def markdown(block: Block, world: World) -> None:
    whole = block.text.startswith(("---", "+++"))
    # What has no date is a page.
    dated = not whole or re.search("^date", block.text, re.MULTILINE)
    folder = "content" if dated else "content/pages"
    text = block.text if whole else _titled(block, block.text)
    world.write(f"{folder}/{block.place}.md", text)
    page = world.build() / f"{block.place}.html"
    assert whole or page.is_file()


def yaml_file(block: Block, world: World) -> None:
    read = yaml.safe_load(block.text)
    if not block.name:
        body = f"---\ntitle: Of {block.place}\ndate: 2025-06-03\n{block.text}---\n\nText.\n"
        world.write(f"content/{block.place}.md", body)
        world.build()
        return
    world.write(block.name, block.text)
    if block.name == "tags.yaml":
        assert read_vocabulary(block.text, block.name)
        world.build()
    elif block.name.startswith(".github/"):
        _run_workflow(read, world)
    elif block.name == ".gitlab-ci.yml":
        _run_gitlab(read, world)
    else:
        raise AssertionError(f"nothing here reads {block.name}")


def toml_file(block: Block, world: World) -> None:
    assert block.name == "netlify.toml"
    world.write(block.name, block.text)
    build = tomllib.loads(block.text)["build"]
    world.sh(build["command"])
    _look_at(world, build["publish"])


def template(block: Block, world: World) -> None:
    """A template of a theme: of the document's own one, or in the place of one of ours."""
    assert block.name.startswith("templates/")
    world.write(f"mine/{block.name}", block.text)
    base = world.place / "mine" / "templates" / "base.html"
    own = base.is_file() and "!theme" not in base.read_text(encoding="utf-8")
    world.build("THEME = 'mine'" if own else "THEME_TEMPLATES_OVERRIDES = ['mine/templates']")


def css(block: Block, _world: World) -> None:
    """Rules for pictures, by the classes that they have."""
    named = set(re.findall(r"\.([a-z][\w-]*)\s*[{,]", block.text))
    assert named <= {*CLASSES.values(), "figure", "figure-gallery", "credit", "figure-number"}, (
        named
    )
    assert not missing_rules([block.text], MARKUP)


def nginx(block: Block, world: World) -> None:
    assert block.text.count("{") == block.text.count("}")
    unended = _UNENDED.search(block.text)
    assert not unended, f"no ; ends {unended and unended[0]}"
    for line in block.text.splitlines():
        assert not line.strip() or line.rstrip().endswith((";", "{", "}")) or "#" in line, line
    if shutil.which("nginx"):
        whole = block.text if "server {" in block.text else f"server {{ {block.text} }}"
        world.write("nginx.conf", f"pid nginx.pid; events {{}}\nhttp {{\n{whole}\n}}\n")
        command = ["nginx", "-t", "-q", "-p", str(world.place), "-c", "nginx.conf"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        # It also looks at folders that are its own, which only root may.
        assert done.returncode == 0 or "Permission denied" in done.stderr, done.stderr


def headers(block: Block, _world: World) -> None:
    for line in block.text.splitlines():
        assert line.startswith("/") or _HEADER.match(line), line


def powershell(block: Block, _world: World) -> None:
    """What Windows has in place of the commands above it, which are run."""
    assert {line.split()[0] for line in block.text.splitlines()} <= {"py", "&", "pip", "copy"}
    assert "/" not in block.text


RUNNERS: Mapping[str, Callable[[Block, World], None]] = {
    "css": css,
    "headers": headers,
    "html+jinja": template,
    "markdown": markdown,
    "nginx": nginx,
    "powershell": powershell,
    "python": settings,
    "sh": commands,
    "text": printed,
    "toml": toml_file,
    "yaml": yaml_file,
}


def run(block: Block, world: World) -> None:
    """Try one block; what goes wrong is told with its place."""
    assert block.kind in RUNNERS, f"{block}: nothing here tries a block of {block.kind!r}"
    try:
        RUNNERS[block.kind](block, world)
    except Exception as error:
        raise AssertionError(f"{block}: {error}") from error


def run_all(document: Path, world: World) -> None:
    """Try all blocks of a document as its reader would, one after another."""
    for block in blocks_of(document):
        run(block, world)


def _words(text: str) -> str:
    return " ".join(text.split())


def _titled(block: Block, body: str) -> str:
    return post(body, title=f"Of {block.place}", slug=block.place)


def _run_workflow(workflow: Mapping[str, Any], world: World) -> None:
    """Run the commands of a workflow of GitHub; what it takes from others must name a version."""
    uploaded = []
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if "uses" in step:
                assert _ACTION.match(step["uses"]), step["uses"]
                uploaded += [step["with"]["path"]] if "upload" in step["uses"] else []
            else:
                world.sh(step["run"])
    for folder in uploaded:
        _look_at(world, folder)


def _run_gitlab(pipeline: Mapping[str, Any], world: World) -> None:
    for name, job in pipeline.items():
        if isinstance(job, Mapping) and "script" in job:
            world.sh("\n".join(job["script"]))
            assert name != "pages" or job["artifacts"]["paths"] == ["public"]
    _look_at(world, "public")


def _look_at(world: World, folder: str) -> None:
    """What is published is the site, which knows its address."""
    page = (world.place / folder / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}/">' in page
