"""Rules for what may be wrong with an image: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ALT_EMPTY = Rule(
    "alt-empty", "a picture whose alternative text was left empty in Markdown", Severity.ADVICE
)
ALT_FILE_NAME = Rule("alt-file-name", "an alternative text that is the name of a file")
ALT_MISSING = Rule("alt-missing", "a picture without an alternative text")
PICTURE_LARGE = Rule("picture-large", "a picture with too many pixels to make variants of")
PICTURE_MISSING = Rule("picture-missing", "a picture that is not there")
PICTURE_SCRIPTED = Rule("picture-scripted", "a picture that may run a script")
PICTURE_UNREADABLE = Rule("picture-unreadable", "a picture that is damaged")
POSITION_IN_SOURCE = Rule(
    "position-in-source", "a source picture that says where it was taken", Severity.ADVICE
)
POSITION_PUBLISHED = Rule(
    "position-published", "a picture that is published with where it was taken", Severity.ERROR
)
