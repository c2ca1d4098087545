"""The ways in which authors write a list of references: one class in one file for each."""

from __future__ import annotations

from .items import Items
from .lines import Lines
from .shape import Shape
from .terms import Terms

LINES = Lines()
SHAPES: tuple[Shape, ...] = (Items(), Terms(), LINES)
"""All of them. Whoever adds one writes its file and names it here."""

LISTS = frozenset[str]().union(*(shape.elements for shape in SHAPES if shape.is_list))
"""The names of the elements that are lists."""
