"""Which picture of a text stands for it: see `images.featured.pick_lead`."""

from __future__ import annotations

import pytest
from PIL import Image

from pelican_plugins._core.html_document import Document
from pelican_plugins._core.pipeline import Source
from pelican_plugins.images.settings import ImagesSettings
from pelican_plugins.images.transform import place_images
from pelican_plugins.images.variant_plan import ImageOptions

SIZES = {
    "icon.png": (24, 24),
    "badge.png": (110, 20),
    "rule.png": (800, 12),
    "sign.png": (60, 60),
    "face.png": (180, 180),
    "photo.png": (400, 300),
    "other.png": (400, 300),
}
ICON, PHOTO, OTHER = (f'<img src="/{name}.png" alt="x">' for name in ("icon", "photo", "other"))
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600"/>'

CHOSEN = [
    ("the only one", f"<p>{PHOTO}</p>", "photo"),
    ("a symbol in a line", f"<p>Text {ICON} text.</p><p>{PHOTO}</p>", "photo"),
    ("nothing but a symbol", f"<p>Text {ICON} text.</p>", ""),
    ("badges", '<p><img src="/badge.png"> <img src="/badge.png"></p>' + f"<p>{PHOTO}</p>", "photo"),
    ("a rule", f'<p><img src="/rule.png"></p><p>{PHOTO}</p>', "photo"),
    ("a sign alone, and no other", '<p><img src="/sign.png"></p>', "sign"),
    ("a portrait", f'<p><img src="/face.png"></p><p>{PHOTO}</p>', "photo"),
    ("in a line", f"<p>See {PHOTO} here.</p><p>{OTHER}</p>", "other"),
    ("in a line, and no other", f"<p>{ICON}</p><p>See {PHOTO} here.</p>", "photo"),
    ("in a linked line", f'<p><a href="/">See {PHOTO}</a></p><p>{OTHER}</p>', "other"),
    ("linked", f'<p><a href="/">{PHOTO}</a></p><p>{OTHER}</p>', "photo"),
    ("with a caption below", f"<p>{PHOTO}\n<em>A field</em></p><p>{OTHER}</p>", "photo"),
    ("after a line break", f"<p>{PHOTO}<br>A field</p><p>{OTHER}</p>", "photo"),
    ("a figure", f"<figure>{PHOTO}<figcaption>A</figcaption></figure>{OTHER}", "photo"),
    ("in a list", f"<ul><li>{PHOTO}</li></ul><p>{OTHER}</p>", "photo"),
    ("in a list's line", f"<ul><li>One {PHOTO}</li></ul><p>{OTHER}</p>", "other"),
    ("of reST", f"<p>Text</p>{PHOTO}<p>Text</p>{OTHER}", "photo"),
    ("next to the text", f"<aside><p>{PHOTO}</p></aside><p>{OTHER}</p>", "other"),
    ("shown small", f'<p><img src="/photo.png" width="24"></p><p>{OTHER}</p>', "other"),
    ("lower", f'<p><img src="/photo.png" style="height: 1.5em"></p><p>{OTHER}</p>', "other"),
    ("limited", f'<p><img src="/photo.png#w=90"></p><p>{OTHER}</p>', "other"),
    ("shown wide", f'<p><img src="/photo.png" width="100%"></p><p>{OTHER}</p>', "photo"),
    ("decoration", f'<p><img src="/photo.png" role="presentation"></p><p>{OTHER}</p>', "other"),
    ("a drawing", f'<p><img src="/drawing.svg"></p><p>{PHOTO}</p>', "photo"),
    ("nothing but a drawing", f'<p>{ICON} a</p><p><img src="/drawing.svg"></p>', "drawing"),
    ("one that is damaged", f'<p><img src="/broken.png"></p><p>{PHOTO}</p>', "photo"),
    ("marked", f'<p>{PHOTO}</p><p>a <img src="/icon.png#lead"></p>', "icon"),
    ("elsewhere", f'<p><img src="https://example.org/a.jpg"></p><p>{PHOTO}</p>', "photo"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("leads")
    for name, size in SIZES.items():
        Image.new("RGB", size, "#406080").save(made / name)
    (made / "drawing.svg").write_text(DRAWING, "utf-8")
    (made / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n cut off")
    return made


@pytest.mark.parametrize(
    ("html", "name"), [case[1:] for case in CHOSEN], ids=[c[0] for c in CHOSEN]
)
def test_the_picture_is_chosen_as_a_person_would(folder, html, name) -> None:
    names = {path.name: path for path in folder.iterdir()}
    source = Source("a.md", names.get, list_static=lambda: names)
    options = ImageOptions(settings=ImagesSettings(variants=False), codecs=())

    lead = place_images(Document(html), source, options)["lead"]
    assert (lead["path"].partition(".")[0] if lead else "") == name
