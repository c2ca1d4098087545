"""Whether a picture's alternative text says anything (WCAG 2.2, criterion 1.1.1)."""

from __future__ import annotations

import re
from urllib.parse import unquote

# docutils takes the whole address for the text where an author gave none.
_FILE = re.compile(
    r"\S*\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?|heic)(?:[?#]\S*)?", re.IGNORECASE
)
# What cameras, telephones and screenshots call their files.
_CAMERA = re.compile(
    r"(?:IMG|IMGP|DSC|DSCN|DSCF|PXL|P|MVIMG|GOPR|WhatsApp.Image|Screen.?shot)[-_ ]?\d[\d\W_]*",
    re.IGNORECASE,
)


def wrong_alternative(alt: str | None, src: str) -> str:
    """Return what is wrong with an alternative text as a clause, or an empty text.

    Args:
        alt: the attribute; None where there is none. An empty one says that the picture is
            decoration, and is respected.
        src: the picture's address as written.
    """
    if alt is None:
        return f"the picture {src} has no alternative text"
    text = alt.strip()
    if text and (_FILE.fullmatch(text) or _CAMERA.fullmatch(text) or unquote(src) == text):
        return f"the alternative text {text!r} of a picture is the name of a file"
    return ""
