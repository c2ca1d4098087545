"""Which variants are made, that they look like the original, and that they are kept."""

from __future__ import annotations

import hashlib
import io
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageOps

from pelican_plugins.images import encode as encode_module
from pelican_plugins.images.encode import (
    EncodeJob,
    UndecodableImageError,
    decode_image,
    encode_all,
    encode_variants,
)
from pelican_plugins.images.encoders import codec_version
from pelican_plugins.images.pelican_variants import VariantStore
from pelican_plugins.images.picture_element import finish_srcsets, parse_srcset, write_srcset
from pelican_plugins.images.placement import WidthLimit
from pelican_plugins.images.variant_plan import (
    Raster,
    Variant,
    plan_variants,
    sizes_attribute,
    useful_widths,
)

FORMATS = [name for name in ("avif", "webp") if codec_version(name)]
CODECS = [("avif", 60, "1"), ("webp", 80, "1")]
WIDTHS = (480, 800, 1200, 1600)
ORIENTATION = 0x0112


def near(one: tuple[int, ...], other: tuple[int, ...], distance: int = 12) -> bool:
    return all(abs(a - b) <= distance for a, b in zip(one, other, strict=True))


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """Return a picture with a red left and a green top right, so that turning it shows."""
    image = Image.new("RGB", (width, height), (0, 0, 255))
    image.paste((255, 0, 0), (0, 0, width // 2, height))
    image.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    return image


@pytest.mark.parametrize(
    ("own", "needed", "expected"),
    [
        (4000, 896, (480, 800, 1200, 1600)),
        (4000, 320, (480, 800)),
        (4000, 200, (480,)),
        (1500, 896, (480, 800, 1200, 1500)),
        (820, 640, (480, 820)),
        (480, 640, (480,)),
        (300, 640, (300,)),
        (1, 640, (1,)),
        (1600, 9999, (480, 800, 1200, 1600)),
    ],
)
def test_widths_are_useful_and_never_larger_than_the_original(own, needed, expected) -> None:
    assert useful_widths(own, WIDTHS, needed) == expected


@given(st.integers(1, 9000), st.sets(st.integers(1, 9000), min_size=1), st.integers(1, 9000))
def test_of_any_widths_the_widest_is_enough(own: int, widths: set[int], needed: int) -> None:
    found = useful_widths(own, widths, needed)

    assert list(found) == sorted(set(found))
    assert found[-1] == own or found[-1] in widths
    assert found[-1] >= min(own, max(widths), 2 * needed)


@pytest.mark.parametrize(
    ("classes", "limit", "own", "expected"),
    [
        ((), None, 4000, "(min-width: 720px) 640px, 100vw"),
        (("align-center",), None, 300, "(min-width: 300px) 300px, 100vw"),
        (("align-left",), None, 4000, "(min-width: 600px) min(45vw, 320px), 100vw"),
        (("align-wide",), None, 4000, "(min-width: 976px) 896px, 100vw"),
        (("align-full",), None, 900, "100vw"),
        ((), WidthLimit(480), 4000, "(min-width: 480px) 480px, 100vw"),
        (("align-right",), WidthLimit(50, percent=True), 4000, "(min-width: 720px) 320px, 50vw"),
    ],
)
def test_sizes_tell_how_wide_a_picture_is_shown(classes, limit, own, expected) -> None:
    assert sizes_attribute(classes, limit, own, 640) == expected


def test_each_thing_that_changes_the_bytes_changes_the_name_and_nothing_else() -> None:
    raster = Raster("a" * 64, 1000, 500, "JPEG", animated=False)
    names = {v.name for v in plan_variants(raster, WIDTHS, CODECS, 640)}

    assert names == {v.name for v in plan_variants(raster, (1200, *WIDTHS[:2]), CODECS, 500)}
    other = [("avif", 60, "1"), ("webp", 81, "1")]
    assert len(names & {v.name for v in plan_variants(raster, WIDTHS, other, 640)}) == 3
    other = [("avif", 60, "2"), ("webp", 80, "1")]
    assert len(names & {v.name for v in plan_variants(raster, WIDTHS, other, 640)}) == 3
    changed = Raster("b" * 64, 1000, 500, "JPEG", animated=False)
    assert not names & {v.name for v in plan_variants(changed, WIDTHS, CODECS, 640)}


def test_no_format_is_asked_for_more_than_it_can_hold() -> None:
    tall = plan_variants(Raster("a", 10, 20_000, "PNG", animated=False), WIDTHS, CODECS, 640)
    wide = plan_variants(Raster("a", 20_000, 10, "PNG", animated=False), WIDTHS, CODECS, 640)

    assert [(v.format, v.height) for v in tall] == [("avif", 20_000)]
    assert {(v.width, v.height) for v in wide} == {(480, 1), (800, 1), (1200, 1)} | {(1600, 1)}


def jobs(folder: Path, width: int = 32) -> EncodeJob:
    """Return the job to make one variant of `folder/x.*` in each format."""
    (path,) = folder.glob("x.*")
    with Image.open(path) as image:
        height = round(width * image.height / image.width)
        if image.getexif().get(ORIENTATION, 1) >= 5:
            height = round(width * image.width / image.height)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    variants = tuple(Variant(f"v.{name}", width, height, name, 95, digest) for name in FORMATS)
    return EncodeJob(path, variants, 1)


@pytest.fixture
def always_worth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encode_module, "_BYTES_TO_OFFER", -1_000_000)


def made(job: EncodeJob) -> list[Image.Image]:
    pictures = [Image.open(io.BytesIO(data)) for _, data in encode_variants(job)]
    assert len(pictures) == len(FORMATS)
    return pictures


@pytest.mark.usefixtures("always_worth")
@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "CMYK", "I;16", "LA", "RGBA", "PA"])
def test_every_mode_is_as_it_looks(tmp_path: Path, mode: str) -> None:
    if mode == "I;16":
        image = Image.new("I;16", (64, 48), 200 * 257)
        expected: tuple[int, ...] = (200, 200, 200)
    elif mode == "1":
        image, expected = Image.new("1", (64, 48), 1), (255, 255, 255)
    else:
        plain = Image.new("RGBA", (64, 48), (200, 30, 30, 255 if mode in "RGBPCMYK1" else 128))
        image = (
            plain.convert("RGB").quantize(8)
            if mode == "P"
            else plain.convert("RGBA" if mode == "PA" else mode)
        )
        shown = plain.convert(mode if mode in {"L", "LA"} else "RGBA").convert("RGBA")
        expected = shown.getpixel((1, 1))
    if mode == "PA":
        image = image.quantize(8, method=Image.Quantize.FASTOCTREE)
        assert image.mode == "P"
    image.save(tmp_path / ("x.tif" if mode == "CMYK" else "x.png"))

    for variant in made(jobs(tmp_path)):
        assert variant.size == (32, 24)
        found = variant.convert("RGBA").getpixel((16, 12))
        assert near(found[:3], expected[:3]), found
        if len(expected) == 4:
            assert near(found[3:], expected[3:])


@pytest.mark.usefixtures("always_worth")
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_and_says_nothing_of_its_maker(tmp_path: Path, orientation) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Secret camera"
    exif[0x8825] = {1: "N", 2: (50.0, 27.0, 0.0)}
    picture(640, 480).save(tmp_path / "x.jpg", exif=exif, quality=95, comment=b"Secret")
    with Image.open(tmp_path / "x.jpg") as original:
        upright = ImageOps.exif_transpose(original).convert("RGB").resize((32, 32))

    job = jobs(tmp_path)
    for (_, data), variant in zip(encode_variants(job), made(job), strict=True):
        assert b"Secret" not in data
        assert not variant.getexif()
        assert "icc_profile" not in variant.info
        assert (variant.width > variant.height) == (orientation < 5)
        square = variant.convert("RGB").resize((32, 32))
        for place in [(4, 4), (28, 4), (4, 28), (28, 28)]:
            assert near(square.getpixel(place), upright.getpixel(place), 40)


@pytest.mark.usefixtures("always_worth")
def test_colours_of_another_profile_become_srgb(tmp_path: Path) -> None:
    # A profile whose red is sRGB's green and the other way round.
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = data.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    Image.new("RGB", (64, 48), (200, 30, 40)).save(tmp_path / "x.png", icc_profile=swapped)

    for variant in made(jobs(tmp_path)):
        assert near(variant.convert("RGB").getpixel((9, 9)), (30, 200, 40))


@pytest.mark.usefixtures("always_worth")
def test_a_damaged_profile_costs_nothing(tmp_path: Path) -> None:
    Image.new("RGB", (64, 48), (90, 60, 40)).save(tmp_path / "x.png", icc_profile=b"rubbish")

    for variant in made(jobs(tmp_path)):
        assert near(variant.convert("RGB").getpixel((9, 9)), (90, 60, 40))


def test_a_variant_that_spares_nothing_has_no_bytes(tmp_path: Path) -> None:
    Image.effect_noise((128, 96), 90).save(tmp_path / "x.jpg", quality=3)

    assert [data for _, data in encode_variants(jobs(tmp_path, 128))] == [b""] * len(FORMATS)
    assert all(data for _, data in encode_variants(jobs(tmp_path, 16)))


def test_a_truncated_file_is_told_and_others_are_made(tmp_path: Path) -> None:
    for name in ("bad", "good"):
        (tmp_path / name).mkdir()
        Image.effect_noise((256, 192), 90).save(tmp_path / name / "x.jpg")
    bad = tmp_path / "bad" / "x.jpg"
    bad.write_bytes(bad.read_bytes()[:3000])
    kept: dict[str, bytes] = {}

    with pytest.raises(UndecodableImageError, match="truncated"):
        decode_image(bad.read_bytes(), (32, 24))
    wrong = encode_all([jobs(tmp_path / "bad"), jobs(tmp_path / "good")], kept.__setitem__)

    assert list(wrong) == [0]
    assert "truncated" in wrong[0]
    assert all(kept[f"v.{name}"] for name in FORMATS)


def test_the_number_of_threads_changes_no_byte(tmp_path: Path) -> None:
    todo = []
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        Image.effect_noise((256, 192), 30 + number).save(folder / "x.png")
        job = jobs(folder, 100)
        named = tuple(replace(variant, name=f"{number}{variant.name}") for variant in job.variants)
        todo.append(EncodeJob(job.path, named, 10**9))
    one: dict[str, bytes] = {}
    many: dict[str, bytes] = {}

    assert encode_all(todo, one.__setitem__, threads=1) == {}
    assert encode_all(todo[::-1], many.__setitem__, threads=4) == {}

    assert one == many
    assert all(one.values())


def test_a_store_keeps_whole_files_only_and_sweeps_what_is_long_unused(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    store = VariantStore(folder, pytest.fail)
    for name in ("a", "b", "none"):
        store.put(name, b"" if name == "none" else name.encode())
    (folder / ".half").write_bytes(b"x")
    long_ago = time.time() - 91 * 86_400
    for name in ("a.1.kept", "b.1.kept", ".half"):
        os.utime(folder / name, (long_ago, long_ago))

    again = VariantStore(folder, pytest.fail)
    assert [again.size(name) for name in ("a", "none", "c", ".half")] == [1, 0, None, None]
    again.hand_out("a", tmp_path / "out" / "a")
    again.close(["a"])

    assert (tmp_path / "out" / "a").read_bytes() == b"a"
    assert sorted(path.name for path in folder.iterdir()) == ["a.1.kept", "none.0.kept"]
    assert (folder / "a.1.kept").stat().st_mtime > long_ago + 1000


def test_a_file_of_a_store_that_was_cut_short_or_replaced_is_none(tmp_path: Path) -> None:
    store = VariantStore(tmp_path, pytest.fail)
    for name in ("short", "nothing", "sound"):
        store.put(name, b"" if name == "nothing" else b"bytes")
    (tmp_path / "short.5.kept").write_bytes(b"x" * 18)
    # An empty one says that a variant saves nothing; with rubbish in it, it would be offered.
    (tmp_path / "nothing.0.kept").write_bytes(b"x" * 200)

    again = VariantStore(tmp_path, pytest.fail)
    assert [again.size(name) for name in ("short", "nothing", "sound")] == [None, None, 5]


def test_a_store_that_cannot_be_written_still_hands_out(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("in the way")
    said: list[str] = []
    store = VariantStore(tmp_path / "kept", said.append)
    store.put("a", b"1")
    store.put("b", b"2")
    store.hand_out("b", tmp_path / "out" / "b")

    assert len(said) == 1
    assert (tmp_path / "out" / "b").read_bytes() == b"2"


TAG = '<source type="image/avif" srcset="%s" sizes="auto, 1px">'
SOURCE = TAG % "{variant}s.avif 480w, {variant}m.avif 800w"
IMAGE = '<img src="/a.png" sizes="auto, 1px">'


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        ({"s.avif": 1, "m.avif": 2}, "/v/s.avif 480w, /v/m.avif 800w"),
        ({"s.avif": 0, "m.avif": 2}, "/v/m.avif 800w"),
        ({"s.avif": 3, "m.avif": 2}, "/v/m.avif 800w"),
        ({"s.avif": 1, "m.avif": 0}, ""),
        ({}, ""),
    ],
)
def test_what_is_not_worth_it_is_not_offered(worth: dict[str, int], expected: str) -> None:
    html = finish_srcsets(
        f"<p><picture>{SOURCE}{IMAGE}</picture></p>",
        lambda url: url.replace("{variant}", "/v/"),
        lambda name: worth.get(name, 0),
    )

    if expected:
        assert html == f"<p><picture>{TAG % expected}{IMAGE}</picture></p>"
    else:
        assert html == '<p><img src="/a.png"></p>'


@given(st.text(st.sampled_from("ab/,. 12wx")))
def test_any_srcset_is_read_as_it_is_written(text: str) -> None:
    candidates = parse_srcset(text)

    assert parse_srcset(write_srcset(candidates)) == candidates
