"""Rules for what is public and should not be, and the reverse: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ADDRESS_GONE = Rule(
    "address-gone", "a page of an earlier build is gone, and nothing redirects from it"
)
ANCHOR_MISSING = Rule("anchor-missing", "a link to a place in a page that the page does not have")
LEAK_DRAFT = Rule("leak-draft", "a published link to a draft", Severity.ERROR)
LEAK_POSITION = Rule("leak-position", "a published file with GPS coordinates", Severity.ERROR)
LEAK_PRIVATE = Rule(
    "leak-private", "a published file with a word of the private list", Severity.ERROR
)
LEAK_SECRET = Rule(
    "leak-secret", "a published file that seems to contain a password or key", Severity.ERROR
)
LEAK_UNREAD = Rule("leak-unread", "a published file that could not be scanned", Severity.ERROR)
LINK_DEAD = Rule("link-dead", "a link to a page or file of the site that does not exist")
NOT_BUILT = Rule("not-built", "no output folder, so it was not scanned", Severity.ERROR)
NOT_PUBLISHED = Rule("not-published", "an article or page that was left out", Severity.ERROR)
OUTPUT_SHARED = Rule(
    "output-shared",
    "files of a build with other settings in the same output folder",
    Severity.ADVICE,
)
OUTPUT_STALE = Rule(
    "output-stale",
    "a file of an earlier build that is still in the output, and so public",
    Severity.ERROR,
)
OUTPUT_UNKNOWN = Rule(
    "output-unknown", "output files that no recorded build has written", Severity.ADVICE
)
PAGE_MISSING = Rule("page-missing", "an article or page that is not in the output", Severity.ERROR)
PRIVATE_LIST_SHARED = Rule(
    "private-list-shared", "a list of private words that git does not ignore", Severity.ERROR
)
