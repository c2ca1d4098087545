"""Pictures are placed as asked, measured, and never lost; cases are the files beside this one.

A case is `NAME.in.html` and `NAME.out.html`, the latter followed by the problems told.
It stands in the folder `posts`, beside the pictures that `pictures` makes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support import cases, compare

from pelican_plugins._core.html_document import Document, outset
from pelican_plugins._core.pipeline import Source
from pelican_plugins.images.placement import Limit, Placement, parse_placement
from pelican_plugins.images.probe import UnreadableImageError, measure
from pelican_plugins.images.resolve import Address, locate
from pelican_plugins.images.settings import ImagesSettings
from pelican_plugins.images.transform import first_image, place_images
from pelican_plugins.images.variant_plan import Options

CASES = Path(__file__).parent / "cases"
ORIENTATION = 0x0112
SVG = {
    "px": "<?xml version='1.0'?><!-- <svg width='1'/> --><svg width='64px' height=\"48\"/>",
    "box": "<svg xmlns='x' data-width='7' viewBox='0 0 20.4,10'></svg>",
    "script": "<svg width='2in' height='1in'><script>alert(1)</script></svg>",
    "entities": "<!DOCTYPE svg [<!ENTITY w '9'>]><svg width='&w;' height='5'/>",
}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files by the path they are published under."""
    folder = tmp_path_factory.mktemp("pictures")
    files = {}
    for number, (name, size) in enumerate(
        {
            "images/gauge.png": (40, 30),
            "images/a b.png": (4, 3),
            "images/Дніпро.png": (8, 6),
            "posts/beside.png": (2, 1),
        }.items()
    ):
        files[name] = folder / f"{number}.png"
        Image.new("L", size).save(files[name])
    files["images/broken.jpg"] = folder / "broken.jpg"
    files["images/broken.jpg"].write_bytes(b"\xff\xd8\xff\xe0 and then nothing")
    for name, start in SVG.items():
        files[f"images/{name}.svg"] = folder / f"{name}.svg"
        files[f"images/{name}.svg"].write_text(start, encoding="utf-8")
    files["images/red.png"] = folder / "red.png"
    Image.new("RGB", (6, 4), "#c00000").save(files["images/red.png"])
    files["images/clear.png"] = folder / "clear.png"
    Image.new("RGBA", (6, 4), (200, 0, 0, 9)).save(files["images/clear.png"])
    files["images/modern.webp"] = folder / "modern.webp"
    Image.new("RGB", (15, 4), "#c00000").save(files["images/modern.webp"])
    files["images/moving.gif"] = folder / "moving.gif"
    frames = [Image.new("L", (30, 20), grey) for grey in (0, 255)]
    frames[0].save(files["images/moving.gif"], save_all=True, append_images=frames[1:])
    files["images/sprite.svg"] = folder / "sprite.svg"
    files["images/sprite.svg"].write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return files


def options_of(name: str) -> Options:
    """Return the settings of a case, which its name begins with; no variants elsewhere."""
    settings = {
        "legacy": ImagesSettings(legacy=("attr_list", "size")),
        "numbered": ImagesSettings(numbered=True),
        "placeholder": ImagesSettings(placeholder="colour"),
        "variants": ImagesSettings(widths=(10, 20)),
    }.get(re.split("[_.]", name)[0], ImagesSettings())
    codecs = (("avif", 60, "1"), ("webp", 80, "1")) if name.startswith("variants") else ()
    return Options(settings=settings, codecs=codecs)


@pytest.mark.parametrize("case", cases(CASES, ".in.html"))
def test_case(case: Path, pictures: dict[str, Path], rewrite: bool) -> None:
    html = case.read_text(encoding="utf-8")
    document = Document(html)
    source = Source("posts/a.md", pictures.get, list_static=lambda: pictures)
    found = place_images(document, source, options_of(case.name))
    told = [f"{problem.text}; {problem.fix}" for problem in document.problems]
    told += [f"{path} {flaw['text']}; {flaw['fix']}" for path, flaw in found["flaws"].items()]
    told = "".join(f"<!-- {line} -->\n" for line in told)

    compare(case, ".in.html", {".out.html": document.html() + told}, rewrite=rewrite)
    # As a build reads it: without the blocks before the first picture.
    short = Document(html, outset(html, first_image(html) or 0))
    assert place_images(short, source, options_of(case.name)) == found
    assert short.html() == document.html()


def test_a_body_without_a_picture_is_not_looked_at() -> None:
    assert first_image("<p>an imagined picture</p>") is None
    assert first_image("<p><IMG SRC=a></p><img>") == 3


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("center", Placement(("align-center",))),
        ("Centre", Placement(("align-center",))),
        ("wide+lead", Placement(("align-wide",), lead=True)),
        ("left,left", Placement(("align-left",))),
        ("lead", Placement(lead=True)),
        ("icon", None),
        ("center+icon", None),
        ("", None),
        ("center+", None),
        ("w=480", Placement(limit=Limit(480))),
        ("right+50%", Placement(("align-right",), limit=Limit(50, percent=True))),
        ("Center , 300PX+lead", Placement(("align-center",), lead=True, limit=Limit(300))),
        ("50%25", Placement(limit=Limit(50, percent=True))),
        ("480", None),
        ("gif", None),
        ("w=0", None),
        ("150%", None),
        ("w=4+w=5", None),
    ],
)
def test_placement(fragment: str, expected: Placement | None) -> None:
    assert parse_placement(fragment) == expected


@given(st.text())
def test_any_fragment_is_read_or_left(fragment: str) -> None:
    placement = parse_placement(fragment)

    assert placement is None or placement.classes or placement.lead or placement.limit


@given(st.text(st.sampled_from("ab/?#%=. ")))
def test_an_address_is_put_together_as_it_was(src: str) -> None:
    address = Address.of(src)

    assert str(address) == (src if address.fragment else src.removesuffix("#"))


@given(st.text(st.sampled_from("./%2e{}static|ab")) | st.text())
def test_no_address_leads_out_of_the_content_folder(base: str) -> None:
    found = locate(base, "posts/deep", lambda _path: True)

    assert found is None or not found.path.startswith(("..", "/"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_as_large_as_a_browser_shows_it(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    Image.new("L", (30, 20)).save(tmp_path / "x.jpg", exif=exif)

    facts = measure(tmp_path / "x.jpg")

    assert (facts.width, facts.height) == ((20, 30) if orientation >= 5 else (30, 20))


@given(
    st.binary(max_size=100), st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\xff\xd8"])
)
def test_any_file_is_measured_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, magic: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.png"
    path.write_bytes(magic + data)

    try:
        facts = measure(path)
    except UnreadableImageError as error:
        assert str(error)
    else:
        assert facts.width >= 0
        assert facts.height >= 0


def test_a_picture_of_far_too_many_pixels_is_measured_or_refused(tmp_path: Path) -> None:
    small = tmp_path / "x.png"
    Image.new("1", (1, 1)).save(small)
    data = bytearray(small.read_bytes())
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    small.write_bytes(data)

    with pytest.raises(UnreadableImageError, match="too many pixels"):
        measure(small)
