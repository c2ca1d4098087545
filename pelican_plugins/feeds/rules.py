"""The rules for feeds: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

FEED_ADDRESS = Rule("feed-address", "a URL in a feed that is not absolute", Severity.ERROR)
FEED_DATE = Rule("feed-date", "an invalid date in a feed", Severity.ERROR)
FEED_ELEMENT = Rule(
    "feed-element", "a required feed element that is missing or duplicated", Severity.ERROR
)
FEED_ID = Rule(
    "feed-id", "feed entries with the same id, of which readers show only one", Severity.ERROR
)
FEED_MALFORMED = Rule("feed-malformed", "a feed that is not valid XML or JSON", Severity.ERROR)
FEED_TEXT = Rule("feed-text", "a character that feeds cannot contain")
