"""`pouch import FOLDER`: say what of another generator's site will be read, and begin a new one."""

from __future__ import annotations

import dataclasses
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .._core.commands import Argument, Command, json_option, say, say_json, styled
from .._core.errors import PouchError
from .import_scan import (
    HUGO_FOLDER,
    Generator,
    Survey,
    publishes_future,
    read_config,
    recognise,
    survey,
)
from .import_settings import reading_of, starting_settings

if TYPE_CHECKING:
    from rich.console import RenderableType

_SKIPPED = {"node_modules", "public", "_site", "resources", "themes", "vendor", "dist"}
_MOST = 20


@click.command("import", cls=Command)
@click.argument(
    "folder",
    cls=Argument,
    type=click.Path(path_type=Path),
    help="The checkout of the site; it is not changed.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default="pelicanconf.py",
    show_default=True,
    help="The settings file to write.",
)
@json_option
def command(folder: Path, output: Path, *, as_json: bool) -> int:
    """Look at a site of another generator and write a starting pelicanconf.py."""
    if not folder.is_dir():
        raise PouchError(f"{folder} is no folder; name the checkout of a site")
    if output.exists():
        raise PouchError(f"{output} is there already; name another file with --output")
    names = [path.name for path in folder.iterdir()]
    names += [f"{HUGO_FOLDER}/{path.name}" for path in (folder / HUGO_FOLDER).glob("*.*")]
    generator, config_name = recognise(names, lambda name: _text_of(folder / name))
    content = next((name for name in generator.content if name and (folder / name).is_dir()), "")
    root = folder / content
    config = read_config(config_name, _text_of(folder / config_name)) if config_name else {}
    in_vault = any((place / ".obsidian").is_dir() for place in (folder, root))
    reading = reading_of(generator, config, in_vault=in_vault)
    found = survey(
        *(_files(root), lambda path: (root / path).read_bytes(), reading),
        future=publishes_future(generator, config),
    )
    settings = starting_settings(
        generator,
        config,
        root=Path(os.path.relpath(folder, output.parent)).as_posix(),
        content=content,
        posts=found.posts,
        reading=reading,
        static=[name for name in generator.static if (folder / name).is_dir()],
    )
    output.write_text(settings, encoding="utf-8")
    if as_json:
        # Not asdict(), which cannot copy a Counter.
        facts = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
        say_json({"generator": generator.name, **facts})
    else:
        say(*_report(generator, folder, found, output))
    return int(bool(found.unreadable))


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _files(root: Path) -> Iterator[str]:
    for folder, names, files in os.walk(root):
        names[:] = sorted(n for n in names if n not in _SKIPPED and not n.startswith("."))
        for name in files:
            yield Path(folder, name).relative_to(root).as_posix()


def _report(
    generator: Generator, folder: Path, found: Survey, output: Path
) -> Iterator[RenderableType]:
    total = len(found.posts) + len(found.unreadable)
    line = f"{generator.name} in {folder}: {len(found.posts)} of {total} posts can be read"
    yield styled(line, "bold")
    yield "  " + (", ".join(f"{count} {name}" for name, count in found.statuses.items()) or "none")
    yield from _list("These cannot:", found.unreadable, "red")
    undated = "Without any date, so they need one, or the setting dates_from:"
    yield from _list(undated, found.undated, "yellow")
    yield from _list("To look at:", found.warnings, "yellow")
    yield from _counts("Taken from headings and file names (pelican -v names each)", found.guesses)
    yield from _counts("Keys kept on the article as they are", found.keys)
    yield from _counts("Shortcodes printed as they stand", found.shortcodes)
    yield from _counts("Texts that are not read", found.other)
    yield f"Wrote {output}. Now run: pelican -s {output}"


def _list(title: str, sentences: list[str], style: str) -> Iterator[RenderableType]:
    if sentences:
        yield styled(title, style)
        yield from (f"  {sentence}" for sentence in sentences[:_MOST])
    if len(sentences) > _MOST:
        yield f"  and {len(sentences) - _MOST} more (--json has all)"


def _counts(title: str, counts: Counter[str]) -> Iterator[str]:
    named = [f"{name} ({count})" for name, count in counts.most_common() if count]
    if named:
        yield f"{title}: {', '.join(named[:_MOST])}"
