"""What builds have left in the output folder, and that may be deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .._core.findings import Finding
from .._core.site import Reading
from .gather import module_of

_CODE = "output-stale"


def removable(findings: Iterable[Finding]) -> list[Finding]:
    """Return those of some *findings* that are of files which may be deleted."""
    return [one for one in findings if one.code == _CODE and one.change is not None]


def lines_of(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each file that would be deleted."""
    return (f"delete {path}" for finding in findings for path in _paths(finding))


def delete(findings: Sequence[Finding], site: Reading) -> list[Finding]:
    """Delete files that are still what a build wrote; return what is mended by that."""
    wanted = {path for finding in findings for path in _paths(finding)}
    gone = module_of("guard.stale.findings").remove_stale(site, wanted) if wanted else set()
    return [finding for finding in findings if gone.issuperset(_paths(finding))]


def _paths(finding: Finding) -> list[str]:
    return finding.change.old.split("\n") if finding.change else []
