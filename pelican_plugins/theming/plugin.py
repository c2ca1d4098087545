"""Replace Pelican's default theme by ours, and give its templates what they need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator
from pelican.settings import DEFAULT_CONFIG

from .._core import pelican_console, pelican_hooks
from .._core.build import build_of
from .._core.contract import resources_of
from .._core.diagnostics import Severity, report
from .._core.pelican_kept_outputs import kept_outputs
from .._core.pelican_output import taken_paths, write_theme_file
from .._core.prose import excerpt_of, summary_html
from .._core.rules import BUILD
from .._core.text import did_you_mean
from .._core.theme_folder import theme_folder
from .author_notes import author_notes
from .languages import language_name, plural_form, relatives, written_date, written_period
from .link_settings import SETTINGS, read_links
from .pelican_article_end import ArticleEnds
from .pelican_fonts import FOLDER, SiteFonts, load_fonts
from .pelican_front_pages import FrontPages, front_page_pattern
from .pelican_logo import LogoInHeader
from .pelican_pinned import PinnedArticles
from .search_index import index_site
from .settings import ThemeSettings
from .stylesheet import (
    accent_rules,
    bundle,
    contrast_on_paper,
    font_rules,
    hashed_name,
    with_choice,
)

if TYPE_CHECKING:
    from .article_view.build import ArticleView


_NAMESPACE = "pelican.plugins.pouch"


@dataclass(slots=True)
class _ThemeInUse:
    """The suite's theme; empty if another theme is in use.

    Attributes:
        template_globals: by name.
        style: its style sheet.
        pages: names of pages that Pelican does not generate.
        front_pages: of languages; None if there are none.
        logo: in the header; None if there is none.
        collectors: objects that look at all articles before pages are written.
        fonts: its own fonts.
    """

    template_globals: dict[str, Any] = field(default_factory=dict)
    style: str = ""
    pages: tuple[str, ...] = ()
    front_pages: FrontPages | None = None
    logo: LogoInHeader | None = None
    collectors: list[ArticleEnds | PinnedArticles | FrontPages] = field(default_factory=list)
    fonts: SiteFonts = field(default_factory=SiteFonts)


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect("bs4")
    signals.initialized.connect(_apply)
    signals.generator_init.connect(_add_globals)
    signals.get_generators.connect(_offer_generator)
    signals.static_generator_finalized.connect(_find_logo)
    signals.all_generators_finalized.connect(_collect)
    signals.finalized.connect(_index_site)


def _apply(pelican: Any) -> None:
    # It decides how pages look, and never what is published or where.
    settings = pelican_hooks.configure(pelican, ThemeSettings, "POUCH_THEME", must_fit=False)
    site = pelican.settings
    in_use = build_of(pelican).keep(_ThemeInUse())
    # By identity: a site that sets "notmyidea" explicitly has an equal path, and keeps it.
    if settings.apply and site["THEME"] is DEFAULT_CONFIG["THEME"]:
        pelican.theme = site["THEME"] = theme_path()
        # Pelican clears it if the replaced theme lacks the file.
        site["CSS_FILE"] = site["CSS_FILE"] or "main.css"
        if _NAMESPACE in site["PLUGINS"]:
            # Pelican may have discovered the suite: then installing it changed the look.
            pelican_console.tell(
                "theming", "theme: Pouch, since THEME is not set (set it to use another)"
            )
    folder = Path(site["THEME"])
    if not (folder / "templates" / "strings.html").is_file():
        return
    in_use.fonts = load_fonts(settings.fonts, Path(site["PATH"]))
    style = _stylesheet(settings, in_use.fonts, folder / "static" / "css", Path(site["PATH"]))
    in_use.style, in_use.pages = style, settings.pages
    template_globals = in_use.template_globals
    template_globals["pouch_theme"] = settings
    template_globals["pouch_stylesheet"] = f"{site['THEME_STATIC_DIR']}/css/{hashed_name(style)}"
    template_globals["pouch_fonts"] = tuple(
        f"{site['THEME_STATIC_DIR']}/{FOLDER}/{name}" for name in in_use.fonts.preloaded
    )
    template_globals["pouch_reading"] = lambda content, words: _article_view(
        content, words, settings
    )
    template_globals["pouch_excerpt"] = excerpt_of
    template_globals["pouch_summary"] = summary_html
    template_globals["pouch_links"] = _link_settings(site, settings)
    template_globals |= {
        "pouch_relatives": relatives,
        "pouch_language_name": language_name,
        "pouch_plural_form": plural_form,
        "pouch_date": written_date,
        "pouch_period": written_period,
    }
    if "search" in settings.pages:
        template_globals["pouch_search"] = "search.html"
    _add_features(pelican, settings, in_use)


def _add_features(pelican: Any, settings: ThemeSettings, in_use: _ThemeInUse) -> None:
    """Add what a setting turns on."""
    template_globals, site = in_use.template_globals, pelican.settings
    if settings.previous_next != "none" or settings.related:
        template_globals["pouch_end"] = ends = ArticleEnds(settings)
        in_use.collectors.append(ends)
    if settings.pinned:
        template_globals["pouch_pinned"] = pinned = PinnedArticles(settings.pinned)
        in_use.collectors.append(pinned)
    if settings.authors:
        notes, problems = author_notes(settings.authors)
        template_globals["pouch_authors"] = notes
        for problem in problems:
            report(problem)
    if settings.logo:
        in_use.logo = LogoInHeader(build_of(pelican), settings.logo)
        template_globals["pouch_logo"] = in_use.logo
    if pattern := front_page_pattern(settings.language_index_save_as, site):
        template_globals["pouch_front_pages"] = in_use.front_pages = FrontPages(pattern)
        in_use.collectors.append(in_use.front_pages)


def _link_settings(site: Mapping[str, Any], settings: ThemeSettings) -> dict[str, Any]:
    """Return the links in the settings that any theme may use."""
    found = {name: read_links(site.get(name)) for name in SETTINGS}
    menu = {"POUCH_THEME['menu']": read_links(settings.menu)}
    for name, links in (found | menu).items():
        for problem in links.problems(name):
            report(problem)
    return {name: links.shown for name, links in found.items()}


def _add_globals(generator: Any) -> None:
    # Not in the settings, which Pelican's content cache pickles.
    generator.env.globals.update(build_of(generator).lasting(_ThemeInUse).template_globals)


def _find_logo(generator: Any) -> None:
    logo = build_of(generator).lasting(_ThemeInUse).logo
    if logo is not None:
        logo.find(generator)


def _collect(generators: Iterable[Any]) -> None:
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            for collector in build_of(generator).lasting(_ThemeInUse).collectors:
                collector.collect(generator)


class ThemeFiles(Generator):  # type: ignore[misc]
    """Writes the theme's style sheet, and the pages that Pelican does not generate.

    Pelican runs it after its own generators.
    """

    def generate_output(self, writer: Any) -> None:
        """Write the style sheet, and pages whose paths are free."""
        build = build_of(self)
        theme = build.lasting(_ThemeInUse)
        folder = f"{self.settings['THEME_STATIC_DIR']}/{FOLDER}"
        files = {f"{folder}/{name}": data for name, data in theme.fonts.files.items()}
        files[theme.template_globals["pouch_stylesheet"]] = theme.style.encode()
        for name, data in files.items():
            write_theme_file(self, writer, name, data)
        if theme.front_pages is not None:
            theme.front_pages.write(self, writer)
        self._check_sidebar(theme.template_globals["pouch_theme"].sidebar)
        taken = taken_paths(self, writer)
        for name in theme.pages:
            if taken.owner_of(f"{name}.html") is None:
                self._write_page(writer, name)

    def _check_sidebar(self, sidebar: Mapping[str, tuple[str, ...]]) -> None:
        pages = {page.relative_source_path for page in self.context.get("pages", ())}
        for path in (path for paths in sidebar.values() for path in paths if path not in pages):
            text = f"POUCH_THEME['sidebar'] lists {path!r}, which is not a published page"
            fix = did_you_mean(path, sorted(pages)) or "give its path in the content folder"
            report(BUILD(text, fix))

    def _write_page(self, writer: Any, name: str) -> None:
        relative = self.settings["RELATIVE_URLS"]
        more = {}
        if name == "404":
            # It is served at any URL, so relative URLs would break, and absolute ones would leave
            # a local preview without its style.
            relative = False
            more["SITEURL"] = urlsplit(self.settings["SITEURL"]).path.rstrip("/")
        template = self.get_template(name)
        writer.write_file(f"{name}.html", template, self.context, relative_urls=relative, **more)


def _offer_generator(pelican: Any) -> type[Generator] | None:
    return ThemeFiles if build_of(pelican).lasting(_ThemeInUse).template_globals else None


def _index_site(pelican: Any) -> None:
    if "pouch_search" in build_of(pelican).lasting(_ThemeInUse).template_globals and (
        wrong := index_site(
            Path(pelican.output_path), pelican.settings["DEFAULT_LANG"], kept_outputs(pelican)
        )
    ):
        report(wrong)


def _stylesheet(settings: ThemeSettings, fonts: SiteFonts, css: Path, content: Path) -> str:
    parts = [bundle("main.css", lambda name: (css / name).read_text(encoding="utf-8"))]
    with _reporting("fonts"):
        parts += [*fonts.rules, font_rules(fonts.stacks)]
    if settings.accent:
        with _reporting("accent"):
            rules, instead = accent_rules(settings.accent)
            parts.append(rules)
            if instead:
                contrast = contrast_on_paper(settings.accent)
                text = (
                    f"POUCH_THEME['accent'] {settings.accent} has a contrast of only {contrast:.1f}"
                )
                text += " on the background, and text needs 4.5"
                report(
                    BUILD(
                        text, f"{instead} is used instead, the nearest colour with enough contrast"
                    )
                )
    for name in settings.custom_css:
        try:
            parts.append((content / name).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            report(
                BUILD(
                    f"POUCH_THEME['custom_css'] is {name}, which cannot be read from the"
                    f" content folder ({error})",
                    "correct its path",
                    severity=Severity.ERROR,
                )
            )
    text = "\n".join(filter(None, parts)) + "\n"
    return with_choice(text) if settings.dark_switch else text


@contextmanager
def _reporting(key: str) -> Iterator[None]:
    """Report a value of `POUCH_THEME` that cannot be used; the default applies."""
    try:
        yield
    except ValueError as error:
        text = f"POUCH_THEME[{key!r}]: {error}"
        report(BUILD(text, "correct it; the default is used", severity=Severity.ERROR))


def _article_view(
    content: Any, words: Mapping[str, object], settings: ThemeSettings
) -> ArticleView:
    # Not loaded in a build that renders no page of an article.
    from .article_view.build import ArticleViewOptions, build_view

    wanted = ArticleViewOptions(
        *(settings.toc, settings.sidenotes, settings.words_per_minute, settings.heading_links)
    )
    asked = content.metadata.get("toc")
    if isinstance(asked, str):
        asked = asked.strip().lower() in {"true", "yes", "on", "1"}
    if asked is not None:
        wanted = replace(wanted, toc=1 if asked else 0)
    return build_view(content.content, resources_of(content), words, wanted)


def theme_path() -> str:
    """Return the path of the theme, as a value for `THEME`.

    Raises:
        PouchError: the installation is incomplete.
    """
    return str(theme_folder())
