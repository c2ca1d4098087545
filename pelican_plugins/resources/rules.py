"""The rules for reference lists."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

LINK_DUPLICATE = Rule(
    "link-duplicate",
    "a work that is listed twice in one post",
    fixer="resources.fixes:fix_duplicate",
)
LINK_TRACKING = Rule(
    "link-tracking",
    "a URL with tracking parameters, which the page omits",
    Severity.ADVICE,
    fixer="resources.fixes:fix_tracking",
)
LINK_UNSAFE = Rule("link-unsafe", "a link that a browser would run, or that deceives readers")
LIST_UNREAD = Rule(
    "list-unread",
    "a heading for references with no list below it that could be read",
    Severity.ADVICE,
)
