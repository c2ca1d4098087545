"""URLs as Jekyll 4 makes them.

The rules are those of its documentation (https://jekyllrb.com/docs/permalinks/) and, where that is
silent, of what its version 4.3 does.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Literal
from urllib.parse import unquote

from ..path_safety import innermost_folder
from ..settings import FrontMatterSettings
from .jekyll_values import as_text, categories_of, date_in_name, slugify
from .source import Permalink, PermalinkSource

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
"""The patterns of posts that have names."""

MARKDOWN = (".markdown", ".mkdown", ".mkdn", ".mkd", ".md")
"""Extensions of files that become HTML."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TOKEN = re.compile(r":([a-z_]+)")
_SLASHES = re.compile(r"/{2,}")
_HIDDEN = (".", "_", "#", "~")


@dataclass(frozen=True, slots=True)
class _Place:
    """The place of a post: among posts, drafts, a collection's documents or pages.

    Attributes:
        kind: which of them.
        label: the collection's name; empty for a page.
        path: without the folder that holds all collections.
        template: of its URL; empty for a page.
    """

    kind: Literal["post", "draft", "document", "page"]
    label: str
    path: str
    template: str


def permalink(source: PermalinkSource, rules: FrontMatterSettings) -> Permalink:
    """Return where Jekyll puts a post.

    In `rules.permalinks`, `""` is the site's `permalink`, `_posts` that of the collection of posts,
    `_NAME` that of another collection, and the path of a page that of this page. If collections are
    in a folder of their own, it precedes these names, as in `collections/_posts`.
    """
    place = _place(source.path, rules.permalinks)
    values = source.values
    folder, name = posixpath.split(place.path)
    stem, extension = posixpath.splitext(name)
    typed = values.get("permalink")
    typed = "" if typed in (None, False) else as_text(typed)
    if place.kind == "page":
        typed = typed or rules.permalinks.get(source.path, "")
    own = "" if typed.endswith("/") else posixpath.splitext(typed)[1]
    ends = own or output_extension(extension)
    if place.kind == "page":
        style = rules.permalinks.get("") or "date"
        url = _clean(_page_url(folder, stem.rstrip("."), ends, typed, style))
    else:
        tokens = _tokens(source, place, stem, ends)
        url = _clean(_TOKEN.sub(lambda found: _filled(found, tokens), typed or place.template))
    path = unquote(url)
    if url.endswith("/"):
        save_as = f"{path}index{ends if place.kind == 'page' else '.html'}"
    else:
        save_as = path if path.endswith(ends) else f"{path}{ends}"
    return _permalink(source, path.lstrip("/"), save_as.lstrip("/"), place)


def published_at(source: PermalinkSource) -> datetime | None:
    """Return the date of a post in the zone of its site; None if it states none.

    A time with seconds and no zone is in UTC, as in YAML 1.1; one without seconds, and a mere date,
    is in the site's zone.
    """
    written = source.values.get("date")
    if isinstance(written, datetime):
        moment = written if written.tzinfo else written.replace(tzinfo=UTC)
        return moment.astimezone(source.zone)
    if isinstance(written, date):
        return datetime(written.year, written.month, written.day, tzinfo=source.zone)
    if written not in (None, "") and source.date is not None:
        moment = source.date
        return moment.astimezone(source.zone) if moment.tzinfo else _in(moment, source)
    named = date_in_name(posixpath.basename(source.path))
    if named is not None:
        return _in(named[0], source)
    return (
        source.date.astimezone(source.zone) if source.date and source.date.tzinfo else source.date
    )


def _in(moment: datetime, source: PermalinkSource) -> datetime:
    return moment.replace(tzinfo=source.zone)


def is_page(path: str, rules: FrontMatterSettings) -> bool:
    """Return whether a post is a page, for which a date means nothing; see `folders_above`."""
    inside = innermost_folder(path, rules.content_folders) or ""
    return _place(path[len(inside) :].lstrip("/"), rules.permalinks).kind == "page"


def output_extension(extension: str) -> str:
    """Return the extension of the file that Jekyll writes for one with *extension*."""
    if extension.lower() in MARKDOWN:
        return ".html"
    return {".scss": ".css", ".sass": ".css", ".coffee": ".js"}.get(extension, extension)


def folders_above(path: str, rules: FrontMatterSettings) -> list[str]:
    """Return the folders above the `_posts` or `_drafts` of a post, which are its categories.

    Args:
        path: relative to the content folder or what holds it.
        rules: the site's.
    """
    inside = innermost_folder(path, rules.content_folders) or ""
    return _folders_above(_place(path[len(inside) :].lstrip("/"), rules.permalinks))


def _place(path: str, permalinks: Mapping[str, str]) -> _Place:
    own, inner = "", path
    for folder, template in permalinks.items():
        container, label = posixpath.split(folder)
        if label == "_posts" and path.startswith(f"{container}/" if container else ""):
            # Posts may be in a `_posts` at any depth below it.
            own, inner = template, path.removeprefix(f"{container}/")
        elif label.startswith("_") and path.startswith(f"{folder}/"):
            return _Place("document", label[1:], path[len(container) :].lstrip("/"), template)
    path, folders = inner, inner.split("/")[:-1]
    kind = next((folder for folder in folders if folder in {"_posts", "_drafts"}), None)
    if kind is None:
        return _Place("page", "", path, "")
    style = own or permalinks.get("") or "date"
    return _Place("post" if kind == "_posts" else "draft", "posts", path, STYLES.get(style, style))


def _page_url(folder: str, stem: str, ends: str, typed: str, style: str) -> str:
    if typed:
        url = typed
    elif ends not in {".html", ".xhtml", ".htm"}:
        url = "/:path/:basename:output_ext"
    elif stem == "index":
        url = "/:path/"
    else:
        url = f"/:path/:basename{suffix(style)}"
    for token, value in (("path", folder), ("basename", stem), ("output_ext", ends)):
        url = url.replace(f":{token}", _escaped(value))
    return url


def suffix(style: str) -> str:
    """Return how the URL of a page or a collection's document ends, by the style of posts."""
    if style == "pretty" or style.endswith("/"):
        return "/"
    named = style in {"date", "ordinal", "none"}
    return ":output_ext" if named or style.endswith(":output_ext") else ""


def _tokens(
    source: PermalinkSource, place: _Place, stem: str, ends: str
) -> dict[str, Callable[[], str]]:
    slug = source.values.get("slug")
    if slug in (None, False):
        named = date_in_name(posixpath.basename(source.path))
        slug = named[1] if named else stem
        slug = slug.rstrip(".")
    slug = as_text(slug)
    folders = _folders_above(place)
    categories = categories_of(source.values, folders)
    base = posixpath.splitext(place.path)[0]
    directory = "_posts" if place.label == "posts" else f"_{place.label}"
    return {
        "collection": lambda: place.label,
        "path": lambda: base.replace(directory, "", 1).rstrip("."),
        "name": lambda: slugify(stem),
        "title": lambda: slugify(slug, pretty=True, cased=True),
        "slug": lambda: slugify(slug),
        "output_ext": lambda: ends,
        "categories": lambda: _joined(category.lower() for category in categories),
        "slugified_categories": lambda: _joined(map(slugify, categories)),
        **_dates(published_at(source)),
    }


def _folders_above(place: _Place) -> list[str]:
    special = {"post": "_posts", "draft": "_drafts"}.get(place.kind)
    if special is None:
        return []
    return [folder for folder in place.path.partition(special)[0].split("/") if folder]


def _joined(names: Iterable[str]) -> str:
    return "/".join(dict.fromkeys(names))


def _dates(moment: datetime | None) -> dict[str, Callable[[], str]]:
    if moment is None:
        # Jekyll takes the time of the build, with which the URL would move every day.
        return dict.fromkeys(
            (
                *("year", "short_year", "month", "i_month", "short_month", "long_month", "day"),
                *("i_day", "y_day", "w_year", "week", "w_day", "short_day", "long_day", "hour"),
                *("minute", "second"),
            ),
            str,
        )
    year, week, weekday = moment.isocalendar()
    month, day = _MONTHS[moment.month - 1], _DAYS[weekday - 1]
    values = {
        "year": f"{moment.year:04}",
        "short_year": f"{moment.year:04}"[-2:],
        "month": f"{moment.month:02}",
        "i_month": f"{moment.month}",
        "short_month": month[:3],
        "long_month": month,
        "day": f"{moment.day:02}",
        "i_day": f"{moment.day}",
        "y_day": f"{moment.timetuple().tm_yday:03}",
        "w_year": f"{year:04}",
        "week": f"{week:02}",
        "w_day": f"{weekday}",
        "short_day": day[:3],
        "long_day": day,
        "hour": f"{moment.hour:02}",
        "minute": f"{moment.minute:02}",
        "second": f"{moment.second:02}",
    }
    return {name: partial(str, value) for name, value in values.items()}


def _filled(found: re.Match[str], tokens: Mapping[str, Callable[[], str]]) -> str:
    # `:month_:day`: an underscore after a token may belong to the pattern.
    for name, rest in ((found[1], ""), (found[1].removesuffix("_"), "_")):
        if name in tokens:
            return _escaped(tokens[name]()) + rest
    return found[0]


def _escaped(value: str) -> str:
    return value.replace("%", "%25")


def _clean(url: str) -> str:
    url = f"/{url}".replace("..", "/").replace("./", "")
    return _SLASHES.sub("/", url)


def _permalink(source: PermalinkSource, url: str, save_as: str, place: _Place) -> Permalink:
    last = url.rstrip("/") if url.endswith("/") else posixpath.splitext(url)[0]
    values = source.values
    language = values.get("lang")
    return Permalink(
        url=url,
        save_as=save_as,
        slug=posixpath.basename(last) or posixpath.splitext(posixpath.basename(source.path))[0],
        language=language if isinstance(language, str) else "",
        # Jekyll knows no translations, and a template lists the posts of all languages.
        translation=source.path,
        kind="article" if place.kind in {"post", "draft"} else "page",
        date=published_at(source),
        # Document#id of Jekyll 4.3, which jekyll-feed writes.
        feed_id=posixpath.join(posixpath.dirname(url.rstrip("/")), _slug_of_id(source)),
        left_out=_left_out(source, place),
    )


def _slug_of_id(source: PermalinkSource) -> str:
    name = posixpath.basename(source.path)
    named = date_in_name(name)
    return source.slug or (named[1] if named else posixpath.splitext(name)[0])


def _left_out(source: PermalinkSource, place: _Place) -> str:
    if source.values.get("redirect_to"):
        # jekyll-redirect-from
        return "Jekyll only makes it a redirect to its `redirect_to`"
    name = posixpath.basename(source.path)
    if place.kind == "page":
        return ""
    if name.startswith(_HIDDEN) or name.endswith("~"):
        return f"Jekyll builds no file whose name begins with {name[0]}"
    if place.kind == "post" and date_in_name(name) is None:
        return "Jekyll only builds posts whose names begin with a date"
    return ""
