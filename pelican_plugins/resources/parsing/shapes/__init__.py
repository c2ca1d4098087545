"""The shapes of lists that authors write: one class in one file for each."""

from __future__ import annotations

from .items import ListItems
from .lines import ParagraphLines
from .rows import TableRows
from .shape import Shape
from .terms import DefinitionTerms

LINES = ParagraphLines()
SHAPES: tuple[Shape, ...] = (ListItems(), DefinitionTerms(), TableRows(), LINES)
"""All shapes. To add one, write its file and add it here."""

LISTS = frozenset[str]().union(*(shape.elements for shape in SHAPES if shape.is_list))
"""The names of the elements that are lists."""
