"""What anybody writes into any field is shown as a text, and is never markup, script or header."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html import escape

import pytest
import rispy
from marked_site import marked_site
from markers import (
    TOKEN,
    Found,
    Markers,
    look_at_html,
    look_at_json,
    look_at_xml,
    plain,
    text_of,
)
from PIL import Image
from pybtex.database import parse_string
from support import Site, build, post, run_module

# Where each text must be found whole: the ending of a file, and the place in it.
TITLE = "html text, html @content, html ld+json, xml title, json title"
NAME = "html text, html @content, html ld+json"
IN_BODY = "html text, xml content text, xml encoded text, json content_html text"
ALT = "html @alt, xml content @alt, xml encoded @alt, json content_html @alt"
RESOURCE = f"{IN_BODY}, json title, html ld+json"
SHOWN = {
    **dict.fromkeys(
        ["title", "alias title", "title of a translation", "title in another language"], TITLE
    ),
    **dict.fromkeys(["TOML title", "JSON title", "header title"], TITLE),
    "page title": "html text, html @content, html ld+json",
    "draft title": "html text, html @content",
    "summary": "html text, html @content, html ld+json, xml summary text, json summary",
    "header summary": "html text, html @content, html ld+json, xml summary text, json summary",
    "description": "html text, xml summary text, json summary",
    "category": f"{NAME}, xml category, json tags",
    "DEFAULT_CATEGORY": f"{NAME}, xml category, json tags",
    **dict.fromkeys(
        ["author", "author with details", "AUTHOR"], f"{NAME}, xml creator, xml name, json name"
    ),
    "lead alt": f"{ALT}, xml description, html @content",
    "guid": "xml guid, xml id, json id",
    "podcast title": "xml title",
    "date_format": "html text",
    "alt": f"{ALT}, html @content, xml description",
    "alt within a line": ALT,
    "caption": IN_BODY,
    "raw alt": ALT,
    "raw title": "html @title, xml content @title, xml encoded @title",
    "raw figcaption": IN_BODY,
    "text of a link": IN_BODY,
    "title of a link": "html @title, xml content @title, xml encoded @title",
    **dict.fromkeys(["code", "body", "heading", "cell", "group", "note"], IN_BODY),
    "fence": "xml content text, xml encoded text, json content_html text",
    "resource title": RESOURCE,
    "linked resource title": RESOURCE,
    "resource without a link": f"{RESOURCE}, xml references",
    "resource note": f"{IN_BODY}, json note",
    "EXIF artist": IN_BODY,
    "archived_label": IN_BODY,
    "figure_label": IN_BODY,
    "description of a tag": "html text, html @content",
    "SITENAME": "html text, html @content, html @title, html ld+json, xml title, json title",
    "SITESUBTITLE": "html text, html @content",
    "MENUITEMS title": "html text",
    "LINKS title": "html text",
    "SOCIAL title": "html text",
    "LINKS_WIDGET_NAME": "html text, html @aria-label",
    "SOCIAL_WIDGET_NAME": "html text, html @aria-label",
    "theme footer": "html text",
    "theme bio": "html text",
    "theme author link": "html text",
    "theme fediverse": "html @content",
    "theme string": "html text",
    "theme string of {n}": "html text",
    "feed copyright": "xml copyright, xml rights",
    "feed podcast author": "xml author",
    "resource rel": "html @rel",
    "resource target": "html @target",
}
# A tag is shown in other signs: themes of others print tags as they are.
TAGS = {"tag", "implied tag", "parent of a tag"}
AS_A_TAG = (
    "{0} ”{0}-a=1 onload={0}() '{0}-b=1 ⟨{0}-e onclick={0}()⟩ ⟨{0}-f⟩"
    " ⟨/script⟩⟨/title⟩⟨/style⟩--⟩ ]]⟩ }} {0}-g={{ {0}end"
)
# Only a part of these is looked for: they are names of files, or are cut where an owner means it.
IN_PART = {
    **dict.fromkeys(
        ["implying tag", "header author", "folder name"], "html text, html ld+json, xml category"
    ),
    "header author": "html text, html ld+json, xml creator",
    "author as a text": "html text, html ld+json, xml creator",
    "shortcode alt": ALT,
    "shortcode caption": IN_BODY,
    "author of a resource": IN_BODY,
    "publisher": IN_BODY,
    "feed podcast category": "xml category@text",
    "host": "html text, html @href, json url",
    "picture name": "html @src, xml content@url, json image",
    "file name": "html @href, xml link@href, json url",
    "slug": "html @href, xml link@href, json url",
    "permalink": "html @href, xml link@href, json url",
    "url beside save_as": "html @href, xml link@href, json url",
}
ADDRESSES = {
    "enclosure": "xml enclosure@url, xml link@href, json url",
    "snapshot": "html @href, xml content @href, json archived",
    "MENUITEMS address": "html @href",
    "LINKS address": "html @href",
    "SOCIAL address": "html @href",
    "STYLESHEET_URL": "html @href",
    "theme icon": "html @href",
    "theme author link address": "html @href",
    "theme touch_icon": "html @href",
    "theme picture": "html @content",
    "portrait": "html @src",
    "feed image": "xml url",
    "feed icon": "xml icon, json favicon",
    "feed logo": "xml logo, json icon",
    "feed podcast image": "xml image@href",
    "hub": "xml link@href, json url",
}
# What no page and no feed shows: it is refused with a message, or only plugins of others ask.
NOWHERE = {
    *(
        "enclosure type",
        "podcast duration",
        "podcast episode",
        "podcast season",
        "podcast explicit",
    ),
    *("podcast type", "feed podcast email", "feed podcast type", "feed podcast explicit"),
    *("her url", "enclosure length", "series", "status", "a key that nobody knows", "lead src"),
    *("enclosure that runs", "lang", "template", "alias", "toc", "timezone"),
    *("address of a resource", "reason in the lock"),
}
OTHER_WAYS = {
    "RELATIVE_URLS": True,
    "JINJA_ENVIRONMENT": {"autoescape": True},
    "TYPOGRIFY": True,
}


def look_at(name: str, data: bytes) -> Found | None:
    ending = name.rpartition(".")[2]
    if ending == "html":
        return look_at_html(data.decode())
    if ending in {"xml", "opml"}:
        return look_at_xml(data)
    if ending == "json":
        return look_at_json(data.decode())
    if ending == "pf_fragment":
        text = gzip.decompress(data).decode()
        return look_at_json(text.partition("pagefind_dcd")[2])
    return None


@pytest.fixture(scope="module")
def marked(tmp_path_factory) -> tuple[Site, Markers]:
    files, settings, markers = marked_site()
    site = build(tmp_path_factory.mktemp("marked"), files, settings)
    assert site.code == 0, site.log
    return site, markers


@pytest.fixture(scope="module")
def otherwise(tmp_path_factory) -> tuple[Site, Markers]:
    files, settings, markers = marked_site()
    title, address = markers.text("theme menu title"), markers.address("theme menu address")
    theme = settings["POUCH_THEME"] | {"search": "pagefind", "menu": {title: address}}
    settings |= OTHER_WAYS | {"POUCH_THEME": theme}
    settings["POUCH_RESOURCES"] |= {"placement": "template"}
    settings["POUCH_FEEDS"] |= {"content": "summary", "archives": True, "items": 3}
    site = build(tmp_path_factory.mktemp("otherwise"), files, settings)
    assert site.code == 0, site.log
    return site, markers


@pytest.mark.parametrize("way", ["marked", "otherwise"])
def test_no_text_became_more_than_a_text_in_any_file(request, way: str) -> None:
    site, markers = request.getfixturevalue(way)
    looked_at = {name: look_at(name, data) for name, data in site.files().items()}

    holes = [
        f"{name}: {hole} ({markers.fields_in(hole)})"
        for name, found in looked_at.items()
        if found
        for hole in found.holes
    ]
    assert holes == []
    endings = {name.rpartition(".")[2] for name, found in looked_at.items() if found}
    wanted = {"html", "xml", "opml", "json"} | ({"pf_fragment"} if way == "otherwise" else set())
    assert endings == wanted
    assert sum(found is not None for found in looked_at.values()) > 80


@pytest.fixture(scope="module")
def places(marked) -> dict[str, dict[str, set[str]]]:
    """Return by token how much of its text stands where: `whole`, `tag` or `part`."""
    site, _ = marked
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, data in site.files().items():
        looked_at = look_at(name, data)
        for kind, value in looked_at.values if looked_at else ():
            shown = plain(value)
            for token in set(TOKEN.findall(value)):
                where = f"{name.rpartition('.')[2]} {kind}"
                found[token]["part"].add(where)
                if text_of(token) in shown:
                    found[token]["whole"].add(where)
                if AS_A_TAG.format(token) in shown:
                    found[token]["tag"].add(where)
                if shown.lower().startswith(f"https://{token}.example/"):
                    found[token]["address"].add(where)
    return found


def wanted_in(table: dict[str, str]) -> Iterator[tuple[str, set[str]]]:
    yield from ((name, set(where.split(", "))) for name, where in table.items())


def test_each_text_is_shown_whole_where_it_belongs(marked, places) -> None:
    tokens = marked[1].tokens

    missing = {
        (name, kind): sorted(wanted - places[tokens[name]][kind])
        for kind, table in (
            ("whole", SHOWN),
            ("part", IN_PART),
            ("address", ADDRESSES),
            ("tag", dict.fromkeys(TAGS, "html text")),
        )
        for name, wanted in wanted_in(table)
        if not wanted <= places[tokens[name]][kind]
    }
    assert missing == {}
    assert "html ld+json" in places[tokens["tag"]]["tag"]


def test_every_field_is_in_one_of_the_tables_and_what_is_nowhere_is_nowhere(marked, places) -> None:
    tokens = marked[1].tokens

    known = SHOWN.keys() | TAGS | IN_PART.keys() | ADDRESSES.keys() | NOWHERE
    # Asked for as the address of an old page of the tag alone.
    assert tokens.keys() - known == {"alias of a tag"}
    assert known - tokens.keys() == set()
    assert {name for name in NOWHERE if places[tokens[name]]["part"]} == set()


def test_what_cannot_be_used_is_told_once_with_its_line(marked) -> None:
    site, markers = marked

    for name, start in {
        "lang": "content/lang.md:4: the lang ",
        "template": "content/template.md:1: the theme has no template ",
        "timezone": "content/zone.md:4: the timezone ",
        "lead src": "content/described.md:6: no image ",
        "enclosure that runs": "content/described.md:7: the enclosure ",
        "address of a resource": "content/body.md:",
        "status": "content/status.md:4: kept as a draft, because of `status: ",
    }.items():
        (message,) = site.messages_about(markers.tokens[name])
        assert message.startswith(start)


def test_snippets_for_servers_hold_the_lines_they_should(marked) -> None:
    site, markers = marked
    hub = re.escape(f"https://{markers.tokens['hub']}.example/") + r"[A-Za-z0-9%/()=.-]*end"
    lines = {
        "server/_headers": rf"/blog/[\w./-]+|  [A-Z][\w-]+: [^<>\"]*|  Link: <{hub}>; rel=\"hub\"",
        "server/nginx.conf": (
            r"location = \"/blog/[\w./-]+\" \{|    types \{ \} default_type \"[\w/+; =-]+\";"
            rf"|    add_header Cache-Control \"[\w, =-]+\";|\}}"
            rf"|    add_header Link '<{hub}>; rel=\"hub\"';"
        ),
        "server/htaccess": (
            r"<Files \"[\w.-]+\">|</Files>|    ForceType \"[\w/+; =-]+\""
            r"|    Header set Cache-Control \"[\w, =-]+\""
            rf"|    Header add Link '<{hub}>; rel=\"hub\"'"
        ),
    }
    for name, pattern in lines.items():
        odd = [line for line in site.text(name).splitlines() if not re.fullmatch(pattern, line)]
        assert odd == [], name
        assert markers.tokens["hub"] in site.text(name)


TITLES = ("resource title", "linked resource title", "resource without a link")


def export(site: Site, form: str) -> str:
    run = run_module(
        "pelican_plugins.cli", ["resources", "-s", "conf.py", "--format", form], site.folder
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_each_work_is_one_record_with_its_own_title_in_every_export(marked) -> None:
    site, markers = marked
    texts = [text_of(markers.tokens[name]) for name in TITLES]

    def with_each(titles: list[str]) -> list[int]:
        return [sum(text in title for title in titles) for text in texts]

    csl = json.loads(export(site, "csl-json"))
    assert with_each([item["title"] for item in csl]) == [1, 1, 1]
    bibtex = parse_string(export(site, "bibtex"), "bibtex").entries
    assert len(bibtex) == len(csl)
    written = " ".join(entry.fields["title"] for entry in bibtex.values())
    assert [written.count(markers.tokens[name] + "end") for name in TITLES] == [1, 1, 1]
    known = {"title", "organization", "howpublished", "date", "year", "url", "urldate", "note"}
    assert {key for entry in bibtex.values() for key in entry.fields} <= known
    ris = rispy.loads(export(site, "ris"))
    assert len(ris) == len(csl)
    assert with_each([item["title"] for item in ris]) == [1, 1, 1]
    assert len(look_at_json(export(site, "json")).values) > len(csl)
    assert look_at_json(export(site, "json")).holes == []


def test_an_export_in_markdown_is_no_markup_to_a_browser(marked, build_site) -> None:
    site, markers = marked
    again = build_site({"a.md": post(export(site, "markdown"))})

    found = look_at_html(again.text("a-post.html"))
    assert found.holes == []
    shown = plain(" ".join(value for kind, value in found.values if kind == "text"))
    for name in TITLES:
        assert text_of(markers.tokens[name]) in shown


COMMANDS = "\x1b[31m\x07\u202e\x9b2J[red]"


def picture(kind: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (90, 60), (90, 120, 140)).save(data, kind)
    return data.getvalue()


@pytest.fixture(scope="module")
def commanding(tmp_path_factory) -> Site:
    body = (
        f"![x](/images/none{COMMANDS}.png)\n\n![x](/images/b{COMMANDS}.png)\n\n"
        f"![x](/images/broken{COMMANDS}.png)\n\n[f]({{filename}}/none{COMMANDS}.md)\n\n"
        f"{{{{< unknown{COMMANDS} >}}}}\n\n## Resources\n\n* A work{COMMANDS} https://example.org/a\n"
        f"* [Runs](javascript:{COMMANDS})\n* Another – by{COMMANDS}, Press{COMMANDS}\n"
    )
    text = f"A{COMMANDS}b"
    written = json.dumps(text)
    keys = ("title", "category", "authors", "slug", "timezone", "template", "lang")
    front_matter = "\n".join(f"{key}: {written}" for key in keys)
    other = (
        f'tags: [rivers, riverz, "x{json.dumps(COMMANDS)[1:-1]}", {written}]\naliases: [{written}]'
    )
    files = {
        f"bad{COMMANDS}.md": "---\ntitle: 'never closed\n---\n",
        "two\nlines.md": "---\ntitle: 'never closed\n---\n",
        f"headers{COMMANDS}.md": f"Title: H{COMMANDS}\nDate: 2025-01-01\nLang: x{COMMANDS}\n\nx",
        "undated.md": f"Title: H\nDate: nonsense{COMMANDS}\n\nx",
        "a.md": f"---\n{front_matter}\n{other}\ndate: 2025-01-01\n---\n\n{body}",
        "kept.md": f"---\ntitle: K\nstatus: {written}\ndate: 2025-01-01\n---\n\nx\n",
        f"images/b{COMMANDS}.png": picture("PNG"),
        f"images/broken{COMMANDS}.png": b"\x89PNG\r\n" + COMMANDS.encode(),
        "../tags.yaml": json.dumps({f"q{COMMANDS}": {"slug": "q"}}),
    }
    folder = tmp_path_factory.mktemp("commanding")
    settings = {"PATH": "content", "POUCH_TAGS": {"aliases": {f"x{COMMANDS}": "y"}}}
    return build(folder, files, settings)


def commands_in(text: str) -> set[str]:
    return {c for c in text if c in COMMANDS and not c.isprintable()}


def test_the_log_of_a_build_commands_no_terminal(commanding) -> None:
    assert commanding.code == 0, commanding.log
    assert commanding.log.count("\ufffd") > 20
    assert commands_in(commanding.log) == set()
    # The words around them are there, and what is markup to others is text.
    assert "[red]" in commanding.log
    (message,) = commanding.messages_about("lines.md")
    assert message.startswith("content/two\ufffdlines.md:2: the front matter is not YAML")


def test_the_log_that_pelican_shows_by_default_commands_none_either(commanding) -> None:
    command = ["content", "-s", "conf.py", "-o", "output", "-v"]
    run = run_module("pelican", command, commanding.folder)

    assert run.returncode == 0
    assert "\ufffd" in run.stdout
    assert commands_in(run.stdout + run.stderr) == set()


@pytest.mark.parametrize(
    "command",
    [
        ["tags"],
        ["tags", "--json"],
        ["tags", "--redirects", "nginx"],
        ["resources"],
        ["resources", "--format", "bibtex"],
        ["resources", "--format", "ris"],
        ["resources", "--format", "markdown"],
        ["images"],
        ["images", "--json"],
        ["check"],
        ["check", "--json"],
        ["import", "content", "-o", "new.py"],
        ["import", "content", "-o", "new.py", "--json"],
    ],
    ids=" ".join,
)
def test_no_command_prints_what_would_command_a_terminal(commanding, command) -> None:
    given = [] if command[0] == "import" else ["-s", "conf.py"]
    (commanding.folder / "new.py").unlink(missing_ok=True)
    run = run_module("pelican_plugins.cli", [*command, *given], commanding.folder)

    assert run.returncode < 2, run.stderr
    assert "Traceback" not in run.stderr
    assert len(run.stdout + run.stderr) > 100
    # What is handed to other programs keeps the marks that titles in Arabic or Hebrew need.
    kept = {"\u202e"} if "--format" in command else set()
    assert commands_in(run.stdout) <= kept
    assert commands_in(run.stderr) == set()


def test_json_for_programs_still_says_what_stands_in_the_files(commanding) -> None:
    run = run_module(
        "pelican_plugins.cli", ["images", "--json", "-s", "conf.py"], commanding.folder
    )

    assert f"images/b{COMMANDS}.png" in {one["path"] for one in json.loads(run.stdout)}


def test_what_an_author_writes_as_html_in_markdown_stays_html(build_site) -> None:
    """Markdown allows it; only what is written as a text must stay one."""
    title = "A <b>bold</b> title"
    site = build_site({"a.md": post("Some <kbd>Ctrl</kbd>.", title=title, slug="a")})

    assert site.soup("a.html").find("kbd").text == "Ctrl"
    assert site.soup("a.html").h1.text == title
    assert escape(title) in site.text("a.html")
