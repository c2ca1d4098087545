"""A site in which every field that anybody can write holds a text that wants to be markup."""

from __future__ import annotations

import io
import json
from html import escape
from typing import Any
from urllib.parse import quote

from markers import Markers
from PIL import Image
from support import post

Files = dict[str, str | bytes]


def marked_site() -> tuple[Files, dict[str, Any], Markers]:
    """Return the files, the settings and the texts in them."""
    markers = Markers()
    files: Files = {
        **_articles(markers),
        **_bodies(markers),
        **_pictures(markers),
        **_names(markers),
        "../tags.yaml": _vocabulary(markers),
        "../resources.lock.json": _lock(markers),
        "audio/sound.mp3": b"ID3 no more than a name",
    }
    return files, _settings(markers), markers


def _articles(markers: Markers) -> Files:
    text, script = markers.text, markers.script
    every = post(
        "A body of its own.",
        title=text("title"),
        slug="every",
        summary=escape(text("summary")),
        tags=[text("tag"), "shared", markers.token("implying tag")],
        category=[text("category")],
        authors=[text("author"), {"name": text("author with details"), "url": script("her url")}],
        lang="en",
        modified="2025-07-01",
        aliases=["/old/every/"],
        image={"src": "/images/plain.png", "alt": text("lead alt")},
        guid=text("guid"),
        enclosure={
            "url": markers.address("enclosure"),
            "type": text("enclosure type"),
            "length": text("enclosure length"),
        },
        podcast={
            "title": text("podcast title"),
            "duration": text("podcast duration"),
            "episode": text("podcast episode"),
            "season": text("podcast season"),
            "explicit": text("podcast explicit"),
            "type": text("podcast type"),
        },
        date_format=text("date_format"),
        series=text("series"),
        subtitle=text("a key that nobody knows"),
    )
    described = post(
        "Another body.",
        title="Described",
        description=text("description"),
        authors=text("author as a text").replace(",", "").replace(";", ""),
        image=script("lead src"),
        enclosure=script("enclosure that runs"),
        slug="described",
        category="Plain",
    )
    # Two braces would be another generator's placeholder.
    permalink = text("permalink").replace("/", "").replace("{{", "").replace("}}", "")
    langs = {
        "lang.md": post("x", title="In no language", lang=text("lang"), slug="lang"),
        "template.md": post("x", title="Template", template=text("template")),
        "slug.md": post("x", title="Slug", slug=text("slug").replace("/", "")),
        "permalink.md": post("x", title="Link", permalink=f"/p/{permalink}.html"),
        "url.md": post("x", title="Both", save_as="both.html", url=script("url beside save_as")),
        "alias.md": post(
            "x",
            title=text("alias title"),
            slug="alias",
            aliases=[f"/a/{markers.token('alias')}\"'>"],
        ),
        "toc.md": post("## One\n\nx\n\n## Two\n\nx", title="Toc", toc=text("toc")),
        "zone.md": post("x", title="Zone", timezone=text("timezone")),
        "one.md": post("x", title=text("title of a translation"), slug="two", lang="en"),
        "other.md": post("y", title=text("title in another language"), slug="two", lang="fr"),
        "pages/page.md": post("A page.", title=text("page title"), slug="page"),
        # Nobody knows whether it means "not yet", so nothing else of it is looked for.
        "status.md": post("x", title="Status", status=text("status"), slug="status"),
        "draft.md": post("x", title=text("draft title"), draft=True, slug="draft"),
        "toml.md": f"+++\ntitle = {json.dumps(text('TOML title'))}\ndate = 2025-06-01\n+++\n\nx\n",
        "json.md": json.dumps({"title": text("JSON title"), "date": "2025-06-01"}) + "\n\nx\n",
        "headers.md": (
            f"Title: {escape(text('header title'))}\nDate: 2025-06-01\n"
            f"Author: {markers.token('header author')} <i>\nSlug: headers\n"
            f"Summary: {escape(text('header summary'))}\n\nx\n"
        ),
    }
    return {"every.md": every, "described.md": described, **langs}


def _bodies(markers: Markers) -> Files:
    def written(name: str) -> str:
        # As an author writes it who means a text: Markdown itself lets HTML through.
        return escape(markers.text(name)).replace("]", "&#93;")

    said = f'alt="{markers.token("shortcode alt")} <i>"'
    caption = f'caption="{markers.token("shortcode caption")} <b onclick=x>"'
    shortcode = f'{{{{< figure src="/images/plain.png" {said} {caption} >}}}}'
    body = f"""![{written("alt")}](/images/plain.png "{written("caption")}")

A line with ![{written("alt within a line")}](/images/plain.png) and
[{written("text of a link")}](https://example.org/x "{written("title of a link")}") and a note[^1]
and a `{markers.text("code").replace("`", "")}` and {written("body")}.

<figure><img src="/images/plain.png" alt="{written("raw alt")}" title="{written("raw title")}">
<figcaption>{written("raw figcaption")}</figcaption></figure>

{shortcode}

## {written("heading")}

```python
{markers.text("fence")}
```

| {written("cell").replace("|", "")} | b |
|---|---|
| c | d |

## Resources

### {written("group")}

* {written("resource title")} https://example.org/title
* [{written("linked resource title")}](https://example.org/linked) – {written("resource note")}
* Something plain – {written("author of a resource")}, {written("publisher")}, 2024-05-01. https://example.org/by
* A host of its own https://{markers.token("host")}.example/x?a="'><b>
* [An address that runs]({markers.script("address of a resource")})
* A dead work https://example.org/dead
* Without a link: {written("resource without a link")}

[^1]: {written("note")}
"""
    return {"body.md": post(body, title="Body", slug="body", toc=True)}


def _pictures(markers: Markers) -> Files:
    plain, credited = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (700, 400), (90, 120, 140)).save(plain, "PNG")
    exif = Image.Exif()
    exif[0x013B] = markers.text("EXIF artist")
    Image.new("RGB", (64, 48), (140, 90, 90)).save(credited, "JPEG", exif=exif)
    named = f"images/{markers.token('picture name')}\"'><i onclick=x()>.png"
    address = quote(named)
    body = f"![Credited](/images/credited.jpg)\n\n![Named]({{static}}/{address})\n"
    return {
        "images/plain.png": plain.getvalue(),
        "images/credited.jpg": credited.getvalue(),
        named: plain.getvalue(),
        "pictures.md": post(body, title="Pictures", slug="pictures", image=f"/{named}"),
    }


def _names(markers: Markers) -> Files:
    token = markers.token("file name")
    return {
        f"{token}\"'><i onclick=x()>.md": "---\ndate: 2025-05-05\n---\n\nNamed by its file.\n",
        f"{markers.token('folder name')}\"'><i>/in-it.md": post("x", title="In a folder"),
    }


def _vocabulary(markers: Markers) -> str:
    told = {
        "shared": {
            "description": markers.text("description of a tag"),
            "parents": [markers.text("parent of a tag")],
            "aliases": [markers.token("alias of a tag") + " <i>"],
        },
        markers.tokens["implying tag"]: {"implies": [markers.text("implied tag")]},
    }
    return json.dumps(told, ensure_ascii=False)


def _lock(markers: Markers) -> str:
    record = {
        "status": "dead",
        "code": 404,
        "reason": markers.text("reason in the lock"),
        "checked": "2025-06-01T00:00:00Z",
        "dead_since": "2025-01-01T00:00:00Z",
        "certain": True,
        "snapshot": markers.address("snapshot"),
    }
    return json.dumps({"version": 1, "links": {"https://example.org/dead": record}})


def _settings(markers: Markers) -> dict[str, Any]:
    text, address = markers.text, markers.address
    return {
        "PATH": "content",
        "SITENAME": escape(text("SITENAME")),
        "SITESUBTITLE": text("SITESUBTITLE"),
        "MENUITEMS": [(text("MENUITEMS title"), address("MENUITEMS address"))],
        "LINKS": [(text("LINKS title"), address("LINKS address"))],
        "SOCIAL": [(text("SOCIAL title"), address("SOCIAL address"))],
        "LINKS_WIDGET_NAME": text("LINKS_WIDGET_NAME"),
        "SOCIAL_WIDGET_NAME": text("SOCIAL_WIDGET_NAME"),
        "STYLESHEET_URL": address("STYLESHEET_URL"),
        "AUTHOR": text("AUTHOR"),
        "DEFAULT_CATEGORY": text("DEFAULT_CATEGORY"),
        "STATIC_PATHS": ["images", "audio"],
        "DEFAULT_DATE_FORMAT": "%d.%m.%Y",
        "TAG_FEED_ATOM": "feeds/tag.{slug}.atom.xml",
        "TAG_FEED_RSS": "feeds/tag.{slug}.rss.xml",
        "FEED_ALL_RSS": "feeds/all.rss.xml",
        "FEED_ALL_JSON": "feeds/all.json",
        "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
        "YEAR_ARCHIVE_URL": "{date:%Y}/",
        "DEFAULT_PAGINATION": 5,
        "POUCH_THEME": {
            "footer": text("theme footer"),
            "icon": address("theme icon"),
            "touch_icon": address("theme touch_icon"),
            "picture": address("theme picture"),
            "fediverse": text("theme fediverse"),
            "portraits": {markers.tokens["header author"] + " <i>": address("portrait")},
            "strings": {"by": text("theme string"), "minutes": text("theme string of {n}")},
            "authors": {
                markers.tokens["header author"] + " <i>": {
                    "bio": text("theme bio"),
                    "links": {text("theme author link"): address("theme author link address")},
                }
            },
            "previous_next": "all",
            "related": 12,
            "language_index_save_as": "{lang}/index.html",
            "toc": 1,
            "search": "none",
        },
        "POUCH_FEEDS": {
            "copyright": text("feed copyright"),
            "image": address("feed image"),
            "icon": address("feed icon"),
            "logo": address("feed logo"),
            "hubs": [address("hub")],
            "server_config_path": "server",
            "podcast": {
                "author": text("feed podcast author"),
                "category": text("feed podcast category"),
                "email": text("feed podcast email"),
                "image": address("feed podcast image"),
                "type": text("feed podcast type"),
                "explicit": text("feed podcast explicit"),
            },
        },
        "POUCH_RESOURCES": {
            "references_save_as": "{slug}.references.json",
            "rel": text("resource rel"),
            "target": text("resource target"),
            "archived_label": text("archived_label"),
        },
        "POUCH_IMAGES": {
            "credit": "exif",
            "number_figures": True,
            "figure_label": text("figure_label"),
            "widths": [300],
            "formats": ["webp"],
            "social_card": True,
        },
        "POUCH_FRONT_MATTER": {"slug_source": "title", "url_keys": "all"},
    }
