"""`POUCH_THEME`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from .._core.settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSettings:
    """The look and the features of the theme.

    Attributes:
        apply: use this theme if `THEME` is not set.
        accent: the colour of links and lines, such as `#a13b12`. If its contrast is too low, the
            nearest readable colour is used, with a warning; the colour for dark mode is derived
            from it.
        dark_switch: show a switch for light and dark colours in the header; it needs a script.
        fonts: CSS font stacks for `text`, `headings`, `small` and `code`, such as
            `{"text": "Inter, sans-serif"}`. WOFF2 files in the content folder are published with
            the theme: `{"text": "fonts/inter.woff2, sans-serif"}`.
        custom_css: style sheets in the content folder; their rules override the theme's.
        home: the front page: the newest article large, all alike, or titles only.
        pinned: how many articles with `pinned: true` (or `sticky`, or `featured`) in their front
            matter the front page shows first, with a label; 0 for none.
        language_index_save_as: write a front page for each further language of the articles to
            this path, such as `{lang}/index.html`, and link the languages in the header.
        menu: names and URLs of the menu, instead of `MENUITEMS`, pages and categories; a URL that
            begins with `/` is relative to the site.
        footer: a sentence at the bottom of every page, instead of `SITESUBTITLE`.
        portraits: URLs of portraits of authors, by their names; else the portraits named in the
            authors' details in front matter. The plugin `images` makes smaller copies.
        authors: a short bio of each author, by name: a string, or a dictionary with `bio` (text
            with links, emphasis and code in Markdown), `portrait` and `links`. The author's page
            shows it.
        author_notes: also show the bio from `authors` at the end of each article.
        logo: path of a logo for the header, in one of `STATIC_PATHS`: SVG, PNG, JPEG or WebP. The
            plugin `images` makes a smaller copy.
        name_beside_logo: show the site's name next to the logo; if not, the name is its alternative
            text.
        icon: URL of the site's icon.
        touch_icon: URL of a larger icon for phones.
        picture: URL of the preview image for shared pages that have no picture.
        fediverse: the account of the site, such as `@name@example.social`.
        article_type: the schema.org type of articles, for search engines.
        toc: the number of headings from which an article gets a table of contents; 0 for never.
            `toc: true` or `toc: false` in front matter overrides it for one article.
        heading_links: make each heading in a post a link to itself, so that readers can copy the
            URL of a section.
        sidenotes: also show footnotes in the margin, if it is wide enough.
        previous_next: end each article with links to the previous and the next one by date: none,
            among all articles in its language, or only within its category.
        related: number of related articles at the end of each article; 0 for none.
        words_per_minute: reading speed for the reading time; 0 shows none.
        resources: whether reference lists are numbered: as written, always, or never.
        wrap_code: wrap long lines of code instead of scrolling them.
        sidebar: pages listed next to the text of every page, as in documentation: the paths of
            their files in the content folder, by the heading of their group. Each page links to the
            previous and the next one.
        edit_url: URL at which the source of a page can be edited, with `{path}` for the path of its
            file in the content folder.
        copy_code: show a button that copies a block of code; it needs a small script.
        not_found: write a `404.html`.
        search: add a search page.
        strings: replacements for the theme's own strings, by the keys in its `strings.html`.
    """

    apply: bool = True
    accent: str | None = None
    dark_switch: bool = False
    fonts: Mapping[str, str] = field(default_factory=dict)
    custom_css: tuple[str, ...] = ()
    home: Literal["lead", "list", "titles"] = "lead"
    pinned: Annotated[int, Range(0, 20)] = 3
    language_index_save_as: str | None = None
    menu: Mapping[str, str] | None = None
    footer: str | None = None
    portraits: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, object] = field(default_factory=dict)
    author_notes: bool = True
    logo: str | None = None
    name_beside_logo: bool = True
    icon: str | None = None
    touch_icon: str | None = None
    picture: str | None = None
    fediverse: str | None = None
    article_type: Literal["BlogPosting", "NewsArticle", "Article"] = "BlogPosting"
    toc: Annotated[int, Range(0, 50)] = 0
    heading_links: bool = False
    sidenotes: bool = True
    previous_next: Literal["none", "all", "category"] = "none"
    related: Annotated[int, Range(0, 12)] = 0
    words_per_minute: Annotated[int, Range(0, 1000)] = 230
    resources: Literal["as-written", "numbered", "plain"] = "as-written"
    wrap_code: bool = False
    sidebar: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    edit_url: str | None = None
    copy_code: bool = False
    not_found: bool = True
    search: Literal["none", "pagefind"] = "none"
    strings: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> tuple[str, ...]:
        """The templates of pages that Pelican does not generate."""
        pages = {"404": self.not_found, "search": self.search != "none"}
        return tuple(name for name, wanted in pages.items() if wanted)

    @property
    def body_class(self) -> str:
        """The classes of `<body>` for the style sheet."""
        names = {
            f"{self.resources}-resources": self.resources != "as-written",
            "wrap-code": self.wrap_code,
        }
        return " ".join(name for name, wanted in names.items() if wanted)
