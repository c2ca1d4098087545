"""Decide from all keys about publication whether a post is published.

Any such key that is not a plain yes keeps a post private: a post that is private by mistake can
be published a day later, but one that is public by mistake stays known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, NamedTuple

from .._core.diagnostics import Diagnostic, Severity
from .._core.text import cut
from .dates import DateOrderError, read_date
from .key_aliases import BELOW, Keys, MetadataValue, joined
from .rules import HELD_BACK
from .settings import FrontMatterSettings

YES = frozenset({"true", "yes", "on", "1", "y"})
NO = frozenset({"false", "no", "off", "0", "n"})


class Flag(NamedTuple):
    """The Pelican status for true and for false; None if they set no status."""

    yes: str | None
    no: str | None


def _flags(yes: str | None, no: str | None, *names: str) -> dict[str, Flag]:
    return {joined(name): Flag(yes, no) for name in names}


def _worded(publishing: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(map(joined, names), publishing)


_PLAIN = {
    **_flags("draft", "published", "draft", "is_draft", "_draft"),
    **_flags("published", "draft", "published", "publish", "public", "_published"),
    **_flags("published", "draft", "is_published", "is_public", "dg_publish"),
    **_flags("hidden", "published", "hidden", "unlisted", "is_hidden", "_hidden"),
    **_flags("draft", None, "private", "is_private", "unpublished", "no_publish", "do_not_publish"),
}
_LIKELY = {
    **_flags("draft", None, "wip", "work_in_progress", "in_progress", "save_as_draft"),
    **_flags("draft", None, "members_only", "subscribers_only", "confidential", "embargoed"),
    **_flags("draft", None, "archived", "deleted", "trashed", "disabled", "exclude", "ignore"),
    **_flags("draft", None, "hide", "encrypted"),
    **_flags(None, "draft", "enabled", "approved", "ready"),
}
_OTHERS = {
    **_flags("hidden", None, "eleventy_exclude_from_collections"),
    **_flags(None, "hidden", "listed", "visible"),
    **_flags("skip", None, "headless", "ignore_post", "skip"),
    **_flags(None, "skip", "routable", "render"),
}
FLAGS = {**_PLAIN, **_LIKELY, **_OTHERS}
"""Keys that are true or false."""

PLAIN_FLAGS = frozenset(_PLAIN)
"""Those that have no other meaning, so any other value keeps a post private."""

LIKELY_FLAGS = frozenset(_LIKELY)
"""Those that no program uses for this, so a problem is reported."""

PASSWORDS = frozenset(map(joined, ("password", "post_password")))
"""Keys that protect a post with a password."""

_PLAIN_WORDED = {
    "status": "published",
    **_worded("published", "post_status", "publish_status", "publication_status"),
    **_worded("published", "publish_state", "publication_state"),
    "visibility": "public",
}
WORDED = {
    **_PLAIN_WORDED,
    **_worded("published", "state", "workflow", "workflow_state", "workflow_status"),
    **_worded("public", "access"),
    **_worded("everyone", "audience"),
}
"""Keys with a word as value, and the word that publishes."""

PLAIN_WORDED = frozenset(_PLAIN_WORDED)
"""Those that have no other meaning, whereas a state may be one of the United States."""

WORDS = {
    **dict.fromkeys(("published", "publish", "public", "live", "active", "featured"), "published"),
    **dict.fromkeys(("everyone", "1", "true"), "published"),
    **dict.fromkeys(("draft", "drafts", "pending", "private", "unpublished", "future"), "draft"),
    **dict.fromkeys(("autodraft", "inactive", "trash", "0", "false"), "draft"),
    **dict.fromkeys(("hidden", "unlisted"), "hidden"),
    "skip": "skip",
}
"""Words with a plain meaning; see `key_aliases.joined`."""

NOT_PUBLIC = frozenset(
    {
        *("archived", "deleted", "embargoed", "idea", "inprogress", "inreview", "internal"),
        *("member", "members", "membersonly", "needsreview", "onlypaid", "paid", "pendingreview"),
        *("planned", "premium", "rejected", "restricted", "review", "scheduled", "subscribers"),
        *("todo", "trashed", "wip"),
    }
)
"""Words that show that a key with several meanings is about publication."""

NO_PAGE = {"permalink": frozenset({"false", "no"}), "render": frozenset({"never", "link"})}
"""Keys, and the values with which a post has no page."""

RENDERING = {
    # Hugo's build options; with `link` there is no page either.
    "render": dict.fromkeys(("never", "false", "link"), "skip"),
    "list": dict.fromkeys(("never", "false", "local"), "hidden"),
}
"""Values below `build` other than `always`."""


STATUSES = ("skip", "draft", "hidden", "published")
"""Pelican's, the most private first."""

_YEAR = re.compile(r"\d{4}")
_NEVER = NO | {"never", "none"}
_LONGEST = 60


@dataclass(slots=True)
class Publication:
    """The result of reading the keys about publication.

    Attributes:
        status: Pelican's status; None if nothing is said.
        problems: values that keep a post private though its author may mean otherwise.
        notes: why a post is not written.
        changes_at: when the status will next change without an edit; None for never.
    """

    status: str | None = None
    problems: list[Diagnostic] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    changes_at: datetime | None = None

    @property
    def changes_with_time(self) -> bool:
        """Whether the status will change without an edit."""
        return self.changes_at is not None


def publication_of(
    keys: Keys,
    settings: FrontMatterSettings,
    now: datetime,
    zone: tzinfo,
    *,
    encrypts: bool = False,
) -> Publication:
    """Return what *keys* say about publication.

    The most private of several keys counts: no other key publishes a draft.

    Args:
        keys: of one front matter.
        settings: the status of a post before and after its time of publication.
        now: the time of the build.
        zone: of times without a zone.
        encrypts: whether something encrypts a post with a password.
    """
    reader = _StatusReader(keys, settings, now, zone)
    statuses = set(reader.statuses())
    if not encrypts:
        statuses.update(reader.by_password())
    reader.publication.status = most_private(statuses)
    return reader.publication


def most_private(statuses: Iterable[str | None]) -> str | None:
    """Return the most private of *statuses*; None if there is none."""
    given = set(statuses)
    return next((status for status in STATUSES if status in given), None)


class _StatusReader:
    def __init__(
        self, keys: Keys, settings: FrontMatterSettings, now: datetime, zone: tzinfo
    ) -> None:
        self._keys, self._settings, self._now, self._zone = keys, settings, now, zone
        self.publication = Publication()

    def statuses(self) -> Iterator[str | None]:
        """Yield the status that each key sets."""
        yield from self._by_flags()
        yield from self._by_words()
        yield from self._by_build()
        yield from self._by_page()
        yield from self._by_times()

    def _by_flags(self) -> Iterator[str | None]:
        for key, flag in FLAGS.items():
            publishing = "true" if flag.no in {"draft", "skip"} else "false"
            for name, value, nested in self._values(key):
                word = _word(value)
                if word in YES or word in NO:
                    status = flag.yes if word in YES else flag.no
                    if status == "skip":
                        self._note(name, value, publishing)
                    elif status and key in LIKELY_FLAGS:
                        self._in_doubt(name, value, publishing)
                    if not (nested and status == "published"):
                        yield status
                elif key in PLAIN_FLAGS and not nested:
                    moment = self._moment(value) if flag.no == "draft" else None
                    if moment is None:
                        yield self._in_doubt(name, value, publishing, dated=True)
                    else:
                        # `published: 2025-06-03`
                        self._expect(moment)
                        yield self._settings.future if moment > self._now else "published"

    def _by_words(self) -> Iterator[str | None]:
        for key, publishing in WORDED.items():
            for name, value, nested in self._values(key):
                plain = key in PLAIN_WORDED and not nested
                words = _words(value.written)
                known = {WORDS[word] for word in words if word in WORDS}
                if plain and all(word in WORDS for word in words):
                    yield from known
                    continue
                if plain or any(word in NOT_PUBLIC for word in words):
                    yield self._in_doubt(name, value, publishing)
                yield from known - {"published"}

    def _by_build(self) -> Iterator[str | None]:
        for key in ("build", "_build"):
            for name, value in self._keys.at(key):
                if not isinstance(value.written, Mapping) and _word(value) in _NEVER:
                    self._note(name, value, "true")
                    yield "skip"
            for part, meanings in RENDERING.items():
                for name, value in self._keys.at(key, part):
                    if value.written in (None, "") or _word(value) in {"always", "true"}:
                        continue
                    status = meanings.get(_word(value)) or self._in_doubt(name, value, "always")
                    if status == "skip":
                        self._note(name, value, "always")
                    yield status

    def _by_page(self) -> Iterator[str | None]:
        for key, words in NO_PAGE.items():
            if key == "permalink" and self._settings.permalink_style == "jekyll":
                # There it has no meaning.
                continue
            for name, value in self._keys.at(key):
                if _word(value) in words:
                    self._note(name, value)
                    yield "skip"

    def by_password(self) -> Iterator[str]:
        """Yield the status of a post with a password, which must not be printed."""
        for key in PASSWORDS:
            for name, value in self._keys.at(key):
                if value.written not in (None, "", [], {}) and _word(value) not in _NEVER:
                    yield self._in_doubt(name, MetadataValue("…", "…", value.line), "''")

    def _by_times(self) -> Iterator[str | None]:
        times = (("publish_from", self._settings.future), ("publish_until", self._settings.expired))
        for meaning, status in times:
            for name, value in self._keys.named(meaning):
                moment = self._moment(value)
                if moment is not None:
                    self._expect(moment)
                    if (moment > self._now) == (meaning == "publish_from"):
                        yield status
                elif _word(value) not in _NEVER:
                    yield self._in_doubt(name, value, "2025-06-03", dated=True)

    def _values(self, key: str) -> Iterator[tuple[str, MetadataValue, bool]]:
        """Yield each value of a key, with its name in the file and whether it is in a mapping."""
        for outer in ("", *BELOW):
            for name, value in self._keys.at(outer, key) if outer else self._keys.at(key):
                if value.written not in (None, "", [], {}):
                    yield name, value, bool(outer)

    def _moment(self, value: MetadataValue) -> datetime | None:
        if not isinstance(value.written, str) or not _YEAR.search(value.written):
            return None
        try:
            moment = read_date(value.written, self._settings.date_order)
        except ValueError:
            return None
        return moment if moment.tzinfo is not None else moment.replace(tzinfo=self._zone)

    def _expect(self, moment: datetime) -> None:
        """Note that the status may change at a *moment* to come."""
        before = self.publication.changes_at
        if moment > self._now and (before is None or moment < before):
            self.publication.changes_at = moment

    def _order_unknown(self, value: MetadataValue) -> DateOrderError | None:
        """Return the error of an ambiguous date."""
        try:
            read_date(str(value.written), self._settings.date_order)
        except DateOrderError as error:
            return error
        except ValueError:
            pass
        return None

    def _in_doubt(
        self, name: str, value: MetadataValue, publishing: str, *, dated: bool = False
    ) -> str:
        text = f"kept as a draft, because of {_shown(name, value)}"
        fix = f"set `{name}: {publishing}` to publish it"
        order = self._order_unknown(value) if dated else None
        if order is not None:
            text, fix = f"{text}, {order}", order.fix
        self.publication.problems.append(HELD_BACK(text, fix, name, line=value.line or None))
        return "draft"

    def _note(self, name: str, value: MetadataValue, publishing: str = "") -> None:
        text = f"not published, because of {_shown(name, value)}"
        fix = f"set `{name}: {publishing}`" if publishing else "delete that key"
        fix = f"{fix} to publish it"
        line = value.line or None
        self.publication.notes.append(
            HELD_BACK(text, fix, name, line=line, severity=Severity.ADVICE)
        )


def _shown(name: str, value: MetadataValue) -> str:
    return f"`{name}: {cut(' '.join(str(value.written).split()), _LONGEST)}`"


def _word(value: MetadataValue) -> str:
    return str(value.written).strip().lower()


def _words(written: Any) -> list[str]:
    """Return the words of a status: Publii joins several by commas, others list them."""
    texts = written if isinstance(written, list) else str(written).split(",")
    return [joined(str(text)) for text in texts]
