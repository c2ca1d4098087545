"""Write the pages of reference from the code that they are about.

    python docs/reference.py          # write them
    python docs/reference.py --check  # say which are not as the code has them

The sentences stand in the docstrings of the settings classes, of what templates are given and of
the commands. What has none is an error: nothing that an owner may use is undocumented.
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import click

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from pelican_plugins import PLUGINS  # noqa: E402
from pelican_plugins._core.build_settings import BuildSettings  # noqa: E402
from pelican_plugins.check.codes import CODES  # noqa: E402
from pelican_plugins.cli.main import pouch  # noqa: E402
from pelican_plugins.images.lead_image import LeadFile, LeadImage  # noqa: E402
from pelican_plugins.resources.resource import Resource  # noqa: E402

_MADE = "<!-- Made by docs/reference.py of the code's own docstrings: change those. -->"

_SETTINGS = f"""# All settings

{_MADE}

Each setting of ours is a dict in `pelicanconf.py`. None is needed: what you leave out is as it
says here. A key that is misspelt, or a value of the wrong kind, stops the build with one sentence.

```python
POUCH_IMAGES = {{"social_card": True, "widths": [480, 960]}}
POUCH_THEME = {{"accent": "#0b4f8a"}}
```"""

_COMMANDS = f"""# All commands

{_MADE}

`pouch --help` lists them, and `pouch tags --help` explains one. They read the `pelicanconf.py` of
the folder you are in.

A command ends with the code 0 where all is done, 1 where all is done and something needs you, and
2 where it could not be done: in a script or in CI, act on that."""

_FINDINGS = f"""# What is found

{_MADE}

[`pouch check`](commands.md#pouch-check) gives each finding a code, which `--only` and `--ignore`
take. [How to use it](how-to/check.md)."""

_TEMPLATES = f"""# What templates are given

{_MADE}

All this stands beside what Pelican itself gives to templates.
[Write a theme of your own](how-to/theme.md) has a snippet for each. With a plugin off, its names
are not there, so ask for them: `{{% if article.lead_image %}}`."""


class UndocumentedError(Exception):
    """Something that an owner may use has no sentence that says what it is."""


def settings_classes() -> dict[str, type]:
    """Return the settings class of each `POUCH_…` setting, by its name."""
    found = {"POUCH_BUILD": BuildSettings}
    for plugin in PLUGINS:
        module = importlib.import_module(f"pelican_plugins.{plugin}.settings")
        (cls,) = (
            value
            for value in vars(module).values()
            if dataclasses.is_dataclass(value) and value.__module__ == module.__name__
        )
        found["POUCH_THEME" if plugin == "theming" else f"POUCH_{plugin.upper()}"] = cls
    return dict(sorted(found.items()))


def settings_page() -> str:
    """Return the page of all settings."""
    parts = [_SETTINGS]
    for name, cls in settings_classes().items():
        parts += [f"## {name}", summary_of(cls)]
        parts.append("\n".join(_entry(key, *rest) for key, *rest in fields_of(cls)))
    return "\n\n".join(parts) + "\n"


def commands_page() -> str:
    """Return the page of all commands."""
    parts = [_COMMANDS]
    group = click.Context(pouch, info_name="pouch")
    for name in sorted(pouch.list_commands(group)):
        command = pouch.get_command(group, name)
        parts += command_entry(command, click.Context(command, group, info_name=name))
    return "\n\n".join(parts) + "\n"


def command_entry(command: click.Command, context: click.Context) -> list[str]:
    """Return what is said of one command, paragraph by paragraph.

    Raises:
        UndocumentedError: it, or something that it takes, has no help.
    """
    if not command.help:
        raise UndocumentedError(f"{context.command_path} has no help")
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    lines = []
    for param in command.get_params(context):
        if "--help" in param.opts:
            continue
        names, sentence = param.get_help_record(context) or (param.name, "")
        if not sentence:
            raise UndocumentedError(f"{context.command_path} says nothing of {names}")
        lines.append(_wrapped(f"- `{names}`: {' '.join(sentence.split())}"))
    return [
        f"## {context.command_path}",
        f"`{usage}`",
        *_paragraphs(command.help),
        "\n".join(lines),
        *_paragraphs(command.epilog or ""),
    ]


def findings_page() -> str:
    """Return the page of all that `pouch check` can find."""
    lines = [f"- `{code}`: {meaning}." for code, meaning in sorted(CODES.items())]
    return "\n\n".join([_FINDINGS, "\n".join(map(_wrapped, lines))]) + "\n"


def templates_page() -> str:
    """Return the page of the names that templates are given."""
    parts = [_TEMPLATES]
    for heading, names in _TEMPLATE_NAMES.items():
        lines = [f"- `{name}`: {sentence}" for name, sentence in names.items()]
        parts += [f"## {heading}", "\n".join(map(_wrapped, lines))]
    for heading, cls in (
        ("A resource", Resource),
        ("A lead image", LeadImage),
        ("A file of a lead image", LeadFile),
    ):
        attributes = {**attributes_of(cls), **_properties(cls)}
        lines = [
            f"- `{name}`: {sentence[0].lower()}{sentence[1:]}"
            for name, sentence in attributes.items()
        ]
        parts += [f"## {heading}", summary_of(cls), "\n".join(map(_wrapped, lines))]
    return "\n\n".join(parts) + "\n"


_TEMPLATE_NAMES: Mapping[str, Mapping[str, str]] = {
    "An article or a page": {
        "article.resources": "its list of resources, each [a resource](#a-resource).",
        "article.resources_html": "that list as HTML, with `placement` set to `template`.",
        "article.references_url": "the address of its file of references below `SITEURL`; empty"
        " where there is none.",
        "article.citations_json_ld": "what it cites, as the value of schema.org's `citation`.",
        "article.lead_image": "[the picture](#a-lead-image) that stands for it, or none.",
        "article.lead_picture": "the picture of its front matter as written: `src` and `alt`.",
        "article.pictures": "all pictures of its text, each with `src`, `path`, `width` and"
        " `height`.",
        "article.implied_tags": "those of its tags that nobody wrote but the vocabulary implies.",
        "article.author_details": "its authors as the front matter has them, with `email`, `url`"
        " and so on.",
    },
    "A tag, a category or an author": {
        "tag.name": "its canonical name.",
        "tag.aliases": "the other spellings that were met.",
        "tag.description": "the sentence that the vocabulary has for it.",
        "tag.parents": "broader tags, each in its turn a tag.",
    },
    "Every template": {
        "feed_links()": "a `<link>` for each feed that belongs to the page, for its head.",
        "SOURCES_URL": "the address of the index of sources below `SITEURL`, where there is one.",
        "SOURCES_SAVE_AS": "the file of that page, to compare with `output_file`.",
        "SOURCES_JSON_URL": "the address of the same as JSON.",
    },
    "The index of sources": {
        "sources": "groups of works in `sources.html`, each with `host` and `works`; a work has"
        " its `resource` and its `citations`, and those `title`, `url` and `anchor`.",
    },
    "Our theme, and copies of it": {
        "pouch_theme": "`POUCH_THEME` with its defaults, such as `pouch_theme.accent`.",
        "pouch_stylesheet": "the address of the one style sheet below `SITEURL`.",
        "pouch_reading(article, words)": "the text with its notes and ways back (`html`), its"
        " table of contents (`outline`) and its reading time (`minutes`).",
        "pouch_search": "the address of the search page, where there is one.",
        "pouch_kept": "pieces of pages that were rendered before; the theme's own.",
        "pouch_listed(article, articles)": "whether an article is in a list; the theme's own.",
    },
}

PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "findings.md": findings_page,
    "settings.md": settings_page,
    "templates.md": templates_page,
}


def summary_of(thing: Any) -> str:
    """Return the first paragraph of a docstring on one line.

    Raises:
        UndocumentedError: there is none.
    """
    # Not of a base class, nor the one that a dataclass makes up.
    text = inspect.cleandoc(thing.__doc__ or "")
    if not text or text.startswith(f"{thing.__name__}("):
        raise UndocumentedError(f"{thing.__name__} has no docstring")
    return " ".join(text.split("\n\n")[0].split())


def attributes_of(cls: type) -> dict[str, str]:
    """Return the sentences below `Attributes:` in a class's docstring, by name."""
    section = inspect.cleandoc(cls.__doc__ or "").partition("Attributes:\n")[2]
    entries = re.findall(r"^(\w+): (.*(?:\n {4}.*)*)", textwrap.dedent(section), re.MULTILINE)
    return {name: " ".join(sentence.split()) for name, sentence in entries}


def _properties(cls: type) -> dict[str, str]:
    return {
        name: summary_of(value.func)
        for name, value in vars(cls).items()
        if isinstance(value, cached_property) and not name.startswith("_")
    }


def fields_of(cls: type) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, kind of value, default and sentence of each setting of a class."""
    sentences = attributes_of(cls)
    hints = get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):
        if field.name not in sentences:
            raise UndocumentedError(
                f"{cls.__name__} says nothing of {field.name} below `Attributes:`"
            )
        factory = field.default_factory
        default = field.default if factory is dataclasses.MISSING else factory()
        yield field.name, kind(hints[field.name]), _shown(default), sentences[field.name]


def kind(hint: Any) -> str:
    """Return what values a settings field takes, as an owner would say it."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return f"a whole number from {inner[1].low} to {inner[1].high:,}"
    if origin in {Union, UnionType}:
        (some,) = (one for one in inner if one is not type(None))
        return f"{kind(some)}, or `None`"
    if origin is Literal:
        *others, last = (f'`"{choice}"`' for choice in inner)
        return f"{', '.join(others)} or {last}"
    if origin is tuple:
        return "a list of whole numbers" if inner[0] is int else "a list of texts"
    if origin is Mapping:
        lists = get_origin(inner[1]) is tuple
        return "a dict of texts to lists of texts" if lists else "a dict of texts to texts"
    return {bool: "`True` or `False`", int: "a whole number", str: "a text"}[hint]


def _shown(default: Any) -> str:
    value = list(default) if isinstance(default, tuple) else default
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:_}" if value > 9999 else str(value)  # noqa: PLR2004 (digits in a group)
    # Python shows texts in single quotes; all our examples have double ones.
    return repr(value).replace("'", '"')


def _entry(name: str, values: str, default: str, sentence: str) -> str:
    line = f"- **`{name}`**: {sentence.removesuffix('.')}."
    return f"{_wrapped(line)}\n  *{values[0].upper()}{values[1:]}; by default `{default}`.*"


def _paragraphs(text: str) -> Iterator[str]:
    """Yield paragraphs of click's; what begins with its sign for "as it is" becomes a list."""
    for paragraph in filter(None, inspect.cleandoc(text).split("\n\n")):
        if paragraph.startswith("\b\n"):
            lines = (" ".join(line.split()) for line in paragraph.splitlines()[1:])
            yield "\n".join(["For example:\n", *(f"- {line}" for line in lines)])
        else:
            yield _wrapped(" ".join(paragraph.split()))


def _wrapped(line: str) -> str:
    indent = "  " if line.startswith("- ") else ""
    return textwrap.fill(
        line, 98, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or with `--check` say which are stale; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 where one is stale")
    parser.add_argument("--folder", type=Path, default=HERE, help="where the pages are")
    arguments = parser.parse_args(argv)
    stale = []
    for name, page in PAGES.items():
        path, text = arguments.folder / name, page()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not arguments.check:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path}")
    if arguments.check and stale:
        print(f"{', '.join(stale)}: not as the code says; run: python docs/reference.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
