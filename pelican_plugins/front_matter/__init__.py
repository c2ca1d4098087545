"""Read Markdown posts as Hugo, Jekyll, Eleventy, Zola and CMSs write them.

A post begins with YAML between two lines of `---`, TOML between two lines of `+++`, or a JSON
object:

    ---
    title: 'The river’s long memory'
    date: 2025-06-03T05:00:00.000Z
    draft: false
    tags:
      - Rivers
      - tide gauges
    ---

Files with Pelican's own `Title: …` headers are read as ever, in the same folder, also where those
stand between lines of `---`. Files of HTML with a front matter are posts, too.
`docs/front-matter.md` has the table of all keys and what becomes of each; in short:

- `draft`, `published`, `hidden`, `status`, `publishDate`, `expiryDate` and the words of many
  programs decide whether a post is published; of several the most reserved counts, and what is no
  plain yes keeps a post private;
- a key in any joint and case (`publish-date`, `publishDate`) is one key;
- dates are read in every form that archives hold; a time without a zone is in the site's
  `TIMEZONE`, one with a zone keeps it;
- tags, categories and authors come as lists, as words between commas, one by one, or as
  mappings with a `name`; numbers and words such as `no` stay the text they are written as;
- a missing title is taken from the first `#` heading or the file's name, a missing date from
  the name of the file or its folders; each is told in one line at INFO;
- `aliases` and `redirect_from` become pages that lead to the post;
- pictures and files beside a post (a leaf bundle `post/index.md`) are published with it, and a link
  to another post's file (`[…](../rivers/tide.md#banks)`) leads to its page;
- shortcodes and Liquid tags with a plain meaning are rendered, others named once for the site.

A file that cannot be read is left out with one line, `path:line: what is wrong; how to mend
it`, and every other file is built.

Settings: `POUCH_FRONT_MATTER`, whose keys docs/settings.md explains.
"""

from .plugin import register

__all__ = ["register"]
