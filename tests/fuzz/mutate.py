"""Made-up input: what somebody once wrote, with some of it doubled, torn out or put elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

# What parsers stumble over.
WORDS = [
    *("---", "+++", "```", "~~~", "{{<", ">}}", "{%", "%}", "<!--", "-->", "]]>", "<![CDATA["),
    *("</script>", "<script>", "<p", "</", "/>", "<img src=", "srcset=", '"', "'", "`", "#", "##"),
    *("## Resources", "* ", "- ", "1. ", "> ", "    ", "\t", "\n\n", "\r\n", "\r", "\0", "\x1b["),
    *("https://", "//", "http://[", "javascript:", "{static}", "{filename}", "{attach}", "|", ":"),
    *("title:", "tags:", "date:", "&amp;", "&#0;", "&#x110000;", "&", "%", "%00", "%zz", "\\"),
    *("\u202e", "\u200b", "\ufeff", "\u0130", "ß", "ﬁ", "é", "\ud7ff", "\U0001f9ed", "٣", "漢"),
    *("9" * 30, "-1", "0", "1e999", "null", "true", "!!", "&a", "*a", "<<:", "[", "]", "{", "}"),
]
NUMBERS = [0, 1, 0x7F, 0x80, 0xFF]


def mutated_text(data: bytes, other: bytes, chance: Random) -> bytes:
    """Return a text like *data*, with parts of *other*."""
    text, donor = data.decode("utf-8", "replace"), other.decode("utf-8", "replace")
    for _ in range(chance.choice([1, 1, 2, 3, 5, 8])):
        text = chance.choice(_TEXTUAL)(text, donor, chance)
    return text.encode("utf-8", "surrogatepass" if chance.random() < 0.02 else "replace")


def mutated_bytes(data: bytes, other: bytes, chance: Random) -> bytes:
    """Return bytes like *data*, with parts of *other*."""
    made = bytearray(data)
    for _ in range(chance.choice([1, 2, 4, 16])):
        place = _place(made, chance)
        match chance.randrange(5):
            case 0 if made:
                made[place % len(made)] = chance.choice([*NUMBERS, chance.randrange(256)])
            case 1:
                start = _place(other, chance)
                made[place:place] = other[start : start + chance.randrange(64)]
            case 2:
                del made[place : place + chance.choice([1, 4, 64, 1024])]
            case 3:
                made[place : place + 4] = chance.randrange(1 << 32).to_bytes(
                    4, chance.choice(["big", "little"])
                )
            case 4:
                end = place + chance.randrange(256)
                made[place:place] = made[place:end]
    return bytes(made[: 1 << 20])


def _place(data: Sequence[object], chance: Random) -> int:
    # Headers stand at the beginning, and are what parsers live by.
    reach = min(len(data), chance.choice([64, 512, 1 << 30]))
    return chance.randrange(reach + 1)


def _insert(text: str, _donor: str, chance: Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(WORDS) * chance.choice([1, 1, 1, 2, 40]) + text[place:]


def _cut(text: str, _donor: str, chance: Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + text[place + chance.choice([1, 2, 10, 100]) :]


def _splice(text: str, donor: str, chance: Random) -> str:
    place, start = chance.randrange(len(text) + 1), chance.randrange(len(donor) + 1)
    return text[:place] + donor[start : start + chance.choice([5, 50, 500])] + text[place:]


def _swap_lines(text: str, _donor: str, chance: Random) -> str:
    lines = text.split("\n")
    one, two = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "\n".join(lines)


def _repeat_line(text: str, _donor: str, chance: Random) -> str:
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    return "\n".join([*lines[:place], *[lines[place]] * chance.choice([2, 3, 30]), *lines[place:]])


def _change_letter(text: str, _donor: str, chance: Random) -> str:
    place = chance.randrange(len(text) + 1)
    return (
        text[:place]
        + chr(chance.choice([chance.randrange(0x80), chance.randrange(0xD800)]))
        + text[place + 1 :]
    )


_TEXTUAL: list[Callable[[str, str, Random], str]] = [
    *(_insert, _insert, _cut, _splice, _swap_lines, _repeat_line, _change_letter)
]
