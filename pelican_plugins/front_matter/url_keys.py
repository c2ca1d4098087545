"""The keys that may decide a URL, the id of a feed entry, a category or a language.

Pelican makes them from a few keys and its settings. An existing site keeps them, whatever other
keys its posts have, until its settings say that these decide, too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._core.contract import SLUG_GIVEN, UNUSED_KEYS
from .._core.diagnostics import Diagnostic
from .._core.text import counted
from .._core.translations import older_first
from .key_aliases import Keys, MetadataValue
from .rules import KEYS_UNUSED

ALWAYS_SETTLED = frozenset({"address", "category", "lang"})
"""Meanings that Pelican decides for every post; see `key_aliases.MEANINGS`."""

IN_FILE_NAME = "a language in the file name"
"""A pseudo-key in `Chooser.unused`."""

# Pelican's own names for them.
_OWN = {
    "title": {"title"},
    "date": {"date"},
    "category": {"category"},
    "authors": {"authors", "author"},
    "lang": {"lang"},
}
_LANGUAGES = ("language", "locale", IN_FILE_NAME)


def decides(meaning: str, key: str, settled: frozenset[str] | None) -> bool:
    """Return whether the value under *key* may set a *meaning*.

    Args:
        meaning: one of `key_aliases.MEANINGS`.
        key: as spelled in the file.
        settled: see `Chooser`.
    """
    return settled is None or meaning not in settled or key in _OWN.get(meaning, {meaning})


@dataclass(slots=True)
class Chooser:
    """The values of one front matter that may decide.

    Attributes:
        settled: meanings that only Pelican's own keys and the site's settings decide; None if all
            keys may decide.
        unused: by key, the values that would have decided.
    """

    keys: Keys
    settled: frozenset[str] | None
    unused: dict[str, str] = field(default_factory=dict)

    def get(self, meaning: str) -> MetadataValue | None:
        """Return the value that decides; see `Keys.get`."""
        for key, value in self.keys.named(meaning):
            if decides(meaning, key, self.settled):
                return value
            self.record_unused(key, value.written)
            return None
        return None

    def own_urls(self) -> dict[str, str]:
        """Return `url` and `save_as` as Pelican reads them; an empty one counts, too."""
        if self.settled is None:
            return {}
        found = {key: self.keys.said(key) for key in ("url", "save_as")}
        return {
            key: str(value.written or "").strip()
            for key, value in found.items()
            if value is not None and not isinstance(value.written, list | Mapping)
        }

    def rest(self) -> Iterator[tuple[str, MetadataValue]]:
        """Yield the values that stay in the metadata unchanged, see `Keys.rest`.

        A `guid` URL is left out: WordPress exports have it, and Pelican makes other ids.
        """
        for key, value in self.keys.rest():
            if self.settled is not None and key == "guid" and is_web_url(value.written):
                self.record_unused(key, value.written)
            else:
                yield key, value

    def kept(self) -> dict[str, object]:
        """Return the values that templates find under the keys that decide nothing."""
        found = {key: self.keys.said(key) for key in self.unused}
        return {k: value.typed for k, value in found.items() if value is not None and k != "guid"}

    def record_unused(self, key: str, written: object) -> None:
        """Record that the value of a key decides nothing."""
        if isinstance(written, str):
            self.unused[key] = written
        elif isinstance(written, list) and written and isinstance(written[0], str):
            self.unused[key] = written[0]


def is_web_url(written: object) -> bool:
    """Return whether a value is an absolute web URL."""
    return isinstance(written, str) and written.strip().lower().startswith(("http://", "https://"))


def language_in(unused: Mapping[str, str]) -> str:
    """Return the language that *unused* keys name; may be empty."""
    return next((unused[key] for key in _LANGUAGES if key in unused), "")


def keys_that_would_decide(unused: Mapping[str, str], made: Mapping[str, str]) -> list[str]:
    """Return the *unused* keys that would change a post.

    Args:
        unused: see `Chooser`.
        made: what Pelican made: `save_as`, `lang`, `category` and `title`.
    """
    names = {"permalink": "save_as", "categories": "category", **dict.fromkeys(_LANGUAGES, "lang")}
    names |= {f"taxonomies.{key}": "category" for key in ("category", "categories")}
    return [key for key, value in unused.items() if made.get(names.get(key, "")) != value]


def unused_keys_diagnostic(posts: Iterable[Iterable[str]]) -> Diagnostic | None:
    """Return the report on keys that decide nothing.

    Args:
        posts: for each post, its keys that would change it.
    """
    concerned = [set(keys) for keys in posts]
    counts = Counter(key for keys in concerned for key in keys)
    count = sum(map(bool, concerned))
    if not count:
        return None
    named = ", ".join(
        f"{key} ({number:,})"
        for key, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )
    has, whose = counted(count, "post has", "posts have"), "its" if count == 1 else "their"
    text = (
        f"{has} keys that Pelican itself ignores, so {whose} URLs, dates, categories and"
        f" languages are unchanged: {named}"
    )
    return KEYS_UNUSED(
        text,
        "set POUCH_FRONT_MATTER = {'url_keys': 'all'} to use these keys, or 'pelican' to"
        " keep ignoring them",
    )


_ORDER = {"published": 0, "hidden": 1}
# Sorts after all dates from git: an uncommitted file is new.
_NEVER = "~"


def separate_languages(texts: Iterable[Any]) -> list[list[Any]]:
    """Give posts with one URL the languages that their file names state.

    Pelican could not build them as they are, so no published URL moves.

    Returns:
        The groups that were changed.
    """
    texts = list(texts)
    if not any(language_in(text.metadata.get(UNUSED_KEYS, {})) for text in texts):
        return []
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for text in texts:
        groups[text.save_as].append(text)
    parted = []
    for group in groups.values():
        said = [language_in(text.metadata.get(UNUSED_KEYS, {})) for text in group]
        if len(group) == 1 or not any(said):
            continue
        for text, language in zip(group, said, strict=True):
            if language:
                text.lang = text.metadata["lang"] = language
                text.in_default_lang = language == text.settings["DEFAULT_LANG"].lower()
        parted.append(group)
    return parted


def site_unused_keys(texts: Iterable[Any], settings: Mapping[str, Any]) -> Diagnostic | None:
    """Return the report on unused keys of *texts*; None if `url_keys` is set."""
    if (settings.get("POUCH_FRONT_MATTER") or {}).get("url_keys"):
        return None
    made = ("save_as", "lang", "category", "title")
    return unused_keys_diagnostic(
        keys_that_would_decide(unused, {name: str(getattr(text, name, "")) for name in made})
        for text in texts
        if (unused := text.metadata.get(UNUSED_KEYS))
    )


def by_url_priority(
    texts: Iterable[Any],
    path_of: Callable[[Any], str],
    first_commits: Callable[[], Mapping[str, str]],
) -> list[Any]:
    """Return *texts* so that of two with one URL the one that keeps it comes first.

    That is the published one, then the older one by date, then by first commit, then the one with
    the shorter name.

    Args:
        texts: Pelican's contents.
        path_of: returns the path of one below the output folder; empty for none.
        first_commits: returns when files were first committed, by source path; called only if
            nothing else decides.
    """
    texts = list(texts)
    claims = [(path, _rank(t), older_first(t)[0]) for t in texts if (path := path_of(t))]
    commits = first_commits() if len(set(claims)) < len(claims) else {}

    def key(text: Any) -> tuple[Any, ...]:
        moment, *name = older_first(text)
        return _rank(text), moment, commits.get(text.source_path, _NEVER), *name

    return sorted(texts, key=key)


def _rank(text: Any) -> tuple[int, bool]:
    # A slug from a title comes before one that we made up.
    return _ORDER.get(text.status, 2), SLUG_GIVEN in text.metadata
