"""Render Hugo's shortcodes and Jekyll's Liquid tags that have a Markdown equivalent.

The others stay and are counted by kind. Those in code are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

from .._core.diagnostics import Diagnostic
from .._core.text import counted
from .literals import LITERAL, Literals
from .rules import SHORTCODE_UNKNOWN

_MOST_FILES = 5


def shortcode_diagnostics(left: Mapping[str, Mapping[str, int]]) -> list[Diagnostic]:
    """Return one diagnostic for each kind of unrendered shortcode.

    Args:
        left: by source path, the kinds with their counts.
    """
    kinds: dict[str, dict[str, int]] = {}
    for path, counts in left.items():
        for kind, count in counts.items():
            kinds.setdefault(kind, {})[path] = count
    return [_sum(kind, files) for kind, files in sorted(kinds.items())]


def _sum(kind: str, files: Mapping[str, int]) -> Diagnostic:
    names = sorted(files)
    shown = ", ".join(names[:_MOST_FILES])
    more = f" and {len(names) - _MOST_FILES} more" if len(names) > _MOST_FILES else ""
    told = times(sum(files.values()))
    return SHORTCODE_UNKNOWN(
        f"the shortcode {kind!r} is printed as it stands, {told}, in {shown}{more}",
        "replace it with Markdown or HTML",
    )


def differences_summary(posts: int) -> str:
    """Return one sentence about *posts* with Markdown that other readers show and we do not."""
    return (
        f"Markdown: {counted(posts, 'text')} without some lists, their levels, code or tables that"
        " other readers show; pouch check names them, pouch check --fix fixes most"
    )


def times(count: int) -> str:
    """Return *count* in words."""
    return "once" if count == 1 else f"{count} times"


_HUGO = re.compile(r"\{\{(?P<open>[<%])-?\s*(?P<name>/?[\w./-]+)(?P<rest>[^\n]*?)-?[>%]\}\}")
_HUGO_ESCAPED = re.compile(r"\{\{(?P<open>[<%])/\*(?P<inner>[^\n]*?)\*/(?P<close>[>%])\}\}")
_LIQUID = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<rest>[^\n]*?)-?%\}")
_OUTPUT = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url)|[\"'](?P<path>[^\"'\n]*)[\"']\s*\|\s*"
    r"(?:relative|absolute)_url)\s*-?\}\}"
)
_TOKEN = re.compile(rf"{LITERAL}|\{{\{{|\{{%", re.MULTILINE | re.IGNORECASE)
_CODE = {"highlight", "codeblock"}
_BLOCKS = {"raw", "comment", *_CODE}


def render_shortcodes(body: str, *, in_html: bool = False) -> tuple[str, Counter[str]]:
    """Return *body* with known shortcodes rendered, and the kinds of those left.

    Args:
        body: Markdown.
        in_html: it is HTML; shortcodes that become Markdown are left.
    """
    if "{{" not in body and "{%" not in body:
        return body, Counter()
    return _Scanner(body, in_html=in_html).run()


class _Scanner:
    def __init__(self, body: str, *, in_html: bool) -> None:
        self._body = body
        self._in_html = in_html
        self._left: Counter[str] = Counter()
        self._literals = Literals(body, in_html=in_html)
        self._unclosed: set[str] = set()
        self._next: dict[str, int] = {}

    def run(self) -> tuple[str, Counter[str]]:
        body = self._body
        pieces = []
        cursor = 0
        while match := _TOKEN.search(body, cursor):
            start = match.start()
            pieces.append(body[cursor:start])
            token = match.group()
            if token[0] == "{":
                text, cursor = self._tag(start)
                pieces.append(text)
            else:
                cursor = self._literals.end(match)
                pieces.append(body[start:cursor])
        return "".join([*pieces, body[cursor:]]), self._left

    def _tag(self, start: int) -> tuple[str, int]:
        """Return the replacement of the tag at *start*, and where the text continues."""
        body = self._body
        # Only if closed in its line, so that time stays linear.
        escaped = self._closes(start, "*/>}}", "*/%}}") and _HUGO_ESCAPED.match(body, start)
        if escaped:
            return f"{{{{{escaped['open']}{escaped['inner']}{escaped['close']}}}}}", escaped.end()
        output = _OUTPUT.match(body, start)
        if output:
            return output["path"] or "", output.end()
        match = (self._closes(start, ">}}", "%}}") and _HUGO.match(body, start)) or (
            self._closes(start, "%}") and _LIQUID.match(body, start)
        )
        if not match:
            return body[start : start + 2], start + 2
        name, rest = match["name"], match["rest"].strip()
        if name in _BLOCKS:
            block = self._block(match, name, rest)
            if block is not None:
                return block
        known = name in RENDERERS and not self._in_html
        rendered = RENDERERS[name](rest) if known else None
        if rendered is not None:
            return rendered, match.end()
        if not name.startswith(("/", "end")):
            self._left[self._kind(name, rest)] += 1
        return match.group(), match.end()

    def _closes(self, start: int, *marks: str) -> bool:
        """Return whether one of *marks* follows *start* in its line."""
        return min(self._following(start, mark) for mark in marks) < self._following(start, "\n")

    def _following(self, start: int, mark: str) -> int:
        if self._next.get(mark, -1) < start:
            found = self._body.find(mark, start)
            self._next[mark] = found if found >= 0 else len(self._body)
        return self._next[mark]

    def _block(self, match: re.Match[str], name: str, rest: str) -> tuple[str, int] | None:
        if name in self._unclosed or (self._in_html and name in _CODE):
            return None
        closing = re.compile(
            rf"\{{\{{[<%]-?\s*/\s*{name}\s*-?[>%]\}}\}}|\{{%-?\s*end{name}\s*-?%\}}"
        ).search(self._body, match.end())
        if closing is None:
            self._unclosed.add(name)
            return None
        inner = self._body[match.end() : closing.start()]
        render: Callable[[str, str], str] = {
            "raw": lambda _rest, text: text,
            "comment": lambda _rest, _text: "",
        }.get(name, fenced)
        return render(rest, inner), closing.end()

    @staticmethod
    def _kind(name: str, rest: str) -> str:
        # Each included file counts as a kind.
        return f"include {rest.split(maxsplit=1)[0]}" if name == "include" and rest else name


_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`"""
    r"""|(?P<bare>[^\s"'`]+))"""
)
_PLACES = {"left", "right", "center", "centre", "wide", "full"}
_LANGUAGE = re.compile(r"(?:lang[:=])?[\w+#.-]+")
_ID = re.compile(r"[\w-]+")


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
    if re.search(r"figure|image|img|picture", name):
        return _figure(more)
    return None


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


def _video(site: str, address: str) -> Callable[[str], str | None]:
    def render(rest: str) -> str | None:
        positional, named = arguments(rest)
        number = named.get("id") or (positional[0] if positional else "")
        if not _ID.fullmatch(number):
            return None
        # A link, not a player: the site is not contacted until it is followed.
        return f"[{_escaped(named.get('title', f'Video on {site}'))}]({address.format(number)})"

    return render


def _gist(rest: str) -> str | None:
    positional, _ = arguments(rest)
    path = "/".join(positional[:2])
    return f"[Code on GitHub Gist](https://gist.github.com/{path})" if path else None


def _tweet(rest: str) -> str | None:
    positional, named = arguments(rest)
    number = named.get("id") or (positional[-1] if positional else "")
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


RENDERERS: dict[str, Callable[[str], str | None]] = {
    "figure": _figure,
    "image": _figure,
    "img": lambda rest: _octopress_image(rest) or _figure(rest),
    "include": _include,
    "youtube": _video("YouTube", "https://www.youtube.com/watch?v={}"),
    "vimeo": _video("Vimeo", "https://vimeo.com/{}"),
    "gist": _gist,
    "tweet": _tweet,
    "twitter": _tweet,
    "x": _tweet,
    "ref": _reference,
    "relref": _reference,
    "post_url": _post_url,
}
"""By the name of a shortcode: its Markdown from its arguments, or None to leave it."""
