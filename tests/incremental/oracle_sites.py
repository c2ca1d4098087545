"""The sites that are built: one blog with several themes, a site of documents, and real ones."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from oracle_state import CLOCK, State
from PIL import Image
from support import ROOT, SHARED

HERE = Path(__file__).parent
_ZOO = ROOT / "tests" / "zoo" / "sites"
_IGNORED = {"__pycache__", "output", "cache", ".git"}
_MOST_POSTS = 200

_BLOG = {
    "weir.md": """---
title: The weir below the mill
date: 2025-03-02 08:00
tags: [Water, mills]
category: Rivers
authors: [Ada Reed, Ben Oar]
sequence: The mill
cover: images/weir.png
---

The weir holds back *four* feet of water. See [the mill](mill.md) and
[the plan]({static}images/plan.png).

![The weir](images/weir.png#center "The weir in March")

## Resources

* One account of it https://example.org/weir
* [Another](https://example.org/other), 2019
""",
    "mill.md": """---
title: "The mill & its wheel"
date: 2025-03-09
modified: 2025-04-01
tags: [mills, Wheels]
category: Rivers
authors: [Ada Reed]
sequence: The mill
summary: A wheel of *oak*.
featured: yes
---

The wheel turned until 1911. It is below [the weir]({filename}weir.md).

![A plan](images/plan.png)
""",
    "miller.md": """---
title: The last miller
date: 2025-03-16
tags: [mills, people]
category: Rivers
authors: [Ben Oar]
sequence: The mill
---

He kept a book, [which is here]({attach}files/book.txt), and nothing else.
""",
    "lock.md": """Title: A lock is opened
Date: 2024-11-05 10:00
Tags: water, locks
Category: Canals
Author: Ben Oar
Slug: a-lock

It took two men and a boy. More of it is on [the page about us]({filename}pages/about.md).
""",
    "tow-path.md": """---
title: Along the tow path
date: 2024-12-24
tags: [walks]
category: Canals
lang: en
slug: tow-path
---

Six miles, and no bridge. It begins at {filename}.
""",
    "tow-path.fr.md": """---
title: Le long du chemin de halage
date: 2024-12-24
tags: [walks]
category: Canals
lang: fr
slug: tow-path
---

Dix kilomètres, et pas un pont.
""",
    "ice.rst": """Ice on the cut
##############

:date: 2025-01-12
:tags: Water, winter
:category: Canals
:author: Ada Reed

Thick enough to walk on. See `the lock <{filename}lock.md>`_.
""",
    "flood.html": """<html><head><title>The flood of the year</title>
<meta name="date" content="2025-02-01" />
<meta name="tags" content="Water, floods" />
<meta name="category" content="Rivers" />
</head>
<body><p>It came at night. <img src="{static}images/weir.png" alt="The weir under water"></p></body></html>
""",
    "notes.md": """---
title: Notes without a picture
date: 2025-05-20
tags: [walks, people]
color: "#a0b0c0"
---

First paragraph of notes.

Second paragraph, with a [link](https://example.org/).
""",
    "soon.md": """---
title: What comes on the sixteenth
date: 2025-06-16 00:30
tags: [walks]
category: Canals
---

It is not due yet. After [the ice]({filename}ice.rst).
""",
    "unfinished.md": """---
title: Not finished
date: 2025-05-01
status: draft
tags: [secrets]
---

Half a thought.
""",
    "hidden.md": """---
title: For friends
date: 2025-05-02
status: hidden
---

Not in any list.
""",
    "pages/about.md": """---
title: About us
---

We walk by water. The newest post of ours is [this]({filename}../notes.md).
""",
    "pages/map.md": """---
title: A map
weight: 2
---

![The plan](/images/plan.png)
""",
    "files/book.txt": "Two bushels.\n",
    "almanac/june.txt": "Hay.\n",
    "almanac/july.txt": "Rain.\n",
    "included.txt": "What another file says.\n",
}

_CONF = """\
SITENAME = "By the Water"
SITEURL = "https://water.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
LOCALE = ["C"]
PATH = "content"
AUTHOR = "Ada Reed"
PLUGINS = []
STATIC_PATHS = ["images"]
WITH_FUTURE_DATES = False
FEED_ALL_RSS = "feeds/all.rss.xml"
TAG_FEED_ATOM = "feeds/tag-{slug}.atom.xml"
POUCH_IMAGES = {"widths": [40], "formats": ["webp"]}
"""
_FUNCTIONS = """\
import datetime
from site_functions import *
JINJA_FILTERS = {"initials": initials, "by_length": by_length}
JINJA_TESTS = {"long": is_long}
JINJA_GLOBALS = {"visits": visits, "total_words": total_words, "now": now, "motto": Counter("Row!")}
POUCH_BUILD = {"pure_functions": ["initials", "by_length", "long", "total_words"]}
YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"
"""
_DOCS = {
    "index.md": "# Boats\n\nRead [how to row](how-to/row.md) first, then [the words](words.md).\n",
    "words.md": "---\ntitle: Words\n---\n\n## Oar\n\nA long blade.\n\n## Weir\n\nA low dam.\n",
    "how-to/row.md": "# How to row\n\n![An oar](../images/oar.png)\n\nSit [still](sit.md#still).\n",
    "how-to/sit.md": "# How to sit\n\n## Still {#still}\n\nDo not stand. See [words](../words.md#oar).\n",
}
_DOCS_CONF = """\
SITENAME = "Boats"
SITEURL = "https://boats.example"
TIMEZONE = "UTC"
DEFAULT_LANG = "en-GB"
LOCALE = ["C"]
PATH = "content"
PLUGINS = []
PAGE_PATHS = [""]
ARTICLE_PATHS = []
PATH_METADATA = r"(?P<path_no_ext>.*)\\.\\w+"
PAGE_URL = PAGE_SAVE_AS = "{path_no_ext}.html"
STATIC_PATHS = ["images"]
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
POUCH_FRONT_MATTER = {"markdown": "commonmark"}
POUCH_THEME = {"menu": {"Words": "/words.html"}, "toc": 3}
POUCH_IMAGES = {"widths": [40], "formats": ["webp"]}
"""
_POSTS_CONF = """\
SITENAME = "Posts"
SITEURL = "https://posts.example"
TIMEZONE = "UTC"
LOCALE = ["C"]
PATH = "content"
PLUGINS = []
FEED_ALL_RSS = "rss.xml"
POUCH_IMAGES = {"widths": [40], "formats": ["webp"]}
"""
_ALL_PLUGINS = ("neighbours", "ratings", "almanac")


@cache
def picture(seed: int, width: int = 64, height: int = 40) -> bytes:
    """Return a picture that no other seed gives."""
    noise, data = random.Random(seed), io.BytesIO()
    small = Image.frombytes("RGB", (8, 5), noise.randbytes(8 * 5 * 3))
    small.resize((width, height)).save(data, "PNG")
    return data.getvalue()


def _blog() -> dict[str, bytes]:
    files = {f"content/{name}": text.encode() for name, text in _BLOG.items()}
    pictures = {"weir": 1, "plan": 2, "lone": 3}
    files |= {f"content/images/{name}.png": picture(seed) for name, seed in pictures.items()}
    for path in sorted((HERE / "plugins").glob("*.py")):
        files[path.name] = path.read_bytes()
    files["visits.txt"] = b"1"
    files["ratings.json"] = b'{"a-lock": 5, "notes-without-a-picture": 2}'
    return files


def _theme(name: str, into: str) -> dict[str, bytes]:
    folder = HERE / "themes" / name
    return {
        f"{into}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def blog(conf: str, theme: str = "", into: str = "", more: tuple[str, ...] = ()) -> State:
    """Return the blog with a theme of ours in the folder *into*."""
    files = _blog() | (_theme(theme, into) if theme else {})
    files["pelicanconf.py"] = (_CONF + conf).encode()
    return State(files, more=(*more, "pelican_plugins"), clock=CLOCK)


def _ours() -> State:
    theme = {"previous_next": "all", "related": 2, "language_index_save_as": "{lang}/index.html"}
    return blog(f'POUCH_FRONT_MATTER = {{"markdown": "commonmark"}}\nPOUCH_THEME = {theme}\n')


def _simple() -> State:
    conf = 'THEME = "simple"\nTHEME_TEMPLATES_OVERRIDES = ["overrides/templates"]\n'
    return blog(conf, "overrides", "overrides", ("neighbours",))


def _notmyidea() -> State:
    conf = 'THEME = "notmyidea"\nTYPOGRIFY = True\nDEFAULT_PAGINATION = 4\nRELATIVE_URLS = True\n'
    including = 'MARKDOWN = {"extension_configs": {"includer": {}}}\n'
    state = blog(conf + including, more=("page_list",))
    text = state.text("content/notes.md") + "\n[[include content/included.txt]]\n"
    return state.rewritten("content/notes.md", text)


def _sidebar() -> State:
    conf = 'THEME = "theme"\nDEFAULT_PAGINATION = 3\nLINKS = (("A", "https://a.example"),)\n'
    return blog(_FUNCTIONS + conf, "sidebar", "theme", _ALL_PLUGINS)


def _landing() -> State:
    conf = 'THEME = "theme"\nSITESUBTITLE = "Notes"\n'
    return blog(_FUNCTIONS + conf, "landing", "theme", _ALL_PLUGINS)


def _covers() -> State:
    conf = 'THEME = "theme"\nDEFAULT_PAGINATION = 2\nHEADER_COVER = "images/lone.png"\n'
    conf += 'PAGINATED_TEMPLATES = dict.fromkeys(("index", "tag", "category", "author", "period_archives"))\n'
    return blog(_FUNCTIONS + conf, "covers", "theme", _ALL_PLUGINS)


def _docs() -> State:
    files = {f"content/{name}": text.encode() for name, text in _DOCS.items()}
    files["content/images/oar.png"] = picture(4)
    files["pelicanconf.py"] = _DOCS_CONF.encode()
    return State(files)


def _folder(folder: Path, into: str = "") -> dict[str, bytes]:
    return {
        f"{into}{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _IGNORED & set(path.relative_to(folder).parts)
    }


def _demo() -> State:
    files = _folder(ROOT / "content", "content/") | _folder(ROOT / "theme", "theme/")
    files["pelicanconf.py"] = (ROOT / "pelicanconf.py").read_bytes()
    # Its pictures are large, and how they are encoded is not what is tried here.
    for number, name in enumerate(sorted(files)):
        if name.endswith(".png"):
            files[name] = picture(100 + number)
    return State(files, more=(), clock=CLOCK.replace(year=2026))


def _seed() -> State:
    files = _folder(SHARED / "seed" / "content", "content/")
    files["pelicanconf.py"] = _POSTS_CONF.encode()
    return State(files, clock=CLOCK.replace(year=2026))


def _zoo(name: str) -> State:
    # By its own measure Pelican's cache would not notice a change that keeps size and time.
    by_content = {"CHECK_MODIFIED_METHOD": "'md5'"}
    return State(_folder(_ZOO / name), by_content, clock=CLOCK.replace(year=2026))


def posts(folder: Path) -> State:
    """Return a site of at most 200 posts of a folder of other people's."""
    chosen = [path for path in sorted(folder.rglob("*.md")) if path.stat().st_size < 100_000]
    random.Random(1).shuffle(chosen)
    # Other pictures than those at hand are reported as missing, alike in both builds.
    files = {
        f"content/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in chosen[:_MOST_POSTS]
    }
    files["pelicanconf.py"] = _POSTS_CONF.encode()
    return State(files, clock=CLOCK.replace(year=2026))


SMALL: dict[str, Callable[[], State]] = {
    "ours": _ours,
    "simple": _simple,
    "notmyidea": _notmyidea,
    "sidebar": _sidebar,
    "landing": _landing,
    "covers": _covers,
    "docs": _docs,
}
"""Sites that take less than a second to build."""


def sites(corpus: Path | None = None) -> Iterator[tuple[str, Callable[[], State]]]:
    """Yield name and site of all that are here; *corpus* is a folder of posts."""
    yield from SMALL.items()
    yield "demo", _demo
    if (SHARED / "seed" / "content").is_dir():
        yield "seed", _seed
    for path in sorted(_ZOO.glob("*/pelicanconf.py")):
        name = path.parent.name
        yield f"zoo/{name}", lambda name=name: _zoo(name)
    if corpus is not None:
        yield "posts", lambda: posts(corpus)
