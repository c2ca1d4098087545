"""Keys of front matter that name the file of an episode, and what it is.

Besides `enclosure` and `podcast`, that are `podcast_file`, `podcast_bytes` and `podcast_duration`
as Hugo's theme Castanet reads them, flat `itunes_…` keys and a mapping `itunes`, as plugins of
Jekyll and Eleventy do, and the three lines that WordPress keeps of an enclosure.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NEXT_TO_FILE = ("episode", "season", "explicit", "episode_image")
_FLAT = {
    **{f"itunes_{key}": key for key in ("author", "block", "duration", "episode", "explicit")},
    **{f"itunes_{key}": key for key in ("image", "season", "title", "type")},
    "itunes_episode_type": "type",
    "itunes_episodetype": "type",
    "podcast_duration": "duration",
    "episode_image": "image",
}
_LINES = 3


def enclosure_of(metadata: Mapping[str, Any]) -> Any:
    """Return the value that names the enclosures of an article; None where it has none."""
    named = metadata.get("enclosure") or metadata.get("enclosures")
    if isinstance(named, str):
        return _of_wordpress(named)
    if not named and (file := metadata.get("podcast_file")):
        return {"url": file, "length": metadata.get("podcast_bytes")}
    return named or None


def _of_wordpress(named: str) -> Any:
    """Return the URL, length and type of an enclosure if each has a line, or *named*."""
    lines = named.split()
    if len(lines) != _LINES or not lines[1].isdecimal() or "/" not in lines[2]:
        return named
    return dict(zip(("url", "length", "type"), lines, strict=True))


def episode_of(metadata: Mapping[str, Any]) -> Any:
    """Return the front matter of an episode, as `podcast` has it; None if nothing."""
    own = metadata.get("podcast")
    if own not in (None, "") and not isinstance(own, Mapping):
        return own
    nested = metadata.get("itunes")
    flat = {_FLAT[key]: value for key, value in metadata.items() if key in _FLAT}
    if metadata.get("podcast_file"):
        near = ((key, metadata.get(key)) for key in _NEXT_TO_FILE)
        flat = {_FLAT.get(key, key): value for key, value in near if value is not None} | flat
    elif set(flat) <= {"image"}:
        # Another theme's picture of a series, say.
        flat = {}
    return {**(nested if isinstance(nested, Mapping) else {}), **flat, **(own or {})} or None
