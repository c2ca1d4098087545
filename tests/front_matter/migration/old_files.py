"""The files of an old site from a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pelican_plugins.front_matter.migration.site import OldSite, SiteFiles
from pelican_plugins.front_matter.permalinks.source import PermalinkSource


def site_files(files: Mapping[str, str]) -> SiteFiles:
    return SiteFiles(tuple(sorted(files)), files.__getitem__)


def settings_of(site: OldSite) -> dict[str, Any]:
    return {setting.name: setting.value for setting in site.settings}


def source(path: str, values: Mapping[str, Any] | None = None) -> PermalinkSource:
    """Return a text whose front matter has *values*."""
    values = values or {}
    date = values.get("date")
    return PermalinkSource(
        path=path,
        title=values.get("title", ""),
        date=datetime.fromisoformat(date) if isinstance(date, str) else None,
        slug=values.get("slug"),
        address=values.get("permalink"),
        values=values,
        zone=UTC,
    )
