"""Sites to measure on: posts of the shape of long-form writing, the same ones every time."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

SIZE = (1600, 1067)
"""Width and height of a photo, in pixels."""

_WORDS = (
    "river gauge tide flood sluice ditch gravel map bank water archive keeper ledger reading"
    " winter council engineer the of and to in that was by for with on a it from had were not"
    " their which said after before never every under between measured written published lost"
).split()
_TAGS = tuple(f"{_WORDS[n % 16]} {_WORDS[16 + n // 16]}" for n in range(60))
_CATEGORIES = ("Rivers", "Coasts", "Records")
_PARTS = 12


def write_site(folder: Path, articles: int, photos: int = 0) -> None:
    """Write the content of a site.

    Args:
        folder: gets a folder `content`; it must not have one yet.
        articles: how many posts of about 9 kB there are, each with five of 60 tags and a closing
            list of five links.
        photos: how many pictures there are; the first as many posts show one each.
    """
    content = folder / "content"
    (content / "images").mkdir(parents=True)
    for number in range(photos):
        (content / "images" / f"{number}.jpg").write_bytes(photo(number))
    for number in range(articles):
        (content / f"post-{number:05}.md").write_text(post(number, shows_photo=number < photos))


def post(number: int, *, shows_photo: bool = False) -> str:
    """Return the source of one post, always the same for a *number*."""
    chance = random.Random(number)
    day = f"{2005 + number % 20}-{number // 20 % 12 + 1:02}-{number // 240 % 28 + 1:02}"
    return "\n".join(
        [
            "---",
            f"title: 'Post {number} on the {_sentence(chance, 5)}'",
            f"date: {day}T{number % 24:02}:{number % 60:02}:00.000Z",
            "draft: false",
            f"category: {_CATEGORIES[number % 3]}",
            "tags:",
            *(f"  - {tag}" for tag in chance.sample(_TAGS, 5)),
            "---",
            "",
            *_body(chance, number, shows_photo),
        ]
    )


def _body(chance: random.Random, number: int, shows_photo: bool) -> Iterator[str]:
    yield f"*Note: {_sentence(chance, 25)}.*\n"
    if shows_photo:
        yield f"![What the {_sentence(chance, 20)}](/images/{number}.jpg#center)\n"
    for part in range(_PARTS):
        yield f"{'##' if part % 4 == 0 else '###'} Part {part}: {_sentence(chance, 4)}\n"
        said = f"“{_sentence(chance, 12)},” he said, and *{_sentence(chance, 2)}*."
        yield f"{_paragraph(chance)} {said}\n"
        # Two articles of another site and one of this one, as sourced writing has them.
        if part % 3 == 0:
            yield f"See [{_sentence(chance, 4)}](https://example.com/{number}/{part}).\n"
        yield f"{_paragraph(chance)}\n"
    yield "## Resources\n"
    for place in range(5):
        yield f"* {_sentence(chance, 8).capitalize()} https://example.net/{number}/{place}"
    yield ""


def _paragraph(chance: random.Random) -> str:
    return ". ".join(_sentence(chance, 18).capitalize() for _ in range(3)) + "."


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def photo(seed: int) -> bytes:
    """Return a JPEG with as much detail, fine and coarse, as a photo has."""
    chance = random.Random(seed)
    image = Image.new("RGB", SIZE, (128, 128, 128))
    for steps, share in ((3, 0.6), (12, 0.5), (50, 0.4), (200, 0.3), (800, 0.15)):
        size = (steps, steps * 2 // 3)
        noise = Image.frombytes("RGB", size, chance.randbytes(3 * size[0] * size[1]))
        image = Image.blend(image, noise.resize(SIZE, Image.Resampling.BICUBIC), share)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90)
    return file.getvalue()
