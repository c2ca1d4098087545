"""Findings of `pouch check` about unpublished articles, leaks, and removed URLs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from .._core.contract import redirects_of
from .._core.diagnostics import Diagnostic
from .._core.paths import shown
from .._core.pelican_author_files import all_next_to_settings
from .._core.pelican_site_reader import Reading
from .._core.settings import load as load_settings
from . import link_findings
from . import stale_findings as of_stale
from .file_report import SourceFile, public_pages, report_line, scan_content
from .leaks.scanner import Drafts, LeakCriteria, deduplicate, scan_folder
from .leaks.word_list import load_list
from .rules import ADDRESS_GONE, NOT_BUILT, PAGE_MISSING, PRIVATE_LIST_SHARED
from .settings import GuardSettings
from .url_history import (
    is_expected_removal,
    is_redirect_page,
    missing_urls,
    redirected_paths,
    url_of_page,
)


def findings(site: Reading) -> Iterator[Diagnostic]:
    """Yield what should be published and is not, and the reverse.

    Raises:
        PouchError: the list of private words cannot be read.
    """
    settings = load_settings(GuardSettings, site.context, "POUCH_GUARD")
    output = Path(site.output)
    yield from _lost(site)
    for path in all_next_to_settings(settings.private_words_file, site.context):
        yield from _unguarded(path)
    left = of_stale.find_leftovers(site.context, output)
    yield from _gone(site, output, settings.removed_urls, left)
    if output.is_dir():
        yield from of_stale.findings(site, left)
        yield from _missing(site, output)
        yield from _leaks(output, _wanted(site, settings))
        yield from link_findings.findings([site.context], output, {*left.stale, *left.others})
    else:
        yield NOT_BUILT(
            f"{shown(output)} does not exist, so it was not scanned", "build the site first"
        )


def account(site: Reading) -> tuple[Sequence[SourceFile], str]:
    """Return the status of each source file, and a line that sums them up."""
    files = scan_content(site.context, site.readable)
    return files, report_line(files)


def _lost(site: Reading) -> Iterator[Diagnostic]:
    for file in scan_content(site.context, site.readable):
        if file.diagnostic is not None:
            yield file.diagnostic


def _missing(site: Reading, output: Path) -> Iterator[Diagnostic]:
    for content in site.contents:
        if content.save_as and not (output / content.save_as).is_file():
            text = f"its page {content.save_as} is not in the output"
            yield PAGE_MISSING(text, "rebuild the site", path=shown(content.source_path), line=1)


def _gone(
    site: Reading, output: Path, allowed: Sequence[str], left: of_stale.OutputLeftovers
) -> Iterator[Diagnostic]:
    contents = site.context["generated_content"]
    record, present = left.record, public_pages(site.context)
    led = {old for source in present.values() for old in redirects_of(contents[source])}
    led |= {*redirected_paths(output)}
    gone = missing_urls(record.pages, record.gone, present, partial(is_redirect_page, output))
    for path, source in gone.items():
        address = url_of_page(path)
        may_be = is_expected_removal(path, allowed) or {path, address.lstrip("/")} & led
        content = contents.get(source)
        moved = content is not None and content.status in {"published", "hidden"}
        # Unreadable articles, and pages still in the output, are reported elsewhere.
        told = content is None and source in contents
        told |= path in left.stale or (path in record.current and not moved)
        if may_be or told:
            continue
        place, listed = "", "list it in POUCH_GUARD['removed_urls'] if that is intended"
        text = f"{address}, the page of {source}, was removed, and nothing redirects from it"
        fix = f"add it to the `aliases` of another article, or {listed}"
        if content is not None:
            place = shown(Path(site.context["PATH"], source))
            text = f"nothing redirects from its old URL {address}"
            fix = f"add `aliases: [{address}]` to its front matter, or {listed}"
            if not moved:
                # An alias would lead readers to a withdrawn page.
                text = (
                    f"it is no longer published (status {content.status}), so {address} was removed"
                )
                fix = listed
        yield ADDRESS_GONE(text, fix, path=place)


def _leaks(output: Path, wanted: LeakCriteria) -> Iterator[Diagnostic]:
    for leak, others in deduplicate(scan_folder(output, wanted)):
        text = f"{leak.text} (this file{others})" if others else leak.text
        yield replace(leak, path=f"{shown(output)}/{leak.path}", text=text)


def _wanted(site: Reading, settings: GuardSettings) -> LeakCriteria:
    drafts = [
        (content.save_as, shown(content.source_path))
        for content in filter(None, site.context["generated_content"].values())
        if content.status == "draft" and content.save_as
    ]
    words = load_list(
        settings.private_words_file, all_next_to_settings(settings.private_words_file, site.context)
    )
    return LeakCriteria(tuple(words or ()), Drafts(drafts), settings.leak_allow)


def _unguarded(path: Path) -> Iterator[Diagnostic]:
    """Yield a list of private words that would be published with the sources."""
    git = shutil.which("git")
    if git is None:
        return
    # 0: ignored, 1: not ignored, 128: no repository.
    asked = subprocess.run(  # noqa: S603
        [git, "-C", str(path.parent), "check-ignore", "--quiet", path.name],
        capture_output=True,
        check=False,
    )
    if asked.returncode == 1:
        yield PRIVATE_LIST_SHARED(
            "git does not ignore it, so it would be shared with the site's sources",
            "add its name to .gitignore",
            path=shown(path),
        )
