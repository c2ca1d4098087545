"""What is remembered of a build comes back when a build within it has ended."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pelican_plugins._core import builds


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    for name in ("_apart", "_running", "_in_hand", "_aside"):
        monkeypatch.setattr(builds, name, [])
    memory = SimpleNamespace(owner="", seen=[])
    builds.keep_apart(memory, owner=None, seen=list)
    return memory


def start(memory: SimpleNamespace, name: str, *inner: str, fails: bool = False) -> None:
    """Build a site that builds the *inner* ones in its midst, each in that before it."""
    settings = {"SITENAME": name}
    builds.begin(settings)
    memory.owner = name
    memory.seen.append(f"configured {name}")

    def run() -> None:
        memory.seen.append(f"read {name}")
        if inner:
            start(memory, *inner)
        memory.seen.append(f"wrote {name}")
        assert memory.owner == name
        assert memory.seen == [f"{word} {name}" for word in ("configured", "read", "wrote")]
        if fails:
            raise KeyError(name)

    builds.run_apart(settings, run)


def test_each_of_builds_within_builds_remembers_its_own(memory: SimpleNamespace) -> None:
    start(memory, "en", "de", "he")


def test_two_builds_within_one_are_apart_and_so_is_one_that_fails(memory: SimpleNamespace) -> None:
    settings = {"SITENAME": "en"}

    def run() -> None:
        memory.owner, memory.seen = "en", ["read en"]
        start(memory, "de", "fr")
        with pytest.raises(KeyError):
            start(memory, "he", fails=True)
        assert (memory.owner, memory.seen) == ("en", ["read en"])

    builds.begin(settings)
    builds.run_apart(settings, run)


def test_what_is_asked_for_the_build_in_hand_begins_no_other(memory: SimpleNamespace) -> None:
    settings = {"SITENAME": "en"}

    def run() -> None:
        memory.seen.append("read en")
        builds.begin(settings)
        assert memory.seen == ["read en"]

    builds.run_apart(settings, run)


def test_a_build_behind_another_goes_on_from_what_it_finds(memory: SimpleNamespace) -> None:
    """As under `--autoreload`, where each build forgets for itself what it has to."""
    builds.run_apart({}, lambda: memory.seen.append("first"))
    builds.run_apart({}, lambda: memory.seen.append("second"))

    assert memory.seen == ["first", "second"]


def test_settings_that_cannot_be_used_leave_nothing_of_themselves(memory: SimpleNamespace) -> None:
    """As under `--autoreload`, which reads changed settings and may go on with those before."""
    good, bad, better = {"SITENAME": "good"}, {"SITENAME": "bad"}, {"SITENAME": "better"}

    def configure(settings: dict[str, str]) -> None:
        builds.begin(settings)
        memory.owner = settings["SITENAME"]
        memory.seen.append(f"configured {memory.owner}")

    def run(settings: dict[str, str]) -> None:
        builds.run_apart(settings, lambda: memory.seen.append("built"))

    configure(good)
    run(good)
    configure(bad)
    assert memory.seen == ["configured bad"]
    run(good)
    assert (memory.owner, memory.seen) == ("good", ["configured good", "built", "built"])
    configure(better)
    run(better)
    assert (memory.owner, memory.seen) == ("better", ["configured better", "built"])
