"""The files of a new site: settings, a post with an image and resources, and a page."""

from __future__ import annotations

import io
import json
import math
from datetime import datetime

from PIL import Image, ImageDraw

from .site_defaults import PLACEHOLDER, Default, SiteDefaults

_POST = """\
---
title: A first post
date: {date}
description: What a post can hold, shown by one that you may change or delete.
tags:
  - Beginnings
---

This post shows what a post can hold. Change it, or delete it together with its picture.

![A low sun behind hills](/images/first-light.png#center "First light")

The picture lies in `content/images`. What stands in the brackets is read to those who cannot see
it, `#center` says where on the page it goes, and the words in quotation marks become its caption.

The list below is read as a list of sources: each of them gets its title, its link and its place
on the page of all works that the site cites.

## Resources

* What Markdown can say https://commonmark.org/help/
* The manual of Pelican https://docs.getpelican.com/en/latest/
"""
_PAGE = """\
---
title: About
---

Who writes this site, what it is about, and how readers reach you.
"""
_IGNORED = """\
# Built from the other files.
/output/
/cache/
__pycache__/
.venv/
# Your list of words that must not be published, if you keep one.
.pouch-private
"""


def sample_content(now: datetime) -> dict[str, bytes]:
    """Return the files of a new site's content folder, by path.

    Args:
        now: the date of the post.
    """
    return {
        "a-first-post.md": _POST.format(date=now.isoformat(timespec="minutes")).encode(),
        "images/first-light.png": sample_image(),
        "pages/about.md": _PAGE.encode(),
    }


def gitignore() -> bytes:
    """Return the site's `.gitignore`."""
    return _IGNORED.encode()


_WIDTH, _HEIGHT = 1200, 675
_SKY, _SUN = (246, 226, 196), (232, 126, 72)
# From far to near: colour, height of the crest, amplitude, phase.
_HILLS = (
    ((150, 148, 158), 390, 60, 0.4),
    ((92, 100, 118), 470, 80, 2.6),
    ((44, 54, 74), 585, 30, 4.4),
)
_STEP = 8


def sample_image() -> bytes:
    """Draw a low sun behind hills, as a PNG of a few kB."""
    # At double size, for smooth edges.
    image = Image.new("RGB", (2 * _WIDTH, 2 * _HEIGHT), _SKY)
    draw = ImageDraw.Draw(image)
    draw.ellipse((1420, 420, 1780, 780), fill=_SUN)
    for colour, crest, rise, start in _HILLS:
        line = [
            (2 * x, 2 * (crest + rise * math.sin(start + 4.2 * x / _WIDTH)))
            for x in range(0, _WIDTH + _STEP, _STEP)
        ]
        draw.polygon([*line, (2 * _WIDTH, 2 * _HEIGHT), (0, 2 * _HEIGHT)], fill=colour)
    small = image.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    # Few colours suffice, at a third of the size.
    small.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


CHANGE_THIS = "# CHANGE THIS before you publish: your site is not at this URL."


def settings_text(defaults: SiteDefaults) -> str:
    """Return the content of `pelicanconf.py`."""
    lines = [
        "# Settings of this site. All settings of Pelican:",
        "# https://docs.getpelican.com/en/latest/settings.html",
        "",
        *_assignment("SITENAME", defaults.name),
        *_assignment("AUTHOR", defaults.author),
        "# URL of the published site, for feeds and search engines.",
        *([CHANGE_THIS] if defaults.url.value == PLACEHOLDER else []),
        *_assignment("SITEURL", defaults.url),
        "# Use relative links, so that the site also works on your own machine.",
        "RELATIVE_URLS = True",
        *_assignment("TIMEZONE", defaults.zone),
        *_assignment("DEFAULT_LANG", defaults.language),
        "",
        'PATH = "content"',
        'PLUGINS = ["pelican_plugins"]',
        (
            "# Read Markdown like Hugo, GitHub and most others, and support keys of other"
            " generators, such"
        ),
        "# as permalink and categories.",
        'POUCH_FRONT_MATTER = {"markdown": "commonmark", "url_keys": "all"}',
        ("# For posts without a category. Pelican would call it misc, and readers would see that."),
        'DEFAULT_CATEGORY = "Notes"',
        "",
    ]
    return "\n".join(lines)


def quoted(text: str) -> str:
    """Return *text* as a Python string in double quotes."""
    # Python understands the escapes of JSON.
    return json.dumps(text, ensure_ascii=False)


def _assignment(name: str, default: Default | None) -> list[str]:
    return [f"{name} = {quoted(default.value)}"] if default else []
