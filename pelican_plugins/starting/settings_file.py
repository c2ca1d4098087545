"""The `pelicanconf.py` of a new site."""

from __future__ import annotations

import json

from .facts import PLACEHOLDER, Fact, Facts

CHANGE_THIS = "# CHANGE THIS before you publish: nobody will find the site at this address."


def settings_text(facts: Facts) -> str:
    """Return the text of a settings file."""
    lines = [
        "# The settings of this site. Pelican has many more:",
        "# https://docs.getpelican.com/en/latest/settings.html",
        "",
        *_lines("SITENAME", facts.name),
        *_lines("AUTHOR", facts.author),
        "# Where the site is published. Feeds and search engines are told this address.",
        *([CHANGE_THIS] if facts.address.value == PLACEHOLDER else []),
        *_lines("SITEURL", facts.address),
        "# Pages find each other wherever they lie, so the site also works on your own machine.",
        "RELATIVE_URLS = True",
        *_lines("TIMEZONE", facts.zone),
        *_lines("DEFAULT_LANG", facts.language),
        "",
        'PATH = "content"',
        'PLUGINS = ["pelican_plugins"]',
        "# Markdown is read as Hugo, GitHub and most others do; keys of other generators, such as",
        "# permalink and categories, count as Pelican's own.",
        'POUCH_FRONT_MATTER = {"markdown": "commonmark", "url_keys": "all"}',
        "# Of what names none; Pelican's own word is misc, and readers see it.",
        'DEFAULT_CATEGORY = "Notes"',
        "",
    ]
    return "\n".join(lines)


def quoted(text: str) -> str:
    """Return *text* as Python would have it, in the quotation marks most people use."""
    # What JSON escapes, Python understands.
    return json.dumps(text, ensure_ascii=False)


def _lines(name: str, fact: Fact | None) -> list[str]:
    return [f"{name} = {quoted(fact.value)}"] if fact else []
