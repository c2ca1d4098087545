"""Give articles and pages their canonical tags before Pelican generates tag pages."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from typing import Any

from pelican import signals
from pelican.contents import Author, Category, Tag

from .._core import pelican_console, pelican_hooks
from .._core.build import build_of
from .._core.contract import FOUND_TAGS, TAGS_AS_TYPED
from .._core.diagnostics import report
from .._core.pelican_author_files import next_to_settings
from .._core.pelican_compat import slug_of_name, watch_also
from .._core.pelican_output import numbered_paths, taken_paths, write_redirect
from .redirects import OldSlug, old_slugs
from .report import invalid_tags, merge_summary
from .settings import TagsSettings
from .slugs import shared_slugs, slugs_of
from .taxonomies import AUTHOR, CATEGORY, TAG, TagIndex, TagUse, Taxonomy, Term, TermKind
from .vocabulary import Vocabulary
from .vocabulary_load import load_vocabulary

# In capitals, which no reader gives to a header's key.
_AS_WRITTEN = "POUCH_{}_AS_WRITTEN"

_CLASSES = {TAG: Tag, CATEGORY: Category, AUTHOR: Author}

_PUBLISHED = ("articles", "translations")
_UNLISTED = ("hidden_articles", "hidden_translations", "drafts", "drafts_translations")
_PAGES = (
    "pages",
    "translations",
    "hidden_pages",
    "hidden_translations",
    "draft_pages",
    "draft_translations",
)


@dataclass(slots=True)
class _Vocabularies:
    """The vocabularies of the site, by taxonomy."""

    by_kind: dict[TermKind, Vocabulary] = field(default_factory=dict)


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect()
    signals.initialized.connect(_configure)
    signals.article_generator_init.connect(_load_vocabularies)
    signals.article_generator_pretaxonomy.connect(_canonicalise_articles)
    signals.article_generator_finalized.connect(_localise_groups)
    signals.page_generator_finalized.connect(_canonicalise_pages)
    signals.article_writer_finalized.connect(_write_redirects)
    watch_also(_vocabulary_files)


def _vocabulary_files(settings: MutableMapping[str, Any]) -> list[str]:
    names = {kind.file for kind in (TAG, CATEGORY, AUTHOR)}
    own = settings.get("POUCH_TAGS")
    names |= {str(own["file"])} if isinstance(own, Mapping) and "file" in own else set()
    found = (next_to_settings(name, settings) for name in sorted(names))
    return [str(path.absolute()) for path in found if path is not None and path.exists()]


def _configure(pelican: Any) -> None:
    pelican_hooks.configure(pelican, TagsSettings, "POUCH_TAGS")


def _load_vocabularies(generator: Any) -> None:
    """Load the vocabularies, again for every build of autoreload."""
    settings = pelican_hooks.configure(generator, TagsSettings, "POUCH_TAGS")
    vocabularies = build_of(generator).put(_Vocabularies())
    find = partial(next_to_settings, settings=generator.settings, tell=report)
    for kind in (TAG, CATEGORY, AUTHOR):
        if kind is TAG or getattr(settings, kind.many):
            vocabularies.by_kind[kind] = load_vocabulary(kind, settings, find)


def _canonicalise_articles(generator: Any) -> None:
    # Published articles decide the spelling; drafts and pages follow.
    published = _contents(generator, _PUBLISHED)
    unlisted = _contents(generator, _UNLISTED)
    indexes = generator.context[FOUND_TAGS] = {}
    for kind, vocabulary in build_of(generator).state(_Vocabularies).by_kind.items():
        uses = [TagUse(name, c.date) for c in published for name in _written(kind, c)]
        taxonomy = Taxonomy(uses, vocabulary, generator.settings["DEFAULT_LANG"])
        others = taxonomy.terms_of(name for c in unlisted for name in _written(kind, c))
        implied = taxonomy.implied_by((*taxonomy.terms, *others))
        terms = {term.name: term for term in (*taxonomy.terms, *others, *implied)}
        slugify = _slugify(kind, generator.settings)
        slugs = slugs_of(terms.values(), slugify)
        reserved = _pagination_conflicts(kind, generator, taxonomy, slugs)
        if reserved:
            slugs = slugs_of(terms.values(), slugify, reserved)
        indexes[kind] = TagIndex(kind, vocabulary, taxonomy, slugs, slugify)
        _rename(
            indexes[kind], [*published, *unlisted], _Wrappers(indexes[kind], generator.settings)
        )
        for problem in chain(
            shared_slugs(slugs.items(), slugify, reserved), invalid_tags(indexes[kind])
        ):
            report(problem)


def _pagination_conflicts(
    kind: TermKind, generator: Any, taxonomy: Taxonomy, slugs: dict[str, str]
) -> set[str]:
    """Return slugs that collide with a pagination page of another term.

    Such as page 3 of `python` with `python3`, at which Pelican would abort the build.
    """
    settings = generator.settings
    templates = settings["PAGINATED_TEMPLATES"]
    if kind.word not in templates or not (templates[kind.word] or settings["DEFAULT_PAGINATION"]):
        return set()
    listed: dict[str, list[Any]] = defaultdict(list)
    for article in generator.articles:
        for term in taxonomy.terms_of(_written(kind, article)):
            listed[term.name].append(article)
    pages = {}
    further: set[str] = set()
    for name, articles in listed.items():
        wrapper = _CLASSES[kind](name, settings)
        wrapper.slug = slugs[name]
        pages[wrapper.save_as] = slugs[name]
        further.update(
            numbered_paths(kind.word, wrapper.save_as, wrapper.url, articles, settings)[1:]
        )
    return {slug for path, slug in pages.items() if path in further}


def _localise_groups(generator: Any) -> None:
    """Name Pelican's groups in the site's own language."""
    for kind, index in generator.context.get(FOUND_TAGS, {}).items():
        if not index.has_languages:
            continue
        wrappers = _Wrappers(index, generator.settings)
        terms = {index.slugs[term.name]: term for term in index.taxonomy.terms}
        groups = getattr(generator, kind.many)
        pairs = list(groups.items() if isinstance(groups, dict) else groups)
        named = [
            (wrappers.of(terms[group.slug]) if group.slug in terms else group, articles)
            for group, articles in pairs
        ]
        if isinstance(groups, dict):
            groups.clear()
            groups.update(named)
        else:
            groups[:] = named
        generator.context[kind.many] = named


def _canonicalise_pages(generator: Any) -> None:
    indexes = generator.context.get(FOUND_TAGS)
    if indexes is None:
        indexes = {
            kind: TagIndex(kind, v, Taxonomy((), v), {}, _slugify(kind, generator.settings))
            for kind, v in build_of(generator).state(_Vocabularies).by_kind.items()
        }
    for each in indexes.values():
        _rename(each, _contents(generator, _PAGES), _Wrappers(each, generator.settings))


def _write_redirects(generator: Any, writer: Any) -> None:
    for index in generator.context.get(FOUND_TAGS, {}).values():
        for line in merge_summary(index):
            pelican_console.tell("tags", line)
        write_redirects(index, generator, writer)


def _contents(generator: Any, names: tuple[str, ...]) -> list[Any]:
    return list(chain.from_iterable(getattr(generator, name) for name in names))


def _slugify(kind: TermKind, settings: dict[str, Any]) -> Callable[[str], str]:
    """Return Pelican's slugify for a taxonomy, without its warning about empty slugs."""
    return partial(slug_of_name, _CLASSES[kind]("", settings))


def _written(kind: TermKind, content: Any) -> tuple[str, ...]:
    """Return a content's terms as written, also if Pelican's cache stored it renamed."""
    key = _AS_WRITTEN.format(kind.many.upper())
    if key not in content.metadata:
        names = [term.name for term in _terms(kind, content)]
        if kind is TAG:
            typed = {name.strip(): name for name in content.metadata.get(TAGS_AS_TYPED, ())}
            names = [typed.get(name, name) for name in names]
        content.metadata[key] = tuple(names)
    return content.metadata[key]  # type: ignore[no-any-return]


def _terms(kind: TermKind, content: Any) -> Iterator[Any]:
    if kind is CATEGORY:
        return iter([content.category] if getattr(content, "category", None) else [])
    return iter(getattr(content, kind.many, ()))


def _rename(index: TagIndex, contents: list[Any], wrappers: _Wrappers) -> None:
    for content in contents:
        written = _written(index.kind, content)
        if not written:
            continue
        own = index.taxonomy.terms_of(written)
        implied = index.taxonomy.implied_by(own)
        language = getattr(content, "lang", "")
        terms = [wrappers.of(term, language) for term in (*own, *implied)]
        if index.kind is TAG:
            content.tags = content.metadata["tags"] = terms
            content.implied_tags = tuple(terms[len(own) :])
        elif not terms:
            # Most themes require a category and an author.
            continue
        elif index.kind is CATEGORY:
            content.category = content.metadata["category"] = terms[0]
        else:
            content.authors = content.metadata["authors"] = terms
            content.author = terms[0]


class _Wrappers:
    """Pelican's objects for the terms of a site, one per term and language."""

    def __init__(self, index: TagIndex, settings: dict[str, Any]) -> None:
        self._index = index
        self._settings = settings
        self._made: dict[tuple[str, str], Any] = {}

    def of(self, term: Term, language: str = "") -> Any:
        names = term.entry.names if term.entry else {}
        language = language if language in names else self._settings["DEFAULT_LANG"]
        name = names.get(language, term.name)
        if (term.name, name) not in self._made:
            wrapper = _CLASSES[self._index.kind](name, self._settings)
            slug = self._index.slugs.get(term.name)
            # Only if different: an explicit slug no longer follows the name.
            if slug is not None and slug != slug_of_name(wrapper, name):
                wrapper.slug = slug
            self._made[term.name, name] = wrapper
            wrapper.aliases = term.aliases
            wrapper.description = term.entry.description if term.entry else ""
            wrapper.parents = [
                self.of(parent, language) for parent in self._index.taxonomy.parents_of(term)
            ]
        return self._made[term.name, name]


logger = logging.getLogger(__name__)

_PELICANS_FEED_TYPES = ("atom", "rss")


def write_redirects(index: TagIndex, generator: Any, writer: Any) -> None:
    """Write redirects and feeds at every URL that a merge removed."""
    gone = old_slugs(index)
    if not gone:
        return
    word = index.kind.word
    groups = getattr(generator, index.kind.many)
    articles = {group.slug: (group, its) for group, its in dict(groups).items()}
    taken = taken_paths(generator, writer)
    for one in gone:
        if one.new not in articles:
            continue
        group, listed = articles[one.new]
        for path in _old_pages(word, one, group, listed):
            problem = write_redirect(writer, path, group.url, group.name, taken)
            if problem:
                logger.info("%s (of the %s %r)", problem, word, one.written)
        _write_feeds(one, group, listed, generator, writer)


def _old_pages(word: str, one: OldSlug, group: Any, articles: list[Any]) -> list[str]:
    old = type(group)(one.written, group.settings)
    old.slug = one.old
    listed = articles[: max(one.uses, 1)]
    return numbered_paths(word, old.save_as, old.url, listed, group.settings)


def _write_feeds(
    one: OldSlug, group: Any, articles: list[Any], generator: Any, writer: Any
) -> None:
    """Write all articles of the tag to the old feeds, so that subscribers keep them."""
    settings = generator.settings
    for kind in getattr(writer, "feed_types", _PELICANS_FEED_TYPES):
        name = f"{type(group).__name__.upper()}_FEED_{kind.upper()}"
        if not settings.get(name):
            continue
        path = str(settings[name])
        try:
            writer.write_feed(
                articles,
                generator.context,
                path.format(slug=one.old),
                settings.get(f"{name}_URL", path).format(slug=one.old),
                feed_type=kind,
                feed_title=group.name,
            )
        except (OSError, RuntimeError) as error:
            logger.info("the old feed of %r is not written (%s)", one.written, error)
