"""The setting `POUCH_GUARD`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .._core.deprecated_settings import WAS


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSettings:
    """Checks and reports of a build.

    Attributes:
        file_report: end a build with one line that says what happened to every source file.
        leak_check: what a build does about private words, GPS coordinates, keys and links to
            drafts in its output: `stop` publishes nothing if there are any, `warn` only reports
            them, `off` does not look. `auto` stops if there is a list of private words.
        private_words_file: the name of that list, next to the settings; one entry per line.
        leak_allow: patterns of output files that are not scanned, such as `downloads/*.pdf`;
            `*` also matches slashes.
        removed_urls: patterns of URLs that need no redirect, such as `/2019/*`; `pouch check`
            reports every other page of an earlier build that was removed without one.
        stale_output: what a build does about files in the output folder that only earlier builds
            wrote: `warn` reports their number, `remove` deletes those that are unchanged, `off`
            does not look.
        link_check: `warn` makes a build report links to pages, files or anchors that the site does
            not have, as `pouch check` does.
    """

    file_report: bool = field(default=True, metadata={WAS: ("account",)})
    leak_check: Literal["auto", "off", "warn", "stop"] = field(
        default="auto", metadata={WAS: ("leaks",)}
    )
    private_words_file: str = field(default=".pouch-private", metadata={WAS: ("private",)})
    leak_allow: tuple[str, ...] = field(default=(), metadata={WAS: ("allowed",)})
    removed_urls: tuple[str, ...] = field(default=(), metadata={WAS: ("gone",)})
    stale_output: Literal["off", "warn", "remove"] = "warn"
    link_check: Literal["off", "warn"] = "off"
