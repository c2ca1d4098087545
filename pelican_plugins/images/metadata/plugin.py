"""Have Pelican publish clean copies of the pictures it would copy or link."""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from ..._core import builds, hooks
from ..._core.cache import Cache
from ..._core.diagnostics import Diagnostic, Severity, report
from ..._core.paths import shown
from ..._core.rules import BUILD
from ..._core.whole_files import UnwrittenError
from ..flaws import Flaws, Places, shown_in
from ..settings import ImagesSettings
from .clean import clean, has_position
from .errors import UncleanableError
from .kinds import HEAD, is_picture
from .publish import (
    SourceInOutputError,
    is_clean,
    key_of,
    matching,
    read_record,
    remove,
    state_of,
    write,
)

logger = logging.getLogger(__name__)

_KEEP = "POUCH_IMAGES['keep_metadata']"
_ANEW = f"save it anew, or name it in {_KEEP} to publish it as it is"


class _Build:
    """What one build knows of its pictures."""

    def __init__(self, settings: ImagesSettings, path: Path) -> None:
        self.settings = settings
        self.counts: Counter[str] = Counter()
        self.used: set[str] = set()
        self.flaws = Flaws()
        self._path = path
        self._cache: Cache | None = None

    @property
    def cache(self) -> Cache:
        """What earlier builds have done; opened for the first picture."""
        if self._cache is None:
            self._cache = Cache(self._path, logger.warning, logger.info)
        return self._cache

    def close(self) -> None:
        if self._cache is not None:
            self._cache.close()
            self._cache = None


_builds: list[_Build] = []
builds.keep_apart(sys.modules[__name__], _builds=list)


def note_flaw(picture: Path, flaw: Diagnostic, places: Places) -> None:
    """Have it told once, together with whether it is published, what is wrong with *picture*."""
    for build in _builds:
        build.flaws.add(picture, flaw, places)


def register() -> None:
    """Connect to Pelican."""
    hooks.connect()
    signals.get_generators.connect(_begin)
    signals.static_generator_init.connect(_take_over)
    signals.finalized.connect(_sum_up)


def published_length(source: Path, name: str) -> int | None:
    """Return the bytes that a picture's published copy has; None where there will be none.

    Feeds name it before the copy is there.

    Args:
        source: the picture.
        name: seen from the content folder.
    """
    try:
        if not _builds or not _is_picture(source):
            return source.stat().st_size
        build = _builds[0]
        if matching(name, build.settings.keep_metadata):
            return source.stat().st_size
        key = key_of(source, Path("length"), str(build.settings.keep_copyright))
        record = read_record(build.cache.get(key))
        if not isinstance(record.get("length"), int):
            cleaned = clean(source.read_bytes(), keep_copyright=build.settings.keep_copyright)
            record = {"length": len(cleaned.data)}
            build.cache.put(key, json.dumps(record))
        return int(record["length"])
    except Exception:
        # What is wrong with it is told where it is published.
        return None


def _begin(pelican: Any) -> None:
    settings = hooks.configure(pelican, ImagesSettings, "POUCH_IMAGES")
    _builds[:] = [_Build(settings, hooks.cache_path(pelican.settings, "pictures"))]


def _take_over(generator: Any) -> None:
    """Stand between the generator and its two ways of publishing a file."""
    if _builds:
        build = _builds[0]
        required, publish = generator._file_update_required, generator._link_or_copy_staticfile
        generator._file_update_required = partial(_is_required, generator, required)
        generator._link_or_copy_staticfile = partial(_publish, build, generator, publish)


def _is_required(generator: Any, of_pelican: Callable[[Any], bool], static: Any) -> bool:
    # Pelican compares times alone: it would keep an earlier build's copy, cleaned or not.
    return _is_picture(_source(generator, static)) or of_pelican(static)


def _publish(build: _Build, generator: Any, of_pelican: Callable[[Any], None], static: Any) -> None:
    source, target = _source(generator, static), Path(generator.output_path, static.save_as)
    if not _is_picture(source):
        of_pelican(static)
        return
    patterns = matching(static.relative_source_path, build.settings.keep_metadata)
    if patterns:
        build.used.update(patterns)
        build.counts["kept"] += 1
        of_pelican(static)
        return
    generator._mkdir(str(target.parent))
    _publish_clean(build, source, target)


def _publish_clean(build: _Build, source: Path, target: Path) -> None:
    """Publish one picture unless an earlier build did."""
    key = key_of(source, target, str(build.settings.keep_copyright))
    record = read_record(build.cache.get(key))
    if record.get("state") is None or record["state"] != state_of(target):
        record, problem = _attempt(source, target, build.settings)
        if problem is not None:
            if not record.get("stays"):
                remove(source, target)
            build.counts["left out"] += 1
            # Said once, and who shows it if anybody does.
            left_out = replace(problem, text=f"is not published, since {problem.text}")
            report(shown_in(source, build.flaws.take(source), left_out))
            return
        build.cache.put(key, json.dumps(record))
    how = str(record.get("how"))
    build.counts[how] += 1
    build.counts["position"] += bool(record.get("position"))
    if how == "saved anew":
        text = "it is damaged, so its published copy was coded anew"
        fix = "save it anew to have it published with its own pixels"
        report(BUILD(text, fix, path=shown(source)))


def _attempt(
    source: Path, target: Path, settings: ImagesSettings
) -> tuple[dict[str, Any], Diagnostic | None]:
    """Return a record of the picture that was published, or why it cannot be.

    Nothing is logged here: under `--fatal` that raises an error, which is not the picture's.
    """
    try:
        data = source.read_bytes()
        cleaned = clean(data, keep_copyright=settings.keep_copyright)
        position = cleaned.how != "unchanged" and has_position(data)
        write(source, target, cleaned.data)
    except UncleanableError as error:
        return {}, _refused(f"its private metadata cannot be taken out ({error})", _ANEW)
    except SourceInOutputError:
        text = "its place in the output is the file itself"
        return {}, _refused(text, "delete the link in the output folder")
    except OSError as error:
        text = f"no copy without private metadata can be written ({error.strerror or error})"
        stays = isinstance(error, UnwrittenError) and is_clean(target)
        return {"stays": stays}, _refused(text, "make that possible")
    except Exception as error:
        text = f"its private metadata cannot be taken out ({type(error).__name__}: {error})"
        return {}, _refused(text, f"please report this with the file, or name it in {_KEEP}")
    return {"state": state_of(target), "how": cleaned.how, "position": position}, None


def _refused(text: str, fix: str) -> Diagnostic:
    return BUILD(text, fix, severity=Severity.ERROR)


def _sum_up(_pelican: Any) -> None:
    for build in _builds:
        build.close()
        for flaw in build.flaws.rest():
            report(flaw)
        for pattern in build.settings.keep_metadata:
            if pattern not in build.used:
                text = f"{_KEEP}: no picture matches {pattern!r}"
                report(BUILD(text, "correct it, as seen from the content folder"))
        counts = build.counts
        if counts:
            logger.info(
                "Pictures: %d published without their private metadata (%d of them with a"
                " position), %d that had none, %d as they are, %d left out",
                counts["cleaned"] + counts["saved anew"],
                *(counts[name] for name in ("position", "unchanged", "kept", "left out")),
            )
    _builds.clear()


def _source(generator: Any, static: Any) -> Path:
    return Path(generator.path, static.source_path)


def _is_picture(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except IsADirectoryError:
        return False
    except OSError:
        # What is there and cannot be read is not for Pelican to copy in another moment.
        return path.exists() and is_picture(b"?", path.name)
    return is_picture(head, path.name)
