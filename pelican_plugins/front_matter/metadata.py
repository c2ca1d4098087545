"""From the values of a front matter to the metadata Pelican knows, still as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from .._core.contract import FROM_PERMALINK, LEAD_PICTURE, REDIRECTS, is_reserved
from .._core.diagnostics import Diagnostic, Severity
from .._core.errors import unreadable
from .dates import Order
from .file_dates import date_in
from .html_text import as_html
from .key_aliases import Keys
from .lead_picture import is_text, lead_picture, source_in
from .names import names_in, read_names
from .path_safety import objection_to
from .rules import KEY_RESERVED, VALUE_UNUSABLE
from .slugs_and_urls import UnusableAddressError, clean_slug, fixed_address, old_path
from .status import NO_PAGE
from .url_keys import Chooser
from .value import Value

# Pelican calls text methods on these, whatever YAML makes of them.
_TEXTS = {"date_format", "description", "save_as", "timezone", "translation"}

_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Collected:
    """Metadata in the making.

    Attributes:
        metadata: what Pelican gets: `date` and `modified` are `datetime`; `tags`, `authors`
            and `REDIRECTS` lists of texts; keys nobody knows have their own types.
        problems: what the owner should be warned of.
        notes: what was decided for the owner, worth a line when asked for.
        formatted: keys whose values are HTML already, whatever Pelican's settings say.
        unused: see `url_keys.Chooser`.
        typed_title: the title as it is typed.
    """

    metadata: dict[str, Any] = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    formatted: set[str] = field(default_factory=set)
    unused: dict[str, str] = field(default_factory=dict)
    typed_title: str = ""


def collect(
    keys: Keys,
    reserved: frozenset[str] = frozenset(),
    settled: frozenset[str] | None = None,
    date_order: Order | None = None,
) -> Collected:
    """Return all that the *keys* say, but for title, date and status where they are missing.

    Keys without a value are left out. The title is HTML, as Pelican's titles are: what
    would be read as markup is escaped.

    Args:
        keys: of one front matter.
        reserved: names that an article needs for itself; a key of such a name gets an
            underscore behind it.
        settled: see `url_keys.Chooser`.
        date_order: what stands first in a date such as 08/03/2019.

    Raises:
        DiagnosticError: a value cannot be read.
    """
    collected = Collected()
    metadata = collected.metadata
    chooser = Chooser(keys, settled, collected.unused)
    for key, value in chooser.rest():
        _add_rest(collected, key, value, reserved)
    for key in ("date", "modified"):
        found = chooser.get(key)
        if found is not None:
            metadata[key] = date_in(found, date_order, key, collected.problems)
    for key in ("title", "summary", "lang", "template"):
        found = chooser.get(key)
        if found is not None:
            metadata[key] = _text(key, found)
    found = keys.get("description")
    if found is not None and "summary" not in metadata:
        # A description is text for machines, whereas a summary is Markdown.
        metadata["summary"] = f"<p>{as_html(_text('description', found))}</p>"
        collected.formatted.add("summary")
    if "title" in metadata:
        collected.typed_title = metadata["title"]
        metadata["title"] = as_html(metadata["title"], references=settled is not None)
    if "template" in metadata:
        metadata["template"] = metadata["template"].removesuffix(".html")
    names, notes = read_names(chooser)
    metadata.update(names)
    collected.notes += notes
    _add_addresses(collected, chooser)
    picture = lead_picture(keys)
    if picture is not None:
        metadata[LEAD_PICTURE] = picture
    _drop_unusable(collected, chooser)
    metadata.update(chooser.kept())
    return collected


def _add_rest(collected: Collected, key: str, value: Value, reserved: frozenset[str]) -> None:
    if is_reserved(key):
        text = f"the key {key} is reserved and is ignored"
        mend = "give it another name"
        collected.problems.append(KEY_RESERVED(text, mend, line=value.line))
    elif key in _TEXTS:
        text = _text(key, value)
        if key == "timezone" and not _is_zone(text):
            text = f"the timezone {text!r} is not known, so that of the site is used"
            mend = "write one such as Europe/Berlin"
            collected.problems.append(VALUE_UNUSABLE(text, mend, line=value.line))
        else:
            collected.metadata[key] = text
    elif is_text(key):
        if isinstance(value.typed, str) or source_in(value.written):
            collected.metadata[key] = source_in(value.written)
    elif key in reserved:
        collected.metadata[f"{key}_"] = value.typed
        text, why = f"the key {key} is kept as {key}_", "Pelican uses the name"
        note = KEY_RESERVED(text, why, line=value.line, severity=Severity.ADVICE)
        collected.notes.append(note)
    else:
        collected.metadata[key] = value.typed


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True


def _add_addresses(collected: Collected, chooser: Chooser) -> None:
    metadata, keys = collected.metadata, chooser.keys
    found = keys.get("slug")
    if found is not None:
        try:
            slug, as_pelican = _text("slug", found), chooser.settled is not None
            metadata["slug"] = clean_slug(slug, as_pelican=as_pelican)
        except UnusableAddressError as error:
            collected.problems.append(_unusable("slug", found, error))
    metadata.update(chooser.own_addresses())
    found = keys.get("address") if chooser.settled is None else keys.said("permalink")
    if found is not None and isinstance(found.written, str) and not _is_none(found.written):
        try:
            _add_fixed(metadata, found.written, chooser)
        except UnusableAddressError as error:
            collected.problems.append(_unusable("address", found, error))
    _add_redirects(collected, keys)


def _is_none(permalink: str) -> bool:
    """Tell whether a permalink says that there is no page, which is a matter of `status`."""
    return permalink.strip().lower() in NO_PAGE["permalink"]


def _add_fixed(metadata: dict[str, Any], written: str, chooser: Chooser) -> None:
    url, save_as = fixed_address(written, permalink=True)
    if chooser.settled is not None:
        chooser.pass_over("permalink", save_as)
        return
    metadata["url"] = url
    if "save_as" not in metadata:
        metadata[FROM_PERMALINK] = True
    # Pelican's own pair of keys: then `url` is no more than what links say.
    if metadata.setdefault("save_as", save_as) != save_as:
        metadata["url"] = written.lstrip("/")


def _drop_unusable(collected: Collected, chooser: Chooser) -> None:
    keys = chooser.keys
    found = {
        "lang": keys.get("lang"),
        "url": keys.get("address") if chooser.settled is None else keys.said("url"),
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
        raise unreadable(f"{key} should be one text", f"write it as `{key}: …`", line=value.line)
    text = str(value.written)
    return (text if key == "summary" else _BLANKS.sub(" ", text)).strip()


def _unusable(what: str, value: Value, error: UnusableAddressError) -> Diagnostic:
    text = f"the {what} {value.written!r} is not used, since {error}"
    return VALUE_UNUSABLE(text, "correct or delete it", line=value.line)
