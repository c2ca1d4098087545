"""What must never be published is found in the output, and keeps a build from publishing."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import zipfile
import zlib

import pytest
from PIL import Image
from support import build, post, run_module


def zipped(files: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


LIST = "# Nobody else's business\n\nWilma Ötzmann  # the source\nKovalenko*\n李雷\n"
STOP = {"POUCH_GUARD": {"leak_check": "stop"}}
# Where each of these stands, somebody would read it.
PLACES = {
    "body": {"a.md": post("By Wilma Ötzmann.")},
    "case and spaces": {"a.md": post("WILMA\u00a0\nötzmann")},
    "accents": {"a.md": post("wilma otzmann")},
    "parted by markup": {"a.md": post("Wil<b>ma</b> <i>Ötzmann</i>")},
    "entities": {"a.md": post("Wilma &Ouml;tz&shy;mann")},
    "entities of entities": {"images/a.xml": "<f>&lt;p&gt;Wilma &amp;Ouml;tzmann&lt;/p&gt;</f>"},
    "alternative text": {"a.md": post("![Wilma Ötzmann at sea](https://e.example/x.png)")},
    "title": {"a.md": post(title="Kovalenkos Boot", slug="x")},
    "slug": {"a.md": post(slug="wilma-otzmann")},
    "tag": {"a.md": post(tags=["Wilma Ötzmann"])},
    "another script": {"a.md": post("李雷说")},
    "name of a file": {"images/wilma_oetzmann.txt": "x", "images/Wilma_Ötzmann.txt": "x"},
    "comment in the markup": {"a.md": post("x\n\n<!-- ask Wilma Ötzmann -->")},
    "text file": {"images/a.csv": "n;Kovalenko\n"},
    "draft": {"a.md": post("Wilma Ötzmann", draft=True)},
    "JSON": {"images/a.json": json.dumps({"by": "Wilma Ötzmann"})},
    "search index": {"images/a.pf_fragment": gzip.compress("by Wilma Ötzmann".encode(), mtime=0)},
    "office document": {"images/a.docx": zipped({"docProps/core.xml": "<c>Wilma Ötzmann</c>"})},
    "PDF": {
        "images/a.pdf": b"%PDF-1.4\nstream\n" + zlib.compress(b"(by Kovalenko)") + b"endstream"
    },
    "address": {"a.md": post("[x](https://e.example/?q=Wilma%20%C3%96tzmann)")},
}


def with_list(files: dict) -> dict:
    return {"clean.md": post(title="Clean"), **files, "../.pouch-private": LIST}


def pelican_says(site) -> str:
    return "\n".join(line for line in site.log.splitlines() if not line.startswith("Account"))


@pytest.mark.parametrize("place", PLACES)
def test_a_private_word_stops_the_build_wherever_it_stands(build_site, place: str) -> None:
    site = build_site(with_list(PLACES[place]))

    assert site.code == 1
    assert not site.output.exists(), "nothing is published"
    assert " of .pouch-private; " in site.log
    assert "Nothing was published: " in site.log
    # A log may be public.
    for word in ("tzmann", "Kovalenko", "李雷"):
        assert word not in "\n".join(site.messages_about(".pouch-private"))


def test_what_only_resembles_a_private_word_is_published(build_site) -> None:
    texts = ["Wilma and Ötzmann", "Wilmas Ötzmannin", "Kovalenk", "雷李"]
    posts = {f"{n}.md": post(text, title=f"T{n}") for n, text in enumerate(texts)}
    site = build_site(with_list(posts))

    assert "clean.html" in site.files(), site.log
    assert site.code == 0


def test_the_last_good_output_stays_as_it_was(build_site) -> None:
    site = build_site(with_list({"a.md": post("Good.")}))
    before = site.files()
    times = {path: path.stat().st_mtime_ns for path in site.output.rglob("*")}
    assert "a-post.html" in before

    bad = build(site.folder, {"a.md": post("By Wilma Ötzmann."), "new.md": post(title="New")})
    assert bad.code == 1
    assert bad.files() == before
    assert {path: path.stat().st_mtime_ns for path in site.output.rglob("*")} == times
    assert sorted(path.name for path in site.folder.iterdir() if "pouch" in path.name) == [
        ".pouch-private"
    ]

    mended = build(site.folder, {"a.md": post("By a source.")})
    assert mended.code == 0
    assert "new.html" in mended.files()
    assert "By a source." in mended.text("a-post.html")


def exif_with_position() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 30.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    return exif.tobytes()


def picture(kind: str, **more) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (40, 30), (9, 90, 120)).save(data, kind, **more)
    return data.getvalue()


POSITIONS = {
    "jpg": picture("JPEG", exif=exif_with_position()),
    "png": picture("PNG", exif=exif_with_position()),
    "webp": picture("WEBP", exif=exif_with_position()),
    "tif": picture("TIFF", exif=exif_with_position()),
    "heic": b"\0\0\0\x18ftypheic" + b"\0" * 40 + exif_with_position(),
    "mp4": b"\0\0\0\x18ftypmp42" + b"\0\0\0\x20\xa9xyz\0\x12\x15\xc7+52.5200+013.4050/",
    "mov": b"ftypqt  com.apple.quicktime.location.ISO6709\0\0\0\x2cdata\0\0\0\1\0\0+52.52+013.4/",
    "pdf": b'%PDF-1.4\n<x:xmpmeta exif:GPSLatitude="52,30N"/>',
}
WHERE = {f"images/where.{kind}": data for kind, data in POSITIONS.items()}


def test_a_position_is_found_in_what_is_published_as_it_is(build_site) -> None:
    settings = {"POUCH_IMAGES": {"keep_metadata": ["images/*"]}}
    site = build_site({"clean.md": post(title="Clean"), **WHERE}, {**settings, **STOP})

    assert site.code == 1
    (line,) = site.messages_about("it contains GPS coordinates")
    assert line.startswith("output/images/where.")
    # Each file that is no leak would be one less.
    assert f"Nothing was published: leaks were found in {len(WHERE)} files" in site.log


def test_a_position_that_is_allowed_is_published(build_site) -> None:
    settings = {
        "POUCH_IMAGES": {"keep_metadata": ["images/*"]},
        "POUCH_GUARD": {"leak_check": "stop", "leak_allow": list(WHERE)},
    }
    assert build_site({"clean.md": post(title="Clean"), **WHERE}, settings).code == 0


def test_a_picture_that_was_cleaned_is_no_leak(build_site) -> None:
    names = {f"images/where.{kind}" for kind in ("jpg", "png", "webp", "tif")}
    site = build_site({"clean.md": post(), **{name: WHERE[name] for name in names}}, STOP)

    assert site.code == 0, site.log
    assert names <= set(site.files())


def test_the_metadata_of_a_picture_is_read_for_private_words(build_site) -> None:
    exif = Image.Exif()
    exif[0x9C9D] = "Wilma Ötzmann".encode("utf-16-le")
    settings = {"POUCH_IMAGES": {"keep_metadata": ["*"]}}
    site = build_site(with_list({"images/a.jpg": picture("JPEG", exif=exif)}), settings)

    assert site.code == 1
    assert (
        "output/images/a.jpg: it contains the private word on line 3 of .pouch-private" in site.log
    )


LINKS = {
    "page": {"a.md": post("See [this](/drafts/secret.html).")},
    "relative link": {"a.md": post("See [this](drafts/secret.html#part).")},
    "Pelican's link": {"a.md": post("See [this]({filename}d.md).")},
    "file": {"images/sitemap.txt": "https://example.org/blog/drafts/secret.html\n"},
    "JSON": {"images/a.json": '{"u": "https:\\/\\/example.org\\/drafts\\/secret.html"}'},
}


@pytest.mark.parametrize("place", LINKS)
def test_a_link_to_a_draft_is_found(build_site, place: str) -> None:
    files = {"d.md": post("Not yet.", title="D", slug="secret", draft=True), **LINKS[place]}
    site = build_site(files, STOP)

    assert site.code == 1
    assert "it links to the draft content/d.md; remove the link, or publish the draft" in site.log


def test_the_name_of_a_draft_is_not_told_where_it_is_private(build_site) -> None:
    files = {
        "sources/wilma-otzmann.md": post("Not yet.", title="D", slug="secret", draft=True),
        "a.md": post("See [this](/drafts/secret.html).", title="A"),
    }
    site = build_site(with_list(files))

    (line,) = site.messages_about("it links to the draft")
    assert "it links to the draft content/sources; " in line


def test_drafts_that_nobody_links_are_no_leak(build_site) -> None:
    files = {
        "d.md": post("See [the other](/drafts/other.html).", slug="secret", draft=True),
        "e.md": post("Not yet.", title="E", slug="other", draft=True),
        "a.md": post("On drafts/secret.htmlx and my-drafts/secret.html.", title="A"),
    }
    assert build_site(files, STOP).code == 0


# Put together here, so that nobody takes this file for one that holds a key.
SECRETS = {
    "an AWS key": "AKIA" + "IOSFODNN7EXAMPLE",
    "a GitHub token": "ghp" + "_" + "a1" * 18,
    "a Slack token": "xoxb" + "-123456789012-abc",
    "a Google API key": "AIza" + "Sy" + "b2" * 16 + "c",
    "a Stripe key": "sk" + "_live_" + "d3" * 12,
    "a private key": "-----BEGIN OPENSSH " + "PRIVATE KEY-----",
    "a password in a URL": "https://anna:" + "geheim@example.org/x",
}
BEARERS = {
    "texts": {f"{n}.md": post(f"`{s}`", title=f"P{n}") for n, s in enumerate(SECRETS.values())},
    "files": {f"images/{n}.bin": b"\0\1" + s.encode() for n, s in enumerate(SECRETS.values())},
}


@pytest.mark.parametrize("bearers", BEARERS)
@pytest.mark.parametrize("kind", SECRETS)
def test_a_key_or_password_is_found_in_text_and_files(shared_site, bearers, kind: str) -> None:
    site = shared_site({"clean.md": post(title="Clean"), **BEARERS[bearers]}, STOP)

    assert site.code == 1
    (line,) = site.messages_about(f"it seems to contain {kind}")
    assert "; remove it, and revoke it" in line


def test_a_file_in_which_programs_keep_passwords_is_found(build_site) -> None:
    site = build_site({"a.md": post(), "images/.env": "A=1\n"}, STOP)

    assert "output/images/.env: files with this name usually contain passwords or keys" in site.log


def test_a_warning_alone_publishes(build_site) -> None:
    leaks = {"POUCH_GUARD": {"leak_check": "warn"}}
    site = build_site({"a.md": post(SECRETS["an AWS key"])}, leaks)

    assert site.code == 0
    (line,) = site.messages_about("an AWS key")
    assert line.startswith("output/a-post.html and ")
    assert "a-post.html" in site.files()


def test_without_a_list_a_build_does_not_look_and_the_check_does(build_site) -> None:
    site = build_site({"a.md": post(SECRETS["an AWS key"])})
    assert (site.code, site.messages_about("AWS")) == (0, [])

    checked = run_module("pelican_plugins.cli", ["check", "content", "-s", "conf.py"], site.folder)
    assert checked.returncode == 1
    assert "it seems to contain an AWS key" in checked.stdout

    (site.folder / ".pouch-private").write_text("A post\n")
    again = run_module("pelican_plugins.cli", ["check", "content", "-s", "conf.py"], site.folder)
    assert "it contains the private word on line 1 of .pouch-private" in again.stdout
    assert "A post" not in again.stdout


def test_the_same_site_is_published_with_and_without_looking(build_site) -> None:
    files = {
        "a.md": post(
            "![A](/images/a.jpg)\n\n## Resources\n\n* One https://e.example/1\n", tags=["x"]
        ),
        "d.md": post("Later", title="D", draft=True),
        "images/a.jpg": picture("JPEG"),
    }
    for more in ({}, {"DELETE_OUTPUT_DIRECTORY": True}, {"RELATIVE_URLS": True, "SITEURL": ""}):
        plain = build_site(files, more)
        looked = build_site(files, {**STOP, **more})
        assert looked.code == plain.code == 0, looked.log
        assert looked.files() == plain.files()
        # Also over an earlier build.
        (looked.output / "of-earlier.html").write_text("x")
        assert build(looked.folder, {}, {**STOP, **more}).code == 0
        left = set(looked.files()) - set(plain.files())
        assert left == (set() if "DELETE_OUTPUT_DIRECTORY" in more else {"of-earlier.html"})


def test_a_list_that_cannot_be_read_or_found_stops_the_build(build_site) -> None:
    latin = build_site({"a.md": post(), "../.pouch-private": b"Jos\xe9\n"})
    assert latin.code == 1
    assert ".pouch-private is not UTF-8; save it as UTF-8" in latin.log
    assert not latin.output.exists()

    named = build_site({"a.md": post()}, {"POUCH_GUARD": {"private_words_file": "names.txt"}})
    assert named.code == 1
    assert (
        "POUCH_GUARD['private_words_file'] is 'names.txt', but there is no such file" in named.log
    )


def test_a_list_that_git_would_carry_away_is_named(build_site) -> None:
    site = build_site(with_list({}))
    subprocess.run(["git", "init", "-q", str(site.folder)], check=True)
    named = run_module("pelican_plugins.cli", ["check", "content", "-s", "conf.py"], site.folder)
    assert named.returncode == 1
    assert ".pouch-private: error: git does not ignore it" in named.stdout

    (site.folder / ".gitignore").write_text(".pouch-private\n")
    ignored = run_module("pelican_plugins.cli", ["check", "content", "-s", "conf.py"], site.folder)
    assert ignored.returncode == 0, ignored.stdout
