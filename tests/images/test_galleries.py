"""Galleries: which pictures are one, what their pages, feeds and templates get."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from PIL import Image
from support import build, post

from pelican_plugins.images.gallery import natural_key
from pelican_plugins.images.gallery_list import (
    GalleryEntry,
    GalleryList,
    PictureWords,
    UnreadGalleryError,
    read_gallery,
)
from pelican_plugins.images.variant_plan import gallery_sizes


def picture(kind: str = "JPEG", size: tuple[int, int] = (200, 100), seed: int = 0) -> bytes:
    """Return a picture that is worth making smaller."""
    width, height = size
    places = ((x, y) for y in range(height) for x in range(width))
    rows = bytes((x * y * (seed + 3) + x * 7 + y * 11) % 256 for x, y in places)
    data = io.BytesIO()
    Image.frombytes("L", size, rows).convert("RGB").save(data, kind, quality=95)
    return data.getvalue()


LARGE, TALL = picture(size=(400, 300)), picture(size=(300, 400), seed=1)
SMALL = picture("PNG", (40, 20))
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"></svg>'
FOLDER = {
    "images/trip/p10.jpg": LARGE,
    "images/trip/p2.jpg": TALL,
    "images/trip/P1.jpg": LARGE,
    "images/trip/plan.svg": SVG,
    "images/trip/.hidden.jpg": LARGE,
    "images/trip/notes.txt": b"x",
    "images/trip/bad.jpg": b"no picture",
    "images/trip/below/z.jpg": LARGE,
}
ALONE = {"images/a.jpg": LARGE, "images/b c.jpg": TALL, "images/icon.png": SMALL}
IN_ORDER = ["P1.jpg", "p2.jpg", "p10.jpg", "plan.svg"]
CAPTIONS = {"captions": {"p2.jpg": {"alt": "A tall one", "caption": "*Tall*"}, "P1.jpg": "First"}}
TWO = '![A](/images/a.jpg "Cap *a*")\n![B](</images/b c.jpg>)'
ROW = "![A](/images/a.jpg) ![I](/images/icon.png)"

POSTS = {
    "folder.md": post('![The trip](/images/trip/#gallery "All")', gallery=CAPTIONS),
    "wide.md": post("Before.\n\n![](/images/trip#gallery+wide)\n\nAfter."),
    "two.md": post(TWO),
    "spans.md": post(f"{TWO}\n![C](/images/a.jpg#wide)\n![D](/images/a.jpg#center)"),
    "marked.md": post(
        "![A](/images/a.jpg#gallery)\n\n![I](/images/icon.png#gallery)\n\n"
        "![R](https://example.org/r.jpg#gallery)\n\n![G](/images/gone.jpg#gallery)\n\nText."
    ),
    "linked.md": post(
        "[![A](/images/a.jpg#gallery)](https://example.org/) ![B](/images/a.jpg#gallery)"
    ),
    "no-small.md": post(ROW),
    "no-text.md": post(f"Text {TWO}"),
    "no-apart.md": post("![A](/images/a.jpg)\n\n![A](/images/a.jpg)"),
    "no-floats.md": post("![A](/images/a.jpg#left) ![B](/images/a.jpg#right)"),
    "no-remote.md": post("![A](https://example.org/a.jpg) ![B](https://example.org/b.jpg)"),
    "no-break.md": post("![A](/images/a.jpg)  \n![B](/images/a.jpg)"),
    "no-links.md": post("![A](/images/a.jpg) [![B](/images/a.jpg)](https://example.org/)"),
    "listed.md": post(
        "Text.\n\n## Resources\n\n* Tides https://example.org/t\n* Gauges https://example.org/u",
        gallery=[
            {"url": "/images/a.jpg", "image_path": "/images/b c.jpg", "alt": "A", "title": "T"},
            "images/b c.jpg",
            {"src": "https://example.org/r.jpg", "alt": "R"},
        ],
    ),
    "placed.md": post("Before.\n\n![](#gallery)\n\nAfter.", gallery="images/trip"),
    "html.html": (
        "<html><head><title>Html</title><meta name='date' content='2025-01-03'></head><body>"
        "<p>Text.</p><p><img src='/images/trip/#gallery' alt=''></p>"
        "<figure class='figure-gallery'><img src='/images/icon.png' alt='I'>"
        "<img src='/images/a.jpg' alt='A'><figcaption>Own</figcaption></figure></body></html>"
    ),
    "rest.rst": "Rest\n####\n\n:date: 2025-01-04\n\nText.\n\n.. image:: /images/trip/#gallery\n",
    "attached.md": post("![]({attach}pics/#gallery)", gallery={"captions": {"u.jpg": "U"}}),
    "pics/u.jpg": LARGE,
    "pics/notes.txt": "private",
    "noted.md": post("Text.[^1]\n\n[^1]: A note.", gallery=["images/a.jpg"]),
    "ordered.md": post(
        "![x](/images/trip/#gallery)", gallery={"captions": ["1", "2", "10", "Plan"]}
    ),
    "single.md": post("![One](/images/single/#gallery)"),
    "images/single/only.jpg": LARGE,
    # Each has one message.
    "empty.md": post("Text.\n\n![x](/images/nothing/#gallery)"),
    "outside.md": post("Text.\n\n![x](../../etc/#gallery)"),
    "inline.md": post("Text ![x](/images/trip/#gallery) and more."),
    "nothing.md": post("![](#gallery)"),
    "unread.md": post("Text.", gallery=[{"height": 3}]),
    "unlike.md": post("Text.", gallery={"folder": "images/trip", "captions": ["One"]}),
}


def with_slugs(posts: dict[str, Any]) -> dict[str, Any]:
    """Return posts whose pages are called as their files are."""
    return {
        name: text.replace("---\n", f"---\nslug: {name[:-3]}\n", 1)
        if name.endswith(".md")
        else text
        for name, text in posts.items()
    }


@pytest.fixture
def site(shared_site):
    settings = {"POUCH_IMAGES": {"widths": [40, 80, 160]}}
    return shared_site({**with_slugs(POSTS), **FOLDER, **ALONE}, settings)


def galleries(site, name: str) -> list[Any]:
    slug = re.sub(r"\.\w+$", "", name)
    return site.soup(f"{slug}.html").select("article .figure-gallery")


def names(gallery) -> list[str]:
    return [image["src"].rpartition("/")[2] for image in gallery.select("img")]


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("folder", IN_ORDER),
        ("wide", IN_ORDER),
        ("placed", IN_ORDER),
        ("rest", IN_ORDER),
        ("two", ["a.jpg", "b%20c.jpg"]),
        ("spans", ["a.jpg", "b%20c.jpg", "a.jpg", "a.jpg"]),
        ("marked", ["a.jpg", "icon.png", "r.jpg", "gone.jpg"]),
        ("linked", ["a.jpg", "a.jpg"]),
        ("listed", ["a.jpg", "b%20c.jpg", "r.jpg"]),
        ("attached", ["u.jpg"]),
        ("unlike", IN_ORDER),
    ],
)
def test_pictures_of_a_gallery_in_their_order(site, name: str, files: list[str]) -> None:
    (gallery,) = galleries(site, name)

    assert names(gallery) == files
    assert len(gallery.select("figure.figure")) == len(files)


@pytest.mark.parametrize("name", [name[:-3] for name in POSTS if name.startswith("no-")])
def test_other_pictures_stay_as_they_are(site, name: str) -> None:
    assert galleries(site, name) == []


def test_each_is_linked_to_its_published_file_and_named(site) -> None:
    for name in ("folder", "two", "marked", "listed", "attached"):
        for link in galleries(site, name)[0].select("a"):
            image = link.select_one("img")
            assert link["href"] == image["src"]
            assert image["alt"] or link["aria-label"]
            if link["href"].startswith("https://example.org/blog/"):
                assert (
                    link["href"].removeprefix("https://example.org/blog/").replace("%20", " ")
                    in site.files()
                )
    missing = galleries(site, "marked")[0].select("img")[3]
    assert missing.find_parent("a") is None
    theirs = galleries(site, "linked")[0].select("a")
    assert theirs[0]["href"] == "https://example.org/"


def test_captions_and_descriptions(site) -> None:
    (gallery,) = galleries(site, "folder")

    assert gallery.name == "figure"
    assert gallery["aria-label"] == "The trip"
    assert not gallery.has_attr("role")
    assert gallery.find("figcaption", recursive=False).decode_contents() == "All"
    first, tall, third, _ = gallery.select("figure")
    assert first.figcaption.get_text() == first.a["aria-label"] == "First"
    assert tall.figcaption.decode_contents() == "<em>Tall</em>"
    assert tall.img["alt"] == "A tall one"
    assert third.figcaption is None
    assert third.a["aria-label"] == "3/4"
    assert third.img["alt"] == ""
    (own,) = galleries(site, "html")[1:]
    assert own.find("figcaption", recursive=False).get_text() == "Own"
    assert names(own) == ["icon.png", "a.jpg"]


def test_placements(site) -> None:
    assert "align-wide" in galleries(site, "wide")[0]["class"]
    _, _, wide, centred = galleries(site, "spans")[0].select("figure")
    assert "align-wide" in wide["class"]
    assert "align-center" in centred["class"]


def test_pictures_have_their_size_and_small_files(site) -> None:
    for image in galleries(site, "two")[0].select("img"):
        assert int(image["width"]) * int(image["height"]) == 400 * 300
    sources = galleries(site, "two")[0].select("source")
    assert sources
    # A picture that is loaded late may have its width measured by the browser.
    told = {source["sizes"].removeprefix("auto, ") for source in sources}
    assert told == {"(min-width: 720px) 312px, 50vw"}


def test_feeds_have_plain_figures_of_the_originals(site) -> None:
    text = site.text("feeds/all.atom.xml")

    body = text[text.index("A tall one") - 900 : text.index("A tall one") + 300]
    assert "&lt;figcaption&gt;&lt;em&gt;Tall&lt;/em&gt;" in body
    assert "figure-gallery" not in text
    assert "trip/p2.jpg" in body
    assert "variants" not in body


def test_a_list_stays_a_list_of_resources(site) -> None:
    page = site.soup("listed.html")

    assert len(page.select("section.resources li")) == 2
    assert page.select_one("section.resources .figure-gallery") is None
    for name in ("listed", "noted"):
        markup = str(site.soup(f"{name}.html").select_one("article"))
        end = 'class="resources' if name == "listed" else 'class="footnote"'
        assert 0 < markup.index("figure-gallery") < markup.index(end)


def test_captions_in_order_are_those_of_the_folder_of_the_body(site) -> None:
    (gallery,) = galleries(site, "ordered")

    assert [each.get_text() for each in gallery.select("figcaption")] == ["1", "2", "10", "Plan"]


def test_a_folder_of_one_picture_is_a_gallery(site) -> None:
    assert names(galleries(site, "single")[0]) == ["only.jpg"]


@pytest.mark.parametrize(
    ("name", "line", "text"),
    [
        ("empty.md", 8, "the gallery folder /images/nothing/#gallery contains no published images"),
        ("outside.md", 8, "the gallery folder ../../etc/#gallery is outside"),
        ("inline.md", 6, "the gallery /images/trip/#gallery is inside a paragraph of text"),
        ("nothing.md", 6, "the front matter has no gallery to show here"),
        (
            "unread.md",
            4,
            "the gallery in the front matter cannot be read: none of its keys (height",
        ),
        ("unlike.md", None, "has 4 images but 1 caption"),
        ("folder.md", None, "2 of 4 images in the gallery /images/trip/#gallery have no alt"),
        ("marked.md", None, "no image /images/gone.jpg"),
    ],
)
def test_one_message_says_what_is_wrong(site, name: str, line: int | None, text: str) -> None:
    said = [each for each in site.log.splitlines() if f"{name}:" in each and text in each]

    assert len(said) == 1, site.log
    if line is not None:
        assert re.search(rf"{re.escape(name)}:\d+:", said[0])


def test_what_is_in_an_attached_folder_besides_stays_private(site) -> None:
    assert not [name for name in site.files() if name.endswith("notes.txt") and "pics" in name]


def test_the_message_of_a_damaged_picture_is_one(site) -> None:
    assert site.log.count("images/trip/bad.jpg (also") == 1


def test_the_setting_leaves_only_what_is_marked(build_site) -> None:
    files = {**with_slugs({name: POSTS[name] for name in ("two.md", "marked.md")}), **ALONE}
    site = build_site(files, {"POUCH_IMAGES": {"galleries": False}})

    assert galleries(site, "two") == []
    assert len(galleries(site, "marked")) == 1


TEMPLATES = {
    "theme/templates/article.html": (
        "{% for p in article.gallery %}{{ p.url }} {{ p.width }} {{ p.caption }} {{ p.alt }};"
        "{% endfor %}|{{ article.content }}"
    )
}


def test_templates_show_a_gallery_instead_of_its_text(tmp_path) -> None:
    files = {
        "a.md": post("Text.", gallery=[{"src": "/images/a.jpg", "alt": "A", "caption": "Cap"}]),
        **ALONE,
    }
    theme = tmp_path / "theme"
    for name in ("templates", "static"):
        (theme / name).mkdir(parents=True)
    for path, text in TEMPLATES.items():
        (tmp_path / path).write_text(text)
    for name in ("index", "page", "tag", "category", "author", "archives", "period_archives"):
        (theme / "templates" / f"{name}.html").write_text("")
    for name in ("tags", "categories", "authors"):
        (theme / "templates" / f"{name}.html").write_text("")
    site = build(tmp_path / "site", files, {"THEME": str(theme)})

    (page,) = [
        name
        for name in site.files()
        if name.startswith("a") and name.endswith(".html") and "Text." in site.text(name)
    ]
    shown, _, body = site.text(page).partition("|")
    assert shown == "https://example.org/blog/images/a.jpg 400 Cap A;"
    assert "<img" not in body


def test_a_new_picture_of_a_folder_makes_its_page_anew(tmp_path) -> None:
    posts = with_slugs({"a.md": POSTS["placed.md"], "b.md": POSTS["two.md"]})
    files = {**posts, **ALONE, **FOLDER}
    build(tmp_path, files)
    unchanged = build(tmp_path, {})
    more = build(tmp_path, {"images/trip/p3.jpg": LARGE})

    assert re.search(r"^rebuilt 0 of \d+ pages$", unchanged.log, re.MULTILINE)
    assert names(galleries(more, "a")[0]) == ["P1.jpg", "p2.jpg", "p3.jpg", "p10.jpg", "plan.svg"]
    (tmp_path / "content/images/trip/p10.jpg").unlink()
    fewer = build(tmp_path, {})
    assert names(galleries(fewer, "a")[0]) == ["P1.jpg", "p2.jpg", "p3.jpg", "plan.svg"]


@pytest.mark.parametrize(
    ("value", "entries"),
    [
        ("images/trip", ["images/trip"]),
        ("{filename}trip{A title}", ["trip"]),
        ("a.jpg, b.jpg", ["a.jpg", "b.jpg"]),
        ("Trips, mostly", ["Trips, mostly"]),
        (["a.jpg", {"src": "b.jpg"}, {"image": {"src": "c.jpg"}}, {"d.jpg": "D"}], "abcd"),
        ({"folder": "trip"}, ["trip"]),
        ({"images": ["a.jpg"], "captions": {"a.jpg": "A"}}, ["a.jpg"]),
        ({"a.jpg": "A", "b.jpg": None}, "ab"),
        ({"path": "a.jpg", "alt": "A"}, ["a.jpg"]),
    ],
)
def test_shapes_of_the_front_matter(value: Any, entries: Any) -> None:
    wanted = [f"{x}.jpg" for x in entries] if isinstance(entries, str) else entries

    assert [entry.src for entry in read_gallery(value).entries] == wanted


@pytest.mark.parametrize("value", [None, "", True, False, [], {}, "{photo}trip"])
def test_what_is_no_gallery(value: Any) -> None:
    assert read_gallery(value) is None


@pytest.mark.parametrize("value", [3, [3], [{"height": 3}], {"layout": "grid"}, [["a"]]])
def test_what_cannot_be_read(value: Any) -> None:
    with pytest.raises(UnreadGalleryError):
        read_gallery(value)


def test_words_of_a_picture() -> None:
    theirs = {"url": "/x/large.jpg", "image_path": "/x/th.jpg", "alt": "A", "title": "T"}
    page = {"url": "https://example.org/p", "image_path": "/x/th.jpg", "title": "T"}

    assert read_gallery([theirs, page]) == GalleryList(
        (
            GalleryEntry("/x/large.jpg", PictureWords("A", "T")),
            GalleryEntry("/x/th.jpg", PictureWords(None, "T"), "https://example.org/p"),
        )
    )


def test_natural_order() -> None:
    files = ["10.jpg", "2.jpg", "a10b2.jpg", "A2.jpg", "a10b1.jpg", "é.jpg", "b.jpg", "02.jpg"]

    ordered = ["02.jpg", "2.jpg", "10.jpg", "A2.jpg", "a10b1.jpg", "a10b2.jpg", "b.jpg", "é.jpg"]
    assert sorted(files, key=natural_key) == ordered
    assert sorted(ordered[3:] + ordered[:3], key=natural_key) == ordered


@pytest.mark.parametrize(
    ("classes", "count", "width", "sizes"),
    [
        ((), 1, 640, "(min-width: 720px) 640px, 100vw"),
        ((), 2, 312, "(min-width: 720px) 312px, 50vw"),
        ((), 200, 202, "(min-width: 720px) 202px, 50vw"),
        (("align-wide",), 200, 212, "(min-width: 976px) 212px, 50vw"),
    ],
)
def test_widths(classes: tuple[str, ...], count: int, width: int, sizes: str) -> None:
    assert gallery_sizes(classes, count, 640) == (width, sizes)
