"""Guest authors: whose posts are theirs, and how these are published."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from .._core.contract import GUEST, LEAD_PICTURE
from .._core.diagnostics import Diagnostic
from .._core.text import cut, folded, listed, one_line
from .guest_html import OwnFiles, clean_html, picture_url, without_tags
from .guest_text import plain_value
from .key_aliases import MEANINGS, Keys, MetadataValue, joined
from .names import authors_in
from .path_safety import is_allowed
from .rules import GUEST as GUEST_RULE
from .settings import FrontMatterSettings

_MOST_NAMED = 5


# Which page it is, how it is rendered, and who else's page leads to it is the site's business.
_SITE_AUTHORS = frozenset(
    map(joined, (*MEANINGS["address"], *MEANINGS["redirects"], "template", "save_as", "guid"))
)


def own_files(path: str, static_paths: Iterable[str], site_url: str) -> OwnFiles:
    """Return the files that the post at *path*, below the content folder, may link."""
    published = tuple(str(each) for each in static_paths)
    return OwnFiles(posixpath.dirname(path), published, site_url)


def is_site_authors(key: str) -> bool:
    """Return whether no guest may set *key*: it decides a URL, a template or a feed entry's id."""
    return joined(key) in _SITE_AUTHORS


def is_guest_file(path: str, settings: FrontMatterSettings) -> bool:
    """Return whether the settings have the file at *path*, below the content folder, a guest's."""
    return any(
        is_allowed(path, (pattern.strip("/"), f"{pattern.strip('/')}/*"))
        for pattern in settings.guests
    )


def has_guest_author(names: Iterable[str], settings: FrontMatterSettings) -> bool:
    """Return whether one of the authors is a guest."""
    guests = {folded(one_line(name)) for name in settings.guest_authors}
    return any(folded(one_line(name)) in guests for name in names)


def is_guest_post(
    values: Mapping[str, MetadataValue], path: str, settings: FrontMatterSettings
) -> bool:
    """Return whether a post with the front matter *values* is a guest's."""
    if is_guest_file(path, settings):
        return True
    if not settings.guest_authors:
        return False
    authors = (authors_in(value.written)[0] for _, value in Keys(values).named("authors"))
    return any(has_guest_author(names, settings) for names in authors)


def own_values(
    values: Mapping[str, MetadataValue],
) -> tuple[dict[str, MetadataValue], list[Diagnostic]]:
    """Return the values that a guest may set, and the problem with the others."""
    refused = [key for key in values if is_site_authors(key)]
    own = {key: value for key, value in values.items() if key not in refused}
    return own, _refused(refused, values[refused[0]].line if refused else None)


def _refused(keys: Sequence[str], line: int | None = None) -> list[Diagnostic]:
    if not keys:
        return []
    text = f"a guest's post may not set {listed(map(cut, keys[:_MOST_NAMED]))}"
    fix = "delete the key, or set it in EXTRA_PATH_METADATA"
    return [GUEST_RULE(f"{text}, which is ignored", fix, keys[0], line=line)]


def clean_post(
    html: str, metadata: dict[str, Any], files: OwnFiles, formatted: Collection[str]
) -> tuple[str, list[Diagnostic]]:
    """Return the HTML of a guest's post, and the problems with it; clean its *metadata*.

    Args:
        html: of the body.
        metadata: as a reader returns it.
        files: that it may link.
        formatted: the keys whose values are HTML.

    Raises:
        DiagnosticError: what cleans HTML is not installed.
    """
    cleaned = clean_html(html, files)
    removed = [*cleaned.removed]
    for key, value in list(metadata.items()):
        if key == "title" and isinstance(value, str):
            metadata[key] = plain_value(without_tags(value))
        elif key in formatted and isinstance(value, str):
            found = clean_html(value, files)
            removed += found.removed
            metadata[key] = found.html
        elif key == LEAD_PICTURE and isinstance(value, Mapping):
            _keep_own_picture(metadata, value, files, removed)
        elif not key.startswith("POUCH_"):
            metadata[key] = plain(value)
    metadata[GUEST] = True
    return cleaned.html, _left_out(removed)


def drop_site_authors_keys(metadata: dict[str, Any]) -> list[Diagnostic]:
    """Remove the keys that no guest may set from what another reader returned."""
    refused = [key for key in metadata if is_site_authors(key)]
    for key in refused:
        del metadata[key]
    return _refused(refused)


def _keep_own_picture(
    metadata: dict[str, Any], picture: Mapping[str, Any], files: OwnFiles, removed: list[str]
) -> None:
    src = str(picture.get("src", ""))
    url = picture_url(src, files)
    if url is None:
        removed.append(src)
        del metadata[LEAD_PICTURE]
    else:
        metadata[LEAD_PICTURE] = {**plain_value(picture), "src": url}


def plain(value: Any) -> Any:
    """Return a value as text; Pelican's own categories, tags and authors get a plain name."""
    name = getattr(value, "name", None)
    if isinstance(name, str):
        if plain_value(name) != name:
            value.name = plain_value(name)
        return value
    if isinstance(value, list) and any(hasattr(each, "slug") for each in value):
        return [plain(each) for each in value]
    return plain_value(value)


def _left_out(removed: Sequence[str]) -> list[Diagnostic]:
    names = list(dict.fromkeys(removed))
    if not names:
        return []
    needle = names[0].removesuffix(">")
    more = f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
    named = ", ".join(cut(one_line(name)) for name in names[:_MOST_NAMED])
    text = f"removed from the post, since guests may not use it: {named}{more}"
    fix = "delete it, or take the post out of the guests in POUCH_FRONT_MATTER"
    return [GUEST_RULE(text, fix, needle)]


# Extensions of pymdownx that read files, which may be anywhere.
_READ_FILES = frozenset({"pymdownx.snippets", "pymdownx.b64", "pymdownx.pathconverter"})


def strict_markdown(
    markdown: Mapping[str, Any], is_known: Callable[[object], bool]
) -> tuple[dict[str, Any], list[str]]:
    """Return the setting `MARKDOWN` without extensions that may read files or run code.

    The second value has the names of those that are left out.

    Args:
        markdown: Pelican's setting.
        is_known: whether an extension is one of Python-Markdown's own, or of this suite.
    """
    extensions = markdown.get("extensions", [])
    kept = [each for each in extensions if is_known(each) or _is_harmless(each)]
    left_out = [_name(each) for each in extensions if each not in kept]
    configs = markdown.get("extension_configs", {})
    settings = {
        **markdown,
        "extensions": kept,
        "extension_configs": {name: config for name, config in configs.items() if name in kept},
    }
    return settings, left_out


def _is_harmless(extension: object) -> bool:
    return (
        isinstance(extension, str)
        and extension.startswith("pymdownx.")
        and extension not in _READ_FILES
    )


def _name(extension: object) -> str:
    return extension if isinstance(extension, str) else type(extension).__qualname__
