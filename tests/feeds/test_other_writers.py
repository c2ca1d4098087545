"""Pelican takes one writer; whose does nothing is said, and nobody is asked for one twice."""

from __future__ import annotations

import pytest
from support import post

FILES = {"a.md": post()}
OFFERING = """
from pelican import signals
from pelican.writers import Writer

class Loud(Writer):
    pass

def offer(pelican):
    return Loud

def register():
    signals.get_writer.connect(offer)
"""
LISTENING = """
from pelican import signals
from pelican.writers import Writer

def hear(pelican):
    print("a writer is asked for")

def register():
    signals.get_writer.connect(hear)
"""


def test_of_two_writers_one_is_said_to_do_nothing(build_site) -> None:
    settings = {"PLUGINS": ["loud", "pelican_plugins.feeds"]}
    site = build_site(FILES, settings, modules={"loud": OFFERING})

    # Which of them Pelican takes is chance: receivers of a signal are a set.
    (message,) = site.messages_about("loud.Loud")
    assert message.startswith("Feeds are written by ")


@pytest.mark.parametrize("ours_first", [True, False])
def test_another_writer_is_named(build_site, ours_first) -> None:
    plugins = ["pelican_plugins", "loud"] if ours_first else ["loud", "pelican_plugins"]
    site = build_site(FILES, {"PLUGINS": plugins}, modules={"loud": OFFERING})

    assert site.code == 0
    assert any("pelican-pouch" in line for line in site.messages_about("loud.Loud"))


def test_who_only_listens_hears_once_and_is_named_nowhere(build_site) -> None:
    settings = {"PLUGINS": ["theirs", "pelican_plugins.feeds"]}
    site = build_site(FILES, settings, modules={"theirs": LISTENING})

    assert site.log.count("a writer is asked for") == 1
    assert "Feeds are written by" not in site.log
