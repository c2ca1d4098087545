"""Ask all plugins what they have found."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import Any

from .._core.contract import has_pictures
from .._core.errors import PouchError
from .._core.findings import Finding, Severity
from .._core.site import Reading
from .settings.findings import findings as of_settings

# Modules below the package, each with a function `findings`.
_FINDERS = (
    *("front_matter.findings", "images.findings", "resources.findings", "tags.findings"),
    *("feeds.findings", "guard.findings"),
)
_OF_PELICAN = ("Empty alt attribute for image", "Other images have empty alt attributes")
_ORDER = {severity: number for number, severity in enumerate(Severity)}


def gather(site: Reading, said: Iterable[Finding], settings_file: str) -> list[Finding]:
    """Return all that is to be told of a site, by file and line.

    Args:
        site: as it was read.
        said: what its build would tell.
        settings_file: path of the site's `pelicanconf.py`.

    Raises:
        PouchError: a part of the check cannot be done at all.
    """
    # What we say of alternative texts has a line, and respects what is decoration.
    ours = any(map(has_pictures, site.context["generated_content"].values()))
    said = [one for one in said if not (ours and one.text.startswith(_OF_PELICAN))]
    found = [*said, *_asked("check.settings", lambda: of_settings(site, settings_file))]
    for name in _FINDERS:
        found += _asked(name, lambda: module_of(name).findings(site))  # noqa: B023 (called at once)
    return sorted(dict.fromkeys(found), key=_rank)


def module_of(name: str) -> Any:
    """Return a module of a plugin, by its name below the package."""
    return importlib.import_module(f"{__name__.partition('.')[0]}.{name}")


def _asked(name: str, ask: Any) -> list[Finding]:
    try:
        return list(ask())
    except PouchError:
        raise
    except Exception as error:
        # What the others have found is told all the same.
        return [
            Finding(
                path="",
                severity=Severity.ERROR,
                code="check-failed",
                text=f"{name} did not come to its end ({type(error).__name__}: {error})",
                mend="please report this",
            )
        ]


def _rank(finding: Finding) -> tuple[bool, str, int, int, str, str]:
    # What concerns the site as a whole comes last, where it is seen.
    place = not finding.path, finding.path, finding.line or 0
    return *place, _ORDER[finding.severity], finding.code, finding.text
