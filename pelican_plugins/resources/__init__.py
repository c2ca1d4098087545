"""Turn the list of links at the end of a post into data and an accessible reference list.

    ## Resources

    * The long memory of rivers https://example.org/rivers
    * [Tide tables since 1833](https://example.net/tides), in two volumes

Below a heading such as Resources, References, Sources, Further reading or Bibliography (in
some thirty languages), or a line used as one, every entry becomes a `Resource` in
`article.resources` and an entry of a reference list, with its title linked and its host named.
The heading, the type of list, the words and their order do not change; anything that is not a
list of references is not changed. See `docs/reference-lists.md`.

For templates:

- `article.resources` (and `page.resources`): a tuple, empty if there is no such list.
- `article.resources_html`: the list as HTML, if `placement` is `"template"`.
- `article.references_url`: the URL of its file of references below `SITEURL`, or empty.
- `article.citations_json_ld`: the value of schema.org's `citation`, JSON that can be put into a
  `<script>` unescaped.
- `SOURCES_URL`: the URL of the index of sources, if there is one. It is rendered with the theme's
  `sources.html`, whose `sources` are groups with `host` and `works`; a work has its `resource`
  and its `citations`, each with `title`, `url` and `anchor`. A theme without that template gets
  the JSON file only. It names one of several translations, and no drafts or hidden articles.

`pouch resources` exports what the site or one article cites as CSL-JSON, BibTeX, RIS, JSON or
Markdown. `pouch links` checks whether the cited links still work.

Settings: `POUCH_RESOURCES`, explained in docs/settings.md.
"""

from .plugin import register
from .resource import Resource, ResourceLink

__all__ = ["Resource", "ResourceLink", "register"]
