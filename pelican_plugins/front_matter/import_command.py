"""`pouch import FOLDER`: say what of another generator's site will be read, and begin a new one."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .._core.text import json_text, printable
from .archive import Generator, Survey, read_config, recognise, survey
from .archive_settings import starting_settings

_SKIPPED = {"node_modules", "public", "_site", "resources", "themes", "vendor", "dist"}
_MOST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument("folder", type=Path, help="the checkout of the site; it is not changed")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("pelicanconf.py"),
        help="the settings file to write (default: %(default)s)",
    )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Look at the site, print the report and write the settings; see `cli.main` for the code."""
    folder: Path = arguments.folder
    if not folder.is_dir():
        return _refuse(f"{folder} is no folder; name the checkout of a site")
    if arguments.output.exists():
        return _refuse(f"{arguments.output} is there already; name another file with --output")
    names = [path.name for path in folder.iterdir()]
    generator, config_name = recognise(names, lambda name: _text_of(folder / name))
    content = next((name for name in generator.content if name and (folder / name).is_dir()), "")
    root = folder / content
    found = survey(_files(root), lambda path: (root / path).read_bytes())
    settings = starting_settings(
        generator,
        read_config(config_name, _text_of(folder / config_name)) if config_name else {},
        root=Path(os.path.relpath(folder, arguments.output.parent)).as_posix(),
        content=content,
        posts=found.posts,
        static=[name for name in generator.static if (folder / name).is_dir()],
    )
    arguments.output.write_text(settings, encoding="utf-8")
    if arguments.json:
        # Not asdict(), which cannot copy a Counter.
        facts = {field.name: getattr(found, field.name) for field in dataclasses.fields(found)}
        report = {"generator": generator.name, **facts}
        print(json_text(report))
    else:
        for line in _report(generator, folder, found, arguments.output):
            print(printable(line))
    return 1 if found.unreadable else 0


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _refuse(sentence: str) -> int:
    print(printable(f"pouch import: {sentence}"), file=sys.stderr)
    return 2


def _files(root: Path) -> Iterator[str]:
    for folder, names, files in os.walk(root):
        names[:] = sorted(n for n in names if n not in _SKIPPED and not n.startswith("."))
        for name in files:
            yield Path(folder, name).relative_to(root).as_posix()


def _report(generator: Generator, folder: Path, found: Survey, output: Path) -> Iterator[str]:
    total = len(found.posts) + len(found.unreadable)
    yield f"{generator.name} in {folder}: {len(found.posts)} of {total} posts can be read"
    yield "  " + (", ".join(f"{count} {name}" for name, count in found.statuses.items()) or "none")
    yield from _list("These cannot:", found.unreadable)
    undated = "Without any date, so they need one, or the setting dates_from:"
    yield from _list(undated, found.undated)
    yield from _list("To look at:", found.warnings)
    yield from _counts("Taken from headings and file names (pelican -v names each)", found.guesses)
    yield from _counts("Keys kept on the article as they are", found.keys)
    yield from _counts("Shortcodes printed as they stand", found.shortcodes)
    yield from _counts("Texts that are not read", found.other)
    yield f"Wrote {output}. Now run: pelican -s {output}"


def _list(title: str, sentences: list[str]) -> Iterator[str]:
    if sentences:
        yield title
        yield from (f"  {sentence}" for sentence in sentences[:_MOST])
    if len(sentences) > _MOST:
        yield f"  and {len(sentences) - _MOST} more (--json has all)"


def _counts(title: str, counts: Counter[str]) -> Iterator[str]:
    named = [f"{name} ({count})" for name, count in counts.most_common() if count]
    if named:
        yield f"{title}: {', '.join(named[:_MOST])}"
