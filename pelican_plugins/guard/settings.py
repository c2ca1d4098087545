"""The setting `POUCH_GUARD`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSettings:
    """What a build looks after.

    Attributes:
        account: end a build with one line that says what became of every file.
        leaks: what a build does about private words, positions, keys and links to drafts in
            what it has built: `stop` publishes nothing where there are any, `warn` only names
            them, `off` does not look. `auto` stops where there is a list of private words.
        private: the name of that list, next to the settings; one entry a line.
        allowed: patterns of output files that are not looked through, such as
            `downloads/*.pdf`; a `*` stands for slashes, too.
        gone: patterns of addresses that may lead nowhere, such as `/2019/*`; `pouch check`
            names every other page of an earlier build from which nothing leads on.
    """

    account: bool = True
    leaks: Literal["auto", "off", "warn", "stop"] = "auto"
    private: str = ".pouch-private"
    allowed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
