"""Run Pelican and say where the time went: `python stages.py REPORT.json [pelican's arguments]`.

Each second counts once, for the innermost of what is watched: the Markdown that our reader has
rendered is Python-Markdown's and not our reader's. Watching costs a few per cent itself, so what
is printed tells shares and not speed; `whole_build.py` compares builds that nobody watches.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import blinker

Timed = Callable[..., Any]


class Clock:
    """Seconds by label, each counted for the label that was entered last."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._labels = ["Pelican: all else"]
        self._since = time.perf_counter()

    def wrap(self, label: str, function: Timed) -> Timed:
        """Return *function*, counted under *label*."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self._turn()
            self._labels.append(label)
            try:
                return function(*args, **kwargs)
            finally:
                self._turn()
                self._labels.pop()

        return timed

    def watch(self, owner: Any, name: str, label: str) -> None:
        """Count what *owner* does under *name*."""
        setattr(owner, name, self.wrap(label, getattr(owner, name)))

    def _turn(self) -> None:
        now = time.perf_counter()
        self.seconds[self._labels[-1]] += now - self._since
        self._since = now

    def report(self) -> dict[str, float]:
        """Return the seconds of each label, most first."""
        self._turn()
        return dict(sorted(self.seconds.items(), key=lambda item: -item[1]))


def _plugin_of(module: str) -> str:
    """Return whose a module is, as an owner would say it."""
    names = module.split(".")
    return " ".join(names[:2]) if names[0] == "pelican_plugins" else names[0]


def watch_receivers(clock: Clock) -> None:
    """Count what plugins do when Pelican tells them something, plugin by plugin."""
    known: dict[Any, Any] = {}
    connect, disconnect = blinker.Signal.connect, blinker.Signal.disconnect

    def connect_timed(signal: Any, receiver: Any, *args: Any, **kwargs: Any) -> Any:
        label = _plugin_of(receiver.__module__)
        timed = known.setdefault(receiver, clock.wrap(label, receiver))
        connect(signal, timed, *args, **kwargs)
        return receiver

    def disconnect_timed(signal: Any, receiver: Any, *args: Any, **kwargs: Any) -> None:
        disconnect(signal, known.get(receiver, receiver), *args, **kwargs)

    blinker.Signal.connect, blinker.Signal.disconnect = connect_timed, disconnect_timed


def watch_pelican(clock: Clock) -> None:
    """Count Pelican's own stages, and the libraries that do its work."""
    import jinja2
    import markdown
    from pelican import contents, generators, readers, writers

    clock.watch(readers.Readers, "read_file", "Pelican: making contents")
    clock.watch(markdown.Markdown, "convert", "Python-Markdown")
    clock.watch(markdown.Markdown, "__init__", "Python-Markdown")
    clock.watch(jinja2.Template, "render", "templates: rendering")
    clock.watch(jinja2.Environment, "compile", "templates: compiling")
    clock.watch(writers.Writer, "write_file", "Pelican: writing pages")
    clock.watch(writers.Writer, "write_feed", "Pelican: feeds")
    clock.watch(contents.Content, "_update_content", "Pelican: links in bodies")
    clock.watch(generators.StaticGenerator, "generate_output", "Pelican: static files")
    try:
        from typogrify import filters
    except ImportError:
        return
    clock.watch(filters, "typogrify", "typogrify")


def watch_suite(clock: Clock) -> None:
    """Count what our plugins do besides receiving signals."""
    from pelican_plugins.front_matter.commonmark.renderer import CommonMarkRenderer

    from pelican_plugins._core import pelican_hooks, pipeline
    from pelican_plugins.feeds.pelican_writer import FeedWriter
    from pelican_plugins.front_matter.plugin import FrontMatterReader

    use = pelican_hooks.use

    def use_timed(step: pipeline.Step) -> None:
        label = f"pelican_plugins {step.name}"
        timed = {name: clock.wrap(label, getattr(step, name)) for name in ("finds", "run")}
        use(dataclasses.replace(step, **timed))

    pelican_hooks.use = use_timed
    clock.watch(FeedWriter, "write_feed", "pelican_plugins feeds")
    clock.watch(FrontMatterReader, "read", "pelican_plugins front_matter")
    clock.watch(CommonMarkRenderer, "render", "CommonMark")


def watch_generators(clock: Clock) -> None:
    """Count what generators of plugins write."""
    from pelican import Pelican

    found = Pelican._get_generator_classes

    def watched(pelican: Any) -> list[type]:
        classes = found(pelican)
        for cls in classes:
            label = _plugin_of(cls.__module__)
            if label == "pelican":
                continue
            names = ("generate_context", "refresh_metadata_intersite_links", "generate_output")
            for name in names:
                if name in vars(cls):
                    clock.watch(cls, name, label)
        return classes

    Pelican._get_generator_classes = watched


def main() -> None:
    """Build a site, and write the report."""
    report, arguments = Path(sys.argv[1]), sys.argv[2:]
    clock = Clock()
    watch_receivers(clock)
    watch_pelican(clock)
    watch_suite(clock)
    watch_generators(clock)
    import pelican

    try:
        pelican.main(arguments)
    finally:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        report.write_text(json.dumps({"seconds": clock.report(), "MiB": most}, indent=1))


if __name__ == "__main__":
    main()
