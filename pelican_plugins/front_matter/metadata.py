"""From the values of a front matter to the metadata Pelican knows, still as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from .._core.errors import Problem, SourceError
from .addresses import UnusableAddressError, clean_slug, fixed_address, old_path
from .boundary.paths import objection_to
from .dated_values import date_in
from .dates import Order
from .handed_on import FROM_PERMALINK, REDIRECTS, TAGS_AS_TYPED, is_reserved
from .keys import Keys
from .lead_picture import is_text, lead_picture, source_in
from .people import authors_in, names_in, padded_in
from .value import Value

# Pelican calls text methods on these, whatever YAML makes of them.
_TEXTS = {"date_format", "description", "save_as", "timezone", "translation"}

_BLANKS = re.compile(r"[ \t\r\n]+")
# WHATWG HTML, 13.2.5.72: an ampersand before a letter or `#` may begin a character
# reference, and `<` may begin a tag. Anything else is read as it stands.
_MARKUP = re.compile(r"<|&(?=[A-Za-z#])")
_ESCAPES = {"<": "&lt;", "&": "&amp;"}


@dataclass(slots=True)
class Collected:
    """Metadata in the making.

    Attributes:
        metadata: what Pelican gets: `date` and `modified` are `datetime`; `tags`, `authors`
            and `REDIRECTS` lists of texts; keys nobody knows have their own types.
        problems: what the owner should be warned of.
        notes: what was decided for the owner, worth a line when asked for.
        formatted: keys whose values are HTML already, whatever Pelican's settings say.
    """

    metadata: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    formatted: set[str] = field(default_factory=set)


def collect(
    keys: Keys, reserved: frozenset[str] = frozenset(), date_order: Order | None = None
) -> Collected:
    """Return all that the *keys* say, but for title, date and status where they are missing.

    Keys without a value are left out. The title is HTML, as Pelican's titles are: what
    would be read as markup is escaped.

    Args:
        keys: of one front matter.
        reserved: names that an article needs for itself; a key of such a name gets an
            underscore behind it.
        date_order: what stands first in a date such as 08/03/2019.

    Raises:
        SourceError: a value cannot be read.
    """
    collected = Collected()
    metadata = collected.metadata
    for key, value in keys.rest():
        _add_rest(collected, key, value, reserved)
    for key in ("date", "modified"):
        found = keys.get(key)
        if found is not None:
            metadata[key] = date_in(found, date_order, key, collected.problems)
    for key in ("title", "summary", "lang", "template"):
        found = keys.get(key)
        if found is not None:
            metadata[key] = _text(key, found)
    found = keys.get("description")
    if found is not None and "summary" not in metadata:
        # A description is text for machines, whereas a summary is Markdown.
        metadata["summary"] = f"<p>{as_html(_text('description', found))}</p>"
        collected.formatted.add("summary")
    if "title" in metadata:
        metadata["title"] = as_html(metadata["title"])
    if "template" in metadata:
        metadata["template"] = metadata["template"].removesuffix(".html")
    _add_names(collected, keys)
    _add_addresses(collected, keys)
    picture = lead_picture(keys)
    if picture is not None:
        metadata["lead_picture"] = picture
    _drop_unusable(collected, keys)
    return collected


def as_html(text: str) -> str:
    """Return plain *text* as HTML that says the same."""
    return _MARKUP.sub(lambda match: _ESCAPES[match.group()], text)


def _add_rest(collected: Collected, key: str, value: Value, reserved: frozenset[str]) -> None:
    if is_reserved(key):
        text = f"the key {key} is reserved and is ignored"
        mend = "give it another name"
        collected.problems.append(Problem(text, mend, line=value.line, code="key-reserved"))
    elif key in _TEXTS:
        text = _text(key, value)
        if key == "timezone" and not _is_zone(text):
            text = f"the timezone {text!r} is not known, so that of the site is used"
            mend = "write one such as Europe/Berlin"
            collected.problems.append(Problem(text, mend, line=value.line, code="value-unusable"))
        else:
            collected.metadata[key] = text
    elif is_text(key):
        if isinstance(value.typed, str) or source_in(value.written):
            collected.metadata[key] = source_in(value.written)
    elif key in reserved:
        collected.metadata[f"{key}_"] = value.typed
        text, why = f"the key {key} is kept as {key}_", "Pelican uses the name"
        collected.notes.append(Problem(text, why, line=value.line, code="key-reserved"))
    else:
        collected.metadata[key] = value.typed


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _add_names(collected: Collected, keys: Keys) -> None:
    metadata = collected.metadata
    found = keys.get("tags")
    tags = names_in(found.written) if found is not None else []
    padded = padded_in(found.written) if found is not None else []
    found = keys.get("category")
    categories = names_in(found.written) if found is not None else []
    if found is not None and categories:
        metadata["category"], *others = categories
        if others:
            tags += [name for name in others if name not in tags]
            collected.notes.append(
                Problem(
                    f"{categories[0]} is the category, and {', '.join(others)} became tags",
                    "Pelican has one category for each post",
                    line=found.line,
                    code="front-matter-guessed",
                )
            )
    if tags:
        metadata["tags"] = tags
    if padded:
        metadata[TAGS_AS_TYPED] = padded
    found = keys.get("authors")
    if found is not None:
        metadata["authors"], details = authors_in(found.written)
        if details:
            metadata["author_details"] = details


def _add_addresses(collected: Collected, keys: Keys) -> None:
    metadata = collected.metadata
    found = keys.get("slug")
    if found is not None:
        try:
            metadata["slug"] = clean_slug(_text("slug", found))
        except UnusableAddressError as error:
            collected.problems.append(_unusable("slug", found, error))
    found = keys.get("address")
    if found is not None and isinstance(found.written, str):
        try:
            metadata["url"], save_as = fixed_address(found.written)
            if "save_as" not in metadata:
                metadata[FROM_PERMALINK] = True
            # Pelican's own pair of keys: then `url` is no more than what links say.
            if metadata.setdefault("save_as", save_as) != save_as:
                metadata["url"] = found.written.lstrip("/")
        except UnusableAddressError as error:
            collected.problems.append(_unusable("address", found, error))
    _add_redirects(collected, keys)


def _drop_unusable(collected: Collected, keys: Keys) -> None:
    found = {
        "lang": keys.get("lang"),
        "url": keys.get("address"),
        "save_as": next((value for key, value in keys.rest() if key == "save_as"), None),
    }
    for key, value in found.items():
        text = collected.metadata.get(key)
        if value is None or not isinstance(text, str):
            continue
        objection = objection_to(key, text)
        if objection is not None:
            problem = _unusable(key, value, UnusableAddressError(objection))
            collected.problems.append(problem)
            del collected.metadata[key]


def _add_redirects(collected: Collected, keys: Keys) -> None:
    redirects: list[str] = []
    for value in keys.all("redirects"):
        for address in names_in(value.written):
            try:
                redirects.append(old_path(address))
            except UnusableAddressError as error:
                one = Value(address, address, value.line)
                collected.problems.append(_unusable("old address", one, error))
    if redirects:
        collected.metadata[REDIRECTS] = list(dict.fromkeys(redirects))


def _text(key: str, value: Value) -> str:
    if isinstance(value.written, list | Mapping):
        raise SourceError(
            f"{key} should be one text", mend=f"write it as `{key}: …`", line=value.line
        )
    text = str(value.written)
    return (text if key == "summary" else _BLANKS.sub(" ", text)).strip()


def _unusable(what: str, value: Value, error: UnusableAddressError) -> Problem:
    text = f"the {what} {value.written!r} is not used, since {error}"
    return Problem(text, "correct or delete it", line=value.line, code="value-unusable")
