"""The folders of an Eleventy site, and the files that it builds.

Its settings are code: see 11ty.dev/docs/config/ and /docs/ignores/.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .eleventy_code import arguments_of, strings_in, value_of, without_comments
from .site import SiteFiles
from .values import at, config_of, front_matter_of, matches_glob

CODE = (".js", ".cjs", ".mjs", ".ts")
"""Extensions of what is not read as data."""

TEMPLATES = (".njk", ".liquid", ".html", ".hbs", ".webc", ".vto")
"""Extensions of templates without Markdown."""


IN_IGNORE_FILE = "in .eleventyignore"
"""A reason why a file is not built."""

_JAVASCRIPT = re.compile(r"---js\s*\n(.*?)\n---", re.DOTALL)
_ASSIGNED = re.compile(r"\b(?:const|let|var)\s+(\w+)\s*=")


@dataclass(frozen=True, slots=True)
class EleventyFolders:
    """Folders, relative to the site's own, without a slash at the end.

    Attributes:
        files: of the site.
        config: the code of its settings file, without comments.
        input: the folder of its posts; empty for the site's own folder.
        layouts: of its layouts, and of what they include.
        data: of values for all pages.
        hidden: those of which it makes no pages.
        ignored: patterns of files that it does not build.
    """

    files: SiteFiles
    config: str
    input: str
    layouts: tuple[str, ...]
    data: str
    hidden: tuple[str, ...]
    ignored: tuple[str, ...]

    def below_input(self, path: str) -> str:
        """Return a path relative to the input folder."""
        return path.removeprefix(f"{self.input}/") if self.input else path

    def in_input(self, path: str) -> str:
        """Return the path of what is named relative to the input folder."""
        return posixpath.join(self.input, path).strip("/")

    def reason_not_built(self, path: str) -> str:
        """Return why Eleventy does not build a file; empty if it does."""
        if self.input and not path.startswith(f"{self.input}/"):
            return f"outside {self.input}/"
        if any(path.startswith(f"{folder}/") for folder in self.hidden):
            return "a layout, or data"
        for pattern in self.ignored:
            if matches_glob(path, pattern) or path.startswith(f"{pattern}/"):
                return IN_IGNORE_FILE
        return ""

    def templates(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Yield the path, the front matter and the text of templates without Markdown."""
        for path in self.files.paths:
            if path.endswith(TEMPLATES) and not self.reason_not_built(path):
                text = self.files.read(path)
                yield path, front_matter_of(text) or _in_javascript(text), text


def _in_javascript(text: str) -> dict[str, Any]:
    """Return plain values of front matter that is JavaScript."""
    found = _JAVASCRIPT.match(text)
    if found is None:
        return {}
    code = _ASSIGNED.sub(r"\1:", without_comments(found[1]))
    data, permalink = value_of(code, "data"), value_of(code, "permalink")
    return (
        {"permalink": permalink, "pagination": {"data": data}} if data else {"permalink": permalink}
    )


def folders_of(files: SiteFiles, config_name: str) -> EleventyFolders:
    """Return the folders that a site's settings name, or else Eleventy's own."""
    config = without_comments(files.read(config_name)) if config_name.endswith(CODE) else ""
    input_ = _named(config, "input", "setInputDirectory", "") or _input_of_command(files)
    includes = _named(config, "includes", "setIncludesDirectory", "_includes")
    layouts = _named(config, "layouts", "setLayoutsDirectory", "") or includes
    both = tuple(dict.fromkeys(_joined(input_, folder) for folder in (layouts, includes)))
    data = _joined(input_, _named(config, "data", "setDataDirectory", "_data"))
    output = _named(config, "output", "setOutputDirectory", "_site")
    hidden = {*both, data, output} - {input_, ""}
    return EleventyFolders(
        files=files,
        config=config,
        input=input_,
        layouts=both,
        data=data,
        hidden=tuple(
            folder
            for folder in sorted(hidden)
            if any(path.startswith(f"{folder}/") for path in files.paths)
        ),
        ignored=tuple(_ignored(files, config, input_)),
    )


def _named(config: str, key: str, function: str, default: str) -> str:
    given = [strings_in(call) for call in arguments_of(config, function)]
    found = given[0][0] if given and given[0] else None
    if found is None:
        block = re.search(r"\bdir\s*:\s*\{(.*?)\}", config, re.DOTALL)
        found = value_of(block[1], key) if block else None
    return default if found is None else _joined(found)


def _joined(*steps: str) -> str:
    path = posixpath.normpath(posixpath.join(*steps))
    return "" if path == "." else path.strip("/")


def _input_of_command(files: SiteFiles) -> str:
    if "package.json" not in files.paths:
        return ""
    scripts = at(config_of("package.json", files.read("package.json")), "scripts")
    for command in scripts.values() if isinstance(scripts, Mapping) else ():
        found = re.search(r"eleventy\b.*?--input[= ]([\w./-]+)", str(command))
        if found:
            return _joined(found[1])
    return ""


def _ignored(files: SiteFiles, config: str, input_: str) -> Iterator[str]:
    yield "node_modules"
    for folder in dict.fromkeys(("", input_)):
        name = posixpath.join(folder, ".eleventyignore")
        for line in files.read(name).splitlines() if name in files.paths else ():
            if line.strip() and line.strip()[0] not in "#!":
                yield _joined(folder, line.strip().lstrip("/"))
    for call in arguments_of(config, r"ignores\.add"):
        yield from (_joined(pattern) for pattern in strings_in(call))
