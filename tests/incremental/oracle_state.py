"""A site as plain data, and what a step does to it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

CLOCK = datetime.datetime(2025, 6, 15, 21, 30, tzinfo=datetime.UTC)

_CONF = """\
import os, sys
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from {base} import *
{settings}
_off, _more = {off!r}, {more!r}
PLUGINS = [one for one in PLUGINS or () if getattr(one, "__name__", one) not in _off] + _more
if "ORACLE_CLEAN" in os.environ:
    POUCH_BUILD = {{**globals().get("POUCH_BUILD", {{}}), "incremental": False}}
"""


@dataclass(frozen=True)
class State:
    """A site.

    Attributes:
        files: what each file below its folder holds, by path.
        settings: those that differ from the settings file's, as Python.
        off: plugins of the settings file that are off.
        more: plugins besides those of the settings file.
        base: the name of the settings file, without its ending.
        clock: what time it is; None where it does not matter.
    """

    files: dict[str, bytes]
    settings: dict[str, str] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    more: tuple[str, ...] = ("pelican_plugins",)
    base: str = "pelicanconf"
    clock: datetime.datetime | None = None

    def with_file(self, name: str, data: bytes | str | None) -> State:
        """Return it with another file, or without that one."""
        files = {key: value for key, value in self.files.items() if key != name}
        if data is not None:
            files[name] = data.encode() if isinstance(data, str) else data
        return replace(self, files=files)

    def with_setting(self, name: str, value: str | None) -> State:
        """Return it with another setting, or with that of the settings file."""
        settings = {key: old for key, old in self.settings.items() if key != name}
        if value is not None:
            settings[name] = value
        return replace(self, settings=settings)

    def text(self, name: str) -> str:
        """Return a file as text."""
        return self.files[name].decode("utf-8", "surrogateescape")

    def rewritten(self, name: str, text: str) -> State:
        """Return it with other text in a file."""
        return self.with_file(name, text.encode("utf-8", "surrogateescape"))

    def conf(self) -> bytes:
        """Return the settings file that a build is given."""
        lines = "\n".join(f"{name} = {value}" for name, value in sorted(self.settings.items()))
        parts = {"base": self.base, "off": list(self.off), "more": list(self.more)}
        return _CONF.format(settings=lines, **parts).encode()


@dataclass(frozen=True)
class Step:
    """What happens between two builds.

    Attributes:
        state: the site afterwards.
        same_times: files that keep their time of change.
        touched: files that get another time and stay as they are.
        deeds: what is done to output and cache: kinds of `oracle_engine.DEEDS`, each with a seed.
        killed: how far into a build before the one that is looked at the process is killed, as a
            share of what it does; 0 means that it is not.
        twice: whether two builds run at once.
        says: what was done, for people.
    """

    state: State
    same_times: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    deeds: tuple[tuple[str, int], ...] = ()
    killed: float = 0
    twice: bool = False
    says: str = ""
