"""`POUCH_THEME`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from .._core.settings import Range


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSettings:
    """What an owner may ask of the theme; the manual page of the plugin says what each does."""

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
