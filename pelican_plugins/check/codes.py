"""What can be found, by the codes that `--only` and `--ignore` take."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from .._core.errors import PouchError
from .._core.text import did_you_mean

CODES = {
    "address-gone": "a page of an earlier build is no more, and nothing leads on from there",
    "address-odd": "an address that not every system can have",
    "address-outside": "an address that leads out of the output folder",
    "address-server": "a text that would be a file servers or browsers take orders from",
    "address-taken": "two texts, or a text and a page of Pelican's, want one address",
    "alt-empty": "a picture whose alternative text was left empty in Markdown",
    "alt-file-name": "an alternative text that is the name of a file",
    "alt-missing": "a picture without an alternative text",
    "build": "what Pelican or another plugin tells while a site is read",
    "byte-order-mark": "a source that begins with a byte order mark",
    "check-failed": "a part of the check that ended with an error",
    "comment-shown": "a comment of Obsidian's that readers will see",
    "date-order": "a date that has its day first or its month first, and does not say which",
    "feed-address": "an address in a feed that is not absolute",
    "feed-date": "a date in a feed that is none",
    "feed-element": "a required part of a feed that is missing, or stands twice",
    "feed-id": "entries with one id, of which readers show one",
    "feed-malformed": "a feed that is no XML or JSON",
    "feed-text": "a text that no feed can hold",
    "file-outside": "a file or link that leads out of the content folder",
    "footnote-twice": "two footnotes of one name, of which one is shown",
    "front-matter-guessed": "a title, date or language that was taken from elsewhere",
    "front-matter-repaired": "a line that is no YAML and was read as it was meant",
    "front-matter-unreadable": "a text that is left out, since it cannot be read",
    "held-back": "a text that is kept private for what it says of publication",
    "key-reserved": "a key that Pelican or we need for ourselves",
    "key-twice": "a key that stands twice in a front matter",
    "keys-unused": "keys that decide URLs in other generators, and none here",
    "leak-draft": "something public that leads to a draft",
    "leak-position": "a public file that says where it was made",
    "leak-private": "something public that holds a word of the private list",
    "leak-secret": "something public that seems to hold a password or key",
    "leak-unread": "a public file that could not be looked through",
    "link-broken": "an entry of a reference list whose link leads nowhere",
    "link-duplicate": "a work that stands twice in the lists of one text",
    "link-tracking": "an address with parameters that follow readers, where they are left out",
    "link-unsafe": "a link that a browser would run, or that deceives",
    "list-unread": "a heading that promises references, and below it no list that was read",
    "markdown-differs": "a list, code or table that other readers of Markdown show and we do not",
    "markup-unknown": "a sign that begins nothing HTML knows, or a tag that nothing ends",
    "math-unreadable": "a formula that cannot be read as TeX",
    "metadata-missing": "a text that is left out, since it has no date or title",
    "not-built": "no output folder, so nothing of it was looked at",
    "not-published": "a text that its author would miss",
    "output-shared": "files that a build with other settings has put into the same output folder",
    "output-stale": "a file that an earlier build has left in the output, where it is still public",
    "output-unknown": "files in the output that no build on record has written",
    "page-missing": "a text whose page is not in the output",
    "picture-large": "a picture with too many pixels to make variants of",
    "picture-missing": "a picture that is not there",
    "picture-scripted": "a picture that may run a script",
    "picture-unreadable": "a picture that is damaged",
    "position-in-source": "a source picture that says where it was taken",
    "position-published": "a picture that is published with where it was taken",
    "private-list-shared": "a list of private words that git does not ignore",
    "setting-idle": "a setting that does nothing",
    "setting-unknown": "a setting whose name may be misspelt",
    "setting-unread": "a setting that nothing reads",
    "settings-contradict": "settings of which one says the opposite of another",
    "shortcode-unknown": "a shortcode that is printed as it stands",
    "tag-near-duplicate": "two tags that may be one",
    "tag-spelling": "a tag that is written otherwise than it is shown",
    "text-empty": "a front matter without a text",
    "text-left-out": "a comment of Obsidian's of which it is not clear where it ends",
    "text-too-large": "a text with more of one thing than is read",
    "text-unreadable": "a text whose HTML cannot be read",
    "value-cut": "a value that ends at a `#`, which YAML takes for a comment",
    "value-unusable": "a value in a front matter that is not used",
}
"""Every code with what it means."""


def matches(code: str, patterns: Iterable[str]) -> bool:
    """Tell whether a code is one of some *patterns*, in which `*` stands for any letters."""
    return any(fnmatchcase(code, pattern) for pattern in patterns)


def check_patterns(patterns: Iterable[str]) -> None:
    """Refuse patterns that no code matches.

    Raises:
        PouchError: there is one.
    """
    for pattern in patterns:
        if not any(fnmatchcase(code, pattern) for code in CODES):
            near = did_you_mean(pattern, CODES, likeness=0.6, quoted=str)
            mend = near or "`pouch check --codes` lists them"
            raise PouchError(f"there is no code {pattern!r}; {mend}")
