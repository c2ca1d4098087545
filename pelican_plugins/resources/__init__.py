"""The list of links that closes a post, as data and as an accessible reference list.

    ## Resources

    * The long memory of rivers https://example.org/rivers
    * [Tide tables since 1833](https://example.net/tides), in two volumes

Below a heading such as Resources, References, Sources, Further reading or Bibliography (in
some thirty languages), or a line in its place, every entry becomes a `Resource` of
`article.resources` and an entry of a reference list, with its title linked and its host named.
The heading, the kind of list, the words and their order stay the author's; what is no list of
references is left as it is. `docs/reference-lists.md` tells what is found and how it is read.

For templates, `article.resources` (and `page.resources`) is a tuple, empty where there is no
such list:

    {% for resource in article.resources %}{{ resource.title|e }}{% endfor %}

With `placement` set to `"template"`, `article.resources_html` is the list as HTML, which our
theme prints behind the text.

Besides, `article.references_url` is the address of its file of references below `SITEURL`
(empty where there is none), and `article.citations_json_ld` the value of schema.org's
`citation` for it, a JSON list that may stand in a `<script>` as it is.

The index of sources is rendered with the theme's template `sources.html`; a theme without it
gets the JSON file only. The template sees `sources`, a list of groups with `host` and
`works`; a work has its `resource` and its `citations`, each with `title`, `url` and `anchor`.
All templates see `SOURCES_URL` where there is such a page. Of translations of one article
only the one in the site's language is named. Drafts and hidden texts are never in it.

`pouch resources` prints what the site or one article cites as CSL-JSON, BibTeX, RIS, JSON or
Markdown. `pouch links` asks the web whether what it cites is still there.

Settings: `POUCH_RESOURCES`, whose keys docs/settings.md explains.
"""

from .plugin import register
from .resource import Resource

__all__ = ["Resource", "register"]
