"""Render Hugo's shortcodes and Jekyll's Liquid tags.

Those of the site's own that are plain HTML are run; of the others, those with an equivalent become
Markdown. The rest stays and is counted by kind. Those in code are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from .._core.diagnostics import Diagnostic
from .._core.text import counted
from .foreign_syntax import fix_for, is_foreign_syntax
from .jekyll_links import LINKS
from .literals import LITERAL, Literals
from .rules import SHORTCODE_UNKNOWN
from .shortcode_renderers import LIQUID_RENDERERS, RENDERERS, fenced
from .site_shortcodes.hugo_functions import without_paragraph
from .site_shortcodes.own import OwnShortcodes, begins_block
from .site_shortcodes.values import NotPlainError

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
        f"{named(kind)} is shown unrendered, {told}, in {shown}{more}",
        fix_for(kind),
        topic=f"{kind!r}",
    )


def named(kind: str) -> str:
    """Return a kind of shortcodes, or of other markup, as a message names it."""
    return f"the {'markup' if is_foreign_syntax(kind) else 'shortcode'} {kind!r}"


def differences_summary(posts: int) -> str:
    """Return one sentence about *posts* with Markdown that other readers show and we do not."""
    return (
        f"Markdown: in {counted(posts, 'post')}, some lists, nesting, code or tables"
        " differ from other Markdown readers; pouch check lists them, pouch check --fix"
        " fixes most"
    )


def times(count: int) -> str:
    """Return *count* in words."""
    return "once" if count == 1 else f"{count} times"


_HUGO = re.compile(
    r"\{\{(?P<open>[<%])-?\s*(?P<name>/?[\w.-]++(?:/[\w.-]++)*+)(?P<rest>.*?)(?P<closed>/?)-?[>%]\}\}",
    re.DOTALL,
)
_HUGO_ESCAPED = re.compile(
    r"\{\{(?P<open>[<%])/\*(?P<inner>(?:(?!\{\{[<%]/\*).)*?)\*/(?P<close>[>%])\}\}", re.DOTALL
)
_LIQUID = re.compile(r"\{%-?\s*(?P<name>\w++)(?P<rest>.*?)-?%\}", re.DOTALL)
_RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_OUTPUT = re.compile(
    r"\{\{-?\s*(?:site\.(?:(?P<base>baseurl)|url)|[\"'](?P<path>[^\"'\n]*)[\"']"
    r"(?:\s*\|\s*(?:(?P<is_url>(?:relative|absolute)_url)"
    r"|prepend:\s*site\.(?:(?P<is_based>baseurl)|url)))+)\s*-?\}\}"
)
_VARIABLE = re.compile(
    r"\{\{-?\s*(?P<name>(?:site|page)\.[\w.]+)\s*(?P<filters>\|[^{}\n]*?)?-?\}\}"
)
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)
_KRAMDOWN = re.compile(r"\{::(?P<name>comment|nomarkdown|options)[^{}\n]*?(?P<closed>/?)\}")
_TOKEN = re.compile(rf"{LITERAL}|\{{\{{|\{{%|\{{::", re.MULTILINE | re.IGNORECASE)
_CODE = {"highlight", "codeblock"}
_BLOCKS = {"raw", "comment", *_CODE}
_INCLUDES = {"include", "include_cached"}
_DEEPEST = 20


def render_shortcodes(body: str, *, in_html: bool = False) -> tuple[str, Counter[str]]:
    """Return *body* with known shortcodes rendered, and the kinds of those left.

    Args:
        body: Markdown.
        in_html: it is HTML; shortcodes that become Markdown are left.
    """
    return render_own_shortcodes(body, None, in_html=in_html)


def render_own_shortcodes(
    body: str, own: OwnShortcodes | None, *, in_html: bool = False
) -> tuple[str, Counter[str]]:
    """Do what `render_shortcodes` does, with the shortcodes of the site's *own*, too.

    What is HTML is kept there until the text is rendered; see `OwnShortcodes.put_into`.
    """
    if "{{" not in body and "{%" not in body and "{::" not in body:
        return body, Counter()
    scanner = _Scanner(body, own, "html" if in_html else "markdown")
    return scanner.run(), scanner.left


class _Scanner:
    """Goes over one text.

    Args:
        body: the text.
        own: the shortcodes of the site; None if it has none.
        form: `markdown`, `html` for a post in HTML, or `raw` for Markdown that becomes part of
            HTML, unchanged except inside its shortcodes.
        depth: how many shortcodes it is in.

    Attributes:
        left: the kinds of shortcodes that were left, with their numbers.
    """

    def __init__(self, body: str, own: OwnShortcodes | None, form: str, depth: int = 0) -> None:
        self.left: Counter[str] = Counter()
        self._body = body
        self._own = own
        self._form = form
        self._depth = depth
        self._literals = Literals(body, in_html=form != "markdown")
        self._unclosed: set[str] = set()
        self._next: dict[str, int] = {}

    def run(self) -> str:
        body = self._body
        pieces = []
        cursor = 0
        while match := _TOKEN.search(body, cursor):
            start = match.start()
            pieces.append(body[cursor:start])
            token = match.group()
            if token[0] == "{":
                text, cursor = self._kramdown(start) if token[-1] == ":" else self._tag(start)
                pieces.append(text)
            else:
                cursor = self._literals.end(match)
                literal = body[start:cursor]
                if self._own is not None:
                    # Hugo and Jekyll read code, too, so authors had to escape what is in it.
                    literal = _HUGO_ESCAPED.sub(r"{{\g<open>\g<inner>\g<close>}}", literal)
                    literal = _RAW.sub("", literal)
                pieces.append(literal)
        return "".join([*pieces, body[cursor:]])

    def _tag(self, start: int) -> tuple[str, int]:
        """Return the replacement of the tag at *start*, and where the text continues."""
        body = self._body
        # Only up to where it is closed, so that time stays linear.
        end = self._end(start, "*/>}}", "*/%}}")
        escaped = _HUGO_ESCAPED.match(body, start, end)
        if escaped:
            return f"{{{{{escaped['open']}{escaped['inner']}{escaped['close']}}}}}", escaped.end()
        output = _OUTPUT.match(body, start)
        if output:
            path, base = output["path"] or "", self._own.base() if self._own else ""
            if output["is_url"] and not _ABSOLUTE.match(path):
                path = f"{base}/{path.lstrip('/')}"
            elif output["base"] or output["is_based"]:
                path = base + path
            return path, output.end()
        match = _HUGO.match(body, start, self._end(start, ">}}", "%}}")) or _LIQUID.match(
            body, start, self._end(start, "%}")
        )
        if not match:
            return self._variable(start) or (body[start : start + 2], start + 2)
        name, rest = match["name"], match["rest"].strip()
        found = self._own_shortcode(match, name, rest) if self._own is not None else None
        if found is None and name in _BLOCKS:
            found = self._block(match, name, rest)
        if found is not None:
            return found
        renderers = LIQUID_RENDERERS if match.re is _LIQUID else RENDERERS
        rendered = self._known(renderers.get(name), rest)
        if rendered is not None:
            return rendered, match.end()
        if not name.startswith(("/", "end")):
            self.left[self._kind(name, rest)] += 1
        return match.group(), match.end()

    def _variable(self, start: int) -> tuple[str, int] | None:
        """Return a Jekyll variable, which only a site that came from there uses."""
        found = _VARIABLE.match(self._body, start) if self._own is not None else None
        if found is None:
            return None
        if found["name"] == "page.title" and not found["filters"]:
            return self._own.title if self._own else "", found.end()
        self.left[found["name"]] += 1
        return found.group(), found.end()

    def _known(self, renderer: Callable[[str], str | None] | None, rest: str) -> str | None:
        """Return the Markdown of a shortcode with an equivalent; None if there is none."""
        if renderer is None or self._form == "html":
            return None
        rendered = renderer(rest)
        if rendered is None or self._form == "markdown" or self._own is None:
            return rendered
        return without_paragraph(self._own.markdown(rendered))

    def _end(self, start: int, *marks: str) -> int:
        """Return where the first of *marks* after *start* ends, if the tag ends there; else 0.

        A tag ends before another begins, and with its paragraph.
        """
        mark = min(marks, key=lambda each: self._following(start, each))
        end = self._following(start, mark)
        bounds = (self._following(start + 2, each) for each in ("{{", "{%", "\n\n"))
        return end + len(mark) if end < min(bounds) else 0

    def _following(self, start: int, mark: str) -> int:
        if self._next.get(mark, -1) < start:
            found = self._body.find(mark, start)
            self._next[mark] = found if found >= 0 else len(self._body)
        return self._next[mark]

    def _kramdown(self, start: int) -> tuple[str, int]:
        """Return what is at *start* without kramdown's comments, options and the like."""
        found = _KRAMDOWN.match(self._body, start)
        if found is None or self._own is None or not self._own.is_jekyll:
            return self._body[start : start + 3], start + 3
        if found["closed"]:
            return "", found.end()
        name = found["name"]
        closing = None
        if f"::{name}" not in self._unclosed:
            closing = re.compile(rf"\{{:/(?:{name})?\}}").search(self._body, found.end())
        if closing is None:
            self._unclosed.add(f"::{name}")
            return found.group(), found.end()
        inner = self._body[found.end() : closing.start()]
        return ("" if name == "comment" else inner), closing.end()

    def _block(self, match: re.Match[str], name: str, rest: str) -> tuple[str, int] | None:
        if name in self._unclosed or (self._form == "html" and name in _CODE):
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

    def _own_shortcode(self, match: re.Match[str], name: str, rest: str) -> tuple[str, int] | None:
        """Return the replacement of a shortcode of the site's own, and where the text continues.

        None if it is not one, or does more than put parameters into HTML.
        """
        assert self._own is not None
        if self._depth >= _DEEPEST:
            return None
        try:
            if match.re is _LIQUID and name in LINKS:
                link = self._own.link(name, rest)
                return None if link is None else (link, match.end())
            if match.re is _LIQUID:
                return self._include(match, rest) if name in _INCLUDES else None
            return self._hugo(match, name, rest)
        except NotPlainError:
            return None

    def _include(self, match: re.Match[str], rest: str) -> tuple[str, int] | None:
        assert self._own is not None
        made = self._own.include(rest)
        if made is None:
            return None
        before = self._body[self._body.rfind("\n", 0, match.start()) + 1 : match.start()]
        after = self._body[match.end() :].partition("\n")[0]
        is_block = not before.strip() and not after.strip()
        if self._form != "markdown":
            return made, match.end()
        if is_block and begins_block(made):
            return self._own.keep(made), match.end()
        made = made.strip()
        return (made if is_block else " ".join(made.split())), match.end()

    def _hugo(self, match: re.Match[str], name: str, rest: str) -> tuple[str, int] | None:
        assert self._own is not None
        template = self._own.template(name)
        if template is None:
            return None
        inner, end = "", match.end()
        if template.has_inner and not match["closed"]:
            closing = self._closing(name, end)
            if closing is not None:
                inner, end = self._body[end : closing.start()], closing.end()
        as_markdown = match["open"] == "%" and self._form == "markdown"
        inside = _Inside(self, inner)
        made = self._own.run(
            *(template, name, rest),
            partial(inside.text, "markdown" if as_markdown else "raw"),
            partial(inside.text, "markdown"),
        )
        self.left += inside.left
        if as_markdown or self._form != "markdown":
            return made, end
        return self._own.keep(made), end

    def inner(self, text: str, form: str) -> _Scanner:
        """Return the scanner of what is between two tags."""
        return _Scanner(text, self._own, form, self._depth + 1)

    def _closing(self, name: str, position: int) -> re.Match[str] | None:
        """Return the tag that closes the shortcode *name* that was opened before *position*."""
        if name in self._unclosed:
            return None
        tag = re.compile(
            rf"\{{\{{[<%]-?\s*+(?P<slash>/?)\s*+{re.escape(name)}(?=[\s/%>-])[^{{}}]*?(?P<closed>/?)"
            r"-?[>%]\}\}"
        )
        depth = 1
        for found in tag.finditer(self._body, position):
            if found["slash"]:
                depth -= 1
            elif not found["closed"]:
                depth += 1
            if not depth:
                return found
        self._unclosed.add(name)
        return None

    @staticmethod
    def _kind(name: str, rest: str) -> str:
        # Each included file counts as a kind.
        return f"include {rest.split(maxsplit=1)[0]}" if name == "include" and rest else name


class _Inside:
    """What is between the tags of a shortcode, with its own shortcodes rendered when asked for.

    Attributes:
        left: see `_Scanner`.
    """

    def __init__(self, outer: _Scanner, text: str) -> None:
        self.left: Counter[str] = Counter()
        self._outer = outer
        self._text = text
        self._made: dict[str, str] = {}

    def text(self, form: str) -> str:
        if form not in self._made:
            scanner = self._outer.inner(self._text, form)
            self._made[form] = scanner.run()
            self.left = scanner.left
        return self._made[form]
