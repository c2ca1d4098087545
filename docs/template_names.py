"""The names that our plugins give to templates, beside Pelican's own."""

from __future__ import annotations

from collections.abc import Mapping

TEMPLATE_NAMES: Mapping[str, Mapping[str, str]] = {
    "An article or a page": {
        "article.resources": "its list of resources, each [a resource](#a-resource).",
        "article.attachments": "the files that `enclosure` in its front matter names, each"
        " [an attachment](#an-attachment).",
        "article.resources_html": "that list as HTML, with `placement` set to `template`.",
        "article.references_url": "the address of its file of references below `SITEURL`; empty"
        " where there is none.",
        "article.citations_json_ld": "what it cites, as the value of schema.org's `citation`.",
        "article.lead_image": "[the picture](#a-lead-image) that stands for it, or none.",
        "article.lead_picture": "the picture of its front matter as written: `src` and `alt`.",
        "article.gallery": "the pictures of its galleries, each with all that"
        " [a lead image](#a-lead-image) has, and a `caption`; else `gallery` of its front matter.",
        "article.pictures": "all pictures of its text, each with `src`, `path`, `width` and"
        " `height`.",
        "article.embeds": "its [cards](embeds.md), each with `provider`, `url` and `title`, where"
        " `POUCH_EMBEDS` shows them.",
        "article.implied_tags": "those of its tags that nobody wrote but the vocabulary implies.",
        "article.author_details": "its authors as the front matter has them, with `email`, `url`"
        " and so on.",
    },
    "A tag, a category or an author": {
        "tag.name": "its canonical name.",
        "tag.aliases": "the other spellings that were met.",
        "tag.description": "the sentence that the vocabulary has for it.",
        "tag.parents": "broader tags, each in its turn a tag.",
        "author.portrait": "[the portrait](#a-portrait) of an author who has one.",
    },
    "Every template": {
        "feed_links()": "a `<link>` for each feed that belongs to the page, for its head.",
        "SOURCES_URL": "the address of the index of sources below `SITEURL`, where there is one.",
        "SOURCES_SAVE_AS": "the file of that page, to compare with `output_file`.",
        "SOURCES_JSON_URL": "the address of the same as JSON.",
    },
    "The index of sources": {
        "sources": "groups of works in `sources.html`, each with `host` and `works`; a work has"
        " its `resource` and its `citations`, and those `title`, `url` and `anchor`.",
    },
    "Our theme, and copies of it": {
        "pouch_theme": "`POUCH_THEME` with its defaults, such as `pouch_theme.accent`.",
        "pouch_stylesheet": "the address of the one style sheet below `SITEURL`.",
        "pouch_fonts": "the addresses of fonts to preload, below `SITEURL`.",
        "pouch_reading(article, words)": "the text with its notes and ways back (`html`), its"
        " table of contents (`outline`) and its reading time (`minutes`).",
        "pouch_links": "pairs of a name and a URL for each of `MENUITEMS`, `LINKS` and `SOCIAL`,"
        " such as `pouch_links.LINKS`.",
        "pouch_date(day, lang)": "a date as a language writes it; empty if that is unknown.",
        "pouch_period(numbers, lang)": "the same of a year, of a year and a month, or of a day.",
        "pouch_language_name(lang)": "how a language calls itself; empty if that is unknown.",
        "pouch_plural_form(number, lang)": "the plural category of a number, such as `few`.",
        "pouch_relatives(lang)": "the codes whose words suit a reader of a language.",
        "pouch_excerpt(html, characters)": "the first prose of a text, cut at a sentence.",
        "pouch_summary(html, SITEURL)": "the summary that an author wrote, as lists show it.",
        "pouch_end(article)": "what follows an article: `older`, `newer` and `related`.",
        "pouch_pinned(lang)": "the pinned articles of the front page of a language, or of the site"
        " if it is empty; `pouch_pinned.label(article)` is `pinned` or `featured`.",
        "pouch_front_pages()": "the front pages of the languages of a site, each with `lang`,"
        " `url` and `save_as`.",
        "pouch_authors": "`bio` (HTML), `portrait` and `links` of authors, by their names.",
        "pouch_logo(SITEURL, alt)": "the logo as an element; empty if there is none.",
        "pouch_search": "the address of the search page, where there is one.",
    },
}
