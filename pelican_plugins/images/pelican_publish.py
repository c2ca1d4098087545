"""Have Pelican publish clean copies of the images that it copies or links."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pelican import signals

from .._core import pelican_hooks
from .._core.atomic_files import UnwrittenError
from .._core.build import build_of
from .._core.cache import Cache
from .._core.contract import withhold
from .._core.diagnostics import Diagnostic, Severity, report
from .._core.paths import shown
from .._core.rules import BUILD
from .metadata.formats import HEAD, UncleanableError, foreign_kind, is_image_file, stand_in
from .pelican_folders import files_of
from .publish import (
    ImageProblemLog,
    SourceInOutputError,
    copy_key,
    copy_state,
    is_clean_copy,
    matching_patterns,
    read_copy_record,
    remove_copy,
    shown_in,
    write_copy,
)
from .settings import ImagesSettings

logger = logging.getLogger(__name__)

_KEEP = "POUCH_IMAGES['keep_metadata']"
_AS_JPEG = f"publish it as JPEG or WebP, or list it in {_KEEP} to publish it unchanged"
_ANEW = f"save it again, or list it in {_KEEP} to publish it unchanged"


class PublishedPictures:
    """The images that one build publishes.

    Args:
        settings: of the plugin.
        path: of the cache.

    Attributes:
        flaws: their problems, reported once it is known which are published.
    """

    def __init__(self, settings: ImagesSettings, path: Path) -> None:
        self.settings = settings
        self.counts: Counter[str] = Counter()
        self.used: set[str] = set()
        self.flaws = ImageProblemLog()
        self._path = path
        self._cache: Cache | None = None

    @property
    def cache(self) -> Cache:
        """Records of earlier builds, opened on first use."""
        if self._cache is None:
            self._cache = Cache(self._path, logger.warning, logger.info)
        return self._cache

    def close(self) -> None:
        """Write what is new."""
        if self._cache is not None:
            self._cache.close()
            self._cache = None

    def length_of(self, source: Path, name: str) -> int | None:
        """Return the bytes of an image's published copy; None where there will be none.

        Feeds name it before the copy is there.

        Args:
            source: the image.
            name: seen from the content folder.
        """
        try:
            if not _is_picture(source) or matching_patterns(name, self.settings.keep_metadata):
                return source.stat().st_size
            key = copy_key(source, Path("length"), str(self.settings.keep_copyright))
            record = read_copy_record(self.cache.get(key))
            if not isinstance(record.get("length"), int):
                # Loaded only where an image is read: most builds read none.
                from .metadata.clean import clean_image

                cleaned = clean_image(
                    source.read_bytes(), keep_copyright=self.settings.keep_copyright
                )
                record = {"length": len(cleaned.data)}
                self.cache.put(key, json.dumps(record))
            return int(record["length"])
        except Exception:
            # The problem is reported where the image is published.
            return None


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect()
    signals.static_generator_init.connect(_take_over)
    signals.finalized.connect(_sum_up)


def pictures_of(holder: Any) -> PublishedPictures:
    """Return the published images of the build that *holder* belongs to."""
    build = build_of(holder)
    found = build.find(PublishedPictures)
    if found is None:
        path = pelican_hooks.cache_path(build.settings, "pictures")
        found = build.put(PublishedPictures(build.state(ImagesSettings), path))
    return found


def _take_over(generator: Any) -> None:
    """Publish images instead of the generator."""
    generator.generate_output = partial(_publish, generator, generator.generate_output)


def _publish(generator: Any, of_pelican: Callable[[Any], None], writer: Any) -> None:
    """Have Pelican publish all other files, and publish clean copies of images.

    Ours come last, so that no other copy can stay in their places.
    """
    pictures, context = pictures_of(generator), generator.context
    before = generator.staticfiles, context["staticfiles"]
    left, clean_ones = [], []
    for static in files_of(generator):
        if not _is_picture(_source(generator, static)):
            left.append(static)
        elif patterns := matching_patterns(
            static.relative_source_path, pictures.settings.keep_metadata
        ):
            pictures.used.update(patterns)
            pictures.counts["kept"] += 1
            _make_outdated(generator, static)
            left.append(static)
        else:
            clean_ones.append(static)
    generator.staticfiles = context["staticfiles"] = left
    try:
        of_pelican(writer)
    finally:
        generator.staticfiles, context["staticfiles"] = before
    for static in clean_ones:
        target = Path(generator.output_path, static.save_as)
        _make_folder(target.parent)
        reason = _publish_clean(pictures, _source(generator, static), target)
        withhold(static, reason)


def _make_outdated(generator: Any, static: Any) -> None:
    # Pelican may compare only times, and so keep an earlier build's cleaned copy.
    source, target = _source(generator, static), Path(generator.output_path, static.save_as)
    if generator.settings["STATIC_CHECK_IF_MODIFIED"]:
        import filecmp

        with suppress(OSError):
            if not filecmp.cmp(source, target, shallow=False):
                target.unlink()


def _make_folder(folder: Path) -> None:
    # As Pelican does: a page of an earlier build may have the folder's name.
    if not folder.is_dir():
        folder.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)


def _publish_clean(pictures: PublishedPictures, source: Path, target: Path) -> str:
    """Publish one image unless an earlier build did; return why it is not, or nothing."""
    key = copy_key(source, target, str(pictures.settings.keep_copyright))
    record = read_copy_record(pictures.cache.get(key))
    if record.get("state") is None or record["state"] != copy_state(target):
        record, problem = _attempt(source, target, pictures.settings)
        if problem is not None:
            if not record.get("stays"):
                remove_copy(source, target)
            pictures.counts["withheld"] += 1
            # One message, with all places that show it.
            left_out = replace(problem, text=f"is not published: {problem.text}")
            report(shown_in(source, pictures.flaws.take(source), left_out))
            return problem.text
        pictures.cache.put(key, json.dumps(record))
    how = str(record.get("how"))
    pictures.counts[how] += 1
    pictures.counts["position"] += bool(record.get("position"))
    if how == "re-encoded":
        text = "it is damaged, so its published copy was re-encoded"
        fix = "save it again if you want its original pixels published"
        report(BUILD(text, fix, path=shown(source)))
    return ""


def _attempt(
    source: Path, target: Path, settings: ImagesSettings
) -> tuple[dict[str, Any], Diagnostic | None]:
    """Publish an image; return its record, or why that failed.

    Nothing is logged here: under `--fatal` that raises an error, which is not the picture's.
    """
    from .metadata.clean import clean_image, has_gps

    try:
        data = source.read_bytes()
        kind, other = foreign_kind(data[:HEAD], source.name), stand_in(data[:HEAD])
        if kind or other:
            why = other or (f"it is {kind}, which no browser shows", _AS_JPEG)
            return {}, _refused(*why)
        cleaned = clean_image(data, keep_copyright=settings.keep_copyright)
        position = cleaned.how != "unchanged" and has_gps(data)
        write_copy(source, target, cleaned.data)
    except UncleanableError as error:
        return {}, _refused(f"its private metadata cannot be removed ({error})", _ANEW)
    except SourceInOutputError:
        text = "its path in the output is the source file itself"
        return {}, _refused(text, "delete the link in the output folder")
    except OSError as error:
        text = f"cannot write a copy without private metadata ({error.strerror or error})"
        stays = isinstance(error, UnwrittenError) and is_clean_copy(target)
        return {"stays": stays}, _refused(text, "fix that and rebuild")
    except Exception as error:
        text = f"its private metadata cannot be removed ({type(error).__name__}: {error})"
        return {}, _refused(text, f"please report this, with the file, or list it in {_KEEP}")
    return {"state": copy_state(target), "how": cleaned.how, "position": position}, None


def _refused(text: str, fix: str) -> Diagnostic:
    return BUILD(text, fix, severity=Severity.ERROR)


def _sum_up(pelican: Any) -> None:
    pictures = pictures_of(pelican)
    pictures.close()
    for flaw in pictures.flaws.rest():
        report(flaw)
    for pattern in pictures.settings.keep_metadata:
        if pattern not in pictures.used:
            text = f"{_KEEP}: no image matches {pattern!r}"
            report(BUILD(text, "correct the pattern; paths are relative to the content folder"))
    counts = pictures.counts
    if counts:
        logger.info(
            "Images: private metadata removed from %d (%d of them with GPS coordinates), %d"
            " had none, %d published unchanged, %d not published",
            counts["cleaned"] + counts["re-encoded"],
            *(counts[name] for name in ("position", "unchanged", "kept", "withheld")),
        )


def _source(generator: Any, static: Any) -> Path:
    return Path(generator.path, static.source_path)


def _is_picture(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except IsADirectoryError:
        return False
    except OSError:
        # Pelican must not copy an image that only we could not read.
        return path.exists() and is_image_file(b"?", path.name)
    return is_image_file(head, path.name)
