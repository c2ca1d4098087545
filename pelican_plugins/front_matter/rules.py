"""The problems that source files may have: see `_core.diagnostics.Rule`."""

from __future__ import annotations

from .._core.diagnostics import Rule, Severity

ADDRESS_OUTSIDE = Rule(
    "address-outside", "a URL that leads out of the output folder", Severity.ERROR
)
ADDRESS_SERVER = Rule(
    "address-server", "a page with the name of a file that servers or browsers act on"
)
BYTE_ORDER_MARK = Rule(
    "byte-order-mark",
    "a source that begins with a byte order mark",
    Severity.ADVICE,
    fixer="front_matter.fixes:remove_byte_order_mark",
)
COMMENT_SHOWN = Rule("comment-shown", "an Obsidian comment that readers will see")
DATE_ORDER = Rule("date-order", "a date with its day or its month first, and nothing says which")
FILE_OUTSIDE = Rule(
    "file-outside", "a file or link that leads out of the content folder", Severity.ERROR
)
FOOTNOTE_TWICE = Rule("footnote-twice", "two footnotes of one name, of which one is shown")
GUESSED = Rule(
    "front-matter-guessed",
    "a title, date or language that was taken from elsewhere",
    Severity.ADVICE,
)
GUEST = Rule("guest", "something in a guest's post that guests may not write, and is left out")
HELD_BACK = Rule("held-back", "a post kept private for what it says about publication")
KEYS_UNUSED = Rule("keys-unused", "keys that decide URLs in other generators, but not here")
KEY_RESERVED = Rule("key-reserved", "a key that Pelican or this suite reserves")
KEY_TWICE = Rule("key-twice", "a duplicate key in front matter")
LEFT_OUT = Rule("left-out", "a file that is no post, and makes no page", Severity.ADVICE)
LINK_CIRCLE = Rule("link-circle", "a symbolic link that leads back to a folder above it")
LINK_MISSING = Rule("link-missing", "a link to the file of a post that is not there")
MARKDOWN_DIFFERS = Rule(
    "markdown-differs",
    "a list, code or table that other readers of Markdown show and we do not",
    fixer="front_matter.fixes:rewrite_markdown",
)
MARKUP_UNKNOWN = Rule("markup-unknown", "markup unknown to HTML, or an unclosed tag")
MATH_UNREADABLE = Rule("math-unreadable", "a formula that cannot be read as TeX")
METADATA_MISSING = Rule(
    "metadata-missing", "a post left out for lack of a date or title", Severity.ERROR
)
REPAIRED = Rule(
    "front-matter-repaired",
    "invalid YAML that was read as it was meant",
    fixer="front_matter.fixes:write_line_as_read",
)
SHORTCODE_UNKNOWN = Rule("shortcode-unknown", "a shortcode that is printed as it stands")
TEXT_EMPTY = Rule("text-empty", "front matter without a body")
TEXT_LEFT_OUT = Rule("text-left-out", "an Obsidian comment with an unclear end")
TEXT_TOO_LARGE = Rule("text-too-large", "a post with too many of one thing to be read")
VALUE_CUT = Rule("value-cut", "a value cut at a `#`, which YAML takes for a comment")
VALUE_UNUSABLE = Rule("value-unusable", "a value in a front matter that is not used")
