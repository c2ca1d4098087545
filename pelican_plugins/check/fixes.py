"""Safe fixes: changes to source files, and deletion of stale files in the output folder."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .._core.atomic_files import UnwrittenError
from .._core.author_files import change_file
from .._core.diagnostics import Diagnostic
from .._core.errors import PouchError
from .._core.pelican_site_reader import Reading
from .rules import fixed, is_fixable, module_of


@dataclass(frozen=True, slots=True)
class FilePatch:
    """The fixes for one source file.

    Attributes:
        path: as the site author would type it.
        before: the content, with its own line ends.
        after: the content with the fixes.
        findings: what they fix.
    """

    path: str
    before: str
    after: str
    findings: tuple[Diagnostic, ...]

    @property
    def diff(self) -> Iterator[str]:
        """The lines of a unified diff."""
        # A byte order mark is invisible, and `say` would replace a tab as a control character.
        old, new = (
            text.replace("\ufeff", "<BOM>").expandtabs(4).splitlines()
            for text in (self.before, self.after)
        )
        return difflib.unified_diff(old, new, self.path, self.path, lineterm="")


def plan(findings: Iterable[Diagnostic], content: Path) -> list[FilePatch]:
    """Return the safe fixes of *findings*, by file; of several paths to one, the first counts.

    Args:
        findings: of the site.
        content: the content folder; nothing outside it is changed, not even through a symlink.
    """
    by_file: dict[object, list[Diagnostic]] = defaultdict(list)
    for finding in findings:
        if is_fixable(finding):
            by_file[_identity(finding.path)].append(finding)
    by_path = {min(found.path for found in each): each for each in by_file.values()}
    patches = (_patch(path, found, content) for path, found in sorted(by_path.items()))
    return [patch for patch in patches if patch is not None]


def write_all(patches: Iterable[FilePatch], content: Path) -> tuple[set[Diagnostic], list[str]]:
    """Write all files that can be written; return what that fixes, and why the others stay."""
    done: set[Diagnostic] = set()
    problems = []
    for patch in patches:
        try:
            write(patch, content)
        except PouchError as error:
            problems.append(str(error))
        else:
            done.update(patch.findings)
    return done, problems


def write(patch: FilePatch, content: Path) -> None:
    """Write a file, unless it has changed since it was read.

    Raises:
        PouchError: it has changed, or cannot be written.
    """
    target = _inside(patch.path, content)
    try:
        unchanged = target is not None and target.read_bytes() == patch.before.encode()
        if target is None or not unchanged:
            raise PouchError(
                f"{patch.path} was modified in the meantime, so it was not changed; try again"
            )
        change_file(target, patch.after.encode())
    except UnwrittenError as error:
        raise PouchError(f"cannot write {patch.path} ({error.strerror})") from None
    except OSError as error:
        raise PouchError(f"cannot read {patch.path} ({error.strerror})") from None


def _patch(path: str, findings: list[Diagnostic], content: Path) -> FilePatch | None:
    target = _inside(path, content)
    if target is None:
        return None
    try:
        before = target.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    after, done = before, []
    fixed_at: dict[tuple[object, ...], str] = {}
    # From the end, so that the lines of the other findings stay where they are.
    for finding in sorted(findings, key=lambda finding: -(finding.line or 0)):
        is_fixed = fixed_at.setdefault(_what(finding), finding.path) != finding.path
        better = None if is_fixed else fixed(after, finding)
        if is_fixed or (better is not None and better != after):
            after = better or after
            done.append(finding)
    return FilePatch(path, before, after, tuple(done)) if done else None


def _identity(path: str) -> object:
    """Return what all paths of one file have in common."""
    try:
        status = Path(path).stat()
    except OSError:
        return path
    return status.st_dev, status.st_ino


def _what(finding: Diagnostic) -> tuple[object, ...]:
    """Return what is wrong in a file, whatever its path."""
    return finding.code, finding.line, finding.replacement


def _inside(path: str, content: Path) -> Path | None:
    """Return the real path of a file; None if that is outside the content folder."""
    real = Path(path).resolve()
    return real if real.is_relative_to(content.resolve()) and real.is_file() else None


_CODE = "output-stale"


def removable(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the *findings* on files that may be deleted."""
    return [one for one in findings if one.code == _CODE and one.replacement is not None]


def lines_of(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield a line for each file that would be deleted."""
    return (f"delete {path}" for finding in findings for path in _paths(finding))


def delete(findings: Sequence[Diagnostic], site: Reading) -> list[Diagnostic]:
    """Delete files that still hold what a build wrote; return the findings fixed by that."""
    wanted = {path for finding in findings for path in _paths(finding)}
    gone = module_of("guard.stale_findings").remove_stale(site, wanted) if wanted else set()
    return [finding for finding in findings if gone.issuperset(_paths(finding))]


def _paths(finding: Diagnostic) -> list[str]:
    return finding.replacement.old.split("\n") if finding.replacement else []
