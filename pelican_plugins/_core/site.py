"""The contents of a site, read as a build reads them, with nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pelican import Pelican, signals
from pelican.settings import read_settings


class _AllReadError(Exception):
    """Ends Pelican's run behind the last step that reads."""


def read_site(settings_file: str, **overrides: Any) -> list[Any]:
    """Return the published contents of a site, articles and pages, by their source paths.

    All plugins of the site run as in a build, so what they attach to contents is there.

    Args:
        settings_file: path of the site's `pelicanconf.py`.
        overrides: settings that differ from the file's.

    Raises:
        PouchError: a mistake in the site's settings.
        OSError: the file cannot be read.
    """
    # Pelican empties the output folder before it reads anything.
    settings = read_settings(settings_file, {"DELETE_OUTPUT_DIRECTORY": False, **overrides})
    context: dict[str, Any] = {}

    def take(generators: Iterable[Any]) -> None:
        context.update(next(iter(generators)).context)

    def stop(_pelican: Any) -> None:
        raise _AllReadError

    # The receivers of one signal run in no order, so a content may be taken here before the
    # pipeline is through with it; Pelican asks for a writer when all of them have run.
    pelican = Pelican(settings)
    signals.all_generators_finalized.connect(take)
    signals.get_writer.connect(stop)
    try:
        pelican.run()
    except _AllReadError:
        pass
    finally:
        signals.all_generators_finalized.disconnect(take)
        signals.get_writer.disconnect(stop)
    contents = filter(None, context["generated_content"].values())
    published = (content for content in contents if content.status == "published")
    return sorted(published, key=lambda content: str(content.source_path))
