"""No picture of a built site gives anything away, whatever way it got into the output."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pictures
import pytest
from pictures import MADE, pixels, traces
from PIL import features
from support import build, post, run_module

CLEAN = pictures.plain_jpeg()
BODY = """
![one](/images/a.jpg)

![two]({attach}beside.jpg)

[three]({static}/linked/file.bin)
"""
FILES = {
    "posts/a.md": post(BODY),
    "posts/beside.jpg": pictures.jpeg(6),
    "linked/file.bin": pictures.png(),
    "images/a.jpg": pictures.jpeg(),
    "images/clean.jpg": CLEAN,
    "images/notes.txt": "SECRET notes are no picture",
    **{f"images/all/a.{name}": make() for name, make in MADE.items()},
}
SETTINGS = {
    "STATIC_PATHS": ["images"],
    "EXTRA_PATH_METADATA": {"images/a.jpg": {"path": "renamed/b.jpeg"}},
}
MOVED = {
    "images/a.jpg": "renamed/b.jpeg",
    "posts/beside.jpg": "beside.jpg",
}
PICTURES = {name: data for name, data in FILES.items() if isinstance(data, bytes)}


# The plain log has no handler of its own, so Python shows warnings alone.
# In a pipe, where each message is one line.
TOLD = {"arguments": ("-v", "--log-handler", "rich")}


def summary(site) -> str:
    (line,) = [line for line in site.log.splitlines() if "Images: " in line]
    return line.partition("Images: ")[2].partition("not published")[0]


def check(site) -> None:
    assert site.code == 0, site.log
    files = site.files()
    for name, data in PICTURES.items():
        published = site.output / MOVED.get(name, name)
        assert published.is_file()
        assert not published.is_symlink()
        assert published.stat().st_nlink == 1
        assert traces(files[MOVED.get(name, name)]) == []
        assert pixels(files[MOVED.get(name, name)]) == pixels(data)
        assert (site.folder / "content" / name).read_bytes() == data
    assert {name for name, data in files.items() if b"SECRET" in data} == {"images/notes.txt"}
    assert not any(name.endswith(".tmp") for name in files)


@pytest.mark.parametrize(
    "more",
    [{}, {"STATIC_CREATE_LINKS": True}, {"STATIC_CHECK_IF_MODIFIED": True}],
    ids=["copied", "linked", "checked"],
)
def test_every_picture_is_clean_and_no_source_is_changed(build_site, more) -> None:
    site = build_site(FILES, {**SETTINGS, **more}, **TOLD)

    check(site)
    assert site.files()["images/clean.jpg"] == CLEAN
    cleaned = len(PICTURES) - 1
    assert summary(site).strip() == (
        f"private metadata removed from {cleaned} ({cleaned} of them with GPS coordinates),"
        " 1 had none, 0 published unchanged, 0"
    )


@pytest.mark.parametrize("links", [False, True])
@pytest.mark.parametrize("checks", [False, True])
def test_what_was_published_before_the_plugin_came_is_replaced(build_site, links, checks) -> None:
    settings = {**SETTINGS, "STATIC_CREATE_LINKS": links, "STATIC_CHECK_IF_MODIFIED": checks}
    before = build_site(FILES, {**settings, "PLUGINS": ["pelican_plugins.front_matter"]})
    assert b"SECRET" in before.files()["renamed/b.jpeg"]

    check(build(before.folder, {}, settings))


def test_a_symbolic_link_in_the_output_is_replaced_and_not_followed(build_site) -> None:
    site = build_site(FILES, SETTINGS)
    published = site.output / "renamed" / "b.jpeg"
    published.unlink()
    published.symlink_to(site.folder / "content" / "images" / "a.jpg")

    check(build(site.folder, {}, SETTINGS))


def test_a_linked_folder_of_the_output_does_not_change_the_source(build_site) -> None:
    site = build_site({"a.md": post()}, SETTINGS)
    source = site.folder / "content" / "images" / "c.jpg"
    source.parent.mkdir()
    source.write_bytes(pictures.jpeg())
    (site.output / "images").symlink_to(source.parent)
    again = build(site.folder, {}, SETTINGS)

    assert again.code == 0
    assert source.read_bytes() == pictures.jpeg()
    (message,) = again.messages_about("content/images/c.jpg")
    assert "its path in the output is the source file itself" in message


def times(site) -> dict[str, tuple[int, int]]:
    return {
        name: ((site.output / name).stat().st_mtime_ns, (site.output / name).stat().st_ino)
        for name in (MOVED.get(name, name) for name in PICTURES)
    }


@pytest.mark.parametrize("links", [False, True])
def test_a_second_build_writes_only_what_has_changed(build_site, links) -> None:
    settings = {**SETTINGS, "STATIC_CREATE_LINKS": links}
    site = build_site(FILES, settings, **TOLD)
    before = times(site)
    again = build(site.folder, {}, settings, **TOLD)
    assert times(again) == before
    assert summary(again) == summary(site)

    # Of the same length and time: as a tool leaves it that sets the time back.
    source = site.folder / "content" / "images" / "clean.jpg"
    status = source.stat()
    changed = CLEAN.replace(b"\2\x33\0\0", b"\1\xcd\0\0")
    source.write_bytes(changed)
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns))
    third = build(site.folder, {}, settings)
    assert third.files()["images/clean.jpg"] == changed
    others = times(third)
    assert {name for name in before if others[name] != before[name]} == {"images/clean.jpg"}

    (site.output / "renamed" / "b.jpeg").write_bytes(FILES["images/a.jpg"])
    fourth = build(site.folder, {}, settings)
    assert traces(fourth.files()["renamed/b.jpeg"]) == []


def test_what_cannot_be_cleaned_is_left_out_and_named_in_every_build(build_site) -> None:
    bad = {
        "images/cut.png": pictures.png()[:70],
        "images/strange.jpg": b"SECRET and no picture",
        "images/empty.png": b"",
    }
    settings = {"STATIC_CREATE_LINKS": True}
    site = build_site({"a.md": post(), **bad}, {**settings, "PLUGINS": []})
    assert (site.output / "images" / "cut.png").exists()

    for _ in range(2):
        site = build(site.folder, {}, settings)
        assert site.code == 0
        assert "a-post.html" in site.files()
        assert [n for n in site.files() if n.startswith("images/")] == ["images/empty.png"]
        for name in ("cut.png", "strange.jpg"):
            (message,) = site.messages_about(name)
            assert message.startswith(
                f"content/images/{name}: it is not published: its private metadata cannot"
            )
            assert "; save it again, or list it in" in message
            assert "POUCH_IMAGES['keep_metadata']" in message
        assert "Traceback" not in site.log

    assert summary(build(site.folder, {}, settings, **TOLD)).endswith("0 published unchanged, 2 ")
    kept = {**settings, "POUCH_IMAGES": {"keep_metadata": ["images/*"]}}
    site = build(site.folder, {}, kept)
    assert site.files()["images/cut.png"] == bad["images/cut.png"]
    assert site.messages_about("cut.png") == []


def test_formats_that_few_browsers_show_are_published_clean_or_not_at_all(build_site) -> None:
    files = {
        "a.md": post("[One]({attach}a%20b.jp2) [Two]({static}/images/c.jxl)"),
        "a b.jp2": pictures.jp2(),
        "images/c.jxl": pictures.jxl(),
        "images/d.j2k": b"SECRET and no picture",
        "images/e.jxl": pictures.jxl()[:-9],
    }
    site = build_site(files)

    assert site.code == 0
    found = site.files()
    assert found["a b.jp2"] == pictures.jp2(private=False)
    assert found["images/c.jxl"] == pictures.jxl(private=False)
    assert not {name for name, data in found.items() if b"SECRET" in data}
    for name in ("d.j2k", "e.jxl"):
        assert f"images/{name}" not in found
        (message,) = site.messages_about(name)
        assert message.startswith(f"content/images/{name}: it is not published: its private")


FOREIGN = {
    "layers.psd": b"8BPS\0\1 SECRET",
    "layers.bin": b"8BPS\0\1 SECRET",
    "raw.cr2": b"II*\0\x10\0\0\0CR SECRET",
    "raw.CR3": b"\0\0\0\x18ftypcrx SECRET",
    "raw.raf": b"FUJIFILMCCD-RAW SECRET",
    "raw.dng": pictures.tiff(),
    "wide.jxr": b"II\xbc\1 SECRET",
    "plain.ppm": b"P6 # SECRET",
}


def test_what_no_browser_shows_is_left_out_and_named(build_site) -> None:
    files = {f"images/{name}": data for name, data in FOREIGN.items()}
    site = build_site({"a.md": post("[One]({static}/images/raw.dng)"), **files})

    assert site.code == 0
    assert not {name for name in site.files() if name.startswith("images/")}
    for name in FOREIGN:
        (message,) = site.messages_about(name)
        assert ", which no browser shows; publish it as JPEG or WebP, or list it in" in message

    kept = build(site.folder, {}, {"POUCH_IMAGES": {"keep_metadata": ["images/*"]}})
    assert {name: kept.files()[name] for name in files} == files


@pytest.mark.parametrize("first", [True, False])
def test_a_picture_with_a_space_that_one_post_shows_and_another_attaches(build_site, first) -> None:
    shown, attached = post("![One](a%20b.jpg)"), post("![Two](<{attach}a b.jpg>)", title="B")
    names = ("sub/a.md", "sub/b.md") if first else ("sub/b.md", "sub/a.md")
    files = dict(zip(names, (shown, attached), strict=True))
    settings = {"ARTICLE_SAVE_AS": "x/{slug}/index.html", "ARTICLE_URL": "x/{slug}/"}
    site = build_site({**files, "sub/a b.jpg": pictures.jpeg()}, settings)

    pages = [site.text(f"x/{name}/index.html") for name in ("a-post", "b")]
    for text in (*pages, site.text("feeds/all.atom.xml"), site.text("feeds/all.rss.xml")):
        assert "%2520" not in text
        for address in re.findall(r"https://example\.org/blog/([^\"<>]*a(?:%20| )b\.jpg)", text):
            assert "%20" in address
            assert (site.output / address.replace("%20", " ")).is_file()


def test_an_attached_picture_with_spaces_is_clean_and_moves_with_its_post(build_site) -> None:
    files = {
        "sub/a.md": post('![One]({attach}my%20photo.jpg "A") [b](<{attach}other photo.jpg>)'),
        "sub/my photo.jpg": pictures.jpeg(6),
        "sub/other photo.jpg": pictures.jpeg(),
    }
    places = {"ARTICLE_SAVE_AS": "x/{slug}.html", "ARTICLE_URL": "x/{slug}.html"}
    site = build_site(files, places)

    assert site.code == 0, site.log
    found = site.files()
    for name in ("my photo.jpg", "other photo.jpg"):
        assert traces(found[f"x/{name}"]) == []
    image = site.soup("x/a-post.html").select_one("article img")
    assert image["src"] == "https://example.org/blog/x/my%20photo.jpg"
    assert site.messages_about("photo") == []


def test_a_linked_folder_that_is_called_like_a_picture_costs_nothing(build_site) -> None:
    body = "[A folder]({static}/images/folder.png) [Another]({attach}other.jpg)"
    files = {"a.md": post(body), "images/folder.png/note.txt": "A", "other.jpg/note.txt": "B"}
    site = build_site(files)

    assert site.code == 0
    assert "a-post.html" in site.files()
    assert not [line for line in site.log.splitlines() if "private metadata" in line]


def test_a_picture_that_cannot_be_opened_is_not_for_pelican_to_copy(build_site) -> None:
    files = {"a.md": post(), "images/b.jpg": pictures.jpeg()}
    site = build_site(files, {"PLUGINS": ["deny", "pelican_plugins"]}, modules={"deny": DENY})

    assert site.code == 0
    (message,) = site.messages_about("b.jpg")
    assert message.startswith(
        "content/images/b.jpg: it is not published: cannot write a copy without"
    )
    assert "images/b.jpg" not in site.files()


# As for a user without rights, also where the tests run as root.
DENY = """
import sys
from pathlib import Path

def register():
    real = Path.open
    def denied(path, *arguments, **more):
        if path.name == "b.jpg" and "content" in path.parts:
            raise PermissionError("denied")
        return real(path, *arguments, **more)
    Path.open = denied
"""


def test_errors_end_the_build_where_that_is_asked_for(build_site) -> None:
    files = {"a.md": post(), "images/cut.png": pictures.png()[:70]}
    site = build_site(files, arguments=("--fatal", "errors"))

    assert site.code == 1
    assert "content/images/cut.png: it is not published: its private metadata" in site.log
    assert "Traceback" not in site.log
    assert "images/cut.png" not in site.files()


def test_a_damaged_picture_that_opens_is_coded_anew_and_named_in_every_build(build_site) -> None:
    made = pictures.jpeg()
    site = build_site({"a.md": post(), "images/odd.jpg": made[:20] + b"SECRET" + made[20:]})

    for _ in range(2):
        (message,) = site.messages_about("odd.jpg")
        assert message.startswith("content/images/odd.jpg: it is damaged")
        assert traces(site.files()["images/odd.jpg"]) == []
        site = build(site.folder, {})


@pytest.mark.parametrize("checks", [False, True])
def test_named_pictures_are_published_as_they_are_and_cleaned_again(build_site, checks) -> None:
    files = {"a.md": post(), "images/press/a.jpg": pictures.jpeg(), "images/b.jpg": pictures.jpeg()}
    always = {"STATIC_CHECK_IF_MODIFIED": checks}
    site = build_site(files, always)
    keep = {"POUCH_IMAGES": {"keep_metadata": ["images/press/*"]}, **always}
    kept = build(site.folder, {}, keep)
    assert kept.files()["images/press/a.jpg"] == files["images/press/a.jpg"]
    assert traces(kept.files()["images/b.jpg"]) == []
    assert kept.messages_about("keep_metadata") == []

    again = build(site.folder, {}, always)
    assert traces(again.files()["images/press/a.jpg"]) == []

    wrong = build(site.folder, {}, {"POUCH_IMAGES": {"keep_metadata": ["imagse/*"]}})
    (message,) = wrong.messages_about("imagse")
    assert "no image matches" in message


def test_the_copyright_is_kept_where_that_is_asked_for(build_site) -> None:
    site = build_site({"a.md": post(), "images/b.jpg": pictures.jpeg()})
    assert traces(site.files()["images/b.jpg"], pictures.ARTIST) == []

    again = build(site.folder, {}, {"POUCH_IMAGES": {"keep_copyright": True}})
    data = again.files()["images/b.jpg"]
    assert len(traces(data, pictures.ARTIST, pictures.COPYRIGHT)) == 2
    assert traces(data, pictures.SECRET) == []


WATCH = """
import os
from pathlib import Path
from pelican import signals

def look(event, arguments):
    if event in ("os.rename", "os.remove", "open") and Path("output").is_dir():
        for path in Path("output").rglob("*"):
            if path.suffix in (".jpg", ".jpeg", ".tmp", ".png", ".bin"):
                with_secret = os.open(path, os.O_RDONLY)
                if b"SECRET" in os.read(with_secret, 1 << 20):
                    Path("seen.txt").write_text(str(path))
                os.close(with_secret)

def register():
    import sys
    busy = []
    def hook(event, arguments):
        if not busy and event in ("os.rename", "os.remove"):
            busy.append(1)
            look(event, arguments)
            busy.clear()
    sys.addaudithook(hook)
"""


def test_an_uncleaned_file_lies_at_no_moment_in_the_output(build_site) -> None:
    plugins = ["watch", "pelican_plugins"]
    files = {"a.md": post(), "images/a.jpg": pictures.jpeg(), "images/b.png": pictures.png()}
    site = build_site(files, {"PLUGINS": plugins}, modules={"watch": WATCH})

    assert site.code == 0, site.log
    assert not (site.folder / "seen.txt").exists()


def test_the_files_of_the_theme_are_left_alone(build_site) -> None:
    site = build_site({"a.md": post()}, {"THEME": "theme"}, keep_conf=False)
    folder = site.folder / "theme"
    (folder / "static").mkdir(parents=True)
    (folder / "templates").mkdir()
    (folder / "static" / "a.jpg").write_bytes(pictures.jpeg())
    again = build(site.folder, {}, {"THEME": "theme"})

    assert (again.output / "theme" / "a.jpg").read_bytes() == pictures.jpeg()
    assert Path(again.output, "a-post.html").is_file()


def test_a_published_picture_can_be_read_by_a_web_server(build_site) -> None:
    site = build_site({"a.md": post(), "images/a.jpg": pictures.jpeg()})
    modes = {(site.output / name).stat().st_mode for name in ("images/a.jpg", "a-post.html")}

    assert len(modes) == 1


TWICE = """
from pathlib import Path
from pelican import get_instance, parse_arguments

site, _ = get_instance(parse_arguments(["content", "-s", "conf.py", "-o", "output"]))
site.run()
Path("later.jpg").rename("content/images/later.jpg")
site.run()
"""


def test_a_picture_that_comes_while_the_site_is_watched_is_published_clean(build_site) -> None:
    data = pictures.jpeg()
    site = build_site({"a.md": post(), "images/a.jpg": data})
    (site.folder / "later.jpg").write_bytes(data)
    (site.folder / "twice.py").write_text(TWICE)

    assert run_module("twice", [], site.folder).returncode == 0

    assert traces(data) != []
    assert traces((site.output / "images" / "later.jpg").read_bytes()) == []


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n"


# Old versions of Pillow cannot make one.
HAS_AVIF = bool(features.modules.get("avif") and features.check("avif"))
HEIC = pictures.avif().replace(b"avif", b"heic") if HAS_AVIF else b""


def test_what_stands_in_the_place_of_a_picture_is_called_what_it_is(build_site) -> None:
    names = ("lfs.jpg", "annex.png", "lfs.svg", "phone.heic", "page.jpg", "text.png")
    files = {
        "a.md": post("\n\n".join(f"![Of {name}](/images/{name})" for name in names)),
        "images/lfs.jpg": LFS,
        "images/annex.png": b"/annex/objects/SHA256E-s9--4d7a.png\n",
        "images/lfs.svg": LFS,
        "images/phone.heic": HEIC,
        "images/page.jpg": b"<!DOCTYPE html><title>Not found</title>",
        "images/text.png": b"A text.",
    }
    site = build_site(files, {"PATH": "content"})

    assert site.code == 0
    for name, what, fix in (
        ("lfs.jpg", "it is a Git LFS pointer", "run `git lfs pull`"),
        ("annex.png", "it is a git-annex pointer", "run `git annex get`"),
        ("lfs.svg", "it is a Git LFS pointer", "run `git lfs pull`"),
        *([("phone.heic", "which only Safari shows", "export it as JPEG")] if HEIC else []),
        ("page.jpg", "it is a web page", "save the image itself"),
        ("text.png", "it does not start like an image", "save it again"),
    ):
        (message,) = site.messages_about(f"images/{name}")
        assert what in message, message
        assert fix in message, message
        assert "content/a.md:" in message, message
    assert not (site.output / "images/lfs.jpg").exists()
    assert "4 files withheld" in site.account, site.account

    told = run_module(
        "pelican_plugins.cli", ["check", "-s", "conf.py", "--only", "picture-withheld"], site.folder
    )
    for name in ("lfs.jpg", "annex.png", "page.jpg", "text.png"):
        assert f"images/{name}: error: not published: it" in told.stdout, told
    assert "phone.heic" not in told.stdout


def test_a_linked_folder_is_published_with_clean_pictures(build_site) -> None:
    files = {
        "posts/a.md": post("[trip]({static}/trip), [near]({attach}near)"),
        "trip/a.jpg": pictures.jpeg(),
        "trip/sub/b.png": pictures.png(),
        "trip/sub/broken.jpg": b"SECRET and no picture",
        "trip/kept.jpg": pictures.jpeg(),
        "trip/notes.txt": "notes",
        "trip/.hidden/c.jpg": pictures.jpeg(),
        "posts/near/d.jpg": pictures.jpeg(),
    }
    settings = {
        "STATIC_PATHS": [],
        "IGNORE_FILES": [".*"],
        "POUCH_IMAGES": {"keep_metadata": ["trip/kept.jpg"]},
    }
    site = build_site(files, settings)

    published = {
        name: data for name, data in site.files().items() if "trip" in name or "near" in name
    }
    assert published.keys() == {
        "trip/a.jpg", "trip/sub/b.png", "trip/kept.jpg", "trip/notes.txt", "near/d.jpg",
    }  # fmt: skip
    assert {name for name, data in published.items() if b"SECRET" in data} == {"trip/kept.jpg"}
    assert pixels(published["trip/a.jpg"]) == pixels(files["trip/a.jpg"])
    assert "trip/sub/broken.jpg" in site.log
