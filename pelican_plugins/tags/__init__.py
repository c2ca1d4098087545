"""Give each tag one spelling and one page; merge nothing without your say-so.

    POUCH_TAGS = {"aliases": {"Ukrain": "Ukraine"}}

- Spellings that differ only in case, white space, hyphens between letters or the kind of
  apostrophe are one tag. Its name comes from the vocabulary, or else is the most used spelling.
  Other punctuation counts: `c`, `c++` and `c#` are three tags.
- A vocabulary, `tags.yaml` next to the settings, maps further spellings; see docs/tags.md. An error
  in it stops the build.
- If two tags would have the same URL, the one used longest keeps it.
- Every URL that a merge removed redirects, and its feeds continue.
- `pouch tags` lists what was merged and what may be duplicates. A build logs one line.

Templates see `tag.name`, the canonical name; `tag.aliases`, the other spellings used;
`tag.description` and `tag.parents`; and `article.implied_tags`.

Settings: `POUCH_TAGS`, see docs/settings.md.
"""

from .plugin import register

__all__ = ["register"]
