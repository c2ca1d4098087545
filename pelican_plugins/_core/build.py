"""The state of a build, in one object that the site's settings carry.

Every Pelican object has the settings, so every signal receiver can reach the build:

```python
vocabularies = build_of(generator).state(Vocabularies)
```

A site within a site (i18n_subsites) has its own settings, and so its own build.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

BUILD = "_pouch_build"
"""The key of the settings under which the build is kept."""


class Build:
    """The state of the build of one site: one object per class.

    Attributes:
        settings: the site's.
        outer: the build within which this one runs; None for most.
        writes: whether it writes a site; False for a command that only reads one.
        at_end: what to undo when a run ends or fails.
    """

    def __init__(self, settings: dict[str, Any], outer: Build | None = None) -> None:
        self.settings = settings
        self.outer = outer
        self.writes = True
        self.at_end = ExitStack()
        self._lasting: dict[type, Any] = {}
        self._of_run: dict[type, Any] = {}

    def __reduce__(self) -> tuple[type, tuple[()]]:
        """Pickle to None: Pelican's caches pickle the settings with every content."""
        return type(None), ()

    def __copy__(self) -> Build:
        """Stay the same in a copy of the settings, until a site is built with it."""
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Build:
        """Stay the same in a deep copy, too."""
        return self

    @property
    def outermost(self) -> Build:
        """The build around all others, which holds their common state."""
        return self.outer.outermost if self.outer is not None else self

    def keep(self, value: T) -> T:
        """Set the object of its class for as long as the settings are used."""
        self._lasting[type(value)] = value
        return value

    def lasting(self, cls: type[T]) -> T:
        """Return the object of a class that lasts as long as the settings; made at first use."""
        if cls not in self._lasting:
            self._lasting[cls] = cls()
        found: T = self._lasting[cls]
        return found

    def put(self, value: T) -> T:
        """Set the object of its class until the next run."""
        self._of_run[type(value)] = value
        return value

    def state(self, cls: type[T]) -> T:
        """Return the object of a class: one set by `keep`, or else one made at first use in a run.

        The latter is dropped when the next run begins (`--autoreload`).
        """
        found = self.find(cls)
        return self.put(cls()) if found is None else found

    def find(self, cls: type[T]) -> T | None:
        """Return the object of a class; None if there is none yet."""
        return self._lasting.get(cls, self._of_run.get(cls))

    def begin(self) -> None:
        """Drop the state of the previous run."""
        self._of_run.clear()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Be the running build. Re-entrant; only the outermost call begins a run."""
        if _running.get() is self:
            yield
            return
        self.begin()
        before = _running.set(self)
        try:
            with self.at_end:
                yield
        finally:
            _running.reset(before)


# Set only during a run, like a decimal context: Pelican's functions that open and copy files get
# nothing but paths.
_running: ContextVar[Build | None] = ContextVar("running build", default=None)


class Process(logging.Filter):
    """State that outlives builds (`--autoreload`), attached to the suite's logger as a filter."""

    def __init__(self) -> None:
        super().__init__()
        self._states: dict[type, Any] = {}

    def filter(self, _record: logging.LogRecord) -> bool:
        """Let every record pass."""
        return True

    def state(self, cls: type[T]) -> T:
        """Return the object of a class in this process, made at first use."""
        if cls not in self._states:
            self._states[cls] = cls()
        found: T = self._states[cls]
        return found


def process() -> Process:
    """Return the state of this process."""
    log = logging.getLogger(__name__.partition(".")[0])
    found = next((each for each in log.filters if isinstance(each, Process)), None)
    if found is None:
        log.addFilter(found := Process())
    return found


def running_build() -> Build | None:
    """Return the innermost running build."""
    return _running.get()


def begin_build(settings: dict[str, Any]) -> Build:
    """Return the build of *settings*; a new one where they have none or are a copy."""
    build = settings.get(BUILD)
    if not isinstance(build, Build) or build.settings is not settings:
        build = settings[BUILD] = Build(settings, _running.get())
    return build


def build_of(holder: Any) -> Build:
    """Return the build that an object belongs to.

    Args:
        holder: a `Pelican`, generator, reader, writer or content, or the settings or context of a
            site. An object out of a cache belongs to the running build.
    """
    settings = holder if isinstance(holder, dict) else holder.settings
    build = settings.get(BUILD) or _running.get()
    return build if isinstance(build, Build) else begin_build(settings)
