"""What was withdrawn is not still there: it is named, and removed where a build wrote it."""

from __future__ import annotations

import json
import shutil

import pictures
import pytest
from checked import check, found
from support import Site, build, post

SITEMAP = """
import os
from pelican import signals

def write(pelican):
    with open(os.path.join(pelican.output_path, "sitemap.xml"), "w") as file:
        file.write("<urlset/>")
    if not os.path.exists(os.path.join(pelican.output_path, "once.txt")):
        with open(os.path.join(pelican.output_path, "once.txt"), "w") as file:
            file.write("written where it is not there")

def register():
    signals.finalized.connect(write)
"""
JUG = pictures.saved("JPEG", pictures.image(size=(900, 600)), quality=98)
BOWL = pictures.saved("JPEG", pictures.image(size=(900, 600), shift=9), quality=98)
FILES = {
    "stays.md": post("![A bowl](/images/bowl.jpg)", title="Stays", tags=["sea"]),
    "withdrawn.md": post("A name.", title="Withdrawn"),
    "deleted.md": post("![A jug](/images/jug.jpg)", title="Deleted", tags=["jugs"]),
    "moved.md": post(title="Moved", slug="old-slug"),
    "dated.md": post(title="Dated", date="2025-01-02", save_as="2025/01/dated.html"),
    "published.md": post(title="Published", draft=True),
    "left.md": post(title="Left", aliases=["/led-on.html"]),
    "pages/about.md": post(title="About"),
    "bag/broken.md": post("![A cup](cup.jpg)", title="Broken"),
    "bag/cup.jpg": pictures.saved("JPEG", pictures.image(shift=4)),
    "bundle/post.md": post("![Inside](inside.jpg)", title="Bundle"),
    "bundle/inside.jpg": pictures.saved("JPEG", pictures.image(shift=5)),
    "images/bowl.jpg": BOWL,
    "images/jug.jpg": JUG,
    "images/old-name.jpg": pictures.saved("JPEG", pictures.image(shift=3)),
    "images/notes.txt": "a file",
}
SETTINGS = {
    "PLUGINS": ["sitemap_of_ours", "pelican_plugins"],
    "POUCH_IMAGES": {"widths": [300, 600]},
    "TAG_FEED_ATOM": "feeds/tag.{slug}.xml",
    "OUTPUT_RETENTION": ["kept"],
}
AFTER = {
    "withdrawn.md": post("A name.", title="Withdrawn", draft=True),
    "moved.md": post(title="Moved", slug="new-slug"),
    "dated.md": post(title="Dated", date="2025-02-02", save_as="2025/02/dated.html"),
    "published.md": post(title="Published"),
    "left.md": post(title="Left"),
    "bag/broken.md": "---\ntitle: 'never closed\n---\n![A cup](cup.jpg)\n",
}
GONE = ["deleted.md", "pages/about.md", "images/jug.jpg", "images/notes.txt", "bundle/post.md"]
STALE = {
    "withdrawn.html": "error: {left}the page of withdrawn.md, which is now a draft;",
    "deleted.html": "error: {left}the page of deleted.md, which was deleted;",
    "pages/about.html": "error: {left}the page of pages/about.md, which was deleted;",
    "bundle.html": "error: {left}the page of bundle/post.md, which was deleted;",
    "old-slug.html": "warning: {left}the page of moved.md, which is now at /new-slug.html;"
    " add `aliases: [/old-slug.html]` to content/moved.md",
    "2025/01/dated.html": "warning: {left}the page of dated.md, which is now at /2025/02/dated",
    "drafts/published.html": "warning: {left}the page of the draft of published.md, which is now",
    "images/jug.jpg": "warning: {left}the copy of images/jug.jpg, which was deleted;",
    "images/notes.txt": "warning: {left}the copy of images/notes.txt, which was deleted;",
    "images/old-name.jpg": "warning: {left}the copy of images/old-name.jpg, which was deleted;",
    "bundle/inside.jpg": "warning: {left}the copy of bundle/inside.jpg, which is no longer",
    "led-on.html": "warning: {left}a redirect from an old URL;",
    "tag/jugs.html": "warning: {left}a page that is no longer part of the site;",
    "feeds/tag.jugs.xml": "warning: {left}a feed;",
    "category/bag.html": "warning: {left}a page that is no longer part of the site;",
    "feeds/bag.atom.xml": "warning: {left}a feed;",
    "category/bundle.html": "warning: {left}a page that is no longer part of the site;",
    "feeds/bundle.atom.xml": "warning: {left}a feed;",
}
LEFT = "left over from an earlier build, and still public: "


def variants(site: Site) -> set[str]:
    return {name for name in site.files() if name.startswith("images/variants/")}


@pytest.fixture(scope="module")
def evolution(tmp_path_factory) -> tuple[Site, Site]:
    """A site before and after much of it was withdrawn, in one folder."""
    folder = tmp_path_factory.mktemp("evolution")
    first = build(folder, FILES, SETTINGS, modules={"sitemap_of_ours": SITEMAP})
    first.before = first.files()
    for name in GONE:
        (folder / "content" / name).unlink()
    (folder / "content" / "images" / "old-name.jpg").rename(folder / "content/images/new-name.jpg")
    # What somebody else put there, or has made of what was there.
    for name in ("CNAME", "kept/a.html", ".git/config", ".nojekyll", "by-hand/page.html"):
        (folder / "output" / name).parent.mkdir(exist_ok=True)
        (folder / "output" / name).write_text("ours")
    (folder / "output" / "deleted.html.gz").write_text("made by a server's tool")
    (folder / "output" / "stays.html.gz").write_text("made by a server's tool")
    more = {**SETTINGS, "POUCH_IMAGES": {"widths": [450]}}
    return first, build(folder, AFTER, more)


@pytest.fixture
def later(evolution, tmp_path) -> Site:
    """The same site after all that, for a test to change."""
    _, second = evolution
    folder = tmp_path / "site"
    shutil.copytree(second.folder, folder, symlinks=True)
    return Site(folder, second.code, second.log, second.settings)


def test_whatever_is_left_is_named_as_what_it_is(evolution) -> None:
    first, second = evolution
    assert set(first.before) >= set(STALE), "all of it was published"

    lines = {line.partition(": ")[0]: line for line in found(second)}

    for name, says in STALE.items():
        assert lines[f"output/{name}"].startswith(f"output/{name}: {says.format(left=LEFT)}"), name
        assert lines[f"output/{name}"].endswith(" [output-stale]")
    said = [line for line in lines.values() if "[output-stale]" in line]
    pictures_gone = (
        "images/jug.jpg, which was deleted",
        "images/old-name.jpg",
        "bundle/inside.jpg",
    )
    of_variants = [line for line in said if "a smaller copy of" in line]
    assert len(of_variants) == len([n for n in of_variants if any(p in n for p in pictures_gone)])
    assert any("images/jug.jpg" in line for line in of_variants)
    assert len(said) == len(STALE) + len(of_variants), "\n".join(said)


def test_a_build_says_in_one_line_how_many_there_are_and_removes_none(evolution) -> None:
    first, second = evolution
    (line,) = [line for line in second.log.splitlines() if line.startswith("output: ")]

    assert (
        "files from earlier builds are still in output, and public if you publish that folder"
        in line
    )
    assert set(first.before) <= set(second.files())


def test_what_others_put_there_is_named_otherwise_or_not_at_all(evolution) -> None:
    _, second = evolution
    unknown = [line for line in found(second) if line.endswith("[output-unknown]")]

    hand = "not written by any known build; delete anything that should not be public;"
    hand += " list what to keep in OUTPUT_RETENTION [output-unknown]"
    assert unknown == [
        "output: advice: 1 file (once.txt) was written by another plugin, and only in an earlier"
        " build; delete what should not be public [output-unknown]",
        f"output: advice: 2 files (CNAME and deleted.html.gz) were {hand}",
        f"output/by-hand: advice: 1 file (by-hand/page.html) was {hand}",
    ]


OTHERS = ["CNAME", "kept/a.html", ".git/config", ".nojekyll", "by-hand/page.html", "once.txt"]
OTHERS += [
    "sitemap.xml",
    "stays.html.gz",
    "broken.html",
    "stays.html",
    "new-slug.html",
    "bag/cup.jpg",
]


def test_fix_deletes_what_builds_wrote_and_nothing_else(later) -> None:
    before = later.files()
    old = variants(later)

    asked = check(later, "--fix")
    assert later.files() == before, "nobody has agreed"
    fixed = check(later, "--fix", "--yes")

    lines = asked.stdout.splitlines()
    deleted = {n.removeprefix("delete output/") for n in lines if n.startswith("delete output/")}
    left = later.files()
    assert set(before) - set(left) == deleted
    assert deleted - old == set(STALE)
    assert set(OTHERS) <= set(left)
    # A reader's cached page may ask for those of another width.
    assert len(variants(later)) > len([name for name in variants(later) if "-450." in name])
    assert not (later.output / "tag").is_dir() or any((later.output / "tag").iterdir())
    assert not (later.output / "2025" / "01").exists(), "no empty folder stays"
    assert fixed.returncode == 1, "the text that cannot be read is still one"
    assert [line for line in found(later) if "[output-stale]" in line] == []


def test_the_build_removes_them_where_it_is_asked_to(later) -> None:
    settings = {**later.settings, "POUCH_GUARD": {"stale_output": "remove"}}
    settings["PLUGINS"] = SETTINGS["PLUGINS"]
    before = later.files()

    again = build(later.folder, {}, settings)

    gone = set(before) - set(again.files())
    assert gone - variants(later) >= set(STALE)
    assert set(OTHERS) <= set(again.files())
    assert f"output: {len(gone)} files from earlier builds removed from output" in again.log
    assert "earlier builds" not in build(later.folder, {}, settings).log


def test_what_was_changed_since_is_somebody_elses(later) -> None:
    (later.output / "withdrawn.html").write_text("by hand")
    check(later, "--fix", "--yes")

    assert (later.output / "withdrawn.html").read_text() == "by hand"
    (line,) = [line for line in found(later) if "output/withdrawn.html" in line]
    assert "it was changed since, so delete it yourself [output-stale]" in line


def test_json_has_them_too(later) -> None:
    plain = json.loads(check(later, "--json", "--fix", "--yes", "--only", "output-stale").stdout)

    assert plain["findings"] == []
    assert {one["path"] for one in plain["mended"]} >= {f"output/{name}" for name in STALE}
    assert "delete output/withdrawn.html" in plain["diff"]
