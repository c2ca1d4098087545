"""What Hugo's shortcodes and Jekyll's Liquid tags leave in a text.

Those with a plain meaning are written as Markdown; the others stay and are counted by kind.
Code, where they are only spoken of, is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from .literals import LITERAL, Literals
from .shortcode_markup import RENDERERS, fenced

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
        in_html: that it is HTML, in which those that become Markdown are left.
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
        """Return what the tag at *start* becomes, and where the text goes on."""
        body = self._body
        # Only where it is closed in its line: else each would be looked for to the line's end.
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
        """Tell whether one of *marks* stands in the line behind *start*."""
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
        # Each included file is a kind of its own.
        return f"include {rest.split(maxsplit=1)[0]}" if name == "include" and rest else name
