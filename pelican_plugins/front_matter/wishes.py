"""The words in which programs say that a text is not, not yet, or not for all to be published."""

from __future__ import annotations

from typing import NamedTuple

from .keys import joined

YES = frozenset({"true", "yes", "on", "1", "y"})
NO = frozenset({"false", "no", "off", "0", "n"})


class Flag(NamedTuple):
    """The status of Pelican's that true and false stand for; None where they say nothing."""

    yes: str | None
    no: str | None


def _flags(yes: str | None, no: str | None, *names: str) -> dict[str, Flag]:
    return {joined(name): Flag(yes, no) for name in names}


_PLAIN = {
    **_flags("draft", "published", "draft", "is_draft"),
    **_flags("published", "draft", "published", "publish", "public"),
    **_flags("published", "draft", "is_published", "is_public", "dg_publish"),
    **_flags("hidden", "published", "hidden", "unlisted"),
    **_flags("draft", None, "private", "is_private", "unpublished"),
}
_OTHERS = {
    **_flags("draft", None, "wip", "work_in_progress", "in_progress", "members_only"),
    **_flags("draft", None, "deleted", "trashed", "disabled", "confidential", "embargoed"),
    **_flags("draft", None, "no_publish", "save_as_draft"),
    **_flags(None, "draft", "enabled", "approved"),
    **_flags("hidden", None, "eleventy_exclude_from_collections"),
    **_flags(None, "hidden", "listed", "visible"),
    **_flags("skip", None, "headless", "ignore_post"),
    **_flags(None, "skip", "routable", "render"),
}
FLAGS = {**_PLAIN, **_OTHERS}
"""Keys that are true or false."""

PLAIN_FLAGS = frozenset(_PLAIN)
"""Those that mean nothing else, so that a value that is neither is a wish, too."""

_PLAIN_WORDED = {
    **dict.fromkeys(map(joined, ("status", "post_status", "publish_status")), "published"),
    "visibility": "public",
}
WORDED = {**_PLAIN_WORDED, "state": "published", "access": "public"}
"""Keys that hold a word, with the word that publishes."""

PLAIN_WORDED = frozenset(_PLAIN_WORDED)
"""Those that mean nothing else, whereas a state may be one of the United States."""

WORDS = {
    **dict.fromkeys(("published", "publish", "public", "live", "active", "featured"), "published"),
    **dict.fromkeys(("everyone", "1", "true"), "published"),
    **dict.fromkeys(("draft", "drafts", "pending", "private", "unpublished", "future"), "draft"),
    **dict.fromkeys(("autodraft", "inactive", "trash", "0", "false"), "draft"),
    **dict.fromkeys(("hidden", "unlisted"), "hidden"),
    "skip": "skip",
}
"""What the words mean that need no explaining; see `keys.joined`."""

NOT_PUBLIC = frozenset(
    {
        *("archived", "deleted", "embargoed", "idea", "inprogress", "inreview", "internal"),
        *("member", "members", "membersonly", "needsreview", "paid", "pendingreview"),
        *("planned", "premium", "rejected", "restricted", "review", "scheduled", "subscribers"),
        *("todo", "trashed", "wip"),
    }
)
"""Words that make a wish of a key that may mean something else."""

RENDERING = {
    # Hugo, content management, build options. Of a link alone there is no page either.
    "render": dict.fromkeys(("never", "false", "link"), "skip"),
    "list": dict.fromkeys(("never", "false", "local"), "hidden"),
}
"""What is said below `build` but for `always`."""
