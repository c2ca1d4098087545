"""Rules for what may be wrong with an image: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ALT_EMPTY = Rule("alt-empty", "an image with empty alt text in Markdown", Severity.ADVICE)
ALT_FILE_NAME = Rule("alt-file-name", "alt text that is a file name")
ALT_MISSING = Rule("alt-missing", "an image without alt text")
GALLERY_EMPTY = Rule("gallery-empty", "a gallery without images")
GALLERY_INLINE = Rule("gallery-inline", "a gallery inside a paragraph of text")
GALLERY_UNREAD = Rule("gallery-unread", "a `gallery` in the front matter that cannot be read")
PICTURE_LARGE = Rule("picture-large", "an image with too many pixels for variants")
PICTURE_MISSING = Rule("picture-missing", "an image that does not exist")
PICTURE_SCRIPTED = Rule("picture-scripted", "an image that may run a script")
PICTURE_UNREADABLE = Rule("picture-unreadable", "an image that is damaged")
PICTURE_WITHHELD = Rule(
    "picture-withheld",
    "an image that is not published, since its private metadata cannot be removed",
    Severity.ERROR,
)
POSITION_IN_SOURCE = Rule(
    "position-in-source", "a source image with GPS coordinates", Severity.ADVICE
)
POSITION_PUBLISHED = Rule(
    "position-published", "an image published with its GPS coordinates", Severity.ERROR
)
