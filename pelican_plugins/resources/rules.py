"""The rules for reference lists."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

LINK_DUPLICATE = Rule(
    "link-duplicate",
    "a source listed twice in one post",
    fixer="resources.fixes:fix_duplicate",
)
LINK_TRACKING = Rule(
    "link-tracking",
    "a URL with tracking parameters, which are removed on the page",
    Severity.ADVICE,
    fixer="resources.fixes:fix_tracking",
)
LINK_UNSAFE = Rule(
    "link-unsafe", "a link that a browser would run as code, or that misleads readers"
)
LIST_UNREAD = Rule(
    "list-unread",
    "a heading for references without a readable list under it",
    Severity.ADVICE,
)
