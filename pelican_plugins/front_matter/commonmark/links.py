"""Links and images as Pelican needs them, and Obsidian's wikilinks.

Wikilinks are `[[Note|label]]`, `[[Note#Heading]]` and `![[image.png|300]]`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import partial
from html import escape, unescape
from urllib.parse import quote, unquote, unquote_to_bytes

from ..._core.diagnostics import Diagnostic
from ..._core.github_slugs import github_slug
from ..._core.rules import LINK_BROKEN
from .markup import in_prose

_MARKED = re.compile(
    r'(?P<head>\s(?:href|src)=")(?:%7B(?P<what>\w+)%7D|%7C(?P<old>\w+)%7C)(?P<path>[^"]*)'
)
_WITH_APOSTROPHE = re.compile(r'<(?:a|img) data-sourcepos="[^"]*"[^<>]*>')
_NOT_ASCII = re.compile(r"(?:%[89A-F][0-9A-F])+")
_SCHEME = r"(?:https?|ftp)://"
# A URL with a password, of which GFM 6.9 links only what looks like an email address.
_WITH_PASSWORD = re.compile(
    rf'(?P<begin>{_SCHEME}(?:(?!{_SCHEME})[^\s<>])*+)<a data-sourcepos="[^"]*" href="mailto:[^"]*">'
    r"(?P<mail>[^<]*)</a>"
)
_BARE = re.compile(
    r'(?P<tag><a data-sourcepos="\d+:(?P<first>\d+)-\d+:(?P<last>\d+)" href=")(?P<url>[^"]*)">'
    rf"(?P<text>(?:{_SCHEME}|www\.)[^<]*)</a>(?P<after>;?)"
)
_ANOTHER = re.compile(rf"(?<![A-Za-z0-9])(?:{_SCHEME}|www\.)\S+")
# Closing punctuation of other languages, which GFM takes for part of the URL: the first set is
# never within a URL, the second never at its end.
_CLOSING = frozenset("“”„«»。、，！？：；」』】》〉〕〗〙〛｠｣⟩⟫،؛؟۔")
_AT_END = "‘’‹›…．·\u0387—–～.,:;!?*_~'\""
# It ends a URL before Chinese, Japanese or Korean text, which needs no space.
_JOINT = re.compile(r"[…—–’～~·](?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])")
_OF_OTHERS = ("%E", "%C2", "%CE%87", "%D8", "%DB", "%5C", "&amp;#")
_REFERENCE = re.compile(r"&#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6});?")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Only known extensions, since `(e.g. this.that)` is text.
_ENDING = (
    r"\.(?i:7z|avif|bmp|bz2|csv|docx?|epub|gif|gz|html?|ics|jpe?g|json|m4[av]|markdown|md|mobi"
    r"|mov|mp[34]|od[pst]|og[agv]|opus|pdf|png|pptx?|ps|py|rtf|svg|tar|tiff?|txt|wav|web[mp]"
    r"|xlsx?|xml|zip)"
)
# GFM links the beginning of such a URL.
_CUT_AT_SPACE = re.compile(
    r'(?P<begin>\[[^\[\]<>]{0,1000}\]\()<a data-sourcepos="[^"]*" href="[^"]*">(?P<url>[^<]*)</a>'
    rf"(?=[ ][^()<>\n]{{0,500}}?{_ENDING}(?:[#?\s)]))"
)
_WITH_SPACE = re.compile(
    r"(?P<image>!|(?<![A-Za-z0-9_\])]))\[(?P<text>[^\[\]]{0,1000})\]"
    rf"\((?P<path>(?![^()<>\n]{{0,500}}\{{[{{%])[^()<>\n]{{1,500}}?{_ENDING})"
    r"(?P<rest>[#?][^()\s]{0,200})?(?:\s+=(?P<width>\d{0,5})x(?P<height>\d{0,5}))?"
    r"(?:\s+(?P<quote>&quot;|')(?P<title>[^\n]{0,500}?)(?P=quote))?\)"
)


def restore_markers(html: str) -> str:
    """Return *html* with Pelican's markers, such as `{static}`, unescaped in URLs."""
    if "&#x27;" in html:
        html = _WITH_APOSTROPHE.sub(lambda match: match.group().replace("&#x27;", "'"), html)
    return _MARKED.sub(_restored, html) if "%7" in html else html


def _restored(match: re.Match[str]) -> str:
    marker = f"{{{match['what']}}}" if match["what"] else f"|{match['old']}|"
    # Pelican compares with file names, and decodes only `%20`.
    return f"{match['head']}{marker}{_NOT_ASCII.sub(_decoded, match['path'])}"


def _decoded(match: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(match.group()).decode()
    except UnicodeDecodeError:
        return match.group()


def bound_bare_links(html: str) -> str:
    """Return *html* with bare URLs cut where their author meant them to end.

    A URL with a password becomes text again, so that no part of it is taken for an email address.
    """
    if "mailto:" in html:
        html = _WITH_PASSWORD.sub(r"\g<begin>\g<mail>", html)
    if any(sign in html for sign in _OF_OTHERS):
        html = _BARE.sub(_bounded, html)
    return html


def _bounded(match: re.Match[str]) -> str:
    """Return one bare URL as a link that ends where it should, or as text."""
    text, url = unescape(match["text"]), unescape(match["url"])
    bare = unquote(url) in {text, f"http://{text}", unquote(text)}
    # As wide as its text: not `<…>` or `[…](…)`, which end explicitly.
    width = int(match["last"]) - int(match["first"]) + 1
    if not bare or (int(match["first"]) and width != len(text.encode())):
        return match.group()
    text += match["after"]
    pieces: list[str] = []
    while found := _ANOTHER.search(text):
        whole = found.group()
        end = _end_of_url(whole)
        shown = _ESCAPED.sub(r"\1", whole[:end])
        url = quote(shown, safe="/:?#[]@!$&'()*+,;=~%")
        url = f"http://{url}" if shown.startswith("www.") else url
        pieces += [escape(unescape(text[: found.start()]), quote=False)]
        pieces += [f'{match["tag"]}{escape(url)}">{escape(shown, quote=False)}</a>']
        text = text[found.start() + end :]
    return "".join([*pieces, escape(unescape(text), quote=False)])


def _end_of_url(text: str) -> int:
    """Return the end of the URL that *text* begins with."""
    depth = 0
    stops = (_REFERENCE.search(text), _JOINT.search(text))
    end = min((stop.start() for stop in stops if stop), default=len(text))
    for place, sign in enumerate(text[:end]):
        depth += (sign in "(（") - (sign in ")）")
        # `(https://example.org/a)です。`: scripts without spaces continue directly.
        if sign in _CLOSING or depth < 0:
            end = place
            break
    return len(text[:end].rstrip(_AT_END)) if end < len(text) or text[-1:] in _AT_END else end


def read_urls_with_spaces(html: str) -> str:
    """Return *html* with links and images whose URL holds a space.

    CommonMark 6.3 would show `![A gauge](/images/a gauge.png)` as text, and the image would be
    lost. `=300x200` after the URL is its size, as in several editors.
    """
    if "](" not in html:
        return html
    html = _CUT_AT_SPACE.sub(r"\g<begin>\g<url>", html)
    return in_prose(html, lambda text: _WITH_SPACE.sub(_read, text))


def _read(match: re.Match[str]) -> str:
    url = quote(unescape(match["path"]), safe="/:{}|@!$&'*+,;=%~") + (match["rest"] or "")
    title = f' title="{match["title"]}"' if match["title"] else ""
    text = match["text"]
    if not match["image"]:
        return f'<a href="{escape(url)}"{title}>{text}</a>'
    size = "".join(f' {name}="{match[name]}"' for name in ("width", "height") if match[name])
    alt = text.replace('"', "&quot;")
    return f'<img src="{escape(url)}" alt="{alt}"{title}{size} />'


_LINK = re.compile(
    r'<a (?P<position>data-sourcepos="[^"]*") href="(?P<target>[^"]*)" '
    r'data-wikilink="true">(?P<label>[^<]*)</a>'
)
_EMBED = re.compile(r"!\[\[(?P<target>[^\[\]|]{1,500})(?:\|(?P<label>[^\[\]]{1,500}))?\]\]")
_SIZE = re.compile(r"(?P<width>\d{1,5})(?:x(?P<height>\d{1,5}))?")
_IMAGES = (".apng", ".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_SOUNDS = (".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav")
_FILMS = (".m4v", ".mov", ".mp4", ".ogv", ".webm")

Find = Callable[[str], str | None]
"""Returns the path of a file by its name or path in the vault, from the content folder."""


def write_wikilinks(html: str, find: Find) -> tuple[str, list[Diagnostic]]:
    """Return *html* with wikilinks as Pelican's links, and a problem for each broken one."""
    vault = _Vault(find)
    if 'data-wikilink="true"' in html:
        html = _LINK.sub(vault.link, html)
    if "![[" in html:
        html = in_prose(html, partial(_EMBED.sub, vault.embed))
    return html, vault.problems


class _Vault:
    def __init__(self, find: Find) -> None:
        self._find = find
        self.problems: list[Diagnostic] = []

    def link(self, match: re.Match[str]) -> str:
        """Return the replacement for a wikilink that the engine has parsed."""
        target, label = unquote(unescape(match["target"])), match["label"]
        if label == escape(target, quote=False):
            # Obsidian's text for a link without a label.
            label = label.removeprefix("#").replace("#", " &gt; ")
        return self._link(target, label, f" {match['position']}")

    def embed(self, match: re.Match[str]) -> str:
        """Return the replacement for an embedded file."""
        target, label = unescape(match["target"]).strip(), unescape(match["label"] or "")
        found = self._find(target.partition("#")[0])
        kind = posixpath.splitext(found or "")[1].lower()
        if found is None or kind not in _IMAGES + _SOUNDS + _FILMS:
            return self._link(target, escape(label or target, quote=False), "")
        url = f"{{static}}/{escape(found)}"
        if kind not in _IMAGES:
            name = "audio" if kind in _SOUNDS else "video"
            return f'<{name} src="{url}" controls></{name}>'
        alt, _, last = label.rpartition("|")
        size = _SIZE.fullmatch(last)
        if size is None:
            return f'<img src="{url}" alt="{escape(label)}" />'
        height = f' height="{size["height"]}"' if size["height"] else ""
        return f'<img src="{url}" alt="{escape(alt)}" width="{size["width"]}"{height} />'

    def _link(self, target: str, label: str, position: str) -> str:
        path, _, heading = target.partition("#")
        fragment = f"#{escape(github_slug(heading.rpartition('#')[2]))}" if heading else ""
        if not path:
            return f'<a{position} href="{fragment}">{label}</a>'
        found = self._find(path)
        if found is None:
            text = f"[[{target}]] matches no file of the site, so it is shown as text"
            self.problems.append(LINK_BROKEN(text, "correct its name", f"[[{target}"))
            return label
        marker = "{filename}" if found.lower().endswith((".md", ".markdown")) else "{static}"
        return f'<a{position} href="{marker}/{escape(found)}{fragment}">{label}</a>'
