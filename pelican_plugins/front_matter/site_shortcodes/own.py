"""The shortcodes of a site's own, for one text."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Literal

from ..jekyll_links import JekyllLinks
from .hugo_functions import without_paragraph
from .hugo_template import HugoTemplate, parse_hugo
from .liquid_template import LiquidTemplate, parse_liquid
from .parameters import hugo_parameters, jekyll_parameters
from .values import Call, NotPlainError

Syntax = Literal["hugo", "jekyll"]
FindTemplate = Callable[[Syntax, str], str | None]
"""Returns the text of the file of a shortcode by its name; None if there is none."""

# Elements that kramdown and CommonMark take for blocks.
_BLOCK = re.compile(
    r"\s*(?:<!--.*?-->\s*)*</?(?:address|article|aside|blockquote|center|dd|details|dialog|div|dl|dt"
    r"|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section"
    r"|summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKED = re.compile(r"\smarkdown\s*=")
_ELEMENTS = re.compile(r"<[^<>]*>")
_MARK = "pouchshortcode"


def begins_block(html: str) -> bool:
    """Return whether HTML is a block in which no Markdown is read."""
    return _BLOCK.match(html) is not None and _MARKED.search(html) is None


class OwnShortcodes:
    """Runs the shortcodes of one text, and keeps their HTML until that is rendered.

    Args:
        find: see `FindTemplate`.
        markdown: renders Markdown.
        body: the text, with a placeholder word for each piece of HTML.
        title: of the page.
        links: of a Jekyll site; None for any other.
    """

    def __init__(
        self,
        find: FindTemplate,
        markdown: Callable[[str], str],
        body: str,
        title: str = "",
        links: JekyllLinks | None = None,
    ) -> None:
        self._links = links
        self._markdown = markdown
        self._find = find
        self.title = title
        self._runs = 0
        self._kept: list[str] = []
        self._mark = _MARK
        while self._mark in body:
            self._mark += "z"
        word = rf"{self._mark}\d+x"
        self._marked = re.compile(
            rf"<p>\s*(?P<alone>(?:{word}\s*)+)</p>"
            rf"|(?P<tag><[A-Za-z][^<>]*{word}[^<>]*>)|(?P<among>{word})"
        )
        self._plain = re.compile(rf"{self._mark}(?P<number>\d+)x")
        self._in_id = re.compile(rf"(\s(?:id=\"|href=\"#)[^\"]*?)-?{self._mark}\d+x")
        self._templates: dict[str, HugoTemplate | LiquidTemplate | None] = {}

    def markdown(self, text: str) -> str:
        """Return the HTML of Markdown, with what was kept in its place."""
        return self.put_into(self._markdown(text))

    def template(self, name: str) -> HugoTemplate | None:
        """Return Hugo's template of a name; None if there is none, or it does more."""
        found = self._parsed("hugo", name)
        return found if isinstance(found, HugoTemplate) else None

    def run(
        self,
        template: HugoTemplate,
        name: str,
        parameters: str,
        inner: Callable[[], str],
        markdown: Callable[[], str],
    ) -> str:
        """Return the HTML of one use of a *template*.

        Args:
            template: of the shortcode *name*.
            name: of the shortcode.
            parameters: as written.
            inner: returns what is between its tags.
            markdown: returns the same as Markdown.

        Raises:
            NotPlainError: the template does more, or the parameters cannot be read.
        """
        positional, named = hugo_parameters(parameters)
        self._runs += 1
        return template.run(
            Call(
                name=name,
                positional=positional,
                named=named,
                inner=inner,
                inner_markdown=lambda: without_paragraph(self.markdown(markdown())),
                markdown=self.markdown,
                title=self.title,
                ordinal=self._runs - 1,
            )
        )

    def include(self, rest: str) -> str | None:
        """Return the HTML of a Jekyll include; None if there is no such file.

        Raises:
            NotPlainError: it does more, or its parameters cannot be read.
        """
        name, *parameters = rest.split(maxsplit=1) or [""]
        found = self._parsed("jekyll", name)
        if not isinstance(found, LiquidTemplate):
            return None
        page = Call(name=name, title=self.title)
        named = jekyll_parameters("".join(parameters), page)
        return found.run(Call(name=name, named=named, markdown=self.markdown, title=self.title))

    @property
    def is_jekyll(self) -> bool:
        """Whether the text is of a Jekyll site."""
        return self._links is not None

    def link(self, tag: str, rest: str) -> str | None:
        """Return the link that a Jekyll tag makes; None if it leads to nothing."""
        return None if self._links is None else self._links.find(tag, rest)

    def base(self) -> str:
        """Return the path of the site's URL, for a Jekyll site."""
        return "" if self._links is None else self._links.base()

    def keep(self, html: str) -> str:
        """Return the placeholder for HTML until `put_into`."""
        self._kept.append(html)
        return f"{self._mark}{len(self._kept) - 1}x"

    def put_into(self, html: str) -> str:
        """Return *html* with what was kept instead of its words.

        A paragraph of nothing but one is not a paragraph, as in Hugo, and nor is one of blocks.
        """
        if self._mark not in html:
            return html
        return self._marked.sub(self._put, html)

    def _put(self, found: re.Match[str]) -> str:
        if found["tag"] is not None:
            tag = self._in_id.sub(r"\1", found["tag"])
            return self._plain.sub(lambda each: self._in_tag(each["number"]), tag)
        text = found["alone"] or found["among"]
        several = [self._html(each["number"]) for each in self._plain.finditer(text)]
        html = self._plain.sub(lambda each: self._html(each["number"]), text)
        is_paragraph = len(several) > 1 and not all(map(begins_block, several))
        return f"<p>{html.rstrip()}</p>" if is_paragraph else html

    def _in_tag(self, number: str) -> str:
        """Return what was kept as a part of an attribute, which it cannot end."""
        text = _ELEMENTS.sub("", self._html(number)).strip()
        return escape(text.replace("&amp;", "&").replace("&#39;", "'"))

    def _html(self, number: str) -> str:
        kept = int(number)
        return self._kept[kept] if kept < len(self._kept) else ""

    def _parsed(self, syntax: Syntax, name: str) -> HugoTemplate | LiquidTemplate | None:
        if name not in self._templates:
            text = self._find(syntax, name)
            parse = parse_hugo if syntax == "hugo" else parse_liquid
            try:
                self._templates[name] = None if text is None else parse(text)
            except NotPlainError:
                self._templates[name] = None
        return self._templates[name]
