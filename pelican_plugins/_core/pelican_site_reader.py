"""The contents of a site, read as a build reads them, with nothing written."""

from __future__ import annotations

import contextlib
import logging
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.settings import read_settings
from pelican.utils import slugify

from .build import build_of
from .diagnostics import Diagnostic, Severity, diagnostic_on, is_sum
from .errors import PouchError
from .log_filters import TAKES_ALL, tell_printably
from .paths import shown
from .pelican_author_files import SETTINGS_FILE
from .rules import BUILD


@dataclass(frozen=True, slots=True)
class Reading:
    """A site as a command reads it.

    Attributes:
        contents: its published articles and pages, sorted by source path.
        context: of its templates.
        complete: whether no file was left out.
        readable: file extensions of posts, without the dot.
        output: the output folder of the settings.
    """

    contents: list[Any]
    context: dict[str, Any]
    complete: bool
    readable: frozenset[str]
    output: str


class _AllReadError(Exception):
    """Ends Pelican's run after the last step that reads."""


def ask_site(
    settings_file: str, said: list[Diagnostic] | None = None, /, **overrides: Any
) -> Reading:
    """Read a site for a command, with all its plugins; its messages go to standard error.

    Args:
        settings_file: path of the site's `pelicanconf.py`.
        said: gets the messages instead, including those of `--verbose`.
        overrides: settings that differ from the file's.

    Raises:
        PouchError: the site cannot be read.
    """
    given = _given(settings_file)
    telling = _StderrHandler() if said is None else _CollectingHandler(said)
    logging.getLogger().addHandler(telling)
    tell_printably()
    try:
        # What the site's plugins print must not be part of the command's output.
        with contextlib.redirect_stdout(sys.stderr), _all_told(said):
            # Pelican empties the output folder before it reads anything.
            kept = {"DELETE_OUTPUT_DIRECTORY": False}
            settings = read_settings(settings_file, {**given, **kept, **overrides})
            _check_readable(Path(settings["PATH"]))
            output = str(settings["OUTPUT_PATH"])
            context, readable = _read(settings)
    except PouchError:
        raise
    # SystemExit, too: a settings file may call sys.exit(), and that is not the command's result.
    except (Exception, SystemExit) as error:
        raise _unread(settings_file, error) from error
    finally:
        logging.getLogger().removeHandler(telling)
    return Reading(_published(context), context, not telling.failed, readable, output)


def settings_of(settings_file: str) -> dict[str, Any]:
    """Return a site's settings without reading its contents.

    Raises:
        PouchError: they cannot be read.
    """
    given = _given(settings_file)
    tell_printably()
    try:
        with contextlib.redirect_stdout(sys.stderr):
            settings: dict[str, Any] = read_settings(settings_file, given)
    # SystemExit, too: a settings file may call sys.exit(), and that is not the command's result.
    except (Exception, SystemExit) as error:
        raise _unread(settings_file, error) from error
    return settings


def slug_of(text: str, settings: Mapping[str, Any]) -> str:
    """Return Pelican's slug for a title (plain text), with the site's *settings*."""
    slug: str = slugify(
        # Pelican's titles are HTML, whose tags are not part of a slug.
        escape(text, quote=False),
        regex_subs=settings.get("SLUG_REGEX_SUBSTITUTIONS", []),
        preserve_case=settings.get("SLUGIFY_PRESERVE_CASE", False),
        use_unicode=settings.get("SLUGIFY_USE_UNICODE", False),
    )
    return slug


def _given(settings_file: str) -> dict[str, Any]:
    """Return the setting that holds the path of the settings file.

    Raises:
        PouchError: it is not there.
    """
    path = Path(settings_file)
    if not path.is_file():
        raise PouchError(
            f"{settings_file} does not exist; name your settings file with -s, or"
            " run pouch init to start a site"
        )
    return {SETTINGS_FILE: str(path.absolute())}


def _check_readable(content: Path) -> None:
    """Check that the content folder can be read, where Pelican would find it empty.

    Raises:
        PouchError: it cannot.
    """
    try:
        next(content.iterdir(), None)
    except OSError as error:
        raise PouchError(f"cannot read {shown(content)}: {error.strerror}") from None


def _unread(settings_file: str, error: BaseException) -> PouchError:
    line = _line_of(settings_file, error)
    place = f"{settings_file}:{line}" if line else settings_file
    reason = error.msg if isinstance(error, SyntaxError) else str(error)
    return PouchError(f"cannot read {place}: {type(error).__name__}: {reason}")


def _line_of(settings_file: str, error: BaseException) -> int | None:
    """Return the line of the settings file that raised *error*; None if none did."""
    if isinstance(error, SyntaxError):
        return error.lineno if error.filename and _is_one(error.filename, settings_file) else None
    calls = traceback.extract_tb(error.__traceback__)
    lines = [call.lineno for call in calls if _is_one(call.filename, settings_file)]
    return lines[-1] if lines else None


def _is_one(name: str, settings_file: str) -> bool:
    return Path(name).absolute() == Path(settings_file).absolute()


class _StderrHandler(logging.StreamHandler[Any]):
    """Prints the messages of the build, and notes whether a file was left out."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setLevel(logging.WARNING)
        self.failed = False

    def emit(self, record: logging.LogRecord) -> None:
        self.failed = self.failed or record.levelno >= logging.ERROR
        super().emit(record)


class _CollectingHandler(_StderrHandler):
    """Collects the diagnostics of the build."""

    def __init__(self, said: list[Diagnostic]) -> None:
        super().__init__()
        setattr(self, TAKES_ALL, True)
        self.setLevel(logging.NOTSET)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self.failed = self.failed or record.levelno >= logging.ERROR
        diagnostic = diagnostic_on(record)
        if diagnostic is not None:
            if not is_sum(record):
                self._said.append(diagnostic)
        elif record.levelno >= logging.WARNING:
            text = " ".join(record.getMessage().split())
            self._said.append(BUILD(text, severity=Severity.of_level(record.levelno)))


@contextlib.contextmanager
def _all_told(said: list[Diagnostic] | None) -> Iterator[None]:
    ours = logging.getLogger(__name__.partition(".")[0])
    level = ours.level
    if said is not None:
        ours.setLevel(logging.INFO)
    try:
        yield
    finally:
        ours.setLevel(level)


def _read(settings: dict[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    context: dict[str, Any] = {}
    readable: set[str] = set()

    def take(generators: Iterable[Any]) -> None:
        first = next(iter(generators))
        context.update(first.context)
        readable.update(first.readers.extensions)

    def stop(_pelican: Any) -> None:
        raise _AllReadError

    # Stop at get_writer: the receivers of all_generators_finalized, the pipeline among them, run in
    # no fixed order.
    pelican = Pelican(settings)
    build_of(pelican).writes = False
    signals.all_generators_finalized.connect(take)
    signals.get_writer.connect(stop)
    try:
        pelican.run()
    except _AllReadError:
        pass
    finally:
        signals.all_generators_finalized.disconnect(take)
        signals.get_writer.disconnect(stop)
    return context, frozenset(readable)


def _published(context: dict[str, Any]) -> list[Any]:
    contents = filter(None, context["generated_content"].values())
    published = (content for content in contents if content.status == "published")
    return sorted(published, key=lambda content: str(content.source_path))
