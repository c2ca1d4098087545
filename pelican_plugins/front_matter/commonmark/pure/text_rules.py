"""Rules for finished text: task list items, email addresses, and the limits of bare URLs.

GFM 0.29, 6.9, Autolinks (extension).
"""

from __future__ import annotations

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_SCHEME = re.compile(r"(?<![A-Za-z])(?:https?|ftp)\Z")
_LONGEST_SCHEME = 6
_WHITE = re.compile(r"[ \t\n\r]")
_TRAILING = frozenset("?!.,:*_~'\"")


def find_bare_url(src: str, at: int, end: int) -> tuple[int, int, str] | None:
    """Return start and end of the URL whose `:` or `www.` is at a position.

    The third value is the scheme to add to make it a URL.
    """
    if src.startswith("www.", at):
        if at and src[at - 1] not in " \t\n\r*_~([":
            return None
        stop = _end(src, at, at + 4, end)
        return (at, stop, "http://") if stop else None
    if not src.startswith("://", at):
        return None
    scheme = _SCHEME.search(src, max(0, at - _LONGEST_SCHEME), at)
    if scheme is None:
        return None
    stop = _end(src, at, at + 3, end)
    return (scheme.start(), stop, "") if stop else None


def _end(src: str, start: int, host: int, end: int) -> int | None:
    if not _is_host(src, host, end):
        return None
    white = _WHITE.search(src, host, end)
    return trim_url(src, start, white.start() if white else end)


def _is_host(src: str, start: int, end: int) -> bool:
    """Return whether a domain of two parts begins here, without `_` in its last two."""
    dots = 0
    low = before = 0
    for at in range(start, end):
        char = src[at]
        if char == "_":
            low += 1
        elif char == ".":
            before, low = low, 0
            dots += 1
        elif char == "\\" and at < end - 1:
            continue
        elif char != "-" and not _in_host(char):
            return not before and not low and dots > 0
    return dots > 0 and (not (before or low) or dots > 10)  # noqa: PLR2004 - GitHub's number


def _in_host(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char)[0] not in "PS"


def trim_url(src: str, start: int, end: int) -> int:
    """Return the end of a URL without the punctuation of its sentence."""
    less_than = src.find("<", start, end)
    if less_than >= 0:
        end = less_than
    unopened = src.count(")", start, end) - src.count("(", start, end)
    while end > start:
        char = src[end - 1]
        if char in _TRAILING:
            end -= 1
        elif char == ";":
            end = _before_entity(src, start, end)
        elif char == ")" and unopened > 0:
            unopened -= 1
            end -= 1
        elif char == "\u2069":  # a direction's end, once
            return end - 1
        else:
            break
    return end


def _before_entity(src: str, start: int, end: int) -> int:
    """Return the start of the entity that ends with the `;` before `end`, or of that `;`."""
    at = end - 2
    while at > start and src[at].isascii() and src[at].isalpha():
        at -= 1
    return at if src[at] == "&" and at < end - 2 else end - 1


_TASK = re.compile(r"[ \t\v\f]*\[([ xX])\](?:[ \t\v\f]|\Z)")
_MAIL_SCHEME = re.compile(r"(?<![A-Za-z])(?:mailto|xmpp)\Z")
_LONGEST_MAIL_SCHEME = 7
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_")
_HOST = re.compile(r"@((?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*)")
_XMPP_HOST = re.compile(r"@((?:[A-Za-z0-9/_-]|\.(?=[A-Za-z0-9]))*)")


def add_rules(parser: MarkdownIt) -> None:
    """Add the rules for text that run before escaped characters are joined to it."""
    parser.core.ruler.after("inline", "entities", _join_entities)
    parser.core.ruler.after("entities", "tasks", _tasks)
    parser.core.ruler.after("tasks", "mail", _mail)


def _join_entities(state: StateCore) -> None:
    """Join text with its entities, but not with escaped characters."""
    for block in state.tokens:
        if block.type != "inline" or "&" not in block.content:
            continue
        joined: list[Token] = []
        for token in block.children or []:
            if token.type == "text_special" and token.info == "entity":
                token.type = "text"
            if token.type == "text" and joined and joined[-1].type == "text":
                joined[-1].content += token.content
            else:
                joined.append(token)
        block.children = joined


def _tasks(state: StateCore) -> None:
    lists: list[Token] = []
    tokens = state.tokens
    for at, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open" and tokens[at + 1].type == "paragraph_open":
            children = tokens[at + 2].children or []
            match = children and children[0].type == "text" and _TASK.match(children[0].content)
            if not match:
                continue
            children[0].content = children[0].content[match.end() :]
            token.meta["checked"] = match[1] != " "
            lists[-1].meta["tasks"] = True
            if len(children) == 1 and not children[0].content:
                tokens[at + 1].hidden = tokens[at + 3].hidden = True


def _mail(state: StateCore) -> None:
    for block in state.tokens:
        if block.type == "inline" and "@" in block.content:
            block.children = _with_mail(block.children or [])


def _with_mail(children: list[Token]) -> list[Token]:
    result: list[Token] = []
    links = 0
    for token in children:
        links += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not links and "@" in token.content:
            result += _split(token)
        else:
            result.append(token)
    return result


def _split(token: Token) -> list[Token]:
    text, done, result = token.content, 0, []
    opened = 0
    for match in re.finditer(r"[\[\]@]", text):
        if match.start() < done:
            continue
        if match[0] != "@":
            opened += 1 if match[0] == "[" else -1
            continue
        place = None if opened > 0 else _address(text, done, match.start())
        if place is None:
            continue
        begin, end, scheme = place
        address = text[begin:end]
        result += [
            Token("text", "", 0, content=text[done:begin]),
            Token("link_open", "a", 1, {"href": scheme + address}, token.map),
            Token("text", "", 0, content=address),
            Token("link_close", "a", -1),
        ]
        done, opened = end, 0
    return [*result, Token("text", "", 0, content=text[done:])]


def _address(text: str, floor: int, at: int) -> tuple[int, int, str] | None:
    """Return start and end of the email address around an `@`, and the scheme to add."""
    begin, scheme, host = at, "mailto:", _HOST
    while begin > floor:
        if text[begin - 1] in _LOCAL:
            begin -= 1
            continue
        known = text[begin - 1] == ":" and _MAIL_SCHEME.search(
            text, max(floor, begin - 1 - _LONGEST_MAIL_SCHEME), begin - 1
        )
        if not known:
            break
        scheme, host = "", _XMPP_HOST if known[0] == "xmpp" else host
        begin -= 1
    match = host.match(text, at)
    if begin == at or match is None or "." not in match[1]:
        return None
    end = match.end()
    last = text[end - 1]
    if text.startswith("@", end) or not (last.isascii() and last.isalpha()):
        return None
    end = trim_url(text, at, end)
    return (begin, end, scheme) if end > at else None
