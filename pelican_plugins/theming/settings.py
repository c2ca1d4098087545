"""`POUCH_THEME`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from .._core.settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSettings:
    """What an owner may ask of the theme.

    Attributes:
        apply: use this theme where no `THEME` is named.
        accent: the colour of links and lines, such as `#a13b12`. One that could not be read
            on the paper is replaced by the nearest that can, with a warning; the colour for dark
            screens is made from it.
        fonts: CSS font stacks for `text`, `headings`, `small` and `code`, such as
            `{"text": "Inter, sans-serif"}`.
        custom_css: style sheets below the content folder whose rules come last and win.
        home: what the front page shows: the newest article large, all alike, or titles alone.
        menu: names and addresses in the place of `MENUITEMS`, pages and categories; an address
            that begins with `/` is one of the site.
        footer: a sentence below every page, in the place of `SITESUBTITLE`.
        portraits: addresses of pictures of authors, by their names.
        icon: address of the site's icon.
        touch_icon: address of its larger icon for telephones.
        picture: address of the picture that stands for a page without one when it is shared.
        fediverse: whose articles these are, such as `@name@example.social`.
        article_type: what search engines are told that an article is.
        toc: from how many headings on a text has a table of contents; 0 is never. `toc: true`
            or `toc: false` in a front matter says it for one text.
        sidenotes: show footnotes beside their line, too, where the margin is wide.
        words_per_minute: how fast the reading time takes readers to be; 0 shows none.
        resources: how reference lists are numbered: as their author wrote them, all, or none.
        wrap_code: break long lines of code instead of scrolling them.
        not_found: write a page `404.html` for what is not found.
        search: add a page that searches the site.
        strings: other words for the theme's own, by the keys in its `strings.html`.
    """

    apply: bool = True
    accent: str | None = None
    fonts: Mapping[str, str] = field(default_factory=dict)
    custom_css: tuple[str, ...] = ()
    home: Literal["lead", "list", "titles"] = "lead"
    menu: Mapping[str, str] | None = None
    footer: str | None = None
    portraits: Mapping[str, str] = field(default_factory=dict)
    icon: str | None = None
    touch_icon: str | None = None
    picture: str | None = None
    fediverse: str | None = None
    article_type: Literal["BlogPosting", "NewsArticle", "Article"] = "BlogPosting"
    toc: Annotated[int, Range(0, 50)] = 0
    sidenotes: bool = True
    words_per_minute: Annotated[int, Range(0, 1000)] = 230
    resources: Literal["as-written", "numbered", "plain"] = "as-written"
    wrap_code: bool = False
    not_found: bool = True
    search: Literal["none", "pagefind"] = "none"
    strings: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> tuple[str, ...]:
        """The templates of pages that Pelican does not know."""
        pages = {"404": self.not_found, "search": self.search != "none"}
        return tuple(name for name, wanted in pages.items() if wanted)

    @property
    def body_class(self) -> str:
        """The classes of `<body>` that tell the style sheet what is asked for."""
        names = {
            f"{self.resources}-resources": self.resources != "as-written",
            "wrap-code": self.wrap_code,
        }
        return " ".join(name for name, wanted in names.items() if wanted)
