"""The site author's own files: where they lie, for builds and commands alike.

A file such as `tags.yaml` lies next to the settings file. Pelican keeps no path of that, so it is
told by who reads the settings (a command), by the command line, or by the module that Pelican made
of the file.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from types import ModuleType
from typing import Any

from .diagnostics import Diagnostic
from .paths import shown
from .rules import BUILD

SETTINGS_FILE = "_pouch_settings_file"
"""Where the settings keep the path of their file, if who reads them knows it."""

# Copies of the settings, of sites within the site, keep them too.
_FILES = "_pouch_settings_files"

# No settings file lies in Python's own library or among these plugins.
_NEVER_SETTINGS = tuple(
    f"{folder}{os.sep}" for folder in (Path(os.__file__).parent, Path(__file__).parents[1])
)

# Pelican makes these of a path from the settings file.
_PATHS = {"PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH", "PLUGIN_PATHS"}


def next_to_settings(
    name: str, settings: MutableMapping[str, Any], tell: Callable[[Diagnostic], None] | None = None
) -> Path | None:
    """Return where the file *name* lies; None where it is nowhere.

    Args:
        name: of the file, or its path from the settings file.
        settings: of the site, or the context that templates get of them.
        tell: is given a diagnostic where there are more of them, which are not read.
    """
    found = all_next_to_settings(name, settings)
    if tell is not None and len(found) > 1:
        others = " and ".join(map(shown, found[1:]))
        verb = "is" if len(found) == 2 else "are"  # noqa: PLR2004
        tell(BUILD(f"{shown(found[0])} is read, and {others} {verb} not", "keep one of them"))
    return found[0] if found else None


def all_next_to_settings(name: str, settings: MutableMapping[str, Any]) -> list[Path]:
    """Return every file *name* there is: of several the first is the one next to the settings.

    Behind it come those next to other settings files that the first one imports, above the content
    folder, in the working folder and in the content folder.
    """
    content = Path(settings["PATH"])
    folders = [*settings_folders(settings), content.parent, Path.cwd(), content]
    # Also a link that leads nowhere: who reads it says that it cannot be read.
    places = [path for path in (folder / name for folder in folders) if os.path.lexists(path)]
    found: dict[str, Path] = {}
    for path in places:
        if not path.is_dir():
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def place_next_to_settings(name: str, settings: MutableMapping[str, Any]) -> Path:
    """Return where the file *name* lies, or is to be made."""
    return next_to_settings(name, settings) or settings_folders(settings)[0] / name


def settings_folders(settings: MutableMapping[str, Any]) -> list[Path]:
    """Return the folder of the settings file, and those of others that it was made of.

    Where the settings come of no file, it is the working folder.
    """
    folders = [file.parent for file in settings_files(settings)] or [Path.cwd()]
    return list(dict.fromkeys(folders))


def settings_files(settings: MutableMapping[str, Any]) -> list[Path]:
    """Return the settings file, and behind it others that it was made of; it may be none."""
    if _FILES not in settings:
        known = settings.get(SETTINGS_FILE)
        first = [Path(known)] if known else _of_command_line()
        settings[_FILES] = list(dict.fromkeys((*first, *_of_modules(settings))))
    found: list[Path] = settings[_FILES]
    return found


def _of_command_line() -> Iterator[Path]:
    """Yield the settings file that `pelican` was asked to use, where it is that which runs."""
    program = Path(sys.argv[0] if sys.argv else "")
    if "pelican" not in {program.stem, program.parent.name if program.stem == "__main__" else ""}:
        return
    from pelican import DEFAULT_CONFIG_NAME, parse_arguments

    try:
        # Another program of that name takes other arguments.
        with contextlib.redirect_stderr(io.StringIO()):
            asked = parse_arguments(sys.argv[1:]).settings
    except SystemExit:
        return
    file = Path(asked or DEFAULT_CONFIG_NAME)
    if file.is_file():
        yield file.absolute()


def _of_modules(settings: Mapping[str, Any]) -> list[Path]:
    """Return the files of modules that hold most of these settings, the fullest first."""
    agreeing = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        # What is installed is no settings file, and there are thousands.
        if (
            isinstance(file, str)
            and file.endswith(".py")
            and "site-packages" not in file
            and not file.startswith(_NEVER_SETTINGS)
        ):
            path = Path(file).absolute()
            same, all_of_it = _agreement(module, path.parent, settings)
            # One alone may agree by chance: a `DEBUG` or a `PORT`.
            if same > max(1, all_of_it // 2):
                agreeing[path] = same
    return sorted(agreeing, key=lambda path: -agreeing[path])


def _agreement(module: ModuleType, folder: Path, settings: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many settings of a module are those of the site, and how many it has."""
    own = {name: value for name, value in vars(module).items() if name.isupper()}
    same = sum(
        name in settings and _is_same(name, value, settings[name], folder)
        for name, value in own.items()
    )
    return same, len(own)


def _is_same(name: str, written: Any, used: Any, folder: Path) -> bool:
    if name in _PATHS and isinstance(written, str):
        return Path(folder, written).resolve() == Path(str(used)).resolve()
    try:
        return bool(written is used or written == used)
    except Exception:
        # What is compared may be anything.
        return False
