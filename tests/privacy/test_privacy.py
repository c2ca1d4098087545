"""Marks that other people's programs planted in pictures are not published: `make privacy`.

A real build publishes them; what came out is read by exiftool and by a search of its bytes.
"""

from __future__ import annotations

import io
import json
import random
import re
import subprocess
import warnings
import zlib
from collections import Counter
from pathlib import Path

import pytest
from corpus import PREFIX, Corpus, Marks, make_bases, plant, positions
from PIL import Image, ImageSequence
from support import build

from pelican_plugins.guard.leaks.scanner import LeakCriteria, leaks_of
from pelican_plugins.images.metadata.clean import clean_image, has_gps
from pelican_plugins.images.metadata.formats import UncleanableError

MARK = re.compile(PREFIX + rb"\d{5}")
_STREAMS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b")
# The rest of a kind is counted.
_MESSAGES = 10
_MOST_INFLATED = 1 << 20
# What exiftool may find in a published picture: nothing that tells more than its pixels.
_TOLD = re.compile(
    r"GPS|Artist|Author|Creator|By-?line|Copyright|Rights|Serial|Owner|Make$|Model$|Lens|Software"
    r"|Comment|History|DocumentID|InstanceID|UserComment|ThumbnailImage|HostComputer|Caption"
    r"|Keywords|Location|City|(?<!Profile)DateTime(?!$)|CreateDate|ModifyDate$",
    re.IGNORECASE,
)
_NOTHING = {"", "0", "0000:00:00 00:00:00"}
# They are of the format, the computed kind or the file system.
_NOT_OF_THE_FILE = ("File:", "System:", "Composite:", "ExifTool:", "SourceFile")


def marks_of(data: bytes) -> set[bytes]:
    """Return the marks in a file: as they are, as wide letters, as digits, and in streams."""
    return {mark for view in _views(data) for mark in MARK.findall(view)}


def _views(data: bytes):
    yield data
    yield data.replace(b"\0", b"")
    for digits in re.findall(rb"(?:[0-9A-Fa-f]{2}){12,}", data):
        yield bytes.fromhex(digits.decode())
    for match in _STREAMS.finditer(data):
        try:
            found = zlib.decompressobj(47).decompress(data[match.start() :], _MOST_INFLATED)
        except zlib.error:
            continue
        yield found
        yield found.replace(b"\0", b"")
        for digits in re.findall(rb"(?:[0-9A-Fa-f]{2}){12,}", found):
            yield bytes.fromhex(digits.decode())
    at = data.find(b"PK\3\4")
    if at >= 0:
        found = zlib.decompressobj(-15)
        start = at + 30 + int.from_bytes(data[at + 26 : at + 28], "little")
        try:
            yield found.decompress(data[start:], _MOST_INFLATED)
        except zlib.error:
            return


def exiftool(folder: Path) -> dict[str, dict[str, object]]:
    """Return of each file what exiftool reads in it."""
    done = subprocess.run(
        ["exiftool", "-q", "-q", "-j", "-a", "-G1", "-u", "-U", "-ee", "-r", "."],
        cwd=folder, capture_output=True, check=False,
    )  # fmt: skip
    listed = json.loads(done.stdout or b"[]")
    return {Path(one["SourceFile"]).as_posix(): one for one in listed}


def telling(said: dict[str, object]) -> list[str]:
    """Return the names of the values that tell more than a picture needs to be shown."""
    return [
        key
        for key, value in said.items()
        if not key.startswith(_NOT_OF_THE_FILE)
        and (
            PREFIX.decode() in str(value)
            or (_TOLD.search(key.partition(":")[2]) and str(value) not in _NOTHING)
        )
    ]


def is_documented(name: str, data: bytes) -> bool:
    """Return whether docs/security.md says that marks stay: after a bare JPEG XL code stream."""
    return name.endswith(".jxl") and data.startswith(b"\xff\n")


def frames(data: bytes) -> list[tuple] | None:
    """Return every frame as Pillow decodes it; None where it cannot."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as opened:
            return [
                (frame.size, frame.convert("RGBA").tobytes(), frame.info.get("duration"))
                for frame in ImageSequence.Iterator(opened)
            ]
    except Exception:
        return None


_DIFFER = "pixels that differ"


def compare(before: bytes, after: bytes) -> str:
    """Return what became of a picture's frames."""
    seen = frames(before)
    if seen is None:
        return "not read by Pillow"
    if seen == frames(after):
        return "equal pixels"
    # The log names but ten of them.
    return "re-encoded" if clean_image(before).how == "re-encoded" else _DIFFER


def look(folder: Path, *, sample: bool) -> tuple[Counter[str], list[str], list[str]]:
    """Publish the corpus; return what was counted, what is wrong, and what could not be made."""
    content = folder / "content" / "images"
    content.mkdir(parents=True)
    corpus = Corpus(content)
    names = plant(corpus, make_bases(corpus, sample=sample), Marks())
    before = {name: (content / name).read_bytes() for name in names}
    site = build(folder, {"a.md": "Title: A\nDate: 2025-01-02\n\nText.\n"},
                 {"STATIC_PATHS": ["images"]})  # fmt: skip
    assert site.code == 0, site.log
    told = exiftool(site.output / "images")
    counts: Counter[str] = Counter(files=len(names))
    wrong: list[str] = []
    named = 0
    for name in names:
        planted = marks_of(before[name])
        counts["marks planted"] += len(planted)
        target = site.output / "images" / name
        if not target.is_file():
            counts["left out"] += 1
            named += bool(site.messages_about(name))
            continue
        counts["published"] += 1
        data = target.read_bytes()
        left = marks_of(data)
        counts["marks published"] += len(left)
        if left and is_documented(name, data):
            counts["of these documented"] += len(left)
        elif left:
            wrong.append(f"{name}: {len(left)} of {len(planted)} marks are published")
        wrong += [f"{name}: exiftool reads {key}" for key in telling(told.get(name, {}))]
        seen = compare(before[name], data)
        counts[seen] += 1
        if seen == _DIFFER:
            wrong.append(f"{name}: {seen}")
    if counts["left out"] and named < min(counts["left out"], _MESSAGES):
        wrong.append(f"{counts['left out']} files are left out, and {named} are named")
    counts["failed commands"] = len(corpus.failed)
    tried = mutate(before, counts, wrong, each=2 if sample else 24)
    counts["mutated files"] = tried
    return counts, wrong, [*(f"{tool}: not installed" for tool in sorted(corpus.missing)),
                           *sorted(set(corpus.failed))]  # fmt: skip


def mutate(before: dict[str, bytes], counts: Counter[str], wrong: list[str], *, each: int) -> int:
    """Cut off and damage each file; none may end a build or be published with a mark."""
    tried = 0
    # There is nothing to damage in an empty one, which a failed encoder has left.
    for name, data in ((name, data) for name, data in before.items() if data):
        chance = random.Random(name)
        for turn in range(each):
            made = bytearray(data)
            if turn % 3 == 0:
                del made[chance.randrange(len(made)) :]
            else:
                for _ in range(chance.choice((1, 1, 4, 16))):
                    # Most of what a parser reads is at the start.
                    where = min(len(made), chance.choice((64, 1024, len(made))))
                    made[chance.randrange(where)] = chance.randrange(256)
            tried += 1
            try:
                cleaned = clean_image(bytes(made)).data
                has_gps(bytes(made))
            except UncleanableError:
                counts["mutated and refused"] += 1
                continue
            except Exception as error:
                wrong.append(f"{name}, damaged ({turn}): {type(error).__name__}: {error}")
                continue
            if (left := marks_of(cleaned)) and is_documented(name, cleaned):
                counts["mutated, with a documented mark"] += 1
            elif left:
                counts["mutated, with a mark"] += 1
                wrong.append(f"{name}, damaged ({turn}): {len(left)} marks")
    return tried


def say(counts: Counter[str], wrong: list[str], missing: list[str]) -> None:
    print()
    for name, count in counts.items():
        print(f"{name}: {count:,}")
    for line in [*missing, *wrong]:
        print(line)


@pytest.mark.privacy
def test_no_mark_of_the_corpus_is_published(tmp_path, capsys) -> None:
    counts, wrong, missing = look(tmp_path, sample=False)

    with capsys.disabled():
        say(counts, wrong, missing)
    assert counts["files"] >= 300 or any("not installed" in line for line in missing)
    assert wrong == []


@pytest.mark.needs("exiftool", "convert-im6.q16")
def test_no_mark_of_a_few_files_is_published(tmp_path) -> None:
    counts, wrong, _ = look(tmp_path, sample=True)

    assert wrong == []
    assert counts["marks planted"]


@pytest.mark.needs("exiftool", "convert-im6.q16")
def test_every_position_is_reported(tmp_path, capsys) -> None:
    made = positions(Corpus(tmp_path))
    output = tmp_path / "output"
    output.mkdir()
    for name, data in made.items():
        (output / name).write_bytes(data)
    untold = [
        name
        for name in made
        if not any("GPS" in leak.text for leak in leaks_of(output, LeakCriteria(), name))
    ]
    with capsys.disabled():
        print(f"\npositions reported: {len(made) - len(untold)} of {len(made)}")
    assert untold == []
