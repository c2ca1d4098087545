"""The suite's own theme for a site that names none, and what an owner may ask of it.

With `THEME` set, by its name or its path, that theme is used; all settings but `apply` still
work where it is ours or a copy of it.

Settings (`POUCH_THEME`):

- `apply`: `False` keeps Pelican's default theme.
- `accent`: a colour such as `"#a13b12"`. One that cannot be read on the paper is replaced by
  the nearest that can, with a warning; the colour for dark screens is made from it.
- `fonts`: CSS font stacks by `text`, `headings`, `small` and `code`, such as
  `{"text": "Inter, sans-serif"}`.
- `custom_css`: style sheets below the content folder whose rules come last and win.
- `home`: the front page shows its newest article large (`"lead"`), all alike (`"list"`), or
  their titles alone (`"titles"`).
- `menu`: texts and addresses in the place of `MENUITEMS`, pages and categories; an address
  that begins with `/` is one of the site.
- `footer`: a sentence below every page, in the place of `SITESUBTITLE`.
- `portraits`: addresses of pictures by the names of authors.
- `icon`, `touch_icon`: addresses of the site's icon and of its larger one for telephones.
- `picture`: address of a picture for pages without one when they are shared.
- `fediverse`: the name whose articles these are, such as `"@name@example.social"`.
- `article_type`: `"BlogPosting"`, `"NewsArticle"` or `"Article"`, for search engines.
- `toc`: from how many headings on an article has a table of contents; `0` is never. `toc:
  true` or `toc: false` in a front matter says it for one article.
- `sidenotes`: `False` keeps footnotes at the end of the text where the margin is wide.
- `words_per_minute`: for the reading time; `0` does not show it.
- `resources`: `"numbered"` numbers every reference list, `"plain"` none.
- `wrap_code`: `True` breaks long lines of code and does not scroll them.
- `not_found`: `False` writes no `404.html`.
- `search`: `"pagefind"` adds a page that searches the site.
- `strings`: other words for the theme's own, by the keys in its `templates/strings.html`.
"""

from .locate import theme_path
from .plugin import register

__all__ = ["register", "theme_path"]
