"""The rules for feeds: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

FEED_ADDRESS = Rule("feed-address", "an address in a feed that is not absolute", Severity.ERROR)
FEED_DATE = Rule("feed-date", "a date in a feed that is none", Severity.ERROR)
FEED_ELEMENT = Rule(
    "feed-element", "a required part of a feed that is missing, or stands twice", Severity.ERROR
)
FEED_ID = Rule("feed-id", "entries with one id, of which readers show one", Severity.ERROR)
FEED_MALFORMED = Rule("feed-malformed", "a feed that is no XML or JSON", Severity.ERROR)
FEED_TEXT = Rule("feed-text", "a text that no feed can hold")
