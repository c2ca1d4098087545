"""What `pouch import` reads: exports, and the settings and texts of other generators."""

from __future__ import annotations

import ast
import re

from pelican_plugins._core.errors import DiagnosticError
from pelican_plugins.front_matter.migration.exported import files_of, old_site_of
from pelican_plugins.front_matter.migration.recognise import export_in, recognise
from pelican_plugins.front_matter.migration.site import OldSite, SiteFiles
from pelican_plugins.front_matter.migration.write_settings import write_settings

_FILE = re.compile(r"^=== (\S.*)\n", re.MULTILINE)


def exports(data: bytes) -> None:
    """An export is read or refused; each post gets a file of its own in the folder."""
    try:
        export = export_in(data.decode("utf-8", "replace"))
    except DiagnosticError as error:
        assert error.diagnostic.fix
        return
    if export is None:
        return
    files = files_of(export)
    paths = [path for path, _ in files]
    assert len({path.casefold() for path in paths}) == len(paths)
    for path, text in files:
        assert ".." not in path.split("/")
        assert path[:1] not in {"", "/"}
        assert len(path.rpartition("/")[2].encode()) < 256
        text.encode()
    _check_settings(old_site_of(export))


def old_sites(data: bytes) -> None:
    """A folder is the site of some generator, and its settings are Python."""
    site, others = recognise(_files_in(data))
    for each in (site, *others):
        _check_settings(each)


def _check_settings(site: OldSite) -> None:
    text = write_settings(site, "content")
    text.encode()
    ast.parse(text)


def _files_in(data: bytes) -> SiteFiles:
    parts = _FILE.split(data.decode("utf-8", "replace"))
    files = {
        path: text
        for path, text in zip(parts[1::2], parts[2::2], strict=True)
        # As a file system has them.
        if "\0" not in path and not {"", ".", ".."} & {*path.split("/")}
    }
    return SiteFiles(tuple(sorted(files)), files.__getitem__)


def written_as_one(files: dict[str, bytes]) -> bytes:
    """Return files as the text that `old_sites` takes."""
    return b"".join(b"=== %s\n%s\n" % (name.encode(), data) for name, data in files.items())
