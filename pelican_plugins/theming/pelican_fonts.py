"""The font files that `POUCH_THEME["fonts"]` names: read, checked, and published with the theme."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from .._core import pelican_console
from .._core.diagnostics import report
from .._core.rules import BUILD
from .fonts import (
    LARGEST,
    Font,
    face_rule,
    fallback_rules,
    generic_family,
    is_font_file,
    measure_rule,
    read_font,
    stack_parts,
)

FOLDER = "fonts"
"""Where fonts are published, below Pelican's `THEME_STATIC_DIR`."""

# Those that most of a page is set in.
_PRELOADED = ("text", "headings")


@dataclass(slots=True)
class SiteFonts:
    """The fonts of a site.

    Attributes:
        stacks: values of `font-family` by the keys of the setting, with families for files.
        rules: that load the fonts.
        files: contents by file name, which has a hash of it.
        preloaded: names of the files that pages ask for at once.
    """

    stacks: dict[str, str] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    preloaded: list[str] = field(default_factory=list)


def load_fonts(stacks: Mapping[str, str], content: Path) -> SiteFonts:
    """Return the fonts that stacks name by files in the content folder.

    What cannot be used is reported and left out, so the rest of the stack is used.

    Args:
        stacks: font stacks by the keys of `POUCH_THEME["fonts"]`.
        content: the content folder.
    """
    fonts = SiteFonts()
    for role, stack in stacks.items():
        parts = stack_parts(stack)
        if not any("." in part for part in parts):
            fonts.stacks[role] = stack
            continue
        values = list(_families(fonts, role, parts, content))
        if values:
            fonts.stacks[role] = ", ".join(values)
    fonts.rules = list(dict.fromkeys(fonts.rules))
    if fonts.files and not (find_spec("fontTools") and find_spec("brotli")):
        pelican_console.tell(
            "theming",
            'fonts: without `pip install "pelican-pouch[fonts]"`, text may move while they load',
        )
    return fonts


def _families(fonts: SiteFonts, role: str, parts: list[str], content: Path) -> Iterator[str]:
    """Yield the families of a stack: one for all files of a family, followed by its fallbacks."""
    loaded: dict[str, list[Font]] = {}
    others = []
    for part in parts:
        try:
            if not is_font_file(part):
                others.append(part)
                continue
            data = _data_of(content, part)
            font = read_font(PurePosixPath(part).name, data)
        except (OSError, ValueError) as error:
            text = f"POUCH_THEME['fonts'][{role!r}] names {part}, which is not used: {error}"
            report(BUILD(text, "name a WOFF2 file in the content folder"))
            continue
        name = _published_name(part, data)
        fonts.files[name] = data
        fonts.rules.append(face_rule(font, f"../{FOLDER}/{name}"))
        loaded.setdefault(font.family, []).append(font)
        if len(data) > LARGEST:
            text = f"POUCH_THEME['fonts'][{role!r}] names {part}, which has {len(data) // 1000} kB"
            report(BUILD(text, "subset it to the characters that you need (docs/theme.md)"))
        elif role in _PRELOADED and not font.is_italic and len(loaded[font.family]) == 1:
            fonts.preloaded.append(name)
    generic = generic_family(role, others)
    for family, files in loaded.items():
        rules, names = fallback_rules(files, generic)
        fonts.rules += rules.split("\n") if rules else []
        if role == "text" and files[0].metrics and family == next(iter(loaded)):
            fonts.rules.append(measure_rule(files[0].metrics))
        yield from (f'"{name}"' for name in (family, *names))
    yield from (part if part.isidentifier() or "-" in part else f'"{part}"' for part in others)


def _data_of(content: Path, part: str) -> bytes:
    path = content / part.lstrip("/")
    if not path.is_file():
        raise ValueError("there is no such file")
    return path.read_bytes()


def _published_name(part: str, data: bytes) -> str:
    stem = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in Path(part).stem)
    return f"{stem.strip('-') or 'font'}.{hashlib.sha256(data).hexdigest()[:10]}.woff2"
