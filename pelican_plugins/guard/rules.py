"""Rules for what is public and should not be, and the reverse: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ADDRESS_GONE = Rule(
    "address-gone", "a page from an earlier build was removed, and nothing redirects from it"
)
ANCHOR_MISSING = Rule("anchor-missing", "a link to a heading or id that the page does not have")
LEAK_DRAFT = Rule("leak-draft", "a published link to a draft", Severity.ERROR)
LEAK_POSITION = Rule("leak-position", "a published file with GPS coordinates", Severity.ERROR)
LEAK_PRIVATE = Rule(
    "leak-private", "a published file with a word from the private list", Severity.ERROR
)
LEAK_SECRET = Rule(
    "leak-secret", "a published file that seems to contain a password or key", Severity.ERROR
)
LEAK_UNREAD = Rule("leak-unread", "a published file that could not be scanned", Severity.ERROR)
LINK_DEAD = Rule("link-dead", "a link to a page or file that the site does not have")
NOT_BUILT = Rule("not-built", "no output folder to scan", Severity.ERROR)
NOT_PUBLISHED = Rule("not-published", "an article or page that was not published", Severity.ERROR)
OUTPUT_SHARED = Rule(
    "output-shared",
    "files from a build with other settings in the same output folder",
    Severity.ADVICE,
)
OUTPUT_STALE = Rule(
    "output-stale",
    "a file from an earlier build that is still in the output, and so public",
    Severity.ERROR,
)
OUTPUT_UNKNOWN = Rule(
    "output-unknown", "files in the output that no known build wrote", Severity.ADVICE
)
PAGE_MISSING = Rule("page-missing", "an article or page that is not in the output", Severity.ERROR)
PRIVATE_LIST_SHARED = Rule(
    "private-list-shared", "a list of private words that git does not ignore", Severity.ERROR
)
