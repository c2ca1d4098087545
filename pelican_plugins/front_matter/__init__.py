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

Settings (`POUCH_FRONT_MATTER`):

- `strict`: `True` refuses a YAML line that can only be read as it was meant, such as
  `title: One: two`; otherwise it is read so, with a warning.
- `dates_from`: `"git"` (first commit) or `"mtime"` for posts with no date anywhere; the default
  is `"nothing"`.
- `date_order`: what stands first in dates such as `08/03/2019`, `"day"` or `"month"`; without it
  each is read as Pelican reads it, month first, with a warning.
- `url_keys`: `"all"` has all keys decide a post's URL, category, language and the like; else
  (`"pelican"`) only those do that Pelican itself reads, so that nothing moves on a site it built.
- `slugs`: `"title"` (the default, as Pelican does) or `"file_name"`: without the date before and
  the ending behind it, and of `name/index.md` the folder's name.
- `future`: what a post is before its `publishDate`: `"draft"` (the default), `"hidden"` or
  `"published"`.
- `expired`: what a post is after its `expiryDate`: `"hidden"` (the default), `"draft"` or
  `"published"`.
- `shortcodes`: `False` leaves shortcodes and Liquid tags as they stand.
- `markdown`: `"commonmark"` reads bodies as CommonMark and GFM, as Hugo, GitHub and most others do;
  `"python-markdown"` (the default) as Pelican's setting `MARKDOWN` says; see `docs/markdown.md`.
- `smart_punctuation`: with `"commonmark"`, `True` writes curly quotation marks and dashes.
- `heading_ids`: `True` gives headings the ids that GitHub gives them, also with Python-Markdown.
- `obsidian_syntax`: with `"commonmark"`, `True` reads `[[Note|label]]`, `![[image.png|300]]`,
  callouts and `==marks==`.
- `obsidian_comments`: what stands between two `%%` is left out in files of a vault (`"vault"`, the
  default), in all files (`"always"`) or in none (`"never"`).
- `links_out`: patterns of the symbolic links below the content folder that may lead out of it,
  such as `["images/archive/*"]`; files behind any other are not read.
- `allow_server_files`: patterns of files that a front matter may write though servers, browsers or
  search engines take orders from them, such as `["humans.txt", "*.php"]`.
"""

from .plugin import register

__all__ = ["register"]
