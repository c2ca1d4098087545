"""Everything that is remembered of a build, in one object that the site's settings carry.

Every object of Pelican's has the settings, so whatever a receiver is given leads to the build:

```python
vocabularies = build_of(generator).state(Vocabularies)
```

A site within a site (i18n_subsites and the like) is built with settings of its own, and so has a
build of its own. Settings that cannot be used under `--autoreload` take theirs with them.
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
    """What is remembered of the build of one site, one object for each class.

    Args:
        settings: the site's.
        outer: the build in the midst of which this one is made, if any.

    Attributes:
        settings: the site's, by which the build is known.
        outer: the build around this one; None for most.
        writes: whether it writes a site; False for a command that only reads one.
        at_end: what is undone when a run ends, however it does.
    """

    def __init__(self, settings: dict[str, Any], outer: Build | None = None) -> None:
        self.settings = settings
        self.outer = outer
        self.writes = True
        self.at_end = ExitStack()
        self._lasting: dict[type, Any] = {}
        self._of_run: dict[type, Any] = {}

    def __reduce__(self) -> tuple[type, tuple[()]]:
        """Be nothing in a file: Pelican's caches pickle settings with every content."""
        return type(None), ()

    def __copy__(self) -> Build:
        """Be the same in a copy of the settings, until a site is built with it."""
        return self

    def __deepcopy__(self, _memo: dict[int, Any]) -> Build:
        """Be the same in a deep copy of the settings, too."""
        return self

    @property
    def outermost(self) -> Build:
        """The build around all others; what concerns all of them is remembered there."""
        return self.outer.outermost if self.outer is not None else self

    def keep(self, value: T) -> T:
        """Remember *value* as long as the settings are used, in place of another of its class."""
        self._lasting[type(value)] = value
        return value

    def lasting(self, cls: type[T]) -> T:
        """Return what is kept of a class, for as long as the settings are used.

        It is made by calling *cls* without arguments where there is none.
        """
        if cls not in self._lasting:
            self._lasting[cls] = cls()
        found: T = self._lasting[cls]
        return found

    def put(self, value: T) -> T:
        """Remember *value* until the next run, in place of another of its class."""
        self._of_run[type(value)] = value
        return value

    def state(self, cls: type[T]) -> T:
        """Return the one object of a class that the build remembers.

        What was kept lasts; all else is made at its first use in a run, by calling *cls* without
        arguments, and forgotten when the next begins (`--autoreload` runs a build again).
        """
        found = self.find(cls)
        return self.put(cls()) if found is None else found

    def find(self, cls: type[T]) -> T | None:
        """Return the object of a class that the build remembers; None where there is none."""
        return self._lasting.get(cls, self._of_run.get(cls))

    def begin(self) -> None:
        """Forget what belongs to the run before."""
        self._of_run.clear()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Be the build that runs. Several may stand around one run; the outermost begins it."""
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


# Not remembered but in force, like a decimal context: set for the time of a run and then what it
# was before. Pelican opens and copies files by functions that are given nothing but paths.
_running: ContextVar[Build | None] = ContextVar("running build", default=None)


class Process(logging.Filter):
    """What outlives a build, since `--autoreload` makes new ones: hung on the log of the suite."""

    def __init__(self) -> None:
        super().__init__()
        self._states: dict[type, Any] = {}

    def filter(self, _record: logging.LogRecord) -> bool:
        """Let every message pass: the log only holds it."""
        return True

    def state(self, cls: type[T]) -> T:
        """Return the one object of a class in this process, made at its first use."""
        if cls not in self._states:
            self._states[cls] = cls()
        found: T = self._states[cls]
        return found


def process() -> Process:
    """Return what is remembered of this process, from one build to the next."""
    log = logging.getLogger(__name__.partition(".")[0])
    found = next((each for each in log.filters if isinstance(each, Process)), None)
    if found is None:
        log.addFilter(found := Process())
    return found


def running_build() -> Build | None:
    """Return the build that runs; of builds within builds the innermost."""
    return _running.get()


def begin_build(settings: dict[str, Any]) -> Build:
    """Return the build of these very settings, which begins here where they have none.

    In settings that are a copy of others there may be the build of those.
    """
    build = settings.get(BUILD)
    if not isinstance(build, Build) or build.settings is not settings:
        build = settings[BUILD] = Build(settings, _running.get())
    return build


def build_of(holder: Any) -> Build:
    """Return the build that an object belongs to.

    Args:
        holder: a `Pelican`, generator, reader, writer or content, or the settings or the context
            of a site. What comes out of a cache or brings settings of its own belongs to the build
            that runs.
    """
    settings = holder if isinstance(holder, dict) else holder.settings
    build = settings.get(BUILD) or _running.get()
    return build if isinstance(build, Build) else begin_build(settings)
