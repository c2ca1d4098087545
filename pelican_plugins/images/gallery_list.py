"""`gallery:` in the front matter, as themes and plugins of many generators write it.

A folder, a file, a list of both, a mapping of files to captions, or a mapping with a folder and
`captions`; each picture of a list may be a mapping, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .image_ref import ImageUrl, is_image_name

# Of these keys the first counts that has a value. Minimal Mistakes shows `image_path`, a small
# file, and links to `url`, which may be a page.
_SOURCES = (
    *("src", "url", "image_path", "image", "picture", "photo", "file", "filename", "path"),
    *("image_url", "img", "img_url", "name"),
)
_ALTS = ("alt", "alt_text", "alttext")
_CAPTIONS = ("caption", "title", "legend", "text", "description")
_FOLDERS = ("folder", "dir", "directory", "album")
_LISTS = ("pictures", "images", "photos", "files", "items")
# As the plugin photos writes it: `{filename}trip{A title}`, several with commas.
_OF_PLUGIN = re.compile(r"\{filename\}(?P<path>[^{}]+)(?:\{[^{}]*\})?")
_ELSEWHERE = "{photo}"


class UnreadGalleryError(Exception):
    """It names no picture; the message says why, as a clause."""


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What is said of a picture.

    Attributes:
        alt: its alternative text; None where it has none.
        caption: the words below it; may be empty.
    """

    alt: str | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class GalleryEntry:
    """A picture or a folder, as written.

    Attributes:
        src: its URL or path.
        words: of a picture.
        link: where it leads instead of to its file; may be empty.
    """

    src: str
    words: PictureWords = field(default_factory=PictureWords)
    link: str = ""


@dataclass(frozen=True, slots=True)
class GalleryList:
    """A gallery of the front matter.

    Attributes:
        entries: its pictures and folders.
        words: of the pictures of folders, by file name, also of folders that the body names.
        in_order: the same in the order of the pictures.
    """

    entries: tuple[GalleryEntry, ...] = ()
    words: Mapping[str, PictureWords] = field(default_factory=dict)
    in_order: tuple[PictureWords, ...] = ()


def read_gallery(value: Any) -> GalleryList | None:
    """Read the value of `gallery`; None if it is not for us.

    Raises:
        UnreadGalleryError: it names no picture.
    """
    if value is None or isinstance(value, bool) or not value:
        return None
    if isinstance(value, str) and _ELSEWHERE in value:
        # A library of photos outside the site, which another plugin reads.
        return None
    return _of_mapping(value) if isinstance(value, Mapping) else GalleryList(tuple(_entries(value)))


def _of_mapping(value: Mapping[Any, Any]) -> GalleryList:
    folder, listed = _first(value, _FOLDERS), _first(value, _LISTS)
    given = _first(value, ("captions", "titles"))
    if folder is not None or listed is not None or given is not None:
        entries = (*_entries(folder or ()), *_entries(listed or ()))
        if isinstance(given, Mapping):
            return GalleryList(entries, {str(name): _words(said) for name, said in given.items()})
        if isinstance(given, list):
            return GalleryList(entries, {}, tuple(map(_words, given)))
        return GalleryList(entries)
    if _first(value, _SOURCES) is not None:
        return GalleryList((_entry(value),))
    if all(is_image_name(str(name)) for name in value):
        return GalleryList(tuple(GalleryEntry(str(k), _words(said)) for k, said in value.items()))
    raise UnreadGalleryError(f"its keys are {', '.join(map(str, value))}")


def _entries(value: Any) -> Iterator[GalleryEntry]:
    if isinstance(value, str):
        parts = [part.strip() for part in re.split(r"[,\n]", value) if part.strip()]
        names = parts if len(parts) > 1 and all(map(_is_plain, parts)) else [value.strip()]
        for name in names:
            match = _OF_PLUGIN.fullmatch(name)
            yield GalleryEntry(match["path"].strip() if match else name)
    elif isinstance(value, Iterable):
        for each in value:
            yield _entry(each)
    else:
        raise UnreadGalleryError(f"{value!r} is neither a folder nor a list of images")


def _is_plain(name: str) -> bool:
    return is_image_name(ImageUrl.of(name).base) or "/" in name or "{" in name


def _entry(value: Any) -> GalleryEntry:
    if isinstance(value, str) and value.strip():
        return GalleryEntry(value.strip())
    if not isinstance(value, Mapping):
        raise UnreadGalleryError(f"{value!r} is not an image")
    inner = next((value[key] for key in _SOURCES if isinstance(value.get(key), Mapping)), None)
    if inner is not None:
        value = {**value, **inner}
    named = [
        text
        for key in _SOURCES
        if isinstance(value.get(key), str) and (text := str(value[key]).strip())
    ]
    if not named:
        one = next(iter(value.items()), None)
        if one is not None and len(value) == 1 and is_image_name(str(one[0])):
            return GalleryEntry(str(one[0]), _words(one[1]))
        raise UnreadGalleryError(f"none of its keys ({', '.join(map(str, value))}) names an image")
    pictures = [name for name in named if is_image_name(ImageUrl.of(name).base)]
    src = (pictures or named)[0]
    link = str(value.get("link") or "").strip()
    if not link and named[0] != src:
        link = named[0]
    return GalleryEntry(src, _words(value), link)


def _words(said: Any) -> PictureWords:
    if isinstance(said, Mapping):
        alt, caption = _first(said, _ALTS), _first(said, _CAPTIONS)
        return PictureWords(None if alt is None else _line(alt), _line(caption))
    return PictureWords(None, _line(said))


def _first(value: Mapping[Any, Any], keys: Iterable[str]) -> Any:
    return next((value[key] for key in keys if value.get(key) is not None), None)


def _line(text: Any) -> str:
    return "" if text is None else " ".join(str(text).split())
