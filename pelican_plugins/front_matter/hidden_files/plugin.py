"""Have Pelican find no files that are hidden, which it would publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from pelican import signals

from .paths import is_no_copy, is_no_text, without


def register() -> None:
    """Connect to Pelican."""
    signals.article_generator_init.connect(_look_for_texts)
    signals.page_generator_init.connect(_look_for_texts)
    signals.static_generator_init.connect(_look_for_copies)


def _look_for_texts(generator: Any) -> None:
    generator.get_files = partial(_files, generator.get_files, is_no_text)


def _look_for_copies(generator: Any) -> None:
    generator.get_files = partial(_files, generator.get_files, is_no_copy)


def _files(
    find: Callable[..., Iterable[str]],
    is_none: Callable[[str], bool],
    paths: Iterable[str] | str,
    *arguments: Any,
    **more: Any,
) -> set[str]:
    searched = [paths] if isinstance(paths, str) else [str(path) for path in paths]
    return without(find(paths, *arguments, **more), searched, is_none)
