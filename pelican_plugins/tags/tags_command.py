"""`pouch tags`: list what was merged, and which tags may be duplicates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from .._core.commands import (
    Command,
    content_argument,
    json_option,
    say,
    say_json,
    settings_option,
)
from .._core.contract import FOUND_TAGS
from .._core.errors import PouchError
from .._core.pelican_author_files import place_next_to_settings
from .._core.pelican_site_reader import Reading, ask_site
from ..registry import BY_NAME
from .redirects import FORMATS, redirect_rules
from .report import json_report, text_report
from .review import collect_decisions, show_and_write
from .suggestions.run import Suggestion, suggestions_for
from .taxonomies import AUTHOR, CATEGORY, TAG, TagIndex, TermKind

_KINDS = {kind.many: kind for kind in (TAG, CATEGORY, AUTHOR)}


@click.command("tags", cls=Command)
@content_argument
@settings_option
@json_option
@click.option(
    "--kind",
    type=click.Choice(list(_KINDS)),
    default="tags",
    show_default=True,
    help="Taxonomy to report on.",
)
@click.option("--write", is_flag=True, help="Add your decisions to the vocabulary file.")
@click.option(
    "--accept",
    multiple=True,
    metavar="ALIAS",
    help="With --write: accept this suggestion without asking; may be repeated.",
)
@click.option("--yes", is_flag=True, help="With --write: write without asking.")
@click.option(
    "--redirects",
    type=click.Choice(list(FORMATS)),
    help="Print redirects for the old URLs of merged tags.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 if there are suggestions (for CI).")
def command(content: str | None, settings: str, kind: str, **asked: Any) -> int:
    """List the tags that were merged, and suggest which others to merge."""
    overrides = {"PATH": str(Path(content).absolute())} if content else {}
    site = ask_site(settings, **overrides)
    index = _found(site, _KINDS[kind])
    suggested = suggestions_for(site.contents, index)
    if asked["write"]:
        return _decide(site, index, suggested, asked)
    if asked["redirects"]:
        say(*redirect_rules(index, site.context, asked["redirects"]), verbatim=True)
    elif asked["as_json"]:
        say_json(json_report(index, suggested))
    else:
        say(*text_report(index, suggested))
    return int(not site.complete or (asked["strict"] and bool(suggested)))


def _decide(
    site: Reading, index: TagIndex, suggested: Sequence[Suggestion], asked: dict[str, Any]
) -> int:
    as_json, unasked = asked["as_json"], asked["yes"]
    if as_json and not (unasked and asked["accept"]):
        raise PouchError("--json cannot ask questions; add --accept and --yes")
    decisions = collect_decisions(suggested, index, asked["accept"])
    path = _file_of(site, index.kind)
    return show_and_write(path, decisions, ask=not unasked, as_json=as_json)


def _found(site: Reading, kind: TermKind) -> TagIndex:
    indexes: dict[TermKind, TagIndex] | None = site.context.get(FOUND_TAGS)
    if indexes is None:
        raise PouchError(BY_NAME["tags"].missing)
    if kind not in indexes:
        raise PouchError(
            f"{kind.many} are not merged on this site; set POUCH_TAGS[{kind.many!r}] = True"
        )
    return indexes[kind]


def _file_of(site: Reading, kind: TermKind) -> Path:
    given = site.context.get("POUCH_TAGS") or {} if kind is TAG else {}
    return place_next_to_settings(str(given.get("file", kind.file)), site.context)
