"""What plugins hand each other is named in one place: a name that is typed twice can part."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from support import ROOT
from syntax_trees import nodes_of, tree_of

from pelican_plugins._core import contract

PACKAGE = ROOT / "pelican_plugins"
KEYS = {
    value
    for name, value in vars(contract).items()
    if name.isupper() and not name.startswith("_") and isinstance(value, str)
}
ATTRIBUTES = {
    *contract.WithResources.__annotations__,
    *contract.WithPictures.__annotations__,
}
_ASKING = {"getattr", "hasattr", "setattr", "delattr"}
_METHODS = {"get", "pop", "setdefault"}
# What a name is a key of, by what that is called wherever it is one.
_SHELVES = {"metadata", "context", "facts", "values", "found", "collected"}


def typed_again(code: str) -> Iterator[str]:
    """Yield the names of the contract that *code* types itself."""
    for node in nodes_of(tree_of(code)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            # So odd a word is never meant otherwise.
            if node.value in KEYS and node.value.lower().startswith("pouch_"):
                yield node.value
        elif isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name) and function.id in _ASKING:
                yield from _known(node.args[1:2], KEYS | ATTRIBUTES)
            elif (
                isinstance(function, ast.Attribute)
                and function.attr in _METHODS
                and _name(function.value) in _SHELVES
            ):
                yield from _known(node.args[:1], KEYS)
        elif isinstance(node, ast.Subscript) and _name(node.value) in _SHELVES:
            yield from _known([node.slice], KEYS)


def _name(node: ast.expr) -> str:
    return getattr(node, "id", None) or getattr(node, "attr", "")


def _known(nodes: list[ast.expr], known: set[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and node.value in known:
            yield node.value


def test_no_module_types_a_name_of_the_contract() -> None:
    assert {"POUCH_REDIRECTS", "pouch_found", "lead_picture"} <= KEYS
    assert {"resources", "picture_flaws"} <= ATTRIBUTES
    files = [path for path in PACKAGE.rglob("*.py") if path.name != "contract.py"]
    found = {path: set(typed_again(path.read_text(encoding="utf-8"))) for path in files}

    assert len(files) > 100
    assert {path: names for path, names in found.items() if names} == {}


def test_no_key_has_two_names() -> None:
    named = [
        value
        for name, value in vars(contract).items()
        if name.isupper() and isinstance(value, str) and not name.startswith("_")
    ]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("_OLD = 'POUCH_REDIRECTS'", "POUCH_REDIRECTS"),
        ("x = {'POUCH_SOURCE_LINES': 1}", "POUCH_SOURCE_LINES"),
        ("generator.context['pouch_found'] = {}", "pouch_found"),
        ("generator.context.get('pouch_found', {})", "pouch_found"),
        ("getattr(content, 'resources', ())", "resources"),
        ("any(hasattr(c, 'undescribed_pictures') for c in contents)", "undescribed_pictures"),
        ("setattr(content, 'lead_image', None)", "lead_image"),
        ("content.metadata['lead_picture']", "lead_picture"),
        ("metadata.pop('author_details', None)", "author_details"),
        ("source.facts.get('lead_picture')", "lead_picture"),
    ],
)
def test_one_that_is_typed_again_is_noticed(code: str, name: str) -> None:
    assert set(typed_again(code)) == {name}


@pytest.mark.parametrize(
    "code",
    [
        "REDIRECTS",
        "'resources'",
        "click.command('resources')",
        "getattr(content, 'title', '')",
        "metadata['tags']",
        "found['pictures']",
        "content.resources",
    ],
)
def test_what_only_looks_like_one_may_stand(code: str) -> None:
    assert list(typed_again(code)) == []
