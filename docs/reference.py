"""Write the pages of reference, and the types of settings, from the code that they are about.

    python docs/reference.py          # write them
    python docs/reference.py --check  # say which are not as the code has them

The sentences stand in the docstrings of the settings classes, of what templates are given and of
the commands. What has none is an error: nothing that an owner may use is undocumented.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from docstrings import (  # noqa: E402
    UndocumentedError,
    attributes_of,
    fields_of,
    methods_of,
    properties_of,
    summary_of,
    types_of,
)
from template_names import TEMPLATE_NAMES  # noqa: E402

from pelican_plugins.check.rules import all_rules  # noqa: E402
from pelican_plugins.cli.main import pouch  # noqa: E402
from pelican_plugins.feeds.published_files import Attachment  # noqa: E402
from pelican_plugins.images.pelican_featured import LeadFile, LeadImage  # noqa: E402
from pelican_plugins.images.pelican_portraits import Portrait  # noqa: E402
from pelican_plugins.registry import PLUGINS, SETTINGS, SUITE  # noqa: E402
from pelican_plugins.resources.resource import Resource  # noqa: E402

_MADE = "<!-- Made by docs/reference.py of the code's own docstrings: change those. -->"

_SETTINGS = f"""# All settings

{_MADE}

Each setting of ours is a dict in `pelicanconf.py`. None is needed: what you leave out is as it
says here. A key that is misspelt, or a value of the wrong kind, stops the build with one sentence.
In `POUCH_THEME`, it is reported and the default is used.

```python
POUCH_IMAGES = {{"social_card": True, "widths": [480, 960]}}
POUCH_THEME = {{"accent": "#0b4f8a"}}
```"""

_TYPING = '''"""Types of the suite's settings, for editors and type checkers.

```python
from pelican_plugins.typing import Feeds, Tags

POUCH_FEEDS: Feeds = {"items": 30}
POUCH_TAGS: Tags = {"aliases": {"Ukrain": "Ukraine"}}
```

An editor then completes the keys, and mypy or pyright finds a wrong one before a build does.
Nothing of a build is loaded with this module. What each key does says docs/settings.md. Both are
made by docs/reference.py of the classes of settings: change those.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypedDict

__all__ = [NAMES]

# Not any sequence: a text is one, too, and would be taken for a list of its letters.
Texts = list[str] | tuple[str, ...] | set[str] | frozenset[str]
Numbers = list[int] | tuple[int, ...] | set[int] | frozenset[int]'''

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


def settings_classes() -> dict[str, type]:
    """Return the settings class of each `POUCH_…` setting, by its name."""
    found = {}
    for name, path in SETTINGS.items():
        module, _, cls = path.rpartition(".")
        found[name] = getattr(importlib.import_module(f"{SUITE}.{module}"), cls)
    return found


def settings_page() -> str:
    """Return the page of all settings."""
    parts = [_SETTINGS]
    for name, cls in settings_classes().items():
        parts += [f"## {name}", summary_of(cls)]
        parts.append("\n".join(_entry(key, *rest) for key, *rest in fields_of(cls)))
    return "\n\n".join(parts) + "\n"


def typing_module() -> str:
    """Return the module of the types of all settings."""
    classes = {
        cls.__name__.removesuffix("Settings"): (name, cls)
        for name, cls in settings_classes().items()
    }
    parts = [_TYPING.replace("NAMES", "".join(f'\n    "{name}",' for name in classes) + "\n")]
    for typed, (name, cls) in classes.items():
        lines = [f"    {key}: {hint}" for key, hint in types_of(cls)]
        head = f'class {typed}(TypedDict, total=False):\n    """`{name}`."""\n'
        parts.append("\n".join([head, *lines]))
    return "\n\n\n".join(parts) + "\n"


def readme() -> str:
    """Return README with the table of all plugins."""
    text = (HERE.parent / "README.md").read_text(encoding="utf-8")
    rows = [f"| `{plugin.module}` | {plugin.readme} |" for plugin in PLUGINS]
    table = "\n".join(["| plugin | what it does |", "|---|---|", *rows])
    return re.sub(r"\| plugin \| what it does \|\n(?:\|.*\n)*", lambda _: f"{table}\n", text)


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
    lines = [f"- `{rule.code}`: {rule.meaning}." for rule in all_rules().values()]
    return "\n\n".join([_FINDINGS, "\n".join(map(_wrapped, lines))]) + "\n"


def templates_page() -> str:
    """Return the page of the names that templates are given."""
    parts = [_TEMPLATES]
    for heading, names in TEMPLATE_NAMES.items():
        lines = [f"- `{name}`: {sentence}" for name, sentence in names.items()]
        parts += [f"## {heading}", "\n".join(map(_wrapped, lines))]
    for heading, cls in (
        ("A resource", Resource),
        ("A lead image", LeadImage),
        ("A file of a lead image", LeadFile),
        ("A portrait", Portrait),
        ("An attachment", Attachment),
    ):
        attributes = {**attributes_of(cls), **properties_of(cls), **methods_of(cls)}
        lines = [f"- `{name}`: {_lowered(sentence)}" for name, sentence in attributes.items()]
        parts += [f"## {heading}", summary_of(cls), "\n".join(map(_wrapped, lines))]
    return "\n\n".join(parts) + "\n"


def _lowered(sentence: str) -> str:
    """Return a sentence that goes on after a colon; an abbreviation stays in capitals."""
    return sentence if sentence[:2].isupper() else f"{sentence[0].lower()}{sentence[1:]}"


PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "findings.md": findings_page,
    "settings.md": settings_page,
    "templates.md": templates_page,
    "../README.md": readme,
    "../pelican_plugins/typing.py": typing_module,
}


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
        path, text = (arguments.folder / name).resolve(), page()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.name)
        if not arguments.check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"wrote {path}")
    if arguments.check and stale:
        print(f"{', '.join(stale)}: not as the code says; run: python docs/reference.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
