"""Read and change the front matter of a source file of any format, as an author would: by line."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

SUFFIXES = {".md", ".markdown", ".rst", ".html", ".htm"}
# Where a title may also be an element or a heading.
_HTML_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_YAML_ITEM = re.compile(r"\s*-\s|\s+\S|\s*$")


def is_source(name: str) -> bool:
    """Tell whether a file below a site's folder is a post or a page."""
    return name.startswith("content/") and PurePosixPath(name).suffix in SUFFIXES


def field(name: str, text: str, key: str) -> str | None:
    """Return a field's value as it is written on its line; None where there is none."""
    found = _line(name, text, key)
    return found[2] if found else None


def with_field(name: str, text: str, key: str, value: str | None) -> str:
    """Return the text with another value, or without the field if that is None."""
    found = _line(name, text, key)
    if found:
        start, end, _ = found
        return (
            text[:start] + ("" if value is None else _written(name, text, key, value)) + text[end:]
        )
    if value is None:
        return text
    place = _place(name, text)
    return text if place is None else text[:place] + _written(name, text, key, value) + text[place:]


def body_start(name: str, text: str) -> int:
    """Return where the body begins: what is inserted there is the first of it."""
    kind = _kind(name, text)
    if kind == "html":
        found = re.search(r"<body[^>]*>", text)
        return found.end() if found else len(text)
    if kind in {"---", "+++"}:
        end = text.find(f"\n{kind}", 3)
        return text.find("\n", end + 1) + 1 or len(text)
    if kind == "rst":
        # Below the last field of the list that stands first.
        fields = list(re.finditer(r"^:\w+:.*\n", text, re.MULTILINE))
        return fields[-1].end() if fields else len(text)
    found = re.search(r"\n[ \t]*\n", text)
    return found.end() if found else len(text)


def _kind(name: str, text: str) -> str:
    if name.endswith((".html", ".htm")):
        return "html"
    if name.endswith(".rst"):
        return "rst"
    return text[:3] if text[:3] in {"---", "+++"} else "lines"


def _place(name: str, text: str) -> int | None:
    """Return where a new field can stand."""
    kind = _kind(name, text)
    if kind in {"---", "+++"}:
        return text.find("\n") + 1
    if kind == "html":
        found = re.search(r"<head[^>]*>", text)
        return found.end() if found else None
    if kind == "rst":
        found = re.search(r"^:\w+:", text, re.MULTILINE)
        return found.start() if found else None
    return 0


def _line(name: str, text: str, key: str) -> tuple[int, int, str] | None:
    """Return where a field's lines begin and end, and what its value is."""
    kind = _kind(name, text)
    word = re.escape(key)
    if kind == "html":
        found = re.search(rf'<meta name="{word}" content="(.*?)"\s*/?>\n?', text)
        if not found and key == "title":
            found = _HTML_TITLE.search(text)
        return (found.start(), found.end(), found[1]) if found else None
    pattern = {
        "---": rf"^{word}[ \t]*:[ \t]*(.*)\n",
        "+++": rf"^{word}[ \t]*=[ \t]*(.*)\n",
        "rst": rf"^:{word}:[ \t]*(.*)\n",
        "lines": rf"^{word}[ \t]*:[ \t]*(.*)\n",
    }[kind]
    head = text[: body_start(name, text)]
    found = re.search(pattern, head, re.MULTILINE | re.IGNORECASE)
    if not found:
        return None
    end = found.end()
    if kind == "---":
        # A list or a text of several lines.
        while end < len(head) and _YAML_ITEM.match(head[end:].partition("\n")[0]):
            end += len(head[end:].partition("\n")[0]) + 1
    return found.start(), min(end, len(head)), found[1].strip()


def _written(name: str, text: str, key: str, value: str) -> str:
    kind = _kind(name, text)
    if kind == "html":
        if key == "title":
            return f"<title>{value}</title>"
        return f'<meta name="{key}" content="{value}" />\n'
    quoted = json.dumps(value, ensure_ascii=False)
    listed = json.dumps([part.strip() for part in value.split(",")], ensure_ascii=False)
    several = key in {"tags", "authors"}
    return {
        "---": f"{key}: {listed if several else value if key == 'date' else quoted}\n",
        "+++": f"{key} = {listed if several else quoted}\n",
        "rst": f":{key}: {value}\n",
        "lines": f"{key}: {value}\n",
    }[kind]
