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
"""Those that mean nothing else, so that a value that is neither is a wish, too."""

LIKELY_FLAGS = frozenset(_LIKELY)
"""Those that no program has for this, so that their author is told."""

PASSWORDS = frozenset(map(joined, ("password", "post_password")))
"""Keys that mean that a text is for those who know a word."""

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
        *("member", "members", "membersonly", "needsreview", "onlypaid", "paid", "pendingreview"),
        *("planned", "premium", "rejected", "restricted", "review", "scheduled", "subscribers"),
        *("todo", "trashed", "wip"),
    }
)
"""Words that make a wish of a key that may mean something else."""

NO_PAGE = {"permalink": frozenset({"false", "no"}), "render": frozenset({"never", "link"})}
"""Keys, and what they say of a text that is not to have a page."""

RENDERING = {
    # Hugo, content management, build options. Of a link alone there is no page either.
    "render": dict.fromkeys(("never", "false", "link"), "skip"),
    "list": dict.fromkeys(("never", "false", "local"), "hidden"),
}
"""What is said below `build` but for `always`."""
