"""Where Pelican writes what, and pages at addresses that are no longer those of a page."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import pelican.utils
import pelican.writers
from pelican.paginator import Paginator
from pelican.utils import get_relative_path, posixize_path, sanitised_join

from .occupied import Occupied
from .redirects import redirect_page
from .whole_files import UnwrittenError, WholeFile, copy_whole
from .written_files import FileKind, note_written

logger = logging.getLogger(__name__)


def write_whole_files() -> None:
    """Have Pelican write pages and copy files whole or not at all, whichever writer it uses."""
    # Where Pelican's modules look for these names; its own bookkeeping stays as it is.
    pelican.writers.open = _open
    pelican.utils.copy_file = _copy_file


def _open(filename: str, _mode: str, encoding: str) -> IO[str]:
    if filename == os.devnull:
        # Pelican's way not to write what another has written.
        return Path(filename).open("w", encoding=encoding)
    note_written(filename, FileKind.LIST)
    return WholeFile(filename, encoding)


def _copy_file(source: str, destination: str) -> None:
    note_written(destination, FileKind.FILE, source)
    try:
        copy_whole(source, destination)
    except UnwrittenError as error:
        logger.error("%s", error)
    except OSError as error:
        # Pelican goes on, too.
        logger.error(
            "%s: it cannot be copied to %s (%s); make that possible and build again",
            *(source, destination, error.strerror or error),
        )


def numbered_paths(
    template: str, save_as: str, url: str, articles: list[Any], settings: dict[str, Any]
) -> list[str]:
    """Return the paths of a page that may be parted into several."""
    if not save_as:
        return []
    if template not in settings["PAGINATED_TEMPLATES"]:
        return [save_as]
    most = settings["PAGINATED_TEMPLATES"][template] or settings["DEFAULT_PAGINATION"]
    paginator = Paginator(save_as, url, articles, settings, most)
    return [paginator.page(number + 1).save_as for number in range(paginator.num_pages)]


def static_paths(context: dict[str, Any]) -> dict[str, str]:
    """Return the source path of each static file by its path in the output folder."""
    files = [file for file in context["static_content"].values() if file]
    # Not file.save_as: being asked for it, a file could no longer be moved by {attach}.
    return {file.get_url_setting("save_as"): file.source_path for file in files}


def occupied_paths(generator: Any, writer: Any) -> Occupied:
    """Return what is written to the output folder already, and what is known to come."""
    folder = posixize_path(os.path.abspath(writer.output_path))  # noqa: PTH100 (as Pelican does)
    written = {path.removeprefix(f"{folder}/"): "" for path in writer._written_files}
    later = dict.fromkeys(map(str, generator.settings["TEMPLATE_PAGES"].values()), "")
    occupied = Occupied(written | later | static_paths(generator.context))
    for content in filter(None, generator.context["generated_content"].values()):
        occupied.take(content.save_as, content.source_path)
    return occupied


def write_pieces(writer: Any, path: str, pieces: Iterable[str]) -> None:
    """Write a text of any length below the output folder, as Pelican's *writer* writes pages.

    Raises:
        RuntimeError: something else is written there.
        UnwrittenError: it cannot be written.
    """
    place = Path(sanitised_join(writer.output_path, path))
    place.parent.mkdir(parents=True, exist_ok=True)
    with writer._open_w(place.as_posix(), "utf-8") as file:
        file.writelines(pieces)


def write_redirect(writer: Any, old: str, url: str, title: str, occupied: Occupied) -> str:
    """Write a page at the path *old* that leads to the address *url* of the site.

    Returns:
        What is wrong, one clause, where that cannot be done; empty where it is.
    """
    blocked = occupied.blocked(old)
    if blocked is not None:
        place = blocked[0]
        if place == old:
            return f"the old address {old} is that of another page"
        return f"the old address {old} cannot lie below {place}, which is a file"
    site = writer.settings["SITEURL"]
    if writer.settings["RELATIVE_URLS"] or not site:
        site = get_relative_path(old)
    try:
        write_pieces(writer, old, [redirect_page(f"{site}/{url}", title)])
    except UnwrittenError as error:
        return f"the old address {old} cannot be written ({error.strerror})"
    except (OSError, RuntimeError) as error:
        return f"the old address {old} cannot be written ({error})"
    note_written(sanitised_join(writer.output_path, old), FileKind.REDIRECT)
    occupied.take(old, url)
    return ""
