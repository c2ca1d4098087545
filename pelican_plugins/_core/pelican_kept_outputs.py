"""Skip files that need no rebuild, in Pelican's writer."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pelican.utils import sanitised_join

from .build import build_of
from .digests import digest_of_bytes, new_digest
from .kept_outputs import KeptFile, KeptOutputs
from .output_paths import FileKind
from .pelican_compat import overridden_paths, written_paths
from .pelican_hooks import build_cache
from .pelican_output import note_written, write_pieces
from .settings import BuildSettings


def kept_outputs(holder: Any) -> KeptOutputs | None:
    """Return what earlier builds wrote; None if everything is to be rebuilt.

    Args:
        holder: see `build_of`.
    """
    build = build_of(holder)
    if not build.state(BuildSettings).incremental:
        return None
    found = build.find(KeptOutputs)
    if found is None:
        found = build.put(KeptOutputs(build_cache(build.settings)))
    return found


def find_kept(  # noqa: PLR0913 (a file, its inputs, and how it is written)
    writer: Any,
    path: str,
    made_of: str,
    kind: FileKind,
    *,
    by_time: bool = True,
    override: bool = False,
) -> KeptFile | None:
    """Return what is known of a file that need not be rebuilt, and note it as written.

    Args:
        writer: that would write it.
        path: absolute.
        made_of: the digest of its inputs; empty if unknown.
        kind: what it is.
        by_time: see `KeptOutputs.find`.
        override: it may replace another file.
    """
    outputs = kept_outputs(writer) if made_of else None
    if outputs is None or path in written_paths(writer) | overridden_paths(writer):
        return None
    found = outputs.find(path, made_of, by_time=by_time)
    if found is not None:
        written_paths(writer).add(path)
        if override:
            overridden_paths(writer).add(path)
        note_written(path, kind)
    return found


def note_made(writer: Any, path: str, made_of: str, data: bytes) -> None:
    """Note that a file is made, unless another one is there."""
    outputs = kept_outputs(writer) if made_of else None
    if outputs is not None:
        outputs.note(path, made_of, digest_of_bytes(data))


def write_pieces_once(
    writer: Any, path: str, made_of: str, pieces: Callable[[], Iterable[str]]
) -> None:
    """Write a file below the output folder, unless an earlier build has.

    Args:
        writer: Pelican's.
        path: below the output folder.
        made_of: the digest of the inputs of the text; empty if unknown.
        pieces: return the text.

    Raises:
        RuntimeError: something else is written there.
        UnwrittenError: it cannot be written.
    """
    place = sanitised_join(writer.output_path, path)
    if find_kept(writer, place, made_of, FileKind.LIST):
        return
    written = new_digest()

    def hashed() -> Iterator[str]:
        for piece in pieces():
            written.update(piece.replace("\n", os.linesep).encode("utf-8"))
            yield piece

    write_pieces(writer, path, hashed())
    outputs = kept_outputs(writer) if made_of else None
    if outputs is not None:
        outputs.note(place, made_of, written.hexdigest())
