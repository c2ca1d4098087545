"""Find the site author's own files, such as `tags.yaml`, next to the settings file.

Pelican does not keep the path of the settings file, so it is taken from the command that reads the
settings, from the command line, or from the module that Pelican made from the file.
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
"""The setting with the path of the settings file, where a command has read it."""

# Copies of the settings, for sites within the site, have it too.
_FILES = "_pouch_settings_files"

# Neither Python's library nor our package holds a settings file.
_NEVER_SETTINGS = tuple(
    f"{folder}{os.sep}" for folder in (Path(os.__file__).parent, Path(__file__).parents[1])
)

# Pelican makes these absolute.
_PATHS = {"PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH", "PLUGIN_PATHS"}


def next_to_settings(
    name: str, settings: MutableMapping[str, Any], tell: Callable[[Diagnostic], None] | None = None
) -> Path | None:
    """Return the path of the file *name*; None if there is none.

    Args:
        name: of the file, or its path relative to the settings file.
        settings: of the site, or its context.
        tell: gets a diagnostic if there are several; only the first is read.
    """
    found = all_next_to_settings(name, settings)
    if tell is not None and len(found) > 1:
        others = " and ".join(map(shown, found[1:]))
        verb = "is" if len(found) == 2 else "are"  # noqa: PLR2004
        tell(BUILD(f"{shown(found[0])} is used, and {others} {verb} not", "keep only one of them"))
    return found[0] if found else None


def all_next_to_settings(name: str, settings: MutableMapping[str, Any]) -> list[Path]:
    """Return all files *name*, best first.

    The folders are, in this order: that of the settings file, those of settings files it imports,
    the parent of the content folder, the working folder, and the content folder.
    """
    content = Path(settings["PATH"])
    folders = [*settings_folders(settings), content.parent, Path.cwd(), content]
    # A broken symlink counts, too: reading it reports the error.
    places = [path for path in (folder / name for folder in folders) if os.path.lexists(path)]
    found: dict[str, Path] = {}
    for path in places:
        if not path.is_dir():
            found.setdefault(os.path.realpath(path), path)
    return list(found.values())


def place_next_to_settings(name: str, settings: MutableMapping[str, Any]) -> Path:
    """Return the path of the file *name*, or where to create it."""
    return next_to_settings(name, settings) or settings_folders(settings)[0] / name


def settings_folders(settings: MutableMapping[str, Any]) -> list[Path]:
    """Return the folders of the settings files; the working folder where there are none.

    A linked settings file adds the folder that it is really in, after the one of the link.
    """
    files = settings_files(settings)
    folders = [file.parent for file in files] or [Path.cwd()]
    real = [Path(os.path.realpath(file)).parent for file in files if file.is_symlink()]
    return list(dict.fromkeys((*folders, *real)))


def settings_files(settings: MutableMapping[str, Any]) -> list[Path]:
    """Return the settings file and those that it imports; there may be none."""
    if _FILES not in settings:
        known = settings.get(SETTINGS_FILE)
        first = [Path(known)] if known else _of_command_line()
        settings[_FILES] = list(dict.fromkeys((*first, *_of_modules(settings))))
    found: list[Path] = settings[_FILES]
    return found


def _of_command_line() -> Iterator[Path]:
    """Yield the settings file of the command line, if `pelican` runs."""
    program = Path(sys.argv[0] if sys.argv else "")
    if "pelican" not in {program.stem, program.parent.name if program.stem == "__main__" else ""}:
        return
    from pelican import DEFAULT_CONFIG_NAME, parse_arguments

    try:
        # Another program of that name may have other arguments.
        with contextlib.redirect_stderr(io.StringIO()):
            asked = parse_arguments(sys.argv[1:]).settings
    except SystemExit:
        return
    file = Path(asked or DEFAULT_CONFIG_NAME)
    if file.is_file():
        yield file.absolute()


def _of_modules(settings: Mapping[str, Any]) -> list[Path]:
    """Return the files of modules that hold most of these settings, best match first."""
    agreeing = {}
    for module in _loaded_modules():
        file = getattr(module, "__file__", None)
        # Not the thousands of installed modules.
        if (
            isinstance(file, str)
            and file.endswith(".py")
            and "site-packages" not in file
            and not file.startswith(_NEVER_SETTINGS)
        ):
            path = Path(file).absolute()
            same, all_of_it = _agreement(module, path.parent, settings)
            # A single setting, such as `DEBUG`, may agree by chance.
            if same > max(1, all_of_it // 2):
                agreeing[path] = same
    return sorted(agreeing, key=lambda path: -agreeing[path])


def _loaded_modules() -> list[ModuleType]:
    return list(sys.modules.values())


def _agreement(module: ModuleType, folder: Path, settings: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many settings of a module equal those of the site, and how many it has."""
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
        # Comparing arbitrary objects may raise anything.
        return False
