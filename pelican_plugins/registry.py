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
class Command:
    """A command of `pouch`.

    Attributes:
        name: what is typed.
        module: where it is, below the package; it exports the `click.Command` as `command`.
        place: where it stands in the help.
        help: its line there. It stands here, too, so that the help need not load all commands,
            and Pelican with them.
    """

    name: str
    module: str
    place: int
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plugin.

    Attributes:
        name: its folder in the package.
        setting: the name of its dict in a site's settings.
        settings: the class of that, in its module `settings`.
        summary_place: where its lines stand in what a build says at its end; 0 has none.
        commands: its own ones.
        file_keys: keys of its settings that name a file next to the site's settings.
        files: the names of such files where nothing else is set.
    """

    name: str
    setting: str
    settings: str
    summary_place: int = 0
    commands: tuple[Command, ...] = ()
    file_keys: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The name that turns on it alone."""
        return f"{SUITE}.{self.name}"

    @property
    def missing(self) -> str:
        """What a command says where a site is built without the plugin."""
        return f"PLUGINS names neither {SUITE} nor {self.module}"

    def is_named(self, plugins: Any) -> bool:
        """Tell whether a site's `PLUGINS`, of names and modules, turn it on."""
        names = {str(getattr(plugin, "__name__", plugin)) for plugin in plugins}
        return not names.isdisjoint({*SUITE_NAMES, self.module})


PLUGINS = (
    Plugin(
        name="front_matter",
        setting="POUCH_FRONT_MATTER",
        settings="FrontMatterSettings",
        summary_place=1,
        commands=(
            Command(
                *("new", "front_matter.new_command", 2),
                "Begin a post or a page, its front matter ready.",
            ),
            Command(
                *("import", "front_matter.import_command", 8),
                "Look at a site of another generator and write a starting pelicanconf.py.",
            ),
        ),
    ),
    Plugin(
        name="images",
        setting="POUCH_IMAGES",
        settings="ImagesSettings",
        summary_place=3,
        commands=(
            Command(
                *("images", "images.images_command", 4),
                "Say what each picture became: its variants, their sizes and what they spare.",
            ),
        ),
    ),
    Plugin(
        name="resources",
        setting="POUCH_RESOURCES",
        settings="ResourcesSettings",
        summary_place=2,
        commands=(
            Command(
                *("links", "resources.links_command", 5),
                "Ask the web whether what a site cites is still there.",
            ),
            Command(
                *("resources", "resources.resources_command", 6),
                "Hand on the works that a site cites, as CSL-JSON, BibTeX, RIS, JSON or Markdown.",
            ),
        ),
        file_keys=("lock",),
        files=("resources.lock.json",),
    ),
    Plugin(
        name="tags",
        setting="POUCH_TAGS",
        settings="TagsSettings",
        summary_place=4,
        commands=(
            Command(
                *("tags", "tags.tags_command", 7),
                "Say what became of a site's tags, and which of them may be one.",
            ),
        ),
        file_keys=("file",),
        files=("tags.yaml", "categories.yaml", "authors.yaml"),
    ),
    Plugin(name="feeds", setting="POUCH_FEEDS", settings="FeedsSettings", summary_place=5),
    Plugin(name="theming", setting="POUCH_THEME", settings="ThemeSettings"),
    Plugin(
        name="guard",
        setting="POUCH_GUARD",
        settings="GuardSettings",
        summary_place=6,
        file_keys=("private",),
        files=(".pouch-private",),
    ),
)
"""All of them, in the order in which they are turned on."""

BY_NAME: Mapping[str, Plugin] = {plugin.name: plugin for plugin in PLUGINS}

# Commands of no plugin.
_TOOLS = (
    Command(
        *("init", "starting.init_command", 1),
        "Make a new site, or say what to add to the settings of one that is there.",
    ),
    Command(
        *("check", "check.check_command", 3),
        "Say what is wrong with a site, where, and how to mend it.",
    ),
    Command(
        *("completion", "cli.completion_command", 9),
        "Print the script that has your shell complete commands, options and files.",
    ),
)

COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in sorted(
        (*_TOOLS, *(command for plugin in PLUGINS for command in plugin.commands)),
        key=lambda command: (command.place, command.name),
    )
}
"""All commands by their names, in the order of the help."""

SETTINGS: Mapping[str, str] = dict(
    sorted(
        {
            "POUCH_BUILD": "_core.build_settings.BuildSettings",
            **{one.setting: f"{one.name}.settings.{one.settings}" for one in PLUGINS},
        }.items()
    )
)
"""The settings of the suite, each with its class below the package, whether or not it is on."""
