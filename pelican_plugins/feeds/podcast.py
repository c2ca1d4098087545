"""Read what a podcast says of itself and of an episode, and write it as directories ask for it.

Apple Podcasts, "A podcaster's guide to RSS" (podcasters.apple.com/support/823), and the Podcasting
2.0 namespace (github.com/Podcastindex-org/podcast-namespace). A value that cannot be read is a
problem, and left out: a wrong one would have a directory refuse the whole feed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._core.text import cut, did_you_mean, one_line
from .entry import PodcastTag
from .podcast_categories import CATEGORIES, category_of
from .podcast_values import plain, read_boolean, read_duration, read_number

Resolve = Callable[[str], str | None]
"""Returns the absolute URL of a file or URL as written; None for a file that is not published."""

_EPISODE_TYPES = {"full": "full", "trailer": "trailer", "bonus": "bonus"}
_CHANNEL_TYPES = {"episodic": "episodic", "serial": "serial"}
_SEASON_AND_EPISODE = re.compile(r"s(?:eason)?\s*0*(\d{1,4})[\s:,._-]*e(?:p|pisode)?\s*0*(\d{1,9})")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>.]+(?:\.[^@\s<>.]+)++")

_TRANSCRIPTS = {
    "html": "text/html",
    "json": "application/json",
    "srt": "application/x-subrip",
    "txt": "text/plain",
    "vtt": "text/vtt",
}
_EPISODE_KEYS = (
    *("title", "duration", "episode", "season", "type", "explicit", "image", "block", "author"),
    *("chapters", "transcript", "person"),
)
_CHANNEL_KEYS = (
    *("category", "image", "author", "email", "explicit", "type", "block", "complete"),
    *("new_feed_url", "guid", "locked", "funding", "medium"),
)
_SAME = {
    "episodetype": "type",
    "episode_type": "type",
    "number": "episode",
    "episode_number": "episode",
    "season_number": "season",
    "persons": "person",
    "people": "person",
    "host": "person",
    "transcripts": "transcript",
    "chapter": "chapters",
    "length": "duration",
    "categories": "category",
    "owner_email": "email",
    "cover": "image",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that cannot be read.

    Attributes:
        text: what is wrong, one clause.
        fix: what to write.
        needle: a string by which its line is found.
    """

    text: str
    fix: str
    needle: str


@dataclass(slots=True)
class Podcast:
    """The values of an episode or a channel.

    Attributes:
        tags: to write.
        problems: of values that are left out.
    """

    tags: list[PodcastTag] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, name: str, text: str = "", **attributes: str) -> None:
        """Add a tag, without empty attributes."""
        given = tuple((key, value) for key, value in attributes.items() if value)
        self.tags.append(PodcastTag(name=name, text=text, attributes=given))

    def refuse(self, key: str, value: object, fix: str) -> None:
        """Note that a value cannot be read."""
        shown = cut(one_line(str(value)))
        self.problems.append(Problem(f"podcast {key} {shown!r} is not valid", fix, key))

    def has(self, name: str) -> bool:
        """Return whether there is such a tag."""
        return any(tag.name == name for tag in self.tags)


def read_episode(value: object, resolve: Resolve) -> Podcast:
    """Return what `podcast` in front matter says of an episode.

    Args:
        value: as YAML, TOML or JSON have it; None where the key is not there.
        resolve: finds files.
    """
    found = Podcast()
    if value is None:
        return found
    if not isinstance(value, Mapping):
        text = f"podcast {cut(one_line(str(value)))!r} is not a mapping"
        found.problems.append(Problem(text, "write it as podcast: {episode: 4}", "podcast"))
        return found
    values = _known(value, _EPISODE_KEYS, found)
    # `episode: S02E04` says both.
    both = _SEASON_AND_EPISODE.fullmatch(plain(values.get("episode")))
    if both:
        values = {**values, "episode": both[2], "season": values.get("season") or both[1]}
    for key in ("title", "author"):
        _add_text(found, key, values.get(key))
    _add_read(found, "duration", values.get("duration"), read_duration, _DURATION_FIX)
    for key in ("episode", "season"):
        _add_read(
            found, key, values.get(key), read_number, f"write a number from 1, as in {key}: 4"
        )
    kinds = "write full, trailer or bonus"
    _add_read(found, "episodeType", values.get("type"), _EPISODE_TYPES.get, kinds, key="type")
    _add_read(found, "explicit", values.get("explicit"), read_boolean, _BOOLEAN_FIX)
    _add_yes(found, "block", values.get("block"))
    _add_file(found, "image", values.get("image"), resolve)
    _add_chapters(found, values.get("chapters"), resolve)
    for each in _each(values.get("transcript")):
        _add_transcript(found, each, resolve)
    for each in _each(values.get("person")):
        _add_person(found, each, resolve)
    return found


def read_channel(value: Mapping[str, object], title: str, resolve: Resolve) -> Podcast:
    """Return what `POUCH_FEEDS["podcast"]` says of a show.

    Args:
        value: the setting.
        title: of the site, who owns the show where no author is named.
        resolve: finds files.
    """
    found = Podcast()
    if not value:
        return found
    values = _known(value, _CHANNEL_KEYS, found)
    _add_text(found, "author", values.get("author"))
    _add_read(found, "explicit", values.get("explicit"), read_boolean, _BOOLEAN_FIX)
    kinds = "write 'episodic' or 'serial'"
    _add_read(found, "type", values.get("type"), _CHANNEL_TYPES.get, kinds)
    _add_file(found, "image", values.get("image"), resolve)
    _add_owner(found, values, title)
    for each in _each(values.get("category")):
        _add_category(found, each)
    for key in ("block", "complete"):
        _add_yes(found, key, values.get(key))
    if moved := _text(values.get("new_feed_url")):
        found.add("itunes:new-feed-url", moved)
    for key in ("guid", "medium"):
        if text := _text(values.get(key)):
            found.add(f"podcast:{key}", text)
    if locked := read_boolean(values.get("locked")):
        owner = _text(values.get("email"))
        found.add("podcast:locked", "yes" if locked == "true" else "no", owner=owner)
    if funding := _text(values.get("funding")):
        found.add("podcast:funding", title, url=funding)
    return found


def missing_in_channel(found: Podcast) -> list[str]:
    """Return the settings that Apple requires of a show and *found* has not."""
    needed = {"category": "itunes:category", "explicit": "itunes:explicit", "image": "itunes:image"}
    return [key for key, name in needed.items() if not found.has(name)]


_BOOLEAN_FIX = "write true or false"
_DURATION_FIX = "write seconds or h:mm:ss, such as '31:20' in quotes"


def _text(value: object) -> str:
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return one_line(str(value)) if plain else ""


def _each(value: object) -> list[Any]:
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _known(value: Mapping[Any, Any], keys: tuple[str, ...], found: Podcast) -> dict[str, Any]:
    """Return the values by their known keys, and note the others."""
    values: dict[str, Any] = {}
    for key, each in value.items():
        name = str(key).strip().lower().replace("-", "_").removeprefix("itunes_")
        name = _SAME.get(name, name)
        if name in keys:
            values[name] = each
            continue
        known = did_you_mean(name, keys) or "valid keys are " + ", ".join(keys)
        found.problems.append(Problem(f"podcast has an unknown key {str(key)!r}", known, str(key)))
    return values


def _add_text(found: Podcast, key: str, value: object) -> None:
    if value is None or value == "":
        return
    if text := _text(value):
        found.add(f"itunes:{key}", text)
    else:
        found.refuse(key, value, "write it as a string")


def _add_read(  # noqa: PLR0913, PLR0917
    found: Podcast,
    name: str,
    value: object,
    read: Callable[[Any], str | None],
    fix: str,
    key: str = "",
) -> None:
    if value is None or value == "":
        return
    text = read(plain(value)) if name in {"type", "episodeType"} else read(value)
    if text is None:
        found.refuse(key or name, value, fix)
    else:
        found.add(f"itunes:{name}", text)


def _add_yes(found: Podcast, key: str, value: object) -> None:
    said = read_boolean(value)
    if said is None and value is not None:
        found.refuse(key, value, _BOOLEAN_FIX)
    elif said == "true":
        found.add(f"itunes:{key}", "Yes")


def _file(found: Podcast, key: str, value: object, resolve: Resolve) -> tuple[str, dict[str, Any]]:
    """Return the absolute URL that a value names, and what else it says."""
    facts = dict(value) if isinstance(value, Mapping) else {"url": value}
    written = _text(facts.get("url") or facts.get("href") or facts.get("file"))
    url = resolve(written) if written else None
    if written and url is None:
        text = f"podcast {key} {written} is not a file that the site publishes"
        fix = "correct its path, or add its folder to STATIC_PATHS"
        found.problems.append(Problem(text, fix, written))
    elif not written:
        found.refuse(key, value, "write a URL or the path of a file")
    return url or "", facts


def _add_file(found: Podcast, key: str, value: object, resolve: Resolve) -> None:
    if value is None or value == "":
        return
    url, _ = _file(found, key, value, resolve)
    if url:
        found.add(f"itunes:{key}", href=url)


def _add_chapters(found: Podcast, value: object, resolve: Resolve) -> None:
    if value is None or value == "":
        return
    url, facts = _file(found, "chapters", value, resolve)
    if url:
        found.add(
            "podcast:chapters",
            url=url,
            type=_text(facts.get("type")) or "application/json+chapters",
        )


def _add_transcript(found: Podcast, value: object, resolve: Resolve) -> None:
    url, facts = _file(found, "transcript", value, resolve)
    if not url:
        return
    ending = url.partition("?")[0].rpartition(".")[2].lower()
    mime = _text(facts.get("type")) or _TRANSCRIPTS.get(ending, "")
    if not mime:
        fix = "give it a type, such as {url: …, type: text/vtt}"
        found.refuse("transcript", value, fix)
        return
    found.add(
        "podcast:transcript",
        url=url,
        type=mime,
        language=_text(facts.get("language") or facts.get("lang")),
        rel=_text(facts.get("rel")),
    )


def _add_person(found: Podcast, value: object, resolve: Resolve) -> None:
    facts = dict(value) if isinstance(value, Mapping) else {"name": value}
    name = _text(facts.get("name"))
    if not name:
        found.refuse("person", value, "write a name, or {name: …, role: guest, url: …}")
        return
    image = _text(facts.get("img") or facts.get("image"))
    found.add(
        "podcast:person",
        name,
        role=_text(facts.get("role")).lower(),
        group=_text(facts.get("group")).lower(),
        img=(resolve(image) or "") if image else "",
        href=_text(facts.get("href") or facts.get("url")),
    )


def _add_owner(found: Podcast, values: Mapping[str, Any], title: str) -> None:
    email = values.get("email")
    if email is None or email == "":
        return
    address = _text(email)
    if not _EMAIL.fullmatch(address):
        found.refuse("email", email, "write an address such as 'show@example.org'")
        return
    found.add("itunes:owner", _text(values.get("author")) or title, email=address)


def _add_category(found: Podcast, value: object) -> None:
    outer, _, inner = (part.strip() for part in _text(value).partition(">"))
    if not outer:
        found.refuse("category", value, "write one of Apple's, such as 'Science > Physics'")
        return
    known, inner = category_of(outer, inner)
    if not known:
        fix = did_you_mean(outer, CATEGORIES) or "valid categories are " + ", ".join(CATEGORIES)
        text = f"podcast category {cut(_text(value))!r} is not an Apple Podcasts category"
        found.problems.append(Problem(text, fix, "category"))
    found.add("itunes:category", known or outer, inner=inner)
