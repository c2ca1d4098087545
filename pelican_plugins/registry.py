"""All that the suite knows by name: one record for each plugin.

Who adds a plugin writes its folder, and its record here: `PLUGINS`, the known settings, their types
and pages, the commands, the order of what a build says at its end and the files that are settings
are made of these records. Modules are named and not imported, so this is loaded at no cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SUITE = __name__.partition(".")[0]
"""The package."""
SUITE_NAMES = frozenset({SUITE, "pouch", "pelican.plugins.pouch"})
"""The names under which `PLUGINS` turns on all of it; two are of Pelican's namespace."""


@dataclass(frozen=True, slots=True)
class CommandRecord:
    """A command of `pouch`, the `click.Command` in a module `…_command` of its folder.

    Attributes:
        name: what is typed.
        place: where it is in the help.
        help: its line there. It is repeated here so that the help need not load all commands,
            and Pelican with them.
    """

    name: str
    place: int
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plugin.

    Attributes:
        name: its folder in the package.
        setting: the name of its dict in a site's settings.
        settings: the class of that, in its module `settings`.
        summary_place: where its lines are in what a build says at its end; 0 has none.
        commands: its own ones.
        file_keys: keys of its settings that name a file next to the site's settings.
        files: the names of such files where nothing else is set.
        readme: what it does, for the table in README.
    """

    name: str
    setting: str
    settings: str
    readme: str
    summary_place: int = 0
    commands: tuple[CommandRecord, ...] = ()
    file_keys: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The name that turns on it alone."""
        return f"{SUITE}.{self.name}"

    @property
    def missing(self) -> str:
        """What a command says where a site is built without the plugin."""
        return f"PLUGINS lists neither {SUITE} nor {self.module}"

    def is_named(self, plugins: Any) -> bool:
        """Return whether a site's `PLUGINS`, of names and modules, turn it on."""
        names = {str(getattr(plugin, "__name__", plugin)) for plugin in plugins}
        return not names.isdisjoint({*SUITE_NAMES, self.module})


PLUGINS = (
    Plugin(
        name="front_matter",
        setting="POUCH_FRONT_MATTER",
        settings="FrontMatterSettings",
        readme=(
            "reads YAML, TOML and JSON [front matter](docs/front-matter.md) with the keys"
            " of Hugo, Jekyll, Eleventy and Zola, and [Markdown](docs/markdown.md) the way"
            " they do"
        ),
        summary_place=1,
        commands=(
            CommandRecord("new", 2, "Create a post or page with front matter."),
            CommandRecord(
                *("import", 8),
                "Analyse a site built with another generator, and write a pelicanconf.py that"
                " keeps its URLs.",
            ),
        ),
    ),
    Plugin(
        name="images",
        setting="POUCH_IMAGES",
        settings="ImagesSettings",
        readme=(
            "[places images](docs/how-to/pictures.md), makes smaller versions, and strips"
            " location and other private metadata"
        ),
        summary_place=3,
        commands=(
            CommandRecord(
                *("images", 4),
                "Show the variants of each image, their sizes and the bytes they save.",
            ),
        ),
    ),
    Plugin(
        name="resources",
        setting="POUCH_RESOURCES",
        settings="ResourcesSettings",
        readme=(
            "turns lists of links at the end of articles into [reference lists and"
            " data](docs/how-to/resources.md)"
        ),
        summary_place=2,
        commands=(
            CommandRecord("links", 5, "Check whether the links that the site cites still work."),
            CommandRecord(
                *("resources", 6),
                "Export the sources that the site cites as CSL-JSON, BibTeX, RIS, JSON or"
                " Markdown.",
            ),
        ),
        file_keys=("link_cache",),
        files=("resources.lock.json",),
    ),
    Plugin(
        name="tags",
        setting="POUCH_TAGS",
        settings="TagsSettings",
        readme=(
            "gives each tag [one spelling and one page](docs/how-to/tags.md), and keeps"
            " old URLs working"
        ),
        summary_place=4,
        commands=(
            CommandRecord(
                "tags", 7, "List the tags that were merged, and suggest which others to merge."
            ),
        ),
        file_keys=("file",),
        files=("tags.yaml", "categories.yaml", "authors.yaml"),
    ),
    Plugin(
        name="feeds",
        setting="POUCH_FEEDS",
        settings="FeedsSettings",
        readme=(
            "publishes complete articles in [Pelican's feeds](docs/how-to/feeds.md), and"
            " adds JSON Feeds"
        ),
        summary_place=5,
    ),
    Plugin(
        name="embeds",
        setting="POUCH_EMBEDS",
        settings="EmbedsSettings",
        readme="shows [videos, posts and maps](docs/embeds.md) of other sites as cards that contact"
        " nobody before a click (off by default)",
    ),
    Plugin(
        name="theming",
        setting="POUCH_THEME",
        settings="ThemeSettings",
        readme="provides [a theme](docs/theme.md) for sites that set none",
    ),
    Plugin(
        name="guard",
        setting="POUCH_GUARD",
        settings="GuardSettings",
        readme=(
            "reports on every source file, and scans the output for [private"
            " data](docs/security.md)"
        ),
        summary_place=6,
        file_keys=("private_words_file",),
        files=(".pouch-private",),
    ),
)
"""All of them, in the order in which they are turned on."""

BY_NAME: Mapping[str, Plugin] = {plugin.name: plugin for plugin in PLUGINS}

# The commands of no plugin, by their folders.
_TOOLS = {
    "scaffold": CommandRecord(
        *("init", 1),
        "Create a site, or show what to add to the settings of an existing one.",
    ),
    "check": CommandRecord(
        "check", 3, "Report what is wrong with the site, where, and how to fix it."
    ),
    "cli": CommandRecord(
        *("completion", 9),
        "Print a script that completes commands, options and file names in your shell.",
    ),
}
_COMMANDS = {
    command: f"{SUITE}.{folder}.{command.name}_command"
    for folder, command in (
        *_TOOLS.items(),
        *((plugin.name, command) for plugin in PLUGINS for command in plugin.commands),
    )
}

COMMANDS: Mapping[str, tuple[str, str]] = {
    command.name: (_COMMANDS[command], command.help)
    for command in sorted(_COMMANDS, key=lambda command: (command.place, command.name))
}
"""By the names of all commands, in the order of the help: the module, and the line there."""

SETTINGS: Mapping[str, str] = {
    "POUCH_BUILD": "_core.settings.BuildSettings",
    **{
        plugin.setting: f"{plugin.name}.settings.{plugin.settings}"
        for plugin in sorted(PLUGINS, key=lambda plugin: plugin.setting)
    },
}
"""The settings of the suite, each with its class below the package, whether or not it is on."""
