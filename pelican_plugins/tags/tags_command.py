"""`pouch tags`: say what became of the tags of a site, and which may be one."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .._core.errors import PouchError
from .._core.paths import beside_settings
from .._core.site import Reading, add_settings, ask_site
from .._core.text import json_text, printable
from .decide import decide, show_and_write
from .found import Found
from .kinds import AUTHOR, CATEGORY, TAG, Kind
from .likeness.candidate import candidate
from .likeness.suggest import Suggestion, suggestions
from .old_addresses.rules import FORMATS, rules_for
from .tags_report import plain_report, text_report

_KINDS = {kind.many: kind for kind in (TAG, CATEGORY, AUTHOR)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "content", nargs="?", help="the content folder (default: as the settings say)"
    )
    add_settings(parser)
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.add_argument(
        "--kind", choices=list(_KINDS), default="tags", help="(default: %(default)s)"
    )
    parser.add_argument(
        "--write", action="store_true", help="add what you decide to the vocabulary file"
    )
    parser.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="ALIAS",
        help="with --write: a suggestion to accept unasked; may be given more than once",
    )
    parser.add_argument(
        "--yes", action="store_true", help="with --write: do not ask before writing"
    )
    parser.add_argument(
        "--redirects",
        choices=list(FORMATS),
        help="print a server's rules for the old addresses of merged tags",
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 if tags may be one, for CI"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the site and tell of its tags; see `cli.main` for the code."""
    kind = _KINDS[arguments.kind]
    overrides = {"PATH": str(Path(arguments.content).absolute())} if arguments.content else {}
    try:
        site = ask_site(arguments.settings, **overrides)
        found = _found(site, kind)
        suggested = _suggested(site, found)
        if arguments.write:
            return _write(arguments, site, found, suggested)
    except PouchError as error:
        print(printable(f"pouch tags: {error}"), file=sys.stderr)
        return 2
    if arguments.redirects:
        text = rules_for(found, site.context, arguments.redirects)
    elif arguments.json:
        text = json_text(plain_report(found, suggested))
    else:
        text = text_report(found, suggested)
    sys.stdout.buffer.write(f"{text}\n".encode(errors="replace"))
    return int(not site.complete or (arguments.strict and bool(suggested)))


def _found(site: Reading, kind: Kind) -> Found:
    found: dict[Kind, Found] | None = site.context.get("pouch_found")
    if found is None:
        raise PouchError("PLUGINS names neither pelican_plugins nor pelican_plugins.tags")
    if kind not in found:
        raise PouchError(f"{kind.many} are left as they are; set POUCH_TAGS[{kind.many!r}] = True")
    return found[kind]


def _suggested(site: Reading, found: Found) -> list[Suggestion]:
    articles: dict[str, set[int]] = defaultdict(set)
    latest: dict[str, Any] = {}
    for number, content in enumerate(site.contents):
        for wrapper in getattr(content, found.kind.many, ()):
            articles[wrapper.slug].add(number)
            date = getattr(content, "date", None)
            if date is not None:
                latest[wrapper.slug] = max(date, latest.get(wrapper.slug, date))
    tags = []
    for term in found.taxonomy.terms:
        slug = found.slugs[term.name]
        on = frozenset(articles.get(slug, ()))
        tags.append(candidate(term.name, term.count, latest.get(slug), on))
    return suggestions(tags, found.vocabulary.different)


def _write(
    arguments: argparse.Namespace, site: Reading, found: Found, suggested: Sequence[Suggestion]
) -> int:
    content = site.context["PATH"]
    name = found.kind.file if found.kind is not TAG else _file_of(site)
    path = beside_settings(name, content) or Path(content).parent / name
    decisions = decide(suggested, found, arguments.accept)
    return show_and_write(path, decisions, ask=not arguments.yes)


def _file_of(site: Reading) -> str:
    return str((site.context.get("POUCH_TAGS") or {}).get("file", TAG.file))
