"""The template variables of our plugins, in addition to Pelican's own."""

from __future__ import annotations

from collections.abc import Mapping

TEMPLATE_NAMES: Mapping[str, Mapping[str, str]] = {
    "An article or a page": {
        "article.resources": "its sources, each [a resource](#a-resource).",
        "article.attachments": "the files that `enclosure` in its front matter names, each"
        " [an attachment](#an-attachment).",
        "article.resources_html": "its reference list as HTML, if `placement` is `template`.",
        "article.references_url": "the URL of its file of references below `SITEURL`; empty if"
        " there is none.",
        "article.citations_json_ld": "its sources, as the value of schema.org's `citation`.",
        "article.lead_image": "[the picture](#a-lead-image) that represents it, or none.",
        "article.lead_picture": "the picture in its front matter as written: `src` and `alt`.",
        "article.gallery": "the pictures of its galleries, each with the attributes of"
        " [a lead image](#a-lead-image) and a `caption`; else `gallery` in its front matter.",
        "article.pictures": "all images in its body, each with `src`, `path`, `width` and"
        " `height`.",
        "article.embeds": "its [cards](embeds.md), each with `provider`, `url` and `title`, if"
        " `POUCH_EMBEDS` shows them.",
        "article.implied_tags": "the tags that only the vocabulary gives it, through `implies`.",
        "article.author_details": "its authors as in the front matter, with `email`, `url` and"
        " so on.",
    },
    "A tag, a category or an author": {
        "tag.name": "its canonical name.",
        "tag.aliases": "the other spellings in use.",
        "tag.description": "its description in the vocabulary.",
        "tag.parents": "its broader tags.",
        "author.portrait": "[the portrait](#a-portrait) of an author who has one.",
    },
    "Every template": {
        "feed_links()": "a `<link>` for each feed of the page, for its head.",
        "SOURCES_URL": "the URL of the index of sources below `SITEURL`, if there is one.",
        "SOURCES_SAVE_AS": "the file of that page, to compare with `output_file`.",
        "SOURCES_JSON_URL": "the URL of the same data as JSON.",
    },
    "The index of sources": {
        "sources": "groups of works in `sources.html`, each with `host` and `works`. A work has a"
        " `resource` and `citations`, each of which has `title`, `url` and `anchor`.",
    },
    "Our theme, and copies of it": {
        "pouch_theme": "`POUCH_THEME` with its defaults, such as `pouch_theme.accent`.",
        "pouch_stylesheet": "the URL of the style sheet below `SITEURL`.",
        "pouch_fonts": "the URLs of fonts to preload, below `SITEURL`.",
        "pouch_reading(article, words)": "the body with side notes and backlinks (`html`), its"
        " table of contents (`outline`) and its reading time (`minutes`).",
        "pouch_links": "pairs of a name and a URL for each of `MENUITEMS`, `LINKS` and `SOCIAL`,"
        " such as `pouch_links.LINKS`.",
        "pouch_date(day, lang)": "a date as a language writes it; empty if it is unknown.",
        "pouch_period(numbers, lang)": "the same for a year, a month or a day.",
        "pouch_language_name(lang)": "the name of a language in that language; empty if unknown.",
        "pouch_plural_form(number, lang)": "the plural category of a number, such as `few`.",
        "pouch_relatives(lang)": "the codes of languages whose labels suit readers of a language.",
        "pouch_excerpt(html, characters)": "the first prose of a body, cut after a sentence.",
        "pouch_summary(html, SITEURL)": "the summary that the author wrote, as shown in lists.",
        "pouch_end(article)": "the articles to link below an article: `older`, `newer`, `related`.",
        "pouch_pinned(lang)": "the pinned articles of a language's front page, or of the site's"
        " if `lang` is empty; `pouch_pinned.label(article)` is `pinned` or `featured`.",
        "pouch_front_pages()": "the front pages of all languages, each with `lang`, `url` and"
        " `save_as`.",
        "pouch_authors": "the `bio` (HTML), `portrait` and `links` of each author, by name.",
        "pouch_logo(SITEURL, alt)": "the HTML of the logo; empty if there is none.",
        "pouch_search": "the URL of the search page, if there is one.",
    },
}
