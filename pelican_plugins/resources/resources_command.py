"""`pouch resources`: hand on the works that a site cites, for other programs."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import logging
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from .._core.errors import PouchError
from .._core.site import read_site
from .articles import article_of, originals_first
from .formats import FORMATS
from .plain_json import plain_json
from .works import cited_works

_MOST = 3


class _Telling(logging.StreamHandler[Any]):
    """Tells on standard error what the site's build would, and whether a file was left out."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setLevel(logging.WARNING)
        self.failed = False

    def emit(self, record: logging.LogRecord) -> None:
        self.failed = self.failed or record.levelno >= logging.ERROR
        super().emit(record)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--format", choices=list(FORMATS), default="csl-json", help="(default: %(default)s)"
    )
    parser.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="NAME",
        help="only what this article cites: its slug or its file; may be given more than once",
    )
    parser.add_argument(
        "-s",
        "--settings",
        default="pelicanconf.py",
        help="the site's settings (default: %(default)s)",
    )
    parser.add_argument(
        "-o", "--output", type=Path, help="the file to write (default: standard output)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the site and print the export alone; see `cli.main` for the code."""
    telling = _Telling()
    logging.getLogger().addHandler(telling)
    try:
        # A site's plugins may print what they like; it must not stand in the export.
        with contextlib.redirect_stdout(sys.stderr):
            contents = read_site(arguments.settings)
        chosen = _choose(contents, arguments.article)
    except PouchError as error:
        return _refuse(str(error))
    except Exception as error:
        return _refuse(f"{arguments.settings} cannot be read: {type(error).__name__}: {error}")
    finally:
        logging.getLogger().removeHandler(telling)
    works = cited_works(map(article_of, originals_first(chosen)))
    if arguments.format == "json":
        text = plain_json(works, contents[0].settings["SITEURL"] if contents else "")
    else:
        text = FORMATS[arguments.format](works)
    return _hand_out(text, arguments.output) or int(telling.failed)


def _choose(contents: Sequence[Any], names: Iterable[str]) -> Sequence[Any]:
    """Return the contents that have one of *names*; all where none is given.

    Raises:
        PouchError: a name that none has, or the site is built without the plugin.
    """
    if contents and not any(hasattr(content, "resources") for content in contents):
        raise PouchError("PLUGINS names neither pelican_plugins nor pelican_plugins.resources")
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
            near = difflib.get_close_matches(wanted, sorted(by_name), n=_MOST, cutoff=0.5)
            hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
            raise PouchError(f"no published article or page is called {wanted!r}{hint}")
        chosen.update((content.source_path, content) for content in found)
    return list(chosen.values())


def _names(content: Any) -> set[str]:
    """Return what an owner may call a content: its slug, or its file from here or from its root."""
    path = Path(content.source_path)
    names = {str(content.slug), PurePosixPath(content.relative_source_path).as_posix(), path.name}
    with contextlib.suppress(ValueError):
        names.add(path.relative_to(Path.cwd()).as_posix())
    return names | {path.as_posix()}


def _hand_out(text: str, output: Path | None) -> int:
    data = text.encode()
    if output is None:
        # Bytes, so that each system writes the same ones.
        sys.stdout.buffer.write(data)
        return 0
    try:
        output.write_bytes(data)
    except OSError as error:
        return _refuse(f"{output} cannot be written: {error.strerror}")
    return 0


def _refuse(sentence: str) -> int:
    print(f"pouch resources: {sentence}", file=sys.stderr)
    return 2
