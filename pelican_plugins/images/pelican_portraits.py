"""Portraits of authors as templates see them: `author.portrait`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import Any

from .._core.contract import AUTHOR_DETAILS, portraits_in
from .._core.diagnostics import report
from .._core.rules import BUILD
from .._core.source_lines import in_file
from .._core.urls import is_web
from .pelican_featured import VariantIndex, safe_address
from .pelican_publish import PublishedPictures, pictures_of
from .pelican_variants import variants_of
from .portraits import portrait_files, portrait_html, portrait_in
from .probe import UnreadableImageError, read_image_info
from .rules import PICTURE_MISSING, PICTURE_UNREADABLE
from .variant_plan import ImageOptions, Variant, raster_of


class Portrait:
    """The portrait of an author; `author.portrait.html(SITEURL, 96)` is its `<img>`, 96 px wide.

    Args:
        url: as written, for a remote picture.
        file: Pelican's static file; None for a remote picture.
        files: its variants, from small to large.
        made: the index of those that exist.
        siteurl: of the site.
    """

    def __init__(
        self, url: str, file: Any, files: tuple[Variant, ...], made: VariantIndex, siteurl: str
    ) -> None:
        self._url = url
        self.file = file
        self.files = files
        self._made = made
        self._siteurl = siteurl

    @cached_property
    def url(self) -> str:
        """The absolute URL of the picture itself."""
        return self._at(self._siteurl)

    @cached_property
    def avatar(self) -> str:
        """The absolute URL of a square JPEG of at most 512 px, or of the picture itself."""
        files = self._made_files(self._siteurl, ("jpeg",))
        return files[-1][0] if files else self.url

    def html(self, root: str, side: int = 96, *, lazy: bool = True) -> str:
        """Return its `<img>`, a square, with files for each screen density.

        Args:
            root: the URL of the site's root as seen from the page: `SITEURL`.
            side: the width and height at which it is shown, in px.
            lazy: whether it loads only when the reader scrolls near it.
        """
        small, large = self._made_files(root, ("webp",)), self._made_files(root, ("jpeg",))
        # A JPEG of the same size weighs more and has no transparency.
        larger = [file for file in large if not small or file[1] > small[-1][1]]
        return portrait_html([*small, *larger] or [(self._at(root), 0)], side, lazy=lazy)

    def digest_state(self) -> Any:
        """Return plain data on which depends all that templates see of it."""
        worth = [(file.name, self._made.worth(file.name)) for file in self.files]
        return [self._url, self._at(""), worth, self._siteurl, self._made.folder]

    def _at(self, root: str) -> str:
        if self.file is None:
            return self._url
        return f"{root}/{safe_address(str(self.file.url), encoded=True)}"

    def _made_files(self, root: str, formats: tuple[str, ...]) -> list[tuple[str, int]]:
        return [
            (f"{root}/{self._made.folder}/{file.name}", file.width)
            for file in self.files
            if file.format in formats and self._made.worth(file.name)
        ]


def attach_portraits(generator: Any, options: ImageOptions) -> None:
    """Set `portrait` on the authors of all contents, and register the files to make.

    The setting `POUCH_THEME["portraits"]` names them, else an author's details in front matter.
    """
    variants = variants_of(generator)
    contents = sorted(
        filter(None, generator.context["generated_content"].values()),
        key=attrgetter("relative_source_path"),
    )
    named = {
        name: (url, content) for content in reversed(contents) for name, url in _named(content)
    }
    named |= {name: (url, None) for name, url in portraits_in(generator.settings).items()}
    if not named:
        return
    made: dict[str, Portrait | None] = {}
    for content in contents:
        for author in getattr(content, "authors", None) or ():
            name = str(author.name)
            if name in named and name not in made:
                url, named_in = named[name]
                made[name] = portrait = _portrait(name, url, named_in, generator, options)
                if portrait is not None and portrait.files:
                    variants.add(content, portrait.file.source_path, url, portrait.files)
            if made.get(name) is not None:
                author.portrait = made[name]


def _portrait(
    name: str, url: str, named_in: Any, generator: Any, options: ImageOptions
) -> Portrait | None:
    """Return the portrait of an author; None, and a message, where there is no such picture."""
    site = str(generator.settings["SITEURL"])
    if is_web(url) or url.startswith("//"):
        return Portrait(url, None, (), variants_of(generator), site)
    file = _file(generator, url, named_in)
    if file is None:
        _report_missing(name, url, named_in)
        return None
    files = _files_of(file, options, pictures_of(generator))
    return Portrait(url, file, files, variants_of(generator), site)


def _named(content: Any) -> Iterator[tuple[str, str]]:
    """Yield each author of a content whose details name a portrait, with its URL."""
    for details in content.metadata.get(AUTHOR_DETAILS) or ():
        url = portrait_in(details)
        if url:
            yield str(details.get("name") or details.get("title")).strip(), url


def _file(generator: Any, url: str, content: Any) -> Any:
    """Return Pelican's static file that a URL means; None if there is none."""
    static = generator.context["static_content"]
    folder = Path(content.relative_source_path).parent.as_posix() if content else "."
    roots = tuple(str(root).strip("/") for root in generator.settings["STATIC_PATHS"] if root)
    # It loads BeautifulSoup, and few builds have portraits.
    from .image_ref import ImageUrl, locate

    base = ImageUrl.of(url).base
    # As in front matter, a URL without a slash may begin at the site's root.
    for each in (base, f"/{base}"):
        found = locate(
            each, "" if folder == "." else folder, lambda path: bool(static.get(path)), roots
        )
        if found is not None:
            return static[found.path]
    published = (file for file in static.values() if file)
    return next((file for file in published if str(file.url) == base.lstrip("/")), None)


def _files_of(
    file: Any, options: ImageOptions, published: PublishedPictures
) -> tuple[Variant, ...]:
    path = Path(file.source_path)
    try:
        facts = read_image_info(path)
    except UnreadableImageError as error:
        published.flaws.add(path, PICTURE_UNREADABLE(f"cannot be read: {error}", error.fix), {})
        return ()
    raster = raster_of(path, facts, options.settings.max_pixels)
    return portrait_files(raster, options) if raster else ()


def _report_missing(name: str, url: str, content: Any) -> None:
    fix = "add the file, in one of STATIC_PATHS, or correct the name"
    text = f"no image {url} in the content folder, for the portrait of {name}"
    if content is None:
        report(BUILD(f"POUCH_THEME['portraits']: {text}", fix))
    else:
        report(in_file(content.source_path, PICTURE_MISSING(text, fix, url)))
