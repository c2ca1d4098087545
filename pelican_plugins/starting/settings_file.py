"""The `pelicanconf.py` of a new site."""

from __future__ import annotations

import json

from .facts import PLACEHOLDER, Facts

_HEAD = """\
# The settings of this site. Pelican has many more:
# https://docs.getpelican.com/en/latest/settings.html

"""
_TAIL = """\

PATH = "content"
PLUGINS = ["pelican_plugins"]
"""
_COMMENTS = {
    "SITEURL": """\
# Where the site is published. Feeds and search engines are told this address.
""",
    "TIMEZONE": """\
# Pages find each other wherever they lie, so the site also works on your own machine.
RELATIVE_URLS = True
""",
}
CHANGE_THIS = "# CHANGE THIS before you publish: nobody will find the site at this address.\n"


def settings_text(facts: Facts) -> str:
    """Return the text of a settings file."""
    lines = []
    for name, fact in facts.named().items():
        lines.append(_COMMENTS.get(name, ""))
        if fact.value == PLACEHOLDER:
            lines.append(CHANGE_THIS)
        lines.append(f"{name} = {quoted(fact.value)}\n")
    return "".join([_HEAD, *lines, _TAIL])


def quoted(text: str) -> str:
    """Return *text* as Python would have it, in the quotation marks most people use."""
    # What JSON escapes, Python understands.
    return json.dumps(text, ensure_ascii=False)
