"""What is tried with made-up input: each takes bytes, and complains by any error but ours."""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bs4 import BeautifulSoup
from bs4.exceptions import ParserRejectedMarkup
from checked import changing
from import_targets import exports, old_sites, written_as_one
from lxml import etree
from markdown import Markdown
from PIL import Image

from pelican_plugins._core.errors import DiagnosticError, HtmlError, PouchError
from pelican_plugins._core.html_document import Document, outset
from pelican_plugins._core.pipeline import Source
from pelican_plugins._core.text import one_line, printable
from pelican_plugins.feeds.atom import build_atom
from pelican_plugins.feeds.content.clean import clean as clean_body
from pelican_plugins.feeds.entry import Category, Entry
from pelican_plugins.feeds.feed import Feed
from pelican_plugins.feeds.json_feed import build_json
from pelican_plugins.feeds.rss import build_rss
from pelican_plugins.feeds.validation import HEAD, is_feed, validate
from pelican_plugins.front_matter.commonmark import pure
from pelican_plugins.front_matter.commonmark.engine import replace_surrogates, to_html
from pelican_plugins.front_matter.commonmark.options import EngineOptions as MarkdownOptions
from pelican_plugins.front_matter.commonmark.options import MarkdownStyle
from pelican_plugins.front_matter.commonmark.render import render
from pelican_plugins.front_matter.fixes import rename_tag, write_line_as_read
from pelican_plugins.front_matter.post import SourceContext, read_post
from pelican_plugins.front_matter.settings import FrontMatterSettings
from pelican_plugins.front_matter.shortcodes import render_shortcodes
from pelican_plugins.front_matter.split import decode
from pelican_plugins.guard.leaks.extract_text import (
    decode_text,
    fold_markup,
    packed_in,
    said_by_picture,
)
from pelican_plugins.guard.leaks.positions import holds_coordinates
from pelican_plugins.guard.leaks.word_list import find_words, fold, parse_word_list
from pelican_plugins.images.image_ref import locate
from pelican_plugins.images.metadata.clean import clean_image, has_gps
from pelican_plugins.images.metadata.formats import UncleanableError
from pelican_plugins.images.picture_element import finish_srcsets, parse_srcset, write_srcset
from pelican_plugins.images.probe import UnreadableImageError, read_image_info
from pelican_plugins.images.settings import ImagesSettings
from pelican_plugins.images.transform import first_image, place_images
from pelican_plugins.images.variant_plan import ImageOptions
from pelican_plugins.resources.exports import FORMATS
from pelican_plugins.resources.fixes import fix_duplicate, fix_tracking
from pelican_plugins.resources.parsing.extract import ExtractionOptions, extract_resources
from pelican_plugins.resources.parsing.headings import known_headings
from pelican_plugins.resources.parsing.links import urls_in_line
from pelican_plugins.resources.parsing.section import first_opener
from pelican_plugins.resources.works import Article, cited_works
from pelican_plugins.tags.spelling import display_name, tag_key
from pelican_plugins.tags.taxonomies import TagUse, Taxonomy
from pelican_plugins.tags.vocabulary import Vocabulary
from pelican_plugins.tags.vocabulary_file import read_vocabulary

WHEN = datetime(2025, 6, 3, tzinfo=UTC)
BASE = "https://example.org/blog/post.html"
PLACE = SourceContext(
    path="a.md", is_page=False, now=WHEN, zone=ZoneInfo("UTC"), reserved=frozenset({"settings"})
)
HEADINGS = known_headings([])
RUNS = re.compile(r"[\x00-\x20]*(?:javascript|vbscript):", re.IGNORECASE)
PICTURES = ImageOptions(settings=ImagesSettings(), codecs=())
_IDS = re.compile(r' id="[^"]*"')
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz"))
VAULT = {"Weir": "notes/Weir.md", "gauge.png": "files/gauge.png"}
STYLES = (
    MarkdownStyle(),
    MarkdownStyle(
        options=MarkdownOptions(smart_punctuation=True, marks=True, wikilinks=True), callouts=True
    ),
)
# What we read and the engine does not, or what a browser reads as text.
_OURS = re.compile(
    r"[{$@\\]|\[\^|\*\[|\[\[|\[!|\]\(|://|www\.|toc|markdown|<!|<\?"
    r"|<(?:iframe|no\w+|plaintext|script|style|svg|textarea|title|xmp)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
# Words in tags, entities, targets of links and info strings are not shown.
_UNSHOWN = re.compile(r"[<&\[]|```|~~~")
WORDS = parse_word_list("Wilma Ötzmann\nKovalenko*\n李雷\n")


def front_matter(data: bytes) -> None:
    """A file is read, or refused with a line that it has."""
    try:
        post = read_post(decode(data), PLACE, FrontMatterSettings())
    except DiagnosticError as error:
        assert 1 <= (error.diagnostic.line or 0) <= data.count(b"\n") + data.count(b"\r") + 2, error
        assert error.diagnostic.fix
        return
    if post is not None:
        title = str(post.metadata.get("title", ""))
        assert title == one_line(title)
        assert not any(key.startswith("_") for key in post.metadata)


def shortcodes(data: bytes) -> None:
    """A text without tags stays as it is."""
    text = data.decode("utf-8", "replace")
    found, _ = render_shortcodes(text)
    assert found == text or "{{" in text or "{%" in text


def references(data: bytes) -> None:
    """A list is read as data that is one line each, and its page runs nothing."""
    html = data.decode("utf-8", "replace")
    try:
        document = Document(html)
    except HtmlError:
        return
    found = extract_resources(document, ExtractionOptions(headings=HEADINGS))
    page = document.html()
    for resource in found.resources:
        assert resource.title == one_line(resource.title)
        assert not RUNS.match(resource.url or "")
    if not found.resources and not document.problems:
        assert page == html
    opener = first_opener(html, HEADINGS)
    if opener is not None:
        short = Document(html, outset(html, opener))
        # A broken list above may be advised on by one and not by the other.
        again = extract_resources(short, ExtractionOptions(headings=HEADINGS))
        assert replace(again, unread=()) == replace(found, unread=())
        assert short.html() == page
    works = cited_works([Article(title="A", url="a.html", resources=tuple(found.resources))])
    for exported in FORMATS.values():
        assert isinstance(exported(works), str)


def placement(data: bytes) -> None:
    """No picture is lost, and none is sought outside."""
    html = data.decode("utf-8", "replace")
    try:
        document = Document(html)
    except HtmlError:
        return
    source = Source("posts/a.md", lambda _path: None)
    place_images(document, source, PICTURES)
    page = document.html()
    assert page.count("<img") >= html.count("<img") or "<img" in html
    short = Document(html, outset(html, first_image(html) or 0))
    place_images(short, Source("posts/a.md", lambda _path: None), PICTURES)
    assert short.html() == page
    for address in re.findall(r'src="([^"]*)"', html):
        found = locate(address, "posts", lambda _path: True)
        assert found is None or (".." not in found.path.split("/") and found.path[0] != "/")
    candidates = parse_srcset(html)
    assert parse_srcset(write_srcset(candidates)) == candidates
    finish_srcsets(html, str, lambda _name: 1)


def tags(data: bytes) -> None:
    """A tag keeps one key, and no use is lost."""
    text = data.decode("utf-8", "replace")
    names = [name for name in re.split(r"[\n,]", text) if display_name(name)][:200]
    for name in names:
        shown = display_name(name)
        assert display_name(shown) == shown
        assert tag_key(shown)
    site = Taxonomy([TagUse(name, WHEN) for name in names], Vocabulary())
    assert sum(term.count for term in site.terms) == len(names)


def vocabulary(data: bytes) -> None:
    """A vocabulary is read, or refused in our words."""
    try:
        Vocabulary(read_vocabulary(data.decode("utf-8", "replace"), "tags.yaml"))
    except PouchError as error:
        assert str(error)


def feed_bodies(data: bytes) -> None:
    """Nothing that runs gets into a feed, and what is clean stays so."""
    html = data.decode("utf-8", "replace")
    try:
        out = clean_body(html, BASE).html
    except ValueError as error:
        assert "too deeply" in str(error)
        return
    soup = BeautifulSoup(out, "lxml")
    assert not soup.find_all(["script", "style", "form", "iframe", "object", "embed", "base"])
    for tag in soup.find_all():
        assert not [name for name in tag.attrs if name.startswith("on")]
        for name in ("href", "src", "action", "poster", "cite"):
            assert not RUNS.match(tag.get(name, "")), tag
    twice = clean_body(out, BASE).html
    # An id stays while a link leads to it, and the link may go.
    thrice = clean_body(twice, BASE).html
    # Where an item that nothing closes ends is for the parser to say.
    assert _closed(_IDS.sub("", thrice)) == _closed(_IDS.sub("", twice))


def _closed(html: str) -> str:
    return str(BeautifulSoup(html, "lxml"))


def feeds(data: bytes) -> None:
    """Whatever is in an entry, a reader can parse the feed."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    third = max(1, len(text) // 3)
    title, body, name = text[:third], text[third : 2 * third], text[2 * third :]
    entry = Entry(
        id="tag:example.org,2025:/a",
        title=title,
        link="https://example.org/a.html",
        published=WHEN,
        updated=WHEN,
        content=body,
        summary=name,
        categories=(Category(name=name or "x", scheme="https://example.org/r"),),
    )
    feed = Feed(
        title=name,
        description=title,
        link="https://example.org/",
        self_link="https://example.org/feed.xml",
        language="en",
        entries=(entry,),
    )
    for build in (build_rss, build_atom):
        etree.fromstring(build(feed))
    assert len(json.loads(build_json(feed))["items"]) == 1


def pictures(data: bytes) -> None:
    """A picture is cleaned or refused, and a cleaned one says no position to anybody."""
    try:
        cleaned = clean_image(data)
    except UncleanableError:
        return
    assert not has_gps(cleaned.data)


def measures(data: bytes) -> None:
    """A picture is measured or refused."""
    path = FOLDER / "any"
    path.write_bytes(data)
    try:
        facts = read_image_info(path)
    except UnreadableImageError:
        return
    assert facts.width >= 0
    assert facts.height >= 0


def leaks(data: bytes) -> None:
    """Whatever a file is, it can be looked through."""
    holds_coordinates(data)
    said_by_picture(data)
    for part in (data, *packed_in(data)):
        find_words(fold_markup(decode_text(part)), WORDS)
    name = data[:40].decode("utf-8", "replace")
    assert fold(fold(name)) == fold(name)
    assert printable(name).isprintable() or not name.isprintable()


def commonmark(data: bytes) -> None:
    """A text is read without a word of it being lost, and lines are those that it has."""
    text = data.decode("utf-8", "surrogateescape")
    for style in STYLES:
        made = render(text, style, VAULT.get)
        assert "data-sourcepos" in text or "data-sourcepos" not in made.html
        last = len(re.split("\r\n?|\n", text))
        assert all(1 <= line <= last for lines in made.lines.values() for line in lines)
        if not _OURS.search(text):
            assert _words(to_html(text, style.options)) <= _words(made.html)


def commonmark_in_python(data: bytes) -> None:
    """The engine that needs no wheel writes what its rules say, and loses no word."""
    text = replace_surrogates(data.decode("utf-8", "surrogateescape"))
    for style in STYLES:
        html = pure.to_html(text, style.options)
        if not (_OURS.search(text) or _UNSHOWN.search(text)):
            assert set(_WORD.findall(text)) <= _words(html)


def _words(html: str) -> set[str]:
    try:
        return set(_WORD.findall(BeautifulSoup(html, "lxml").get_text()))
    except ParserRejectedMarkup:
        return set()


def whole_posts(data: bytes) -> None:
    """What a post's body becomes in Markdown goes through all steps, as in a build."""
    try:
        post = read_post(decode(data), PLACE, FrontMatterSettings())
    except DiagnosticError:
        return
    body = post.body if post else data.decode("utf-8", "replace")
    html = Markdown(extensions=["extra", "codehilite"], output_format="html").convert(body)
    references(html.encode())
    placement(html.encode())
    feed_bodies(html.encode())


def mending(data: bytes) -> None:
    """What is mended is another text, and says the same but for what was asked."""
    text = data.decode("utf-8", "replace")
    try:
        post = read_post(decode(data), PLACE, FrontMatterSettings())
    except DiagnosticError:
        post = None
    for problem in post.problems if post else ():
        if problem.replacement:
            mended = write_line_as_read(text, problem)
            assert mended is None or mended != text
    for tag in post.metadata.get("tags", ()) if post else ():
        mended = rename_tag(text, changing("tag-spelling", str(tag), "Another: name"))
        if mended is not None:
            again = read_post(decode(mended.encode()), PLACE, FrontMatterSettings())
            assert again is not None
            assert again.body == post.body
            assert "Another: name" in again.metadata["tags"]
    for number, line in enumerate(text.splitlines(), 1):
        for url in urls_in_line(line):
            fix_duplicate(text, changing("link-duplicate", url, "", number))
            fix_tracking(text, changing("link-tracking", url, "https://example.org/", number))


def read_back(data: bytes) -> None:
    """A feed is sound, or a line of it is named."""
    if is_feed(data[:HEAD]):
        for flaw in validate(data):
            assert flaw.fix
            assert flaw.line is None or 1 <= flaw.line <= data.count(b"\n") + 2


def _pictures_to_begin_with() -> list[bytes]:
    import pictures as made

    found = [make() for make in made.MADE.values()]
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "AVIF"):
        file = io.BytesIO()
        try:
            Image.radial_gradient("L").resize((40, 30)).save(file, kind)
        except (KeyError, OSError):
            continue
        found.append(file.getvalue())
    return found


def _files(*patterns: str) -> list[bytes]:
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]


Target = Callable[[bytes], None]
POSTS = ("tests/front_matter/cases/*.in.md", "content/**/*.md")
BODIES = ("tests/resources/cases/*.in.html", "tests/images/cases/*.in.html")
TEXTS: dict[str, tuple[Target, tuple[str, ...]]] = {
    "front matter": (front_matter, POSTS),
    "shortcodes": (shortcodes, POSTS),
    "reference lists": (references, BODIES),
    "pictures in bodies": (placement, BODIES),
    "tags": (tags, ("tests/tags/cases/*.*", *POSTS)),
    "vocabulary": (vocabulary, ("tests/tags/cases/**/*.*", "tests/**/tags.yaml", "tags.yaml")),
    "bodies in feeds": (feed_bodies, BODIES),
    "feeds": (feeds, (*POSTS, *BODIES)),
    "looking for leaks": (leaks, (*POSTS, *BODIES)),
    "posts": (whole_posts, POSTS),
    "CommonMark": (commonmark, ("tests/front_matter/commonmark/rendered/*.md", *POSTS)),
    "CommonMark in Python": (
        commonmark_in_python,
        ("tests/front_matter/commonmark/rendered/*.md", *POSTS),
    ),
    "exports": (exports, ()),
    "mending": (mending, POSTS),
    "feeds read back": (read_back, ("tests/feeds/cases/*.in.*",)),
}
BINARIES: dict[str, Target] = {
    "cleaning pictures": pictures,
    "measuring pictures": measures,
    "leaks in pictures": leaks,
}


CORPUS = Path(__file__).parent / "corpus"


def all_targets() -> dict[str, tuple[Target, list[bytes], bool]]:
    """Return each target with what to begin with, and whether that is text."""
    made = _pictures_to_begin_with()
    texts = {name: (target, _files(*where), True) for name, (target, where) in TEXTS.items()}
    texts["old sites"] = (old_sites, _old_sites(), True)
    binaries = {name: (target, made, False) for name, target in BINARIES.items()}
    return {
        name: (target, [*begin, *_kept(name)], textual)
        for name, (target, begin, textual) in {**texts, **binaries}.items()
    }


def _kept(name: str) -> list[bytes]:
    """Return what reached code of a target that nothing before it did."""
    return [path.read_bytes() for path in sorted((CORPUS / name.replace(" ", "-")).glob("*"))]


def _old_sites() -> list[bytes]:
    """Return the small sites of Hugo and Jekyll, each as one text."""
    sites = []
    for conf in ("hugo.toml", "config.toml", "hugo.yaml", "_config.yml"):
        for path in sorted(ROOT.glob(f"tests/oracles/*/**/{conf}")):
            texts = (each for each in sorted(path.parent.rglob("*")) if each.is_file())
            files = {each.relative_to(path.parent).as_posix(): each.read_bytes() for each in texts}
            sites.append(written_as_one(files))
    return [site for site in sites if len(site) < 8_000]
