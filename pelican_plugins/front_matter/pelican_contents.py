"""The contents of a site, as Pelican's generators leave them in the context."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .._core.content_paths import ContentPaths
from .._core.contract import GUEST
from .url_keys import by_url_priority


def contents_of(context: dict[str, Any]) -> Iterator[Any]:
    """Return all articles and pages of a site, drafts among them."""
    return (content for content in context["generated_content"].values() if content)


def by_priority(generator: Any, contents: Iterable[Any], paths: ContentPaths) -> list[Any]:
    """Return contents by their claims to their URLs, those of guests last."""

    def commits() -> dict[str, str]:
        from .dates import first_commits

        return first_commits(Path(generator.context["PATH"]))

    # Whatever date a guest gives a post, it takes nobody's URL.
    return sorted(by_url_priority(contents, paths.of, commits), key=is_by_guest)


def is_by_guest(content: Any) -> bool:
    """Return whether the author of a content is a guest."""
    return GUEST in content.metadata
