"""Run the checks of all plugins."""

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


def gather(site: Reading, logged: Iterable[Diagnostic], settings_file: str) -> list[Diagnostic]:
    """Return all findings on a site, by file and line.

    Args:
        site: to be checked.
        logged: what its build would log.
        settings_file: path of the site's `pelicanconf.py`.

    Raises:
        PouchError: a check cannot run at all.
    """
    # Our finding on alternative text has a line, and knows decorative images.
    ours = any(map(has_pictures, site.context["generated_content"].values()))
    logged = [one for one in logged if not (ours and one.text.startswith(_OF_PELICAN))]
    found = [*logged, *_run("check.settings", lambda: of_settings(site, settings_file))]
    for name, module in modules_called("findings"):
        found += _run(name, lambda: module.findings(site))  # noqa: B023 (called at once)
    return sorted(dict.fromkeys(found), key=_rank)


def _run(name: str, check: Any) -> list[Diagnostic]:
    try:
        return list(check())
    except PouchError:
        raise
    except Exception as error:
        text = f"the check {name} failed ({type(error).__name__}: {error})"
        return [CHECK_FAILED(text, "please report this")]


def _rank(finding: Diagnostic) -> tuple[bool, str, int, int, str, str]:
    # Findings on the site as a whole come last, where they are seen.
    place = not finding.path, finding.path, finding.line or 0
    return *place, _ORDER[finding.severity], finding.code, finding.text
