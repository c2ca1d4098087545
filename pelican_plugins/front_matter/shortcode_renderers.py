"""Hugo's shortcodes and Jekyll's Liquid tags that have a Markdown equivalent."""

from __future__ import annotations

import re
from collections.abc import Callable

from .._core.embeds import embed_of, page_of

_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`"""
    r"""|(?P<bare>[^\s"'`]+))"""
)
_PLACES = {"left", "right", "center", "centre", "wide", "full"}
_LANGUAGE = re.compile(r"(?:lang[:=])?[\w+#.-]+")
_ID = re.compile(r"[\w-]+")
_ID_KEYS = ("id", "video_id", "videoid", "video", "url", "link", "src", "status")
_INCLUDED = re.compile(
    r"(?:embed[-_]?)?(youtube|vimeo|peertube|tweet|twitter|mastodon|bluesky)"
    r"(?:[-_]?(?:embed|player|post|video))?",
    re.IGNORECASE,
)
_POST = "Post on Twitter"


def arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """Return the positional and the named arguments of a shortcode."""
    positional: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        value = next(v for v in match.group("double", "single", "raw", "bare") if v is not None)
        if match["key"]:
            named[match["key"].lower()] = value
        else:
            positional.append(value)
    return positional, named


def fenced(rest: str, code: str) -> str:
    """Return *code* as a fenced block in the language that *rest* begins with."""
    longest = max((len(run) for run in re.findall(r"`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    match = _LANGUAGE.match(rest.strip("\"' "))
    language = re.sub(r"^lang[:=]", "", match.group()) if match else ""
    return f"\n{fence}{language}\n{code.strip(chr(10))}\n{fence}\n"


def _figure(rest: str) -> str | None:
    _, named = arguments(rest)
    keys = ("src", "image_path", "image", "url", "path", "link_src")
    src = next((named[key] for key in keys if named.get(key)), None)
    if src is None:
        return None
    caption = named.get("caption") or named.get("description") or named.get("title") or ""
    alt = named.get("alt") or caption
    words = re.split(r"[\s-]+", f"{named.get('class', '')} {named.get('align', '')}".lower())
    place = next((word for word in words if word in _PLACES), "")
    return _linked(_image(src, alt, caption, place), named.get("link") or named.get("href"))


def _image(src: str, alt: str, caption: str, place: str) -> str:
    address = f"{src}#{place}" if place and "#" not in src else src
    if re.search(r"[\s()<>]", address):
        address = f"<{address}>"
    quoted = caption.replace('"', "”").replace("\n", " ")
    title = f' "{quoted}"' if caption else ""
    return f"![{_escaped(alt)}]({address}{title})"


def _escaped(text: str) -> str:
    return text.replace("[", "\\[").replace("]", "\\]")


def _linked(image: str, target: str | None) -> str:
    return f"[{image}]({target})" if target else image


def _include(rest: str) -> str | None:
    name, _, more = rest.partition(" ")
    if name in {"gallery", "gallery.html"}:
        return _listed_gallery(more)
    if re.search(r"figure|image|img|picture", name):
        return _figure(more)
    return _included_embed(name, more)


def _included_embed(name: str, rest: str) -> str | None:
    """Render `{% include youtube.html id="…" %}`, and the video of Minimal Mistakes.

    Without quotation marks, an id is the name of a variable.
    """
    stem = re.sub(r"\.html?$", "", name.rpartition("/")[2])
    service = arguments(rest)[1].get("provider", "") if stem == "video" else ""
    match = _INCLUDED.fullmatch(service or stem)
    made = RENDERERS[match[1].lower()](rest) if match else None
    url = made[made.rindex("](") + 2 : -1].strip("<>") if made else ""
    return made if embed_of(url) else None


def _listed_gallery(rest: str) -> str | None:
    """Render the gallery of the front matter, as of Minimal Mistakes; other lists are left."""
    positional, named = arguments(rest.replace(" = ", "="))
    listed = named.get("id", "gallery") == "gallery"
    if positional or not listed or not named.keys() <= {"id", "caption", "layout", "class"}:
        return None
    return _image("#gallery", "", named.get("caption", ""), "")


def _gallery(rest: str) -> str | None:
    """Render Hugo's themes' gallery of a folder; what names no folder alone is left."""
    positional, named = arguments(rest)
    folder = next((named[key] for key in ("dir", "folder", "path") if named.get(key)), "")
    folder = folder or re.sub(r"\*(?:\.\*)?$", "", named.get("match", ""))
    if positional or not folder or re.search(r"[*?{}#]", folder):
        return None
    caption = named.get("caption") or named.get("title") or ""
    return _image(f"{folder.rstrip('/')}/#gallery", "", caption, "")


def _octopress_image(rest: str) -> str | None:
    """Render `{% img [class] address [width [height]] [title [alt]] %}`."""
    positional, _ = arguments(rest)
    at = next((n for n, word in enumerate(positional) if "/" in word or "." in word), None)
    if at is None:
        return None
    words = [word for word in positional[at + 1 :] if not word.isdigit()]
    title = words[0] if words else ""
    alt = words[1] if len(words) > 1 else title
    place = next((word for word in positional[:at] if word in _PLACES), "")
    return _image(positional[at], alt, title, place)


def _embed(service: str, label: str) -> Callable[[str], str | None]:
    """Return what renders a video, post or map: by its URL, or by its id where that says enough."""

    def render(rest: str) -> str | None:
        positional, named = arguments(rest)
        written = next((named[key] for key in _ID_KEYS if named.get(key)), "")
        written = written or (positional[0] if positional else "")
        url = page_of(service, written) if _ID.fullmatch(written) else ""
        if (shown := embed_of(written)) and shown.provider == service:
            url = written
        if not url:
            return None
        start = named.get("start") or ""
        if service == "youtube" and start.isdecimal() and int(start):
            url = f"{url}{'&' if '?' in url else '?'}t={int(start)}s"
        # A link, not a player: the site is not contacted until it is followed.
        url = f"<{url}>" if re.search(r"[()]", url) else url
        return f"[{_escaped(named.get('title', label))}]({url})"

    return render


def _gist(rest: str) -> str | None:
    positional, _ = arguments(rest)
    path = "/".join(positional[:2])
    return f"[Code on GitHub Gist](https://gist.github.com/{path})" if path else None


def _tweet(rest: str) -> str | None:
    positional, named = arguments(rest)
    number = named.get("id") or (positional[-1] if positional else "")
    if (shown := embed_of(number)) and shown.provider == "twitter":
        return f"[{_POST}]({number})"
    user = named.get("user", "i")
    if not number.isdigit() or not _ID.fullmatch(user):
        return None
    return f"[Post by {user}](https://twitter.com/{user}/status/{number})"


def _reference(rest: str) -> str | None:
    positional, named = arguments(rest)
    path, mark, anchor = (named.get("path") or "".join(positional[:1])).partition("#")
    if not path or path.endswith("/"):
        return None
    if not path.lower().endswith((".md", ".markdown")):
        path += ".md"
    # Hugo looks for a path below the content folder, and for a bare name everywhere.
    return f"{{filename}}{'/' if '/' in path else ''}{path.lstrip('/')}{mark}{anchor}"


def _post_url(rest: str) -> str | None:
    return f"{{filename}}{rest}.md" if re.fullmatch(r"[\w./-]+", rest) else None


def _link(rest: str) -> str | None:
    """Render Jekyll's `{% link _posts/2019-01-01-name.md %}`, a path from the root of the site."""
    path = rest.strip("\"'").lstrip("/")
    if not re.fullmatch(r"[\w./ -]+", path):
        return None
    is_text = path.lower().endswith((".md", ".markdown", ".html"))
    return f"{{{'filename' if is_text else 'static'}}}/{path.replace(' ', '%20')}"


RENDERERS: dict[str, Callable[[str], str | None]] = {
    "figure": _figure,
    "gallery": _gallery,
    "image": _figure,
    "img": lambda rest: _octopress_image(rest) or _figure(rest),
    "include": _include,
    "youtube": _embed("youtube", "Video on YouTube"),
    "vimeo": _embed("vimeo", "Video on Vimeo"),
    "peertube": _embed("peertube", "Video on PeerTube"),
    "mastodon": _embed("mastodon", "Post on Mastodon"),
    "bluesky": _embed("bluesky", "Post on Bluesky"),
    "openstreetmap": _embed("openstreetmap", "Map on OpenStreetMap"),
    "googlemaps": _embed("google-maps", "Map on Google Maps"),
    "gist": _gist,
    "tweet": _tweet,
    "twitter": _tweet,
    "x": _tweet,
    "ref": _reference,
    "relref": _reference,
    "post_url": _post_url,
}
"""By the name of a shortcode: its Markdown from its arguments, or None to leave it."""

LIQUID_RENDERERS = RENDERERS | {"link": _link}
"""Those of Jekyll's Liquid tags."""
