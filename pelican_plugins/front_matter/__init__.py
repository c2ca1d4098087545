"""Read the front matter of Markdown posts as Hugo, Jekyll and CMSs write it.

A post begins with YAML between two lines of `---`:

    ---
    title: 'The river’s long memory'
    date: 2025-06-03T05:00:00.000Z
    draft: false
    tags:
      - Rivers
      - tide gauges
    ---

Files with Pelican's own `Title: …` headers are read as ever, in the same folder.

What is understood today:

- `draft: true` makes a Pelican draft, `draft: false` a published article;
- `date` and `modified` in every ISO 8601 form and in those that `dateutil` reads; a time
  without a zone is in the site's `TIMEZONE`, one with a zone keeps it;
- `tags`, `authors`: a list, a single word, or words between commas; numbers and words such
  as `no` stay the text they are written as;
- `title`, `slug`, `category`, `author`, `status`, `lang` and other keys of Pelican's: text;
- every other key stays on `article.metadata` with the type YAML gives it.

A file that cannot be read is left out with one line, `path:line: what is wrong; how to mend
it`, and every other file is built.

There are no settings: `POUCH_FRONT_MATTER` takes an empty dict.
"""

from .plugin import register

__all__ = ["register"]
