"""Ask the metadata of any reader for what they mean, as those of a front matter are asked."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from .._core.contract import is_internal
from .._core.diagnostics import Diagnostic
from .key_aliases import Keys, joined
from .path_safety import objection_to
from .rules import KEY_RESERVED, VALUE_UNUSABLE
from .settings import FrontMatterSettings
from .status import STATUSES, Wish, most_reserved, wish_of
from .value import Value, written_of

# Pelican itself leaves out what has a status that it does not know.
_PELICANS = {"status"}
# What `expires` says in HTML is how long a browser may keep the page.
_OF_READERS = {"html": {"expires"}}


def drop_unusable(metadata: MutableMapping[str, Any]) -> list[Diagnostic]:
    """Take out what would end the build or lead out of the site, and return what was wrong."""
    problems = []
    for key, value in list(metadata.items()):
        if is_internal(key):
            text = f"the key {key} is reserved and is ignored"
            problems.append(KEY_RESERVED(text, "give it another name", key))
            del metadata[key]
        elif isinstance(value, str) and (objection := objection_to(key, value)) is not None:
            text = f"the {key} {value!r} is not used, since {objection}"
            problems.append(VALUE_UNUSABLE(text, "correct or delete it", value))
            del metadata[key]
    return problems


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


def encrypts(settings: Mapping[str, Any]) -> bool:
    """Tell whether a plugin of a site encrypts texts, by its name."""
    return any("encrypt" in str(plugin).lower() for plugin in settings.get("PLUGINS") or ())


def wish_in(
    metadata: Mapping[str, Any], ours: FrontMatterSettings, site: Mapping[str, Any], now: datetime
) -> Wish:
    """Return what metadata say of publication, with a status only where theirs is less reserved.

    Args:
        metadata: see `keys_of`.
        ours: see `status.wish_of`.
        site: the settings of the site.
        now: the time of the build.
    """
    zone = ZoneInfo(site.get("TIMEZONE", "UTC"))
    wish = wish_of(keys_of(metadata), ours, now, zone, encrypts=encrypts(site))
    present = str(metadata.get("status") or "published").lower()
    if present not in STATUSES or most_reserved((wish.status, present)) == present:
        wish.status = None
    return wish
