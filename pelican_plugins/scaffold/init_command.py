"""`pouch init`: create a site, or show what to add to the settings of an existing one."""

from __future__ import annotations

import importlib.util
import shlex
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from .._core.atomic_files import UnwrittenError
from .._core.author_files import change_file, create_file
from .._core.commands import Argument, Command, json_option, say, say_diff, say_json, styled, table
from .._core.errors import PouchError
from .._core.paths import shown
from .._core.settings_ast import WrittenSettings, read_settings_file
from .._core.urls import is_web
from .environment import detect_defaults, detect_site_url, refusal_reason
from .patch_settings import PythonFile, SettingsPatch, append_lines, plan_patch, read_python_file
from .site_defaults import PLACEHOLDER, SiteDefaults
from .templates import gitignore, sample_content, settings_text

if TYPE_CHECKING:
    from rich.console import RenderableType

_CONF, _PUBLISH, _CONTENT = "pelicanconf.py", "publishconf.py", "content"


@click.command("init", cls=Command)
@click.argument(
    "folder",
    cls=Argument,
    required=False,
    default=".",
    type=click.Path(path_type=Path),
    help="Site folder, created if missing (default: current folder).",
)
@click.option("--name", default="", help="Name of the site (default: that of its folder).")
@click.option("--author", default="", help="Author of the articles (default: git's user.name).")
@click.option("--url", default="", help="URL of the published site.")
@click.option("--write", is_flag=True, help="Add the lines to an existing pelicanconf.py.")
@json_option
def command(  # noqa: PLR0913 (each is an option)
    folder: Path, name: str, author: str, url: str, *, write: bool, as_json: bool
) -> int:
    """Make a new site, or say what to add to the settings of one that is there.

    An empty folder gets a site with a first post, ready to build. If there is a pelicanconf.py,
    this prints the lines to add to it; only --write adds them. No file is ever overwritten.
    """
    if url and not is_web(url):
        raise PouchError(f"--url takes a web address, and {url!r} is none")
    if (folder / _CONF).is_file():
        return _patch_settings(folder, url, write=write, as_json=as_json)
    if write:
        raise PouchError(f"--write adds to {shown(folder / _CONF)}, which is not there")
    defaults = detect_defaults(folder, name=name, author=author, url=url)
    made, kept = _write_new_site(folder, defaults)
    if as_json:
        found = {name: default.value for name, default in defaults.named().items()}
        say_json({"folder": str(folder), "made": made, "kept": kept, "settings": found})
    else:
        say(*_describe_new_site(folder, defaults, made, kept))
    return 0


def _write_new_site(folder: Path, defaults: SiteDefaults) -> tuple[list[str], list[str]]:
    """Write the files of a new site; return the paths created, and those that existed."""
    if folder.exists() and not folder.is_dir():
        raise PouchError(f"{shown(folder)} is a file; name a folder")
    reason = refusal_reason(folder) if folder.is_dir() else None
    if reason:
        raise PouchError(f"{shown(folder)} {reason}")
    now = datetime.now(ZoneInfo(defaults.zone.value))
    files = {_CONF: settings_text(defaults).encode(), ".gitignore": gitignore()}
    if not (folder / _CONTENT).exists():
        files |= {f"{_CONTENT}/{path}": data for path, data in sample_content(now).items()}
    made, kept = [], []
    for path, data in files.items():
        target = folder / path
        try:
            create_file(target, data, make_folders=True)
        except FileExistsError:
            kept.append(path)
        except OSError as error:
            raise PouchError(f"{shown(target)} cannot be written: {error.strerror}") from None
        else:
            made.append(path)
    return made, kept


def _describe_new_site(
    folder: Path, defaults: SiteDefaults, made: Iterable[str], kept: Iterable[str]
) -> Iterable[RenderableType]:
    yield styled(f"A new site in {shown(folder)}", "bold")
    yield from (f"  {path}" for path in made)
    yield from (f"  {path} was there, and stays as it is" for path in kept)
    yield ""
    yield styled(f"{_CONF} says", "bold")
    named = defaults.named().items()
    yield from table(
        ("", "", "where it comes from"),
        [
            (f"  {name}", default.value, styled(f"({default.origin})", "dim"))
            for name, default in named
        ],
    )
    if defaults.url.value == PLACEHOLDER:
        yield styled("Before you publish, set SITEURL to the site's address.", "yellow")
    yield ""
    yield styled("Next", "bold")
    if folder.resolve() != Path.cwd():
        yield f"  cd {shlex.quote(str(folder))}"
    yield "  pelican -lr  # builds it, again at each change; read it at http://127.0.0.1:8000"
    yield '  pouch new "A title"  # begins a post'


def _patch_settings(folder: Path, url: str, *, write: bool, as_json: bool) -> int:
    source = read_python_file(folder / _CONF)
    publish = folder / _PUBLISH
    wanted = plan_patch(
        _read_settings(source.path),
        _read_settings(publish) if publish.is_file() else None,
        url.rstrip("/") or detect_site_url(folder).value,
        # In the namespace package from which Pelican loads plugins.
        found_by_itself=importlib.util.find_spec("pelican.plugins.pouch") is not None,
    )
    after = append_lines(source.text, wanted.lines) if wanted.lines else source.text
    if write and wanted.lines:
        _change(source, after)
    if as_json:
        plain: dict[str, Any] = {"lines": wanted.lines, "notes": wanted.notes}
        say_json({"file": shown(source.path), **plain, "written": write and bool(wanted.lines)})
    else:
        _describe_patch(source, wanted, after, written=write)
    return int(bool(wanted.lines) and not write)


def _change(source: PythonFile, after: str) -> None:
    try:
        change_file(source.path, source.encoded(after))
    except UnwrittenError as error:
        raise PouchError(f"{shown(source.path)} cannot be written: {error.strerror}") from None


def _read_settings(path: Path) -> WrittenSettings:
    try:
        return read_settings_file(path)
    except OSError as error:
        raise PouchError(f"{shown(error.filename)} cannot be read: {error}") from None


def _describe_patch(
    source: PythonFile, wanted: SettingsPatch, after: str, *, written: bool
) -> None:
    name = shown(source.path)
    if not wanted.lines:
        say(styled(f"{name} needs no more", "bold"))
    elif written:
        say_diff(source.text, after, name)
        say(styled(f"{name} is written", "bold"))
    else:
        say(styled(f"Add to {name}, or have it done with --write:", "bold"), "")
        say(*(f"    {line}" for line in wanted.lines), "")
    say(*(f"- {note}" for note in wanted.notes), "")
    say(styled("Next", "bold"), "  pelican content", "  pouch check")
