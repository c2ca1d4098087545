"""Pictures of a whole site: what pages offer is there, is small, and is made once."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import time
import zlib
from pathlib import Path
from urllib.parse import quote, unquote

import pictures as positioned
import pytest
import warm_start
from PIL import Image, features
from support import build, post, run_module

FORMATS = [f for f in ("avif", "webp") if f in features.modules and features.check(f)]
SMALL = {"widths": [40, 80]}
SETTINGS = {"POUCH_IMAGES": SMALL}


def picture(kind: str = "JPEG", size: tuple[int, int] = (200, 100), seed: int = 0) -> bytes:
    """Return a picture that is worth making smaller."""
    width, height = size
    places = ((x, y) for y in range(height) for x in range(width))
    rows = bytes((x * y * (seed + 3) + x * 7 + y * 11) % 256 for x, y in places)
    image = Image.frombytes("L", size, rows).convert("RGB")
    data = io.BytesIO()
    image.save(data, kind, quality=95)
    return data.getvalue()


PHOTO = picture()


def candidates(soup) -> dict[str, list[str]]:
    """Return what each `source` of a page offers, by type."""
    return {
        source["type"]: [part.split() for part in source["srcset"].split(", ")]
        for source in soup.select("article source")
    }


@pytest.mark.parametrize(
    ("settings", "root"),
    [
        ({}, "https://example.org/blog/"),
        ({"SITEURL": ""}, "/"),
        ({"SITEURL": "", "RELATIVE_URLS": True}, "../"),
    ],
)
@pytest.mark.parametrize("name", ["a.md", "pages/b.md", "c.html", "d.rst"])
def test_what_a_page_offers_is_there_and_smaller(shared_site, settings, root, name: str) -> None:
    files = {
        "a.md": post("![A wide field](/images/ph%20o.jpg#right)", slug="a"),
        "pages/b.md": post("![A wide field](/images/ph%20o.jpg#right)", slug="b"),
        "c.html": "<html><head><title>A post</title><meta name='date' content='2025-06-03'>"
        "<meta name='slug' content='c'></head>"
        "<body><p><img alt='A wide field' src='/images/ph%20o.jpg#right'></p></body></html>",
        "d.rst": "A post\n######\n\n:date: 2025-06-03\n:slug: d\n\n"
        ".. image:: /images/ph%20o.jpg#right\n   :alt: A wide field\n",
        "images/ph o.jpg": PHOTO,
    }
    kinds, ends = ("ARTICLE", "PAGE"), ("URL", "SAVE_AS")
    places = {f"{kind}_{end}": "sub/{slug}.html" for kind in kinds for end in ends}
    site = shared_site(files, {**SETTINGS, **settings, **places})

    assert site.code == 0, site.log
    assert site.messages_about("content/") == []
    soup = site.soup(f"sub/{Path(name).stem}.html")
    offered = candidates(soup)
    assert list(offered) == [f"image/{name}" for name in FORMATS]
    for kind, pairs in offered.items():
        assert [descriptor for _, descriptor in pairs] == ["40w", "80w"]
        for address, descriptor in pairs:
            assert address.startswith(root)
            file = site.output / address.removeprefix(root)
            with Image.open(file) as image:
                assert image.size == (int(descriptor[:-1]), int(descriptor[:-1]) // 2)
                assert Image.MIME[image.format] == kind
            assert file.stat().st_size < len(PHOTO)
    image = soup.select_one("article figure.align-right > picture > img")
    assert image["src"] == f"{root}images/ph%20o.jpg"
    assert (image["width"], image["height"], image["alt"]) == ("200", "100", "A wide field")
    assert (site.output / "images" / "ph o.jpg").read_bytes() == PHOTO


def test_feeds_get_whole_addresses(build_site) -> None:
    site = build_site({"a.md": post("![x y](/images/p.jpg)"), "images/p.jpg": PHOTO}, SETTINGS)

    feed = site.text("feeds/all.atom.xml")
    assert "{variant}" not in feed
    assert "{static}" not in feed
    assert 'srcset="https://example.org/blog/images/variants/' in feed.replace("&quot;", '"')


def variants_of(site) -> dict[str, bytes]:
    return {n: data for n, data in site.files().items() if n.startswith("images/variants/")}


def stamps(site) -> dict[str, int]:
    cache = site.folder / "cache" / "pouch" / "images"
    return {path.name: path.stat().st_mtime_ns for path in sorted(cache.iterdir())}


def test_a_rebuild_makes_only_what_is_new(build_site) -> None:
    files = {
        "a.md": post("![One](/images/1.jpg)\n\n![Two](/images/2.jpg)"),
        "images/1.jpg": PHOTO,
        "images/2.jpg": picture(seed=5),
    }
    first = build_site(files, SETTINGS)
    before = stamps(first)
    assert len(before) == 4 * len(FORMATS)

    folder = first.output / "images" / "variants"
    written = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    same = build(first.folder, {}, SETTINGS)
    assert stamps(same) == before
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == written
    assert same.files() == first.files()

    build(first.folder, {"images/2.jpg": picture(seed=9)}, SETTINGS)
    changed = stamps(first)
    assert {name: changed[name] for name in before} == before
    assert len(changed) == len(before) + 2 * len(FORMATS)

    other = build(first.folder, {}, {"POUCH_IMAGES": {**SMALL, "webp_quality": 30}})
    now = stamps(other)
    assert {name: now[name] for name in changed} == changed
    assert {Path(name).suffixes[0] for name in now.keys() - changed.keys()} == {".webp"}
    assert list(candidates(other.soup("a-post.html"))) == [f"image/{name}" for name in FORMATS]


def test_what_no_build_has_used_for_long_is_swept_from_the_cache(build_site) -> None:
    site = build_site({"a.md": post("![One](/images/1.jpg)"), "images/1.jpg": PHOTO}, SETTINGS)
    cache = site.folder / "cache" / "pouch" / "images"
    used = {path.name for path in cache.iterdir()}
    old = time.time() - 100 * 86_400
    for name in (*used, "left.webp"):
        (cache / name).touch()
        os.utime(cache / name, (old, old))
    (cache / "young.webp").touch()
    again = build(site.folder, {}, SETTINGS)

    assert {path.name for path in cache.iterdir()} == {*used, "young.webp"}
    assert all(path.stat().st_mtime > old + 1 for path in cache.iterdir())
    assert again.files() == site.files()


def test_builds_are_alike_whatever_the_order_and_the_cache(build_site) -> None:
    files = {
        f"{n}.md": post(f"![A {n}](/images/{n}.jpg#lead)", title=f"P {n}") for n in range(3)
    } | {f"images/{n}.jpg": picture(seed=n) for n in range(3)}
    settings = {"POUCH_IMAGES": {**SMALL, "placeholder": "color", "number_figures": True}}
    one = build_site(files, settings, environment=warm_start.HASH_SEED)
    other = build_site(dict(reversed(files.items())), settings, environment={"PYTHONHASHSEED": "9"})

    assert variants_of(one)
    assert one.files() == other.files()
    again = build(other.folder, {}, settings)
    assert again.files() == one.files()


def test_without_variants_a_picture_is_what_it_was(build_site) -> None:
    files = {"a.md": post("![A field](/images/p.jpg)"), "images/p.jpg": PHOTO}
    site = build_site(files, {"POUCH_IMAGES": {"variants": False}})

    assert "<source" not in site.text("a-post.html")
    assert site.soup("a-post.html").select_one("figure > img")["width"] == "200"
    assert variants_of(site) == {}
    assert not (site.folder / "cache" / "pouch" / "images").exists()


def bomb() -> bytes:
    """Return a PNG whose header promises 10 000 × 10 001 pixels."""
    data = io.BytesIO()
    Image.new("1", (1, 1)).save(data, "PNG")
    found = bytearray(data.getvalue())
    found[16:24] = (10_000).to_bytes(4, "big") + (10_001).to_bytes(4, "big")
    found[29:33] = zlib.crc32(found[12:29]).to_bytes(4, "big")
    return bytes(found)


BAD = {
    "gage.jpg": (
        None,
        "no image /images/gage.jpg in the content folder; write /images/g",
    ),
    "zero.jpg": (
        b"",
        "the image content/images/zero.jpg cannot be read: the file is empty; save it again",
    ),
    "text.png": (
        b"Not a picture",
        "the image content/images/text.png is not published: its private",
    ),
    "half.jpg": (PHOTO[:1500], "the image content/images/half.jpg cannot be decoded: "),
    "bomb.png": (bomb(), "the image images/bomb.png has 10000 × 10001 pixels, too many"),
}
GOOD = {
    "gauge.jpg": PHOTO,
    "really.png": PHOTO,
    "one.png": picture("PNG", (1, 1)),
    "long.png": picture("PNG", (2000, 1)),
    'it\'s 5% "big".jpg': PHOTO,
    "Дніпро.jpg": picture(seed=2),
}


@pytest.fixture(scope="module")
def odd(tmp_path_factory) -> object:
    folder = tmp_path_factory.mktemp("odd")
    files: dict = {f"images/{name}": data for name, data in GOOD.items()}
    files |= {f"images/{name}": data for name, (data, _) in BAD.items() if data is not None}
    lines = [f"![What it shows](/images/{quote(name)})" for name in [*BAD, *GOOD]]
    lines += ["![A folder](/images/folder.png)", "![Outside](/images/link.jpg)"]
    lines += ["![Climbing](/../outside.jpg)"]
    files["a.md"] = post("\n\n".join(lines))
    (folder / "content" / "images" / "folder.png").mkdir(parents=True)
    (folder / "outside.jpg").write_bytes(PHOTO)
    (folder / "content" / "images" / "link.jpg").symlink_to(folder / "outside.jpg")
    return build(folder, files, {"POUCH_IMAGES": SMALL})


@pytest.mark.parametrize("name", BAD)
def test_a_bad_picture_is_told_once_with_its_line_and_shown_as_it_is(odd, name: str) -> None:
    (message,) = odd.messages_about(name)

    line = 6 + 2 * list(BAD).index(name)
    assert message.startswith(f"content/a.md:{line}: {BAD[name][1]}")
    (image,) = odd.soup("a-post.html").select(f'article img[src$="/{name}"]')
    assert image.parent.name == "figure"


@pytest.mark.parametrize("name", GOOD)
def test_a_good_picture_with_an_odd_name_is_no_trouble(odd, name: str) -> None:
    assert odd.messages_about(f"the picture images/{name}") == []
    (image,) = [
        image
        for image in odd.soup("a-post.html").select("article img")
        if unquote(image["src"]).endswith(f"/{name}")
    ]
    assert (image.parent.name == "picture") == (name not in {"one.png", "long.png"}), image.parent


def test_other_bad_names_cost_no_more_than_a_message(odd) -> None:
    assert odd.code == 0
    assert "Traceback" not in odd.log
    assert len(odd.messages_about("no image /images/folder.png")) == 1
    assert len(odd.messages_about("no image /../outside.jpg")) == 1
    assert not list((odd.folder / "cache").rglob(".*"))
    # What spares nothing is noted in the cache by its hash alone, and never published.
    kept = (odd.folder / "cache/pouch/images").iterdir()
    assert any(path.stat().st_size == 16 for path in kept), "only its hash"
    assert all(variants_of(odd).values())
    assert odd.messages_about("cannot be written") == []


def test_a_link_and_a_srcset_of_the_author_lead_where_the_page_is(build_site) -> None:
    body = (
        "[![A field](/images/p.jpg)](/images/p.jpg)\n\n"
        '<p><img alt="B" src="images/p.jpg" srcset="images/p.jpg 1x, /images/q%20r.jpg 2x"></p>\n'
    )
    files = {"a.md": post(body), "images/p.jpg": PHOTO, "images/q r.jpg": PHOTO}
    place = {"ARTICLE_SAVE_AS": "sub/{slug}.html", "ARTICLE_URL": "sub/{slug}.html"}
    site = build_site(files, {"SITEURL": "", "RELATIVE_URLS": True, **place})

    one, two = site.soup("sub/a-post.html").select("article figure")
    assert one.a["href"] == one.img["src"] == "../images/p.jpg"
    assert two.img["srcset"] == "../images/p.jpg 1x, ../images/q%20r.jpg 2x"
    assert not two.select("source")
    assert site.messages_about("content/") == []


def test_a_bad_picture_is_told_once_with_all_that_show_it(build_site) -> None:
    bodies = {
        "a.md": post("Text.\n\n![What](/images/text.png)\n\n![Again](/images/text.png)"),
        "b.md": post("![What](/images/text.png)", title="B"),
        "pages/c.md": post("![What](/images/text.png)\n\n![Half](/images/half.jpg)", title="C"),
        "d.md": post("No picture.", title="D", image="/images/text.png"),
        "e.md": post("![What](/images/text.png)\n\n![Half](/images/half.jpg)", title="E"),
        "f.md": post("![What](/images/text.png)", title="F"),
    }
    bad = {"images/text.png": b"Not a picture", "images/half.jpg": PHOTO[:1500]}
    site = build_site({**bodies, **bad}, SETTINGS)

    for _ in range(2):
        (text,) = site.messages_about("text.png")
        assert text.startswith(
            "content/a.md:8: the image content/images/text.png (also in content/b.md:6,"
            " content/d.md:4, content/e.md:6 and 2 more) is not published: "
        )
        (half,) = site.messages_about("half.jpg")
        assert half.startswith(
            "content/e.md:8: the image content/images/half.jpg (also in content/pages/c.md:8)"
            " cannot be decoded: "
        )
        assert "images/text.png" not in site.files()
        assert "images/half.jpg" in site.files()
        site = build(site.folder, {}, SETTINGS)

    kept = build(site.folder, {}, {"POUCH_IMAGES": {**SMALL, "keep_metadata": ["*.png"]}})
    (text,) = kept.messages_about("text.png")
    assert " cannot be read: it is not an image; save it again" in text
    assert "images/text.png" in kept.files()


def test_a_vector_picture_with_a_script_is_told_once(build_site) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='2' height='1'><script>1</script></svg>"
    body = "![A map](/images/a.svg)\n\n![The map](/images/a.svg)"
    files = {"a.md": post(body), "b.md": post(body, title="B"), "images/a.svg": svg}
    site = build_site(files)

    (told,) = site.messages_about("a.svg")
    assert told == (
        "content/a.md:6: the image content/images/a.svg (also in content/b.md:6) may run a"
        " script, and is published unchanged; save it without scripts, or delete it if you do not"
        " trust it"
    )
    assert site.files()["images/a.svg"] == svg.encode()


def test_a_damaged_picture_is_told_in_every_build(build_site) -> None:
    files = {"a.md": post("![What](/images/half.jpg)"), "images/half.jpg": PHOTO[:1500]}
    site = build_site(files, SETTINGS)
    again = build(site.folder, {}, SETTINGS)

    assert len(site.messages_about("half.jpg")) == 1
    assert site.messages_about("half.jpg") == again.messages_about("half.jpg")


LEADS = {
    "first": ("![One](/images/1.jpg)\n\n![Two](/images/2.jpg)", {}, "1.jpg", "One"),
    "marked": ("![One](/images/1.jpg)\n\n![Two](/images/2.jpg#lead)", {}, "2.jpg", "Two"),
    "wished": ("![One](/images/1.jpg)", {"image": "/images/2.jpg"}, "2.jpg", ""),
    "wished_shown": ("![One](/images/1.jpg)", {"cover": "images/1.jpg"}, "1.jpg", "One"),
    "alone": ("No picture.", {"cover": {"image": "images/2.jpg", "alt": "C"}}, "2.jpg", "C"),
    "missing": ("![One](/images/1.jpg)", {"image": "/images/none.jpg"}, "1.jpg", "One"),
    "remote_first": ("![R](https://e.org/r.png)\n\n![One](/images/1.jpg)", {}, "1.jpg", "One"),
}


@pytest.mark.parametrize("name", LEADS)
def test_the_lead_picture_stands_for_the_article(shared_site, name: str) -> None:
    sources = "\n\n## Resources\n\n* One https://example.org/1\n"
    posts = {
        f"{one}.md": post(body + sources, slug=one, **front_matter)
        for one, (body, front_matter, _, _) in LEADS.items()
    }
    pictures = {"images/1.jpg": PHOTO, "images/2.jpg": picture(size=(60, 40))}
    site = shared_site({**posts, **pictures}, {"POUCH_IMAGES": {"variants": False}})

    _, _, file, alt = LEADS[name]
    soup = site.soup(f"{name}.html")
    told = {m["property"]: m["content"] for m in soup.select('meta[property^="og:image"]')}
    address = f"https://example.org/blog/images/{file}"
    width, height = {"1.jpg": ("200", "100"), "2.jpg": ("60", "40")}[file]
    assert told.pop("og:image:alt", "") == alt
    assert told == {
        "og:image": address,
        "og:image:type": "image/jpeg",
        "og:image:width": width,
        "og:image:height": height,
    }
    data = json.loads(soup.select_one('script[type="application/ld+json"]').string)
    assert data["image"] == address
    about = site.messages_about(f"content/{name}.md")
    assert len([line for line in about if "none.jpg" in line]) == (name == "missing")
    assert len(site.messages_about("none.jpg")) == 1
    assert "og:image" not in site.text("index.html")


def test_a_lead_picture_elsewhere_and_none(build_site) -> None:
    far = build_site({"a.md": post("x", image="https://e.org/x.png")})
    none = build_site({"a.md": post("x")})

    assert '<meta property="og:image" content="https://e.org/x.png">' in far.text("a-post.html")
    assert "og:image" not in none.text("a-post.html")


def test_templates_get_the_lead_picture(build_site) -> None:
    template = (
        "{{ article.lead_image.url }} {{ article.lead_image.path }} {{ article.lead_image.length }}"
    )
    site = build_site(
        {"a.md": post("![One](/images/1.jpg)"), "images/1.jpg": PHOTO, "t/lead.html": template},
        {
            "TEMPLATE_PAGES": {},
            "THEME_TEMPLATES_OVERRIDES": ["content/t"],
            "ARTICLE_EXCLUDES": ["t"],
            "DEFAULT_METADATA": {"template": "lead"},
        },
    )

    expected = f"https://example.org/blog/images/1.jpg images/1.jpg {len(PHOTO)}"
    assert site.text("a-post.html") == expected


def test_captions_hold_markdown_and_credits(build_site) -> None:
    body = (
        '![A field](/images/p.jpg "A **wide** `x*y` by [Ann](https://e.org/a) <b>x</b>")\n\n'
        "![Again](/images/q.jpg)\n"
    )
    front = post(body, image_credits={"p.jpg": "Photo: *B. Ee*", "images/q.jpg": "CC BY"})
    site = build_site(
        {"a.md": front, "images/p.jpg": PHOTO, "images/q.jpg": PHOTO},
        {"POUCH_IMAGES": {"variants": False, "number_figures": True, "figure_label": "Abb."}},
    )

    first, second = site.soup("a-post.html").select("article figcaption")
    assert str(first) == (
        '<figcaption><span class="figure-number">Abb. 1: </span>A <strong>wide</strong>'
        ' <code>x*y</code> by <a href="https://e.org/a">Ann</a> &lt;b&gt;x&lt;/b&gt;'
        ' <span class="credit">Photo: <em>B. Ee</em></span></figcaption>'
    )
    assert str(second) == '<figcaption><span class="credit">CC BY</span></figcaption>'


def test_a_changed_credit_is_seen_in_the_next_build(build_site) -> None:
    files = {"a.md": post("![A f](/images/p.jpg)", image_credits={"p.jpg": "One"})}
    site = build_site({**files, "images/p.jpg": PHOTO})
    files = {"a.md": post("![A f](/images/p.jpg)", image_credits={"p.jpg": "Two"})}
    again = build(site.folder, files)

    assert 'class="credit">Two<' in again.text("a-post.html")


def test_a_makers_name_comes_from_the_picture_where_that_is_asked_for(build_site) -> None:
    exif = Image.Exif()
    exif[0x013B] = "Ann <Aye>"
    data = io.BytesIO()
    Image.new("L", (40, 30)).save(data, "JPEG", exif=exif)
    files = {"a.md": post("![A f](/images/p.jpg)"), "images/p.jpg": data.getvalue()}

    assert "Aye" not in build_site(files).text("a-post.html")
    site = build_site(files, {"POUCH_IMAGES": {"credit": "exif"}})
    assert site.soup("a-post.html").select_one("figcaption .credit").text == "Ann <Aye>"


def test_runs_of_pictures_in_restructuredtext_are_figures(build_site) -> None:
    text = (
        "A post\n######\n\n:date: 2025-06-03\n\n"
        ".. image:: /images/p.jpg\n   :alt: One\n\n"
        ".. image:: /images/p.jpg\n   :alt: Two\n   :align: right\n   :width: 50%\n"
        "   :target: /images/p.jpg\n\n"
        ".. figure:: /images/p.jpg\n   :alt: Three\n   :align: center\n\n   Theirs\n"
    )
    site = build_site({"a.rst": text, "images/p.jpg": PHOTO}, {"POUCH_IMAGES": {"variants": False}})

    soup = site.soup("a-post.html")
    classes = [str(tag["class"]) for tag in soup.select("article .figure")]
    assert len(classes) == 3
    assert "align-right" in classes[1]
    assert "align-center" in classes[2]
    second = soup.select_one(".figure.align-right")
    assert second["style"].startswith("width: 50%")
    assert second.a["href"] == "https://example.org/blog/images/p.jpg"
    assert not second.img.has_attr("height")
    assert not soup.select(".figure .figure")


def test_legacy_sizes_are_read_from_markdown(build_site) -> None:
    body = "![One](/images/p.jpg =50x)\n\n![Two](/images/p.jpg){: .aligncenter }\n"
    site = build_site(
        {"a.md": post(body), "images/p.jpg": PHOTO},
        {"POUCH_IMAGES": {"variants": False, "extra_syntax": ["attr_list", "size"]}},
    )

    one, two = site.soup("a-post.html").select("article figure")
    assert (one.img["src"], one.img["width"], one.img["height"]) == (
        *("https://example.org/blog/images/p.jpg", "50"),
        "25",
    )
    assert two["class"] == ["figure", "align-center"]
    assert site.messages_about("a.md") == []


def pouch(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_module("pelican_plugins.cli", ["images", *arguments], folder)


def test_the_command_says_what_became_of_each_picture(build_site) -> None:
    files = {
        "a.md": post("![One](/images/p.jpg)"),
        "b.md": post("![One](/images/p.jpg)", title="B"),
        "images/p.jpg": PHOTO,
    }
    settings = {**SETTINGS, "PATH": "content"}
    site = build_site(files, settings)
    arguments = ("-s", "conf.py")

    (report,) = json.loads(pouch(site.folder, "--json", *arguments).stdout)
    assert (report["path"], report["width"], report["height"]) == ("images/p.jpg", 200, 100)
    assert report["bytes"] == len(PHOTO)
    written = {name.rpartition("/")[2]: len(data) for name, data in variants_of(site).items()}
    assert {made["name"]: made["bytes"] for made in report["variants"]} == written
    assert 0 < report["ratio"] < 1

    assert report["position"] is False

    text = pouch(site.folder, *arguments).stdout
    assert re.search(
        r"^images/p.jpg  200 × 100  [\d.]+ kB, largest version \d+% of that$", text, re.MULTILINE
    )
    assert text.endswith("\n1 image\n")


def test_the_command_says_which_sources_hold_a_position_and_what_is_wrong(build_site) -> None:
    files = {
        "a.md": post("![One](/images/p.jpg)\n\n![Two](/images/q.jpg)\n\n![Bad](/images/b.jpg)"),
        "images/p.jpg": positioned.jpeg(),
        "images/q.jpg": PHOTO,
        "images/b.jpg": b"Not a picture",
    }
    site = build_site(files, {"POUCH_IMAGES": {"variants": False}, "PATH": "content"})
    run = pouch(site.folder, "-s", "conf.py", "--json")

    reports = json.loads(run.stdout)
    assert {report["path"]: report["position"] for report in reports} == {
        "images/p.jpg": True,
        "images/q.jpg": False,
    }
    (told,) = run.stderr.splitlines()
    assert told.endswith(
        "a.md: the image images/b.jpg cannot be read: it is not an image; save it again"
    )
    text = pouch(site.folder, "-s", "conf.py").stdout
    assert re.search(r"^images/p.jpg .*, contains GPS coordinates$", text, re.MULTILINE)
    assert text.count("GPS coordinates") == 1


def test_the_command_makes_nothing_and_says_so(build_site) -> None:
    files = {"a.md": post("x"), "images/p.jpg": PHOTO}
    site = build_site(files, {**SETTINGS, "PATH": "content"})
    (site.folder / "content" / "a.md").write_text(post("![One](/images/p.jpg)"))
    before = site.files()
    run = pouch(site.folder, "-s", "conf.py")

    assert run.returncode == 0, run.stderr
    assert run.stdout.count("not encoded yet: build the site") == 2 * len(FORMATS)
    assert site.files() == before
    assert pouch(site.folder, "-s", "none.py").returncode == 2


def test_what_is_wrong_with_one_picture_is_said_once_for_all_posts(build_site) -> None:
    logo = '<img src="/images/logo.jpg">\n\n![a](/images/gone.jpg)\n'
    files = {f"p{number:02}.md": post(logo, title=f"P{number}") for number in range(25)}
    files["sub/here.md"] = post("![a](gone.jpg)\n\n![a](../images/gone.jpg)", title="Here")
    files["images/logo.jpg"] = PHOTO
    site = build_site(files)

    (bare,) = site.messages_about("has no alt text")
    assert bare.startswith(
        "content/p00.md:6: the image /images/logo.jpg has no alt text"
        " (also in content/p01.md:6, content/p02.md:6, content/p03.md:6 and 21 more)"
    )
    (root, beside) = site.messages_about("no image")
    assert "p00.md:8: no image /images/gone.jpg in the content folder (also in" in root
    assert root.count("22 more") == 1
    # This is another file.
    assert "here.md:6: no image gone.jpg in the content folder;" in beside
