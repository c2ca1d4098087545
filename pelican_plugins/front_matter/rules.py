"""The problems that source files may have: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ADDRESS_OUTSIDE = Rule(
    "address-outside", "an address that leads out of the output folder", Severity.ERROR
)
ADDRESS_SERVER = Rule(
    "address-server", "a text that would be a file servers or browsers take orders from"
)
BYTE_ORDER_MARK = Rule(
    "byte-order-mark",
    "a source that begins with a byte order mark",
    Severity.ADVICE,
    fixer="front_matter.fixes:remove_byte_order_mark",
)
COMMENT_SHOWN = Rule("comment-shown", "a comment of Obsidian's that readers will see")
DATE_ORDER = Rule(
    "date-order", "a date that has its day first or its month first, and does not say which"
)
FILE_OUTSIDE = Rule(
    "file-outside", "a file or link that leads out of the content folder", Severity.ERROR
)
FOOTNOTE_TWICE = Rule("footnote-twice", "two footnotes of one name, of which one is shown")
GUESSED = Rule(
    "front-matter-guessed",
    "a title, date or language that was taken from elsewhere",
    Severity.ADVICE,
)
HELD_BACK = Rule("held-back", "a text that is kept private for what it says of publication")
KEYS_UNUSED = Rule("keys-unused", "keys that decide URLs in other generators, and none here")
KEY_RESERVED = Rule("key-reserved", "a key that Pelican or we need for ourselves")
KEY_TWICE = Rule("key-twice", "a key that stands twice in a front matter")
MARKDOWN_DIFFERS = Rule(
    "markdown-differs",
    "a list, code or table that other readers of Markdown show and we do not",
    fixer="front_matter.fixes:rewrite_markdown",
)
MARKUP_UNKNOWN = Rule(
    "markup-unknown", "a sign that begins nothing HTML knows, or a tag that nothing ends"
)
MATH_UNREADABLE = Rule("math-unreadable", "a formula that cannot be read as TeX")
METADATA_MISSING = Rule(
    "metadata-missing", "a text that is left out, since it has no date or title", Severity.ERROR
)
REPAIRED = Rule(
    "front-matter-repaired",
    "a line that is no YAML and was read as it was meant",
    fixer="front_matter.fixes:write_line_as_read",
)
SHORTCODE_UNKNOWN = Rule("shortcode-unknown", "a shortcode that is printed as it stands")
TEXT_EMPTY = Rule("text-empty", "a front matter without a text")
TEXT_LEFT_OUT = Rule(
    "text-left-out", "a comment of Obsidian's of which it is not clear where it ends"
)
TEXT_TOO_LARGE = Rule("text-too-large", "a text with more of one thing than is read")
VALUE_CUT = Rule("value-cut", "a value that ends at a `#`, which YAML takes for a comment")
VALUE_UNUSABLE = Rule("value-unusable", "a value in a front matter that is not used")
