"""Whether a post is published, from all the keys that say so."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from .._core.errors import Problem, SourceError
from .dated_values import moment_in
from .dates import Order
from .keys import Keys
from .settings import FrontMatterSettings
from .value import Value

_YES = {"true", "yes", "on", "1", "y"}
_NO = {"false", "no", "off", "0", "n"}
_WORDS = {
    **dict.fromkeys(("published", "publish", "public", "live", "active", "1", "true"), "published"),
    **dict.fromkeys(("draft", "drafts", "pending", "private", "unpublished", "future"), "draft"),
    **dict.fromkeys(("auto-draft", "inactive", "trash", "0", "false"), "draft"),
    **dict.fromkeys(("hidden", "unlisted"), "hidden"),
    "skip": "skip",
}


def status_of(
    keys: Keys, settings: FrontMatterSettings, now: datetime, zone: tzinfo
) -> tuple[str | None, list[Problem]]:
    """Return Pelican's status, or None where nothing is said of it; and what is odd about it.

    Of several keys the most reserved one counts: a draft is never published by another.

    Raises:
        SourceError: `draft`, `published` or `hidden` is neither true nor false.
    """
    problems: list[Problem] = []
    order = settings.date_order
    said: list[str | None] = [
        {True: "draft", False: "published"}.get(_flag("draft", keys)),
        {True: "published", False: "draft"}.get(_flag("published", keys)),
        {True: "hidden", False: "published"}.get(_flag("hidden", keys)),
    ]
    value = keys.get("status")
    if value is not None:
        word = str(value.written).strip().lower()
        said.append(_WORDS.get(word, "published"))
        if word not in _WORDS:
            problems.append(
                Problem(
                    f"the status {value.written!r} is not known, so the post is published",
                    "write draft, hidden, skip or published",
                    line=value.line,
                    code="value-unusable",
                )
            )
    said.append(_scheduled(keys.get("publish_from"), settings.future, zone, now, order, later=True))
    said.append(
        _scheduled(keys.get("publish_until"), settings.expired, zone, now, order, later=False)
    )
    for status in ("skip", "draft", "hidden", "published"):
        if status in said:
            return status, problems
    return None, problems


def changes_later(keys: Keys, settings: FrontMatterSettings, now: datetime, zone: tzinfo) -> bool:
    """Tell whether the time alone will give the post another status than it has *now*."""
    moments = (keys.get(meaning) for meaning in ("publish_from", "publish_until"))
    return any(
        _scheduled(value, "later", zone, now, settings.date_order, later=True) for value in moments
    )


def _flag(meaning: str, keys: Keys) -> bool | Any:
    value = keys.get(meaning)
    if value is None:
        return None
    word = str(value.written).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise SourceError(
        f"{meaning} is {value.written!r}",
        mend=f"write `{meaning}: true` or `{meaning}: false`",
        line=value.line,
    )


def _scheduled(  # noqa: PLR0913 (each is asked for)
    value: Value | None,
    status: str,
    zone: tzinfo,
    now: datetime,
    order: Order | None,
    *,
    later: bool,
) -> str | None:
    """Return *status* if the moment in *value* is later than now, or is past."""
    if value is None or not isinstance(value.written, str):
        return None
    moment = moment_in(value, order)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return status if (moment > now) == later else None
