"""Rules for what is public and should not be, and the reverse: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ADDRESS_GONE = Rule(
    "address-gone", "a page of an earlier build is no more, and nothing leads on from there"
)
LEAK_DRAFT = Rule("leak-draft", "something public that leads to a draft", Severity.ERROR)
LEAK_POSITION = Rule("leak-position", "a public file that says where it was made", Severity.ERROR)
LEAK_PRIVATE = Rule(
    "leak-private", "something public that holds a word of the private list", Severity.ERROR
)
LEAK_SECRET = Rule(
    "leak-secret", "something public that seems to hold a password or key", Severity.ERROR
)
LEAK_UNREAD = Rule("leak-unread", "a public file that could not be looked through", Severity.ERROR)
NOT_BUILT = Rule("not-built", "no output folder, so nothing of it was looked at", Severity.ERROR)
NOT_PUBLISHED = Rule("not-published", "a text that its author would miss", Severity.ERROR)
OUTPUT_SHARED = Rule(
    "output-shared",
    "files that a build with other settings has put into the same output folder",
    Severity.ADVICE,
)
OUTPUT_STALE = Rule(
    "output-stale",
    "a file that an earlier build has left in the output, where it is still public",
    Severity.ERROR,
)
OUTPUT_UNKNOWN = Rule(
    "output-unknown", "files in the output that no build on record has written", Severity.ADVICE
)
PAGE_MISSING = Rule("page-missing", "a text whose page is not in the output", Severity.ERROR)
PRIVATE_LIST_SHARED = Rule(
    "private-list-shared", "a list of private words that git does not ignore", Severity.ERROR
)
