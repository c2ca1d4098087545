"""Fonts of a site's own: rules that load them, and fallbacks of their size until then."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

LARGEST = 300_000
"""In bytes: a larger file is reported, and loaded only when the page needs it."""

_SIGNATURE = b"wOF2"
# Outside of quotation marks.
_PART = re.compile(r"""\s*("[^"]*"|'[^']*'|[^,"']+)\s*(?:,|$)""")
_OTHER_FORMAT = re.compile(r"\.(?:woff|ttf|otf|eot|ttc)$", re.IGNORECASE)
_BOLD = 600


@dataclass(frozen=True, slots=True)
class Metrics:
    """How large the letters of a font are, in parts of its size.

    Attributes:
        width: of an average letter of English text.
        nought: the width of a 0, which is 1ch in CSS.
        ascent: above the baseline.
        descent: below it.
        gap: between lines.
    """

    width: float
    nought: float
    ascent: float
    descent: float
    gap: float


@dataclass(frozen=True, slots=True)
class Font:
    """A file of a font family.

    Attributes:
        family: its name.
        weight: a value of `font-weight`, of two numbers for a variable font.
        is_italic: whether it is italic or oblique.
        metrics: None if they are unknown.
    """

    family: str
    weight: str
    is_italic: bool
    metrics: Metrics | None


@dataclass(frozen=True, slots=True)
class _System:
    """A font of many systems; those with the same metrics count as one.

    Attributes:
        names: full names of the regular face.
        width: of an average letter.
        bold_width: the same of the bold face.
        italic: what the names of the italic faces end with.
    """

    names: tuple[str, ...]
    width: float
    bold_width: float
    italic: str = "Italic"


# Widths are of a to z and the space, by how often they occur in English text.
_SYSTEM_FONTS = {
    "serif": (
        _System(("Times New Roman", "Liberation Serif", "Tinos"), 0.3985, 0.4241),
        _System(("DejaVu Serif",), 0.5102, 0.5638),
    ),
    "sans-serif": (
        _System(("Arial", "Liberation Sans", "Arimo"), 0.4396, 0.4756),
        _System(("DejaVu Sans",), 0.5048, 0.5702, "Oblique"),
    ),
    "monospace": (
        _System(("Courier New", "Liberation Mono", "Cousine"), 0.6, 0.6),
        _System(("DejaVu Sans Mono",), 0.602, 0.602, "Oblique"),
    ),
}
_FREQUENCY = dict(
    zip(
        " etaonisrhldcumfwgpybvkxjqz",
        [
            *(182, 102, 75, 65, 62, 57, 57, 53, 50, 50, 33, 33, 22, 23, 20, 20, 17, 16, 15, 14),
            *(13, 8, 6, 1, 1, 1, 1),
        ],
        strict=True,
    )
)
_GENERIC_OF_ROLE = {"small": "sans-serif", "code": "monospace"}


def stack_parts(stack: str) -> list[str]:
    """Return the parts of a font stack, without quotation marks."""
    return [part.strip().strip("\"'") for part in _PART.findall(stack)]


def is_font_file(part: str) -> bool:
    """Return whether a part of a font stack names a file, which only a WOFF2 one may be.

    Raises:
        ValueError: it names one of another format.
    """
    if _OTHER_FORMAT.search(part):
        raise ValueError("only WOFF2 files are published; docs/theme.md says how to make one")
    return part.lower().endswith(".woff2")


def generic_family(role: str, parts: Iterable[str]) -> str:
    """Return the generic family of a stack, or else that of its *role*."""
    named = (part for part in parts if part in _SYSTEM_FONTS)
    return next(named, _GENERIC_OF_ROLE.get(role, "serif"))


def read_font(name: str, data: bytes) -> Font:
    """Return what a WOFF2 file says of itself; of its name alone without fontTools.

    Args:
        name: of the file.
        data: its content.

    Raises:
        ValueError: it is no such file.
    """
    if not data.startswith(_SIGNATURE):
        raise ValueError("it is no WOFF2 font")
    try:
        import brotli  # noqa: F401 (fontTools needs it for this format)
        from fontTools.ttLib import TTFont
    except ImportError:
        return _named_font(name)
    try:
        with TTFont(BytesIO(data), lazy=True) as font:
            return _described_font(font, name)
    # It raises whatever the parser of a table does.
    except Exception as error:
        raise ValueError(f"it is a damaged font ({type(error).__name__})") from None


_WORDS = re.compile(
    r"[-_ ](?:[a-z]*(?:variable|regular|bold|italic|oblique|roman)|vf|subset|latin|\d+)\b"
)


def _named_font(name: str) -> Font:
    stem = PurePosixPath(name).stem
    lower = stem.lower()
    is_variable = "[" in lower or re.search(r"[-_ ](?:variable|vf)\b", lower)
    cut = _WORDS.search(lower)
    family = stem.partition("[")[0][: cut.start() if cut else None]
    weight = "100 900" if is_variable else "700" if "bold" in lower else "400"
    return Font(_safe(family, name), weight, bool(re.search("italic|oblique", lower)), None)


def _described_font(font: Any, name: str) -> Font:
    os2, head = font["OS/2"], font["head"]
    names = font["name"]
    family = next((str(found) for id_ in (16, 1) if (found := names.getDebugName(id_))), "")
    weight = str(max(1, min(1000, os2.usWeightClass)))
    if "fvar" in font:
        axes = [axis for axis in font["fvar"].axes if axis.axisTag == "wght"]
        weight = next((f"{axis.minValue:g} {axis.maxValue:g}" for axis in axes), weight)
    is_italic = bool(os2.fsSelection & 1 or head.macStyle & 2)
    return Font(_safe(family, name), weight, is_italic, _metrics_of(font))


def _metrics_of(font: Any) -> Metrics | None:
    """Return the metrics of a font with Latin letters; None for any other."""
    glyphs, advances, size = font.getBestCmap() or {}, font["hmtx"].metrics, font["head"].unitsPerEm
    if not size or not all(ord(letter) in glyphs for letter in _FREQUENCY):
        return None
    total = sum(_FREQUENCY.values())
    width = sum(
        count * advances[glyphs[ord(letter)]][0] for letter, count in _FREQUENCY.items()
    ) / (total * size)
    os2, hhea = font["OS/2"], font["hhea"]
    # Bit 7, USE_TYPO_METRICS (OpenType, OS/2 table).
    if os2.fsSelection & 1 << 7:
        lines = (os2.sTypoAscender, -os2.sTypoDescender, os2.sTypoLineGap)
    else:
        lines = (hhea.ascent, -hhea.descent, hhea.lineGap)
    ascent, descent, gap = (max(0, value) / size for value in lines)
    # What CSS assumes where it is missing: css-values-4, section 6.1.1, `ch`.
    nought = advances[glyphs[ord("0")]][0] / size if ord("0") in glyphs else 0.5
    return Metrics(width, nought, ascent, descent, gap) if width > 0 else None


def _safe(family: str, name: str) -> str:
    kept = re.sub(r"[^\w \-.]", "", family).strip()
    return kept or re.sub(r"[^\w\-]", "", PurePosixPath(name).stem) or "Own"


def face_rule(font: Font, url: str) -> str:
    """Return the rule that loads a font; text is shown in the fallback until then.

    Args:
        font: what its file says.
        url: of the file, relative to the style sheet.
    """
    return (
        f'@font-face{{font-family:"{font.family}";font-style:{_style(font)};'
        f'font-weight:{font.weight};font-display:swap;src:url("{url}") format("woff2")}}'
    )


def _style(font: Font) -> str:
    return "italic" if font.is_italic else "normal"


def measure_rule(metrics: Metrics) -> str:
    """Return the rule that keeps the column as wide until its font is loaded.

    The theme's column is 60ch wide, and the 0 of the other font has another width.
    """
    return f"@layer base{{body{{--measure:{60 * metrics.nought:.2f}em}}}}"


def fallback_rules(fonts: Iterable[Font], generic: str) -> tuple[str, tuple[str, ...]]:
    """Return rules for system fonts with the size of a family, and their names for the stack.

    Args:
        fonts: the files of one family.
        generic: `serif`, `sans-serif` or `monospace`.
    """
    rules: dict[str, None] = {}
    names: dict[str, None] = {}
    for font in fonts:
        for number, system in enumerate(_SYSTEM_FONTS[generic], 1):
            if font.metrics is not None:
                name = f"{font.family} fallback {number}"
                names[name] = None
                for weight, is_bold in _faces(font.weight):
                    rules[_fallback_rule(name, font, font.metrics, system, weight, is_bold)] = None
    return "\n".join(rules), tuple(names)


def _faces(weight: str) -> list[tuple[str, bool]]:
    """Return the weights of the faces of a file, and whether each is bold."""
    low, _, high = weight.partition(" ")
    if not high or float(low) >= _BOLD or float(high) < _BOLD:
        return [(weight, float(low) >= _BOLD)]
    # A bold face is as much wider in most families.
    return [(f"{low} {_BOLD - 1}", False), (f"{_BOLD} {high}", True)]


def _fallback_rule(  # noqa: PLR0913, PLR0917 (all of them make one rule)
    name: str, font: Font, metrics: Metrics, system: _System, weight: str, is_bold: bool
) -> str:
    is_bold_file = is_bold and " " not in font.weight
    ratio = metrics.width / (system.bold_width if is_bold_file else system.width)
    words = ["Bold"] * is_bold + [system.italic] * font.is_italic
    sources = ",".join(f'local("{" ".join([each, *words])}")' for each in system.names)
    return (
        f'@font-face{{font-family:"{name}";font-style:{_style(font)};font-weight:{weight};'
        f"src:{sources};size-adjust:{ratio:.2%};ascent-override:{metrics.ascent / ratio:.2%};"
        f"descent-override:{metrics.descent / ratio:.2%};"
        f"line-gap-override:{metrics.gap / ratio:.2%}}}"
    )
