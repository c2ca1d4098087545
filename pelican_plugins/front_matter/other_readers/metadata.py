"""Ask the metadata of any reader for what they mean, as those of a front matter are asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from ..keys import Keys, joined
from ..settings import FrontMatterSettings
from ..status import STATUSES, Wish, most_reserved, wish_of
from ..value import Value, written_of

# Pelican itself leaves out what has a status that it does not know.
_PELICANS = {"status"}
# What `expires` says in HTML is how long a browser may keep the page.
_OF_READERS = {"html": {"expires"}}


def keys_of(metadata: Mapping[str, Any]) -> Keys:
    """Return the keys of a text that has no front matter.

    Args:
        metadata: as a reader of Pelican's gives them: texts or lists of texts, and objects of
            Pelican's, which are left out.
    """
    ignored = _PELICANS | _OF_READERS.get(str(metadata.get("reader")), set())
    return Keys(
        {
            key: Value(value, written_of(value), 0)
            for key, value in metadata.items()
            if isinstance(value, str | bool | int | list | Mapping) and joined(key) not in ignored
        }
    )


def wish_in(
    metadata: Mapping[str, Any], settings: FrontMatterSettings, now: datetime, zone: tzinfo
) -> Wish:
    """Return what metadata say of publication, with a status only where theirs is less reserved.

    See `status.wish_of` for the arguments.
    """
    wish = wish_of(keys_of(metadata), settings, now, zone)
    present = str(metadata.get("status") or "published").lower()
    if present not in STATUSES or most_reserved((wish.status, present)) == present:
        wish.status = None
    return wish
