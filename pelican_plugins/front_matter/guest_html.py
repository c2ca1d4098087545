"""The HTML that a guest author may write, by an allow list.

The cleaning of HTML is nh3's (Ammonia, with html5ever as its parser), so what is judged is the tree
that a browser would make of it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from urllib.parse import unquote

from .._core.errors import unreadable
from .._core.paths import is_below, join_inside
from .._core.text import one_line

PREFIX = "user-content-"
"""The prefix of a guest's ids, so that they never match those of a theme's script or style."""

_FLOW = (
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br", "wbr", "div"),
    *("ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "section", "aside", "details"),
    *("summary", "table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"),
    *("th", "td", "img", "audio", "video", "source", "track", "input"),
)
_PHRASES = (
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins"),
    *("kbd", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong"),
    *("sub", "sup", "time", "tt", "u", "var", "big", "center"),
)
# MathML Core, 3 and 4, without links, styles and what holds HTML.
_MATH = (
    *("math", "mrow", "mi", "mn", "mo", "ms", "mspace", "mtext", "mfrac", "msqrt", "mroot"),
    *("mstyle", "merror", "mpadded", "mphantom", "msub", "msup", "msubsup", "munder", "mover"),
    *("munderover", "mmultiscripts", "mprescripts", "mtable", "mtr", "mtd"),
)
_TAGS = frozenset({*_FLOW, *_PHRASES, *_MATH})
# Nothing of these is text for readers.
_WITH_CONTENT = frozenset(
    {
        *("script", "style", "template", "iframe", "noscript", "noembed", "noframes", "object"),
        *("svg", "title", "head", "xmp", "plaintext", "textarea", "select", "applet", "frameset"),
    }
)
_MATH_ATTRIBUTES = frozenset(
    {
        *("display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "form", "fence"),
        *("separator", "lspace", "rspace", "accent", "accentunder", "columnalign", "rowspacing"),
        *("columnspacing", "linethickness", "minsize", "maxsize", "symmetric", "largeop"),
        *("movablelimits", "width", "height", "depth", "voffset"),
    }
)
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"class", "dir", "id", "lang", "title"}),
    "a": frozenset({"href", "aria-label", "data-footnote-ref", "data-footnote-backref"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "audio": frozenset({"src", "controls"}),
    "video": frozenset({"src", "controls", "width", "height", "poster"}),
    "source": frozenset({"src", "type"}),
    "track": frozenset({"src", "kind", "srclang", "label"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan", "align", "style"}),
    "th": frozenset({"colspan", "rowspan", "align", "style", "scope"}),
    "col": frozenset({"span"}),
    "time": frozenset({"datetime"}),
    "data": frozenset({"value"}),
    "input": frozenset({"checked"}),
    "section": frozenset({"data-footnotes"}),
    **dict.fromkeys(("blockquote", "q", "del", "ins"), frozenset({"cite"})),
    **dict.fromkeys(_MATH, _MATH_ATTRIBUTES),
}
# The only control of a form that Markdown has: the box of a task, which nobody can tick.
_FIXED = {"input": {"disabled": ""}}
_ONLY = {"input": {"type": {"checkbox"}}}
# As nh3 writes them.
_INPUT = re.compile(r'<input(?P<attributes>(?: [a-z-]+="[^"]*")*)>')
_SCHEMES = frozenset({"http", "https", "mailto"})

# The classes that Markdown, docutils and Pygments write.
_CLASS = re.compile(
    r"(?:highlight|codehilite)(?:table)?|linenos?|linenodiv|code|filename|hll|language-[\w+#.-]+"
    r"|footnotes?|footnote-(?:ref|backref|reference)|headerlink|toc|toctitle|math|literal"
    r"|literal-block|docutils|section|simple|first|last|align-(?:left|center|right)|title-reference"
    r"|admonition(?:-title)?|note|tip|hint|important|warning|caution|danger|attention|error|info"
    r"|markdown-alert(?:-[a-z]+)?|(?:contains-)?task-list(?:-item(?:-checkbox)?)?|line(?:-block)?"
)
# Of Pygments: `k`, `nb`, `s1`.
_TOKEN = re.compile(r"[a-z]{1,2}[0-9a-z]?")
_OF_FOOTNOTE = re.compile(r"fn(?:ref)?\d*[:-][\w:.-]+")
_ALIGNED = re.compile(r"\s*text-align:\s*(?:left|right|center)\s*+;?\s*+")

# Pelican's links to its own files and pages, in their two spellings.
_MARKER = re.compile(r"[{|](?P<what>[a-z]+)[}|](?P<rest>.*)", re.DOTALL)
_OF_FILES = frozenset({"static", "attach"})
_MARKERS = _OF_FILES | {"filename", "author", "category", "tag", "index"}
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"[/\\]{2}")

_ELEMENT = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)")
_EVENTS = re.compile(r"<[A-Za-z][^<>]*?\s(on[a-z]+|srcdoc|formaction|ping)\s*=", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CleanHtml:
    """HTML that a guest may publish.

    Attributes:
        html: cleaned.
        removed: what was left out, as the guest wrote it: `<script>`, `onclick`, a URL.
    """

    html: str
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The files that a guest's post may link.

    Attributes:
        folder: that of the post, relative to the content folder.
        published: folders whose files the site publishes in any case.
        site_url: the URL of the site; empty if not known.
    """

    folder: str
    published: tuple[str, ...] = ()
    site_url: str = ""

    def holds(self, path: str) -> bool:
        """Return whether a *path*, from the post or with `/` from the content folder, is one."""
        plain = unquote(path.partition("#")[0].partition("?")[0])
        inside = join_inside(self.folder, plain)
        # A folder of images becomes a gallery.
        if inside is None or (may_run(inside) and not plain.endswith("/")):
            return False
        # In the content folder itself, the folders next to a post are not its own.
        own = is_below(inside, [self.folder]) if self.folder else not posixpath.dirname(inside)
        return own or is_below(inside, self.published)


# All that a browser shows and that cannot run a script in the pages of its site.
_HARMLESS = (
    *(".png", ".apng", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".avif", ".heic", ".heif"),
    *(".tif", ".tiff", ".bmp", ".jxl", ".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac"),
    *(".mp4", ".m4v", ".webm", ".ogv", ".mov", ".vtt", ".srt", ".pdf", ".txt", ".csv", ".epub"),
    *(".odt", ".ods", ".odp", ".docx", ".xlsx", ".pptx", ".zip", ".gpx", ".bib", ".ris"),
)


def may_run(path: str) -> bool:
    """Return whether a browser may run a script, or a server an order, in the file at *path*."""
    return not path.lower().endswith(_HARMLESS)


def clean_html(html: str, files: OwnFiles) -> CleanHtml:
    """Return *html* as a guest may publish it.

    Raises:
        DiagnosticError: nh3, which cleans it, is not installed.
    """
    return _cleaner(files).clean(html) if html else CleanHtml(html)


class _Cleaner:
    """Cleans HTML; making one takes nh3 longer than cleaning a post.

    Args:
        files: that posts may link.
    """

    def __init__(self, files: OwnFiles) -> None:
        self._removed: list[str] = []
        self._cleaner = _nh3().Cleaner(
            tags=set(_TAGS),
            clean_content_tags=set(_WITH_CONTENT),
            attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
            attribute_filter=partial(_attribute, files, self._removed),
            set_tag_attribute_values=_FIXED,
            tag_attribute_values=_ONLY,
            url_schemes=set(_SCHEMES),
            link_rel=None,
        )

    def clean(self, html: str) -> CleanHtml:
        """See `clean_html`."""
        self._removed.clear()
        elements = [f"<{name}>" for name in _ELEMENT.findall(html) if name.lower() not in _TAGS]
        cleaned = _INPUT.sub(_only_box, self._cleaner.clean(html))
        removed = [*elements, *_EVENTS.findall(html), *self._removed]
        return CleanHtml(cleaned, tuple(dict.fromkeys(removed)))


_cleaner = lru_cache(maxsize=64)(_Cleaner)


def _only_box(found: re.Match[str]) -> str:
    return found.group() if ' type="checkbox"' in found["attributes"] else ""


def _attribute(files: OwnFiles, removed: list[str], tag: str, name: str, value: str) -> str | None:
    """Return the value that an allowed attribute may have; None for no such attribute."""
    if name == "class":
        classes = [each for each in value.split() if _is_ours(tag, each)]
        return " ".join(classes) or None
    if name == "id":
        return _own_id(one_line(value))
    if name == "style":
        return value if _ALIGNED.fullmatch(value) else None
    if name in {"href", "src", "poster", "cite"}:
        url = _url(value, files, is_shown=name in {"src", "poster"})
        if url is None:
            removed.append(value)
        return url
    return value


def _is_ours(tag: str, name: str) -> bool:
    if _CLASS.fullmatch(name):
        return True
    return tag == "span" and _TOKEN.fullmatch(name) is not None


def _own_id(name: str) -> str:
    known = name.startswith(PREFIX) or _OF_FOOTNOTE.fullmatch(name)
    return name if known else f"{PREFIX}{name}"


def _url(value: str, files: OwnFiles, *, is_shown: bool) -> str | None:
    """Return the URL that replaces *value*; None if a guest may not write it.

    Args:
        value: as nh3 passes it, decoded.
        files: that the post may link.
        is_shown: whether a browser loads it with the page, so that it must be the site's own.
    """
    if value[:1] == "#":
        return f"#{_own_id(value[1:])}" if value[1:] else value
    url = _IGNORED.sub("", value)
    if url[:1] in {"{", "|"}:
        return _marked(url, value, files)
    scheme = _SCHEME.match(url)
    if scheme is not None:
        own = bool(files.site_url) and url.startswith(f"{files.site_url}/")
        return value if scheme[1].lower() in _SCHEMES and (own or not is_shown) else None
    return None if is_shown and (_HOST.match(url) or not files.holds(url)) else value


def _marked(url: str, value: str, files: OwnFiles) -> str | None:
    """Return a link to a file or page with Pelican's marker, which Pelican replaces."""
    found = _MARKER.fullmatch(url)
    if found is None or found["what"] not in _MARKERS:
        return None
    if _SCHEME.match(found["rest"]) or _HOST.match(found["rest"]):
        return None
    if found["what"] in _OF_FILES:
        # Pelican would move an attached file next to the page, under another URL.
        return f"{{static}}{found['rest']}" if files.holds(found["rest"]) else None
    return value


def picture_url(url: str, files: OwnFiles) -> str | None:
    """Return the URL of a picture in front matter, from the content folder; None for none.

    Other generators look for one without a slash in the content folder itself.
    """
    if url[:1] != "/" and files.holds(f"/{url}"):
        return f"/{url}"
    found = _url(url, files, is_shown=True)
    if found is None or _SCHEME.match(found) or found[:1] in {"/", "{", "|"}:
        return found
    inside = join_inside(files.folder, found)
    return None if inside is None else f"/{inside}"


def without_tags(html: str) -> str:
    """Return *html* without its tags, and with its references to characters.

    Raises:
        DiagnosticError: nh3 is not installed.
    """
    return str(_nh3().clean(html, tags=set())) if "<" in html else html


def _nh3() -> Any:
    try:
        import nh3
    except ImportError as error:
        text = "it is a guest's post, but the HTML sanitiser for guests is not installed"
        raise unreadable(text, 'run `pip install "pelican-pouch[guests]"`') from error
    return nh3
