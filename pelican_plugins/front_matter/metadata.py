"""Turn the values of front matter into the metadata Pelican expects, still as plain data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from zoneinfo import ZoneInfo

from .._core.contract import (
    FROM_PERMALINK,
    LEAD_PICTURE,
    REDIRECTS,
    is_reserved,
)
from .._core.diagnostics import Diagnostic, Severity
from .._core.errors import DiagnosticError, unreadable
from .dates import read_post_date
from .dates_in_names import keys_before_name
from .headings import escape_text
from .key_aliases import BELOW, MEANINGS, PERHAPS, Keys, MetadataValue, joined
from .names import names_in, read_names
from .path_safety import value_problem
from .permalinks.jekyll import folders_above, is_page
from .permalinks.jekyll_values import with_known_zone
from .rules import KEY_RESERVED, VALUE_UNUSABLE
from .settings import FrontMatterSettings
from .slugs_and_urls import UnusableUrlError, clean_slug, old_path, url_and_save_as
from .status import NO_PAGE
from .url_keys import Chooser

_SOURCES = (
    *("image", "src", "url", "path", "file", "relative", "filename", "feature", "teaser"),
    *("publicurl", "href", "source", "img", "imagepath", "imageurl"),
)
_PICTURE_FILES = (
    *(".jpg", ".jpeg", ".jfif", ".png", ".apng", ".gif", ".webp", ".avif", ".svg"),
    *(".heic", ".heif", ".tif", ".tiff", ".bmp"),
)
_OTHER_FILES = (".mp4", ".m4v", ".mov", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".pdf")
# Obsidian's `[[a.png|Words]]` and Markdown's `![Words](a.png "Title")`.
_WIKI = re.compile(r"!?\[\[(?P<src>[^\[\]|]+)(?:\|[^\[\]]*)?\]\]")
_MARKDOWN = re.compile(
    r"!?\[(?P<alt>[^\[\]]*)\]\(\s*<?(?P<src>[^\s<>()]+)>?(?:\s[^()]*)?\)", re.DOTALL
)
# Of the files that Hugo's themes list with a post.
_FEATURED = re.compile(r"(?:featured?|cover|hero|banner|header)\b(?!.*preview)", re.IGNORECASE)
_BELOW = tuple(f"{name}." for name in BELOW)
_NONE = {"true", "false", "yes", "no", "on", "off", "none"}
# Themes expect a string under the other names; these may be lists, or more than an image.
_ANYTHING = {"banner", "bigimg", "feature", "hero", "images"}
_PERHAPS = frozenset(map(joined, PERHAPS))
_STRING_KEYS = (
    {joined(name) for name in MEANINGS["picture"] if "." not in name} - _ANYTHING - _PERHAPS
)


def lead_picture(keys: Keys) -> dict[str, str] | None:
    """Return the source and alternative text of the lead image; None if none is named."""
    for name, value in keys.named("picture"):
        own = joined(name.rpartition(".")[2] if name.startswith(_BELOW) else name)
        written = _featured(value.written) if own == "resources" else value.written
        src, alt = _read(written)
        if src and (own not in _PERHAPS or _is_picture_file(src)):
            return {"src": src, "alt": alt}
    return None


def _is_picture_file(url: str) -> bool:
    return url.partition("#")[0].partition("?")[0].lower().endswith(_PICTURE_FILES)


def _featured(written: Any) -> Any:
    """Return the file that is the post's picture, of those that Hugo calls its resources."""
    files = written if isinstance(written, list) else []
    for file in files:
        if isinstance(file, Mapping) and _FEATURED.match(str(file.get("name") or file.get("src"))):
            return file
    return None


def is_text(key: str) -> bool:
    """Return whether themes take the value of *key* for the URL of an image."""
    return joined(key) in _STRING_KEYS


def source_in(written: Any) -> str:
    """Return the URL of the image that a value names in any form; may be empty."""
    return _read(written)[0]


def _read(written: Any) -> tuple[str, str]:
    if isinstance(written, list):
        # Not recursive: lists may be nested thousands deep.
        items = (_flat(item) for item in written)
        return next((found for found in map(_read, items) if found[0]), ("", ""))
    if isinstance(written, Mapping):
        inner = {joined(str(key)): value for key, value in written.items()}
        src = next((inner[key] for key in _SOURCES if isinstance(inner.get(key), str)), "")
        alt = str(inner.get("alt") or inner.get("caption") or inner.get("desc") or "")
        if not src and len(written) == 1:
            # Beautiful Jekyll: the file, and what it shows.
            ((key, said),) = written.items()
            if _is_picture_file(str(key)):
                src, alt = str(key), said if isinstance(said, str) else ""
        found, words = _read(src)
        return found, alt or words
    return _read_text(written) if isinstance(written, str) else ("", "")


def _flat(item: Any) -> Any:
    """Return *item*, or the text that YAML reads as a list in a list: `[[a.png]]`."""
    if not isinstance(item, list):
        return item
    return item[0] if len(item) == 1 and isinstance(item[0], str) else ""


def _read_text(written: str) -> tuple[str, str]:
    text = written.strip()
    for markup in (_WIKI, _MARKDOWN):
        match = markup.fullmatch(text)
        if match is not None:
            return match["src"].strip(), str(match.groupdict().get("alt") or "").strip()
    # A placeholder such as `<image path>`, a pattern of files, a film.
    if text.lower() in _NONE or text[:1] in {"<", "*"} or text.lower().endswith(_OTHER_FILES):
        return "", ""
    return text, ""


# Pelican calls string methods on these, whatever type YAML gives them.
_TEXTS = {"date_format", "description", "save_as", "timezone", "translation"}

_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Collected:
    """Metadata in the making.

    Attributes:
        metadata: what Pelican gets: `date` and `modified` are `datetime`; `tags`, `authors` and
            `REDIRECTS` lists of strings; unknown keys have their own types.
        problems: warnings.
        notes: decisions, logged at INFO.
        formatted: keys whose values are HTML already, whatever Pelican's settings say.
        unused: see `url_keys.Chooser`.
        typed_title: the title as typed.
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
    settings: FrontMatterSettings | None = None,
    path: str = "",
) -> Collected:
    """Return the metadata of *keys*; title, date and status may be missing.

    Keys without a value are left out. The title is HTML, as Pelican's titles are: markup in it is
    escaped.

    Args:
        keys: of one front matter.
        reserved: names that an article needs for itself; an underscore is appended to such keys.
        settled: see `url_keys.Chooser`.
        settings: how values are read; slug and URL only where no `permalink_style` makes them.
        path: of the file, relative to its content folder.

    Raises:
        DiagnosticError: a value cannot be read.
    """
    collected, settings = Collected(), settings or FrontMatterSettings()
    metadata, style = collected.metadata, settings.permalink_style
    chooser = Chooser(keys, settled, collected.unused)
    for key, value in chooser.rest():
        _add_rest(collected, key, value, reserved)
    _add_dates(collected, chooser, settings, path)
    for key in ("title", "summary", "lang", "template"):
        found = chooser.get(key)
        if found is not None:
            metadata[key] = _text(key, found)
    found = keys.get("description")
    if found is not None and "summary" not in metadata:
        # A description is plain text, whereas a summary is Markdown.
        metadata["summary"] = f"<p>{escape_text(_text('description', found))}</p>"
        collected.formatted.add("summary")
    if "title" in metadata:
        collected.typed_title = metadata["title"]
        # Jekyll prints a title as it is typed.
        as_typed = settled is not None or style == "jekyll"
        metadata["title"] = escape_text(metadata["title"], references=as_typed)
    if "template" in metadata:
        metadata["template"] = metadata["template"].removesuffix(".html")
    folders = folders_above(path, settings) if style == "jekyll" else ()
    names, notes = read_names(chooser, style, folders)
    metadata.update(names)
    collected.notes += notes
    _add_addresses(collected, chooser, with_address=style is None)
    picture = lead_picture(keys)
    if picture is not None:
        metadata[LEAD_PICTURE] = picture
    _drop_unusable(collected, chooser)
    metadata.update(chooser.kept())
    return collected


def _add_dates(
    collected: Collected, chooser: Chooser, settings: FrontMatterSettings, path: str
) -> None:
    for key in ("date", "modified"):
        if key == "date" and settings.date_keys:
            found = chooser.keys.first_of(keys_before_name(settings.date_keys, path))
        else:
            found = chooser.get(key)
        if found is None:
            continue
        in_jekyll = settings.permalink_style == "jekyll"
        if in_jekyll and isinstance(found.typed, str):
            text = with_known_zone(found.typed)
            found = MetadataValue(text, text, found.line)
        try:
            moment = read_post_date(found, settings.date_order, key, collected.problems)
            collected.metadata[key] = moment
        except DiagnosticError as error:
            if not (in_jekyll and is_page(path, settings)):
                raise
            collected.problems.append(replace(error.diagnostic, severity=Severity.WARNING))


def _add_rest(
    collected: Collected, key: str, value: MetadataValue, reserved: frozenset[str]
) -> None:
    if is_reserved(key):
        text = f"the key {key} is reserved, so it is ignored"
        fix = "rename it"
        collected.problems.append(KEY_RESERVED(text, fix, line=value.line))
    elif key in _TEXTS:
        text = _text(key, value)
        if key == "timezone" and not _is_zone(text):
            text = f"the timezone {text!r} is unknown, so the site's own is used"
            fix = "use a name such as Europe/Berlin"
            collected.problems.append(VALUE_UNUSABLE(text, fix, line=value.line))
        else:
            collected.metadata[key] = text
    elif is_text(key):
        if isinstance(value.typed, str) or source_in(value.written):
            collected.metadata[key] = source_in(value.written)
    elif key in reserved:
        collected.metadata[f"{key}_"] = value.typed
        text, why = f"the key {key} was renamed to {key}_", "Pelican reserves the name"
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


def _add_addresses(collected: Collected, chooser: Chooser, *, with_address: bool) -> None:
    if not with_address:
        return
    add_redirects(collected, chooser.keys)
    metadata, keys = collected.metadata, chooser.keys
    found = keys.get("slug")
    if found is not None:
        try:
            slug, as_pelican = _text("slug", found), chooser.settled is not None
            metadata["slug"] = clean_slug(slug, as_pelican=as_pelican)
        except UnusableUrlError as error:
            collected.problems.append(_unusable("slug", found, error))
    metadata.update(chooser.own_urls())
    found = keys.get("address") if chooser.settled is None else keys.said("permalink")
    if found is not None and isinstance(found.written, str) and not _is_none(found.written):
        try:
            _add_fixed(metadata, found.written, chooser)
        except UnusableUrlError as error:
            collected.problems.append(_unusable("URL", found, error))


def _is_none(permalink: str) -> bool:
    """Return whether a permalink says that there is no page, which `status` handles."""
    return permalink.strip().lower() in NO_PAGE["permalink"]


def _add_fixed(metadata: dict[str, Any], written: str, chooser: Chooser) -> None:
    url, save_as = url_and_save_as(written, permalink=True)
    if chooser.settled is not None:
        chooser.record_unused("permalink", save_as)
        return
    metadata["url"] = url
    if "save_as" not in metadata:
        metadata[FROM_PERMALINK] = True
    # With Pelican's own `save_as`, `url` is only used in links.
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
        objection = value_problem(key, text)
        if objection is not None:
            problem = _unusable(key, value, UnusableUrlError(objection))
            collected.problems.append(problem)
            del collected.metadata[key]


def add_redirects(
    collected: Collected, keys: Keys, resolved: Callable[[str], str] = lambda typed: typed
) -> None:
    """Add the paths of old URLs to the metadata.

    Args:
        collected: of the post.
        keys: of its front matter.
        resolved: returns an old URL, relative to the site, as typed in the front matter.
    """
    redirects: list[str] = []
    for value in keys.all("redirects"):
        for address in names_in(value.written):
            try:
                redirects.append(old_path(resolved(address)))
            except UnusableUrlError as error:
                one = MetadataValue(address, address, value.line)
                collected.problems.append(_unusable("old URL", one, error))
    if redirects:
        collected.metadata[REDIRECTS] = list(dict.fromkeys(redirects))


def _text(key: str, value: MetadataValue) -> str:
    if isinstance(value.written, list | Mapping):
        raise unreadable(
            f"{key} should be a single string", f"write it as `{key}: …`", line=value.line
        )
    text = str(value.written)
    return (text if key == "summary" else _BLANKS.sub(" ", text)).strip()


def _unusable(what: str, value: MetadataValue, error: UnusableUrlError) -> Diagnostic:
    text = f"the {what} {value.written!r} is ignored: {error}"
    return VALUE_UNUSABLE(text, "correct or delete it", line=value.line)
