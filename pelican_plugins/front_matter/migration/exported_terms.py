"""Slugs of tags and categories that an export states, where Pelican would make others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from unidecode import unidecode


def tag_slugs(urls: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Return the slugs of tags that Pelican would not derive from their names.

    Args:
        urls: relative URL of the page of a term, by kind and name.
    """
    return {
        name: slug
        for (kind, name), url in urls.items()
        if kind == "tag" and (slug := _last(url)) and slug != pelican_slug(name)
    }


def term_redirects(urls: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Return the old URLs of categories and authors that Pelican has elsewhere, and these."""
    return {
        url: f"{kind}/{slug}/"
        for (kind, name), url in urls.items()
        if kind != "tag" and (slug := pelican_slug(name)) and url != f"{kind}/{slug}/"
    }


def pelican_slug(name: str) -> str:
    """Return Pelican's slug for a name, with its own SLUG_REGEX_SUBSTITUTIONS."""
    text = unicodedata.normalize("NFKC", unidecode(unicodedata.normalize("NFKC", name)))
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip()).lower()


def _last(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]
