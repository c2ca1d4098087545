"""Everything that `pouch check` knows of is found, with its line, and how to mend it."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from checked import check, found
from PIL import Image
from support import Site, build, compare, post


def picture_with_position() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    data = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 90, 120)).save(data, "JPEG", exif=exif.tobytes())
    return data.getvalue()


BODY = """
![](/images/where.jpg)

<img src="/images/where.jpg#wide">

![IMG_0042.jpg](/images/where.jpg#left)

![A gauge](/images/wher.jpg)

![Noise](/images/broken.png)

<a href="javascript:alert(1)">run</a>

A tide-table stands below, and example.org/page is not linked here.

{{< tide-table 3 >}}

## Sources

One line about [a map](https://example.org/map), in a sentence that is no list of any kind.

## Further reading

* What the harbour board told its members
* What they told each other
* [A book](https://example.org/book)
* What it wrote to the ministry

## Resources

* [Tide tables](https://example.org/tides)
* [The gauge](https://example.org/gauge)
* [Tide tables](https://example.org/tides)
* [Tides, again](http://www.example.org/tides/)
* [Bad](javascript:alert(2))
* [Nowhere](example.org/page)

## References

* [The gauge](https://example.org/gauge)
* [Tide tables, page 3](https://example.org/tides#page=3)
* [Tide tables, page 9](https://example.org/tides#page=9)
* [Minutes](https://example.org/minutes), for 1911
* [Minutes](https://example.org/minutes), for 1912
"""
FILES = {
    "a.md": "---\ntitle: One: two\ndate: 2025-06-03\ntags:\n  - Rivers\n  - mud\n---\n" + BODY,
    "b.md": post(title="B", tags=["Rivers", "estuaries"], timezone="Middle/Earth"),
    "c.md": "\ufeff" + post(title="C", tags=["rivers", "estuary"]),
    "2025-06-04-d.md": "---\ntags: [Rivers, estuaries]\n---\nText.\n",
    "broken.md": "---\ntitle: 'never closed\n---\nx\n",
    "lost.org": "* A text\n",
    "images/where.jpg": picture_with_position(),
    "images/kept.jpg": picture_with_position(),
    "images/broken.png": b"\x89PNG\r\n\x1a\n",
}
SETTINGS = {
    "POUCH_IMAGES": {"keep_metadata": ["images/kept.jpg"], "variants": False, "widths": [600]},
    "TYPOGRIFY_DASHES": "oldschool",
    "SITESUBTITEL": "x",
    "OF_NOBODY": 1,
    "FEED_ALL_ATOMS": "feeds/all.xml",
    "ARTICLE_URL": "blog/{slug}/",
    "STATIC_PATHS": ["images", "pictures"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    return build(tmp_path_factory.mktemp("check"), FILES, SETTINGS)


def test_all_of_it_is_found_and_nothing_else(site: Site, *, rewrite: bool) -> None:
    lines = "".join(f"{line}\n" for line in found(site))

    compare(Path(__file__).parent / "everything", "", {".out.txt": lines}, rewrite=rewrite)


def test_what_was_built_is_the_same_whether_it_was_checked(site: Site) -> None:
    before = site.files()
    sources = {path: path.read_bytes() for path in (site.folder / "content").rglob("*.*")}

    check(site)

    assert site.files() == before
    assert {path: path.read_bytes() for path in sources} == sources


def test_a_healthy_site_has_nothing_to_tell(build_site) -> None:
    files = {
        "a.md": post("![A gauge](/images/a.jpg)\n\n## Resources\n\n* T https://example.org/t\n"),
        "b.md": post(title="B", tags=["Rivers"]),
        "d.md": post(title="Later", draft=True),
        "images/a.jpg": plain_picture(),
    }
    site = build_site(files, {"FEED_ALL_JSON": "feeds/all.json"})
    run = check(site, "--strict")

    assert run.stdout.splitlines() == [site.account, "No problems found"]
    assert run.returncode == 0


def plain_picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 90, 120)).save(data, "JPEG")
    return data.getvalue()


def test_feeds_are_read_back_as_they_were_written(build_site) -> None:
    site = build_site({"a.md": post()}, {"FEED_ALL_JSON": "feeds/all.json"})
    assert found(site) == []
    for name, old, new in (
        ("all.atom.xml", "<id>", "<uid>"),
        ("all.rss.xml", "https://example.org/blog/a-post.html", "/a-post.html"),
        ("all.json", '"title"', '"titel"'),
    ):
        path = site.output / "feeds" / name
        path.write_text(path.read_text().replace(old, new))

    lines = found(site)

    assert any(re.match(r"output/feeds/all.atom.xml:\d+: error: it is not well", x) for x in lines)
    assert any(re.match(r"output/feeds/all.rss.xml:\d+: error: the URL '/a-po", x) for x in lines)
    assert any(x.startswith("output/feeds/all.json:1: error: the feed has no title") for x in lines)
    assert all("[feed-" in line for line in lines)


def test_without_an_output_the_sources_are_checked_and_it_is_said(build_site) -> None:
    site = build_site({"a.md": post("![](/images/none.png)")}, arguments=("-o", "elsewhere"))
    run = check(site)

    assert run.returncode == 1
    assert "content/a.md:6: warning: no image /images/none.png" in run.stdout
    assert (
        "error: output does not exist, so it was not scanned; build the site first [not-built]"
        in run.stdout
    )


def test_what_a_build_calls_an_error_is_one(build_site) -> None:
    site = build_site({"a.md": post(slug="archives")})

    (line,) = found(site)
    assert line.startswith(
        "content/a.md:1: error: its URL archives.html is already used by Pelican's page 'archives'"
    )
    assert line.endswith("[address-taken]")


def test_a_line_of_another_plugin_is_told_without_a_place(build_site) -> None:
    telling = (
        "import logging\n"
        "from pelican import signals\n"
        "def tell(generators):\n"
        "    logging.getLogger('theirs').warning('it is %s', 'late')\n"
        "def register():\n"
        "    signals.all_generators_finalized.connect(tell)\n"
    )
    settings = {"PLUGINS": ["pelican_plugins", "teller"]}
    site = build_site({"a.md": post()}, settings, modules={"teller": telling})

    assert found(site) == ["warning: it is late [build]"]


def test_a_plugin_that_is_off_is_not_asked(build_site) -> None:
    settings = {"PLUGINS": ["pelican_plugins.guard"], "POUCH_TAGS": {"drop": ["x"]}}
    site = build_site(
        {"a.md": post("![](/images/a.jpg)"), "images/a.jpg": plain_picture()}, settings
    )
    lines = found(site)

    assert any("POUCH_TAGS has no effect, since its plugin is disabled" in line for line in lines)
    assert {re.search(r"\[([a-z-]+)\]$", line)[1] for line in lines} <= {"setting-idle", "build"}


def test_a_part_that_breaks_down_leaves_the_others_be(build_site) -> None:
    breaking = (
        "import pelican_plugins.tags.findings as f\n"
        "def broken(site):\n"
        "    raise ValueError('by a test')\n"
        "def register():\n"
        "    f.findings = broken\n"
    )
    settings = {"PLUGINS": ["pelican_plugins", "breaker"]}
    site = build_site({"a.org": "x", "b.md": post()}, settings, modules={"breaker": breaking})
    lines = found(site)

    assert lines[0].startswith("content/a.org:1: error: not published")
    assert lines[-1].startswith("error: the check tags.findings failed (ValueError: by a test)")


def test_programs_get_the_same(site: Site) -> None:
    told = json.loads(check(site, "--json").stdout)

    assert [finding["code"] for finding in told["findings"]].count("link-duplicate") == 2
    assert told["counts"]["error"] == 5
    first = next(one for one in told["findings"] if one["code"] == "alt-missing")
    assert first == {
        "path": "content/a.md",
        "line": 11,
        "severity": "warning",
        "code": "alt-missing",
        "text": "the image /images/where.jpg has no alt text",
        "fix": 'describe what it shows, or set alt="" if it is decoration',
        "fixable": False,
    }
    assert {Path(one["path"]).name for one in told["files"]} == {*map(name_of, FILES)}


def name_of(path: str) -> str:
    return path.rpartition("/")[2]
