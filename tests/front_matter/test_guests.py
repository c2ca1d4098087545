"""What a guest author writes is text: no script, form, frame, style or order comes through."""

from __future__ import annotations

import io
import json
from html import escape

import pytest
from attacks import attacks, holes_in
from markers import look_at_html, text_of
from PIL import Image
from support import ENGINE, Site, build, post

from pelican_plugins.front_matter.guest_html import OwnFiles, clean_html
from pelican_plugins.front_matter.guest_text import plain_text
from pelican_plugins.front_matter.key_aliases import MEANINGS

OWN = OwnFiles("guests", ("images",), "https://example.org")


def cleaned(html: str) -> str:
    return clean_html(html, OWN).html


def test_none_of_all_attacks_comes_through() -> None:
    tried = [*attacks()]
    published = {cleaned(attack): attack for attack in tried}

    assert len(tried) > 3_500
    for html, attack in published.items():
        assert holes_in(html) == [], (attack, html)
        # A second parser sees nothing else in it.
        assert cleaned(html) == html
    # Where nothing cleans them, most are found.
    assert sum(bool(holes_in(attack)) for attack in tried[::40]) > len(tried) / 40 * 0.7


KEPT = [
    '<p>A <b>b</b> <em>c</em> <a href="https://x.example/?a=1&amp;b=2" title="t">d</a></p>',
    '<h2 id="user-content-part">Part</h2>',
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
    '<td style="text-align: right;">1</td>',
    '<pre><code class="language-python"><span class="kn">import</span></code></pre>',
    '<img src="{static}p.png#wide" alt="a"><img src="/images/p.png" alt="" width="3">',
    '<video src="{static}film.mp4" controls=""></video>',
    '<a href="{filename}/own.md">x</a><a href="mailto:a@example.org">y</a><a href="b.html">z</a>',
    '<math display="block"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math>',
    '<li class="task-list-item"><input checked="" type="checkbox" disabled=""> done</li>',
    '<details><summary>More</summary><p lang="fr" dir="ltr">x</p></details>',
    '<blockquote cite="https://x.example/"><p>x</p></blockquote><ol start="3"><li>y</li></ol>',
]


@pytest.mark.parametrize("html", KEPT)
def test_what_markdown_writes_stays(html: str) -> None:
    parts = ("<table><tbody><tr>", "</tr></tbody></table>") if html.startswith("<td") else ("", "")
    assert cleaned(html.join(parts)) == html.join(parts)


@pytest.mark.parametrize(
    "url",
    [
        *("https://evil.example/x.png", "//evil.example/x.png", "/private/x.png", "../x.png"),
        *("{static}/private/x.png", "{static}../x.png", "{static}..%2Fx.png", "{static}x.svg"),
        *("{static}/posts/draft.md", "{attach}/private/x.pdf", "{static}page.html", "/images/"),
    ],
)
def test_no_file_but_a_guests_own_and_published_ones_is_loaded(url: str) -> None:
    assert (cleaned(f'<img src="{url}" alt="x">') == '<img alt="x">') == (url != "/images/")
    if url.startswith("{"):
        assert cleaned(f'<a href="{url}">x</a>') == "<a>x</a>"


@pytest.mark.parametrize(
    ("typed", "published"),
    [
        ("A “b” c: d", "A “b” c: d"),
        ("AT&T, 1 > 0", "AT&T, 1 > 0"),
        ('A "b" c', "A “b” c"),
        ("<b>x", "⟨b⟩x"),
        ("javascript:x()", "javascript∶x()"),
        (" JAVA\tscript :x()", " JAVA\tscript ∶x()"),
        ("data:text/html,x", "data∶text/html,x"),
        ("' onload=x()", "’ onload＝x()"),
        ("a\u202eb\x1bc", "abc"),
    ],
)
def test_a_text_is_one_wherever_a_theme_prints_it(typed: str, published: str) -> None:
    assert plain_text(typed) == published
    assert plain_text(published) == published


# A theme that trusts every value, as many do.
RAW = """\
<html><body><h1>{{ content.title }}</h1><div id="summary">{{ content.summary }}</div>
<div id="body">{{ content.content }}</div>
{% for key, value in content.metadata.items() if key not in skipped %}
{% set list = value if value is sequence and value is not string else [value] %}
{% for text in list if value is not mapping %}
<p title="{{ text.name or text }}" lang='{{ text.name or text }}'>{{ text.name or text }}</p>
<a href="{{ text.name or text }}">x</a>
{% endfor %}
{% for name in (value if value is mapping else []) %}{{ name }} {{ value[name] }}{% endfor %}
{% endfor %}
<h2 title="{{ content.author }}">{{ content.author }} {{ content.category }}
{{ content.tags | join(", ") }}
{{ content.url }} {{ content.slug }} {{ content.lead_image }}</h2></body></html>
"""
TEMPLATES = {
    **dict.fromkeys(("article", "page"), RAW),
    **dict.fromkeys(("index", "archives", "tags", "categories", "authors", "period_archives"), ""),
    **dict.fromkeys(("tag", "category", "author"), ""),
}
# Markdown and HTML in Pelican's summary; `excerpt` is another name for it.
KEYS = ["title", "summary", "excerpt", "description", "subtitle", "category", "author", "authors"]
KEYS += ["tags", "slug", "lang", "series", "url", "save_as", "template", "permalink", "aliases"]
KEYS += ["guid", "enclosure", "location", "translation", "date_format", "keywords", "toc", "email"]
KEYS += ["biography", "image_credits", "gallery", "link", "css", "canonical_url"]
KEYS += [name for name in MEANINGS["picture"] if "." not in name]


def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (90, 60), (90, 120, 140)).save(data, "PNG")
    return data.getvalue()


def token(number: int) -> str:
    return f"kq{number:03}x"


# Values that must be one string.
STRINGS = {"title", "summary", "description", "excerpt", "date_format", "slug", "lang", "template"}
STRINGS |= {"save_as", "url", "translation", "permalink"}


def hostile(number: int) -> str:
    return f"{text_of(token(number))} <img src=x onerror={token(number)}()>"


def nested(text: str, form: int) -> object:
    return ([text, "x"], {"src": text, "alt": text, text: text}, [{"name": text}])[form]


def fields() -> dict[str, str]:
    """Return posts of every format, in which every field holds what would be markup or run."""
    texts = {key: hostile(number) for number, key in enumerate(KEYS)}
    lines = {key: text.replace("\n", " ") for key, text in texts.items()}
    files = {}
    for engine in ("commonmark", "python-markdown"):
        files[f"guests/{engine}.md"] = post("Text.", **texts, markdown=engine)
        runs = {key: f"javascript:{token(number)}()" for number, key in enumerate(KEYS)}
        files[f"guests/{engine}-runs.md"] = post("Text.", **runs, markdown=engine)
        for form in range(3):
            own = {k: t if k in STRINGS else nested(t, form) for k, t in texts.items()}
            files[f"guests/{engine}-{form}.md"] = post("Text.", **own, markdown=engine)
    headers = "".join(f"{key}: {line}\n" for key, line in lines.items())
    files["guests/all-headers.md"] = f"Date: 2025-01-01\n{headers}\nText.\n"
    listed = "".join(f":{key}: {line}\n" for key, line in lines.items() if key != "title")
    files["guests/all.rst"] = (
        f"{lines['title']}\n{'=' * 400}\n\n:date: 2025-01-01\n{listed}\nText.\n"
    )
    metas = "".join(f'<meta name="{key}" content="{escape(line)}">' for key, line in lines.items())
    head = f'<title>{escape(lines["title"])}</title><meta name="date" content="2025-01-01">{metas}'
    files["guests/all.html"] = f"<html><head>{head}</head><body>Text.</body></html>"
    given = "".join(f"{key} = {json.dumps(text)}\n" for key, text in texts.items())
    files["guests/toml.md"] = f"+++\ndate = 2025-01-01\n{given}+++\n\nText.\n"
    return files


READERS = """\
from pelican import signals
from pelican.readers import BaseReader
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

class Including(Preprocessor):
    def run(self, lines):
        return [line.replace("INCLUDE", "read from a file") for line in lines]

class Includes(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Including(md), "including", 200)

class Program(BaseReader):
    file_extensions = ["prog"]
    def read(self, path):
        return "<p>ran</p>", {"title": "Ran", "date": self.process_metadata("date", "2025-01-01")}

def register():
    signals.readers_init.connect(add)

def add(readers):
    readers.reader_classes["prog"] = Program
"""
BODY = """\
Hello <b>bold</b> and *em*. <script>kqran()</script> INCLUDE

[a]({foo}javascript:kqran()) ![own](p.png) ![far](https://evil.example/x.png) {{ 1 + 1 }}
[private]({static}/private/plan.pdf) [draft]({static}/draft.md)
{: onclick=kqran() #search .site-header }

<form action="/x"><input name="password"></form><iframe src="https://evil.example"></iframe>
"""
RST = """\
In reST
#######

:date: 2025-01-01
:author: Gail Guest
:save_as: robots.txt
:summary: A *summary* with `a link <javascript:kqran()>`_

.. raw:: html

   <script>kqran()</script>

.. role:: raw-html(raw)
   :format: html

Before :raw-html:`<script>kqran()</script>` and *em*.

.. include:: secret.txt

.. csv-table::
   :file: content/secret.txt

.. raw:: html
   :file: content/secret.txt

After.
"""
SECRET = "a word from another file"


@pytest.fixture(scope="module")
def guests(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files: dict[str, str | bytes] = {
        **fields(),
        "own.md": post("Mine <script>kqran()</script> INCLUDE", title="Own", slug="own"),
        "guests/body.md": post(BODY, title="Body", slug="body"),
        "guests/common.md": post(BODY, title="Common", slug="common", markdown="commonmark"),
        "guests/headers.md": f"Title: Headers\nDate: 2025-01-01\nSlug: headers\n\n{BODY}",
        "guests/web.html": (
            '<html><head><title>Web</title><meta name="date" content="2025-01-01"></head>'
            f"<body onload=kqran()>{BODY}</body></html>"
        ),
        "guests/front.html": post(f"<p>{BODY}</p>", title="Front", slug="front"),
        "named.md": post(BODY, title="Named", slug="named", author="Gail  GUEST"),
        "named-headers.md": f"Title: N\nDate: 2025-01-01\nSlug: n\nAuthor: Gail Guest\n\n{BODY}",
        "named.rst": RST,
        "guests/prog.prog": "x",
        "secret.txt": SECRET,
        "guests/secret.txt": SECRET,
        # The address of another's post, and to be a translation of it.
        "taken.md": post("Mine.", title="Taken", slug="taken"),
        "guests/takes.md": post("Theirs.", title="Takes", slug="taken", date="0001-01-01"),
        "said.md": post("Mine.", title="Said", slug="said"),
        "guests/said.md": post("Theirs.", title="Dit", slug="said", lang="fr"),
        "draft.md": post("Not yet.", title="Draft", draft=True),
        "private/plan.pdf": b"%PDF-1.4",
        "guests/p.png": png(),
        "guests/evil.svg": "<svg xmlns='http://www.w3.org/2000/svg' onload='kqran()'/>",
        "guests/.htaccess": "Redirect / https://evil.example",
        "guests/notes.txt": "Notes.",
    }
    theme = tmp_path_factory.mktemp("theme")
    (theme / "templates").mkdir()
    for name, text in TEMPLATES.items():
        skipped = "{% set skipped = ('POUCH_SOURCE_LINES', 'date', 'reader', 'summary') %}"
        content = "{% set content = article or page %}"
        whole = f"{skipped}{content}{text}" if text else "x"
        (theme / "templates" / f"{name}.html").write_text(whole, encoding="utf-8")
    settings = {
        "PLUGINS": ["pelican_plugins", "reading"],
        "THEME": str(theme),
        "STATIC_PATHS": ["images", "guests"],
        "MARKDOWN": {"extensions": ["reading:Includes", "extra"]},
        "JINJA_ENVIRONMENT": {"autoescape": False},
        "POUCH_FRONT_MATTER": {
            "url_keys": "all",
            "guests": ["guests"],
            "guest_authors": ["Gail Guest"],
        },
    }
    folder = tmp_path_factory.mktemp("guests")
    site = build(folder, files, settings, modules={"reading": READERS})
    assert site.code == 0, site.log[-2_000:]
    return site


def test_no_field_in_any_format_is_more_than_text(guests: Site) -> None:
    pages = {name: guests.contents[name] for name in fields()}
    looked_at = {name: look_at_html(guests.text(facts["save_as"])) for name, facts in pages.items()}

    # A ratio, which looks like a colon, ends no scheme.
    holes = {
        name: [h for h in found.holes if "script∶" not in h] for name, found in looked_at.items()
    }
    assert {name: found for name, found in holes.items() if found} == {}
    # The fields are on the pages, and were looked at.
    for name in ("guests/commonmark.md", "guests/python-markdown.md", "guests/toml.md"):
        text = guests.text(pages[name]["save_as"])
        unseen = [key for number, key in enumerate(KEYS) if token(number) not in text]
        # The site author's keys, and those of which another has come first.
        assert set(unseen) <= {
            *("url", "save_as", "template", "permalink", "aliases", "guid", "lang"),
            *("author", "excerpt"),
        }
    # Nobody but the site's author says where a page is, and how it is rendered.
    assert all('id="body"' in guests.text(facts["save_as"]) for facts in pages.values())
    assert not {"robots.txt", "evil.html"} & guests.files().keys()


@pytest.mark.parametrize(
    "name",
    [
        *("guests/body.md", "guests/common.md", "guests/headers.md", "guests/web.html"),
        *("guests/front.html", "named.md", "named-headers.md", "named.rst"),
    ],
)
def test_the_body_of_each_format_is_cleaned(guests: Site, name: str) -> None:
    facts = guests.contents[name]
    body = guests.soup(facts["save_as"]).find(id="body")

    assert holes_in(body.decode_contents()) == []
    assert body.find(["b", "em"]) is not None
    assert not body.find_all(["script", "form", "iframe", "svg"])
    assert SECRET not in guests.text(facts["save_as"])
    assert "read from a file" not in body.text
    (message,) = [
        line
        for line in guests.messages_about(f"content/{name}:")
        if "removed from the post" in line
    ]
    assert "guest" in message


def test_what_is_the_site_authors_own_stays_as_it_is(guests: Site) -> None:
    own = guests.text("own.html")

    assert "<script>kqran()</script>" in own
    # An extension of Python-Markdown reads it.
    last = "read from a file" if ENGINE == "python-markdown" else "INCLUDE"
    assert last in own
    assert guests.contents["own.md"]["content"] == f"<p>Mine <script>kqran()</script> {last}</p>"


def test_a_reader_of_which_nothing_is_known_reads_no_guest(guests: Site) -> None:
    (message,) = guests.messages_about("guests/prog.prog:")
    assert "Program, which reads it, may not be safe for guests" in message
    assert "ran.html" not in guests.files()


def test_a_guest_takes_no_url_and_is_no_translation(guests: Site) -> None:
    assert "Mine." in guests.text("taken.html")
    assert "Theirs." in guests.text(guests.contents["guests/takes.md"]["save_as"])
    assert guests.contents["said.md"]["translations"] == []
    assert guests.contents["guests/said.md"]["translations"] == []


def test_no_file_of_a_guest_runs_and_no_private_one_is_published(guests: Site) -> None:
    files = guests.files().keys()

    assert {"guests/p.png", "guests/notes.txt"} <= files
    assert not {"guests/evil.svg", "guests/.htaccess", "private/plan.pdf", "draft.md"} & files
    (message,) = guests.messages_about("guests/evil.svg:")
    assert "guests may not publish files of this type" in message


def test_without_what_cleans_them_posts_of_guests_stay_private(build_site) -> None:
    files = {
        "guests/a.md": post("x", title="A"),
        "guests/b.rst": "B\n=\n\n:date: 2025-01-01\n\nText.\n",
        "own.md": post("x", title="Own"),
    }
    settings = {
        "PLUGINS": ["missing", "pelican_plugins"],
        "POUCH_FRONT_MATTER": {"guests": ["guests"]},
    }
    missing = "import sys\nsys.modules['nh3'] = None\ndef register(): pass\n"
    site = build_site(files, settings, modules={"missing": missing})

    assert site.code == 0, site.log
    assert [*site.contents] == ["own.md"]
    for name in ("guests/a.md", "guests/b.rst"):
        (message,) = site.messages_about(f"{name}:")
        assert message.endswith('run `pip install "pelican-pouch[guests]"`')


# Which keys may hold HTML of the site's own authors: docs/security.md says it.
def test_only_the_summary_may_hold_html(build_site) -> None:
    keys = [key for key in KEYS if key not in {"lang", "slug", "template", "url", "save_as"}]
    texts = {key: f"<u>{token(number)}</u>" for number, key in enumerate(keys)}
    files = {
        "all.md": post("x", **texts),
        # It is read where there is no summary.
        "excerpt.md": post("x", title="Another", excerpt=texts["excerpt"]),
    }
    site = build_site(files, {"POUCH_FRONT_MATTER": {"url_keys": "all"}})

    assert site.code == 0, site.log
    pages = [site.soup(name) for name in site.files() if name.endswith(".html")]
    marked = {element.text for page in pages for element in page.find_all("u")}
    holding = {key for number, key in enumerate(keys) if token(number) in marked}
    assert holding == {"summary", "excerpt"}
