"""Rules for what may be wrong with an image: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ALT_EMPTY = Rule(
    "alt-empty", "an image whose alternative text is empty in Markdown", Severity.ADVICE
)
ALT_FILE_NAME = Rule("alt-file-name", "an alternative text that is a file name")
ALT_MISSING = Rule("alt-missing", "an image without alternative text")
GALLERY_EMPTY = Rule("gallery-empty", "a gallery without a picture")
GALLERY_INLINE = Rule("gallery-inline", "a gallery within a paragraph of text")
GALLERY_UNREAD = Rule("gallery-unread", "a `gallery` in the front matter that cannot be read")
PICTURE_LARGE = Rule("picture-large", "an image with too many pixels for variants")
PICTURE_MISSING = Rule("picture-missing", "an image that does not exist")
PICTURE_SCRIPTED = Rule("picture-scripted", "an image that may run a script")
PICTURE_UNREADABLE = Rule("picture-unreadable", "an image that is damaged")
PICTURE_WITHHELD = Rule(
    "picture-withheld",
    "an image that is not published, since it cannot be cleaned of private metadata",
    Severity.ERROR,
)
POSITION_IN_SOURCE = Rule(
    "position-in-source", "a source image with GPS coordinates", Severity.ADVICE
)
POSITION_PUBLISHED = Rule(
    "position-published", "an image that is published with its GPS coordinates", Severity.ERROR
)
