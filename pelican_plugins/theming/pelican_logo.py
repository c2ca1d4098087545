"""The logo as templates see it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from .._core.build import Build
from .._core.diagnostics import Severity, report
from .._core.digests import digest_of
from .._core.rules import BUILD
from .._core.site_logo import SiteLogo
from .._core.text import cut
from .logo import logo_html, picture_size, shown_size

_SIZED = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif")


@dataclass(frozen=True, slots=True)
class LogoInHeader:
    """`pouch_logo(SITEURL, alt)` in templates.

    Attributes:
        build: of the site.
        written: the setting.
    """

    build: Build
    written: str

    def find(self, generator: Any) -> None:
        """Look for the file among those that are published, and report if there is none."""
        if self.build.outer is not None:
            # A nested site has no static files.
            return
        problem = self._find(generator)
        if problem:
            text = f"POUCH_THEME['logo'] is {cut(repr(self.written))}, {problem}"
            fix = "give the path of an SVG, PNG, JPEG or WebP file in one of STATIC_PATHS"
            report(BUILD(text, fix, severity=Severity.ERROR))

    def _find(self, generator: Any) -> str:
        """Fill the `SiteLogo` of the build, or return what is wrong."""
        file = _static_file(generator, self.written)
        if file is None:
            return "which the site does not have"
        if not file.source_path.lower().endswith(_SIZED):
            return "which is not an image"
        size = picture_size(Path(file.source_path))
        if size is None:
            return "whose size cannot be read"
        width, height = shown_size(size)
        # Asking for its URL also keeps an article from moving it with {attach}.
        url = quote(str(file.url), safe="/%!$&'()*+,;=:@~")
        self.build.put(SiteLogo(str(file.source_path), url, width, height))
        return ""

    def __call__(self, root: str, alt: str) -> str:
        """Return the element of the logo; empty if there is none.

        Args:
            root: the URL of the site's root as the page sees it: `SITEURL`.
            alt: its alternative text; empty where the name of the site is shown next to it.
        """
        logo = self._logo
        if not logo.address:
            return ""
        root = f"{root}/{self._way_out}"
        files = [(f"{root}{address}", density) for address, density in logo.files]
        return logo_html(f"{root}{logo.address}", files, (logo.width, logo.height), alt)

    def digest_on_page(self, _context: Mapping[str, Any]) -> str:
        """Return what every page shows."""
        return digest_of([*astuple(self._logo), self._way_out])

    @property
    def _logo(self) -> SiteLogo:
        return self.build.outermost.state(SiteLogo)

    @property
    def _way_out(self) -> str:
        """From the root of a site within the site to that of the outermost one."""
        if self.build.outer is None:
            return ""
        here, there = (
            urlsplit(str(build.settings["SITEURL"])).path or "/"
            for build in (self.build, self.build.outermost)
        )
        return f"{posixpath.relpath(there, here)}/"


def _static_file(generator: Any, written: str) -> Any:
    """Return Pelican's static file that a path or URL means; None if there is none."""
    site = str(generator.settings["SITEURL"])
    path = written.strip().removeprefix("{static}")
    if site and path.startswith(f"{site}/"):
        path = path.removeprefix(site)
    path = unquote(path).lstrip("/")
    static = generator.context["static_content"]
    roots = [str(root).strip("/") for root in generator.settings["STATIC_PATHS"]]
    for each in (path, *(f"{root}/{path}" for root in roots)):
        if static.get(each) is not None and Path(static[each].source_path).is_file():
            return static[each]
    published = (file for file in static.values() if file)
    return next((each for each in published if each.get_url_setting("save_as") == path), None)
