"""One spelling, one page, and nothing merged behind the owner's back.

    POUCH_TAGS = {"aliases": {"Ukrain": "Ukraine"}}

- Spellings that differ only in case, white space, hyphens between letters or the kind of an
  apostrophe are one tag, called as the vocabulary says, or else as most articles call it,
  whatever the order of the files. Other punctuation counts: `c`, `c++` and `c#` are three.
- A file `tags.yaml` next to the settings says which further spellings are one, which tags are
  none, and what belongs together; docs/tags.md shows it whole. A mistake in it stops the build.
- Where two tags would have one address, the one used longest keeps it.
- Every address that a merge took away leads on, and its feeds go on.
- `pouch tags` says what was merged and which tags may be one. A build prints one line.

Templates see `tag.name`, the canonical name; `tag.aliases`, the other spellings that were met;
`tag.description` and `tag.parents`; and `article.implied_tags`.

Settings: `POUCH_TAGS`, whose keys docs/settings.md explains.
"""

from .plugin import register

__all__ = ["register"]
