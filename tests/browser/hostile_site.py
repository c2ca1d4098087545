"""A site of all that may break a layout: long words, other scripts, too much and too little."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image
from support import post

LONG_WORD = "Wasserstandsmelde" * 18
HOSTILE = "<b>Bold</b> & \"quotes\" 'n' 🌊 \u202ereversed\u202c </script>"

_ARABIC = (
    "كان النهر يعلو كل ربيع، وكان أهل القرية يحفرون خطًا في الحجر. لا أحد يعرف من بدأ ذلك، لكن"
    " الخطوط بقيت بعد أن ذهب من حفرها.[^1]\n\n> قالت: الماء لا ينسى.\n\n"
    "* حجر أول\n* حجر ثان\n\n| العام | الارتفاع |\n|---|---:|\n| 1912 | 2.88 |\n\n"
    "[^1]: عن دفتر قديم.\n\n## Resources\n\n* دفتر الماء https://example.org/ar\n"
)
_JAPANESE = (
    "川は毎年春に増水し、村人は石に線を刻んだ。誰が始めたのかは分からない。けれども線は残った。"
    * 12
)
_CODE = "```python\n" + "\n".join(
    f"value_{n} = measure(gauge={n}, station='{'upper ' * 20}', factor={n}.0)" for n in range(80)
)
_TABLE = "| " + " | ".join(f"column {n}" for n in range(20)) + " |\n" + "|---" * 20 + "|\n"
_TABLE += "".join("| " + " | ".join(str(n * m) for n in range(20)) + " |\n" for m in range(5))
_EVERYTHING = f"""Text with a note[^1], `{LONG_WORD}`, {LONG_WORD} and https://example.org/{LONG_WORD}.

> A quotation
>
> > within a quotation
> >
> > > with {LONG_WORD}

1. One
    * Two
        * Three
            1. Four {LONG_WORD}

{_TABLE}

<details><summary>More</summary>

Hidden text.

</details>

Term
:   What it means.

## {LONG_WORD}

A note within a list:

* Entry[^2]

### A heading with `code` and *more*

<blockquote class="pull"><p>A sentence that matters.</p></blockquote>

Text of H~2~O, <kbd>Ctrl</kbd>, <mark>marked</mark>, <abbr title="As Soon As Possible">ASAP</abbr>.

## Resources

* {LONG_WORD} https://example.org/{LONG_WORD}
* Plain https://example.net/plain

[^1]: A note with `code` and a [link](https://example.org/note).
[^2]: Another note, {LONG_WORD}.
"""
_PICTURES = "".join(
    f"Before it. {'Words about it. ' * 20}\n\n![A grey field](/images/g{n}.png#{place})\n\n"
    for n, place in enumerate(["wide", "full", "left", "right", "center", "w=120", ""])
)
_GALLERIES = (
    f'![One](/images/g1.png "{LONG_WORD}") ![Two](/images/g2.png)\n![Three](/images/g3.png#wide)'
    "\n\nWords.\n\n![Alone](/images/g4.png#gallery)\n\n![](/images/g5.png#gallery)\n\nWords.\n\n"
)


def hostile_site() -> tuple[dict[str, str | bytes], dict[str, Any]]:
    """Return the files and the settings of the site."""
    names = [f"Station {n}" for n in range(60)]
    files: dict[str, str | bytes] = {
        "everything.md": post(
            _EVERYTHING, title=f"Everything {LONG_WORD}", tags=[LONG_WORD, "one"]
        ),
        "title.md": post("Text.", title=HOSTILE, slug="title", authors=[HOSTILE], category="Odd"),
        "tags.md": post(
            "Text.", title="Many tags", pinned=True, tags=[f"tag {n}" for n in range(200)]
        ),
        "code.md": post(_CODE + "\n```\n", title="A long listing", tags=names[:30]),
        "pictures.md": post(_PICTURES, title="Pictures in every place", modified="2025-07-01"),
        "gallery.md": post(
            f'{_GALLERIES}![The trip](/images/trip/#gallery+wide "All of it")\n\nWords.\n',
            title="Galleries",
            gallery={"captions": {"t2.png": f"*Second* {LONG_WORD}", "t10.png": {"alt": "Tenth"}}},
        ),
        "arabic.md": post(_ARABIC, title="ذاكرة النهر", slug="arabic", lang="ar", tags=names[30:]),
        "japanese.md": post(_JAPANESE, title="川の記憶", slug="japanese", lang="ja"),
        "old.md": post("Text.", title="Before all others", date="0001-01-01"),
        "empty.md": post("", title="Nothing in it"),
        "two.md": post("Text.", title="In two languages", slug="two", authors=["Mara Quill"]),
        "deux.md": post("Texte.", title="En deux langues", slug="two", lang="fr"),
        "draft.md": post("Soon.", title="Not yet", draft=True),
        "pages/about.md": post("About it.\n\n## Part\n\nText.", title="About this"),
        "pages/long.md": post("Text.", title=LONG_WORD, slug="long"),
    }
    for n in range(14):
        files[f"filler-{n}.md"] = post(
            "Words. " * 40,
            title=f"Filler {n}",
            date=f"20{10 + n}-01-0{1 + n % 9}",
            category=f"Part {n % 12}",
        )
    for n in range(7):
        data = io.BytesIO()
        Image.new("RGB", (900, 600), (90 + 20 * n, 120, 140)).save(data, "PNG")
        files[f"images/g{n}.png"] = data.getvalue()
    for name, size in {"t2": (300, 900), "t10": (900, 600), "t1": (2400, 200)}.items():
        data = io.BytesIO()
        Image.new("RGB", size, (90, 120, 140)).save(data, "PNG")
        files[f"images/trip/{name}.png"] = data.getvalue()
    files["embeds.md"] = post(EMBEDS, title="Embeds", date="2025-05-02", lang="de")
    settings = {
        "SITENAME": "A site of <odd> things & more",
        "SITESUBTITLE": "Everything that may break a page",
        "MENUITEMS": [("Elsewhere", "/elsewhere"), (LONG_WORD[:60], "/long")],
        "LINKS": [("A friend", "https://example.org/")],
        "SOCIAL": [("A place", "https://example.net/@name")],
        "DEFAULT_PAGINATION": 5,
        "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
        "YEAR_ARCHIVE_URL": "{date:%Y}/",
        "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}/{date:%m}/index.html",
        "POUCH_THEME": {
            "search": "pagefind",
            "dark_switch": True,
            "heading_links": True,
            "toc": 2,
            "portraits": {"Mara Quill": "/images/g1.png"},
            "previous_next": "all",
            "related": 4,
            "language_index_save_as": "{lang}/index.html",
            "logo": "images/trip/t1.png",
            "authors": {
                HOSTILE: {"bio": HOSTILE, "links": {LONG_WORD: "https://example.org/"}},
                "Mara Quill": {"bio": "*Water* and [stone](https://example.org/). " * 9},
            },
        },
        "POUCH_EMBEDS": {"show": "players"},
        "POUCH_IMAGES": {"widths": [300, 600], "formats": ["webp"]},
    }
    return files, settings


# What is pasted from elsewhere, in every place that it is pasted into.
EMBEDS = """
{{< youtube id="aB3-_x7Zq90" title="Ein Film" >}}

<https://www.openstreetmap.org/?mlat=52.51630&mlon=13.37770#map=15/52.51630/13.37770>

<p>Davor <iframe src="https://www.youtube.com/embed/aB3-_x7Zq91"></iframe> danach.</p>

<figure><iframe src="https://player.vimeo.com/video/1234"></iframe><figcaption>Mara.</figcaption></figure>

## Ein Abschnitt, der auf sich selbst verweist

<aside class="admonition warning">
<p class="admonition-title"><strong>Warning</strong></p>
<p>Vorsicht mit <code>Code</code> und einem <a href="https://example.org/">Verweis</a>.</p>
</aside>

### Noch einer

<ul><li><iframe src="https://tube.example.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv"></iframe></li></ul>
"""

# One page of every template, and those that hold what is odd.
PAGES = (
    "index.html",
    "index2.html",
    "nothing-in-it.html",
    "before-all-others.html",
    "everything-*.html",
    "title.html",
    "many-tags.html",
    "a-long-listing.html",
    "pictures-in-every-place.html",
    "galleries.html",
    "embeds-de.html",
    "arabic-ar.html",
    "japanese-ja.html",
    "two.html",
    "two-fr.html",
    "fr/index.html",
    "ar/index.html",
    "drafts/not-yet.html",
    "pages/about-this.html",
    "pages/long.html",
    "archives.html",
    "2025/index.html",
    "2025/06/index.html",
    "categories.html",
    "category/odd.html",
    "tags.html",
    "tag/one.html",
    "authors.html",
    "author/mara-quill.html",
    "sources.html",
    "404.html",
    "search.html",
)
