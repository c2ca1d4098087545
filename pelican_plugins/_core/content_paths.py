"""The paths of contents in the output folder, each computed by Pelican once.

Pelican formats all metadata of a content whenever it is asked for its path. Asked for thirty times
for each post, that was a tenth of a rebuild.
"""

from __future__ import annotations

from typing import Any


class ContentPaths:
    """The paths of contents.

    The one of a `Build` is for what runs after `all_generators_finalized`: until then, any plugin
    may change what a path depends on.
    """

    def __init__(self) -> None:
        # With the content, so that its id stays its own.
        self._known: dict[int, tuple[Any, str]] = {}

    def of(self, content: Any) -> str:
        """Return the path of a content below the output folder; empty where it has no page."""
        if hasattr(content, "override_save_as"):
            # Pelican computes nothing here, and another plugin may set it at any time.
            return content.save_as or ""
        known = self._known.get(id(content))
        if known is None:
            known = self._known[id(content)] = content, content.save_as or ""
        return known[1]

    def forget(self, content: Any) -> None:
        """Ask Pelican again, because the inputs of a content's path have changed."""
        self._known.pop(id(content), None)
