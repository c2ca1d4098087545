"""What may be wrong with a list of references: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

LINK_DUPLICATE = Rule(
    "link-duplicate",
    "a work that stands twice in the lists of one text",
    fixer="resources.fixes:fix_duplicate",
)
LINK_TRACKING = Rule(
    "link-tracking",
    "an address with parameters that follow readers, where they are left out",
    Severity.ADVICE,
    fixer="resources.fixes:fix_tracking",
)
LINK_UNSAFE = Rule("link-unsafe", "a link that a browser would run, or that deceives")
LIST_UNREAD = Rule(
    "list-unread",
    "a heading that promises references, and below it no list that was read",
    Severity.ADVICE,
)
