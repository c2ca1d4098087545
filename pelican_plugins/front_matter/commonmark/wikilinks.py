"""Links and files of a vault: `[[Note|label]]`, `[[Note#Heading]]` and `![[image.png|300]]`."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from urllib.parse import unquote

from ..._core.diagnostics import Diagnostic
from ..._core.rules import LINK_BROKEN
from .heading_ids import github_slug
from .markup import in_prose

_LINK = re.compile(
    r'<a (?P<position>data-sourcepos="[^"]*") href="(?P<target>[^"]*)" '
    r'data-wikilink="true">(?P<label>[^<]*)</a>'
)
_EMBED = re.compile(r"!\[\[(?P<target>[^\[\]|]{1,500})(?:\|(?P<label>[^\[\]]{1,500}))?\]\]")
_SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
_IMAGES = (".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_SOUNDS = (".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav")
_FILMS = (".m4v", ".mov", ".mp4", ".ogv", ".webm")

Find = Callable[[str], str | None]
"""Returns the path of a file by its name or path in the vault, from the content folder."""


def write_wikilinks(html: str, find: Find) -> tuple[str, list[Diagnostic]]:
    """Return *html* with its links of a vault as links of Pelican, and those that lead nowhere."""
    vault = _Vault(find)
    if 'data-wikilink="true"' in html:
        html = _LINK.sub(vault.link, html)
    if "![[" in html:
        html = in_prose(html, partial(_EMBED.sub, vault.embed))
    return html, vault.problems


class _Vault:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.problems: list[Diagnostic] = []

    def link(self, match: re.Match[str]) -> str:
        """Return what stands for a link that the engine has read."""
        target, label = unquote(unescape(match["target"])), match["label"]
        if label == escape(target, quote=False):
            # What Obsidian shows of a link without a label.
            label = label.removeprefix("#").replace("#", " &gt; ")
        return self._link(target, label, f" {match['position']}")

    def embed(self, match: re.Match[str]) -> str:
        """Return what stands for a file that is shown in its place."""
        target, label = unescape(match["target"]).strip(), unescape(match["label"] or "")
        found = self._find(target.partition("#")[0])
        kind = posixpath.splitext(found or "")[1].lower()
        if found is None or kind not in _IMAGES + _SOUNDS + _FILMS:
            return self._link(target, escape(label or target, quote=False), "")
        url = f"{{static}}/{escape(found)}"
        if kind not in _IMAGES:
            name = "audio" if kind in _SOUNDS else "video"
            return f'<{name} src="{url}" controls></{name}>'
        alt, _, last = label.rpartition("|")
        size = _SIZE.fullmatch(last)
        if size is None:
            return f'<img src="{url}" alt="{escape(label)}" />'
        height = f' height="{size["height"]}"' if size["height"] else ""
        return f'<img src="{url}" alt="{escape(alt)}" width="{size["width"]}"{height} />'

    def _link(self, target: str, label: str, position: str) -> str:
        path, _, heading = target.partition("#")
        fragment = f"#{escape(github_slug(heading.rpartition('#')[2]))}" if heading else ""
        if not path:
            return f'<a{position} href="{fragment}">{label}</a>'
        found = self._find(path)
        if found is None:
            text = f"[[{target}]] leads to no file of the site, so it is shown as text"
            self.problems.append(LINK_BROKEN(text, "mend its name", f"[[{target}"))
            return label
        marker = "{filename}" if found.lower().endswith((".md", ".markdown")) else "{static}"
        return f'<a{position} href="{marker}/{escape(found)}{fragment}">{label}</a>'
