"""`POUCH_RESOURCES`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcesSettings:
    """How lists of resources are found, shown and handed on.

    Attributes:
        headings: words that head such a list, besides the known ones, such as
            `Where this comes from`.
        placement: `inline` makes a reference list of the author's list where it stands;
            `template` takes it out of the body, for a theme that renders
            `article.resources`; `none` leaves the body alone. The data is there in any case.
        rel: words for the `rel` of a resource's link, such as `external nofollow`.
        target: the link's `target`, such as `_blank`.
        remove_tracking: take parameters that only serve to follow readers (`utm_source`,
            `fbclid`) out of addresses.
        references: where to write the references of each article as CSL-JSON, such as
            `{slug}.references.json`, below the output folder; empty for nowhere. What Pelican fills
            `ARTICLE_SAVE_AS` with is known; a translation has its language behind its slug.
        sources: where to write the index of all works the site cites, as a page; the same
            as JSON stands beside it. Empty for no index.
        lock: the file, next to the settings, that `pouch links` keeps what it found in.
        archived_label: the words of the link to an archived copy.
    """

    headings: tuple[str, ...] = ()
    placement: Literal["inline", "template", "none"] = "inline"
    rel: str = ""
    target: str = ""
    remove_tracking: bool = False
    references: str = ""
    sources: str = "sources.html"
    lock: str = "resources.lock.json"
    archived_label: str = "archived copy"
