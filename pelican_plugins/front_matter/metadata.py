"""From the values of a front matter to the metadata Pelican knows, still as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._core.errors import SourceError
from .dates import read_date
from .yaml_block import Value

_DATES = {"date": "2025-06-03", "modified": "2025-06-03"}
_LISTS = {"tags", "authors"}
# Pelican and its plugins call text methods on these, whatever YAML makes of them.
_TEXTS = {
    "author",
    "category",
    "date_format",
    "lang",
    "save_as",
    "slug",
    "status",
    "summary",
    "template",
    "timezone",
    "title",
    "translation",
    "url",
}
_YES = {"true", "yes", "on", "1"}
_NO = {"false", "no", "off", "0"}

_BLANKS = re.compile(r"[ \t\r\n]+")
# WHATWG HTML, 13.2.5.72: an ampersand before a letter or `#` may begin a character
# reference, and `<` may begin a tag. Anything else is read as it stands.
_MARKUP = re.compile(r"<|&(?=[A-Za-z#])")
_ESCAPES = {"<": "&lt;", "&": "&amp;"}


def metadata_of(values: Mapping[str, Value], first_line: int) -> dict[str, Any]:
    """Return Pelican's metadata for the *values* of one front matter.

    `date` and `modified` are `datetime`, `tags` and `authors` lists of texts, other keys of
    Pelican's texts, and keys it does not know have the type YAML gives them. Keys without a
    value are left out. The title is HTML, as Pelican's titles are: what would be read as
    markup is escaped.

    Raises:
        SourceError: a value cannot be read, or there is no title.
    """
    metadata: dict[str, Any] = {}
    for key, value in values.items():
        read = _read(key, value)
        if read is not None:
            metadata[key] = read
    _apply_draft(metadata, values)
    if isinstance(metadata.get("author"), list):
        metadata.setdefault("authors", metadata.pop("author"))
    if not metadata.get("title"):
        raise SourceError(
            "there is no title", mend="add a line `title: …` to the front matter", line=first_line
        )
    metadata["title"] = _as_html(metadata["title"])
    return metadata


def _read(key: str, value: Value) -> Any:
    if value.written is None:
        return None
    if key in _DATES:
        return _date(key, value)
    if key in _LISTS or (key == "author" and isinstance(value.written, list)):
        return _names(value.written)
    if key in _TEXTS:
        return _text(key, value)
    return value.typed


def _date(key: str, value: Value) -> Any:
    if isinstance(value.written, str):
        try:
            return read_date(value.written)
        except ValueError as error:
            raise SourceError(
                f"{key} is {value.written!r}, which is no date ({error})",
                mend=f"write it as {_DATES[key]} or 2025-06-03T05:00:00Z",
                line=value.line,
            ) from error
    raise SourceError(
        f"{key} should be one date", mend=f"write it as {_DATES[key]}", line=value.line
    )


def _names(written: Any) -> list[str]:
    """Return the names in a list, a text with commas, or one within the other."""
    if isinstance(written, list):
        return [name for item in written for name in _names_of_item(item)]
    if isinstance(written, Mapping):
        return _names_of_item(written)
    # A semicolon lets names hold commas, as in Pelican's own headers.
    names = re.split(";" if ";" in written else ",", written)
    return [name.strip() for name in names if name.strip()]


def _names_of_item(item: Any) -> list[str]:
    if isinstance(item, list):
        return _names(item)
    if isinstance(item, Mapping):
        item = item.get("name")
    return [item.strip()] if isinstance(item, str) and item.strip() else []


def _text(key: str, value: Value) -> str | None:
    written = value.written
    if isinstance(written, list | Mapping):
        names = _names(written)
        # `category: [Records]` and `author: {name: …}` name one thing all the same.
        if key not in {"author", "category"} or len(names) != 1:
            raise SourceError(
                f"{key} should be one text", mend=f"write it as `{key}: …`", line=value.line
            )
        written = names[0]
    text = str(written)
    return (text if key == "summary" else _BLANKS.sub(" ", text)).strip() or None


def _apply_draft(metadata: dict[str, Any], values: Mapping[str, Value]) -> None:
    """Turn Hugo's `draft` into Pelican's `status`; what says "not yet" wins."""
    if "draft" not in metadata:
        return
    del metadata["draft"]
    value = values["draft"]
    word = str(value.written).strip().lower()
    if word in _YES:
        metadata["status"] = "draft"
    elif word in _NO:
        metadata.setdefault("status", "published")
    else:
        raise SourceError(
            f"draft is {value.written!r}",
            mend="write `draft: true` or `draft: false`",
            line=value.line,
        )


def _as_html(text: str) -> str:
    return _MARKUP.sub(lambda match: _ESCAPES[match.group()], text)
