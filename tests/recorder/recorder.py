"""A plugin of the tests: write down what templates would see of every content."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from pelican import signals


def register() -> None:
    signals.all_generators_finalized.connect(_remember)
    signals.finalized.connect(_write)


_seen: dict[str, Any] = {}


def _remember(generators: Any) -> None:
    _seen.clear()
    _seen.update(generators[0].context["generated_content"])


def _write(_pelican: Any) -> None:
    recorded = {path: _record(content) for path, content in _seen.items() if content}
    Path("recorded.json").write_text(json.dumps(recorded), encoding="utf-8")


def _record(content: Any) -> dict[str, Any]:
    return {
        "title": content.title,
        "date": content.date.isoformat() if hasattr(content, "date") else None,
        "status": content.status,
        "url": content.url,
        "save_as": content.save_as,
        "lang": content.lang,
        "category": str(getattr(content, "category", "")),
        "translations": [other.relative_source_path for other in content.translations],
        "tags": [tag.name for tag in getattr(content, "tags", [])],
        "aliases": {
            tag.name: getattr(tag, "aliases", None) for tag in getattr(content, "tags", [])
        },
        "authors": [author.name for author in getattr(content, "authors", [])],
        "content": content.content,
        "resources": [
            dataclasses.asdict(resource) for resource in getattr(content, "resources", ())
        ],
        "has_resources": hasattr(content, "resources"),
        "metadata": {key: _plain(value) for key, value in content.metadata.items()},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value)
