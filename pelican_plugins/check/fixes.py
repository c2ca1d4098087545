"""What can be mended without asking anybody what was meant, and how that is written.

What builds have left in the output folder, and that may be deleted.
"""

from __future__ import annotations

import difflib
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .._core.atomic_files import UnwrittenError, write_atomic
from .._core.diagnostics import Diagnostic
from .._core.errors import PouchError
from .._core.pelican_site_reader import Reading
from .rules import fixed, is_fixable, module_of


@dataclass(frozen=True, slots=True)
class Mended:
    """A source file that can be better than it is.

    Attributes:
        path: as its owner would type it.
        before: its text, with its own line ends.
        after: the same, mended.
        findings: what is mended in it.
    """

    path: str
    before: str
    after: str
    findings: tuple[Diagnostic, ...]

    @property
    def diff(self) -> Iterator[str]:
        """The lines of a unified diff."""
        # What is not seen must be seen here; a tab would be replaced as any control is.
        old, new = (
            text.replace("\ufeff", "<BOM>").expandtabs(4).splitlines()
            for text in (self.before, self.after)
        )
        return difflib.unified_diff(old, new, self.path, self.path, lineterm="")


def plan(findings: Iterable[Diagnostic], content: Path) -> list[Mended]:
    """Return what can be mended, by file.

    Args:
        findings: what was found.
        content: the content folder; nothing outside of it is changed, nor behind a link that
            leads out of it.
    """
    by_file: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        if is_fixable(finding):
            by_file[finding.path].append(finding)
    mended = (_mended(path, found, content) for path, found in sorted(by_file.items()))
    return [one for one in mended if one is not None]


def write(mended: Mended, content: Path) -> None:
    """Write a file in one step, unless it has changed since it was read.

    Raises:
        PouchError: it has, or it cannot be written.
    """
    target = _inside(mended.path, content)
    try:
        unchanged = target is not None and target.read_bytes() == mended.before.encode()
        if target is None or not unchanged:
            raise PouchError(f"{mended.path} has changed meanwhile and is left as it is; try again")
        mode = stat.S_IMODE(target.stat().st_mode)
        write_atomic(target, mended.after.encode())
        target.chmod(mode)
    except UnwrittenError as error:
        raise PouchError(f"{mended.path} cannot be written ({error.strerror})") from None
    except OSError as error:
        raise PouchError(f"{mended.path} cannot be read ({error.strerror})") from None


def _mended(path: str, findings: list[Diagnostic], content: Path) -> Mended | None:
    target = _inside(path, content)
    if target is None:
        return None
    try:
        before = target.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    after, done = before, []
    # From the end, so that the lines of what is still to come stay where they are.
    for finding in sorted(findings, key=lambda finding: -(finding.line or 0)):
        better = fixed(after, finding)
        if better is not None and better != after:
            after = better
            done.append(finding)
    return Mended(path, before, after, tuple(done)) if done else None


def _inside(path: str, content: Path) -> Path | None:
    """Return the file itself that is at *path*; None where it is not in the content folder."""
    real = Path(path).resolve()
    return real if real.is_relative_to(content.resolve()) and real.is_file() else None


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
    gone = module_of("guard.stale.findings").remove_stale(site, wanted) if wanted else set()
    return [finding for finding in findings if gone.issuperset(_paths(finding))]


def _paths(finding: Diagnostic) -> list[str]:
    return finding.replacement.old.split("\n") if finding.replacement else []
