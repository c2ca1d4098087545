"""What builds have left in the output folder, and that may be deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .._core.diagnostics import Diagnostic
from .._core.pelican_site_reader import Reading
from .modules import module_of

_CODE = "output-stale"


def removable(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those of some *findings* that are of files which may be deleted."""
    return [one for one in findings if one.code == _CODE and one.replacement is not None]


def lines_of(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a line for each file that would be deleted."""
    return (f"delete {path}" for finding in findings for path in _paths(finding))


def delete(findings: Sequence[Diagnostic], site: Reading) -> list[Diagnostic]:
    """Delete files that are still what a build wrote; return what is mended by that."""
    wanted = {path for finding in findings for path in _paths(finding)}
    gone = module_of("guard.stale_findings").remove_stale(site, wanted) if wanted else set()
    return [finding for finding in findings if gone.issuperset(_paths(finding))]


def _paths(finding: Diagnostic) -> list[str]:
    return finding.replacement.old.split("\n") if finding.replacement else []
