"""One spelling, one page: tags that differ only in case or white space are one tag.

    POUCH_TAGS = {"aliases": {"Ukrain": "Ukraine"}}

- An alias names the tag a spelling stands for; case and white space around it do not
  matter, and aliases may lead on to others.
- Without an alias, spellings that differ only in case or white space become the one that
  most articles use (then the one of the newest article, then the first by code point),
  whatever the order of the files.
- A tag written twice in a post is there once.
- Of tags with one address (`c`, `C++` and `C#` in Pelican's default settings) a post keeps the
  first, and a tag without any (`++`) is left out; both are told once for the site.

Templates see `tag.name`, the canonical name, and `tag.aliases`, the other spellings that
were met.
"""

from .plugin import register

__all__ = ["register"]
