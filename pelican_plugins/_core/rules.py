"""Rules that several plugins use."""

from __future__ import annotations

from .diagnostics import Rule, Severity

ADDRESS_ODD = Rule("address-odd", "a URL that does not work on every operating system")
ADDRESS_TAKEN = Rule("address-taken", "two posts, or a post and another page, with the same URL")
BUILD = Rule("build", "something that Pelican or another plugin logged while reading the site")
LINK_BROKEN = Rule("link-broken", "an entry in a reference list whose link does not work")
TEXT_UNREADABLE = Rule("text-unreadable", "a post whose HTML cannot be parsed")
UNREADABLE = Rule(
    "front-matter-unreadable",
    "a post that was not published, since it cannot be read",
    Severity.ERROR,
)
