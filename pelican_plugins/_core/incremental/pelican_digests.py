"""Digests of what templates see of Pelican's objects, each taken once a build."""

from __future__ import annotations

import locale
import os
import sys
from contextlib import suppress
from importlib.metadata import version
from itertools import compress, repeat
from operator import is_not
from pathlib import Path
from types import FunctionType
from typing import Any

from jinja2 import Environment, Template
from jinja2.filters import FILTERS
from jinja2.tests import TESTS
from pelican.contents import Content, Static
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

from ..build import Build
from ..code_fingerprint import code_fingerprint
from ..digests import digest_of
from ..pelican_compat import body_of, makes_body
from .descriptions import UnknownValueError, described, holds
from .jinja_hooks import source_of
from .recorder import Facet, Touched
from .watched_list import Part, WatchedList

# What no template reads, or what is described apart.
_HIDDEN = frozenset(
    {
        *("settings", "_context", "_content", "_update_content"),
        *("picture_sizes", "picture_position"),
    }
)
# Name and slug appear among the attributes once a URL was requested.
_HIDDEN_OF_GROUP = frozenset({"settings", "name", "slug", "_name", "_slug", "_slug_from_name"})
_OF_BODY = frozenset(
    {
        *("content", "get_content", "get_summary", "get_static_links"),
        *("_content", "_get_content", "_get_summary", "_update_content"),
    }
)
_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "autoescape", "undefined", "finalize", "extensions"),
)
# Settings on which depends what a template calls on contents and taxonomies.
_READ_BY_CONTENTS = ("_URL", "_SAVE_AS", "_SUBSTITUTIONS")
_READ_BY_SUMMARIES = ("SUMMARY_MAX_LENGTH", "SUMMARY_MAX_PARAGRAPHS", "SUMMARY_END_SUFFIX", "PATH")
_LASTING = frozenset({str, int, float, bool, type(None), type, FunctionType, WatchedList})
_MISSING = digest_of("missing")
# Our own code is part of every record.
_KNOWN_EXTENSIONS = ("jinja2.", f"{__name__.partition('.')[0]}.")


def facet(kind: type, attribute: str) -> Facet:
    """Return what an attribute of a class of contents shows."""
    if issubclass(kind, Static) or attribute in _OF_BODY:
        return Facet.BODY
    if attribute == "summary":
        return Facet.EITHER
    found = next((vars(each)[attribute] for each in kind.__mro__ if attribute in vars(each)), None)
    function = getattr(found, "fget", found)
    module = str(getattr(function, "__module__", None) or "pelican")
    # A plugin may add a property to Pelican's class.
    return Facet.METADATA if module.partition(".")[0] in {"pelican", "functools"} else Facet.UNKNOWN


def shows_body(content: Any) -> bool:
    """Return whether the summary of a content is cut from its body."""
    return "summary" not in content.metadata


class SiteDigests:
    """Digests of what the templates of a site see.

    All objects that have one are remembered, so that their ids stay theirs.

    Attributes:
        are_values_stable: whether no list or dict changes while pages are written.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        self.are_values_stable = True
        self._settings = settings
        self._context: dict[str, Any] = {}
        self._shared: dict[str, Any] = {}
        self._contents: dict[int, tuple[Any, str]] = {}
        self._bodies: dict[tuple[int, str], tuple[Any, str]] = {}
        self._values: dict[str, tuple[Any, str]] = {}
        self._described: dict[int, tuple[Any, Any]] = {}
        self._environments: dict[int, tuple[Any, str]] = {}
        self._parts: dict[tuple[str, str, Any], str] = {}
        self._templates: dict[tuple[int, str], str] = {}
        self._names: dict[tuple[int, tuple[str, ...], tuple[str, ...]], str] = {}
        self._functions: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = {}
        self._sets: dict[tuple[int, tuple[str, ...]], str] = {}
        self._roots: dict[int, tuple[Template, str]] = {}

    def share(self, context: dict[str, Any]) -> None:
        """Take what a context holds at the first page for what its names mean on most pages."""
        self._context, self._shared = context, {}

    def forget(self, content: Any) -> None:
        """Forget the digest of a content, which may change."""
        self._contents.pop(id(content), None)

    def of_content(self, content: Any) -> str:
        """Return the digest of all of a content but its body.

        Raises:
            UnknownValueError: something in it is of no known kind.
        """
        found = self._contents.get(id(content))
        if found is None:
            found = self._contents[id(content)] = content, self._digest_of_content(content)
        return found[1]

    def of_body(self, content: Any, siteurl: str) -> str:
        """Return the digest of a content's body, with its links as they are now.

        Args:
            content: whose links are resolved here, as a template would.
            siteurl: to which they are relative.

        Raises:
            UnknownValueError: it is a static file with something of no known kind.
        """
        if isinstance(content, Static):
            return self.of_content(content)
        key = id(content), siteurl
        found = self._bodies.get(key)
        if found is None:
            text = body_of(content)
            if "{" in text or "|" in text or makes_body(content):
                text = content.content
            found = self._bodies[key] = content, digest_of(str(text), siteurl)
        return found[1]

    def is_changed(self, touched: Touched, template: Template, context: dict[str, Any]) -> bool:
        """Return whether a page has changed what pages that are written after it can see."""
        if not touched.changed:
            return False
        named = (context.get(name, template.globals.get(name)) for name in touched.names)
        late = (vars(each) for each in (*touched.contents.values(), *touched.late.values()))
        return holds([*named, *late], touched.changed)

    def of_names(
        self, context: dict[str, Any], template: Template, names: tuple[str, ...]
    ) -> list[str]:
        """Return digests of what several names mean in a template.

        The first is of all names that mean the same on most pages.

        Raises:
            UnknownValueError: the value of one is of no known kind.
        """
        if not self._shared:
            # A copy: what is set later is a page's own.
            self._shared = {**self._context}
        here = map(context.get, names, repeat(_Missing))
        elsewhere = map(self._shared.get, names, repeat(_Missing))
        own = tuple(compress(names, map(is_not, here, elsewhere)))
        own += self._functions_of_pages(template, names)
        key = id(template.environment), names, own
        common = self._names.get(key)
        if common is None:
            others = [name for name in names if name not in own]
            common = digest_of([(name, self._of_name(context, template, name)) for name in others])
            if self.are_values_stable:
                self._names[key] = common
        return [common, *(self._of_name(context, template, name) for name in own)]

    def _functions_of_pages(self, template: Template, names: tuple[str, ...]) -> tuple[str, ...]:
        key = id(template.environment), names
        found = self._functions.get(key)
        if found is None:
            known = template.globals
            found = tuple(n for n in names if hasattr(type(known.get(n)), "digest_on_page"))
            self._functions[key] = found
        return found

    def _of_name(self, context: dict[str, Any], template: Template, name: str) -> str:
        value = context.get(name, _Missing)
        if value is _Missing:
            value = template.globals.get(name, _Missing)
        if value is _Missing:
            return _MISSING
        if hasattr(type(value), "digest_on_page"):
            # A function of the suite that knows more than it shows on one page.
            return digest_of(value.digest_on_page(context))
        found = self._values.get(name)
        if found is not None and found[0] is value:
            return found[1]
        digest = digest_of(self._description_of(value))
        if self.are_values_stable or type(value) in _LASTING:
            self._values[name] = value, digest
        return digest

    def values_change(self) -> None:
        """Take digests of lists and dicts again for each page: something has changed one."""
        self.are_values_stable = False
        self._names.clear()
        self._values.clear()
        self._described.clear()

    def of_part(self, values: WatchedList, part: Part) -> str:
        """Return the digest of a part of a list.

        Raises:
            UnknownValueError: it holds something of no known kind.
        """
        key = values.key, *part
        is_large = part[0] in {"all", "slice"}
        found = self._parts.get(key) if is_large else None
        if found is None:
            found = digest_of(self._description_of(values.part(part)))
            if is_large:
                self._parts[key] = found
        return found

    def of_template(self, environment: Environment, name: str) -> str:
        """Return the digest of a template's source."""
        key = id(environment), name
        if key not in self._templates:
            source = source_of(environment, name)
            data = "" if source is None else f"{source[1]}\n{source[0]}"
            self._templates[key] = digest_of(data)
        return self._templates[key]

    def of_templates(self, environment: Environment, names: tuple[str, ...]) -> str:
        """Return the digest of the sources of several templates."""
        key = id(environment), names
        if key not in self._sets:
            self._sets[key] = digest_of([self.of_template(environment, name) for name in names])
        return self._sets[key]

    def of_root(self, template: Template) -> str:
        """Return the digest of the source of a page's own template, which is loaded already."""
        found = self._roots.get(id(template))
        if found is None:
            source = source_of(template.environment, template.name or "")
            data = f"{template.filename}\n{source[0] if source else ''}"
            found = self._roots[id(template)] = template, digest_of(data)
        return found[1]

    def of_environment(self, environment: Environment) -> str:
        """Return the digest of what all pages of an environment depend on.

        Raises:
            UnknownValueError: it has an extension that is neither Jinja's nor ours, which may do
                anything.
        """
        found = self._environments.get(id(environment))
        if found is None:
            for extension in environment.extensions.values():
                if not type(extension).__module__.startswith(_KNOWN_EXTENSIONS):
                    raise UnknownValueError(extension)
            digest = digest_of(_facts(environment, self._settings))
            found = self._environments[id(environment)] = environment, digest
        return found[1]

    def _digest_of_content(self, content: Any) -> str:
        state = vars(content)
        shown = {key: value for key, value in state.items() if key not in _HIDDEN}
        shown.pop("metadata", None)
        # Most metadata are attributes, too.
        metadata = {k: v for k, v in content.metadata.items() if state.get(k.lower()) is not v}
        parts = [type(content).__name__, shown, [*content.metadata], metadata]
        if isinstance(content, Static) or "date" not in state:
            # Those of others depend on the settings and on what is described above.
            parts += [content.url, content.save_as]
        return digest_of(self._description_of(parts))

    def _description_of(self, value: Any) -> bytes:
        return described(value, self._describe)

    def _describe(self, value: Any) -> Any:
        known = self._described.get(id(value))
        if known is not None:
            return known[1]
        plain = describe(value)
        if self.are_values_stable and isinstance(value, (Content, URLWrapper)):
            self._described[id(value)] = value, plain
        return plain


_OF_LISTS = {
    Paginator: ("name", "url", "count", "num_pages", "per_page", "orphans", "object_list"),
    Page: ("number", "url", "save_as", "base_url", "full_name", "object_list", "paginator"),
}
"""The attributes of paginated pages that templates see."""


class _Missing:
    """Placeholder for an undefined name."""


def describe(value: Any) -> Any:
    """Return plain data for one of Pelican's objects, or `NotImplemented`.

    Another content counts by its path: its data is recorded when a template uses it.
    """
    if isinstance(value, Content):
        return _joined(type(value).__name__, value.relative_source_path, value.source_path)
    if isinstance(value, URLWrapper):
        state = {key: each for key, each in vars(value).items() if key not in _HIDDEN_OF_GROUP}
        plain = _joined(type(value).__name__, value.name, value.slug)
        return plain + described(state, describe) if state else plain
    if isinstance(value, WatchedList):
        return value.key
    shown = next((names for kind, names in _OF_LISTS.items() if isinstance(value, kind)), None)
    if shown is not None:
        return [getattr(value, name) for name in shown]
    # An object of the suite may hold more than it shows, such as a featured image.
    if hasattr(type(value), "digest_state"):
        return value.digest_state()
    return "build" if isinstance(value, Build) else NotImplemented


def _joined(*parts: object) -> bytes:
    return "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")


def _facts(environment: Environment, settings: dict[str, Any]) -> bytes:
    """Return what all pages of an environment depend on."""
    read = {
        key: value
        for key, value in settings.items()
        if key.endswith(_READ_BY_CONTENTS) or key in _READ_BY_SUMMARIES
    }
    syntax = {name: getattr(environment, name) for name in _SYNTAX}
    named = {
        name: _described_function(function)
        for functions, own in (
            (environment.filters, FILTERS),
            (environment.tests, TESTS),
        )
        for name, function in functions.items()
        if function is not own.get(name)
    }
    plugins = [_module_stamp(str(getattr(p, "__name__", p))) for p in settings["PLUGINS"]]
    facts = [locale.setlocale(locale.LC_ALL), _versions(), plugins]
    extensions = {name: type(each).__qualname__ for name, each in syntax.pop("extensions").items()}
    return described([facts, read, syntax, extensions, named], describe)


def _described_function(function: Any) -> bytes:
    with suppress(UnknownValueError):
        return described(function, describe)
    # The pages that use it are not kept.
    return repr(type(function)).encode()


def _versions() -> str:
    names = ("babel", "jinja2", "markupsafe", "pelican")
    return " ".join([code_fingerprint(), *map(version, names)])


def _module_stamp(name: str) -> str:
    path = getattr(sys.modules.get(name), "__file__", None)
    return f"{name} {_stamp(Path(path)) if path else ''}"


def _stamp(path: Path) -> str:
    with suppress(OSError):
        status = os.stat(path)  # noqa: PTH116 (an object less)
        return f"{path} {status.st_size} {status.st_mtime_ns}"
    return str(path)
