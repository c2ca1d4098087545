"""What `pouch check` says of texts that are lost, of leaks, and of addresses that are gone."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from .._core.author_files import all_next_to_settings
from .._core.findings import Finding, Severity
from .._core.paths import shown
from .._core.settings import load as load_settings
from .._core.site import Reading
from .account import File, lost, sentence
from .addresses import as_address, file_of, leads_on, load, may_be_gone, missing_from, ruled
from .leaks.drafts import Drafts
from .leaks.leak import once
from .leaks.look import Wanted, look_through
from .leaks.private_file import load_list
from .settings import GuardSettings
from .sources import account_of, pages_of

_TOLD = "see its message above"


def findings(site: Reading) -> Iterator[Finding]:
    """Yield what is not published and should be, and what is and should not.

    Raises:
        PouchError: the list of private words cannot be read.
    """
    settings = load_settings(GuardSettings, site.context, "POUCH_GUARD")
    output = Path(site.output)
    yield from _lost(site)
    for path in all_next_to_settings(settings.private, site.context):
        yield from _unguarded(path)
    yield from _gone(site, output, settings.gone)
    if output.is_dir():
        yield from _missing(site, output)
        yield from _leaks(output, _wanted(site, settings))
    else:
        yield Finding(
            path="",
            severity=Severity.ERROR,
            code="not-built",
            text=f"{shown(output)} is not there to be looked through",
            mend="build it first",
        )


def account(site: Reading) -> tuple[Sequence[File], str]:
    """Return what becomes of each file of the content folder, and a line that sums it up."""
    files = account_of(site.context, site.readable)
    return files, sentence(files)


def _lost(site: Reading) -> Iterator[Finding]:
    for file in lost(account_of(site.context, site.readable)):
        # Of what could not be read, its reader has told why.
        if file.reason != _TOLD:
            text = f"it is not published: {file.reason}"
            yield _of_text(file.path, "not-published", text, file.mend)


def _missing(site: Reading, output: Path) -> Iterator[Finding]:
    for content in site.contents:
        if content.save_as and not (output / content.save_as).is_file():
            text = f"its page {content.save_as} is not in the output"
            yield _of_text(shown(content.source_path), "page-missing", text, "build it again")


def _of_text(path: str, code: str, text: str, mend: str) -> Finding:
    return Finding(path=path, line=1, severity=Severity.ERROR, code=code, text=text, mend=mend)


def _gone(site: Reading, output: Path, allowed: Sequence[str]) -> Iterator[Finding]:
    contents = site.context["generated_content"]
    known = load(file_of(site.context["CACHE_PATH"]))
    led = {old for c in filter(None, contents.values()) for old in _redirects(c)} | {*ruled(output)}
    gone = missing_from(known, pages_of(site.context), partial(leads_on, output))
    for path, source in gone.items():
        address = as_address(path)
        may_be = may_be_gone(path, allowed) or {path, address.lstrip("/")} & led
        # What could not be read is told of already.
        if may_be or contents.get(source, "") is None:
            continue
        if contents.get(source):
            place = shown(Path(site.context["PATH"], source))
            text = f"its address was {address}, from which nothing leads on"
            mend = f"add `aliases: [{address}]` to its front matter"
        else:
            place = ""
            text = f"{address}, where {source} was, is gone, and nothing leads on from there"
            mend = "name it under `aliases` of another text"
        yield Finding(
            path=place,
            severity=Severity.WARNING,
            code="address-gone",
            text=text,
            mend=f"{mend}, or in POUCH_GUARD['gone']",
        )


def _redirects(content: object) -> Iterator[str]:
    yield from getattr(content, "metadata", {}).get("POUCH_REDIRECTS", ())


def _leaks(output: Path, wanted: Wanted) -> Iterator[Finding]:
    for leak, others in once(look_through(output, wanted, 0)):
        yield Finding(
            path=f"{shown(output)}/{leak.path}",
            severity=Severity.ERROR,
            code=f"leak-{leak.kind}",
            text=f"{leak.text} (this one{others})" if others else leak.text,
            mend=leak.mend,
        )


def _wanted(site: Reading, settings: GuardSettings) -> Wanted:
    drafts = [
        (content.save_as, shown(content.source_path))
        for content in filter(None, site.context["generated_content"].values())
        if content.status == "draft" and content.save_as
    ]
    words = load_list(settings.private, all_next_to_settings(settings.private, site.context))
    return Wanted(tuple(words or ()), Drafts(drafts), settings.allowed)


def _unguarded(path: Path) -> Iterator[Finding]:
    """Tell of a list of private words that would be published with the sources."""
    git = shutil.which("git")
    if git is None:
        return
    # 0: ignored, 1: not, 128: this is no repository.
    asked = subprocess.run(  # noqa: S603
        [git, "-C", str(path.parent), "check-ignore", "--quiet", path.name],
        capture_output=True,
        check=False,
    )
    if asked.returncode == 1:
        yield Finding(
            path=shown(path),
            severity=Severity.ERROR,
            code="private-list-shared",
            text="git does not ignore it, so it goes wherever the sources go",
            mend="add a line with its name to .gitignore",
        )
