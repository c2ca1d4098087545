"""The hooks through which a `Recorder` sees what templates touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import update_wrapper
from typing import Any

from jinja2 import Environment, Template, TemplateNotFound
from jinja2.filters import FILTERS
from jinja2.runtime import Context, Macro
from jinja2.tests import TESTS
from jinja2.utils import missing

from .recorder import Recorder, Touched

Render = Callable[[Template, dict[str, Any], Callable[[], str]], str]
"""Renders a page: given the template, its context, and a function that renders it."""


def record(environment: Environment, recorder: Recorder, render: Render) -> None:
    """Let *recorder* see all that the templates of *environment* touch.

    Args:
        environment: of which no template is loaded yet.
        recorder: the same for all environments of a site.
        render: is called instead of each template's `render`.
    """
    environment.extend(pouch_recorder=recorder, pouch_render=render)
    environment.template_class = RecordedTemplate
    environment.context_class = RecordingContext
    hooks: Any = environment
    hooks.getattr = _attribute_reader(recorder, environment.getattr)
    hooks.getitem = _item_reader(recorder, environment.getitem)
    hooks.get_template = _template_getter(recorder, environment.get_template)
    hooks.select_template = _template_selector(recorder, environment.select_template)
    hooks.get_or_select_template = _any_template_getter(
        recorder, environment.get_or_select_template
    )
    environment.filters = _Functions(environment.filters, FILTERS, recorder)
    environment.tests = _Functions(environment.tests, TESTS, recorder)


class RecordingContext(Context):
    """Notes each name that is looked up, and each function that is called."""

    def resolve_or_missing(self, key: str) -> Any:
        """Look up a name."""
        # As Jinja does, but without a further call: this is done a hundred times a page.
        self.environment.pouch_recorder.page.names.add(key)  # type: ignore[attr-defined]
        if key in self.vars:
            return self.vars[key]
        return self.parent.get(key, missing)

    def call(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a function."""
        recorder: Recorder = self.environment.pouch_recorder  # type: ignore[attr-defined]
        if type(function) is not Macro and recorder.function(function):
            for each in (*args, *kwargs.values()):
                recorder.whole(each)
        return super().call(function, *args, **kwargs)


class RecordedTemplate(Template):
    """A template whose module, once imported, is used by several pages.

    Attributes:
        pouch_touched: what the module touched when it was made; None before.
    """

    pouch_touched: Touched | None = None

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Render the template as a page."""
        context = dict(*args, **kwargs)
        render: Render = self.environment.pouch_render  # type: ignore[attr-defined]
        return render(self, context, lambda: super(RecordedTemplate, self).render(context))

    def make_module(
        self,
        vars: Any = None,  # noqa: A002
        shared: bool = False,
        locals: Any = None,  # noqa: A002
    ) -> Any:
        """Make a module; Jinja shares it between pages unless it has the context of one."""
        if shared:
            return super().make_module(vars, shared, locals)
        recorder: Recorder = self.environment.pouch_recorder  # type: ignore[attr-defined]
        page, recorder.page = recorder.page, Touched()
        try:
            return super().make_module(vars, shared, locals)
        finally:
            self.pouch_touched, recorder.page = recorder.page, page
            page.add(self.pouch_touched)


class _Functions(dict[str, Any]):
    """Filters or tests; notes each that is used and not Jinja's own."""

    def __init__(
        self, functions: Mapping[str, Any], own: Mapping[str, Any], recorder: Recorder
    ) -> None:
        super().__init__(functions)
        self._own = own
        self._silent: dict[str, Any] = {}
        self._recorder = recorder

    def __getitem__(self, name: str) -> Any:
        function = super().__getitem__(name)
        return function if function is self._silent.get(name) else self._noted(name, function)

    def get(self, name: str, default: Any = None) -> Any:
        """Return a function."""
        function = super().get(name, default)
        return function if function is default else self._noted(name, function)

    def copy(self) -> _Functions:
        """Return a copy that notes, too."""
        return _Functions(self, self._own, self._recorder)

    def _noted(self, name: str, function: Any) -> Any:
        if function is self._own.get(name) and name not in _SPECIAL:
            self._silent[name] = function
            return function
        if name not in _SPECIAL and not self._recorder.function(function, name):
            return function
        if name == "random":
            self._recorder.page.unknown[name] = None
        return _whole_arguments(self._recorder, function)


# Of Jinja's own: one chooses by chance, the others read attributes without its environment.
_SPECIAL = frozenset({"random", "attr", "pprint"})


def _whole_arguments(recorder: Recorder, function: Any) -> Any:
    """Return *function*, such that it notes that it reads its arguments as a whole."""

    def call(*args: Any, **kwargs: Any) -> Any:
        for each in (*args, *kwargs.values()):
            recorder.whole(each)
        return function(*args, **kwargs)

    # Jinja looks at an attribute for what else it must pass.
    return update_wrapper(call, function)


def _attribute_reader(recorder: Recorder, read: Callable[..., Any]) -> Callable[..., Any]:
    plain = recorder.plain

    def read_attribute(obj: Any, attribute: str) -> Any:
        if type(obj) not in plain:
            recorder.attribute(obj, attribute)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return read(obj, attribute)

    return read_attribute


def _item_reader(recorder: Recorder, read: Callable[..., Any]) -> Callable[..., Any]:
    def read_item(obj: Any, argument: Any) -> Any:
        if isinstance(argument, str):
            recorder.attribute(obj, argument)
        return read(obj, argument)

    return read_item


def _template_getter(recorder: Recorder, get: Callable[..., Template]) -> Callable[..., Template]:
    def get_template(
        name: Any,
        parent: str | None = None,
        globals: Any = None,  # noqa: A002
    ) -> Template:
        _note_names(recorder, [name])
        return _noted(recorder, get(name, parent, globals))

    return get_template


def _template_selector(
    recorder: Recorder, select: Callable[..., Template]
) -> Callable[..., Template]:
    def select_template(
        names: Iterable[Any],
        parent: str | None = None,
        globals: Any = None,  # noqa: A002
    ) -> Template:
        names = list(names)
        _note_names(recorder, names)
        return _noted(recorder, select(names, parent, globals))

    return select_template


def _any_template_getter(
    recorder: Recorder, get: Callable[..., Template]
) -> Callable[..., Template]:
    def get_or_select_template(
        names: Any,
        parent: str | None = None,
        globals: Any = None,  # noqa: A002
    ) -> Template:
        if isinstance(names, Template):
            _note_names(recorder, [names])
        return get(names, parent, globals)

    return get_or_select_template


def _note_names(recorder: Recorder, names: Iterable[Any]) -> None:
    """Note which templates are looked for; a missing one may be there in the next build."""
    for name in names:
        if isinstance(name, str):
            recorder.page.templates.add(name)
        else:
            recorder.page.unknown["a template without a file"] = None


def _noted(recorder: Recorder, template: Template) -> Template:
    """Note what the module of a template has touched, which may be what is asked for."""
    touched = getattr(template, "pouch_touched", None)
    if touched is not None:
        recorder.page.add(touched)
    return template


def source_of(environment: Environment, name: str) -> tuple[str, str | None] | None:
    """Return the source of a template and the path of its file; None if there is none."""
    try:
        source, path, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
    except TemplateNotFound:
        return None
    return source, path
