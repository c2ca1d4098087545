"""What may be wrong with any site, and what several plugins find: see `diagnostics.Rule`."""

from __future__ import annotations

from .diagnostics import Rule, Severity

ADDRESS_ODD = Rule("address-odd", "an address that not every system can have")
ADDRESS_TAKEN = Rule(
    "address-taken", "two texts, or a text and a page of Pelican's, want one address"
)
BUILD = Rule("build", "what Pelican or another plugin tells while a site is read")
LINK_BROKEN = Rule("link-broken", "an entry of a reference list whose link leads nowhere")
TEXT_UNREADABLE = Rule("text-unreadable", "a text whose HTML cannot be read")
UNREADABLE = Rule(
    "front-matter-unreadable", "a text that is left out, since it cannot be read", Severity.ERROR
)
