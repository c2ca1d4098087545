"""A site reads nothing outside its content folder and writes nothing outside its output."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Site, build, post, run_module

CANARY = "CANARY"
OUTSIDE = {
    "canary.txt": f"{CANARY} above the site",
    "folder/in-it.txt": f"{CANARY} in a folder",
    "site/secret.txt": f"{CANARY} beside the content",
    "site/secret.md": post(f"{CANARY} of a post", title="Secret", slug="secret"),
    "site/output-of-others/index.html": f"{CANARY} in a folder that begins like the output",
}


def undated(name: str, **front_matter) -> str:
    return post("x", title=f"On {name}", **front_matter)


def headers(name: str, *lines: str) -> str:
    return "\n".join([f"Title: On {name}", "Date: 2025-01-01", *lines, "", "x"])


def rest(name: str, *lines: str) -> str:
    return "\n".join([f"On {name}", "#" * 40, "", ":date: 2025-01-01", *lines, "", "x"])


# What asks to be written elsewhere, with how its one message goes on.
WRITING = {
    "climbing.md": (undated("climbing", save_as="../evil.html"), ":4: the save_as"),
    "absolute.md": (undated("absolute", save_as="/evil/x.html"), ":4: the save_as"),
    "inner.md": (undated("inner", save_as="a/../../evil.html"), ":4: the save_as"),
    "drive.md": (undated("drive", save_as="C:\\evil.html"), ":4: the save_as"),
    "backslash.md": (undated("backslash", save_as="..\\..\\evil.html"), ":4: the save_as"),
    "sibling.md": (undated("sibling", save_as="../output-of-others/x.html"), ":4: the save_as"),
    "slug.md": (undated("slug", slug="../../evil"), ":4: the slug"),
    "device.md": (undated("device", slug="aux"), ":1: its URL"),
    "lang.md": (undated("lang", lang="../../evil"), ":4: the lang"),
    "alias.md": (undated("alias", aliases=["/../../evil/"]), ":4: the old URL"),
    "quoted.md": (undated("quoted", aliases=["%2e%2e/%2e%2e/evil"]), ":4: the old URL"),
    "permalink.md": (undated("permalink", permalink="/../../evil/"), ":4: the URL"),
    "url.md": (undated("url", save_as="u.html", url="https://evil.example/"), ":5: the url"),
    "template.md": (undated("template", template="../../secret"), ":4: the theme has no template"),
    "pages/page.md": (undated("page", save_as="../evil.html"), ":4: the save_as"),
    "h-save.md": (headers("h-save", "Save_as: ../evil.html"), ":3: the save_as"),
    "h-lang.md": (headers("h-lang", "Lang: ../../../evil"), ":3: the lang"),
    "h-url.md": (headers("h-url", "Url: //evil.example/"), ":3: the url"),
    "h-slug.md": (headers("h-slug", "Slug: ../output-of-others/evil"), ":1: its URL"),
    "r-save.rst": (rest("r-save", ":save_as: ../output-of-others/rest.html"), ":5: its URL"),
    "r-lang.rst": (rest("r-lang", ":lang: ../../../evil"), ":5: the lang"),
}
PLACES = {
    "relative": "../../canary.txt",
    "static": "{static}../../canary.txt",
    "from the root": "{static}/../secret.txt",
    "attach": "{attach}../../canary.txt",
    "attach from the root": "{attach}/../secret.txt",
    "quoted": "{static}/%2e%2e/secret.txt",
    "quoted twice": "{static}/%252e%252e/secret.txt",
    "filename": "{filename}../secret.md",
    "backslash": "{static}..\\secret.txt",
    "reference": "{static}&#46;&#46;/secret.txt",
    "in and out": "{static}/images/../../secret.txt",
    "bar": "|static|../secret.txt",
}
LINKS = {"link.txt": "../canary.txt", "files": "../folder", "linked.md": "secret.md"}


def everything_outside(base: Path) -> dict[str, bytes]:
    """Return all files but those that a build may write."""
    own = {base / "site" / "output", base / "site" / "cache"}
    return {
        path.relative_to(base).as_posix(): path.read_bytes()
        for path in sorted(base.rglob("*"))
        if path.is_file()
        and own.isdisjoint(path.parents)
        and "__pycache__" not in path.parts
        and path.name not in {"conf.py", "recorded.json"}
    }


def pages(site: Site) -> dict[str, str]:
    found = site.files().items()
    return {name: data.decode() for name, data in found if name.endswith(".html")}


@pytest.fixture(scope="module")
def reaching(tmp_path_factory) -> tuple[Site, dict[str, bytes], dict[str, bytes]]:
    """Build the site; return it with what lay outside before and behind."""
    base = tmp_path_factory.mktemp("reaching")
    for name, text in OUTSIDE.items():
        (base / name).parent.mkdir(parents=True, exist_ok=True)
        (base / name).write_text(text)
    content = base / "site" / "content"
    content.mkdir()
    absolute = (base / "canary.txt").as_posix()
    places = PLACES | {"absolute": f"{{static}}/{absolute}", "thrice": f"{{static}}///{absolute}"}
    lines = [f"[{name}]({place})\n\n![{name}]({place})" for name, place in places.items()]
    links = "[l]({static}/link.txt) [f]({static}/files/in-it.txt) [i]({static}/inside.txt)"
    files = {name: text for name, (text, _) in WRITING.items()}
    files["reading.md"] = post(
        "\n\n".join([*lines, links]),
        title="Reading",
        image="../../canary.txt",
        enclosure=["../../canary.txt", "/../secret.txt"],
    )
    names = ["../evil", "..", "/", "..\\evil"]
    files["names.md"] = post("x", title="Names", tags=names, category=names[0], authors=names)
    files["good.md"] = post("Good.", title="Good", slug="good")
    for name, text in files.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text)
    for name, target in LINKS.items():
        (content / name).symlink_to(content.parent / target)
    (content / "inside.txt").symlink_to("good.md")
    # Pelican alone follows two of them in 2^40 ways.
    for name in ("again", "once-more"):
        (content / name).symlink_to(".")
    before = everything_outside(base)
    settings = {
        "STATIC_PATHS": ["link.txt", "files", "inside.txt"],
        "TRANSLATION_FEED_ATOM": "feeds/all-{lang}.atom.xml",
        "TAG_FEED_ATOM": "feeds/tag.{slug}.atom.xml",
        "OUTPUT_SOURCES": True,
        "POUCH_RESOURCES": {"references_save_as": "{slug}.json"},
    }
    site = build(base / "site", {}, settings)
    return site, before, everything_outside(base)


def test_nothing_outside_the_output_is_written_changed_or_deleted(reaching) -> None:
    site, before, after = reaching

    assert site.code == 0, site.log
    assert "Traceback" not in site.log
    assert after == before


def test_links_in_a_circle_are_named_and_not_followed(reaching) -> None:
    site, _, _ = reaching
    told = [line for line in site.log.splitlines() if "it points to a folder above it" in line]

    assert sorted(line.partition(":")[0] for line in told) == ["content/again", "content/once-more"]


def test_nothing_outside_the_content_is_published(reaching) -> None:
    site, _, _ = reaching

    assert [name for name, data in site.files().items() if CANARY.encode() in data] == []
    assert "secret.html" not in site.files()


@pytest.mark.parametrize("name", WRITING)
def test_what_would_be_written_elsewhere_is_told_once_and_published_inside(reaching, name) -> None:
    site, _, _ = reaching
    path = f"content/{name}"

    (message,) = [line for line in site.log.splitlines() if line.startswith(f"{path}:")]
    assert message.startswith(path + WRITING[name][1])
    title = f">On {Path(name).stem}</h1>"
    assert sum(title in text for text in pages(site).values()) == 1


def test_links_that_lead_out_are_told_once_each_with_their_line(reaching) -> None:
    site, _, _ = reaching
    told = [line for line in site.log.splitlines() if "points outside the content folder" in line]

    assert all(line.startswith("content/reading.md:") for line in told)
    named = {line.partition("the link to ")[2].partition(" ")[0] for line in told}
    assert {"../../canary.txt", "../secret.txt", "images/../../secret.txt"} <= named
    assert len(named) == len(told)


@pytest.mark.parametrize("name", ["link.txt", "files/in-it.txt", "linked.md"])
def test_a_symbolic_link_out_of_the_content_is_told_once(reaching, name) -> None:
    site, _, _ = reaching

    (message,) = [line for line in site.log.splitlines() if f"content/{name}:1: " in line]
    assert "a symbolic link to " in message
    assert "list it in POUCH_FRONT_MATTER['allow_symlinks']" in message


def test_a_symbolic_link_within_the_content_is_a_file_like_any_other(reaching) -> None:
    site, _, _ = reaching

    assert "Good." in site.text("inside.txt")


def test_an_owner_may_allow_links_that_lead_out(tmp_path) -> None:
    for name, text in OUTSIDE.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    content = tmp_path / "site" / "content"
    content.mkdir()
    (content / "files").symlink_to(tmp_path / "folder")
    (content / "linked.md").symlink_to(tmp_path / "site" / "secret.md")
    settings = {
        "STATIC_PATHS": ["files"],
        "POUCH_FRONT_MATTER": {"allow_symlinks": ["files/*", "linked.md"]},
    }
    site = build(tmp_path / "site", {}, settings)

    assert CANARY in site.text("files/in-it.txt")
    assert CANARY in site.text("secret.html")
    assert "symbolic link" not in site.log


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("opml_save_as", "../x.opml"),
        ("stylesheet_save_as", "/x.css"),
        ("server_config_path", "a/../../x"),
        ("opml_save_as", "c:x"),
    ],
)
def test_a_setting_that_leads_out_stops_the_build_with_one_sentence(build_site, name, path) -> None:
    site = build_site({"a.md": post()}, {"POUCH_FEEDS": {name: path}})

    assert site.code == 1
    (line,) = site.log.strip().splitlines()
    assert f"POUCH_FEEDS[{name!r}] is {path!r}; set a path below" in line


def test_addresses_that_another_system_could_not_have_are_told(build_site) -> None:
    site = build_site(
        {
            "a.md": post(title="Con", date="2025-01-01"),
            "b.md": post(title="B", slug="Same"),
            "c.md": post(title="C", slug="same"),
        }
    )

    (device,) = site.messages_about("content/a.md")
    assert "con.html cannot be written on Windows" in device
    (case,) = [line for line in site.log.splitlines() if "differ only in case" in line]
    assert {"content/b.md", "content/c.md", "Same.html", "same.html"} <= set(
        case.replace(":1:", " ").split()
    )
    assert {"con.html", "Same.html", "same.html"} <= site.files().keys()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "note:2020/", "mailto:a@b.example"])
def test_an_address_that_begins_like_a_scheme_is_below_the_site_everywhere(build_site, url) -> None:
    files = {
        "a.md": post(title="A", slug="a", save_as="a.html", url=url),
        "b.md": post("[a]({filename}a.md)", title="B", slug="b"),
        "c.md": post(title="C", slug=f"{url}c"),
        "d.md": headers("d", f"Slug: {url}d"),
    }
    site = build_site(files, {"RELATIVE_URLS": False})

    for name in ("index.html", "b.html", "feeds/all.atom.xml", "feeds/all.rss.xml"):
        assert "%3A" in site.text(name), name
        for start in ('="', ">", "'"):
            assert f"{start}{url}" not in site.text(name), name
    assert site.soup("b.html").select_one(".prose a")["href"].startswith("https://example.org/")


def test_pouch_import_reads_and_writes_nothing_else(tmp_path) -> None:
    """What it looks at is a checkout of somebody's site, with whatever names are in it."""
    theirs = tmp_path / "theirs"
    (theirs / "content").mkdir(parents=True)
    (theirs / "config.toml").write_text('title = """x\'\'\'\n"""\nbaseURL = "https://e.org/{x}"\n')
    odd = theirs / "content" / "a'\"\"\"\n__import__('os').system('touch evil')"
    odd.mkdir()
    (odd / "a.md").write_text(post())
    (tmp_path / "canary.md").write_text(post(CANARY))
    (theirs / "content" / "link.md").symlink_to(tmp_path / "canary.md")
    (theirs / "content" / "loop").symlink_to(theirs)
    before = everything_outside(tmp_path)
    (tmp_path / "work").mkdir()
    run = run_module("pelican_plugins.cli", ["import", str(theirs)], tmp_path / "work")

    # The link that leads out is named.
    assert run.returncode == 1, run.stderr
    assert "link.md" in run.stdout
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["pelicanconf.py"]
    after = everything_outside(tmp_path)
    written = after.pop("work/pelicanconf.py").decode()
    assert after == before
    assert CANARY not in run.stdout + written
    names: dict = {}
    # What is written are settings, which nothing read there can make do anything.
    exec(compile(written, "pelicanconf.py", "exec"), {"__builtins__": {}}, names)
    assert names["SITENAME"] == "x'''"
    assert not list(tmp_path.rglob("evil"))
