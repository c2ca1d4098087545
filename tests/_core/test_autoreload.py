"""Under `--autoreload` each thing is said once, and the site is built as often as it is saved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support import ROOT, build, post
from watching import Watched

BROKEN = '---\ntitle: "never closed\n---\nText.\n'
BROKEN_SAYS = "the front matter is not YAML: found unexpected end of stream"
LACKING = post("Text.\n\n![A jug](/images/none.png)", title="C")
LACKING_SAYS = "no image /images/none.png in the content folder"
FILES = {
    "a.md": post("Text.", title="A"),
    "b.md": post("Text.", title="B"),
    "c.md": LACKING,
}
PLUGINS = ["ending", "pelican_plugins"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that is built once, so that its caches are warm and its settings are there."""
    for name, text in FILES.items():
        (tmp_path / "content" / "images").mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / name).write_text(text)
    settings(tmp_path)
    return tmp_path


def settings(folder: Path, **more) -> str:
    values = {
        "SITENAME": "A Test",
        "SITEURL": "https://example.org",
        "TIMEZONE": "UTC",
        "PLUGINS": PLUGINS,
        **more,
    }
    text = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    if not (folder / "conf.py").exists():
        (folder / "conf.py").write_text(text)
    return text


def unrelated(watched: Watched, number: int) -> list[str]:
    return watched.saved("content/a.md", post(f"Text {number}.", title="A"))


def test_what_is_wrong_is_told_once_counted_from_then_on_and_told_when_it_is_mended(site) -> None:
    with Watched(site) as watched:
        first = watched.built()
        broken = watched.saved("content/b.md", BROKEN)
        later = [unrelated(watched, number) for number in range(4)]
        mended = watched.saved("content/b.md", FILES["b.md"])
        calm = unrelated(watched, 5)
        again = watched.saved("content/b.md", BROKEN)

    assert len([line for line in first if LACKING_SAYS in line]) == 1
    assert not any("still" in line or "mended" in line for line in first)
    assert [line for line in broken if BROKEN_SAYS in line] == [
        f"content/b.md:2: {BROKEN_SAYS}; close the quotation mark that opens there"
    ]
    assert broken[-1] == "1 warning remaining: content/c.md"
    standing = "1 error and 1 warning remaining: "
    assert later == [[f"{standing}content/b.md and content/c.md"]] * 4
    assert mended[-2:] == [
        f"fixed: content/b.md: {BROKEN_SAYS}",
        "1 warning remaining: content/c.md",
    ]
    assert calm == ["1 warning remaining: content/c.md"]
    assert [line for line in again if BROKEN_SAYS in line and "mended" not in line]


def test_a_problem_that_moves_to_another_line_is_the_same(site) -> None:
    with Watched(site) as watched:
        watched.built()
        moved = watched.saved("content/c.md", LACKING.replace("Text.", "Text.\n\nMore.\n"))
        two = watched.saved("content/c.md", f"{LACKING}\n\n![B](/images/none2.png)\n")
        none = watched.saved("content/c.md", FILES["a.md"].replace("A", "C"))

    assert moved == ["1 warning remaining: content/c.md"]
    assert [line for line in two if "none2.png" in line]
    assert not [line for line in two if LACKING_SAYS in line]
    assert [line for line in none if line.startswith("fixed: ")] == [
        "fixed: content/c.md: no image /images/none.png in the content folder",
        "fixed: content/c.md: no image /images/none2.png in the content folder",
    ]
    assert not [line for line in none if "still" in line]


def test_a_mistake_in_the_settings_is_told_once_and_the_site_is_built_as_before(site) -> None:
    wrong = settings(site, POUCH_FEEDS={"item": 3})
    with Watched(site) as watched:
        watched.built()
        told = watched.saved("conf.py", wrong)
        later = [unrelated(watched, number) for number in range(2)]
        page = (site / "output" / "a.html").read_text()
        mended = watched.saved("conf.py", settings(site, POUCH_FEEDS={"items": 3}))
        calm = unrelated(watched, 9)

    says = "POUCH_FEEDS has an unknown key 'item'"
    assert told[0].startswith(f"{says}; did you mean 'items'?; until then, builds use the")
    assert later == [[f"2 warnings remaining: {says} and content/c.md"]] * 2
    assert "Text 1." in page
    assert f"fixed: {says}" in mended
    assert calm == ["1 warning remaining: content/c.md"]


CHANGED = {
    "POUCH_FEEDS": {"copyright": "Ours"},
    "POUCH_FRONT_MATTER": {"slug_source": "file_name"},
    "POUCH_GUARD": {"leak_check": "stop"},
    "POUCH_IMAGES": {"number_figures": True},
    "POUCH_RESOURCES": {"rel": "external"},
    "POUCH_THEME": {"accent": "#004488", "home": "titles"},
}


# What is wrong in POUCH_THEME has its default, and the rest of the settings counts.
@pytest.mark.parametrize("wrong", [name for name in CHANGED if name != "POUCH_THEME"])
def test_nothing_of_settings_that_cannot_be_used_gets_into_the_site(site, wrong: str) -> None:
    listed = post("## Sources\n\n* One https://e.org/1\n\n![A jug](/images/none.png)", title="Z")
    (site / "content" / "z_z.md").write_text(listed)
    with Watched(site) as watched:
        watched.built()
        before = output(site)
        watched.saved("conf.py", settings(site, **CHANGED | {wrong: {"zzz": 1}}))
        after = output(site)

    assert len(before) > 10
    assert after == before


def output(folder: Path) -> dict[str, bytes]:
    files = sorted((folder / "output").rglob("*"))
    return {str(path): path.read_bytes() for path in files if path.is_file()}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("{% extends", "{% extend", "theme/templates/article.html:1: Encountered unknown tag"),
        ("{% endblock", "{{ nothing.there }}{% endblock", "UndefinedError: 'nothing' is undefined"),
    ],
    ids=["syntax", "undefined"],
)
def test_a_template_that_is_broken_ends_one_build_and_not_the_watch(site, old, new, says) -> None:
    shutil.copytree(ROOT / "theme", site / "theme")
    template = site / "theme" / "templates" / "article.html"
    good = template.read_text()
    bad = good.replace(old, new)
    (site / "conf.py").write_text(settings(site, THEME="theme"))
    with Watched(site) as watched:
        watched.built()
        told = watched.saved("theme/templates/article.html", bad)
        later = [unrelated(watched, number) for number in range(3)]
        mended = watched.saved("theme/templates/article.html", good)
        page = (site / "output" / "a.html").read_text()

    assert len([line for line in told if says in line]) == 1
    assert told[0].startswith("theme/templates/article.html:")
    assert all(len(lines) == 1 for lines in later)
    assert "theme/templates/article.html" in later[0][0]
    assert [line for line in mended if line.startswith("fixed: theme/templates/article.html: ")]
    assert "Text 2." in page


def test_a_broken_vocabulary_is_no_reason_to_build_for_ever(site) -> None:
    (site / "tags.yaml").write_text("a: [\n")
    with Watched(site) as watched:
        first = watched.built()
        second = unrelated(watched, 1)
        mended = watched.saved("tags.yaml", "b: [c]\n")
        again = watched.saved("tags.yaml", "b: [d]\n")

    assert again
    assert len([line for line in first if line.startswith("tags.yaml:2: not valid YAML")]) == 1
    assert second == ["1 error remaining: tags.yaml"]
    assert [line for line in mended if line.startswith("fixed: tags.yaml: not valid YAML")]


def test_who_asks_for_fatal_errors_gets_no_site_until_it_is_mended(site) -> None:
    (site / "content" / "b.md").write_text(BROKEN)
    with Watched(site, "--fatal", "errors") as watched:
        first = watched.built()
        second = unrelated(watched, 1)
        built = (site / "output" / "a.html").exists()
        third = watched.saved("content/b.md", FILES["b.md"])
        page = (site / "output" / "a.html").read_text()

    assert len([line for line in first if BROKEN_SAYS in line]) == 1
    stopped = "The build was stopped because of --fatal"
    assert first[-1] == stopped
    assert second == [stopped, "1 error remaining: content/b.md"]
    assert not built
    assert f"fixed: content/b.md: {BROKEN_SAYS}" in third
    assert "Text 1." in page


def test_who_asks_for_fatal_warnings_sees_the_watch_end(site) -> None:
    with Watched(site, "--fatal", "warnings") as watched:
        assert watched.process.wait(60) == 1


def test_a_build_that_is_not_watched_tells_everything_each_time(build_site) -> None:
    first = build_site({**FILES, "b.md": BROKEN})
    second = build(first.folder, {})

    for site in (first, second):
        assert len(site.messages_about("b.md")) == 1
        assert len(site.messages_about("none.png")) == 1
        assert " remain" not in site.log
