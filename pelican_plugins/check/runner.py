"""Ask all plugins what they have found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .._core.contract import has_pictures
from .._core.diagnostics import Diagnostic, Severity
from .._core.errors import PouchError
from .._core.pelican_site_reader import Reading
from .ineffective import findings as of_settings
from .rules import CHECK_FAILED, modules_called

_OF_PELICAN = ("Empty alt attribute for image", "Other images have empty alt attributes")
_ORDER = {severity: number for number, severity in enumerate(Severity)}


def gather(site: Reading, said: Iterable[Diagnostic], settings_file: str) -> list[Diagnostic]:
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
    for name, module in modules_called("findings"):
        found += _asked(name, lambda: module.findings(site))  # noqa: B023 (called at once)
    return sorted(dict.fromkeys(found), key=_rank)


def _asked(name: str, ask: Any) -> list[Diagnostic]:
    try:
        return list(ask())
    except PouchError:
        raise
    except Exception as error:
        # What the others have found is told all the same.
        text = f"{name} did not come to its end ({type(error).__name__}: {error})"
        return [CHECK_FAILED(text, "please report this")]


def _rank(finding: Diagnostic) -> tuple[bool, str, int, int, str, str]:
    # What concerns the site as a whole comes last, where it is seen.
    place = not finding.path, finding.path, finding.line or 0
    return *place, _ORDER[finding.severity], finding.code, finding.text
