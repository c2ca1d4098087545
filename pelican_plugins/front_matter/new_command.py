"""`pouch new`: create a post or a page with its front matter.

Slugs and tags of existing posts are read from their first lines, without a build.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
import yaml
from click.shell_completion import CompletionItem

from .._core.author_files import create_file
from .._core.commands import Argument, Command, json_option, say, say_json, settings_option, tell
from .._core.errors import PouchError
from .._core.paths import shown
from .._core.pelican_author_files import next_to_settings
from .._core.pelican_site_reader import settings_of, slug_of
from .._core.settings import load
from .._core.text import cut, one_line, xml_safe
from ..registry import BY_NAME
from .dates import DateError, DateOrderError, Order, read_moment
from .settings import FrontMatterSettings
from .slugs_and_urls import device_in, slug_of_file

_TITLE = re.compile(r"^title[ \t]*[:=][ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_SLUG = re.compile(r"^:?slug[ \t]*[:=][ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE)
_TAGS = re.compile(
    r"^tags[ \t]*[:=][ \t]*(.*)((?:\n[ \t]*-[ \t]+.*)*)", re.IGNORECASE | re.MULTILINE
)
_MARKS = "\"' \t\r"
_GAPS = re.compile(r"[\s_-]+")


def slug_in_head(head: str, path: str, slug_of: Callable[[str], str], *, by_file: bool) -> str:
    """Return the slug of a post, as far as its first lines show.

    Args:
        head: these lines.
        path: of its file, with `/`, which names it if it has no title.
        slug_of: makes a slug from a title, as the site does.
        by_file: whether the site makes it from the file name instead.
    """
    if match := _SLUG.search(head):
        return match[1].strip(_MARKS).strip("/")
    title = None if by_file else _TITLE.search(head)
    # Quotation marks around a title, and what YAML doubles within, are not part of any slug.
    return slug_of(title[1] if title else slug_of_file(path))


def tags_in(head: str) -> Iterator[str]:
    """Yield the tags of a post as typed."""
    for match in _TAGS.finditer(head):
        listed = re.findall(r"-[ \t]+(.*)", match[2]) or match[1].strip("[] \t\r").split(",")
        yield from filter(None, (name.strip(_MARKS) for name in listed))


def canonical_tag(wanted: str, aliases: Mapping[str, str], used: Counter[str]) -> str:
    """Return the site's spelling of a tag; unchanged if the site has no such tag.

    Args:
        wanted: as typed.
        aliases: of the vocabulary: each spelling, with its canonical tag.
        used: how often each spelling is used.
    """
    key = _key(wanted)
    for spelling, name in aliases.items():
        if _key(spelling) == key:
            return name
    same = [(-count, name) for name, count in used.items() if _key(name) == key]
    return min(same)[1] if same else wanted


def aliases_in(vocabulary: Mapping[str, object], more: Mapping[str, str]) -> dict[str, str]:
    """Return each configured spelling with its canonical tag.

    Args:
        vocabulary: a parsed `tags.yaml`.
        more: aliases from the settings.
    """
    settled = {name: name for name in vocabulary}
    for name, said in vocabulary.items():
        others = said.get("aliases") if isinstance(said, Mapping) else None
        settled |= dict.fromkeys(map(str, _texts(others)), name)
    return {**settled, **{name: name for name in more.values()}, **more}


def _texts(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else [value] if value else []


def _key(name: str) -> str:
    return _GAPS.sub("", name).casefold()


# In bytes; leaves room for folders and extensions on every file system.
_LONGEST = 120
# In file names, on any operating system.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The front matter of a new post.

    Attributes:
        title: one line.
        slug: the last part of its URL, if that does not follow from the title.
        date: of a post; a page has none.
        tags: by their canonical names.
        category: if it is not that of its folder or the site.
    """

    title: str
    slug: str = ""
    date: date | None = None
    tags: Sequence[str] = ()
    category: str = ""


def draft_text(draft: Draft) -> str:
    """Return the text of the file: front matter only."""
    lines = [_yaml("title", draft.title)]
    if draft.date is not None:
        # Not dumped as a string, which YAML would quote.
        lines.append(f"date: {draft.date.isoformat()}\n")
    lines.append("draft: true\n")
    if draft.slug:
        lines.append(_yaml("slug", draft.slug))
    if draft.category:
        lines.append(_yaml("category", draft.category))
    if draft.date is not None or draft.tags:
        lines.append(_yaml("tags", list(draft.tags)))
    return "".join(["---\n", *lines, "---\n\n"])


def file_stem(slug: str, now: date) -> str:
    """Return a file name for a post with that *slug*, without its extension.

    Args:
        slug: as the site makes it from the title; empty if the title has no letters.
        now: the fallback for the name.
    """
    stem = _FORBIDDEN.sub("-", slug).strip(". ")
    if not stem:
        return now.strftime("%Y-%m-%d")
    if len(stem.encode()) > _LONGEST:
        cut = stem.encode()[:_LONGEST].decode("utf-8", "ignore")
        stem = cut.rpartition("-")[0] or cut
    return f"{stem}-text" if device_in(stem) else stem


def date_option(text: str, now: datetime, order: Order | None = None) -> date:
    """Return the date or time in *text*, or *now* if it is empty.

    Args:
        text: in any form that front matter takes.
        now: with the site's time zone, which is used if *text* names none.
        order: what comes first in a date such as 08/03/2019.

    Raises:
        DateOrderError: the order matters, and is not known.
        DateError: it is not a date.
    """
    if not text:
        return now.replace(microsecond=0)
    moment = read_moment(text, order)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return moment.replace(tzinfo=now.tzinfo)
    return moment


def _yaml(key: str, value: object) -> str:
    # Infinite width, so that no value is wrapped.
    return yaml.safe_dump({key: value}, allow_unicode=True, width=float("inf"))


_ENDINGS = {".md", ".markdown", ".mkd", ".mdown", ".rst"}
# Front matter is rarely longer; a slug beyond it may be missed.
_HEAD = 4096


def _complete_tag(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return names of the vocabulary, if it is in the current folder."""
    names = sorted(_read_vocabulary(Path("tags.yaml")))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.command("new", cls=Command)
@click.argument("title", cls=Argument, nargs=-1, required=True, help="Title of the post.")
@settings_option
@click.option(
    "--tag",
    "tags",
    multiple=True,
    metavar="NAME",
    shell_complete=_complete_tag,
    help="Tag of the post; may be repeated.",
)
@click.option(
    "--category", default="", metavar="NAME", help="Category, if different from the folder's."
)
@click.option("--date", "when", default="", metavar="DATE", help="Date of the post (default: now).")
@click.option("--slug", default="", help="Slug for its URL (default: from the title).")
@click.option("--page", is_flag=True, help="Create a page instead of a post.")
@click.option("--edit", is_flag=True, help="Open it in $VISUAL or $EDITOR.")
@json_option
def command(title: Sequence[str], settings: str, **asked: Any) -> int:
    """Create a post or page with front matter.

    The new file is a draft in the site's content folder; its path is printed. Existing files are
    never overwritten.
    """
    site = settings_of(settings)
    _refuse_unread(site)
    ours = load(FrontMatterSettings, site, "POUCH_FRONT_MATTER")
    by_file = ours.slug_source == "file_name" or site["SLUGIFY_SOURCE"] == "basename"
    now = datetime.now(_zone(site))
    words = xml_safe(one_line(" ".join(title)))
    if not any(character.isprintable() and character != " " for character in words):
        raise PouchError("the title has no visible character")
    slug = slug_of(asked["slug"] or words, site)
    stem = file_stem(slug, now)
    path = _folder(site, page=asked["page"]) / f"{stem}.md"
    heads = dict(_heads(site, page=asked["page"]))
    _refuse_clash(path, stem, heads, site, by_file=by_file)
    follows = stem == (slug_of_file(path.name) if by_file else slug)
    draft = Draft(
        title=words,
        slug="" if follows and not asked["slug"] else stem,
        date=None if asked["page"] else _date(asked["when"], now, ours.date_order),
        tags=_tags(asked["tags"], heads, site),
        category=one_line(asked["category"]),
    )
    _write(path, draft_text(draft))
    if asked["as_json"]:
        when = draft.date.isoformat() if draft.date else None
        tags = list(draft.tags)
        say_json({"path": shown(path), "title": words, "slug": stem, "date": when, "tags": tags})
    else:
        say(shown(path), verbatim=True)
    if asked["edit"]:
        click.edit(filename=str(path))
    return 0


def _refuse_unread(site: Mapping[str, Any]) -> None:
    """Refuse to write front matter that the site would not read."""
    plugin, named = BY_NAME["front_matter"], site["PLUGINS"]
    # Without PLUGINS, Pelican discovers us.
    if named is None or plugin.is_named(named):
        return
    raise PouchError(plugin.missing)


def _zone(site: Mapping[str, Any]) -> ZoneInfo:
    # Pelican takes UTC where there is none.
    name = site.get("TIMEZONE") or "UTC"
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise PouchError(f"TIMEZONE is {name!r}, which is not a time zone") from None


def _folder(site: Mapping[str, Any], *, page: bool) -> Path:
    folders = site["PAGE_PATHS" if page else "ARTICLE_PATHS"]
    return Path(site["PATH"], folders[0] if folders else "")


def _heads(site: Mapping[str, Any], *, page: bool) -> Iterator[tuple[Path, str]]:
    """Yield the site's posts or pages, with the first lines of each."""
    content = Path(site["PATH"])
    wanted = site["PAGE_PATHS" if page else "ARTICLE_PATHS"]
    others = {content / name for name in site["ARTICLE_PATHS" if page else "PAGE_PATHS"]}
    for root in wanted:
        for place, folders, names in os.walk(content / root):
            folders[:] = sorted(
                name
                for name in folders
                if not name.startswith(".") and Path(place, name) not in others
            )
            for path in (Path(place, name) for name in sorted(names)):
                if path.suffix.lower() in _ENDINGS:
                    yield path, _head(path)


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8-sig", "replace")
    except OSError:
        # The build reports it.
        return ""


def _refuse_clash(
    path: Path, slug: str, heads: Mapping[Path, str], site: Mapping[str, Any], *, by_file: bool
) -> None:
    fix = "choose another title, or a URL with --slug"
    if path.exists():
        raise PouchError(f"{shown(path)} already exists; {fix}")
    for other, head in heads.items():
        place = other.relative_to(site["PATH"]).as_posix()
        if slug_in_head(head, place, lambda title: slug_of(title, site), by_file=by_file) == slug:
            raise PouchError(f"{shown(other)} already uses the slug {slug!r}; {fix}")


def _date(text: str, now: datetime, order: Order | None) -> date:
    try:
        return date_option(text, now, order)
    except (DateError, DateOrderError) as error:
        raise PouchError(f"--date is {cut(text)!r}, {error}; {error.fix}") from None


def _tags(wanted: Sequence[str], heads: Mapping[Path, str], site: dict[str, Any]) -> list[str]:
    """Return the tags in the site's spelling, and report each one that differs."""
    if not wanted:
        return []
    used = Counter(tag for head in heads.values() for tag in tags_in(head))
    aliases = _aliases(site)
    spelt = []
    for tag in filter(None, map(one_line, wanted)):
        name = canonical_tag(tag, aliases, used)
        if name != tag:
            tell(f"the tag {tag!r} is spelt {name!r} on this site")
        spelt.append(name)
    return list(dict.fromkeys(spelt))


def _aliases(site: dict[str, Any]) -> dict[str, str]:
    given = site.get("POUCH_TAGS") or {}
    file = next_to_settings(str(given.get("file", "tags.yaml")), site)
    return aliases_in(_read_vocabulary(file) if file else {}, given.get("aliases") or {})


def _read_vocabulary(file: Path) -> dict[str, Any]:
    """Return a parsed vocabulary; empty if it cannot be read, which a build reports."""
    try:
        # All scalars are strings there.
        vocabulary = yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506
    except (OSError, yaml.YAMLError, RecursionError):
        return {}
    return vocabulary if isinstance(vocabulary, dict) else {}


def _write(path: Path, text: str) -> None:
    try:
        create_file(path, text.encode(), make_folders=True)
    except OSError as error:
        raise PouchError(f"cannot write {shown(path)}: {error.strerror}") from None
