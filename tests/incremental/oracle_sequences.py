"""Sequences of the suite: few builds, after each of which a certain fault would be seen.

A step is several changes that hide no other: what has every page rendered again stands alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from oracle_fields import body_start, with_field
from oracle_sites import picture
from oracle_state import State, Step

Change = tuple[Any, ...]


def with_change(step: Step, change: Change) -> Step:
    """Return a step with one more change; each kind is one line of `SEQUENCES`."""
    state = step.state
    match change:
        case "field", str(name), str(key), value:
            path = f"content/{name}"
            state = state.rewritten(path, with_field(path, state.text(path), key, value))
        case "body", str(name), str(text):
            path = f"content/{name}"
            old = state.text(path)
            at = body_start(path, old)
            state = state.rewritten(path, f"{old[:at]}\n{text}\n\n{old[at:]}")
        case "replace", str(path), str(old), str(new):
            assert old in state.text(path), (path, old)
            state = state.rewritten(path, state.text(path).replace(old, new, 1))
            if len(old) == len(new):
                # Neither its size nor its time says that it has changed.
                step = replace(step, same_times=step.same_times | {path})
        case "file", str(path), data:
            state = state.with_file(path, data)
        case "picture", str(path), int(seed):
            state = state.with_file(path, picture(seed, 66, 44))
        case "rename", str(path), str(other):
            state = state.with_file(path, None).with_file(other, state.files[path])
        case "setting", str(name), value:
            state = state.with_setting(name, value)
        case "off", str(name):
            state = replace(state, more=tuple(one for one in state.more if one != name))
        case "on", str(name):
            state = replace(state, more=(*state.more, name))
        case "later", int(hours):
            assert state.clock
            state = replace(state, clock=state.clock + dt.timedelta(hours=hours))
        case "touch", *names:
            step = replace(step, touched=step.touched | set(names))
        case "deed", str(kind), int(seed):
            step = replace(step, deeds=(*step.deeds, (kind, seed)))
        case "killed", float(share):
            step = replace(step, killed=share)
        case ("twice",):
            step = replace(step, twice=True)
        case _:
            raise AssertionError(change)
    return replace(step, state=state)


def step_of(state: State, changes: list[Change]) -> Step:
    """Return one step of several changes."""
    step = Step(state, says=", ".join(" ".join(map(str, change)) for change in changes))
    for change in changes:
        step = with_change(step, change)
    return step


SEQUENCES: dict[str, list[list[Change]]] = {
    "ours": [
        [
            ("picture", "content/images/weir.png", 50),
            ("field", "pages/map.md", "summary", "Where all of it is."),
            ("body", "notes.md", "A new beginning."),
        ],
        [
            ("deed", "edit all pages", 1),
            ("touch", "content/miller.md", "pelicanconf.py"),
        ],
        [
            ("deed", "edit output", 1),
            ("deed", "delete some output", 2),
            ("file", "content/tow-path.fr.md", None),
            ("field", "mill.md", "slug", "oak-wheel"),
        ],
        [("field", "pages/about.md", "title", "About the two of us")],
        [("setting", "SITENAME", "'Near the Water'"), ("twice",)],
    ],
    "simple": [
        [
            ("field", "miller.md", "status", "draft"),
            ("field", "unfinished.md", "status", "published"),
            ("field", "ice.rst", "author", "Cy Punt"),
        ],
        [("replace", "overrides/templates/remarks.html", "alone", "alOne")],
        [("off", "neighbours"), ("deed", "damage store", 3)],
    ],
    "notmyidea": [
        [
            ("file", "content/included.txt", "What it says now.\n"),
            ("replace", "content/miller.md", "kept a book", "kept a boot"),
            (
                "file",
                "content/weir-2.md",
                "---\ntitle: Added\ndate: 2025-04-04\ntags: [mills]\n---\n\nx\n",
            ),
        ],
        [("field", "pages/map.md", "title", "The plan"), ("killed", 0.6)],
        [("setting", "MENUITEMS", "(('Home', '/'),)"), ("deed", "damage all", 4)],
    ],
    "sidebar": [
        [("field", "mill.md", "title", "A wheel"), ("file", "ratings.json", '{"a-lock": 3}')],
        [("later", 4), ("file", "content/ice.rst", None)],
        [("replace", "theme/templates/partial/macros.html", "bookmark", "bookmarks")],
        [("on", "minifier"), ("field", "notes.md", "summary", "Short.")],
        [("touch", "content/miller.md")],
        [("setting", "LINKS", "(('B', 'https://b.example'),)"), ("off", "minifier")],
    ],
    "landing": [
        [("file", "visits.txt", "7"), ("field", "notes.md", "tags", "walks, new")],
        [("replace", "theme/templates/_parts/aside.html", "nobody", "anybody")],
        [
            ("replace", "site_functions.py", "word[0]", "word[-1]"),
            ("field", "flood.html", "category", "Canals"),
        ],
    ],
    "covers": [
        [
            ("file", "content/almanac/june.txt", "Hay and clover.\n"),
            ("field", "miller.md", "date", "2025-03-05"),
            ("field", "weir.md", "cover", "images/plan.png"),
        ],
        [("setting", "DEFAULT_PAGINATION", "3"), ("deed", "delete some output", 5), ("later", 24)],
        [("replace", "neighbours.py", "enumerate(articles, 1)", "enumerate(articles, 2)")],
    ],
    "docs": [
        [("touch", "content/words.md")],
        [("body", "words.md", "All of them are short.")],
        [
            ("replace", "content/how-to/sit.md", "# How to sit", "# How to be seated"),
            ("rename", "content/words.md", "content/glossary.md"),
        ],
        [("setting", "POUCH_THEME", "{'toc': 0}"), ("deed", "delete cache", 0)],
    ],
}
"""By site of `oracle_sites.SMALL`: for each build, what has happened since the one before."""
