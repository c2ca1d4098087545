"""Files that are not posts: notes about code, instructions for tools, parts of templates.

A file that Pelican itself would publish stays published on a site that was always Pelican's. What
tells an assistant how to work is never meant for readers, and without a title and a date Pelican
publishes none: these files are left out everywhere.
"""

from __future__ import annotations

import posixpath
import re

from .._core.errors import DiagnosticError
from .split import Parts, split

# As their tools spell them: `agents.md` may be a page about estate agents.
_TOOLS = re.compile(
    r"(?:CLAUDE|AGENTS?|GEMINI|SKILL|QWEN|CODEX|COPILOT|CURSOR|WINDSURF|CRUSH|WARP|JULES|AIDER)"
    r"(?:\.[\w-]+)?(?i:\.md|\.markdown)|copilot-instructions\.md"
    r"|.+\.(?:instructions|prompt|chatmode)\.md|.+\.mdc"
)
_ABOUT_CODE = re.compile(
    r"(?i:readme|licen[cs]e|copying|changelog|contributing|code[-_]of[-_]conduct)(?:[._-].*)?\.\w+"
    r"|(?:SECURITY|AUTHORS|CONTRIBUTORS|MAINTAINERS|NOTICE|TODO|SUPPORT|GOVERNANCE|HISTORY|INSTALL"
    r"|ROADMAP|ARCHITECTURE|DEVELOPMENT|HACKING|RELEASING|(?:PULL_REQUEST|ISSUE)_TEMPLATE)\.\w+"
)
_STATED = re.compile(
    r"""(?:^|[{,])[^\S\n]*+["']?(?:title|date)["']?\s*[:=]""", re.MULTILINE | re.IGNORECASE
)
# Of Jekyll, Eleventy and Hugo; the others may also be the names of sections.
_PARTS = {
    *("_includes", "_layouts", "_partials", "_templates", "_components", "_sass", "_data"),
    *("archetypes", "node_modules", "vendor"),
}
_PERHAPS_PARTS = {"includes", "layouts", "partials", "templates", "components"}
_CODE = re.compile(r"\{%-?\s*(?P<word>\w+)|\{\{")
_LOOP = re.compile(
    r"\{%-?\s*for\b.{0,20000}?\{%-?\s*endfor\s*-?%\}"
    r"|\{\{-?\s*range\b.{0,20000}?\{\{-?\s*end\s*-?\}\}",
    re.DOTALL,
)
_MARKUP = re.compile(r"\{%[^%]*%\}|\{\{[^}]*\}\}|<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)
_WORD = re.compile(r"\w{2,}")
# An introduction to a list is not a post.
_FEW = 20
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SECTION = re.compile(r"_index(?:\.[\w-]+)?\.\w+")
_OF_TERMS = {"tags", "categories"}


def why_no_post(path: str, parts: Parts, style: str | None) -> str | None:
    """Return why a file is not a post, as a clause; None if it may be one.

    Args:
        path: relative to the content folder, with `/`.
        parts: of its text.
        style: see the setting `permalink_style`; empty for a site of a generator without one, None
            for a site that was always Pelican's.
    """
    name = posixpath.basename(path)
    if _TOOLS.fullmatch(name) and not _STATED.search(_head(parts)):
        return "it contains instructions for an assistant or a tool"
    if style is None:
        return None
    if is_section_page(path):
        return _why_no_section(path, parts.body) if style in {"hugo", "zola"} else None
    if parts.kind is None and _ABOUT_CODE.fullmatch(name):
        return "it documents the site's code, and has no front matter"
    return _why_template(path, parts)


def why_text_is_no_post(path: str, text: str, style: str | None) -> str | None:
    """Return what `why_no_post` does for the *text* of a file."""
    try:
        return why_no_post(path, split(text), style)
    except DiagnosticError:
        # It is read, and reported.
        return None


def is_section_page(path: str) -> bool:
    """Return whether a file holds what Hugo and Zola show above the list of a section."""
    return _SECTION.fullmatch(posixpath.basename(path)) is not None


def _head(parts: Parts) -> str:
    """Return the front matter, or the lines in which Pelican's own headers would be."""
    return parts.front_matter if parts.kind else parts.body.lstrip("\n").partition("\n\n")[0]


def _why_no_section(path: str, body: str) -> str | None:
    folders = path.split("/")[:-1]
    if not folders:
        return "Pelican generates the front page, which shows none of its text"
    if folders[0] in _OF_TERMS:
        return "Pelican generates tag and category pages, which show none of its text"
    if not _COMMENT.sub("", body).strip():
        return "it has no text to show above the list of its section"
    return None


def _why_template(path: str, parts: Parts) -> str | None:
    folders = set(path.split("/")[:-1])
    if inside := _PARTS & folders:
        return f"it is in {min(inside)}, a folder for page fragments"
    is_code = _CODE.search(parts.body) is not None
    if (inside := _PERHAPS_PARTS & folders) and (is_code or parts.kind is None):
        return f"it is in {min(inside)}, and contains a page fragment"
    if is_code and _LOOP.search(parts.body) and _words_beside_code(parts.body) < _FEW:
        return "it is a template for a list, which only its own generator can run"
    return None


def _words_beside_code(body: str) -> int:
    beside = _LOOP.sub(" ", body)
    # A hand-written list of links is a post.
    return len(_WORD.findall(_MARKUP.sub(" ", beside))) + _FEW * (beside.count("](") > 1)
