"""The problems that source files may have: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ADDRESS_OUTSIDE = Rule(
    "address-outside", "a URL that points outside the output folder", Severity.ERROR
)
ADDRESS_SERVER = Rule("address-server", "a page with a file name that servers or browsers act on")
BYTE_ORDER_MARK = Rule(
    "byte-order-mark",
    "a source file that begins with a byte order mark",
    Severity.ADVICE,
    fixer="front_matter.fixes:remove_byte_order_mark",
)
COMMENT_SHOWN = Rule("comment-shown", "an Obsidian comment that readers will see")
DATE_ORDER = Rule("date-order", "a date that may be read day first or month first")
FILE_OUTSIDE = Rule(
    "file-outside", "a file or link that points outside the content folder", Severity.ERROR
)
FOOTNOTE_TWICE = Rule("footnote-twice", "a footnote defined twice, of which only the first is used")
GUESSED = Rule(
    "front-matter-guessed",
    "a title, date or language that was inferred",
    Severity.ADVICE,
)
GUEST = Rule("guest", "markup that was removed from a guest's post, since guests may not use it")
HELD_BACK = Rule("held-back", "a post kept private because of what it says about publication")
KEYS_UNUSED = Rule("keys-unused", "keys that set URLs in other generators, but not here")
KEY_RESERVED = Rule("key-reserved", "a key that Pelican or this suite reserves")
KEY_TWICE = Rule("key-twice", "a duplicate key in front matter")
LEFT_OUT = Rule("left-out", "a file that is not a post, so it is not published", Severity.ADVICE)
LINK_CIRCLE = Rule("link-circle", "a symbolic link to a folder above it")
LINK_MISSING = Rule("link-missing", "a link to a post that does not exist")
MARKDOWN_DIFFERS = Rule(
    "markdown-differs",
    "a list, code block or table that other Markdown readers show differently",
    fixer="front_matter.fixes:rewrite_markdown",
)
MARKUP_UNKNOWN = Rule("markup-unknown", "an unknown or unclosed HTML tag")
MATH_UNREADABLE = Rule("math-unreadable", "a formula that is not valid TeX")
METADATA_MISSING = Rule(
    "metadata-missing", "a post that was not published, for lack of a date or title", Severity.ERROR
)
REPAIRED = Rule(
    "front-matter-repaired",
    "invalid YAML that was read as intended",
    fixer="front_matter.fixes:write_line_as_read",
)
SHORTCODE_UNKNOWN = Rule("shortcode-unknown", "a shortcode that is shown unrendered")
TEXT_EMPTY = Rule("text-empty", "a post without text")
TEXT_LEFT_OUT = Rule("text-left-out", "an Obsidian comment without a clear end")
TEXT_TOO_LARGE = Rule("text-too-large", "a post with too many elements of one kind")
VALUE_CUT = Rule("value-cut", "a value cut off at a `#`, which starts a YAML comment")
VALUE_UNUSABLE = Rule("value-unusable", "a front matter value that was ignored")
