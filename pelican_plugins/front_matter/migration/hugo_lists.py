"""The lists that Hugo makes, and where they are here: sections, taxonomies, feeds and menus."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ..._core.urls import in_path
from ..permalinks.hugo import old_url
from ..permalinks.hugo_tokens import sanitised
from ..settings import FrontMatterSettings
from .hugo_config import HugoConfig, strings
from .hugo_files import HugoText, date_of, link_of, terms_of
from .hugo_languages import default_language, languages, mirrors
from .site import Setting
from .values import at, mappings_in, string_at, strings_at

_OURS = {"tags": "tag", "categories": "category", "authors": "author"}
_OF_TERM = re.compile(r":(?:slugor)?(?:slug|title|filename|contentbasename)(?!\w)")
_OF_SECTION = re.compile(r":section(?:slug)?s?(?:\[[^\]]*\])?(?!\w)")
# Pelican's slugs with Hugo's spelling. A character that is neither kept nor a space is dropped.
_DROPPED = (
    r"[!\"$&'()*,:;<=>?\[\]^`{|}\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7"
    r"\u200b-\u2027\u202a-\u205e\u2060-\u20cf\u2190-\u2bff\u3001-\u3004\u3008-\u3020\u3030"
    r"\U0001f000-\U0001faff]"
)
SLUGS = (
    (r"%(?![0-9a-f]{2})", ""),
    (_DROPPED, ""),
    (r"(?<=-)\s+|\s+(?=-)|\A\s+|\s+\Z", ""),
    (r"\s+", "-"),
)


@dataclass(frozen=True, slots=True)
class Lists:
    """The treatment of a site's lists.

    Attributes:
        settings: of Pelican.
        redirects: see `FrontMatterSettings`.
        term_url: see `OldSite`.
        by_section: whether the section of a post is its category here.
    """

    settings: tuple[Setting, ...]
    redirects: Mapping[str, str]
    term_url: Callable[[str, str], str | None]
    by_section: bool


def lists_of(config: HugoConfig, texts: Iterable[HugoText], reading: FrontMatterSettings) -> Lists:
    """Return what happened to the lists of a site.

    Args:
        config: of the site.
        texts: that have a page.
        reading: how they are read.
    """
    return _Site(config, tuple(texts), reading).lists()


def plurals(config: HugoConfig) -> list[str]:
    """Return the names of the taxonomies, as front matter has them."""
    stated = config.get("taxonomies")
    if not isinstance(stated, Mapping):
        return ["tags", "categories"]
    return [name.strip() for name in stated.values() if isinstance(name, str) and name.strip()]


@dataclass(slots=True)
class _Site:
    config: HugoConfig
    texts: tuple[HugoText, ...]
    reading: FrontMatterSettings
    redirects: dict[str, str] = field(default_factory=dict)
    archives: str = "archives.html"

    def lists(self) -> Lists:
        with_categories = any(
            terms_of(t, k) for t in self.texts for k in ("categories", "category")
        )
        by_section = not with_categories and not self._worded_sections()
        settings = list(self._taxonomies(by_section))
        if not by_section and (main := self._main_section()):
            self.archives = main
            settings += _address(
                "ARCHIVES", main, "the main section's list is the list of all posts"
            )
        settings += [*self._feeds(by_section), *self._pages()]
        self._sections(by_section)
        self._terms()
        self._mirrors()
        self._newer_spellings()
        if menu := list(self._menu()):
            settings.append(Setting("MENUITEMS", menu, "the main menu"))
        return Lists(tuple(settings), dict(self.redirects), partial(_term_url, self), by_section)

    # Languages

    def _prefix(self, language: str = "") -> str:
        prefix = self.reading.url_prefixes.get(language, "").strip("/")
        return f"{prefix}/" if prefix else ""

    def _language(self, text: HugoText) -> str:
        return link_of(text, self.reading).language

    # Sections

    def _section_of(self, text: HugoText) -> str:
        section = text.inner.partition("/")[0] if text.folder else ""
        return "" if section in self.plurals() else section

    def _is_dated(self, text: HugoText) -> bool:
        return date_of(text, self.reading) is not None

    def _listed(self) -> set[str]:
        """Return the sections that hold articles."""
        dated = (t for t in self.texts if not t.is_section and self._is_dated(t))
        return {section for text in dated if (section := self._section_of(text))}

    def _worded_sections(self) -> bool:
        """Return whether a section of articles has its own text, which becomes a page here."""
        listed = self._listed()
        worded = (t.inner for t in self.texts if t.is_section and t.has_words)
        return any(posixpath.dirname(inner) in listed for inner in worded)

    def _main_section(self) -> str:
        """Return the URL of the list of the section that readers mean by posts; may be empty."""
        named = self.config.get("params", "mainsections") or self.config.get("mainsections")
        counts = Counter(self._section_of(t) for t in self.texts if self._is_dated(t))
        sections = [*strings(named), *(section for section, _ in counts.most_common() if section)]
        own = {t.inner: t for t in self.texts if t.is_section and not self._language(t)}
        for section in sections:
            page = own.get(f"{section}/_index.md")
            if not (page and page.has_words) and counts[section]:
                return link_of(page, self.reading).url if page else self._list_url(section)
        return ""

    def _sections(self, by_section: bool) -> None:
        """Redirect the lists of sections to the lists that have their posts."""
        categories = self._listed() if by_section else set()
        own = {
            (self._language(text), posixpath.dirname(text.inner)): text
            for text in self.texts
            if text.is_section and text.inner.partition("/")[0] not in self.plurals()
        }
        places = set(own)
        for text in self.texts:
            if section := self._section_of(text):
                places.add((self._language(text), section))
        for language, folder in sorted(places):
            top = folder.partition("/")[0]
            target = self._list_url(top) if top in categories else self.archives if folder else ""
            page = own.get((language, folder))
            url = link_of(page, self.reading).url if page else self._list_url(folder, language)
            if page is not None and page.has_words and folder:
                target = url
            elif page is not None:
                self._aliases(page, target)
            self._redirect(url, target)
            if folder and top in self.reading.ugly_url_folders:
                self._redirect(f"{url.rstrip('/')}.html", target)
        if len(languages(self.config)) > 1:
            for language in languages(self.config):
                self.redirects.setdefault(self._prefix(language) or f"{language}/", "")

    def _mirrors(self) -> None:
        """Redirect a second language of one folder (an old trick for two URLs) to the first."""
        default = default_language(self.config)
        for code, first in mirrors(self.config).items():
            for text in self.texts:
                link = link_of(text, self.reading)
                if link.language == ("" if first == default else first):
                    prefix = self._prefix(first if link.language else "")
                    url = link.url.removeprefix(prefix)
                    self._redirect(self._prefix(code) + url, self.redirects.get(link.url, link.url))

    def _newer_spellings(self) -> None:
        """Keep the URLs that Hugo has derived from names since 0.123: of `a & b`, it is `a--b`."""
        for text in self.texts:
            if " " in text.inner:
                newer = replace(text, inner=text.inner.replace(" ", "-"))
                link = link_of(text, self.reading)
                self._redirect(link_of(newer, self.reading).url, link.url)

    def _redirect(self, old: str, target: str) -> None:
        if old and old != target:
            self.redirects[old] = target

    def _aliases(self, page: HugoText, target: str) -> None:
        for alias in strings_at(page.values, "aliases"):
            old = old_url(alias, link_of(page, self.reading), self.reading)
            self._redirect(old.lstrip("/"), target)

    def _list_url(self, folder: str, language: str = "") -> str:
        url = self._prefix(language) + sanitised(folder, self.reading)
        return f"{url}.html" if self.reading.ugly_urls else f"{url}/"

    # Taxonomies

    def plurals(self) -> list[str]:
        """Return the names of the taxonomies."""
        return plurals(self.config)

    def is_off(self, kind: str) -> bool:
        """Return whether Hugo makes no pages of a kind."""
        return kind in {name.lower() for name in strings(self.config.get("disablekinds"))}

    def pattern(self, plural: str) -> str:
        """Return the URL of a term, with `{slug}`."""
        permalinks = self.config.mapping("permalinks")
        stated = string_at(permalinks, "term", plural) or string_at(permalinks, plural)
        stated = _OF_SECTION.sub(plural, _OF_TERM.sub("{slug}", stated)).strip("/")
        folder = sanitised(plural, self.reading)
        path = stated if "{slug}" in stated and ":" not in stated else f"{folder}/{{slug}}"
        return f"{path}.html" if self.reading.ugly_urls else f"{path}/"

    def _taxonomies(self, by_section: bool) -> Iterator[Setting]:
        reason = f"taxonomies as in {self.config.because}"
        plurals = self.plurals()
        for plural, kind in _OURS.items():
            word, words = kind.upper(), plural.upper()
            url = self._prefix() + self.pattern(plural)
            folder = self._prefix() + sanitised(plural, self.reading)
            if kind == "category" and by_section:
                reason = "sections become categories, since no post has one"
                url = self._list_url("{slug}").replace("slug", "{slug}")
            elif plural != "tags" and (plural not in plurals or self.is_off("term")):
                # Tags are made here of the categories after the first, too.
                continue
            yield from _address(word, url, reason)
            if not self.is_off("taxonomy"):
                over = f"{folder}.html" if self.reading.ugly_urls else f"{folder}/"
                yield from _address(words, over, reason)
        yield Setting("SLUGIFY_USE_UNICODE", value=True, reason="terms are spelt as in Hugo")
        yield Setting("SLUG_REGEX_SUBSTITUTIONS", list(SLUGS), "terms are spelt as in Hugo")
        if odd := dict(self._odd_slugs()):
            yield Setting("POUCH_TAGS", {"slugs": odd}, "terms are spelt as in Hugo")

    def _odd_slugs(self) -> Iterator[tuple[str, str]]:
        for name in sorted({term for text in self.texts for term in terms_of(text, "tags")}):
            slug = unicodedata.normalize("NFKC", name)
            for pattern, replacement in SLUGS:
                slug = re.sub(pattern, replacement, slug, flags=re.IGNORECASE)
            wanted = sanitised(name, self.reading)
            if wanted and wanted != slug.lower():
                yield name, wanted

    def _terms(self) -> None:
        """Have the pages of terms that Pelican does not make lead to others."""
        known = set(self._known_terms())
        named = [] if self.is_off("term") else self.plurals()
        for text in self.texts:
            prefix = self._prefix(self._language(text))
            for plural in named:
                for term in terms_of(text, plural):
                    if slug := sanitised(term, self.reading):
                        old = prefix + self.pattern(plural).replace("{slug}", slug)
                        self._redirect(old, self._term_here(plural, slug, known))
                folder = sanitised(plural, self.reading)
                if prefix != self._prefix() or plural not in _OURS:
                    end = ".html" if self.reading.ugly_urls else "/"
                    ours = self._prefix() + folder + end if plural in _OURS else self.archives
                    self._redirect(prefix + folder + end, ours)

    def _known_terms(self) -> Iterator[tuple[str, str]]:
        """Yield taxonomy and slug of the terms that have a page here: those of articles.

        Pelican lists no pages and no translations there, and an article has one category; the
        others are tags.
        """
        originals = {
            link_of(t, self.reading).translation for t in self.texts if not self._language(t)
        }
        for text in self.texts:
            link = link_of(text, self.reading)
            if link.kind != "article" or (link.language and link.translation in originals):
                continue
            for plural in _OURS:
                for number, term in enumerate(terms_of(text, plural)):
                    is_tag = plural == "categories" and number
                    yield "tags" if is_tag else plural, sanitised(term, self.reading)

    def _term_here(self, plural: str, slug: str, known: set[tuple[str, str]]) -> str:
        wanted = [plural, "tags"] if plural == "categories" else [plural]
        for taxonomy in wanted:
            if (taxonomy, slug) in known:
                return self._prefix() + self.pattern(taxonomy).replace("{slug}", slug)
        return self.archives

    # Feeds, pages of lists, menus

    def _feeds(self, by_section: bool) -> Iterator[Setting]:
        reason = "feeds, at Hugo's URLs"
        name = string_at(self.config.mapping("outputformats"), "rss", "basename") or "index"

        def has_feed(kind: str) -> bool:
            outputs = at(self.config.values, "outputs", kind)
            formats = {one.lower() for one in strings(outputs)}
            return not self.is_off("rss") and (not formats or "rss" in formats)

        if has_feed("home"):
            several = len(languages(self.config)) > 1
            if not self._prefix():
                # With several languages, that of the default one.
                yield Setting("FEED_RSS" if several else "FEED_ALL_RSS", f"{name}.xml", reason)
            if several:
                yield Setting("TRANSLATION_FEED_RSS", f"{{lang}}/{name}.xml", reason)
        kinds = {"TAG": "tags", "CATEGORY": "categories", "AUTHOR": "authors"}
        for word, plural in kinds.items():
            folder = self.pattern(plural).removesuffix(".html").rstrip("/")
            if word == "CATEGORY" and by_section:
                folder = "{slug}"
            elif plural not in self.plurals():
                continue
            if has_feed("section" if folder == "{slug}" else "term"):
                yield Setting(f"{word}_FEED_RSS", f"{self._prefix()}{folder}/{name}.xml", reason)

    def _pages(self) -> Iterator[Setting]:
        size = self.config.get("pagination", "pagersize") or self.config.get("paginate")
        path = self.config.text("pagination", "path") or self.config.text("paginatepath") or "page"
        reason = "URLs of paginated lists"
        yield Setting("DEFAULT_PAGINATION", size if isinstance(size, int) else 10, reason)
        further = f"{{base_name}}/{path.strip('/')}/{{number}}/"
        patterns = [(1, "{url}", "{save_as}"), (2, further, f"{further}index.html")]
        yield Setting("PAGINATION_PATTERNS", patterns, reason)

    def _menu(self) -> Iterator[tuple[str, str]]:
        of_language = self.config.mapping("languages", default_language(self.config), "menus")
        entries = [*mappings_in(of_language.get("main") or self.config.get("menus", "main"))]
        found = [(_weight(entry), _name(entry), _url(entry)) for entry in entries]
        for text in self.texts:
            stated = text.values.get("menu", text.values.get("menus"))
            entry = at(stated, "main") if isinstance(stated, Mapping) else None
            is_named = entry is not None or "main" in strings(stated)
            if is_named and not self._language(text):
                name = string_at(entry, "name") or string_at(text.values, "title")
                found.append((_weight(entry), name, f"/{link_of(text, self.reading).url}"))
        for _, name, url in sorted(found, key=lambda one: one[0]):
            if name and url:
                yield name, url


def _term_url(site: _Site, kind: str, name: str) -> str | None:
    plural = next(plural for plural, ours in _OURS.items() if ours == kind)
    if plural not in site.plurals() or site.is_off("term"):
        return None
    known = {term for text in site.texts for term in terms_of(text, plural)}
    slug = sanitised(name, site.reading)
    if name not in known or not slug:
        return None
    return site._prefix() + site.pattern(plural).replace("{slug}", in_path(slug))


def _address(word: str, url: str, reason: str) -> Iterator[Setting]:
    yield Setting(f"{word}_URL", url, reason)
    save_as = f"{url}index.html" if url.endswith("/") else url
    yield Setting(f"{word}_SAVE_AS", save_as, reason)


def _weight(entry: Any) -> float:
    weight = at(entry, "weight")
    # Entries without one come last.
    return weight if isinstance(weight, int | float) and weight else float("inf")


def _name(entry: Mapping[str, Any]) -> str:
    return string_at(entry, "name") or string_at(entry, "title") or string_at(entry, "identifier")


def _url(entry: Mapping[str, Any]) -> str:
    if url := string_at(entry, "url"):
        return url
    page = string_at(entry, "pageref").strip("/")
    return f"/{page}/" if page else ""
