"""The reader that Pelican is given for files of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.readers import HTMLReader

from .html_front_matter import has_front_matter
from .pelican_reader import FrontMatterReader


class FrontMatterHTMLReader(FrontMatterReader):
    """HTML below a front matter; any other HTML file is read by Pelican's own reader."""

    pouch_in_html = True

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of one file.

        Raises:
            DiagnosticError: its front matter cannot be read; Pelican then leaves it out.
        """
        if not has_front_matter(Path(source_path).read_bytes()):
            html, metadata = HTMLReader(self.settings).read(source_path)
            return html, {"reader": "html", **metadata}
        html, metadata = super().read(source_path)
        return html, {"reader": "frontmatter", **metadata}
