"""Folders that a page links as if they were files."""

from __future__ import annotations

import io

from PIL import Image
from support import build, post

SECRET = b"Kestrel Lane 7"


def photo() -> bytes:
    """Return a photo whose metadata say where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 28.0, 40.0)
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(data, "JPEG", exif=exif)
    assert SECRET in data.getvalue()
    return data.getvalue()


def files_in(folder: str) -> dict[str, object]:
    return {
        f"{folder}/p.jpg": photo(),
        f"{folder}/below/q.jpg": photo(),
        f"{folder}/table.csv": b"a,b",
        f"{folder}/plan.md": "---\ntitle: Plan\ndate: 2025-01-01\nstatus: draft\n---\nUnready.",
        f"{folder}/damaged.jpg": photo()[:200],
    }


FILES = {
    "a.md": post("[All]({static}/trip/) and [all]({static}/walk)"),
    "b.md": post("[All]({attach}hike/)", title="B"),
    "c.rst": "C\n#\n\n:date: 2025-01-04\n\n`All <{static}/ride/>`_\n",
    "images/icon.jpg": photo(),
    **files_in("trip"),
    **files_in("walk"),
    **files_in("hike"),
    **files_in("ride"),
}


def test_the_files_of_a_linked_folder_are_published_as_any_others(tmp_path) -> None:
    (tmp_path / "outside.txt").write_text("private")
    (tmp_path / "content" / "trip").mkdir(parents=True)
    (tmp_path / "content/trip/out.txt").symlink_to(tmp_path / "outside.txt")
    for _ in range(2):
        # The second build must keep what the first has written.
        site = build(tmp_path, FILES)
        names = set(site.files())
        for folder in ("trip", "walk", "ride"):
            assert {f"{folder}/{n}" for n in ("p.jpg", "below/q.jpg", "table.csv")} <= names
        assert [n for n in names if n.endswith("hike/p.jpg")]
        assert not [n for n in names if n.endswith(("plan.md", "damaged.jpg", "out.txt"))]
        for path in (tmp_path / "output").rglob("*"):
            assert not path.is_file() or SECRET not in path.read_bytes(), path
        assert site.log.count("damaged.jpg") == 4, site.log
