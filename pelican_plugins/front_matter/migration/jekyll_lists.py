"""Generated pages of Jekyll: lists of posts, of terms, by year, and feeds."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC
from typing import Literal

from ..permalinks.jekyll import permalink
from ..permalinks.jekyll_values import categories_of, slugify
from ..permalinks.source import Permalink, PermalinkSource
from ..settings import FrontMatterSettings
from .jekyll_config import JekyllConfig
from .jekyll_files import JekyllFile
from .site import Setting, SiteFiles, no_term_url

_Purpose = Literal["INDEX", "TAGS", "CATEGORIES", "ARCHIVES"]
_SIGNS: tuple[tuple[re.Pattern[str], _Purpose], ...] = (
    (re.compile(r"\bpaginator\.|paginate"), "INDEX"),
    (re.compile(r"\bsite\.tags\b|group_by_tag"), "TAGS"),
    (re.compile(r"\bsite\.categories\b(?!\.)"), "CATEGORIES"),
    (re.compile(r"\bsite\.(posts|related_posts|categories\.)"), "ARCHIVES"),
)
# Layouts of themes, which are not in the site's folder.
_LAYOUTS: dict[str, _Purpose] = {
    **dict.fromkeys(("home", "blog", "index", "front", "frontpage"), "INDEX"),
    **dict.fromkeys(("tags", "tag-archive", "taglist", "tag_index"), "TAGS"),
    **dict.fromkeys(("categories", "category-archive", "category_index"), "CATEGORIES"),
    **dict.fromkeys(("posts", "archive", "archives", "year-archive", "post-list"), "ARCHIVES"),
}
_LAYOUT = re.compile(r"\A---\s*?\n.*?^layout:\s*[\"']?([\w./-]+)", re.DOTALL | re.MULTILINE)
_DATE_LISTS = {"year": "{date:%Y}", "month": "{date:%m}", "day": "{date:%d}"}
_SLUGS = [[r"[\W_]+", "-"], ["^-|-$", ""]]


@dataclass(slots=True)
class Lists:
    """Facts about the lists of a site.

    Attributes:
        settings: that put ours where they were.
        redirects: old URLs of other lists → where ours are.
        reasons: for the source of each list, what is here in its place.
        notes: a sentence for each that cannot be kept.
        term_url: see `OldSite`.
    """

    settings: list[Setting] = field(default_factory=list)
    redirects: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    term_url: Callable[[str, str], str | None] = no_term_url


def lists_of(
    files: SiteFiles,
    config: JekyllConfig,
    found: Sequence[JekyllFile],
    reading: FrontMatterSettings,
) -> Lists:
    """Return what is known of the lists of a site.

    Args:
        files: of the repository.
        config: the site's settings.
        found: its files.
        reading: how its posts are read.
    """
    lists = Lists()
    places = {
        file.path: place_of(file, config, reading)
        for file in found
        if file.kind in {"list", "page", "other"} or "redirect_to" in file.values
    }
    _add_redirecting(lists, found, places)
    _add_lists(lists, files, config, found, places)
    _add_terms(lists, config, found, places)
    _add_feeds(lists, files, config, found, places)
    return lists


def place_of(file: JekyllFile, config: JekyllConfig, reading: FrontMatterSettings) -> Permalink:
    """Return where a file is in the output."""
    path = file.path[len(config.root) :].lstrip("/")
    return permalink(PermalinkSource(path=path, values=file.values, zone=UTC), reading)


def _setting(name: str, link: Permalink, reason: str) -> Iterator[Setting]:
    yield Setting(f"{name}_URL", link.url, reason)
    yield Setting(f"{name}_SAVE_AS", link.save_as, reason)


def _add_redirecting(
    lists: Lists, found: Iterable[JekyllFile], places: Mapping[str, Permalink]
) -> None:
    for file in found:
        target = file.values.get("redirect_to")
        target = target[0] if isinstance(target, list) and target else target
        if file.path not in places or not isinstance(target, str) or not target:
            continue
        lists.reasons[file.path] = "it only redirects to another page"
        lists.redirects[places[file.path].save_as] = target.lstrip("/")


def _add_lists(
    lists: Lists,
    files: SiteFiles,
    config: JekyllConfig,
    found: Sequence[JekyllFile],
    places: Mapping[str, Permalink],
) -> None:
    others = [
        file
        for file in found
        if file.kind == "list" and file.path not in lists.reasons and not _names_term(file)
    ]
    folder = _folder_of_pages(config)
    # The list that is divided counts most, then the shortest URL.
    others.sort(key=lambda file: _rank(places[file.path].url, folder))
    taken: dict[str, str] = {}
    for file in others:
        link, name = places[file.path], _purpose(file, files, config)
        if link.save_as == "index.html":
            # Settled below, if another list is divided.
            name = None if "INDEX" in taken else "INDEX"
        elif name == "INDEX" and "INDEX" in taken:
            name = "ARCHIVES"
        if name is None:
            continue
        if name in taken:
            if link.url != taken[name]:
                lists.redirects[link.url] = taken[name]
            lists.reasons[file.path] = f"a list, available at /{taken[name]} here"
            continue
        taken[name] = link.url
        lists.reasons[file.path] = "a list, which Pelican also generates"
        if name != "INDEX" or link.save_as != "index.html":
            lists.settings += _setting(name, link, "lists of posts and terms")
    _add_front_page(lists, found, places, taken.get("INDEX"))
    lists.settings += _pages_of_lists(config)
    for file in others:
        if file.path not in lists.reasons:
            lists.reasons[file.path] = "a template, which is not supported"
            lists.notes.append(
                f"{file.path} is a template, so /{places[file.path].url} is missing; rewrite"
                " the page in Markdown, or redirect it in POUCH_FRONT_MATTER['redirects']"
            )


def _rank(url: str, folder: str) -> tuple[bool, int, str]:
    return url.strip("/") != folder, len(url), url


def _add_front_page(
    lists: Lists, found: Iterable[JekyllFile], places: Mapping[str, Permalink], index: str | None
) -> None:
    """Settle what is at the root of the site: a page, a list, or what leads to the list."""
    home = next(
        (f for f in found if f.path in places and places[f.path].save_as == "index.html"), None
    )
    if home is None or home.kind not in {"page", "list"}:
        return
    if home.kind == "page":
        if index is None:
            reason = f"{home.path} is the front page"
            lists.settings.append(Setting("INDEX_SAVE_AS", "", reason))
    elif index:
        lists.redirects.setdefault("index.html", index)
        lists.reasons[home.path] = f"a list, available at /{index} here"
    else:
        lists.reasons.setdefault(home.path, "the front page, a list of posts here")


def _names_term(file: JekyllFile) -> bool:
    return any(isinstance(file.values.get(key), str) for key in ("tag", "category"))


def _purpose(file: JekyllFile, files: SiteFiles, config: JekyllConfig) -> _Purpose | None:
    text, layout = file.body, str(file.values.get("layout") or "")
    seen: set[str] = set()
    while True:
        for sign, purpose in _SIGNS:
            if sign.search(text):
                return purpose
        path = posixpath.join(config.root, "_layouts", f"{layout}.html")
        if path in seen or path not in files.paths:
            break
        seen.add(path)
        text = files.read(path)
        above = _LAYOUT.search(text)
        layout = above[1] if above else ""
        if not above:
            # The outermost layout has menus, in which nearly everything is named.
            break
    return _LAYOUTS.get(str(file.values.get("layout") or "").lower())


def _folder_of_pages(config: JekyllConfig) -> str:
    path = config.text("paginate_path") if config.values.get("paginate") else ""
    return path.partition(":num")[0].strip("/").rpartition("/")[0]


def _pages_of_lists(config: JekyllConfig) -> Iterator[Setting]:
    number = config.values.get("paginate")
    pattern = config.text("paginate_path") or "/page:num"
    later = config.mapping("pagination")
    if later.get("enabled"):
        # jekyll-paginate-v2
        number, pattern = later.get("per_page", 10), str(later.get("permalink") or "/page:num/")
    if not isinstance(number, int) or number < 1:
        return
    reason = "posts per list, and the URLs of further pages"
    yield Setting("DEFAULT_PAGINATION", number, reason)
    folder = _folder_of_pages(config)
    inner = pattern.strip("/").removeprefix(folder).strip("/").replace(":num", "{number}")
    inner = inner.removesuffix("/index.html")
    url = f"{{base_name}}/{inner}" if inner.endswith(".html") else f"{{base_name}}/{inner}/"
    save_as = url if url.endswith(".html") else f"{url}index.html"
    patterns = [[1, "{url}", "{save_as}"], [2, url, save_as]]
    yield Setting("PAGINATION_PATTERNS", patterns, reason)


def _add_terms(
    lists: Lists,
    config: JekyllConfig,
    found: Sequence[JekyllFile],
    places: Mapping[str, Permalink],
) -> None:
    patterns: dict[str, str] = {}
    if "jekyll-archives" in config.plugins:
        patterns = dict(_archives(lists, config))
    everywhere = dict(patterns)
    by_hand: dict[tuple[str, str], str] = {}
    for kind in ("tag", "category"):
        pages = {
            str(file.values[kind]): (file.path, places[file.path].url)
            for file in found
            if file.kind == "list" and isinstance(file.values.get(kind), str)
        }
        shapes = Counter(
            shape for name, (_, url) in pages.items() if (shape := _shape(url, name)) is not None
        )
        if shapes:
            patterns.setdefault(kind, shapes.most_common(1)[0][0])
        pattern = patterns.get(kind, "")
        for name, (path, url) in pages.items():
            lists.reasons[path] = f"the page of a {kind}, which Pelican also generates"
            by_hand[kind, name] = url
            if pattern and url != (ours := pattern.format(slug=slugify(name))):
                lists.redirects[url] = ours
    lists.settings += _settings_of_terms(patterns)

    def term_url(kind: str, name: str) -> str | None:
        if (kind, name) in by_hand:
            return by_hand[kind, name]
        return everywhere[kind].format(slug=slugify(name)) if kind in everywhere else None

    lists.term_url = term_url
    _add_other_categories(lists, config, found, patterns)


def _settings_of_terms(patterns: Mapping[str, str]) -> Iterator[Setting]:
    for kind, pattern in patterns.items():
        word, reason = kind.upper(), "URLs of term pages"
        yield Setting(f"{word}_URL", pattern, reason)
        yield Setting(f"{word}_SAVE_AS", _file(pattern), reason)
    reason = "slugs as in Jekyll"
    for kind in patterns:
        yield Setting(f"{kind.upper()}_REGEX_SUBSTITUTIONS", _SLUGS, reason)
    if patterns:
        yield Setting("SLUGIFY_USE_UNICODE", value=True, reason=reason)


def _archives(lists: Lists, config: JekyllConfig) -> Iterator[tuple[str, str]]:
    said = config.mapping("jekyll-archives")
    enabled, named = said.get("enabled") or [], said.get("permalinks")
    everything = enabled is True or enabled == "all"
    named = named if isinstance(named, Mapping) else {}
    for kind, several in (("tag", "tags"), ("category", "categories")):
        if everything or (isinstance(enabled, list) and several in enabled):
            pattern = str(named.get(kind) or f"/{kind}/:name/").lstrip("/")
            yield kind, pattern.replace(":name", "{slug}").replace(":type", kind)
    path = ""
    for kind in _DATE_LISTS:
        path += f"/:{kind}"
        if everything or (isinstance(enabled, list) and kind in enabled):
            pattern = str(named.get(kind) or f"{path}/").lstrip("/").replace(":type", kind)
            for token, value in _DATE_LISTS.items():
                pattern = pattern.replace(f":{token}", value)
            word, reason = f"{kind.upper()}_ARCHIVE", "lists by date"
            lists.settings += [
                Setting(f"{word}_URL", pattern, reason),
                Setting(f"{word}_SAVE_AS", _file(pattern), reason),
            ]


def _shape(url: str, name: str) -> str | None:
    """Return a URL with a place for the slug of a term; None if it does not name the term."""
    head, slash, last = url.rstrip("/").rpartition("/")
    stem, extension = posixpath.splitext(last)
    if stem.lower() not in {slugify(name), name.lower(), name.lower().replace(" ", "-")}:
        return None
    return f"{head}{slash}{{slug}}{extension}{'/' if url.endswith('/') else ''}"


def _file(pattern: str) -> str:
    if pattern.endswith("/"):
        return f"{pattern}index.html"
    return pattern if posixpath.splitext(pattern)[1] else f"{pattern}.html"


def _add_other_categories(
    lists: Lists,
    config: JekyllConfig,
    found: Iterable[JekyllFile],
    patterns: Mapping[str, str],
) -> None:
    """Lead from the page of a category that is a tag here, as Pelican has one for each post."""
    firsts: set[str] = set()
    others: dict[str, None] = {}
    for file in found:
        if file.kind != "post" or file.values.get("published") is False:
            continue
        path = file.path[len(config.root) :].lstrip("/")
        folders = path.partition("_posts")[0].split("/")
        names = categories_of(file.values, [folder for folder in folders if folder])
        firsts.update(names[:1])
        others |= dict.fromkeys(names[1:])
    for name in others:
        old = lists.term_url("category", name)
        if old is not None and name not in firsts:
            ours = patterns.get("tag", "tag/{slug}.html").format(slug=slugify(name))
            lists.redirects.setdefault(old, ours)


def _add_feeds(
    lists: Lists,
    files: SiteFiles,
    config: JekyllConfig,
    found: Iterable[JekyllFile],
    places: Mapping[str, Permalink],
) -> None:
    feeds: dict[str, str] = {}
    reason = "feeds, at their old URLs"
    said = config.mapping("feed")
    if "jekyll-feed" in config.plugins:
        path = str(said.get("path") or "feed.xml").lstrip("/")
        if posixpath.join(config.root, path) not in files.paths:
            feeds["FEED_ALL_ATOM"] = path
        limit = said.get("posts_limit")
        limit = limit if isinstance(limit, int) else 10
        lists.settings.append(Setting("FEED_MAX_ITEMS", limit, reason))
        if said.get("categories"):
            feeds["CATEGORY_FEED_ATOM"] = "feed/{slug}.xml"
        if tags := said.get("tags"):
            folder = tags.get("path") if isinstance(tags, Mapping) else None
            feeds["TAG_FEED_ATOM"] = f"{str(folder or 'feed/by_tag/').lstrip('/')}{{slug}}.xml"
    for file in found:
        if file.kind != "other" or file.path not in places or file.folder:
            continue
        kind = _feed_kind(files.read(file.path))
        if kind is None:
            continue
        path = places[file.path].save_as
        if kind in feeds and feeds[kind] != path:
            lists.notes.append(
                f"/{path} was a second feed besides /{feeds[kind]} and is missing; redirect it"
                " to the other in your server's configuration"
            )
        feeds.setdefault(kind, path)
    lists.settings += [Setting(name, path, reason) for name, path in sorted(feeds.items())]


def _feed_kind(text: str) -> str | None:
    layout = _LAYOUT.search(text)
    if layout is not None and (named := re.search("rss|atom", layout[1].lower())):
        # The layout of a theme, which is not in the site's folder.
        return f"FEED_ALL_{named[0].upper()}"
    if "site.posts" not in text and "collections" not in text:
        return None
    for sign, kind in (
        ("<rss", "FEED_ALL_RSS"),
        ("<feed", "FEED_ALL_ATOM"),
        ("jsonfeed.org/version", "FEED_ALL_JSON"),
    ):
        if sign in text:
            return kind
    return None
