"""Put our theme in the place of Pelican's default, and give its templates what the owner asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.settings import DEFAULT_CONFIG

from .._core import pelican_hooks
from .._core.atomic_files import write_atomic
from .._core.build import build_of
from .._core.contract import resources_of
from .._core.diagnostics import report
from .._core.errors import SettingsError
from .._core.output_paths import FileKind, WrittenFiles
from .._core.pelican_output import taken_paths
from .._core.rules import BUILD
from .article_view.build import ArticleView, ArticleViewOptions, build_view
from .locate import theme_path
from .owner_links import SETTINGS, read_links
from .search import index_site
from .settings import ThemeSettings
from .stylesheet import accent_rules, bundle, contrast_on_paper, font_rules, hashed_name


@dataclass(slots=True)
class _ThemeInUse:
    """The suite's theme; with another theme nothing is given and written.

    Attributes:
        given: what its templates are given, by name.
        style: its style sheet.
        pages: names of the pages that Pelican does not know.
    """

    given: dict[str, Any] = field(default_factory=dict)
    style: str = ""
    pages: tuple[str, ...] = ()


def register() -> None:
    """Connect to Pelican."""
    pelican_hooks.connect()
    signals.initialized.connect(_apply)
    signals.generator_init.connect(_give)
    signals.get_generators.connect(_offer_generator)
    signals.get_generators.connect(_forget_pieces)
    signals.finalized.connect(_index)


def _apply(pelican: Any) -> None:
    settings = pelican_hooks.configure(pelican, ThemeSettings, "POUCH_THEME")
    site = pelican.settings
    in_use = build_of(pelican).keep(_ThemeInUse())
    # The very object and not only the same text: an owner who asks for "notmyidea" by its
    # name gets a path that Pelican has made anew, and keeps that theme.
    if settings.apply and site["THEME"] is DEFAULT_CONFIG["THEME"]:
        pelican.theme = site["THEME"] = theme_path()
        # Pelican has emptied it where the theme we replaced lacks such a file.
        site["CSS_FILE"] = site["CSS_FILE"] or "main.css"
    folder = Path(site["THEME"])
    if not (folder / "templates" / "strings.html").is_file():
        return
    style = _stylesheet(settings, folder / "static" / "css", Path(site["PATH"]))
    in_use.style, in_use.pages = style, settings.pages
    wanted = ArticleViewOptions(settings.toc, settings.sidenotes, settings.words_per_minute)
    given = in_use.given
    given["pouch_theme"] = settings
    given["pouch_stylesheet"] = f"{site['THEME_STATIC_DIR']}/css/{hashed_name(style)}"
    given["pouch_reading"] = lambda content, words: _read(content, words, wanted)
    given["pouch_links"] = _owner_links(site, settings)
    if "search" in settings.pages:
        given["pouch_search"] = "search.html"


def _owner_links(site: Mapping[str, Any], settings: ThemeSettings) -> dict[str, Any]:
    """Return what our templates show of the settings that any theme may have links in."""
    found = {name: read_links(site.get(name)) for name in SETTINGS}
    menu = {"POUCH_THEME['menu']": read_links(settings.menu)}
    for name, links in (found | menu).items():
        for problem in links.problems(name):
            report(problem)
    return {name: links.shown for name, links in found.items()}


def _forget_pieces(pelican: Any) -> None:
    # `--autoreload` builds again without configuring again.
    given = build_of(pelican).lasting(_ThemeInUse).given
    if given:
        given["pouch_kept"] = {}
        given["pouch_listed"] = _Listed()


def _give(generator: Any) -> None:
    # Not into the settings: Pelican's cache of contents pickles those.
    generator.env.globals.update(build_of(generator).lasting(_ThemeInUse).given)


class _Listed:
    """Tells whether an article is one of a list, which is looked through once and not each time."""

    def __init__(self) -> None:
        self._list: Any = None
        self._members: set[int] = set()

    def __call__(self, article: Any, articles: Any) -> bool:
        """Tell it of the very object, which is what `in` finds of Pelican's articles."""
        if articles is not self._list or len(articles) != len(self._members):
            self._list, self._members = articles, {id(one) for one in articles}
        return id(article) in self._members


class ThemeFiles(Generator):  # type: ignore[misc]
    """Writes the one style sheet of the theme, and the pages that Pelican does not know.

    Pelican runs it behind its generators of pages.
    """

    def generate_output(self, writer: Any) -> None:
        """Write all that nobody else has written."""
        build = build_of(self)
        theme = build.lasting(_ThemeInUse)
        path = Path(writer.output_path, theme.given["pouch_stylesheet"])
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, theme.style.encode())
        build.outermost.state(WrittenFiles).note(path, FileKind.THEME)
        taken = taken_paths(self, writer)
        for name in theme.pages:
            # Whoever has such a page means it to be shown.
            if taken.owner_of(f"{name}.html") is None:
                self._write_page(writer, name)

    def _write_page(self, writer: Any, name: str) -> None:
        relative = self.settings["RELATIVE_URLS"]
        if name == "404" and self.settings["SITEURL"]:
            # It is shown at any address, from which no relative one leads anywhere.
            relative = False
        template = self.get_template(name)
        writer.write_file(f"{name}.html", template, self.context, relative_urls=relative)


def _offer_generator(pelican: Any) -> type[Generator] | None:
    return ThemeFiles if build_of(pelican).lasting(_ThemeInUse).given else None


def _index(pelican: Any) -> None:
    if "pouch_search" in build_of(pelican).lasting(_ThemeInUse).given and (
        wrong := index_site(Path(pelican.output_path), pelican.settings["DEFAULT_LANG"])
    ):
        report(wrong)


def _stylesheet(settings: ThemeSettings, css: Path, content: Path) -> str:
    parts = [bundle("main.css", lambda name: (css / name).read_text(encoding="utf-8"))]
    try:
        parts.append(font_rules(settings.fonts))
        if settings.accent:
            rules, instead = accent_rules(settings.accent)
            parts.append(rules)
            if instead:
                contrast = contrast_on_paper(settings.accent)
                text = f"POUCH_THEME['accent'] {settings.accent} has a contrast of {contrast:.1f}"
                text += " on the paper, and text needs 4.5"
                report(BUILD(text, f"{instead} is used, the nearest that has it"))
    except ValueError as error:
        raise SettingsError(f"POUCH_THEME: {error}") from None
    for name in settings.custom_css:
        try:
            parts.append((content / name).read_text(encoding="utf-8"))
        except (OSError, UnicodeError) as error:
            raise SettingsError(
                f"POUCH_THEME['custom_css'] names {name}, which cannot be read from the content"
                f" folder ({error})"
            ) from None
    return "\n".join(filter(None, parts)) + "\n"


def _read(content: Any, words: Mapping[str, object], wanted: ArticleViewOptions) -> ArticleView:
    asked = content.metadata.get("toc")
    if isinstance(asked, str):
        asked = asked.strip().lower() in {"true", "yes", "on", "1"}
    if asked is not None:
        wanted = replace(wanted, toc=1 if asked else 0)
    return build_view(content.content, resources_of(content), words, wanted)
