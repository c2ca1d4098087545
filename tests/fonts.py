"""Small fonts, made here."""

from __future__ import annotations

import random
from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph

LETTERS = " abcdefghijklmnopqrstuvwxyz"


def font_file(
    family: str = "Mara Text",
    *,
    width: int = 500,
    letters: str = LETTERS,
    padding: int = 0,
    **style: Any,
) -> bytes:
    """A font whose letters are all *width* thousandths wide; WOFF2, or another *flavor*."""
    names = [".notdef", *(f"u{ord(letter)}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"u{ord(letter)}" for letter in letters})
    builder.setupGlyf({name: Glyph() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (width, 0)))
    builder.setupHorizontalHeader(ascent=900, descent=-300, lineGap=100)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(
        usWeightClass=style.get("weight", 400), fsSelection=1 if style.get("italic") else 64
    )
    builder.setupPost()
    if weights := style.get("weights"):
        builder.setupFvar([("wght", weights[0], 400, weights[1], "Weight")], [])
    if padding:
        # What cannot be compressed, as the letters of a real font.
        builder.font["zzzz"] = table = newTable("zzzz")
        table.data = random.Random(0).randbytes(padding)
    builder.font.flavor = style.get("flavor", "woff2")
    builder.font.recalcTimestamp = False
    written = BytesIO()
    builder.font.save(written)
    return written.getvalue()
