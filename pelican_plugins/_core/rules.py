"""Rules that several plugins use."""

from __future__ import annotations

from .diagnostics import Rule, Severity

ADDRESS_ODD = Rule("address-odd", "a URL that not every system can have")
ADDRESS_TAKEN = Rule("address-taken", "two posts, or a post and a page of Pelican's, with one URL")
BUILD = Rule("build", "what Pelican or another plugin logs while a site is read")
LINK_BROKEN = Rule("link-broken", "an entry of a reference list whose link leads nowhere")
TEXT_UNREADABLE = Rule("text-unreadable", "a post whose HTML cannot be parsed")
UNREADABLE = Rule(
    "front-matter-unreadable", "a post that is left out, since it cannot be read", Severity.ERROR
)
