"""What a new site has to show: a post with a picture and a list of resources, and a page."""

from __future__ import annotations

from datetime import datetime

from .picture import first_light

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
# What is made from the rest.
/output/
/cache/
__pycache__/
.venv/
# Words that must not be published, should you keep a list of them.
.pouch-private
"""


def first_texts(now: datetime) -> dict[str, bytes]:
    """Return the files of a new site's content folder, by their paths in it.

    Args:
        now: the date of the post.
    """
    return {
        "a-first-post.md": _POST.format(date=now.isoformat(timespec="minutes")).encode(),
        "images/first-light.png": first_light(),
        "pages/about.md": _PAGE.encode(),
    }


def ignored() -> bytes:
    """Return the site's `.gitignore`."""
    return _IGNORED.encode()
