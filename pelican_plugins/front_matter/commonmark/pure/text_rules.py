"""What is read in finished text: tasks at the start of list items, and mail addresses."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from . import bare_links

_TASK = re.compile(r"[ \t\v\f]*\[([ xX])\](?:[ \t\v\f]|\Z)")
_MAIL_SCHEME = re.compile(r"(?<![A-Za-z])(?:mailto|xmpp)\Z")
_LONGEST_MAIL_SCHEME = 7
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_")
_HOST = re.compile(r"@((?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*)")
_XMPP_HOST = re.compile(r"@((?:[A-Za-z0-9/_-]|\.(?=[A-Za-z0-9]))*)")


def add_rules(parser: MarkdownIt) -> None:
    """Teach a parser what is read in text, before escaped characters join it."""
    parser.core.ruler.after("inline", "entities", _join_entities)
    parser.core.ruler.after("entities", "tasks", _tasks)
    parser.core.ruler.after("tasks", "mail", _mail)


def _join_entities(state: StateCore) -> None:
    """Join text with its entities, but not with what was escaped."""
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
    """Return begin and end of the mail address around an `@`, and the scheme it lacks."""
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
    end = bare_links.trim_url(text, at, end)
    return (begin, end, scheme) if end > at else None
