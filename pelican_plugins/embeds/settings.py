"""`POUCH_EMBEDS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .._core.embeds import PROVIDERS
from .._core.errors import SettingsError
from .._core.text import did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedsSettings:
    """Cards for videos, posts and maps of other sites.

    Attributes:
        show: how a frame, or a link in its own paragraph, to one of the providers is shown:
            unchanged (`as-written`), as a card with a link (`cards`), or as a card whose link loads
            the player in its place (`players`). Only the last needs a script, which is added to
            pages with a card.
        iframes: whether frames in posts also become cards, or stay. A frame contacts its host as
            soon as the page is opened.
        providers: the providers whose links become cards.
        servers: hosts that run PeerTube or Mastodon; if empty, any host counts if its URLs have
            their form.
    """

    show: Literal["as-written", "cards", "players"] = "as-written"
    iframes: Literal["card", "keep"] = "card"
    providers: tuple[str, ...] = tuple(PROVIDERS)
    servers: tuple[str, ...] = ()


def check(settings: EmbedsSettings) -> None:
    """Check what the types cannot say.

    Raises:
        SettingsError: a provider is unknown, or a server is not a host.
    """
    for name in settings.providers:
        if name not in PROVIDERS:
            hint = did_you_mean(name, PROVIDERS) or f"use {', '.join(map(repr, PROVIDERS))}"
            raise SettingsError(f"POUCH_EMBEDS['providers'] names {name!r}", hint)
    for host in settings.servers:
        if not host or host != host.strip().lower() or set(host) & set("/:@ \"'<>\\"):
            raise SettingsError(
                f"POUCH_EMBEDS['servers'] names {host!r}",
                "set a host in lower case, such as 'tube.example.org'",
            )
