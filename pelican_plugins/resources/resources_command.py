"""`pouch resources`: export the works a site cites. And the choice of articles by name."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import click
from click.shell_completion import CompletionItem

from .._core.author_files import change_file, create_file, write_to_device
from .._core.commands import Command, complete_file, json_option, settings_option
from .._core.contract import has_resources
from .._core.errors import PouchError
from .._core.paths import shown
from .._core.pelican_site_reader import ask_site
from .._core.settings import load
from .._core.text import did_you_mean
from ..registry import BY_NAME
from .exports import FORMATS, plain_json
from .settings import ResourcesSettings
from .works import article_of, cited_works, originals_first

_MOST = 3


def select_contents(settings_file: str, names: Iterable[str]) -> tuple[Sequence[Any], bool]:
    """Return the published contents with one of *names*, or all if none is given.

    The messages of reading the site go to standard error.

    Args:
        settings_file: path of the site's `pelicanconf.py`.
        names: slugs or files.

    Returns:
        The contents, and whether all files could be read.

    Raises:
        PouchError: the site cannot be read, or has no content of a name.
    """
    site = ask_site(settings_file)
    return _choose(site.contents, names), site.complete


def complete_article(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of posts that begin with *incomplete*, for a shell.

    The settings may name another folder, but reading them would take too long.
    """
    return complete_file(incomplete, (path.name for path in Path("content").rglob("*.md")))


def _choose(contents: Sequence[Any], names: Iterable[str]) -> Sequence[Any]:
    """Return the contents that have one of *names*, or all if none is given."""
    if contents and not any(map(has_resources, contents)):
        raise PouchError(BY_NAME["resources"].missing)
    if not names:
        return contents
    by_name: dict[str, list[Any]] = {}
    for content in contents:
        for name in _names(content):
            by_name.setdefault(name, []).append(content)
    chosen: dict[str, Any] = {}
    for wanted in names:
        found = by_name.get(PurePosixPath(wanted).as_posix())
        if found is None:
            near = did_you_mean(wanted, by_name, most=_MOST)
            hint = f"; {near}" if near else ""
            raise PouchError(f"no published article or page is called {wanted!r}{hint}")
        chosen.update((content.source_path, content) for content in found)
    return list(chosen.values())


def _names(content: Any) -> set[str]:
    """Return the names of a content: its slug, and its file relative to several folders."""
    path = Path(content.source_path)
    names = {str(content.slug), PurePosixPath(content.relative_source_path).as_posix(), path.name}
    with contextlib.suppress(ValueError):
        names.add(path.relative_to(Path.cwd()).as_posix())
    return names | {path.as_posix()}


@click.command("resources", cls=Command)
@settings_option
@click.option(
    "--format",
    "form",
    type=click.Choice([name for name in FORMATS if name != "biblatex"]),
    default="csl-json",
    show_default=True,
    help="Output format.",
)
@json_option
@click.option(
    "--article",
    "articles",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_article,
    help="Export only the sources of this article, by slug or file; may be repeated.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write (default: standard output).",
)
@click.option("--overwrite", is_flag=True, help="With -o: replace an existing file.")
def command(settings: str, form: str, articles: Sequence[str], **asked: Any) -> int:
    """Export the sources that the site cites as CSL-JSON, BibTeX, RIS, JSON or Markdown."""
    output, overwrite = asked["output"], asked["overwrite"]
    if output is not None and not overwrite and output.is_file():
        # Before the site is read, which takes longer.
        raise PouchError(_there(output))
    chosen, complete = select_contents(settings, articles)
    works = cited_works(map(article_of, originals_first(chosen)))
    if asked["as_json"] or form == "json":
        text = plain_json(works, chosen[0].settings["SITEURL"] if chosen else "")
    elif form == "bibtex" and chosen:
        given = chosen[0].settings
        text = FORMATS[load(ResourcesSettings, given, "POUCH_RESOURCES").bibtex_dialect](works)
    else:
        text = FORMATS[form](works)
    _write(text.encode(), output, overwrite=overwrite)
    return int(not complete)


def _there(output: Path) -> str:
    return f"{shown(output)} already exists; add --overwrite to replace it"


def _write(data: bytes, output: Path | None, *, overwrite: bool) -> None:
    if output is None:
        # Bytes, so that every system writes the same line endings.
        click.echo(data, nl=False)
        return
    try:
        if output.exists() and not output.is_file():
            write_to_device(output, data)
        elif overwrite and output.is_file():
            change_file(output, data)
        else:
            create_file(output, data)
    except FileExistsError as error:
        dangling = not output.exists()
        reason = f"cannot be written: {error.strerror}"
        raise PouchError(f"{shown(output)} {reason}" if dangling else _there(output)) from None
    except OSError as error:
        raise PouchError(f"cannot write {shown(output)}: {error.strerror}") from None
