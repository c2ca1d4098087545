"""`pouch import SITE`: write the settings that keep another site's URLs, and report on it."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from .._core.author_files import create_file
from .._core.commands import Argument, Command, json_option, say, say_json, styled
from .._core.contract import FOUND_TAGS, SHORTCODES, redirects_of
from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError, PouchError
from .._core.paths import shown
from .._core.pelican_site_reader import ask_site
from ..registry import SUITE
from .migration.account import ReadSite, ReadText, account_of, sentences
from .migration.exported import files_of as files_of_export
from .migration.exported import old_site_of
from .migration.recognise import export_in, recognise
from .migration.site import OldSite, SiteFiles
from .migration.write_settings import settings_lines, write_settings

# Not of the site: of version control, packages, environments and other generators' output.
_SKIPPED = frozenset({"node_modules", "_site", "__pycache__", "bower_components", "venv"})
_KEPT_HIDDEN = frozenset({".obsidian"})
_LARGEST = 8 * 1024 * 1024
# Where the posts of an export are written.
_CONTENT = "content"


@click.command("import", cls=Command)
@click.argument(
    "source",
    metavar="SITE",
    cls=Argument,
    type=click.Path(path_type=Path),
    help="Source folder of the site, or an export from WordPress or Ghost; it is not changed.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default="pelicanconf.py",
    show_default=True,
    help="Settings file to write.",
)
@json_option
def command(source: Path, output: Path, *, as_json: bool) -> int:
    """Analyse a site built with another generator, and write a pelicanconf.py that keeps its URLs.

    Posts in an export become Markdown files in the folder `content` next to the settings file.
    """
    if source.is_dir():
        folder = source
        site, others = recognise(files_of(folder))
    else:
        folder, others = output.parent / _CONTENT, []
        site = _write_export(source, folder)
    root = Path(os.path.relpath(folder, output.parent)).as_posix()
    text = write_settings(site, root)
    account = account_of(site, _read(text, folder))
    if as_json:
        say_json(dataclasses.asdict(account))
    else:
        say(*(styled(line, style) for line, style in sentences(account, str(source))))
        for other in others:
            say(
                f"It could also be a {other.generator} site (recognised by {other.because}),"
                f" with {len(other.posts):,} posts and pages"
            )
    written = _write(output, text, site, root, quiet=as_json)
    return int(not written or bool(account.unreadable or account.lost))


def _write_export(source: Path, folder: Path) -> OldSite:
    """Write the posts of an export as Markdown files into a folder; return the site that they are.

    Raises:
        PouchError: the file is not an export, or the folder has other files.
    """
    if not source.is_file():
        raise PouchError(
            f"{source} does not exist; give the source folder of a site, or an export file"
        )
    try:
        export = export_in(source.read_text(encoding="utf-8", errors="replace"))
    except DiagnosticError as error:
        raise error.at(str(source)) from error
    if export is None:
        raise PouchError(
            f"{source} is not a WordPress or Ghost export; give an export, or the"
            " source folder of a site"
        )
    texts = dict(files_of_export(export))
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if present and any(not _holds(folder / name, texts.get(name)) for name in present):
        raise PouchError(
            f"{folder} already contains other files, and pouch import overwrites nothing; move"
            " them, or choose a settings file in another folder with --output"
        )
    for name in texts.keys() - present:
        path = folder / name
        try:
            create_file(path, texts[name].encode(), make_folders=True)
        except OSError as error:
            raise PouchError(f"cannot write {path}: {error.strerror}") from error
    return old_site_of(export)


def _holds(path: Path, text: str | None) -> bool:
    return text is not None and path.read_bytes() == text.encode()


def files_of(folder: Path) -> SiteFiles:
    """Return the files of a site. Symbolic links are followed to files below it only.

    Raises:
        PouchError: the folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        if error.filename == str(folder):
            raise PouchError(f"cannot read {shown(folder)}: {error.strerror}") from error

    paths = []
    whole = folder.resolve()
    for place, names, found in os.walk(folder, onerror=refuse):
        names[:] = sorted(
            name
            for name in names
            if name not in _SKIPPED and (not name.startswith(".") or name in _KEPT_HIDDEN)
        )
        for name in found:
            path = Path(place, name)
            if not path.is_symlink() or (path.is_file() and path.resolve().is_relative_to(whole)):
                paths.append(path.relative_to(folder).as_posix())
    return SiteFiles(tuple(sorted(paths)), lambda path: _text_of(folder / path))


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return ""


def _read(settings: str, folder: Path) -> ReadSite:
    """Let Pelican read the site as the build that follows will, and clean up."""
    said: list[Diagnostic] = []
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "pelicanconf.py")
        file.write_text(settings, encoding="utf-8")
        overrides: dict[str, Any] = {
            "PATH": str(folder.absolute()),
            "OUTPUT_PATH": str(Path(name, "output")),
            "CACHE_PATH": str(Path(name, "cache")),
            # These decide a post's URL; other plugins' work on its body would take as long again.
            "PLUGINS": [f"{SUITE}.front_matter", f"{SUITE}.tags"],
        }
        context = ask_site(str(file), said, **overrides).context
    contents = context["generated_content"]
    return ReadSite(
        texts=[_plain(content) for _, content in sorted(contents.items()) if content],
        unreadable={
            shown(folder.absolute() / path) for path, content in contents.items() if content is None
        },
        terms=list(_terms(context)),
        said=said,
    )


def _plain(content: Any) -> ReadText:
    kept = content.metadata
    return ReadText(
        path=content.relative_source_path,
        kind="page" if content.default_template == "page" else "article",
        status=content.status,
        dated="date" in kept,
        save_as=content.save_as,
        wanted=kept.get("save_as", "") if content.status != "draft" else "",
        redirects=tuple(redirects_of(content)),
        shortcodes=kept.get(SHORTCODES, {}),
    )


def _terms(context: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield each spelling of a tag, category or author, and the path that its slug names."""
    for kind, index in context.get(FOUND_TAGS, {}).items():
        pattern = str(context.get(f"{kind.word.upper()}_SAVE_AS") or "")
        for term in index.taxonomy.terms:
            for name in sorted({*term.written, term.name}):
                yield kind.word, name, pattern.format(slug=index.slugify(name.strip()))


def _say_nothing(*_lines: str, verbatim: bool = False) -> None:
    pass


def _write(output: Path, text: str, site: OldSite, root: str, *, quiet: bool) -> bool:
    """Write the settings, or show the lines where there are others; return whether they are there.

    Raises:
        PouchError: the file cannot be written.
    """
    say_line = _say_nothing if quiet else say
    if output.exists():
        if output.read_text(encoding="utf-8", errors="replace") == text:
            say_line(f"{output} is already up to date. Now run: pelican -s {output}")
            return True
        say_line(f"{output} already exists and was not changed. Add these lines to it:", "")
        say_line(*settings_lines(site, root), verbatim=True)
        return False
    try:
        create_file(output, text.encode())
    except OSError as error:
        raise PouchError(
            f"cannot write {output}: {error.strerror}; choose another file with --output"
        ) from error
    say_line(f"Wrote {output}. Now run: pelican -s {output}")
    return True
